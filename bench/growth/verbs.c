/* Whole processes: processor time, the least of some repeats, and the most memory that was resident. */
#define _DEFAULT_SOURCE /* wait4 */
#include "verbs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cases.h"

enum { REPEATS = 3, MOST_ARGUMENTS = 8 };

typedef struct Cost {
    double seconds, megabytes; /* seconds negative: it failed */
} Cost;

/* What follows bizcase VERB CASE. OUTPUT means a place to write to. */
static const struct {
    const char *verb, *options[4];
} verbs[] = {
    { "check", { NULL } },
    { "appraise", { NULL } },
    { "simulate", { "--trials", "2000" } },
    { "sensitivity", { "--trials", "2000" } },
    { "finance", { "--trials", "2000" } },
    { "live", { "-o", "OUTPUT" } },
    { "report", { "--trials", "500", "--out", "OUTPUT" } },
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

static const struct {
    const char *what;
    size_t few, many;
    void (*write)(const char *folder, size_t count);
} things[] = {
    { "lines", 500, 2000, write_uncertain },
    { "councils", 50, 100, write_councils },
    { "risks", 500, 1000, write_risks },
    { "phases", 60, 120, write_phases },
    { "programmes", 40, 80, write_programmes },
    { "categories", 200, 400, write_categories },
    { "correlated inputs", 100, 200, write_correlated },
};

static Cost run(char *const arguments[]) {
    struct rusage used;
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0) _exit(126);
        execv(arguments[0], arguments);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return (Cost){ -1, 0 };
    return (Cost){ (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                       1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec),
        1e-3 * (double)used.ru_maxrss };
}

static Cost cost_of(size_t verb, const char *bizcase, const char *folder, const char *output) {
    const char *arguments[MOST_ARGUMENTS] = { bizcase, verbs[verb].verb, folder };
    size_t count = 3;
    for (size_t i = 0; i < sizeof verbs[0].options / sizeof verbs[0].options[0] && verbs[verb].options[i]; i++)
        arguments[count++] = verbs[verb].options[i][0] == 'O' ? output : verbs[verb].options[i];
    Cost least = run((char *const *)(size_t)arguments);
    for (int r = 1; r < REPEATS && least.seconds >= 0; r++) {
        const Cost again = run((char *const *)(size_t)arguments);
        if (again.seconds < least.seconds) least = again;
    }
    return least;
}

static Cost cost_of_many(size_t thing, size_t count, size_t verb, const char *root, const char *bizcase) {
    char folder[512], output[512];
    snprintf(folder, sizeof folder, "%s/verbs-%zu-%zu", root, thing, count);
    snprintf(output, sizeof output, "%s/verbs-output-%s", root, verbs[verb].verb);
    mkdir(folder, 0777);
    things[thing].write(folder, count);
    return cost_of(verb, bizcase, folder, output);
}

void show_verbs(const char *root, const char *bizcase) {
    for (size_t thing = 0; thing < sizeof things / sizeof things[0]; thing++) {
        printf("\n%s: processor milliseconds with %zu and with %zu (%g times as many), and megabytes\n",
            things[thing].what, things[thing].few, things[thing].many,
            (double)things[thing].many / (double)things[thing].few);
        for (size_t v = 0; v < VERBS; v++) {
            const Cost few = cost_of_many(thing, things[thing].few, v, root, bizcase),
                       many = cost_of_many(thing, things[thing].many, v, root, bizcase);
            if (few.seconds < 0 || many.seconds < 0)
                printf("%-12s failed\n", verbs[v].verb);
            else
                printf("%-12s %8.0f %8.0f (%4.2f) %8.0f %8.0f MB\n", verbs[v].verb, 1e3 * few.seconds,
                    1e3 * many.seconds, many.seconds / few.seconds, few.megabytes, many.megabytes);
            fflush(stdout);
        }
    }
}

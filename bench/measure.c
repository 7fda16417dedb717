#define _DEFAULT_SOURCE /* wait4 */
#include "measure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double now_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

Timing timing_of(double *seconds, size_t count) {
    qsort(seconds, count, sizeof *seconds, by_size);
    return (Timing){ seconds[count / 2], seconds[0], seconds[count - 1] };
}

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

ProcessTime time_process(char *const arguments[], const char *environment) {
    const double start = now_seconds();
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) _exit(126);
        if (environment) putenv((char *)(size_t)environment);
        execv(arguments[0], arguments);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return (ProcessTime){ -1, -1 };
    return (ProcessTime){ now_seconds() - start, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime) };
}

void show_machine(const char *compiler, const char *flags) {
    char line[512];
    printf("compiler: %s\nflags: %s\n", compiler, flags);
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "model name", 10) == 0 && strchr(line, ':')) {
            printf("processor:%s", strchr(line, ':') + 1);
            break;
        }
    if (file) fclose(file);
}

FILE *open_in(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

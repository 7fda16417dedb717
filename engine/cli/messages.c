#include "messages.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool wants_colour(void) {
    const char *no_colour = getenv("NO_COLOR");
    return isatty(STDERR_FILENO) && !(no_colour && *no_colour);
}

static void print_diagnostic(const BizcaseDiagnostic *item, bool colour) {
    static const struct {
        const char *name, *colour;
    } severities[] = { [BIZCASE_WARNING] = { "warning", "\033[1;35m" }, [BIZCASE_ERROR] = { "error", "\033[1;31m" } };
    fputs(item->file, stderr);
    if (item->line) fprintf(stderr, ":%u", item->line);
    if (item->line && item->column) fprintf(stderr, ":%u", item->column);
    fprintf(stderr, ": %s%s:%s %s\n", colour ? severities[item->severity].colour : "", severities[item->severity].name,
        colour ? "\033[0m" : "", item->message);
    if (!*item->hint && !*item->cell) return;
    fprintf(stderr, "    %s%s%s%s\n", item->hint, *item->hint && *item->cell ? "; " : "", *item->cell ? "cell " : "",
        item->cell);
}

void print_diagnostics(const BizcaseCase *loaded, bool quiet) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    print_diagnostic_list(items, count, quiet);
}

void print_diagnostic_list(const BizcaseDiagnostic *items, size_t count, bool quiet) {
    size_t counts[] = { [BIZCASE_WARNING] = 0, [BIZCASE_ERROR] = 0 };
    bool colour = wants_colour();
    for (size_t i = 0; i < count; i++) {
        if (quiet && items[i].severity == BIZCASE_WARNING) continue;
        print_diagnostic(&items[i], colour);
        counts[items[i].severity]++;
    }
    size_t errors = counts[BIZCASE_ERROR], warnings = counts[BIZCASE_WARNING];
    if (errors) fprintf(stderr, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (warnings) fprintf(stderr, "%s%zu warning%s", errors ? ", " : "", warnings, warnings == 1 ? "" : "s");
    if (errors || warnings) fputc('\n', stderr);
}

ExitStatus exit_status_of(BizcaseStatus status, const char *subject) {
    static const struct {
        ExitStatus exit_status;
        bool has_diagnostics; /* they have said it already */
    } meanings[] = {
        [BIZCASE_OK] = { EXIT_DONE, true },
        [BIZCASE_CASE_WRONG] = { EXIT_CASE_WRONG, true },
        [BIZCASE_BAD_REQUEST] = { EXIT_USAGE, true },
        [BIZCASE_NOT_READ] = { EXIT_MACHINE, false },
        [BIZCASE_NOT_WRITTEN] = { EXIT_MACHINE, false },
        [BIZCASE_NO_MEMORY] = { EXIT_MACHINE, false },
        [BIZCASE_STOPPED] = { EXIT_MACHINE, false },
    };
    int fault = errno;
    if (meanings[status].has_diagnostics) return meanings[status].exit_status;
    fprintf(stderr, "bizcase: %s: %s", subject, bizcase_status_text(status));
    if (status == BIZCASE_NOT_WRITTEN && fault) fprintf(stderr, " (%s)", strerror(fault));
    fputc('\n', stderr);
    return meanings[status].exit_status;
}

static double now_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

Progress progress_start(bool quiet) {
    const double now = now_seconds();
    return (Progress){ .shown = !quiet && isatty(STDERR_FILENO), .start_seconds = now, .last_seconds = now };
}

int progress_show(void *context, uint64_t done, uint64_t total) {
    enum { WIDTH = 40 };
    static const double SHORTEST_SECONDS = 0.1;
    Progress *progress = context;
    double now = now_seconds();
    if (!progress->shown || !total || now - progress->last_seconds < SHORTEST_SECONDS) return 0;
    progress->last_seconds = now;
    progress->drawn = true;
    double share = (double)done / (double)total;
    int filled = (int)(share * WIDTH);
    const double left = done ? (now - progress->start_seconds) * (1 / share - 1) : 0;
    fprintf(stderr, "\r[%.*s%*s] %3d%%, about %.0f s left ", filled, "########################################",
        WIDTH - filled, "", (int)(share * 100), left);
    fflush(stderr);
    return 0;
}

void progress_end(Progress *progress) {
    if (progress->drawn) fputs("\r\033[K", stderr);
    progress->drawn = false;
}

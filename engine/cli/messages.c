#include "messages.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "escape.h"

static bool wants_colour(void) {
    const char *no_colour = getenv("NO_COLOR");
    return isatty(STDERR_FILENO) && !(no_colour && *no_colour);
}

/* Fields of requests as the command calls them. */
static const struct FieldWords {
    const char *field, *option;
    const char *hint; /* in place of the library's; NULL: its own */
} field_words[] = {
    { "changes", "--set", NULL },
    { "figure", "--figure", NULL },
    { "figures", "--figures", NULL },
    { "folders", "the cases", NULL },
    { "grid", "--grid", NULL },
    { "option", "--option", NULL },
    { "paths", "the parts", NULL },
    { "percentile", "--trial", NULL },
    { "sampler", "--sampler", NULL },
    { "shard", "--shard", NULL },
    { "tests", "--fail-if", NULL },
    { "trial", "--trial", NULL },
    { "trials", "--trials", NULL },
    { "until", "--until", "allow more with --trials" },
};

static struct FieldWords words_of(const Settings *settings, const char *field) {
    for (size_t i = 0; i < sizeof field_words / sizeof field_words[0]; i++)
        if (strcmp(field_words[i].field, field) == 0) return field_words[i];
    return (
        struct FieldWords){ field, strcmp(field, "what") == 0 && settings->second ? settings->second : field, NULL };
}

/* A file that could not be read or written, with the system's reason: exit_status_of says it. */
static bool is_reason(const BizcaseDiagnostic *item) {
    return *item->file && *item->field;
}

static void print_place_in_file(const BizcaseDiagnostic *item) {
    if (!item->line) return;
    if (item->in_sheet && *item->cell)
        fprintf(stderr, "!%s", item->cell);
    else if (item->in_sheet)
        fprintf(stderr, "!%u", item->line);
    else if (item->column)
        fprintf(stderr, ":%u:%u", item->line, item->column);
    else
        fprintf(stderr, ":%u", item->line);
}

static void print_diagnostic(const Settings *settings, const BizcaseDiagnostic *item, bool colour) {
    static const struct {
        const char *name, *colour;
    } severities[] = { [BIZCASE_WARNING] = { "warning", "\033[1;35m" }, [BIZCASE_ERROR] = { "error", "\033[1;31m" } };
    const struct FieldWords words = words_of(settings, item->field);
    const char *hint = words.hint ? words.hint : item->hint;
    message_put(stderr, *item->file ? item->file : words.option);
    print_place_in_file(item);
    fprintf(stderr, ": %s%s:%s %s\n", colour ? severities[item->severity].colour : "", severities[item->severity].name,
        colour ? "\033[0m" : "", item->message);
    const char *cell = item->in_sheet ? "" : item->cell; /* there the place has it */
    if (!*hint && !*cell) return;
    fprintf(stderr, "    %s%s%s%s\n", hint, *hint && *cell ? "; " : "", *cell ? "cell " : "", cell);
}

void print_problems(const Settings *settings) {
    size_t count, counts[] = { [BIZCASE_WARNING] = 0, [BIZCASE_ERROR] = 0 };
    const BizcaseDiagnostic *items = bizcase_problems_items(settings->problems, &count);
    bool colour = wants_colour();
    for (size_t i = 0; i < count; i++) {
        if (is_reason(&items[i]) || (settings->quiet && items[i].severity == BIZCASE_WARNING)) continue;
        print_diagnostic(settings, &items[i], colour);
        counts[items[i].severity] += items[i].count;
    }
    size_t errors = counts[BIZCASE_ERROR], warnings = counts[BIZCASE_WARNING];
    if (errors) fprintf(stderr, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (warnings) fprintf(stderr, "%s%zu warning%s", errors ? ", " : "", warnings, warnings == 1 ? "" : "s");
    if (errors || warnings) fputc('\n', stderr);
}

ExitStatus exit_status_of(BizcaseStatus status, const char *subject, const BizcaseProblems *problems) {
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
    const int fault = errno; /* of what the command itself writes */
    if (meanings[status].has_diagnostics) return meanings[status].exit_status;
    size_t count;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    const BizcaseDiagnostic *last = count > 0 && is_reason(&items[count - 1]) ? &items[count - 1] : NULL;
    for (size_t i = 0; i < count && status == BIZCASE_NOT_READ; i++) /* the case has said which file, and why */
        if (!is_reason(&items[i]) && items[i].severity == BIZCASE_ERROR && strstr(items[i].message, "cannot be read"))
            return meanings[status].exit_status;
    if (last && status == BIZCASE_NOT_READ) subject = last->file;
    fputs("bizcase: ", stderr);
    message_put(stderr, subject);
    fprintf(stderr, ": %s", bizcase_status_text(status));
    const bool is_file = status == BIZCASE_NOT_READ || status == BIZCASE_NOT_WRITTEN;
    const char *reason = last ? last->message : status == BIZCASE_NOT_WRITTEN && fault ? strerror(fault) : "";
    if (is_file && *reason && strcmp(reason, bizcase_status_text(status)) != 0) {
        fputs(" (", stderr);
        if (last && strcmp(last->file, subject) != 0) { /* a file on the way to it */
            message_put(stderr, last->file);
            fputs(": ", stderr);
        }
        message_put(stderr, reason);
        fputc(')', stderr);
    }
    fputc('\n', stderr);
    return meanings[status].exit_status;
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

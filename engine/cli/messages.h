/* What goes to standard error: diagnostics, faults, progress. */
#ifndef CLI_MESSAGES_H
#define CLI_MESSAGES_H

#include "command.h"

/* Prints what the calls have found wrong, with a count line; without warnings when quiet. */
void print_problems(const Settings *settings);

/* The exit status that a status means; what print_problems does not say is printed, with the system's reason from the
   problems, which may be NULL. subject: the file or case. */
ExitStatus exit_status_of(BizcaseStatus status, const char *subject, const BizcaseProblems *problems);

typedef struct Progress {
    bool shown;                         /* standard error is a terminal */
    bool drawn;                         /* there is a bar to remove */
    double start_seconds, last_seconds; /* when it began, and when the bar was drawn last */
} Progress;

Progress progress_start(bool quiet);
/* For BizcaseSimulateRequest.progress; context is a Progress. */
int progress_show(void *context, uint64_t done, uint64_t total);
void progress_end(Progress *progress);

#endif

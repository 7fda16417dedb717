/* Running another program. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/arena.h"

typedef enum ProcessEnd {
    PROCESS_DONE,
    PROCESS_NOT_FOUND, /* there is no such program */
    PROCESS_FAILED     /* it said so, or could not be run */
} ProcessEnd;

/* Runs argv, which ends in NULL, and waits; argv[0] is looked for in PATH. setting, "NAME=VALUE", joins its environment
   unless NAME is in ours. */
ProcessEnd process_run(Arena *arena, const char *const *argv, const char *setting);

#endif

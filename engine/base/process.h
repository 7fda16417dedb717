/* Running another program. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stddef.h>

#include "base/arena.h"

typedef enum ProcessEnd {
    PROCESS_DONE,
    PROCESS_NOT_FOUND, /* there is no such program */
    PROCESS_TOO_SLOW,  /* it was ended when its time was over */
    PROCESS_FAILED     /* it said so, or could not be run */
} ProcessEnd;

typedef struct ProcessOutput {
    const char *bytes; /* what it wrote to its standard output */
    size_t size;
    const char *words; /* the last line that it wrote to its standard error; "" */
} ProcessOutput;

/* Runs argv, which ends in NULL, with nothing to read, and waits; argv[0] is looked for in PATH. setting, "NAME=VALUE", joins
   its environment unless NAME is in ours. The output is the arena's. */
ProcessEnd process_run(
    Arena *arena, const char *const *argv, const char *setting, double seconds, ProcessOutput *output);

#endif

/* Times and medians of repeated runs, and files of the cases that are run. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

double now_seconds(void);

typedef struct Timing {
    double median, fastest, slowest; /* seconds */
} Timing;

/* Sorts seconds. */
Timing timing_of(double *seconds, size_t count);

/* Of a whole process, in seconds: by the clock, and of processors. A machine's other users lengthen the first far more. */
typedef struct ProcessTime {
    double clock, processor;
} ProcessTime;

/* Runs a program with its output thrown away; environment NULL, or "NAME=VALUE" to add. Negative when it fails. */
ProcessTime time_process(char *const arguments[], const char *environment);

/* For writing; ends the program where it cannot. */
FILE *open_in(const char *folder, const char *name);

void show_machine(const char *compiler, const char *flags);

#endif

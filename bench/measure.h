/* Wall time and medians of repeated runs. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

double now_seconds(void);

typedef struct Timing {
    double median, fastest, slowest; /* seconds */
} Timing;

/* Sorts seconds. */
Timing timing_of(double *seconds, size_t count);

/* Runs a program with its output thrown away; environment NULL, or "NAME=VALUE" to add. Seconds of the whole process;
   negative when it fails. */
double time_process(char *const arguments[], const char *environment);

void show_machine(const char *compiler, const char *flags);

#endif

/* How long a line's formula takes a trial, in each kernel, against the same written by hand. */
#ifndef BENCH_FORMULA_H
#define BENCH_FORMULA_H

void show_formula(void);

#endif

/* How long a line's formula takes a trial: by itself in each kernel, against the same written by hand, and in a simulation
   of a case, against the same case with the money in cells. */
#ifndef BENCH_FORMULA_H
#define BENCH_FORMULA_H

void show_formula(void);

/* folder: where the cases are written. */
void show_formula_in_case(const char *folder);

#endif

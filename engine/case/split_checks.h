/* Whether a split gives shares that can be paid in every period and whatever its drivers do. */
#ifndef CASE_SPLIT_CHECKS_H
#define CASE_SPLIT_CHECKS_H

#include "case/reading/loader.h"

/* A split and its variants, which are the last ones of the case; row_count: its rows in the file. */
void split_check(Loader *loader, size_t split, size_t row_count);

/* Whether every line, risk and service has a row of its split in each of its options from the first period on. After all
   files are read. */
void check_split_uses(Loader *loader);

/* The same in the plan, of shares that are worked out or move, once it is known. */
void check_splits_in_plan(Loader *loader);

#endif

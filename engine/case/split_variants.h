/* The rows of a split → what it is in each option. */
#ifndef CASE_SPLIT_VARIANTS_H
#define CASE_SPLIT_VARIANTS_H

#include "case/reading/loader.h"

/* Its rows into time order, as they are in the file where they are from one period. False after a diagnostic: two that
   would hold at once. */
bool split_sort_rows(Loader *loader, Split *split);

/* Where rows name options: leaves the split those of the options that it is for, and adds its variants to the case, which
   has room for *capacity splits. */
void split_find_variants(Loader *loader, size_t split, size_t *capacity);

#endif

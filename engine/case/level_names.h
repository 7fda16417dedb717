/* Cells that name a driver or a quantity, whose value in the period is meant. */
#ifndef CASE_LEVEL_NAMES_H
#define CASE_LEVEL_NAMES_H

#include "case/reading/loader.h"

/* One of the two is set, the other is NONE; both where there is no such name. What is found is used. */
bool level_find(Loader *loader, const char *id, size_t *driver, size_t *quantity);

/* The nearest of the names, or what there is; as choice_hint. */
const char *level_hint(Loader *loader, const char *word);

/* Whether rows of either file could not be read, so that a name may be one of theirs. */
bool level_names_incomplete(Loader *loader);

#endif

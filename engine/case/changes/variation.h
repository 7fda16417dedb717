/* What scenarios and changes make of a case, in words. */
#ifndef CASE_CHANGES_VARIATION_H
#define CASE_CHANGES_VARIATION_H

#include "case/changes/changes.h"

/* "With the scenario \"late\" and the amounts of costs \"cloud\" multiplied by 1.1"; "" when there is neither. Many changes
   are counted. */
const char *variation_text(
    Arena *arena, const char *const *scenarios, size_t scenario_count, const Change *changes, size_t change_count);

#endif

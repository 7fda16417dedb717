/* Parties without a stake: no money of the options, or of one reading of it, falls on them, so they neither gain nor lose. */
#ifndef REPORT_SECTIONS_STAKES_H
#define REPORT_SECTIONS_STAKES_H

#include "report/sections/briefing.h"

/* "A", "A and B", "A, B and C" */
const char *names_in_a_row(Arena *arena, const char *const *names, size_t count);

/* "A and B have no stake in cash: no cash of the options falls on them." */
const char *without_stake_text(Arena *arena, const char *const *names, size_t count, MoneyReading reading);

/* Names those without a stake in the reading, in a sentence; NULL where each has one. */
const char *no_stake_text(const Briefing *briefing, MoneyReading reading);
/* The same of those that have a stake in the whole. */
const char *no_stake_there_text(const Briefing *briefing, MoneyReading reading);

#endif

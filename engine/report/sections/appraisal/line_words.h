/* What an option changes of the baseline, in words and rounded as every table and sentence has it. */
#ifndef REPORT_SECTIONS_APPRAISAL_LINE_WORDS_H
#define REPORT_SECTIONS_APPRAISAL_LINE_WORDS_H

#include "report/sections/briefing.h"

enum { CHANGE_COUNT = BIZCASE_KEPT + 1 };

/* "new cost", "benefit given up"; without a baseline "cost". */
const char *change_words(const BizcasePart *part);
/* "Expected cost of risks", "Not cash-releasing" */
const char *type_title(Arena *arena, const char *type);
/* "new", "avoided", "kept": for programs. */
const char *change_name(BizcaseChange change);

/* The main option's; NULL where lines were not asked for. */
const BizcaseNetting *main_netting(const Briefing *briefing);

/* [1 + change][body] of the main option's costs or benefits: all of them, then those of each change; what is avoided is below
   zero. NULL where lines were not asked for. */
const double *rounded_changes(const Briefing *briefing, bool is_cost, Casting *casting);

/* values[row][body] become multiples of the unit of tables: row 0 by itself, and the others of each column add up to it, of
   which what is nil stays so: no body is shown money that it has not. */
void cast_bodies(const Briefing *briefing, double *values, size_t rows, Casting *casting);

/* Sentences of the answer: "It has new costs of £1.1m, less £0.9m that …" and what only moves between councils. NULL where
   there is nothing to say. */
const char *avoided_text(const Briefing *briefing);
const char *shift_text(const Briefing *briefing);

#endif

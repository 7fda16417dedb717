/* What money is made of, by period: quantities, drivers, indices and lines, each with its formula and its cells. */
#ifndef STUDY_APPRAISAL_EXPLAIN_LEVELS_H
#define STUDY_APPRAISAL_EXPLAIN_LEVELS_H

#include "bizcase/explain.h"
#include "case/plan_values.h"

/* Names in the order in which they are met, each once. Roots are added, and then what they are made of. */
typedef struct NameList {
    Arena *arena;
    const Case *the_case;
    Name *names;
    size_t count, capacity;
    size_t *seen; /* [thing] the round in which it was last met */
    size_t round;
} NameList;

void name_list_init(NameList *list, Arena *arena, const Case *the_case);
/* Empties it. */
void name_list_start(NameList *list);
void name_list_add(NameList *list, Name name);
void name_list_add_formula(NameList *list, const Formula *formula);
/* Adds what is named by the formulas of what is there, and so on. */
void name_list_complete(NameList *list);

/* What a name or a line is made of by period. */
BizcaseExplainedLevel explained_name(Arena *arena, const PlanValues *values, Name name);
BizcaseExplainedLevel explained_line(Arena *arena, const PlanValues *values, size_t line);

#endif

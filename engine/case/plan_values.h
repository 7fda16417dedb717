/* Quantities, drivers and formulas at the values of the plan. */
#ifndef CASE_PLAN_VALUES_H
#define CASE_PLAN_VALUES_H

#include "case/case.h"
#include "case/registers/volumes.h"
#include "evaluate/plan.h"
#include "formula/compile.h"

typedef struct PlanValues {
    const Case *the_case;
    Horizon horizon;
    const double *phase_slips;  /* [phase] months, with what predecessors pass on */
    const double **own;         /* [quantity] → [period] its cells or its formula's values; where it has neither, 1 */
    const double **of_quantity; /* [quantity] → [period] as others use it: moved, × its own value */
    const double **own_of_driver;  /* [driver] → [period] its path, 1 where it has none */
    const double **path_of_driver; /* [driver] → [period] the same, moved */
    const double **of_driver;      /* [driver] → [period] as formulas use it */
    const double **of_index;       /* [index] → [period] its level */
    const double **of_line; /* [line] → [period] the money of its formula, before all else; NULL: it has none */
} PlanValues;

/* Months of each phase's slip in the plan. */
double *plan_slips(Arena *arena, const Case *the_case);

/* How what has a phase moves; Movement.phase is the case's. phase NONE: it does not. */
Movement movement_of(const Case *the_case, size_t phase, DelayRule rule, double before, bool falls);

/* Works all of it out once. */
const PlanValues *plan_values(Arena *arena, const Case *the_case);

/* What a line's cells or formula say, in the units of cells; of a formula a value for each period, without places. */
Amounts plan_line_amounts(Arena *arena, const PlanValues *values, size_t line);
/* [period] The money that a line's formula or cells say, scale included. */
const double *plan_line_own_money(Arena *arena, const PlanValues *values, size_t line);
/* [period] The same × its own value, moved by the plan's slip. */
const double *plan_line_money(Arena *arena, const PlanValues *values, size_t line);

/* BindName with PlanValues as its context: every name is known. */
Binding plan_binding(const void *values, Name name);

/* What a volume's units are multiplied by in a period. */
double plan_volume(const PlanValues *values, const Volume *volume, size_t period);

/* A value of a line's formula, or of a quantity in a split or a volume, that is not a number is an error where it comes
   from. */
void check_plan_values(Arena *arena, const PlanValues *values, Diagnostics *diagnostics);

#endif

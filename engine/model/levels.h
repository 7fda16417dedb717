/* Quantities, paths that move and formulas of lines → levels of the plan and the programs that work them out; what no trial
   can change is folded. */
#ifndef MODEL_LEVELS_H
#define MODEL_LEVELS_H

#include "case/plan_values.h"
#include "model/compile.h"

/* What a number by period is in the plan: known, or worked out trial by trial. */
typedef struct PlanLevel {
    const double *known; /* [period]; NULL: level */
    uint32_t level;      /* into plan.levels; NO_INDEX: known */
} PlanLevel;

typedef struct Levels {
    Arena *arena;
    const PlanValues *values;
    const Inputs *inputs;
    PlanPurpose purpose;
    Plan *plan; /* its phases are there; levels and programs grow */
    const uint32_t *growth_of_driver;
    Level *items;
    LevelProgram *programs;
    LevelSource *sources; /* what bindings call inputs */
    size_t capacity, program_capacity, source_count, source_capacity;
    Binding *of_quantity;      /* [quantity] */
    Binding *of_driver;        /* [driver] made when first asked for */
    bool *has_driver;          /* [driver] */
    PlanLevel *of_line;        /* [line] made when first asked for */
    PlanLevel *path_of_driver; /* [driver] */
} Levels;

/* All quantities that lines' formulas and splits are made of. growth_of_driver: [driver] into plan.growths, or NO_INDEX. */
void levels_start(Arena *arena, const PlanValues *values, const Inputs *inputs, PlanPurpose purpose,
    const uint32_t *growth_of_driver, Plan *plan, Levels *levels);

/* The money of a line's formula, moved. A level even where it is known: the sums of a profile's steps round otherwise, and
   plans made for different purposes must give the same bits. Only for an explanation, which takes lines apart by their
   steps, is what is known not a level, and not moved. */
PlanLevel levels_of_line(Levels *levels, size_t line);

/* A driver's path; a level where it has a phase, but for explanations. */
PlanLevel levels_of_path(Levels *levels, size_t driver);

/* A quantity, or the moved path of a driver × its value, as a level of its own. */
uint32_t levels_of_quantity(Levels *levels, size_t quantity);
uint32_t levels_of_driver(Levels *levels, size_t driver);

/* [level][period] of a plan at the values of its inputs. */
double *levels_at(Arena *arena, const Plan *plan, const double *inputs);

#endif

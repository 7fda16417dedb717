/* What a formula is multiplied and divided by as a whole: with twice as much of one of them it is twice, or half, as much. */
#ifndef FORMULA_FACTORS_H
#define FORMULA_FACTORS_H

#include "formula/formula.h"

typedef struct FormulaFactor {
    Name name;
    bool is_divisor;
} FormulaFactor;

typedef struct FormulaFactors {
    FormulaFactor *items; /* [count] as the formula names them; a name may be there several times */
    size_t count, capacity;
    bool is_nil; /* the formula is the number 0, which does not change whatever it is multiplied by */
} FormulaFactors;

/* Of a sum, a choice, or the lowest or highest of several: what all of them have in common. Exponents and conditions have
   none, and what is rounded counts as if it were not. Memory is the arena's. */
FormulaFactors formula_factors(Arena *arena, const Formula *formula);

#endif

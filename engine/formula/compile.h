/* Tree → program. What no trial can change is worked out here, by the same arithmetic. */
#ifndef FORMULA_COMPILE_H
#define FORMULA_COMPILE_H

#include "formula/formula.h"

/* Where the values of a name come from. */
typedef struct Binding {
    const double *known; /* [period], when no trial can change them; NULL: an input of the program */
    uint32_t input;      /* the caller's number for it */
    bool is_flat;        /* the input is the same in all periods: one row of lanes */
} Binding;

typedef Binding BindName(const void *context, Name name);

/* A formula by itself, or quantities that use each other's past and are worked out together. */
typedef struct CompileRequest {
    const Formula *const *formulas; /* [count], in an order in which each uses the present of earlier ones only */
    const uint32_t *quantities;     /* [count] which quantity each one is; NULL: none of them uses itself */
    uint32_t count;
    Horizon horizon;
    BindName *bind; /* not asked for these quantities themselves */
    const void *context;
} CompileRequest;

typedef struct Compiled {
    Program program;        /* its outputs are the formulas */
    const uint32_t *inputs; /* [program.input_count] the caller's numbers */
    const double **known;   /* [count][period] when no trial can change any of them; else NULL */
} Compiled;

Compiled formula_compile(Arena *arena, const CompileRequest *request);

/* [period] values of a node that uses no quantity, driver or index. */
const double *formula_known(Arena *arena, const Formula *formula, uint32_t node, Horizon horizon);

/* [node][period] values of every node, where bind knows all names, the formula's own quantity too. */
const double **formula_trace(
    Arena *arena, const Formula *formula, Horizon horizon, BindName *bind, const void *context);

typedef struct Cause {
    uint32_t node, period;
} Cause;

/* Where a value that is not finite comes from: of a traced formula whose value in the period is not, the node and the period
   that made it so; a name when the cause lies in what it names. */
Cause formula_cause(const Formula *formula, const double *const *values, uint32_t period, uint32_t period_count);

/* A number for messages: a few digits. */
const char *formula_number_text(Arena *arena, double number);

#endif

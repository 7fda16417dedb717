/* From fitted distributions and correlations to what draw.h needs. */
#ifndef SAMPLE_COMPILE_H
#define SAMPLE_COMPILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "sample/distribution.h"
#include "sample/draw.h"
#include "sample/table_store.h"

/* Memory of what it returns is the arena's, or borrowed from fitted. */
Sampler sampler_compile(Arena *arena, const Fitted *fitted);

/* The name of an input, such as `driver:demand`, as the stream of its draws. */
uint64_t name_hash(const char *name);

/* Whether normal, [n][n], symmetric with ones on the diagonal, is no correlation matrix. spare is [n][n]. */
bool correlations_contradict(size_t n, const double *normal, double *spare);

/* The same, and then the nearest correlation matrix comes out. factor, [n][n], gets its lower triangular factor. */
bool correlation_factor(Arena *arena, size_t n, double *normal, double *factor);

/* names and fitted are [input_count]; equal distributions share a table, of `tables` where there is a store of them. It,
   correlated and factor are borrowed: they must live as long as the plan. */
DrawPlan draw_plan_compile(Arena *arena, uint64_t seed, size_t input_count, const char *const *names,
    const Fitted *fitted, size_t correlated_count, const uint32_t *correlated, const double *factor,
    TableStore *tables);

/* Sets the design. points: see DrawPlan. Dimensions go to the inputs that are not constant, in their order. */
void draw_plan_design(Arena *arena, DrawPlan *plan, Design design, uint64_t points, uint64_t trials);

#endif

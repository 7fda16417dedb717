/* Distributions of given values: each with a weight, yes or no, or a column of observations drawn again. The quantile
   at u is the smallest value whose cumulative probability reaches u. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "sample/kinds.h"

enum { FEW_VALUES = 16 }; /* up to here comparing with all is quicker than searching */

typedef struct Weighted {
    double value, weight;
} Weighted;

static int by_value(const void *a, const void *b) {
    const Weighted *x = a, *y = b;
    if (x->value != y->value) return x->value < y->value ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight); /* running sums depend on the order */
}

/* The input's values with their weights, rising; a column's weigh 1 each. */
static Weighted *sorted_values(Arena *arena, const DistributionInput *input) {
    Weighted *sorted = arena_array(arena, input->value_count, sizeof *sorted);
    for (size_t i = 0; i < input->value_count; i++)
        sorted[i] = (Weighted){ input->values[i], input->weights ? input->weights[i] : 1 };
    qsort(sorted, input->value_count, sizeof *sorted, by_value);
    return sorted;
}

/* cumulative is made of running sums over the total, so the last is exactly 1. */
static void fit_values(Arena *arena, const Weighted *sorted, size_t count, Fitted *fitted) {
    double *values = arena_array(arena, count, sizeof *values);
    double *cumulative = arena_array(arena, count, sizeof *cumulative);
    double total = 0, running = 0, mean = 0;
    for (size_t i = 0; i < count; i++) total += sorted[i].weight;
    for (size_t i = 0; i < count; i++) {
        running += sorted[i].weight;
        values[i] = sorted[i].value;
        cumulative[i] = running / total;
        mean += sorted[i].weight / total * sorted[i].value;
    }
    fitted->values = values;
    fitted->cumulative = cumulative;
    fitted->value_count = count;
    fitted->minimum = values[0];
    fitted->maximum = values[count - 1];
    fitted->mean = mean;
}

static const char *check_finite(Arena *arena, const DistributionInput *input) {
    for (size_t i = 0; i < input->value_count; i++)
        if (!isfinite(input->values[i])) return arena_format(arena, "value %zu of shape is not a number", i + 1);
    return NULL;
}

static const char *discrete_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    const char *wrong = check_finite(arena, input);
    if (wrong) return wrong;
    double total = 0;
    for (size_t i = 0; i < input->value_count; i++) {
        if (!input->weights || !isfinite(input->weights[i]))
            return arena_format(arena, "value %.10g of shape has no weight", input->values[i]);
        if (!(input->weights[i] > 0))
            return arena_format(
                arena, "weight %.10g of value %.10g is not above 0", input->weights[i], input->values[i]);
        total += input->weights[i];
    }
    if (!isfinite(total)) return arena_format(arena, "the weights of shape are too large to add up");

    Weighted *sorted = sorted_values(arena, input);
    size_t count = 0;
    for (size_t i = 0; i < input->value_count; i++)
        if (count > 0 && sorted[count - 1].value == sorted[i].value) /* the same value written twice */
            sorted[count - 1].weight += sorted[i].weight;
        else
            sorted[count++] = sorted[i];
    if (isnan(fitted->central)) {
        size_t likeliest = 0;
        for (size_t i = 1; i < count; i++)
            if (sorted[i].weight > sorted[likeliest].weight) likeliest = i;
        fitted->central = sorted[likeliest].value;
    }
    fit_values(arena, sorted, count, fitted);
    return NULL;
}

static const char *bernoulli_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    if (input->shape_count != 1 || isnan(input->shape[0]))
        return arena_format(arena, "shape of bernoulli is one probability, not %zu numbers", input->shape_count);
    double probability = input->shape[0];
    if (!(probability >= 0 && probability <= 1))
        return arena_format(arena, "probability %.10g is not between 0 and 1", probability);
    if (isnan(fitted->central)) fitted->central = 0;
    const Weighted outcomes[] = { { 0, 1 - probability }, { 1, probability } };
    fit_values(arena, outcomes, probability > 0 ? 2 : 1, fitted);
    return NULL;
}

static const char *empirical_fit(Arena *arena, const DistributionInput *input, Fitted *fitted) {
    const char *wrong = check_finite(arena, input);
    if (wrong) return wrong;
    if (input->value_count > INT32_MAX) return arena_format(arena, "%zu values are too many", input->value_count);
    size_t count = input->value_count;
    DistributionInput unweighted = *input;
    unweighted.weights = NULL;
    const Weighted *sorted = sorted_values(arena, &unweighted);
    double lower = sorted[(count - 1) / 2].value, upper = sorted[count / 2].value;
    if (isnan(fitted->central)) fitted->central = lower + (upper - lower) / 2;
    fit_values(arena, sorted, count, fitted);
    return NULL;
}

static double steps_quantile(const Fitted *fitted, double u) {
    size_t below = 0, above = fitted->value_count - 1;
    while (below < above) {
        size_t middle = (below + above) / 2;
        if (u > fitted->cumulative[middle])
            below = middle + 1;
        else
            above = middle;
    }
    return fitted->values[below];
}

static double empirical_quantile(const Fitted *fitted, double u) {
    size_t rank = (size_t)ceil((double)fitted->value_count * u);
    return fitted->values[rank > 0 ? rank - 1 : 0];
}

/* Padding beyond the last value is never passed: no u is above 2. */
static void steps_compile(Arena *arena, const Fitted *fitted, Sampler *sampler) {
    size_t count = fitted->value_count, room = count;
    if (count > FEW_VALUES)
        for (room = 1; room < count;) room *= 2;
    double *table = arena_array(arena, 2 * room, sizeof *table);
    for (size_t i = 0; i < room; i++) {
        table[i] = i < count ? fitted->cumulative[i] : 2;
        table[room + i] = fitted->values[i < count ? i : count - 1];
    }
    sampler->form = count > FEW_VALUES ? SAMPLER_SEARCH : SAMPLER_STEPS;
    sampler->table = table;
    sampler->table_count = room;
}

static void empirical_compile(Arena *arena, const Fitted *fitted, Sampler *sampler) {
    (void)arena;
    sampler->form = SAMPLER_EQUAL;
    sampler->a = (double)fitted->value_count;
    sampler->table = fitted->values;
    sampler->table_count = fitted->value_count;
}

const Distribution distribution_discrete = {
    .name = "discrete",
    .central = "most likely if blank",
    .shape = "value:weight;value:weight",
    .shape_required = true,
    .shape_kind = SHAPE_PAIRS,
    .fit = discrete_fit,
    .quantile = steps_quantile,
    .compile = steps_compile,
};

const Distribution distribution_bernoulli = {
    .name = "bernoulli",
    .central = "0 if blank",
    .shape = "probability of 1",
    .shape_required = true,
    .shape_kind = SHAPE_NUMBERS,
    .fit = bernoulli_fit,
    .quantile = steps_quantile,
    .compile = steps_compile,
};

const Distribution distribution_empirical = {
    .name = "empirical",
    .central = "median if blank",
    .shape = "file.csv:column",
    .shape_required = true,
    .shape_kind = SHAPE_COLUMN,
    .fit = empirical_fit,
    .quantile = empirical_quantile,
    .compile = empirical_compile,
};

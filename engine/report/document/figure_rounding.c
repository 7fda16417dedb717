/* Which figures are sums of others: NPV of benefits and costs, and of what it is before risk and bias. */
#include "report/document/figure_rounding.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "bizcase/appraise.h"
#include "report/document/rounding.h"

/* Figures that are sums of others, with the sign that each part has in it. */
static const struct CastGroup {
    const char *total;
    struct {
        const char *name;
        double sign;
    } parts[3];
} round_groups[] = {
    { .total = "npv", .parts = { { "pv_benefits", 1 }, { "pv_costs", -1 } } },
    { .total = "npv", .parts = { { "base_npv", 1 }, { "risk_pv", -1 }, { "optimism_bias_pv", -1 } } },
    { .total = "eac" },
};

static void round_group(
    Arena *arena, const struct CastGroup *group, const double *values, size_t bodies, double step, double *rounded) {
    enum { MOST_PARTS = sizeof group->parts / sizeof group->parts[0] };
    size_t rows[1 + MOST_PARTS], row_count = 1;
    double sign[1 + MOST_PARTS] = { 1 };
    rows[0] = bizcase_figure_find(group->total);
    for (size_t p = 0; p < MOST_PARTS && group->parts[p].name; p++) {
        rows[row_count] = bizcase_figure_find(group->parts[p].name);
        sign[row_count++] = group->parts[p].sign;
    }
    /* With one body the table has its total in column 0 and the same again in column 1. */
    size_t columns = bodies > 1 ? bodies : 2;
    double *table = arena_array(arena, row_count * columns, sizeof *table);
    bool whole = row_count > 1;
    for (size_t r = 0; r < row_count; r++) {
        if (rows[r] == bizcase_figure_count()) return;
        for (size_t c = 0; c < columns; c++)
            table[r * columns + c] = sign[r] * values[rows[r] * bodies + (bodies > 1 ? c : 0)];
        whole = whole && isfinite(table[r * columns]);
    }
    if (whole) round_table(arena, table, row_count, columns, step);
    for (size_t r = 0; r < row_count; r++) {
        if (!whole) round_sum(arena, table + r * columns, bodies, step);
        for (size_t b = 0; b < bodies; b++) rounded[rows[r] * bodies + b] = sign[r] * table[r * columns + b];
    }
}

void round_figures(Arena *arena, double *values, size_t body_count, double step) {
    const size_t count = bizcase_figure_count() * body_count;
    double *rounded = arena_array(arena, count, sizeof *rounded);
    memcpy(rounded, values, count * sizeof *rounded);
    for (size_t g = 0; g < sizeof round_groups / sizeof round_groups[0]; g++)
        round_group(arena, &round_groups[g], values, body_count, step, rounded);
    memcpy(values, rounded, count * sizeof *rounded);
}

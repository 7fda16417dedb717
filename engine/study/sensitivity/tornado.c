/* Tornado and spider: NPV with one lever away from the plan, everything else at it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/sensitivity/parts.h"

static const double spider_points[BIZCASE_SPIDER_POINTS] = { 0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99 };

/* Where a lever with a distribution is at a probability, in the lever's unit. */
static double lever_quantile(const WhatIf *what_if, const Lever *lever, double u) {
    if (lever->kind == LEVER_INPUT) return distribution_quantile(&what_if->model.inputs.items[lever->index].fitted, u);
    const Fitted *own = &what_if->the_case->lines[lever->index].own.fitted;
    return distribution_quantile(own, u) / own->central;
}

/* Categories and sides are sums of lines, and shares only move money between councils: they have tables of their own. */
bool tornado_has(const Lever *lever) {
    return lever->kind == LEVER_INPUT || lever->kind == LEVER_LINE || lever->kind == LEVER_RATE ||
           lever->kind == LEVER_BIAS;
}

bool tornado_range(
    const WhatIf *what_if, const Lever *lever, const BizcaseSensitivityRequest *request, double *low, double *high) {
    const double range = request->range > 0 ? request->range : 0.1;
    const double rate_range = request->rate_range > 0 ? request->rate_range : 0.01;
    const double delay_range = request->delay_range > 0 ? request->delay_range : 6;
    const double plan = lever->shown.plan;
    if (lever->shown.is_uncertain) {
        *low = lever_quantile(what_if, lever, 0.1);
        *high = lever_quantile(what_if, lever, 0.9);
    } else if (lever->kind == LEVER_RATE) {
        *low = plan - rate_range;
        *high = plan + rate_range;
    } else if (strncmp(lever->shown.name, "phase:", 6) == 0) {
        *low = plan;
        *high = plan + delay_range;
    } else {
        *low = plan - range * fabs(plan);
        *high = plan + range * fabs(plan);
    }
    return *low != *high;
}

BizcaseTornadoRow tornado_row(Arena *arena, size_t lever, const NpvCurve *curve) {
    const NpvExtremes found = npv_extremes(arena, curve);
    return (BizcaseTornadoRow){ lever, curve->low, curve->high, found.at_low, found.at_high, found.least, found.most,
        found.least_at, found.most_at };
}

/* What a scan of one lever needs. */
typedef struct LeverScan {
    WhatIf *what_if;
    const Lever *lever;
    double *out; /* of LANES values */
} LeverScan;

static void main_npv(void *context, const double *values, size_t count, double *npv) {
    const LeverScan *scan = context;
    const size_t bodies = scan->what_if->body_count;
    what_if_scan(scan->what_if, scan->lever, values, count, scan->out);
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < bodies; b++)
            npv[i * bodies + b] =
                what_if_value(scan->what_if, scan->out + i * what_if_out_count(scan->what_if), 0, b, WHAT_IF_NPV);
}

static size_t scan_points(const Lever *lever) {
    return lever->kind == LEVER_INPUT  ? POINTS_AT_ONCE
           : lever->kind == LEVER_RATE ? POINTS_ONE_BY_ONE
                                       : POINTS_STRAIGHT;
}

static double swing(const BizcaseTornadoRow *row, size_t body) {
    return row->npv_most[body] - row->npv_least[body];
}

static int wider_first(const void *a, const void *b) {
    const BizcaseTornadoRow *x = a, *y = b;
    const double of_x = swing(x, 0), of_y = swing(y, 0);
    if (of_x != of_y) return of_x < of_y ? 1 : -1;
    return x->lever < y->lever ? -1 : 1;
}

size_t tornado_order(BizcaseTornadoRow *rows, size_t count, size_t body_count, double zero_money) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool moves = false; /* a lever of another option moves nothing here */
        for (size_t b = 0; b < body_count; b++) moves = moves || swing(&rows[i], b) > zero_money;
        if (moves) rows[kept++] = rows[i];
    }
    qsort(rows, kept, sizeof *rows, wider_first);
    return kept;
}

static void add_spider(WhatIf *what_if, const BizcaseTornadoRow *row, double *out, BizcaseSpiderRow *spider) {
    const Lever *lever = &what_if->levers[row->lever];
    double *npv = arena_array(what_if->arena, BIZCASE_SPIDER_POINTS * what_if->body_count, sizeof *npv);
    spider->lever = row->lever;
    for (size_t i = 0; i < BIZCASE_SPIDER_POINTS; i++) {
        spider->values[i] = lever_quantile(what_if, lever, spider_points[i]);
        what_if_main_npv(what_if, out, &(LeverChange){ lever, spider->values[i] }, 1, npv + i * what_if->body_count);
    }
    spider->npv = npv;
}

static void add_tornado(WhatIf *what_if, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown) {
    double *out = arena_array(what_if->arena, LANES * what_if_out_count(what_if), sizeof *out);
    BizcaseTornadoRow *rows = arena_array(what_if->arena, what_if->lever_count, sizeof *rows);
    BizcaseSpiderRow *spider = arena_array(what_if->arena, what_if->lever_count, sizeof *spider);
    size_t count = 0;
    for (size_t k = 0; k < what_if->lever_count; k++) {
        const Lever *lever = &what_if->levers[k];
        if (!tornado_has(lever)) continue;
        double low, high;
        if (!tornado_range(what_if, lever, request, &low, &high)) continue;
        LeverScan scan = { what_if, lever, out };
        rows[count++] = tornado_row(what_if->arena, k,
            &(NpvCurve){ low, high, lever->shown.plan, scan_points(lever), what_if->body_count,
                what_if->model.plan.zero_money, main_npv, &scan });
    }
    count = tornado_order(rows, count, what_if->body_count, what_if->model.plan.zero_money);
    for (size_t i = 0; i < count; i++)
        if (what_if->levers[rows[i].lever].shown.is_uncertain)
            add_spider(what_if, &rows[i], out, &spider[shown->spider_count++]);
    shown->tornado = rows;
    shown->tornado_count = count;
    shown->spider = spider;
}

static BizcaseStatus run(SensitivityStudy *study) {
    add_tornado(study->what_if, study->request, study->shown);
    return BIZCASE_OK;
}

const SensitivityPart sensitivity_tornado = { .run = run };

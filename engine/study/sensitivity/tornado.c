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

static double range_of(const BizcaseSensitivityRequest *request) {
    return request->range > 0 ? request->range : 0.1;
}

bool tornado_range(
    const WhatIf *what_if, const Lever *lever, const BizcaseSensitivityRequest *request, double *low, double *high) {
    const double range = range_of(request);
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
    double *out; /* of LANES values; of a straight line the ends and the plan, evaluated already */
} LeverScan;

/* [value][body], of the main view. */
static void copy_main_npv(const WhatIf *what_if, const double *out, size_t count, double *npv) {
    const size_t bodies = what_if->body_count;
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < bodies; b++)
            npv[i * bodies + b] = what_if_value(what_if, out + i * what_if_out_count(what_if), 0, b, WHAT_IF_NPV);
}

static void main_npv(void *context, const double *values, size_t count, double *npv) {
    const LeverScan *scan = context;
    what_if_scan(scan->what_if, scan->lever, values, count, scan->out);
    copy_main_npv(scan->what_if, scan->out, count, npv);
}

static void evaluated_npv(void *context, const double *values, size_t count, double *npv) {
    const LeverScan *scan = context;
    (void)values;
    copy_main_npv(scan->what_if, scan->out, count, npv);
}

static size_t scan_points(const Lever *lever) {
    return lever_is_straight(lever)    ? POINTS_STRAIGHT
           : lever->kind == LEVER_RATE ? POINTS_ONE_BY_ONE
           : lever->kind == LEVER_BIAS ? POINTS_STRAIGHT
                                       : POINTS_AT_ONCE;
}

static double swing(const BizcaseTornadoRow *row, size_t body) {
    return row->npv_most[body] - row->npv_least[body];
}

static int wider_first(const void *a, const void *b) {
    const BizcaseTornadoRow *x = a, *y = b;
    const int order = compare_largest_first(swing(x, 0), swing(y, 0));
    return order ? order : (x->lever > y->lever) - (x->lever < y->lever);
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

enum { STRAIGHT_SCAN = POINTS_STRAIGHT + 1, STRAIGHT_AT_ONCE = LANES / STRAIGHT_SCAN };
enum { SPIDERS_AT_ONCE = LANES / BIZCASE_SPIDER_POINTS };

/* Rows of levers that are uncertain, which are inputs all, so that several rows fit into one evaluation. */
static void add_spiders(WhatIf *what_if, double *out, BizcaseSpiderRow *spiders, size_t count) {
    const size_t bodies = what_if->body_count, points = BIZCASE_SPIDER_POINTS;
    LeverChange changes[LANES] = { { 0 } };
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < points; i++) {
            const Lever *lever = &what_if->levers[spiders[r].lever];
            spiders[r].values[i] = lever_quantile(what_if, lever, spider_points[i]);
            changes[r * points + i] = (LeverChange){ lever, spiders[r].values[i] };
        }
    what_if_try_each(what_if, changes, count * points, out);
    for (size_t r = 0; r < count; r++) {
        double *npv = arena_array(what_if->arena, points * bodies, sizeof *npv);
        copy_main_npv(what_if, out + r * points * what_if_out_count(what_if), points, npv);
        spiders[r].npv = npv;
    }
}

static void add_spider(
    WhatIf *what_if, const BizcaseTornadoRow *rows, size_t count, double *out, BizcaseSensitivity *shown) {
    BizcaseSpiderRow *spiders = arena_array(what_if->arena, count, sizeof *spiders);
    for (size_t i = 0; i < count; i++)
        if (what_if->levers[rows[i].lever].shown.is_uncertain) spiders[shown->spider_count++].lever = rows[i].lever;
    for (size_t done = 0; done < shown->spider_count; done += SPIDERS_AT_ONCE) {
        const size_t left = shown->spider_count - done;
        add_spiders(what_if, out, spiders + done, left < SPIDERS_AT_ONCE ? left : SPIDERS_AT_ONCE);
    }
    shown->spider = spiders;
}

/* A lever that moves, and from where to where. */
typedef struct Moving {
    size_t lever;
    double low, high;
} Moving;

static size_t list_moving(const WhatIf *what_if, const BizcaseSensitivityRequest *request, Moving *moving) {
    size_t count = 0;
    for (size_t k = 0; k < what_if->lever_count; k++) {
        moving[count].lever = k;
        if (tornado_has(&what_if->levers[k]) &&
            tornado_range(what_if, &what_if->levers[k], request, &moving[count].low, &moving[count].high))
            count++;
    }
    return count;
}

/* How many levers from the first on are straight, as far as they fit into one evaluation, which they get. */
static size_t evaluate_straight(WhatIf *what_if, const Moving *moving, size_t left, double *out) {
    LeverChange changes[LANES] = { { 0 } };
    size_t count = 0;
    for (; count < left && count < STRAIGHT_AT_ONCE; count++) {
        const Lever *lever = &what_if->levers[moving[count].lever];
        if (!lever_is_straight(lever)) break;
        const double values[STRAIGHT_SCAN] = { moving[count].low, moving[count].high, lever->shown.plan };
        for (size_t i = 0; i < STRAIGHT_SCAN; i++)
            changes[count * STRAIGHT_SCAN + i] = (LeverChange){ lever, values[i] };
    }
    if (count > 0) what_if_try_each(what_if, changes, count * STRAIGHT_SCAN, out);
    return count;
}

static BizcaseTornadoRow row_of(const Moving *moving, LeverScan *scan, bool is_evaluated) {
    const WhatIf *what_if = scan->what_if;
    return tornado_row(what_if->arena, moving->lever,
        &(NpvCurve){ moving->low, moving->high, scan->lever->shown.plan, scan_points(scan->lever), what_if->body_count,
            what_if->model.plan.zero_money, is_evaluated ? evaluated_npv : main_npv, scan });
}

/* Rows of levers that are repeated go behind the others. Returns how many those are. */
static size_t put_repeated_last(Arena *arena, const WhatIf *what_if, BizcaseTornadoRow *rows, size_t count) {
    BizcaseTornadoRow *repeated = arena_array(arena, count, sizeof *repeated);
    size_t kept = 0, repeated_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (what_if->levers[rows[i].lever].shown.is_repeated)
            repeated[repeated_count++] = rows[i];
        else
            rows[kept++] = rows[i];
    }
    for (size_t i = 0; i < repeated_count; i++) rows[kept + i] = repeated[i];
    return kept;
}

static void add_tornado(WhatIf *what_if, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown) {
    double *out = arena_array(what_if->arena, LANES * what_if_out_count(what_if), sizeof *out);
    Moving *moving = arena_array(what_if->arena, what_if->lever_count + 1, sizeof *moving);
    const size_t moving_count = list_moving(what_if, request, moving);
    BizcaseTornadoRow *rows = arena_array(what_if->arena, moving_count, sizeof *rows);
    for (size_t first = 0; first < moving_count;) {
        const size_t straight = evaluate_straight(what_if, moving + first, moving_count - first, out);
        const size_t end = first + (straight > 0 ? straight : 1);
        for (size_t k = first; k < end; k++) {
            double *of_lever = out + (k - first) * STRAIGHT_SCAN * what_if_out_count(what_if);
            LeverScan scan = { what_if, &what_if->levers[moving[k].lever], of_lever };
            rows[k] = row_of(&moving[k], &scan, straight > 0);
        }
        first = end;
    }
    const size_t count = tornado_order(rows, moving_count, what_if->body_count, what_if->model.plan.zero_money);
    add_spider(what_if, rows, count, out, shown);
    shown->tornado = rows;
    shown->tornado_count = count;
    shown->tornado_shown = put_repeated_last(what_if->arena, what_if, rows, count);
}

static BizcaseStatus run(SensitivityStudy *study) {
    add_tornado(study->what_if, study->request, study->shown);
    add_index_effects(study->what_if, range_of(study->request), study->shown);
    return BIZCASE_OK;
}

const SensitivityPart sensitivity_tornado = { .run = run };

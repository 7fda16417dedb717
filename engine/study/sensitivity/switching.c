/* Switching values: how far a lever must go before NPV is 0, or another option is worth more (HM Treasury, The Green Book,
   2026, on sensitivity analysis and switching values). Where NPV is linear in the lever the value is exact; else the
   nearest change of sign of a scan is closed in on. Found values are fed back by the caller's tests. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

#include "study/sensitivity/parts.h"

enum { SCAN = 24, TURNS = 2 }; /* points on each side of the plan; NPV is 0, another is best */

/* How far the main option is from each turn, for each body: [turn][body]. */
static void margins(const WhatIf *what_if, const double *out, double *margin) {
    for (size_t b = 0; b < what_if->body_count; b++) {
        margin[b] = what_if_value(what_if, out, 0, b, WHAT_IF_NPV);
        margin[what_if->body_count + b] = what_if_lead(what_if, out, b);
    }
}

/* What a straight lever brings at its least and its most: [view][body][WHAT_IF_FIGURES] each. */
typedef struct Ends {
    const double *least, *most;
} Ends;

static void find_ends(const BizcaseLever *shown, double ends[2]) {
    ends[0] = fmin(shown->least, shown->plan);
    ends[1] = fmax(shown->most, shown->plan);
}

/* NPV at one value of a straight lever; exactly as evaluated at its ends. */
static void between(const WhatIf *what_if, const BizcaseLever *shown, const Ends *ends, double value, double *out) {
    double at[2];
    find_ends(shown, at);
    const double part = (value - at[0]) / (at[1] - at[0]);
    for (size_t i = WHAT_IF_NPV; i < what_if_out_count(what_if); i += WHAT_IF_FIGURES)
        out[i] = (1 - part) * ends->least[i] + part * ends->most[i];
}

typedef struct Search {
    WhatIf *what_if;
    const Lever *lever;
    const Ends *straight; /* NULL when each value has to be evaluated */
    double *out, *margin;
    size_t wanted; /* place in margin */
    bool failed;   /* a margin was no number */
    double ends[2], at_ends[2];
    bool has_ends;
} Search;

/* Always finite: GSL calls its error handler at anything else, which may end the program. */
static double margin_at(double value, void *context) {
    Search *search = context;
    for (int end = 0; end < 2 && search->has_ends; end++)
        if (value == search->ends[end]) return search->at_ends[end]; /* as it was given */
    if (search->straight)
        between(search->what_if, &search->lever->shown, search->straight, value, search->out);
    else
        what_if_try(search->what_if, &(LeverChange){ search->lever, value }, 1, search->out);
    margins(search->what_if, search->out, search->margin);
    const double margin = search->margin[search->wanted];
    search->failed = search->failed || !isfinite(margin);
    return isfinite(margin) ? margin : 0;
}

static bool is_straddled(Search *search, double low, double high) {
    search->failed = search->has_ends = false;
    search->ends[0] = low;
    search->ends[1] = high;
    search->at_ends[0] = margin_at(low, search);
    search->at_ends[1] = margin_at(high, search);
    search->has_ends = true;
    const double *at = search->at_ends;
    return low < high && !search->failed && !(at[0] < 0 && at[1] < 0) && !(at[0] > 0 && at[1] > 0);
}

static double close_in(Search *search, double low, double high) {
    if (!is_straddled(search, low, high)) return NAN;
    Arena *working = arena_within(search->what_if->arena);
    gsl_function function = { margin_at, search };
    gsl_root_fsolver solver = { .type = gsl_root_fsolver_brent,
        .state = arena_alloc(working, gsl_root_fsolver_brent->size) }; /* nothing to free */
    double root = NAN;
    gsl_root_fsolver_set(&solver, &function, low, high);
    for (int i = 0; i < 100; i++) {
        if (gsl_root_fsolver_iterate(&solver) != GSL_SUCCESS) break;
        root = gsl_root_fsolver_root(&solver);
        if (gsl_root_test_interval(
                gsl_root_fsolver_x_lower(&solver), gsl_root_fsolver_x_upper(&solver), 1e-12, 1e-12) == GSL_SUCCESS)
            break;
    }
    arena_free(working);
    return search->failed ? NAN : root;
}

/* Values of a lever from its least to its most, with the plan's among them: points[SCAN] is the plan. */
static void scan_values(const BizcaseLever *shown, double points[2 * SCAN + 1]) {
    for (int i = 0; i <= SCAN; i++) {
        /* Denser near the plan, where turns matter. */
        const double place = (double)i / SCAN, part = place * place;
        points[SCAN - i] = shown->plan + part * (fmin(shown->least, shown->plan) - shown->plan);
        points[SCAN + i] = shown->plan + part * (fmax(shown->most, shown->plan) - shown->plan);
    }
}

static bool turns_between(double a, double b) {
    return (a < 0 && b >= 0) || (a > 0 && b <= 0);
}

/* Whether the margin is a straight line over the scan; lines of the plan are, drivers mostly, delays are not. */
static bool is_straight(const double *margin, size_t stride, const double *points) {
    const double slope = (margin[2 * SCAN * stride] - margin[0]) / (points[2 * SCAN] - points[0]);
    double size = 0, worst = 0;
    for (size_t i = 0; i <= 2 * SCAN; i++) {
        size = fmax(size, fabs(margin[i * stride]));
        worst = fmax(worst, fabs(margin[0] + slope * (points[i] - points[0]) - margin[i * stride]));
    }
    return worst <= 1e-11 * size;
}

static BizcaseSwitch nearest_turn(Search *search, const double *margin, size_t stride, const double *points) {
    const double plan = search->lever->shown.plan;
    double value = NAN;
    if (is_straight(margin, stride, points) && margin[0] != margin[2 * SCAN * stride]) {
        const double exact =
            points[0] - margin[0] * (points[2 * SCAN] - points[0]) / (margin[2 * SCAN * stride] - margin[0]);
        value = exact >= points[0] && exact <= points[2 * SCAN] ? exact : NAN;
    } else {
        for (int side = -1; side <= 1; side += 2)
            for (int i = 0; i < SCAN; i++) {
                const size_t from = (size_t)(SCAN + side * i), to = (size_t)(SCAN + side * (i + 1));
                if (points[from] == points[to] || !turns_between(margin[from * stride], margin[to * stride])) continue;
                const double root = close_in(search, fmin(points[from], points[to]), fmax(points[from], points[to]));
                if (!(fabs(root - plan) >= fabs(value - plan))) value = root;
                break;
            }
    }
    return (BizcaseSwitch){ value, plan != 0 ? (value - plan) / fabs(plan) : NAN };
}

static bool moves_anything(const double *margin, size_t count, double zero) {
    for (size_t i = 0; i < count; i++)
        for (int p = 0; p <= 2 * SCAN; p++)
            if (fabs(margin[(size_t)p * count + i] - margin[(size_t)SCAN * count + i]) > zero) return true;
    return false;
}

static int smaller_change_first(const void *a, const void *b) {
    const BizcaseSwitchingRow *x = a, *y = b;
    const double of_x = isnan(x->npv_zero[0].value) ? INFINITY : fabs(x->npv_zero[0].change);
    const double of_y = isnan(y->npv_zero[0].value) ? INFINITY : fabs(y->npv_zero[0].change);
    const double key_x = isnan(of_x) ? 1e300 : of_x, key_y = isnan(of_y) ? 1e300 : of_y;
    if (key_x != key_y) return key_x < key_y ? -1 : 1;
    return x->lever < y->lever ? -1 : 1;
}

enum { STRAIGHT_AT_ONCE = LANES / 2 };

/* How many levers from the first on are straight, as far as they fit into one evaluation, which they get: [lever][end]. One
   that changes no inputs has its ends evaluated by itself. */
static size_t evaluate_ends(WhatIf *what_if, const Lever *levers, size_t left, double *out) {
    LeverChange changes[LANES];
    size_t count = 0;
    double ends[2];
    find_ends(&levers[0].shown, ends);
    if (lever_is_straight(&levers[0]) && !lever_changes_inputs(&levers[0])) {
        what_if_scan(what_if, &levers[0], ends, 2, out);
        return 1;
    }
    for (; count < left && count < STRAIGHT_AT_ONCE; count++) {
        if (!lever_is_straight(&levers[count]) || !lever_changes_inputs(&levers[count])) break;
        find_ends(&levers[count].shown, ends);
        for (size_t end = 0; end < 2; end++) changes[2 * count + end] = (LeverChange){ &levers[count], ends[end] };
    }
    if (count > 0) what_if_try_each(what_if, changes, 2 * count, out);
    return count;
}

/* Working memory of the study. */
typedef struct Work {
    double *ends;   /* of LANES values */
    double *out;    /* of a scan */
    double *margin; /* of a scan: [point][turn][body] */
    double *spare;  /* of one point */
} Work;

static void scan_lever(
    WhatIf *what_if, const Lever *lever, const Ends *straight, const double points[2 * SCAN + 1], double *out) {
    if (!straight) what_if_scan(what_if, lever, points, 2 * SCAN + 1, out);
    for (size_t p = 0; straight && p <= 2 * SCAN; p++)
        between(what_if, &lever->shown, straight, points[p], out + p * what_if_out_count(what_if));
}

/* False when the lever moves nothing. */
static bool find_turns(WhatIf *what_if, size_t k, const Ends *straight, const Work *work, BizcaseSwitchingRow *row) {
    const Lever *lever = &what_if->levers[k];
    const size_t count = TURNS * what_if->body_count;
    double points[2 * SCAN + 1];
    scan_values(&lever->shown, points);
    scan_lever(what_if, lever, straight, points, work->out);
    for (size_t p = 0; p <= 2 * SCAN; p++)
        margins(what_if, work->out + p * what_if_out_count(what_if), work->margin + p * count);
    if (!moves_anything(work->margin, count, what_if->model.plan.zero_money)) return false;
    BizcaseSwitch *turns = arena_array(what_if->arena, count, sizeof *turns);
    for (size_t i = 0; i < count; i++) {
        Search search = { .what_if = what_if,
            .lever = lever,
            .straight = straight,
            .out = work->out,
            .margin = work->spare,
            .wanted = i };
        turns[i] = nearest_turn(&search, work->margin + i, count, points);
    }
    *row = (BizcaseSwitchingRow){ k, turns, turns + what_if->body_count };
    return true;
}

static void add_switching(WhatIf *what_if, BizcaseSensitivity *shown) {
    const size_t count = TURNS * what_if->body_count, one = what_if_out_count(what_if);
    const Work work = { .ends = arena_array(what_if->arena, LANES * one, sizeof(double)),
        .out = arena_array(what_if->arena, (2 * SCAN + 1) * one, sizeof(double)),
        .margin = arena_array(what_if->arena, (2 * SCAN + 1) * count, sizeof(double)),
        .spare = arena_array(what_if->arena, count, sizeof(double)) };
    BizcaseSwitchingRow *rows = arena_array(what_if->arena, what_if->lever_count, sizeof *rows);
    for (size_t first = 0; first < what_if->lever_count;) {
        const size_t straight =
            evaluate_ends(what_if, &what_if->levers[first], what_if->lever_count - first, work.ends);
        const size_t end = first + (straight > 0 ? straight : 1);
        for (size_t k = first; k < end; k++) {
            const double *least = work.ends + 2 * (k - first) * one;
            const Ends ends = { least, least + one };
            shown->switching_count +=
                find_turns(what_if, k, straight > 0 ? &ends : NULL, &work, &rows[shown->switching_count]);
        }
        first = end;
    }
    qsort(rows, shown->switching_count, sizeof *rows, smaller_change_first);
    shown->switching = rows;
}

static BizcaseStatus run(SensitivityStudy *study) {
    add_switching(study->what_if, study->shown);
    return BIZCASE_OK;
}

const SensitivityPart sensitivity_switching = { .run = run };

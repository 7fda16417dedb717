/* Internal rate of return, with all its roots, and the modified one.

   With v = (1 + rate)^(−years a period) the present value is a polynomial Σ flow[t] v^t. Descartes' rule of signs says
   when it has no positive root, or just one; otherwise the range is scanned. */
#include "base/vector.h"
#include "evaluate/figure_table.h"
#include "evaluate/power.h"

#define LOWEST_RATE (-0.99)
#define HIGHEST_RATE 10.0
enum { SCAN_STEPS = 2048 };

typedef struct Polynomial {
    const double *flow;
    uint32_t count, stride;
    double zero; /* smaller flows are rounding error */
} Polynomial;

static double term(const Polynomial *p, uint32_t t) {
    const double value = p->flow[(size_t)t * p->stride];
    return value > p->zero || value < -p->zero ? value : 0;
}

/* The polynomial at v, divided by v^(count − 1) where v > 1: the sign is the same and nothing overflows. *size becomes
   the sum of the terms' sizes. */
static double polynomial_at(const Polynomial *p, double v, double *size) {
    double sum = 0;
    *size = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        const double value = term(p, v > 1 ? i : p->count - 1 - i);
        const double factor = v > 1 ? 1 / v : v;
        sum = sum * factor + value;
        *size = *size * factor + (value < 0 ? -value : value);
    }
    return sum;
}

static uint32_t sign_changes(const Polynomial *p) {
    uint32_t changes = 0;
    int last = 0;
    for (uint32_t t = 0; t < p->count; t++) {
        const double value = term(p, t);
        const int sign = (value > 0) - (value < 0);
        if (sign == 0) continue;
        if (last != 0 && sign != last) changes++;
        last = sign;
    }
    return changes;
}

/* Bisection on a bracket with a change of sign, to the last bits. */
static double bisect(const Polynomial *p, double low, double high) {
    double size;
    const int low_positive = polynomial_at(p, low, &size) > 0;
    for (int i = 0; i < 200; i++) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        if ((polynomial_at(p, middle, &size) > 0) == low_positive)
            low = middle;
        else
            high = middle;
    }
    return low + (high - low) / 2;
}

/* Where the polynomial comes nearest to zero on [low, high] without changing sign: a double root, if it touches. */
static bool touches_zero(const Polynomial *p, double low, double high, double *root) {
    double size;
    const double sign = polynomial_at(p, low, &size) > 0 ? 1 : -1;
    for (int i = 0; i < 200; i++) {
        const double third = (high - low) / 3;
        const double a = low + third, b = high - third;
        if (sign * polynomial_at(p, a, &size) < sign * polynomial_at(p, b, &size))
            high = b;
        else
            low = a;
    }
    *root = low + (high - low) / 2;
    const double least = sign * polynomial_at(p, *root, &size);
    return least <= 1e-14 * size;
}

static double rate_of(const Plan *plan, double v) {
    return power_real(1 / v, 12.0 / (double)plan->months_per_period) - 1;
}

static void keep_root(const Plan *plan, double v, double *roots, uint32_t room, uint32_t *count) {
    if (*count < room) roots[*count] = rate_of(plan, v);
    ++*count;
}

/* Of v, and what one step of the scan multiplies it by. */
typedef struct Range {
    double lowest, highest, ratio;
} Range;

static Range range_of(const Plan *plan) {
    const double years = (double)plan->months_per_period / 12;
    const double lowest = 1 / power_real(1 + HIGHEST_RATE, years);
    const double highest = power_real(1 / (1 + LOWEST_RATE), years);
    return (Range){ lowest, highest, 1 / power_real(highest / lowest, 1.0 / SCAN_STEPS) };
}

uint32_t internal_rates(const Plan *plan, const double *flow, uint32_t stride, double *roots, uint32_t room) {
    const Polynomial p = { flow, plan->period_count, stride, plan->zero_money };
    const uint32_t changes = sign_changes(&p);
    if (changes == 0) return 0;

    const Range range = range_of(plan);
    double size;
    uint32_t count = 0;
    if (changes == 1) {
        const double a = polynomial_at(&p, range.lowest, &size), b = polynomial_at(&p, range.highest, &size);
        if ((a < 0 && b > 0) || (a > 0 && b < 0))
            keep_root(plan, bisect(&p, range.lowest, range.highest), roots, room, &count);
        return count;
    }

    /* From the largest v down, so that rates come out rising. */
    const double ratio = range.ratio;
    double before_v = range.highest, before = polynomial_at(&p, before_v, &size), previous_v = before_v,
           previous = before;
    for (int i = 1; i <= SCAN_STEPS; i++) {
        const double v = before_v * ratio, value = polynomial_at(&p, v, &size);
        if (value == 0 && i < SCAN_STEPS) {
            keep_root(plan, v, roots, room, &count);
        } else if ((before < 0 && value > 0) || (before > 0 && value < 0)) {
            keep_root(plan, bisect(&p, v, before_v), roots, room, &count);
        } else if (i > 1 && before != 0 && previous * before > 0 && before * value > 0) {
            const double sign = before > 0 ? 1 : -1;
            double root;
            if (sign * before < sign * previous && sign * before <= sign * value &&
                touches_zero(&p, v, previous_v, &root))
                keep_root(plan, root, roots, room, &count);
        }
        previous_v = before_v;
        previous = before;
        before_v = v;
        before = value;
    }
    return count;
}

/* --- lanes side by side ------------------------------------------------------------------------------------------------

   The same steps as internal_rates takes, for the lanes of a tile at once. */

enum { TILE_VECTORS = TILE / WIDTH };

typedef struct TileReals {
    Reals of[TILE_VECTORS];
} TileReals;

typedef struct TileMask {
    Mask of[TILE_VECTORS];
} TileMask;

static bool is_anywhere(const TileMask *mask) {
    Mask any = mask->of[0];
    for (int v = 1; v < TILE_VECTORS; v++) any |= mask->of[v];
    bool anywhere = false;
    for (int k = 0; k < WIDTH; k++) anywhere = anywhere || any[k] != 0;
    return anywhere;
}

static inline TileReals terms_of(const Plan *plan, const double *flow, uint32_t t) {
    const Reals zero = reals_of(plan->zero_money);
    TileReals terms;
    for (int v = 0; v < TILE_VECTORS; v++) {
        const Reals value = reals_at(flow + (size_t)t * TILE + v * WIDTH);
        terms.of[v] = (Reals)(((value > zero) | (value < -zero)) & (Mask)value);
    }
    return terms;
}

/* polynomial_at in the order for v > 1, or in the other. */
static inline TileReals values_in_order(const Plan *plan, const double *flow, const TileReals *v, bool above_one) {
    TileReals sum, factor;
    for (int i = 0; i < TILE_VECTORS; i++) {
        sum.of[i] = reals_of(0);
        factor.of[i] = above_one ? 1 / v->of[i] : v->of[i];
    }
    for (uint32_t t = 0; t < plan->period_count; t++) {
        const TileReals terms = terms_of(plan, flow, above_one ? t : plan->period_count - 1 - t);
        for (int i = 0; i < TILE_VECTORS; i++) sum.of[i] = sum.of[i] * factor.of[i] + terms.of[i];
    }
    return sum;
}

static TileReals values_at(const Plan *plan, const double *flow, const TileReals *v) {
    TileMask above, below;
    for (int i = 0; i < TILE_VECTORS; i++) {
        above.of[i] = v->of[i] > reals_of(1);
        below.of[i] = ~above.of[i];
    }
    if (!is_anywhere(&above)) return values_in_order(plan, flow, v, false);
    TileReals values = values_in_order(plan, flow, v, true);
    if (!is_anywhere(&below)) return values;
    const TileReals others = values_in_order(plan, flow, v, false);
    for (int i = 0; i < TILE_VECTORS; i++) values.of[i] = pick(above.of[i], values.of[i], others.of[i]);
    return values;
}

static TileReals changes_of(const Plan *plan, const double *flow) {
    const Reals zero = reals_of(0);
    TileReals changes, last;
    for (int i = 0; i < TILE_VECTORS; i++) changes.of[i] = last.of[i] = zero;
    for (uint32_t t = 0; t < plan->period_count; t++) {
        const TileReals terms = terms_of(plan, flow, t);
        for (int i = 0; i < TILE_VECTORS; i++) {
            const Mask up = (terms.of[i] > zero) & (last.of[i] < zero),
                       down = (terms.of[i] < zero) & (last.of[i] > zero);
            changes.of[i] += pick(up | down, reals_of(1), zero);
            last.of[i] = pick(terms.of[i] != zero, terms.of[i], last.of[i]);
        }
    }
    return changes;
}

/* The roots that are looked for: of each lane one, between low and high, where there is a change of sign. */
typedef struct Brackets {
    TileReals low, high;
    TileMask wanted;
} Brackets;

/* bisect for every lane that is wanted; v ← the roots. */
static void bisect_lanes(const Plan *plan, const double *flow, Brackets *at, TileReals *v) {
    const TileReals at_low = values_at(plan, flow, &at->low);
    TileMask busy = at->wanted;
    for (int round = 0; round < 200 && is_anywhere(&busy); round++) {
        TileReals middle;
        for (int i = 0; i < TILE_VECTORS; i++) {
            middle.of[i] = at->low.of[i] + (at->high.of[i] - at->low.of[i]) / 2;
            busy.of[i] &= (middle.of[i] > at->low.of[i]) & (middle.of[i] < at->high.of[i]);
        }
        const TileReals value = values_at(plan, flow, &middle);
        for (int i = 0; i < TILE_VECTORS; i++) {
            const Mask same = ~((value.of[i] > reals_of(0)) ^ (at_low.of[i] > reals_of(0)));
            at->low.of[i] = pick(busy.of[i] & same, middle.of[i], at->low.of[i]);
            at->high.of[i] = pick(busy.of[i] & ~same, middle.of[i], at->high.of[i]);
        }
    }
    for (int i = 0; i < TILE_VECTORS; i++) v->of[i] = at->low.of[i] + (at->high.of[i] - at->low.of[i]) / 2;
}

/* Lanes with one change of sign: the whole range is the bracket, where its ends differ. */
static void bracket_range(const Plan *plan, const double *flow, const TileReals *changes, Range range, Brackets *at) {
    const Reals zero = reals_of(0);
    for (int i = 0; i < TILE_VECTORS; i++) {
        at->low.of[i] = reals_of(range.lowest);
        at->high.of[i] = reals_of(range.highest);
    }
    const TileReals a = values_at(plan, flow, &at->low), b = values_at(plan, flow, &at->high);
    for (int i = 0; i < TILE_VECTORS; i++)
        at->wanted.of[i] = (changes->of[i] == reals_of(1)) &
                           (((a.of[i] < zero) & (b.of[i] > zero)) | ((a.of[i] > zero) & (b.of[i] < zero)));
}

/* Where a scan is: the polynomials at three values of v, the last one the least. */
typedef struct Scan {
    double previous_v, before_v, v;
    TileReals previous, before, value;
} Scan;

/* Where the polynomial comes near to zero between the three without a change of sign. */
static Mask comes_near(const Scan *scan, int i) {
    const Reals zero = reals_of(0), before = scan->before.of[i], previous = scan->previous.of[i];
    const Reals value = scan->value.of[i];
    const Mask no_change = (before != zero) & (previous * before > zero) & (before * value > zero);
    const Mask rises = (before > zero) & (before < previous) & (before <= value);
    const Mask falls = (before < zero) & (-before < -previous) & (-before <= -value);
    return no_change & (rises | falls);
}

/* Takes the roots between the last two values of v, and where the polynomial only touches zero; the first stays in *at. */
static void take_roots(const Plan *plan, const double *flow, const Scan *scan, const TileMask *several,
    const TileMask *near, bool is_last, TileReals *counts, Brackets *at) {
    const Reals zero = reals_of(0);
    for (int i = 0; i < TILE_VECTORS; i++) {
        const Reals value = scan->value.of[i], before = scan->before.of[i];
        const Mask hit = is_last ? (Mask)(zero != zero) : value == zero;
        const Mask crossed = ((before < zero) & (value > zero)) | ((before > zero) & (value < zero));
        const Mask first = several->of[i] & (hit | crossed) & (counts->of[i] == zero);
        at->low.of[i] = pick(first, reals_of(scan->v), at->low.of[i]);
        at->high.of[i] = pick(first, pick(hit, reals_of(scan->v), reals_of(scan->before_v)), at->high.of[i]);
        counts->of[i] += pick(hit | crossed, reals_of(1), zero);
    }
    if (!is_anywhere(near)) return;
    for (uint32_t k = 0; k < TILE; k++) {
        const Polynomial p = { flow + k, plan->period_count, TILE, plan->zero_money };
        double root;
        if (!near->of[k / WIDTH][k % WIDTH] || !touches_zero(&p, scan->v, scan->previous_v, &root)) continue;
        if (counts->of[k / WIDTH][k % WIDTH] == 0)
            at->low.of[k / WIDTH][k % WIDTH] = at->high.of[k / WIDTH][k % WIDTH] = root;
        counts->of[k / WIDTH][k % WIDTH]++;
    }
}

/* counts ← how many roots lanes have, and *at ← the first, for lanes that are several; two are counted in full. */
static void scan_range(
    const Plan *plan, const double *flow, const TileMask *several, Range range, TileReals *counts, Brackets *at) {
    TileReals v;
    TileMask open = *several;
    Scan scan = { .previous_v = range.highest, .before_v = range.highest };
    for (int i = 0; i < TILE_VECTORS; i++) {
        v.of[i] = reals_of(range.highest);
        counts->of[i] = reals_of(0);
    }
    scan.before = scan.previous = values_at(plan, flow, &v);
    for (int step = 1; step <= SCAN_STEPS && is_anywhere(&open); step++) {
        TileMask near;
        scan.v = scan.before_v * range.ratio;
        for (int i = 0; i < TILE_VECTORS; i++) v.of[i] = reals_of(scan.v);
        scan.value = values_at(plan, flow, &v);
        for (int i = 0; i < TILE_VECTORS; i++) near.of[i] = step > 1 ? open.of[i] & comes_near(&scan, i) : (Mask){ 0 };
        take_roots(plan, flow, &scan, several, &near, step == SCAN_STEPS, counts, at);
        for (int i = 0; i < TILE_VECTORS; i++) open.of[i] &= counts->of[i] < reals_of(2);
        scan.previous_v = scan.before_v;
        scan.before_v = scan.v;
        scan.previous = scan.before;
        scan.before = scan.value;
    }
    for (int i = 0; i < TILE_VECTORS; i++) at->wanted.of[i] |= several->of[i] & (counts->of[i] == reals_of(1));
}

static void evaluate_irr(const Plan *plan, const Flow *flow, double *restrict out) {
    const Range range = range_of(plan);
    const TileReals changes = changes_of(plan, flow->net);
    Brackets at;
    TileReals counts, v;
    TileMask several;
    bracket_range(plan, flow->net, &changes, range, &at);
    for (uint32_t k = 0; k < TILE; k++) {
        const bool counted = k < flow->lane_count;
        several.of[k / WIDTH][k % WIDTH] = counted && changes.of[k / WIDTH][k % WIDTH] > 1 ? -1 : 0;
        if (!counted) at.wanted.of[k / WIDTH][k % WIDTH] = 0;
    }
    if (is_anywhere(&several)) scan_range(plan, flow->net, &several, range, &counts, &at);
    bisect_lanes(plan, flow->net, &at, &v);
    for (uint32_t k = 0; k < flow->lane_count; k++)
        out[k] = at.wanted.of[k / WIDTH][k % WIDTH] ? rate_of(plan, v.of[k / WIDTH][k % WIDTH]) : __builtin_nan("");
}

/* (future value of receipts at the reinvestment rate ÷ present value of outlays at the finance rate)^(1 ÷ years) − 1,
   as spreadsheets define it; the years run from the first period to the last. */
static double modified_rate(const Plan *plan, const double *flow) {
    const uint32_t last = plan->period_count - 1;
    const double years = (double)plan->months_per_period / 12;
    double receipts = 0, outlays = 0;
    for (uint32_t t = 0; t <= last; t++) {
        const double value = flow[(size_t)t * TILE];
        if (value > plan->zero_money) receipts += value * power_real(1 + plan->reinvestment_rate, (last - t) * years);
        if (value < -plan->zero_money) outlays -= value / power_real(1 + plan->finance_rate, t * years);
    }
    if (last == 0 || receipts <= 0 || outlays <= 0) return __builtin_nan("");
    return power_real(receipts / outlays, 1 / (last * years)) - 1;
}

static void evaluate_mirr(const Plan *plan, const Flow *flow, double *restrict out) {
    for (uint32_t k = 0; k < flow->lane_count; k++) out[k] = modified_rate(plan, flow->net + k);
}

static bool is_without_money(const Plan *plan, const double *net) {
    for (uint32_t t = 0; t < plan->period_count; t++)
        if (__builtin_fabs(net[(size_t)t * LANES]) > plan->zero_money) return false;
    return true;
}

static const char *why_no_irr(const Plan *plan, const double *net, double value) {
    (void)value;
    if (is_without_money(plan, net))
        return "there is no money in any period: the net present value is zero at every rate";
    return internal_rates(plan, net, LANES, 0, 0) == 0
               ? "no rate between -99% and 1000% brings the net present value to zero"
               : "several rates bring the net present value to zero";
}

static const char *why_no_mirr(const Plan *plan, const double *net, double value) {
    (void)value;
    if (is_without_money(plan, net)) return "there is no money in any period";
    return plan->period_count == 1 ? "needs more than one period" : "needs both outlays and receipts";
}

const Figure figure_irr = {
    .name = "irr",
    .label = "Internal rate of return",
    .names = { "Internal rate of return", "IRR" },
    .meaning =
        "The discount rate at which net present value would be zero. Some cash flows have several such rates, some "
        "none.",
    .unit = UNIT_RATE,
    .higher_is_better = true,
    .evaluate = evaluate_irr,
    .why_missing = why_no_irr,
};
const Figure figure_mirr = {
    .name = "mirr",
    .label = "Modified internal rate of return",
    .names = { "Modified internal rate of return", "MIRR" },
    .meaning =
        "The internal rate of return if spending is financed, and income is reinvested, at rates set in the case.",
    .unit = UNIT_RATE,
    .higher_is_better = true,
    .evaluate = evaluate_mirr,
    .why_missing = why_no_mirr,
};

/* Internal rate of return, with all its roots, and the modified one.

   With v = (1 + rate)^(−years a period) the present value is a polynomial Σ flow[t] v^t. Descartes' rule of signs says
   when it has no positive root, or just one; otherwise the range is scanned. */
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

uint32_t internal_rates(const Plan *plan, const double *flow, uint32_t stride, double *roots, uint32_t room) {
    const Polynomial p = { flow, plan->period_count, stride, plan->zero_money };
    const uint32_t changes = sign_changes(&p);
    if (changes == 0) return 0;

    const double years = (double)plan->months_per_period / 12;
    const double lowest = 1 / power_real(1 + HIGHEST_RATE, years);
    const double highest = power_real(1 / (1 + LOWEST_RATE), years);
    double size;
    uint32_t count = 0;
    if (changes == 1) {
        const double a = polynomial_at(&p, lowest, &size), b = polynomial_at(&p, highest, &size);
        if ((a < 0 && b > 0) || (a > 0 && b < 0)) keep_root(plan, bisect(&p, lowest, highest), roots, room, &count);
        return count;
    }

    /* From the largest v down, so that rates come out rising. */
    const double ratio = 1 / power_real(highest / lowest, 1.0 / SCAN_STEPS);
    double before_v = highest, before = polynomial_at(&p, highest, &size), previous_v = before_v, previous = before;
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

static void evaluate_irr(const Plan *plan, const Flow *flow, double *restrict out) {
    for (uint32_t k = 0; k < flow->lane_count; k++) {
        double root = 0;
        const uint32_t count = internal_rates(plan, flow->net + k, TILE, &root, 1);
        out[k] = count == 1 ? root : __builtin_nan("");
    }
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

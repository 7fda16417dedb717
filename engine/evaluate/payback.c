/* When the money is back, and how much is out at most. */
#include "base/vector.h"
#include "evaluate/figure_table.h"

/* The last crossing is kept as what was owed before it, what came in, and when that period began. */
typedef struct Crossing {
    Reals cumulative, owed, received, begins;
} Crossing;

static inline Crossing pass_period(Crossing last, Reals flow, Reals now, Reals zero) {
    const Mask below = last.cumulative < zero;
    return (Crossing){ last.cumulative + flow, pick(below, last.cumulative, last.owed),
        pick(below, flow, last.received), pick(below, now, last.begins) };
}

static inline Reals moment_of(Crossing last, Reals years, Reals zero) {
    const Reals part = -last.owed / last.received, one = reals_of(1);
    const Reals moment = last.begins + pick(part < one, part, one);
    return pick(last.cumulative < zero, reals_of(__builtin_inf()), moment * years);
}

/* Four registers each: a processor has 32 of the widest, and 16 of the others. */
enum { PAYBACK_GROUP = VECTOR_BYTES == 64 ? 4 : 2 };

/* The moment after which the cumulative flow stays ≥ 0, in years: +∞ when it never does, −∞ when it was never below 0.
   Spread: flow t runs evenly over (t, t + 1). Points: flow t is at t, straight lines between, so a period sooner. */
static void payback(const Plan *plan, const double *net, const double *factor, double *restrict out) {
    const Reals years = reals_of((double)plan->months_per_period / 12), zero = reals_of(-plan->zero_money);
    const double sooner = plan->payback_at_points ? 1 : 0;
    for (size_t k = 0; k < TILE; k += PAYBACK_GROUP * WIDTH) {
        Crossing last[PAYBACK_GROUP];
        for (int v = 0; v < PAYBACK_GROUP; v++)
            last[v] = (Crossing){ reals_of(0), reals_of(0), reals_of(1), reals_of(-__builtin_inf()) };
        for (uint32_t t = 0; t < plan->period_count; t++) {
            const double *row = net + (size_t)t * TILE + k;
            const Reals weight = reals_of(factor ? factor[t] : 1), now = reals_of((double)t - sooner);
            for (int v = 0; v < PAYBACK_GROUP; v++)
                last[v] = pass_period(last[v], weight * reals_at(row + v * WIDTH), now, zero);
        }
        for (int v = 0; v < PAYBACK_GROUP; v++) put_reals(out + k + v * WIDTH, moment_of(last[v], years, zero));
    }
}

static void evaluate_payback_years(const Plan *plan, const Flow *flow, double *restrict out) {
    payback(plan, flow->net, 0, out);
}

static void evaluate_discounted_payback_years(const Plan *plan, const Flow *flow, double *restrict out) {
    payback(plan, flow->net, plan->discount_factor, out);
}

static void evaluate_peak_funding(const Plan *plan, const Flow *flow, double *restrict out) {
    for (size_t k = 0; k < TILE; k += GROUP_LANES) {
        Reals cumulative[GROUP], peak[GROUP];
        for (int v = 0; v < GROUP; v++) cumulative[v] = peak[v] = reals_of(0);
        for (uint32_t t = 0; t < plan->period_count; t++) {
            const double *row = flow->net + (size_t)t * TILE + k;
            for (int v = 0; v < GROUP; v++) {
                cumulative[v] += reals_at(row + v * WIDTH);
                peak[v] = pick(-cumulative[v] > peak[v], -cumulative[v], peak[v]);
            }
        }
        for (int v = 0; v < GROUP; v++) put_reals(out + k + v * WIDTH, peak[v]);
    }
}

static const char *why_no_payback(const Plan *plan, const double *net, double value) {
    (void)plan, (void)net;
    return value > 0 ? "not paid back within the horizon"
                     : "the cumulative flow is never negative: nothing to pay back";
}

const Figure figure_payback_years = {
    .name = "payback_years",
    .label = "Payback",
    .names = { "Payback" },
    .meaning =
        "The time from the start of the first period until the cumulative cash flow reaches zero and stays there, "
        "undiscounted.",
    .unit = UNIT_YEARS,
    .by_default = true,
    .is_payback = true,
    .evaluate = evaluate_payback_years,
    .why_missing = why_no_payback,
};
FIGURE_IN_READINGS(payback_years, "Payback", .unit = UNIT_YEARS, .is_payback = true, .evaluate = evaluate_payback_years,
    .why_missing = why_no_payback)
const Figure figure_discounted_payback_years = {
    .name = "discounted_payback_years",
    .label = "Discounted payback",
    .names = { "Discounted payback" },
    .meaning = "Payback in discounted amounts: when income and savings have repaid the spending, with interest at the "
               "discount rate.",
    .unit = UNIT_YEARS,
    .by_default = true,
    .is_payback = true,
    .evaluate = evaluate_discounted_payback_years,
    .why_missing = why_no_payback,
};
FIGURE_IN_READINGS(discounted_payback_years, "Discounted payback", .unit = UNIT_YEARS, .is_payback = true,
    .evaluate = evaluate_discounted_payback_years, .why_missing = why_no_payback)
const Figure figure_peak_funding = {
    .name = "peak_funding",
    .label = "Peak funding",
    .names = { "Peak funding" },
    .meaning =
        "The lowest point of the cumulative cash flow: the largest sum to finance at any one time, undiscounted.",
    .unit = UNIT_MONEY,
    .by_default = true,
    .evaluate = evaluate_peak_funding,
};
FIGURE_IN_READINGS(peak_funding, "Peak funding", .unit = UNIT_MONEY, .evaluate = evaluate_peak_funding)

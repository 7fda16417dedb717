/* When the money is back, and how much is out at most. */
#include "evaluate/figure_table.h"

/* The moment after which the cumulative flow stays ≥ 0, in years: +∞ when it never does, −∞ when it was never below 0.
   Spread: flow t runs evenly over (t, t + 1). Points: flow t stands at t, straight lines between, so a period sooner. */
static void payback(const Plan *plan, const double *restrict net, const double *factor, double *restrict out) {
    const double years = (double)plan->months_per_period / 12;
    const double sooner = plan->payback_at_points ? 1 : 0;
    const double zero = -plan->zero_money;
    /* The last crossing is kept as what was owed before it, what came in, and when that period began. One statement a
       loop: compilers make branches of more, and then no vectors. */
    double cumulative[LANES], flow[LANES], owed[LANES], received[LANES], begins[LANES];
    for (int k = 0; k < LANES; k++) {
        cumulative[k] = owed[k] = 0;
        received[k] = 1;
        begins[k] = -__builtin_inf();
    }

    for (uint32_t t = 0; t < plan->period_count; t++) {
        const double *restrict row = net + (size_t)t * LANES;
        const double weight = factor ? factor[t] : 1, now = (double)t - sooner;
        for (int k = 0; k < LANES; k++) flow[k] = weight * row[k];
        for (int k = 0; k < LANES; k++) begins[k] = cumulative[k] < zero ? now : begins[k];
        for (int k = 0; k < LANES; k++) owed[k] = cumulative[k] < zero ? cumulative[k] : owed[k];
        for (int k = 0; k < LANES; k++) received[k] = cumulative[k] < zero ? flow[k] : received[k];
        for (int k = 0; k < LANES; k++) cumulative[k] += flow[k];
    }
    for (int k = 0; k < LANES; k++) {
        const double part = -owed[k] / received[k], moment = begins[k] + (part < 1 ? part : 1);
        out[k] = cumulative[k] < zero ? __builtin_inf() : moment * years;
    }
}

static void evaluate_payback_years(const Plan *plan, const Flow *flow, double *restrict out) {
    payback(plan, flow->net, 0, out);
}

static void evaluate_discounted_payback_years(const Plan *plan, const Flow *flow, double *restrict out) {
    payback(plan, flow->net, plan->discount_factor, out);
}

static void evaluate_peak_funding(const Plan *plan, const Flow *flow, double *restrict out) {
    double cumulative[LANES];
    for (int k = 0; k < LANES; k++) cumulative[k] = out[k] = 0;
    for (uint32_t t = 0; t < plan->period_count; t++) {
        const double *restrict row = flow->net + (size_t)t * LANES;
        for (int k = 0; k < LANES; k++) {
            cumulative[k] += row[k];
            out[k] = -cumulative[k] > out[k] ? -cumulative[k] : out[k];
        }
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

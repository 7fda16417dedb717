/* Present values and what follows from them: Σ discount factor × flow (HM Treasury, The Green Book, 2026, chapter 6). */
#include "base/vector.h"
#include "evaluate/figure_table.h"

static void add_component(const Flow *flow, Component component, double sign, double *restrict out) {
    const double *restrict row = flow->component + (size_t)component * TILE;
    for (int k = 0; k < TILE; k++) out[k] += sign * row[k];
}

static void evaluate_pv_costs(const Plan *plan, const Flow *flow, double *restrict out) {
    (void)plan;
    tile_fill(out, 0);
    add_component(flow, COMPONENT_COST, 1, out);
    add_component(flow, COMPONENT_COST_BIAS, 1, out);
    add_component(flow, COMPONENT_RISK, 1, out);
}

static void evaluate_pv_benefits(const Plan *plan, const Flow *flow, double *restrict out) {
    (void)plan;
    tile_fill(out, 0);
    add_component(flow, COMPONENT_BENEFIT, 1, out);
    add_component(flow, COMPONENT_BENEFIT_BIAS, -1, out);
}

static void evaluate_npv(const Plan *plan, const Flow *flow, double *restrict out) {
    for (size_t k = 0; k < TILE; k += GROUP_LANES) {
        Reals sum[GROUP];
        for (int v = 0; v < GROUP; v++) sum[v] = reals_of(0);
        for (uint32_t t = 0; t < plan->period_count; t++) {
            const double *row = flow->net + (size_t)t * TILE + k;
            const Reals factor = reals_of(plan->discount_factor[t]);
            for (int v = 0; v < GROUP; v++) sum[v] += factor * reals_at(row + v * WIDTH);
        }
        for (int v = 0; v < GROUP; v++) put_reals(out + k + v * WIDTH, sum[v]);
    }
}

static void evaluate_bcr(const Plan *plan, const Flow *flow, double *restrict out) {
    double costs[TILE];
    evaluate_pv_costs(plan, flow, costs);
    evaluate_pv_benefits(plan, flow, out);
    for (int k = 0; k < TILE; k++) out[k] = costs[k] > plan->zero_money ? out[k] / costs[k] : __builtin_nan("");
}

/* Level yearly payment in arrears of the same present value: PV·r ÷ (1 − (1+r)^−n) when the rate is level. */
static void evaluate_eac(const Plan *plan, const Flow *flow, double *restrict out) {
    const double scale = -12.0 / (double)plan->months_per_period / plan->life_factor[flow->option];

    evaluate_npv(plan, flow, out);
    for (int k = 0; k < TILE; k++) out[k] *= scale;
}

static void evaluate_base_npv(const Plan *plan, const Flow *flow, double *restrict out) {
    (void)plan;
    tile_fill(out, 0);
    add_component(flow, COMPONENT_BENEFIT, 1, out);
    add_component(flow, COMPONENT_COST, -1, out);
}

static void evaluate_risk_pv(const Plan *plan, const Flow *flow, double *restrict out) {
    (void)plan;
    tile_fill(out, 0);
    add_component(flow, COMPONENT_RISK, 1, out);
}

static void evaluate_optimism_bias_pv(const Plan *plan, const Flow *flow, double *restrict out) {
    (void)plan;
    tile_fill(out, 0);
    add_component(flow, COMPONENT_COST_BIAS, 1, out);
    add_component(flow, COMPONENT_BENEFIT_BIAS, 1, out);
}

static const char *why_no_bcr(const Plan *plan, const double *net, double value) {
    (void)plan, (void)net, (void)value;
    return "costs are not positive";
}

const Figure figure_npv = {
    .name = "npv",
    .label = "Net present value",
    .names = { "Net present value", "NPV" },
    .meaning = "Present value of benefits less present value of costs: what the option is worth today, in real terms, "
               "compared with the baseline if there is one.",
    .unit = UNIT_MONEY,
    .higher_is_better = true,
    .by_default = true,
    .is_additive = true,
    .sums = { { { FIGURE_PV_BENEFITS, 1 }, { FIGURE_PV_COSTS, -1 } },
        { { FIGURE_BASE_NPV, 1 }, { FIGURE_RISK_PV, -1 }, { FIGURE_OPTIMISM_BIAS_PV, -1 } } },
    .evaluate = evaluate_npv,
};
FIGURE_IN_READINGS(npv, "Net present value", .unit = UNIT_MONEY, .higher_is_better = true, .is_additive = true,
    .sums = { { { FIGURE_PV_BENEFITS, 1 }, { FIGURE_PV_COSTS, -1 } } }, .evaluate = evaluate_npv)
const Figure figure_pv_costs = {
    .name = "pv_costs",
    .label = "Present value of costs",
    .names = { "Present value of costs", "PV of costs" },
    .meaning = "All costs, discounted and added up, with risk and optimism bias if the case has them.",
    .unit = UNIT_MONEY,
    .by_default = true,
    .of_components = true,
    .is_additive = true,
    .evaluate = evaluate_pv_costs,
};
FIGURE_IN_READINGS(pv_costs, "Present value of costs", .unit = UNIT_MONEY, .of_components = true, .is_additive = true,
    .evaluate = evaluate_pv_costs)
const Figure figure_pv_benefits = {
    .name = "pv_benefits",
    .label = "Present value of benefits",
    .names = { "Present value of benefits", "PV of benefits" },
    .meaning = "All benefits, discounted and added up.",
    .unit = UNIT_MONEY,
    .higher_is_better = true,
    .by_default = true,
    .of_components = true,
    .is_additive = true,
    .evaluate = evaluate_pv_benefits,
};
FIGURE_IN_READINGS(pv_benefits, "Present value of benefits", .unit = UNIT_MONEY, .higher_is_better = true,
    .of_components = true, .is_additive = true, .evaluate = evaluate_pv_benefits)
const Figure figure_bcr = {
    .name = "bcr",
    .label = "Benefit-cost ratio",
    .names = { "Benefit-cost ratio", "BCR" },
    .meaning =
        "Present value of benefits divided by present value of costs. Above 1 to 1 the benefits are worth more than "
        "they cost.",
    .unit = UNIT_RATIO,
    .higher_is_better = true,
    .of_components = true,
    .evaluate = evaluate_bcr,
    .why_missing = why_no_bcr,
};
FIGURE_IN_READINGS(bcr, "Benefit-cost ratio", .unit = UNIT_RATIO, .higher_is_better = true, .of_components = true,
    .evaluate = evaluate_bcr, .why_missing = why_no_bcr)
const Figure figure_eac = {
    .name = "eac",
    .label = "Equivalent annual cost",
    .names = { "Equivalent annual cost", "EAC" },
    .meaning = "The equal yearly payment, over the life of what the option buys, that has the same present value. In "
               "brackets it is a gain.",
    .unit = UNIT_MONEY,
    .is_additive = true,
    .evaluate = evaluate_eac,
};
const Figure figure_base_npv = {
    .name = "base_npv",
    .label = "NPV before risk and optimism bias",
    .names = { "Net present value before risk and optimism bias", "NPV before risk and optimism bias" },
    .meaning = "Net present value without the expected cost of risks and without optimism bias.",
    .unit = UNIT_MONEY,
    .higher_is_better = true,
    .of_components = true,
    .is_additive = true,
    .evaluate = evaluate_base_npv,
};
const Figure figure_risk_pv = {
    .name = "risk_pv",
    .label = "Present value of risk",
    .names = { "Present value of risk", "PV of risk", "Risk" },
    .meaning = "Expected cost of the risk register: each risk's chance times its impact, discounted and added up.",
    .is_everyday_word = true,
    .unit = UNIT_MONEY,
    .of_components = true,
    .is_additive = true,
    .evaluate = evaluate_risk_pv,
};
const Figure figure_optimism_bias_pv = {
    .name = "optimism_bias_pv",
    .label = "Present value of optimism bias",
    .names = { "Present value of optimism bias", "PV of optimism bias", "Optimism bias" },
    .meaning =
        "An amount added to costs, and taken off benefits, because past estimates were too hopeful (HM Treasury, "
        "The Green Book, 2026). Shown at present value.",
    .unit = UNIT_MONEY,
    .of_components = true,
    .is_additive = true,
    .evaluate = evaluate_optimism_bias_pv,
};

#include "report/sections/decision/decision.h"

#include <math.h>
#include <string.h>

static double sum_of_row(const BizcaseFinance *finance, BizcaseFinanceRow row, size_t body) {
    double sum = 0;
    for (size_t y = 0; y < finance->year_count; y++) sum += finance->rows[row][body * finance->year_count + y];
    return sum;
}

const BizcaseOutlay *outlay_of(const BizcaseFinance *finance, const char *option) {
    for (size_t i = 0; i < finance->outlay_count; i++)
        if (strcmp(finance->outlays[i].option, option) == 0) return &finance->outlays[i];
    return NULL;
}

static void find_asked(Decision *decision) {
    const BizcaseFinance *finance = decision->briefing->finance;
    const BizcaseOutlay *outlay = outlay_of(finance, decision->briefing->option);
    decision->capital = outlay->capital;
    decision->one_off = outlay->one_off;
    decision->bias_allowance = finance->bias_allowance[0];
    decision->risk_allowance = finance->risk_allowance[0];
    decision->borrowed = sum_of_row(finance, BIZCASE_CAPITAL_BY_BORROWING, 0);
    decision->unfunded = sum_of_row(finance, BIZCASE_CAPITAL_GAP, 0) + sum_of_row(finance, BIZCASE_ONE_OFF_GAP, 0);
}

/* The baseline is worth 0 against itself. */
static void find_rank(Decision *decision) {
    const Briefing *briefing = decision->briefing;
    const BizcaseResult **options = arena_array(briefing->arena, briefing->appraisal->result_count, sizeof *options);
    decision->alternatives = compared_by_npv(briefing, options);
    decision->rank = 1;
    for (size_t i = 0; i < decision->alternatives; i++)
        decision->rank += options[i]->figures[FIGURE_NPV] > decision->npv;
    if (!briefing->versus) return;
    decision->alternatives++;
    decision->rank += decision->npv < 0;
}

static double main_figure(const Briefing *briefing, size_t figure) {
    return plan_figure(briefing, briefing->option, 0, 0, figure);
}

static void find_worth(Decision *decision) {
    const Briefing *briefing = decision->briefing;
    decision->npv = main_figure(briefing, FIGURE_NPV);
    decision->cash_npv = main_figure(briefing, bizcase_figure_in_reading(FIGURE_NPV, BIZCASE_CASH));
    decision->bcr = main_figure(briefing, FIGURE_BCR);
    decision->payback_years = main_figure(briefing, FIGURE_PAYBACK_YEARS);
    find_rank(decision);
}

static void find_sureness(Decision *decision) {
    const Briefing *briefing = decision->briefing;
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    decision->is_uncertain = npv && briefing->simulation->input_count > 0;
    if (!decision->is_uncertain) return;
    decision->mean = npv->mean;
    decision->low = npv->percentiles[AT_P10];
    decision->high = npv->percentiles[AT_P90];
    decision->loss = npv->probability_negative;
    decision->reach = npv->probability_at_least_plan;
    if (briefing->body_count > 1) decision->all_gain = chance_that_all_gain(briefing);
}

static void find_affordability(Decision *decision) {
    const BizcaseFinance *finance = decision->briefing->finance;
    const double *call = finance->rows[BIZCASE_NET_REVENUE];
    size_t worst = 0;
    for (size_t y = 1; y < finance->year_count; y++)
        if (call[y] > call[worst]) worst = y;
    decision->worst_year = call[worst];
    decision->worst_year_name = finance->years[worst];
    if (!finance->envelopes) return;
    const BizcaseEnvelope *envelope = &finance->envelopes[0];
    decision->peak = envelope->plan_peak_cash;
    decision->peak_80 = envelope->peak_cash[SURE_80];
    decision->contingency_80 = envelope->contingency[SURE_80];
    decision->over_plan = envelope->ever_above_plan;
}

static const BizcaseSwitchingRow *switching_of(const BizcaseSensitivity *study, const char *lever) {
    for (size_t i = 0; i < study->switching_count; i++)
        if (strcmp(study->levers[study->switching[i].lever].name, lever) == 0) return &study->switching[i];
    return NULL;
}

static void find_turns(const BizcaseSensitivity *study, const char *lever, double *to_zero, double *to_other) {
    const BizcaseSwitchingRow *row = switching_of(study, lever);
    if (!row) return;
    *to_zero = row->npv_zero[0].change;
    *to_other = row->other_is_best[0].change;
}

static void find_delay(Decision *decision, const BizcaseSensitivity *study) {
    for (size_t i = 0; i < study->delay_count; i++) {
        const double cost = study->delays[i].per_month[0];
        if (cost > decision->month_of_delay) decision->month_of_delay = cost;
    }
}

/* The case's own tests go before those that every case is asked. */
static const BizcaseChallenge *worst_test(const BizcaseSensitivity *study) {
    const BizcaseChallenge *worst = NULL;
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        if (row->volumes_stay) continue;
        if (!worst || (row->built_in < worst->built_in) ||
            (row->built_in == worst->built_in && row->npv[0] < worst->npv[0]))
            worst = row;
    }
    return worst;
}

static void find_changes(Decision *decision) {
    const BizcaseSensitivity *study = decision->briefing->sensitivity;
    if (!study) return;
    find_turns(study, "costs", &decision->costs_to_zero, &decision->costs_to_other);
    find_turns(study, "benefits", &decision->benefits_to_zero, &decision->benefits_to_other);
    find_delay(decision, study);
    decision->worst_test = worst_test(study);
}

/* Tables are in millions once the largest sum is one. */
static void choose_unit(Decision *decision) {
    static const NumberStyle millions = { .prefix = "", .suffix = "", .divisor = 1e6, .decimals = 1 };
    const Briefing *briefing = decision->briefing;
    const double largest = fmax(decision->capital[0] + decision->one_off[0], fabs(decision->npv));
    const bool is_large = largest >= 1e6;
    decision->money = is_large ? millions : briefing->money;
    decision->unit =
        is_large ? arena_format(briefing->arena, "%sm", briefing->the_case->settings.currency) : briefing->money_unit;
}

Decision decision_of(const Briefing *briefing) {
    Decision decision = { .briefing = briefing,
        .mean = NAN,
        .low = NAN,
        .high = NAN,
        .loss = NAN,
        .reach = NAN,
        .all_gain = NAN,
        .peak = NAN,
        .peak_80 = NAN,
        .contingency_80 = NAN,
        .over_plan = NAN,
        .costs_to_zero = NAN,
        .costs_to_other = NAN,
        .benefits_to_zero = NAN,
        .benefits_to_other = NAN };
    find_asked(&decision);
    find_worth(&decision);
    find_sureness(&decision);
    find_affordability(&decision);
    find_changes(&decision);
    choose_unit(&decision);
    return decision;
}

/* --- numbers in sentences ------------------------------------------------------------------------------------------- */

static NumberStyle page_style(const Decision *decision, double amount) {
    const double size = fabs(amount);
    NumberStyle style = { .prefix = decision->briefing->the_case->settings.currency, .suffix = "", .divisor = 1 };
    if (size >= 999.5e6)
        style.suffix = "bn", style.divisor = 1e9, style.decimals = 1;
    else if (size >= 999.5e3)
        style.suffix = "m", style.divisor = 1e6, style.decimals = 1;
    else if (size >= 9995)
        style.suffix = "k", style.divisor = 1e3;
    return style;
}

const char *amount_text(const Decision *decision, double amount) {
    return isnan(amount) ? "not known"
                         : number_in_words(decision->briefing->arena, amount, page_style(decision, amount));
}

const char *gain_text(const Decision *decision, double amount) {
    const bool is_gain = amount >= style_step(page_style(decision, amount)) / 2;
    return arena_format(decision->briefing->arena, "%s%s", is_gain ? "+" : "", amount_text(decision, amount));
}

const char *shift_in_words(const Decision *decision, double part) {
    const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01 };
    return arena_format(decision->briefing->arena, "%s%s", part < 0 ? "\u2212" : "+",
        number_text(decision->briefing->arena, fabs(part), percent));
}

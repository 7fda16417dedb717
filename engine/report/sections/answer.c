/* The answer in words: what it is worth, how sure that is, when it pays back, and to whom it falls. */
#include "report/sections/contents.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/sections/appraisal/line_words.h"
#include "report/sections/case_data.h"
#include "report/sections/stakes.h"
#include "report/sections/whose_money.h"
#include "study/simulation/interval.h"

static const char *who_together(const Briefing *briefing) {
    if (briefing->body_count == 1) return "";
    return party_text(briefing->arena, briefing->the_case,
        briefing->body_count == 3 ? " for both {parties} together" : " for all {parties} together");
}

/* "\"A\" is the preferred option. Compared with \"B\", its", "The": what the net present value belongs to. */
static const char *whose_value(const Briefing *briefing) {
    const char *option = option_name(briefing->the_case, briefing->option);
    const char *preferred =
        briefing->option_is_preferred ? arena_format(briefing->arena, "\"%s\" is the preferred option. ", option) : "";
    const char *compared = briefing->versus ? arena_format(briefing->arena, "Compared with \"%s\", ",
                                                  option_name(briefing->the_case, briefing->versus))
                                            : "";
    const char *whose =
        *preferred ? (*compared ? "its net present value" : "Its net present value")
                   : arena_format(briefing->arena, "%s net present value of \"%s\"", *compared ? "the" : "The", option);
    return arena_format(briefing->arena, "%s%s%s", preferred, compared, whose);
}

static const char *worth_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    double bcr = plan_figure(briefing, briefing->option, 0, 0, FIGURE_BCR);
    NumberStyle style = briefing->headline;
    Casting ignored;
    const double *rounded = rounded_plan(briefing, briefing->option, &ignored);
    const double npv = rounded[FIGURE_NPV * briefing->body_count],
                 costs = rounded[FIGURE_PV_COSTS * briefing->body_count];
    const char *saves = costs < 0 ? "and costs that fall by" : "less costs of";
    const char *text = arena_format(arena, "%s is %s%s: benefits of %s %s %s.", whose_value(briefing),
        number_in_words(arena, npv, style), who_together(briefing),
        number_in_words(arena, rounded[FIGURE_PV_BENEFITS * briefing->body_count], style), saves,
        number_in_words(arena, fabs(costs), style));
    if (npv < 0) text = arena_format(arena, "%s It costs more than it brings.", text);
    if (avoided_text(briefing)) text = arena_format(arena, "%s %s", text, avoided_text(briefing));
    if (isnan(bcr)) return text;
    return arena_format(arena, "%s Each %s1 of net cost brings %s of benefit.", text,
        briefing->the_case->settings.currency,
        number_in_words(arena, bcr,
            (NumberStyle){
                .prefix = briefing->the_case->settings.currency, .suffix = "", .divisor = 1, .decimals = 2 }));
}

static const char *payback_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const BizcaseResult *joint = plan_result(briefing, 0, 0);
    const double years = plan_figure(briefing, briefing->option, 0, 0, FIGURE_PAYBACK_YEARS),
                 funding = plan_figure(briefing, briefing->option, 0, 0, FIGURE_PEAK_FUNDING);
    const char *text = payback_sentence(briefing, "", years, joint ? joint->notes[FIGURE_PAYBACK_YEARS] : NULL);
    if (isnan(funding) || (funding <= 0 && isnan(years))) return text;
    if (funding <= 0) return arena_format(arena, "%s It needs no funding ahead of its benefits.", text);
    return arena_format(arena, "%s %s needs up to %s of funding, before discounting.", text,
        isnan(years) ? "It" : "Until then it", headline_text(briefing, funding));
}

/* Net present values of councils, and those of them that it is about. */
typedef struct Told {
    const double *exact, *rounded; /* [body] */
    size_t *bodies, count;
} Told;

/* "Cheshire East £1.20m (51%) and Cheshire West £1.15m (49%)": per cents that add up. */
static const char *with_shares_text(const Briefing *briefing, const Told *told) {
    Arena *arena = briefing->arena;
    const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01 };
    const char **texts = arena_array(arena, told->count, sizeof *texts);
    double *share = arena_array(arena, told->count, sizeof *share);
    Casting ignored = { 0 };
    for (size_t i = 0; i < told->count; i++) share[i] = told->exact[told->bodies[i]] / told->exact[0];
    round_list(arena, share, told->count, 1, style_step(percent), &ignored);
    for (size_t i = 0; i < told->count; i++)
        texts[i] = arena_format(arena, "%s %s (%s)", body_name(briefing, told->bodies[i]),
            headline_text(briefing, told->rounded[told->bodies[i]]), number_in_words(arena, share[i], percent));
    return names_in_a_row(arena, texts, told->count);
}

/* "Cheshire East loses £1.20m and Cheshire West breaks even" */
static const char *with_verb_text(const Briefing *briefing, const Told *told, const char *verb) {
    Arena *arena = briefing->arena;
    const char **texts = arena_array(arena, told->count, sizeof *texts);
    for (size_t i = 0; i < told->count; i++) {
        const double npv = told->rounded[told->bodies[i]];
        const char *name = body_name(briefing, told->bodies[i]);
        texts[i] = npv == 0 ? arena_format(arena, "%s breaks even", name)
                            : arena_format(arena, "%s %s %s", name, verb, headline_text(briefing, fabs(npv)));
    }
    return names_in_a_row(arena, texts, told->count);
}

/* "In the plan both councils gain: …", "In the plan A gains £1.20m, but B loses £0.10m." */
static const char *shares_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const size_t bodies = briefing->body_count;
    const char *without = no_stake_text(briefing, READING_WHOLE);
    double *exact = arena_array(arena, bodies, sizeof *exact);
    for (size_t b = 0; b < bodies; b++) exact[b] = plan_figure(briefing, briefing->option, b, 0, FIGURE_NPV);
    Casting amounts = { 0 };
    const double *rounded = round_bodies(briefing, exact, &amounts);
    Told gaining = { exact, rounded, arena_array(arena, bodies, sizeof(size_t)), 0 };
    Told losing = { exact, rounded, arena_array(arena, bodies, sizeof(size_t)), 0 };
    for (size_t b = next_body(briefing, 0); b < bodies; b = next_body(briefing, b)) {
        Told *told = exact[b] > 0 ? &gaining : &losing;
        told->bodies[told->count++] = b;
    }
    const char *all = without              ? "every {party} with a stake gains"
                      : gaining.count == 2 ? "both {parties} gain"
                                           : "every {party} gains";
    const char *text =
        gaining.count && losing.count
            ? arena_format(arena, "In the plan %s, but %s.", with_verb_text(briefing, &gaining, "gains"),
                  with_verb_text(briefing, &losing, "loses"))
            : arena_format(arena, "In the plan %s: %s.",
                  party_text(arena, briefing->the_case, losing.count ? "no {party} gains" : all),
                  losing.count ? with_verb_text(briefing, &losing, "loses") : with_shares_text(briefing, &gaining));
    if (amounts.totals_apart) text = arena_format(arena, "%s Rounded figures may not add up.", text);
    return without ? arena_format(arena, "%s %s", text, without) : text;
}

/* "The chance of a loss is 12%, about 1 in 8." */
static const char *chance_of_loss(Arena *arena, double probability) {
    if (probability == 0) return "No outcome makes a loss.";
    const char *odds = odds_text(arena, probability);
    return arena_format(arena, "The chance of a loss is %s%s%s.", chance_text(arena, probability),
        odds ? ", about " : "", odds ? odds : "");
}

/* " Only 36% of outcomes are as good as the plan." */
static const char *reach_sentence(Arena *arena, double probability) {
    const char *reach = reach_text(arena, probability);
    return reach ? arena_format(arena, " %s.", sentence_text(arena, reach)) : "";
}

/* How many outcomes the figures are from, and how near they bring the average to that of all that could come. */
static const char *outcomes_text(const Briefing *briefing, const BizcaseDistribution *npv) {
    Arena *arena = briefing->arena;
    const char *trials = count_text(arena, briefing->simulation->trials);
    if (isnan(npv->standard_error))
        return arena_format(
            arena, "These figures come from %s simulated outcomes, too few to say how exact they are.", trials);
    return arena_format(arena,
        "These figures come from %s simulated outcomes, which put the average within ±%s (95%%).", trials,
        money_text(
            briefing, round_to_two_figures(half_width_95(npv->standard_error, briefing->simulation->randomisations))));
}

static const char *loss_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    if (!npv) return NULL;
    if (!briefing->simulation->input_count) return "Nothing in this case is uncertain: every outcome is the same.";
    if (briefing->simulation->trials == 1)
        return arena_format(arena, "One outcome was simulated. Its net present value is %s. It cannot show a spread.",
            headline_text(briefing, npv->mean));
    return arena_format(arena,
        "%s%s The average net present value is %s. In 8 outcomes out of 10 the value is between %s and %s. %s",
        chance_of_loss(arena, npv->probability_negative), reach_sentence(arena, npv->probability_at_least_plan),
        headline_text(briefing, npv->mean), headline_text(briefing, npv->percentiles[AT_P10]),
        headline_text(briefing, npv->percentiles[AT_P90]), outcomes_text(briefing, npv));
}

static const char *agreement_text(const Briefing *briefing) {
    if (briefing->body_count == 1 || !briefing->simulation->input_count) return NULL;
    const double all_gain = chance_that_all_gain(briefing);
    if (isnan(all_gain)) return NULL;
    return arena_format(briefing->arena, "The chance that %s is %s.",
        party_text(briefing->arena, briefing->the_case,
            briefing->body_count == 3 && shown_body_count(briefing) == 3 ? "both {parties} gain"
                                                                         : "every {party} gains"),
        chance_text(briefing->arena, all_gain));
}

static const char *odd_npv_text(const Briefing *briefing) {
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    return npv ? odd_trials_text(briefing->arena, npv->not_finite, briefing->simulation->trials) : NULL;
}

static const char *payback_chance_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const BizcaseDistribution *payback = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_PAYBACK_YEARS);
    if (!payback || isnan(payback->probability_within_horizon) || !briefing->simulation->input_count) return NULL;
    double middle = payback->percentiles[AT_P50];
    const char *text = arena_format(arena, "The chance that it pays back by the end of %s is %s",
        case_period_text(arena, &briefing->the_case->settings, briefing->the_case->settings.period_count - 1),
        chance_text(arena, payback->probability_within_horizon));
    if (isnan(middle)) return arena_format(arena, "%s.", text);
    return arena_format(arena, "%s. Half of the outcomes pay back by %s.", text, payback_date(briefing, middle));
}

/* "The discount rate is 3.5% a year", "The discount rate starts at 3.5% a year and follows the Green Book" */
static const char *rate_text(const Briefing *briefing) {
    const Schedule *schedule = &briefing->the_case->settings.discount;
    NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 2 };
    const char *rate =
        number_in_words(briefing->arena, schedule->band_count ? schedule->rate_per_year[0] : NAN, percent);
    if (schedule->band_count == 1) return arena_format(briefing->arena, "The discount rate is %s a year", rate);
    return arena_format(briefing->arena, "The discount rate starts at %s a year and follows %s", rate,
        schedule->words ? schedule->words : arena_format(briefing->arena, "the schedule \"%s\"", schedule->name));
}

/* "with the expected cost of risks and with optimism bias" */
static const char *allowances_text(const Briefing *briefing) {
    const Settings *settings = &briefing->the_case->settings;
    const bool risk = settings->risk_in_plan && briefing->the_case->risk_count > 0;
    if (risk && settings->optimism_bias_in_plan) return ", and adds the expected cost of risks and optimism bias";
    return risk                              ? ", and adds the expected cost of risks"
           : settings->optimism_bias_in_plan ? ", and adds optimism bias"
                                             : "";
}

static const char *basis_text(const Briefing *briefing) {
    const int length = briefing->the_case->settings.start.length_months;
    const char *const timings[] = { [DISCOUNT_START] = length == 12  ? "The first year is not discounted"
                                                       : length == 3 ? "The first quarter is not discounted"
                                                                     : "The first month is not discounted",
        [DISCOUNT_MID] = "Discounting counts from the middle of each period",
        [DISCOUNT_END] = "Discounting counts from the end of each period" };
    Arena *arena = briefing->arena;
    const Settings *settings = &briefing->the_case->settings;
    Period base = { .first_month = settings->price_base_month, .length_months = settings->start.length_months };
    return arena_format(arena,
        "The case covers %s to %s at %s prices. %s. %s. The plan takes each uncertain input at its central value%s. %s",
        case_period_text(arena, settings, 0), case_period_text(arena, settings, settings->period_count - 1),
        period_text(arena, base), rate_text(briefing), timings[settings->discount_timing], allowances_text(briefing),
        sign_convention);
}

/* The plan's net present value with what the trials hold; NaN where it holds the same. */
static double npv_as_trials(const Briefing *briefing) {
    const BizcaseSimulation *simulation = briefing->simulation;
    return simulation && simulation->plan_on_trials_basis ? simulation->plan_on_trials_basis[0] : NAN;
}

static bool signs_differ(const Briefing *briefing) {
    const double plan = plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV), as_trials = npv_as_trials(briefing);
    return (plan < 0 && as_trials > 0) || (plan > 0 && as_trials < 0);
}

/* Where plan and trials differ in what they hold a reader finds that they contradict each other. */
static const char *difference_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const Settings *settings = &briefing->the_case->settings;
    if (isnan(npv_as_trials(briefing))) return NULL;
    const bool in_trials = settings->optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS;
    const char *what = "";
    if (settings->optimism_bias_in_plan && !in_trials)
        what = arena_format(arena, "The plan includes %s for optimism bias, and the simulation leaves it out. ",
            headline_text(briefing, plan_figure(briefing, briefing->option, 0, 0, FIGURE_OPTIMISM_BIAS_PV)));
    if (!settings->optimism_bias_in_plan && in_trials)
        what = "The simulation includes optimism bias, and the plan leaves it out. ";
    if (!settings->risk_in_plan && briefing->the_case->risk_count > 0)
        what = arena_format(arena, "%sThe simulation includes the risk register, and the plan leaves it out. ", what);
    const char *compared =
        !signs_differ(briefing)
            ? "average outcome with that"
            : arena_format(arena, "chance of a loss with that, not with %s",
                  headline_text(briefing, plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV)));
    return arena_format(arena, "%sOn the simulation's basis the plan's net present value is %s. Compare the %s.", what,
        headline_text(briefing, npv_as_trials(briefing)), compared);
}

static void add_if_any(const Briefing *briefing, Section *section, const char *text) {
    if (text) section_paragraph(briefing->document, section, text);
}

void answer_section(const Briefing *briefing) {
    Section *section = document_section(briefing->document, "The answer");
    if (signs_differ(briefing)) add_if_any(briefing, section, difference_text(briefing));
    add_if_any(briefing, section, worth_text(briefing));
    add_if_any(briefing, section, choice_of_option_text(briefing));
    if (briefing->body_count > 1) add_if_any(briefing, section, shares_text(briefing));
    add_if_any(briefing, section, shift_text(briefing));
    if (briefing->simulation) {
        add_if_any(briefing, section, loss_text(briefing));
        add_if_any(briefing, section, odd_npv_text(briefing));
        if (!signs_differ(briefing)) add_if_any(briefing, section, difference_text(briefing));
        add_if_any(briefing, section, agreement_text(briefing));
    }
    add_if_any(briefing, section, payback_text(briefing));
    if (briefing->simulation) add_if_any(briefing, section, payback_chance_text(briefing));
    add_if_any(briefing, section, whose_money_text(briefing));
    add_if_any(briefing, section, cash_text(briefing));
    add_if_any(briefing, section, basis_text(briefing));
}

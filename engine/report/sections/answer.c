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

/* "\"Shared cloud\" (preferred) against \"Do minimum\"" */
static const char *what_is_told(const Briefing *briefing) {
    const char *option = option_name(briefing->the_case, briefing->option);
    const char *role = briefing->option_is_preferred ? ", the preferred option" : "";
    if (!briefing->versus) return arena_format(briefing->arena, "\"%s\"%s", option, role);
    return arena_format(
        briefing->arena, "\"%s\"%s, against \"%s\"", option, role, option_name(briefing->the_case, briefing->versus));
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
    const char *text =
        arena_format(arena, "%s: the plan's net present value is %s%s (benefits of %s %s %s, at present value).",
            what_is_told(briefing), number_text(arena, npv, style), who_together(briefing),
            number_text(arena, rounded[FIGURE_PV_BENEFITS * briefing->body_count], style), saves,
            number_text(arena, fabs(costs), style));
    if (npv < 0) text = arena_format(arena, "%s It costs more than it brings.", text);
    if (avoided_text(briefing)) text = arena_format(arena, "%s %s", text, avoided_text(briefing));
    if (isnan(bcr)) return text;
    return arena_format(arena, "%s Each %s1 of net cost brings %s of benefit.", text,
        briefing->the_case->settings.currency,
        number_text(arena, bcr,
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
    return arena_format(arena, "%s %s needs funding of up to %s, undiscounted.", text,
        isnan(years) ? "It" : "On the way it", number_text(arena, funding, briefing->headline));
}

/* "In the plan both gain", or who does not; and who has nothing to gain or lose. */
static const char *gainers_text(const Briefing *briefing, const double *npv) {
    Arena *arena = briefing->arena;
    const Case *the_case = briefing->the_case;
    const char *without = no_stake_text(briefing, READING_WHOLE);
    size_t losers = 0, parties = 0;
    const char **losing = arena_array(arena, briefing->body_count, sizeof *losing);
    for (size_t b = next_body(briefing, 0); b < briefing->body_count; b = next_body(briefing, b)) {
        parties++;
        if (npv[b] <= 0) losing[losers++] = body_name(briefing, b);
    }
    const char *text = losers == parties ? party_text(arena, the_case, "In the plan no {party} gains.")
                       : losers          ? arena_format(arena, "In the plan %s %s not gain.",
                                               names_in_a_row(arena, losing, losers), losers == 1 ? "does" : "do")
                       : without         ? party_text(arena, the_case, "In the plan every {party} with a stake gains.")
                       : parties == 2    ? "In the plan both gain."
                                         : party_text(arena, the_case, "In the plan every {party} gains.");
    return without ? arena_format(arena, "%s %s", text, without) : text;
}

/* "Of this … Cheshire East has £1.20m (51%)": amounts as in the tables, per cents that add up. */
static const char *shares_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    size_t councils = briefing->body_count - 1;
    double *npv = arena_array(arena, 1 + councils, sizeof *npv),
           *share = arena_array(arena, 1 + councils, sizeof *share);
    bool all_positive = true;
    for (size_t b = 0; b <= councils; b++) {
        npv[b] = plan_figure(briefing, briefing->option, b, 0, FIGURE_NPV);
        share[b] = npv[b] / npv[0];
        all_positive = all_positive && npv[b] >= 0;
    }
    const char *gainers = gainers_text(briefing, npv);
    NumberStyle style = briefing->headline, percent = { .prefix = "", .suffix = "%", .divisor = 0.01 };
    Casting shares = { 0 }, amounts = { 0 };
    round_list(arena, share + 1, councils, 1, style_step(percent), &shares);
    round_headlines(npv, 1 + councils, style_step(style), &amounts);
    const char *text = "Of this net present value";
    const size_t first = next_body(briefing, 0);
    for (size_t b = first; b <= councils; b = next_body(briefing, b)) {
        const char *joint = b == first ? "" : next_body(briefing, b) > councils ? " and" : ",";
        text =
            arena_format(arena, "%s%s %s has %s", text, joint, body_name(briefing, b), headline_text(briefing, npv[b]));
        if (all_positive && npv[0] > 0)
            text = arena_format(arena, "%s (%s)", text, number_text(arena, share[b], percent));
    }
    return arena_format(
        arena, "%s.%s %s", text, amounts.totals_apart ? " Rounded figures may not add up." : "", gainers);
}

/* " Only 36% of trials reach the plan." */
static const char *reach_sentence(Arena *arena, double probability) {
    const char *reach = reach_text(arena, probability);
    return reach ? arena_format(arena, " %s.", sentence_text(arena, reach)) : "";
}

static const char *loss_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    if (!npv) return NULL;
    const double *percentiles = npv->percentiles;
    double p10 = percentiles[2], p90 = percentiles[7];
    NumberStyle style = briefing->headline;
    const char *chance = npv->probability_negative > 0 ? arena_format(arena, "The chance of a loss is %s",
                                                             chance_text(arena, npv->probability_negative))
                                                       : "No trial makes a loss";
    if (!briefing->simulation->input_count) return "Nothing in this case is uncertain: every trial gives the same.";
    const bool is_one = briefing->simulation->trials == 1;
    const char *spread = is_one ? ""
                                : arena_format(arena, " Eight trials in ten lie between %s and %s (P10 and P90).",
                                      number_text(arena, p10, style), number_text(arena, p90, style));
    const char *sure =
        is_one ? ". One trial has no spread, and so no standard error"
        : isnan(npv->standard_error)
            ? "; how near the true mean that is, so few trials do not say"
            : arena_format(arena, "; this is within about ±%s of the true mean (95%%)",
                  money_text(briefing,
                      round_to_two_figures(half_width_95(npv->standard_error, briefing->simulation->randomisations))));
    return arena_format(arena, "%s (joint net present value below zero, %s %s).%s %s %s%s.%s", chance,
        count_text(arena, briefing->simulation->trials), is_one ? "trial" : "trials",
        reach_sentence(arena, npv->probability_at_least_plan), is_one ? "The trial gives" : "The average trial gives",
        number_text(arena, npv->mean, style), sure, spread);
}

static const char *agreement_text(const Briefing *briefing) {
    if (briefing->body_count == 1 || !briefing->simulation->input_count) return NULL;
    for (size_t i = 0; i < briefing->simulation->agreement_count; i++) {
        const BizcaseAgreement *agreement = &briefing->simulation->agreements[i];
        if (strcmp(agreement->option, briefing->option) != 0 || !agreement->versus != !briefing->versus) continue;
        return arena_format(briefing->arena, "The chance that %s is %s.",
            party_text(briefing->arena, briefing->the_case,
                briefing->body_count == 3 && shown_body_count(briefing) == 3 ? "both {parties} gain"
                                                                             : "every {party} gains"),
            chance_text(briefing->arena, agreement->all_councils_gain));
    }
    return NULL;
}

static const char *odd_npv_text(const Briefing *briefing) {
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    return npv ? odd_trials_text(briefing->arena, npv->not_finite, briefing->simulation->trials) : NULL;
}

static const char *payback_chance_text(const Briefing *briefing) {
    Arena *arena = briefing->arena;
    const BizcaseDistribution *payback = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_PAYBACK_YEARS);
    if (!payback || isnan(payback->probability_within_horizon) || !briefing->simulation->input_count) return NULL;
    double middle = payback->percentiles[4];
    const char *text = arena_format(arena, "The chance that it pays back by the end of %s is %s",
        case_period_text(arena, &briefing->the_case->settings, briefing->the_case->settings.period_count - 1),
        chance_text(arena, payback->probability_within_horizon));
    if (isnan(middle)) return arena_format(arena, "%s.", text);
    return arena_format(arena, "%s; half of the trials have paid back by %s.", text, payback_date(briefing, middle));
}

/* "at 3.5% a year", "by the schedule green-book, which starts at 3.5% a year" */
static const char *rate_text(const Briefing *briefing) {
    const Schedule *schedule = &briefing->the_case->settings.discount;
    NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 2 };
    const char *rate = number_text(briefing->arena, schedule->band_count ? schedule->rate_per_year[0] : NAN, percent);
    if (schedule->band_count == 1) return arena_format(briefing->arena, "at %s a year", rate);
    return arena_format(briefing->arena, "by the schedule %s, which starts at %s a year", schedule->name, rate);
}

static const char *basis_text(const Briefing *briefing) {
    const int length = briefing->the_case->settings.start.length_months;
    const char *const timings[] = { [DISCOUNT_START] = length == 12  ? "the first year is not discounted"
                                                       : length == 3 ? "the first quarter is not discounted"
                                                                     : "the first month is not discounted",
        [DISCOUNT_MID] = "from the middle of each period",
        [DISCOUNT_END] = "from the end of each period" };
    Arena *arena = briefing->arena;
    const Settings *settings = &briefing->the_case->settings;
    Period base = { .first_month = settings->price_base_month, .length_months = settings->start.length_months };
    return arena_format(arena,
        "Basis: %s to %s, in real terms at %s prices, discounted %s (%s). The plan takes every uncertain input at its "
        "central value%s%s. %s",
        case_period_text(arena, settings, 0), case_period_text(arena, settings, settings->period_count - 1),
        period_text(arena, base), rate_text(briefing), timings[settings->discount_timing],
        settings->risk_in_plan && briefing->the_case->risk_count ? ", with the expected cost of the risk register" : "",
        settings->optimism_bias_in_plan ? ", with optimism bias where lines have it" : "", sign_convention);
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
        what = arena_format(arena, "the plan has optimism bias of %s (present value) and the trials have none",
            headline_text(briefing, plan_figure(briefing, briefing->option, 0, 0, FIGURE_OPTIMISM_BIAS_PV)));
    if (!settings->optimism_bias_in_plan && in_trials) what = "the trials have optimism bias and the plan has none";
    if (!settings->risk_in_plan && briefing->the_case->risk_count > 0)
        what =
            arena_format(arena, "%s%sthe trials have the risk register and the plan does not", what, *what ? "; " : "");
    const char *text = arena_format(arena,
        "The plan and the trials do not count the same things: %s. With what the trials have, the plan's net "
        "present value is %s",
        what, headline_text(briefing, npv_as_trials(briefing)));
    if (!signs_differ(briefing)) return arena_format(arena, "%s.", text);
    return arena_format(arena, "%s, not %s: compare the chance of a loss with that figure.", text,
        headline_text(briefing, plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV)));
}

static void add_if_any(const Briefing *briefing, Section *section, const char *text) {
    if (text) section_paragraph(briefing->document, section, text);
}

void answer_section(const Briefing *briefing) {
    Section *section = document_section(briefing->document, "The answer");
    if (signs_differ(briefing)) add_if_any(briefing, section, difference_text(briefing));
    add_if_any(briefing, section, worth_text(briefing));
    add_if_any(briefing, section, choice_of_option_text(briefing));
    if (briefing->simulation) {
        add_if_any(briefing, section, loss_text(briefing));
        add_if_any(briefing, section, odd_npv_text(briefing));
        if (!signs_differ(briefing)) add_if_any(briefing, section, difference_text(briefing));
    }
    add_if_any(briefing, section, payback_text(briefing));
    add_if_any(briefing, section, whose_money_text(briefing));
    add_if_any(briefing, section, cash_text(briefing));
    if (briefing->simulation) add_if_any(briefing, section, payback_chance_text(briefing));
    if (briefing->body_count > 1) add_if_any(briefing, section, shares_text(briefing));
    add_if_any(briefing, section, shift_text(briefing));
    if (briefing->simulation) add_if_any(briefing, section, agreement_text(briefing));
    add_if_any(briefing, section, basis_text(briefing));
}

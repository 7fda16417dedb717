/* Tables of a simulation: plan and trials side by side, payback, programmes. */
#include "report/sections/contents.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "report/document/missing_statistics.h"
#include "report/sections/case_data.h"
#include "study/simulation/interval.h"

static void spread_columns(const Briefing *briefing, Section *section) {
    static const char *const headings[] = { "Plan", "Mean", "± (95%)", "P10", "P50", "P90", "Chance below 0",
        "Plan or better" };
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        grid_column(briefing->document, section, headings[i], ALIGN_RIGHT);
}

/* Of a payback: over the trials in which it comes, with how many those are; a few of them say nothing of the others. */
static const char *payback_mean(const Briefing *briefing, const BizcaseDistribution *payback, NumberStyle style) {
    const double paid_back = payback->probability_within_horizon - payback->probability_never_negative;
    const char *mean = number_text(briefing->arena, payback->mean, style);
    if (!payback_has_mean(payback)) return "n/a";
    return paid_back == 1 ? mean
                          : arena_format(briefing->arena, "%s (in %s)", mean, chance_text(briefing->arena, paid_back));
}

/* A payback that is no date is before or after all of them. */
static const char *payback_percentile(
    const Briefing *briefing, const BizcaseDistribution *payback, size_t percentile, NumberStyle style) {
    const double years = payback->percentiles[percentile];
    if (!isnan(years)) return number_text(briefing->arena, years, style);
    return payback_is_not_needed(payback, percentile) ? "not needed" : "later";
}

static void add_spread(const Briefing *briefing, Section *section, double plan, double mean,
    const BizcaseDistribution *simulated, NumberStyle style) {
    Document *document = briefing->document;
    const bool is_payback = simulated && bizcase_figure(simulated->figure).is_payback;
    const bool has_mean = simulated && (!is_payback || payback_has_mean(simulated));
    static const size_t percentiles[] = { AT_P10, AT_P50, AT_P90 };
    grid_number(document, section, plan, style);
    if (is_payback)
        grid_text(document, section, payback_mean(briefing, simulated, style));
    else
        grid_number(document, section, mean, style);
    NumberStyle finer = style; /* an error of 0.0 years says nothing */
    if (finer.decimals) finer.decimals++;
    grid_number(document, section,
        simulated && has_mean ? half_width_95(simulated->standard_error, briefing->simulation->randomisations) : NAN,
        finer);
    for (size_t i = 0; i < sizeof percentiles / sizeof percentiles[0]; i++)
        if (is_payback)
            grid_text(document, section, payback_percentile(briefing, simulated, percentiles[i], style));
        else
            grid_number(document, section, simulated ? simulated->percentiles[percentiles[i]] : NAN, style);
}

static double mean_of(const BizcaseDistribution *simulated) {
    return simulated ? simulated->mean : NAN;
}

/* Which digits of the joint net present value the trials do not support; NULL when all that are shown are sure. */
static const char *digits_note(const Briefing *briefing) {
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    if (!npv) return NULL;
    Arena *arena = briefing->arena;
    const size_t randomisations = briefing->simulation->randomisations;
    const double mean = half_width_95(npv->standard_error, randomisations);
    const double low = half_width_95(npv->percentile_errors[AT_P10], randomisations);
    const double high = half_width_95(npv->percentile_errors[AT_P90], randomisations);
    const double widest = fmax(mean, fmax(low, high)), half_step = style_step(briefing->money) / 2;
    if (!(widest > half_step)) return NULL;
    return arena_format(arena,
        "With %s outcomes the joint net present value's mean is within ±%s, its P10 within ±%s and its P90 within ±%s "
        "(95%%). More outcomes would change the last digits.",
        number_text(
            arena, (double)briefing->simulation->trials, (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1 }),
        money_text(briefing, round_to_two_figures(mean)), money_text(briefing, round_to_two_figures(low)),
        money_text(briefing, round_to_two_figures(high)));
}

static void spread_notes(const Briefing *briefing, Section *section) {
    Document *document = briefing->document;
    section_note(document, section,
        party_text(briefing->arena, briefing->the_case,
            "P10, P50 and P90: 1, 5 and 9 outcomes in 10 are below. Percentiles of {parties} or programmes do not add up: "
            "their bad outcomes do not come together."));
    section_note(
        document, section, "± (95%): how exact the mean is, with 95% confidence. More outcomes make it smaller.");
    section_note(document, section,
        "Plan or better: the chance of a figure as good as the plan's before rounding. Lower costs, peak funding and "
        "payback are better, and a payback that never comes is worst.");
    section_note(document, section, arena_format(briefing->arena, "Money is in %s.", briefing->money_words));
    const char *digits = digits_note(briefing);
    if (digits) section_note(document, section, digits);
    const BizcaseDistribution *npv = simulated_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    if (npv && npv->percentile_rank_error > 0)
        section_note(document, section,
            arena_format(
                briefing->arena, "Percentiles are exact to %.1g of the outcomes.", npv->percentile_rank_error));
}

/* A heading row and one for each body; a single row where there is one body. */
static void add_figure_rows(
    const Briefing *briefing, Section *section, size_t index, const double *plan, const double *mean) {
    enum { SPREAD_COLUMNS = 8 };
    Document *document = briefing->document;
    const BizcaseFigure figure = bizcase_figure(index);
    if (!simulated_figure(briefing, briefing->option, 0, 0, index)) return;
    grid_text(document, section, arena_format(briefing->arena, "%s, %s", figure.label, figure_unit(briefing, figure)));
    if (briefing->body_count > 1)
        for (size_t i = 0; i < SPREAD_COLUMNS; i++) grid_text(document, section, "");
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        const BizcaseDistribution *simulated = simulated_figure(briefing, briefing->option, b, 0, index);
        if (b > 0 && figure.reading != BIZCASE_WHOLE && !body_has_stake(briefing, (MoneyReading)figure.reading, b))
            continue;
        if (briefing->body_count > 1)
            grid_text(document, section, arena_format(briefing->arena, "  %s", body_name(briefing, b)));
        add_spread(briefing, section, plan[b], mean[b], simulated, figure_style(briefing, figure));
        bool is_a_loss = figure.higher_is_better && figure.unit != BIZCASE_YEARS;
        grid_text(document, section,
            is_a_loss && simulated ? chance_cell(briefing->arena, simulated->probability_negative) : "");
        grid_text(
            document, section, chance_cell(briefing->arena, simulated ? simulated->probability_at_least_plan : NAN));
    }
}

static void figures_spread_section(const Briefing *briefing) {
    Document *document = briefing->document;
    size_t bodies = briefing->body_count;
    Casting casting = { 0 };
    const double *plan = rounded_plan(briefing, briefing->option, &casting), *mean = rounded_means(briefing, &casting);
    Section *section = document_section(document, "How sure: the plan beside the simulation");
    section->name = "how-sure";
    grid_column(document, section, "Figure", ALIGN_LEFT);
    spread_columns(briefing, section);
    for (size_t f = 0; f < figure_count; f++)
        add_figure_rows(briefing, section, f, plan + f * bodies, mean + f * bodies);
    spread_notes(briefing, section);
    section_note(document, section,
        "Payback, later: after the last period. Not needed: there is nothing to pay back. Its mean covers the outcomes "
        "that pay back, with their share in brackets. It is n/a where half of the outcomes never pay back.");
    casting_note(document, section, casting);
}

static const char *payback_cell(const Briefing *briefing, double years) {
    const char *date = payback_date(briefing, years);
    return isfinite(years) ? arena_text_n(briefing->arena, date, strcspn(date, ",")) : "later";
}

static void payback_section(const Briefing *briefing) {
    Document *document = briefing->document;
    if (!simulated_figure(briefing, briefing->option, 0, 0, FIGURE_PAYBACK_YEARS)) return;
    Section *section = document_section(document, "When it pays back");
    section->name = "payback";
    bool any_not_needed = false;
    static const size_t shown[] = { AT_P10, AT_P50, AT_P90 };
    grid_column(document, section, "Whose", ALIGN_LEFT);
    static const char *const headings[] = { "Plan", "P10", "P50", "P90", "Pays back in time", "Nothing to pay back" };
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        grid_column(document, section, headings[i], ALIGN_RIGHT);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        const BizcaseDistribution *payback = simulated_figure(briefing, briefing->option, b, 0, FIGURE_PAYBACK_YEARS);
        double plan = plan_figure(briefing, briefing->option, b, 0, FIGURE_PAYBACK_YEARS);
        if (!payback) continue;
        grid_text(document, section, body_name(briefing, b));
        grid_text(document, section, isnan(plan) ? "n/a" : payback_cell(briefing, plan));
        for (size_t i = 0; i < 3; i++) {
            const bool not_needed = payback_is_not_needed(payback, shown[i]);
            any_not_needed = any_not_needed || not_needed;
            grid_text(
                document, section, not_needed ? "not needed" : payback_cell(briefing, payback->percentiles[shown[i]]));
        }
        grid_text(document, section, chance_cell(briefing->arena, payback->probability_within_horizon));
        grid_text(document, section, chance_cell(briefing->arena, payback->probability_never_negative));
    }
    section_note(document, section,
        arena_format(briefing->arena,
            "The financial year of payback: from then on the cumulative net flow stays positive. In time: by the end of "
            "%s.",
            case_period_text(
                briefing->arena, &briefing->the_case->settings, briefing->the_case->settings.period_count - 1)));
    if (any_not_needed) section_note(document, section, "Not needed: there is nothing to pay back.");
}

static void programmes_spread_section(const Briefing *briefing) {
    Document *document = briefing->document;
    size_t count = briefing->the_case->programme_count;
    if (count < 2 || !simulated_figure(briefing, briefing->option, 0, 1, FIGURE_NPV)) return;
    Section *section = document_section(document,
        arena_format(briefing->arena, "Joint net present value by programme: the plan beside the simulation, %s",
            briefing->money_unit));
    section->name = "programmes-how-sure";
    grid_column(document, section, "Programme", ALIGN_LEFT);
    spread_columns(briefing, section);
    double *plan = arena_array(briefing->arena, count + 1, sizeof *plan);
    double *mean = arena_array(briefing->arena, count + 1, sizeof *mean);
    for (size_t p = 0; p <= count; p++) {
        plan[p] = plan_figure(briefing, briefing->option, 0, p, FIGURE_NPV);
        mean[p] = mean_of(simulated_figure(briefing, briefing->option, 0, p, FIGURE_NPV));
    }
    Casting casting = { 0 };
    plan[0] = round_list(briefing->arena, plan + 1, count, plan[0], style_step(briefing->money), &casting);
    mean[0] = round_list(briefing->arena, mean + 1, count, mean[0], style_step(briefing->money), &casting);
    for (size_t i = 1; i <= count + 1; i++) {
        size_t p = i <= count ? i : 0;
        const BizcaseDistribution *simulated = simulated_figure(briefing, briefing->option, 0, p, FIGURE_NPV);
        grid_text(document, section, p ? briefing->the_case->programmes[p - 1].name : "Total");
        add_spread(briefing, section, plan[p], mean[p], simulated, briefing->money);
        grid_text(document, section, chance_cell(briefing->arena, simulated ? simulated->probability_negative : NAN));
        grid_text(
            document, section, chance_cell(briefing->arena, simulated ? simulated->probability_at_least_plan : NAN));
    }
    section->grid.total_last = true;
    section_note(document, section, "Plan and mean add up to their totals; percentiles do not.");
    casting_note(document, section, casting);
}

void simulated_sections(const Briefing *briefing) {
    if (!briefing->simulation) return;
    figures_spread_section(briefing);
    payback_section(briefing);
    programmes_spread_section(briefing);
}

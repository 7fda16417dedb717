/* Tables of the plan: figures, programmes, options, cash flow. */
#include "report/sections/contents.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "case/party.h"
#include "report/sections/case_data.h"

static const char *plan_word(const Briefing *briefing) {
    return briefing->trial ? "trial" : "plan";
}

static void money_columns(const Briefing *briefing, Section *section) {
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_column(briefing->document, section, body_name(briefing, b), ALIGN_RIGHT);
}

static void money_note(const Briefing *briefing, Section *section, Casting casting) {
    section_note(briefing->document, section, arena_format(briefing->arena, "Money is in %s.", briefing->money_words));
    casting_note(briefing->document, section, casting);
}

static bool lacks_for(const BizcaseResult *result, size_t figure, const char *reason) {
    return result && isnan(result->figures[figure]) && result->notes[figure] &&
           strcmp(result->notes[figure], reason) == 0;
}

/* "Payback (Cheshire East) is n/a: …"; no names where it holds for all. results: [body]. */
static void figure_note(const Briefing *briefing, Section *section, size_t figure, const char *reason,
    const BizcaseResult *const *results) {
    size_t bodies = 0;
    Buffer names = { .arena = briefing->arena };
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        if (!lacks_for(results[b], figure, reason)) continue;
        buffer_add(&names, bodies ? ", " : " (");
        buffer_add(&names, body_name(briefing, b));
        bodies++;
    }
    buffer_add(&names, ")");
    section_note(briefing->document, section,
        arena_format(briefing->arena, "%s%s is n/a: %s.", bizcase_figure(figure).label,
            bodies == shown_body_count(briefing) ? "" : buffer_text(&names), reason));
}

/* One for each reason, where the first body has it. */
static void figure_notes(const Briefing *briefing, Section *section, size_t figure) {
    const BizcaseResult **results = arena_array(briefing->arena, briefing->body_count, sizeof *results);
    for (size_t b = 0; b < briefing->body_count; b++) results[b] = plan_result(briefing, b, 0);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        const char *reason = results[b] && isnan(results[b]->figures[figure]) ? results[b]->notes[figure] : NULL;
        size_t first = 0;
        while (reason && first < b && !lacks_for(results[first], figure, reason)) first++;
        if (reason && first == b) figure_note(briefing, section, figure, reason, results);
    }
}

/* Several rates at which the joint flow is worth nothing. */
static void roots_note(const Briefing *briefing, Section *section) {
    const BizcaseResult *joint = plan_result(briefing, 0, 0);
    if (!joint || joint->irr_root_count < 2) return;
    const char *rates = "";
    for (size_t i = 0; i < joint->irr_root_count; i++)
        rates = arena_format(briefing->arena, "%s%s%s", rates, i ? ", " : "",
            number_text(briefing->arena, joint->irr_roots[i],
                (NumberStyle){ .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 }));
    section_note(briefing->document, section,
        arena_format(briefing->arena, "The joint net present value is nil at each of these rates a year: %s.", rates));
}

static void add_figure_row(const Briefing *briefing, Section *section, BizcaseFigure figure, const double *values) {
    Document *document = briefing->document;
    grid_text(document, section, figure.label);
    grid_text(document, section, figure_unit(briefing, figure));
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_number(document, section, values[b], figure_style(briefing, figure));
    if (!figure.is_payback) return;
    grid_text(document, section, "  comes in");
    grid_text(document, section, "year");
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        const char *date = payback_date(briefing, values[b]);
        grid_text(document, section, arena_text_n(briefing->arena, date, strcspn(date, ",")));
    }
}

/* What the baseline costs by itself: the comparison does not show it. */
static void baseline_note(const Briefing *briefing, Section *section) {
    if (!briefing->versus) return;
    BizcaseScope scope = { .option = briefing->versus, .versus = NULL, .council = "joint", .programme = "total" };
    const BizcaseResult *result = bizcase_appraisal_find(briefing->appraisal, &scope);
    if (!result) return;
    section_note(briefing->document, section,
        arena_format(briefing->arena, "All is against \"%s\", which by itself has a joint net present value of %s.",
            option_name(briefing->the_case, briefing->versus), headline_text(briefing, result->figures[FIGURE_NPV])));
}

/* "10 years", "2.5 years" */
static const char *life_text(const Briefing *briefing, double years) {
    return arena_format(briefing->arena, "%.4g year%s", years, years == 1 ? "" : "s");
}

static const char *period_word(const Briefing *briefing) {
    const int months = briefing->the_case->settings.start.length_months;
    return months == 12 ? "year" : months == 3 ? "quarter" : "month";
}

/* Over how long the equivalent annual cost spreads. */
static const char *spread_text(const Briefing *briefing) {
    const BizcaseResult *joint = plan_result(briefing, 0, 0);
    const char *option = option_name(briefing->the_case, briefing->option);
    if (!joint) return "its life";
    return arena_format(briefing->arena,
        joint->eac_life_is_own ? "the %s that \"%s\" lasts" : "the %s of the case, as \"%s\" has no life of its own",
        life_text(briefing, joint->eac_life), option);
}

/* Figures whose names do not say what they are. */
static void terms_notes(const Briefing *briefing, Section *section) {
    Document *document = briefing->document;
    section_note(document, section,
        "The internal rate of return is the discount rate at which net present value would be nil; the modified one "
        "takes what comes in to earn the reinvestment rate only.");
    section_note(document, section,
        arena_format(briefing->arena,
            "The equivalent annual cost is a year of level payments of the same present value, at the end of each "
            "%s over "
            "%s; in brackets it is a gain.",
            period_word(briefing), spread_text(briefing)));
    if (briefing->the_case->settings.start.length_months < 12)
        section_note(document, section,
            "Peak funding is the lowest point between periods of the case, which may be within a year.");
}

void figures_section(const Briefing *briefing) {
    Document *document = briefing->document;
    size_t bodies = briefing->body_count;
    Section *section = document_section(
        document, arena_format(briefing->arena, "Figures of the %s%s", plan_word(briefing),
                      bodies > 1 ? party_text(briefing->arena, briefing->the_case, ", joint and by {party}") : ""));
    section->name = "figures";
    grid_column(document, section, "Figure", ALIGN_LEFT);
    grid_column(document, section, "Unit", ALIGN_LEFT);
    money_columns(briefing, section);
    Casting casting = { 0 };
    const double *values = rounded_plan(briefing, briefing->option, &casting);
    for (size_t f = 0; f < WHOLE_FIGURE_COUNT; f++)
        add_figure_row(briefing, section, bizcase_figure(f), values + f * bodies);
    for (size_t f = 0; f < WHOLE_FIGURE_COUNT; f++) figure_notes(briefing, section, f);
    roots_note(briefing, section);
    terms_notes(briefing, section);
    baseline_note(briefing, section);
    if (bodies > 1)
        section_note(document, section,
            party_text(briefing->arena, briefing->the_case,
                "{Parties}' peak funding may fall at different times, so it need not add up to the joint one."));
    money_note(briefing, section, casting);
}

/* Tables of rounded_programmes, and of NPV by [1 + programme][body]; the total comes last. */
static void add_programme_rows(
    const Briefing *briefing, Section *section, const double *benefits_costs, const double *by_body) {
    Document *document = briefing->document;
    size_t count = briefing->the_case->programme_count, bodies = briefing->body_count;
    for (size_t i = 1; i <= count + 1; i++) {
        size_t p = i <= count ? i : 0;
        grid_text(document, section, p ? briefing->the_case->programmes[p - 1].name : "Total");
        grid_number(document, section, benefits_costs[p * 3 + 1], briefing->money);
        grid_number(document, section, -benefits_costs[p * 3 + 2], briefing->money);
        for (size_t b = 0; b < bodies; b = next_body(briefing, b))
            grid_number(
                document, section, bodies > 1 ? by_body[p * bodies + b] : benefits_costs[p * 3], briefing->money);
    }
    section->grid.total_last = true;
}

void programmes_section(const Briefing *briefing) {
    Document *document = briefing->document;
    size_t rows = 1 + briefing->the_case->programme_count, bodies = briefing->body_count;
    if (rows < 3) return;
    Section *section = document_section(document, arena_format(briefing->arena, "Present values by programme (%s), %s",
                                                      plan_word(briefing), briefing->money_unit));
    section->name = "programmes";
    grid_column(document, section, "Programme", ALIGN_LEFT);
    grid_column(document, section, "PV of benefits", ALIGN_RIGHT);
    grid_column(document, section, "PV of costs", ALIGN_RIGHT);
    for (size_t b = 0; b < bodies; b = next_body(briefing, b))
        grid_column(document, section,
            bodies > 1 ? arena_format(briefing->arena, "NPV, %s", b ? body_name(briefing, b) : "joint") : "NPV",
            ALIGN_RIGHT);
    Casting casting = { 0 };
    const double *benefits_costs = rounded_programmes(briefing, &casting);
    double *by_body = arena_array(briefing->arena, rows * bodies, sizeof *by_body);
    for (size_t p = 0; p < rows; p++)
        for (size_t b = 0; b < bodies; b++)
            by_body[p * bodies + b] = plan_figure(briefing, briefing->option, b, p, FIGURE_NPV);
    if (bodies > 1)
        round_under_headlines(briefing->arena, by_body, rows, bodies, style_step(briefing->money), &casting);
    add_programme_rows(briefing, section, benefits_costs, by_body);
    section_note(document, section, "NPV is benefits less costs.");
    money_note(briefing, section, casting);
}

static void absence_note(const Briefing *briefing, Section *section, const char *option, FigureIndex figure) {
    BizcaseScope scope = briefing_scope(briefing, 0, 0);
    scope.option = option;
    const BizcaseResult *result = bizcase_appraisal_find(briefing->appraisal, &scope);
    const char *reason = result ? result->notes[figure] : NULL;
    if (reason)
        section_note(briefing->document, section,
            arena_format(briefing->arena, "%s of \"%s\" is n/a: %s.", bizcase_figure(figure).label,
                option_name(briefing->the_case, option), reason));
}

/* Whether options spread their equivalent annual cost over lives of their own. */
static bool options_have_lives(const Briefing *briefing) {
    for (size_t i = 0; i < briefing->appraisal->result_count; i++)
        if (is_compared(briefing, &briefing->appraisal->results[i]) && briefing->appraisal->results[i].eac_life_is_own)
            return true;
    return false;
}

static void add_life_cells(const Briefing *briefing, Section *section, const char *option) {
    static const NumberStyle years = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
    BizcaseScope scope = briefing_scope(briefing, 0, 0);
    scope.option = option;
    const BizcaseResult *result = bizcase_appraisal_find(briefing->appraisal, &scope);
    grid_number(briefing->document, section, result ? result->figures[FIGURE_EAC] : NAN, briefing->money);
    grid_number(briefing->document, section, result ? result->eac_life : NAN, years);
}

static void add_option_row(const Briefing *briefing, Section *section, const char *option) {
    Document *document = briefing->document;
    static const FigureIndex figures[] = { FIGURE_BCR, FIGURE_PAYBACK_YEARS, FIGURE_PEAK_FUNDING };
    size_t bodies = briefing->body_count;
    double *npv = arena_array(briefing->arena, bodies, sizeof *npv);
    for (size_t b = 0; b < bodies; b++) npv[b] = plan_figure(briefing, option, b, 0, FIGURE_NPV);
    grid_text(document, section, option_name(briefing->the_case, option));
    grid_bodies(briefing, section, npv);
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        double value = plan_figure(briefing, option, 0, 0, figures[i]);
        grid_number(document, section, value, figure_style(briefing, bizcase_figure(figures[i])));
        if (isnan(value)) absence_note(briefing, section, option, figures[i]);
    }
    if (options_have_lives(briefing)) add_life_cells(briefing, section, option);
    if (!briefing->simulation) return;
    const BizcaseDistribution *simulated = simulated_figure(briefing, option, 0, 0, FIGURE_NPV);
    grid_number(document, section, simulated ? simulated->mean : NAN, briefing->money);
    grid_text(document, section, chance_cell(briefing->arena, simulated ? simulated->probability_negative : NAN));
    grid_text(document, section, chance_cell(briefing->arena, simulated ? simulated->probability_at_least_plan : NAN));
}

void options_section(const Briefing *briefing) {
    Document *document = briefing->document;
    size_t compared = 0;
    for (size_t i = 0; i < briefing->appraisal->result_count; i++)
        compared += is_compared(briefing, &briefing->appraisal->results[i]);
    if (compared < 2) return;
    Section *section = document_section(
        document, briefing->versus ? arena_format(briefing->arena, "Options, each against \"%s\" (money in %s)",
                                         option_name(briefing->the_case, briefing->versus), briefing->money_unit)
                                   : arena_format(briefing->arena, "Options (money in %s)", briefing->money_unit));
    section->name = "options";
    grid_column(document, section, "Option", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_column(document, section,
            briefing->body_count > 1 ? arena_format(briefing->arena, "NPV, %s", b ? body_name(briefing, b) : "joint")
                                     : "NPV",
            ALIGN_RIGHT);
    grid_column(document, section, "BCR, to 1", ALIGN_RIGHT);
    grid_column(document, section, "Payback, years", ALIGN_RIGHT);
    grid_column(document, section, "Peak funding", ALIGN_RIGHT);
    if (options_have_lives(briefing)) {
        grid_column(document, section, "Equivalent annual cost", ALIGN_RIGHT);
        grid_column(document, section, "over, years", ALIGN_RIGHT);
    }
    if (briefing->simulation) {
        grid_column(document, section, "Mean NPV", ALIGN_RIGHT);
        grid_column(document, section, "Chance of a loss", ALIGN_RIGHT);
        grid_column(document, section, "Plan or better", ALIGN_RIGHT);
    }
    for (size_t i = 0; i < briefing->appraisal->result_count; i++)
        if (is_compared(briefing, &briefing->appraisal->results[i]))
            add_option_row(briefing, section, briefing->appraisal->results[i].scope.option);
    section_note(document, section, "The other tables are about the option named at the top.");
    money_note(briefing, section, (Casting){ 0 });
}

/* Which row of the table a period belongs to: its financial year. */
static size_t year_of_period(const Briefing *briefing, size_t t) {
    enum { APRIL = 3 };
    Period start = briefing->the_case->settings.start;
    int first_april = start.first_month - ((start.first_month - APRIL) % 12 + 12) % 12;
    return (size_t)((start.first_month + (int)t * start.length_months - first_april) / 12);
}

typedef struct YearTable {
    size_t year_count;
    double *net;        /* [1 + year][1 + council]: totals first */
    double *discounted; /* [year] joint */
    double *cumulative; /* [year] joint */
    Casting casting;
} YearTable;

/* Sums by financial year. Cumulative sums are rounded and the years are their differences, so that all three columns add. */
static YearTable year_table(const Briefing *briefing, size_t columns) {
    Arena *arena = briefing->arena;
    size_t period_count = briefing->appraisal->period_count;
    YearTable table = { .year_count = year_of_period(briefing, period_count - 1) + 1 };
    double step = style_step(briefing->money), before = 0, sum = 0, present_value = 0;
    table.net = arena_array(arena, (1 + table.year_count) * columns, sizeof *table.net);
    table.discounted = arena_array(arena, table.year_count, sizeof *table.discounted);
    table.cumulative = arena_array(arena, table.year_count, sizeof *table.cumulative);
    for (size_t c = 0; c < columns; c++) {
        const BizcaseResult *result = plan_result(briefing, briefing->body_count > 1 ? c : 0, 0);
        for (size_t t = 0; result && t < period_count; t++) {
            size_t year = year_of_period(briefing, t);
            table.net[(1 + year) * columns + c] += result->cash_flow[t];
            table.net[c] += result->cash_flow[t];
            if (c == 0) table.discounted[year] += result->discounted[t], present_value += result->discounted[t];
        }
    }
    for (size_t y = 0; y < table.year_count; y++) {
        double *net = &table.net[(1 + y) * columns];
        sum += *net;
        table.cumulative[y] = round_to_step(sum, step);
        if (fabs(round_to_step(*net, step) - (table.cumulative[y] - before)) > step / 2)
            table.casting.parts_moved = true;
        *net = table.cumulative[y] - before;
        before = table.cumulative[y];
    }
    round_headlines(table.net, columns, step, &table.casting);
    round_inside(arena, table.net, 1 + table.year_count, columns, step, &table.casting);
    round_list(arena, table.discounted, table.year_count, present_value, step, &table.casting);
    return table;
}

void cash_flow_section(const Briefing *briefing) {
    Document *document = briefing->document;
    if (!briefing->appraisal->period_count) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "Net cash flow by financial year (%s, real terms), %s",
                                       plan_word(briefing), briefing->money_unit));
    size_t bodies = briefing->body_count, columns = bodies > 1 ? bodies : 2;
    YearTable table = year_table(briefing, columns);
    section->name = "cash-flow";
    grid_column(document, section, "Year", ALIGN_LEFT);
    money_columns(briefing, section);
    grid_column(document, section, bodies > 1 ? "Joint, cumulative" : "Cumulative", ALIGN_RIGHT);
    grid_column(document, section, bodies > 1 ? "Joint, discounted" : "Discounted", ALIGN_RIGHT);
    double present_value = 0;
    for (size_t y = 0; y < table.year_count; y++) {
        grid_text(document, section,
            financial_year_text(briefing->arena, briefing->the_case->settings.start.first_month + 12 * (int)y));
        for (size_t b = 0; b < bodies; b = next_body(briefing, b))
            grid_number(document, section, table.net[(1 + y) * columns + b], briefing->money);
        grid_number(document, section, table.cumulative[y], briefing->money);
        grid_number(document, section, table.discounted[y], briefing->money);
        present_value += table.discounted[y];
    }
    grid_text(document, section, "Total");
    for (size_t b = 0; b < bodies; b = next_body(briefing, b))
        grid_number(document, section, table.net[b], briefing->money);
    grid_text(document, section, "");
    grid_number(document, section, present_value, briefing->money);
    section->grid.total_last = true;
    section_note(document, section,
        "Benefits less costs, undiscounted but for the last column, which adds up to the net present value.");
    money_note(briefing, section, table.casting);
}

/* The document of a simulation. */
#include "case/handle.h"
#include "report/document/missing_statistics.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"
#include "report/sections/figure_facts.h"

#include <math.h>

static const char STUDY[] = "simulate";
static const char *const fact_columns[] = { "study", "option", "versus", "council", "programme", "figure", "statistic",
    "value", "unit", "note" };

static Value percentiles_value(Arena *arena, const double numbers[BIZCASE_PERCENTILE_COUNT]) {
    Value value = value_object();
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++)
        value_set(arena, &value, arena_format(arena, "p%g", bizcase_percentiles()[i]), value_number(numbers[i]));
    return value;
}

static Value distribution_value(Arena *arena, const BizcaseDistribution *distribution, bool has_formulas) {
    BizcaseFigure figure = bizcase_figure(distribution->figure);
    Value value = value_object();
    value_set_scope(arena, &value, &distribution->scope);
    value_set(arena, &value, "figure", value_text(arena, figure.name));
    value_set(arena, &value, "mean", value_number(distribution->mean));
    if (isnan(distribution->mean)) value_set(arena, &value, "note", value_text(arena, outcomes_note(distribution)));
    value_set(arena, &value, "standard_error", value_number(distribution->standard_error));
    value_set(arena, &value, "sd", value_number(distribution->sd));
    value_set(arena, &value, "min", value_number(distribution->min));
    value_set(arena, &value, "max", value_number(distribution->max));
    value_set(arena, &value, "percentiles", percentiles_value(arena, distribution->percentiles));
    value_set(arena, &value, "percentile_standard_errors", percentiles_value(arena, distribution->percentile_errors));
    value_set(arena, &value, "percentile_rank_error", value_number(distribution->percentile_rank_error));
    value_set(arena, &value, "probability_negative", value_number(distribution->probability_negative));
    value_set(
        arena, &value, "probability_negative_standard_error", value_number(distribution->probability_negative_error));
    value_set(arena, &value, "probability_at_least_plan", value_number(distribution->probability_at_least_plan));
    value_set(arena, &value, "probability_at_least_plan_standard_error",
        value_number(distribution->probability_at_least_plan_error));
    value_set(arena, &value, "expected_shortfall_5", value_number(distribution->expected_shortfall_5));
    if (has_formulas) value_set(arena, &value, "not_finite", value_integer(distribution->not_finite));
    if (!figure.is_payback) return value;
    value_set(arena, &value, "probability_within_horizon", value_number(distribution->probability_within_horizon));
    value_set(arena, &value, "probability_within_horizon_standard_error",
        value_number(distribution->probability_within_horizon_error));
    value_set(arena, &value, "probability_never_negative", value_number(distribution->probability_never_negative));
    return value;
}

/* NPV by body. */
static Value plan_on_trials_basis(Arena *arena, const Case *the_case, const double *npv) {
    Value value = value_object();
    for (size_t b = 0; b <= the_case->council_count; b++)
        value_set(arena, &value, b ? the_case->councils[b - 1].id : "joint", value_number(npv[b]));
    return value;
}

static Value agreement_value(Arena *arena, const BizcaseAgreement *agreement) {
    Value value = value_object();
    value_set(arena, &value, "option", value_text(arena, agreement->option));
    value_set(arena, &value, "versus", value_text(arena, agreement->versus));
    value_set(arena, &value, "all_councils_gain", value_number(agreement->all_councils_gain));
    value_set(arena, &value, "standard_error", value_number(agreement->standard_error));
    return value;
}

static Value until_value(Arena *arena, const BizcaseSimulation *simulation) {
    Value value = value_object();
    value_set(arena, &value, "wanted", value_number(simulation->until));
    value_set(arena, &value, "unit", value_text(arena, simulation->until_relative ? "part of mean" : "money"));
    value_set(arena, &value, "reached", value_number(simulation->reached));
    return value;
}

static void add_data(
    Document *document, const Case *the_case, const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation) {
    Arena *arena = document->arena;
    Value results = value_list(), agreements = value_list();
    case_data_start(document, STUDY, the_case, appraisal->discount_factors);
    value_set(arena, &document->data, "main_option", value_text(arena, appraisal->main.option));
    value_set(arena, &document->data, "trials", value_integer(simulation->trials));
    value_set(arena, &document->data, "seed", value_integer(simulation->seed));
    value_set(arena, &document->data, "sampler", value_text(arena, simulation->sampler));
    value_set(arena, &document->data, "inputs", value_integer(simulation->input_count));
    if (simulation->until > 0) value_set(arena, &document->data, "until", until_value(arena, simulation));
    if (simulation->plan_on_trials_basis)
        value_set(arena, &document->data, "plan_on_trials_basis",
            plan_on_trials_basis(arena, the_case, simulation->plan_on_trials_basis));
    for (size_t i = 0; i < simulation->distribution_count; i++)
        value_append(arena, &results,
            distribution_value(arena, &simulation->distributions[i], the_case->formula_counts.all > 0));
    for (size_t i = 0; i < simulation->agreement_count; i++)
        value_append(arena, &agreements, agreement_value(arena, &simulation->agreements[i]));
    value_set(arena, &document->data, "results", results);
    value_set(arena, &document->data, "agreement", agreements);
    value_set(arena, &document->data, "moved_past_horizon",
        moved_out_value(arena, simulation->moved_out, simulation->moved_out_count));
    const Diagnostics problems = case_problems(arena, the_case, simulation->warnings, simulation->warning_count);
    case_data_diagnostics(document, &problems);
}

/* The statistics of a figure's outcomes, one item a row of facts. */
enum { MOST_STATISTICS = 14 + 2 * BIZCASE_PERCENTILE_COUNT };
typedef struct Statistics {
    const char *names[MOST_STATISTICS], *units[MOST_STATISTICS], *notes[MOST_STATISTICS];
    double values[MOST_STATISTICS];
    size_t count, note_count;
} Statistics;

static void add_statistic(
    Statistics *statistics, const char *name, double value, const char *unit, const char *why_missing) {
    const size_t i = statistics->count++;
    statistics->names[i] = name;
    statistics->values[i] = value;
    statistics->units[i] = unit;
    statistics->notes[i] = isnan(value) ? why_missing : NULL;
    if (isnan(value)) statistics->note_count++;
}

static void list_statistics(
    Arena *arena, const BizcaseDistribution *distribution, const char *unit, Statistics *statistics) {
    const bool is_payback = bizcase_figure(distribution->figure).is_payback;
    const struct {
        const char *name;
        double value;
        const char *unit;
        int only_payback;
    } rows[] = {
        { "mean", distribution->mean, unit, 0 },
        { "standard_error", distribution->standard_error, unit, 0 },
        { "sd", distribution->sd, unit, 0 },
        { "min", distribution->min, unit, 0 },
        { "max", distribution->max, unit, 0 },
        { "probability_negative", distribution->probability_negative, "probability", 0 },
        { "probability_negative_standard_error", distribution->probability_negative_error, "probability", 0 },
        { "probability_at_least_plan", distribution->probability_at_least_plan, "probability", 0 },
        { "probability_at_least_plan_standard_error", distribution->probability_at_least_plan_error, "probability", 0 },
        { "expected_shortfall_5", distribution->expected_shortfall_5, unit, 0 },
        { "percentile_rank_error", distribution->percentile_rank_error, "part of trials", 0 },
        { "probability_within_horizon", distribution->probability_within_horizon, "probability", 1 },
        { "probability_within_horizon_standard_error", distribution->probability_within_horizon_error, "probability",
            1 },
        { "probability_never_negative", distribution->probability_never_negative, "probability", 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!rows[i].only_payback || is_payback)
            add_statistic(statistics, rows[i].name, rows[i].value, rows[i].unit,
                statistic_note(distribution, rows[i].name, BIZCASE_PERCENTILE_COUNT));
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        const char *name = arena_format(arena, "p%g", bizcase_percentiles()[i]);
        const char *note = statistic_note(distribution, name, i);
        add_statistic(statistics, name, distribution->percentiles[i], unit, note);
        add_statistic(
            statistics, arena_format(arena, "%s_standard_error", name), distribution->percentile_errors[i], unit, note);
    }
}

/* What is the same for every distribution of a figure. */
typedef struct FigureColumns {
    Value names, units;
} FigureColumns;

static void add_distribution_facts(Document *document, Arena *working, const BizcaseDistribution *distribution,
    const char *unit, FigureColumns *columns) {
    Arena *arena = document->arena;
    Statistics statistics = { .count = 0 };
    list_statistics(working, distribution, unit, &statistics);
    if (!value_series_count(&columns->names)) {
        columns->names = value_texts(arena, statistics.names, statistics.count);
        columns->units = value_texts(arena, statistics.units, statistics.count);
    }
    facts_add_scope(document, STUDY, &distribution->scope, bizcase_figure(distribution->figure).name);
    facts_add(document, columns->names);
    facts_add(document, value_numbers(arena, statistics.values, statistics.count));
    facts_add(document, columns->units);
    facts_add(document, statistics.note_count ? value_texts(arena, statistics.notes, statistics.count) : value_null());
}

static void add_agreement_fact(
    Document *document, const BizcaseAgreement *agreement, const char *statistic, double value) {
    const BizcaseScope scope = {
        .option = agreement->option, .versus = agreement->versus, .council = "joint", .programme = "total"
    };
    facts_add_scope(document, STUDY, &scope, "all_councils_gain");
    facts_add(document, value_text(document->arena, statistic));
    facts_add(document, value_number(value));
    facts_add(document, value_text(document->arena, "probability"));
    facts_add(document, isnan(value) ? value_text(document->arena, too_few_trials) : value_null());
}

static void add_facts(Document *document, const Case *the_case, const BizcaseSimulation *simulation) {
    Arena *working = arena_within(document->arena);
    FigureColumns *columns = arena_array(working, bizcase_figure_count(), sizeof *columns);
    facts_start(document, fact_columns, sizeof fact_columns / sizeof fact_columns[0]);
    for (size_t i = 0; i < simulation->distribution_count; i++) {
        const BizcaseDistribution *distribution = &simulation->distributions[i];
        const char *unit = fact_unit(the_case->settings.currency, bizcase_figure(distribution->figure).unit);
        add_distribution_facts(document, working, distribution, unit, &columns[distribution->figure]);
    }
    for (size_t i = 0; i < simulation->agreement_count; i++) {
        const BizcaseAgreement *agreement = &simulation->agreements[i];
        add_agreement_fact(document, agreement, "probability", agreement->all_councils_gain);
        add_agreement_fact(document, agreement, "standard_error", agreement->standard_error);
    }
    arena_free(working);
}

static void add_sections(Document *document, const Case *the_case, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSpread *spread) {
    Briefing briefing = briefing_start(document, the_case, appraisal, simulation);
    case_head(document, "Simulation", the_case);
    simulation_head(document, the_case, simulation);
    briefing.spread = spread;
    contents_add(&briefing, SIMULATION_DOCUMENT);
    const Diagnostics problems =
        case_problems(document->arena, the_case, simulation->warnings, simulation->warning_count);
    case_warnings_section(document, &problems);
}

typedef struct SimulationPage {
    const Case *the_case;
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const BizcaseSpread *spread;
} SimulationPage;

static void fill(Document *document, const void *context) {
    const SimulationPage *from = context;
    add_data(document, from->the_case, from->appraisal, from->simulation);
    add_facts(document, from->the_case, from->simulation);
    add_sections(document, from->the_case, from->appraisal, from->simulation, from->spread);
}

BizcaseStatus bizcase_simulation_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSpread *spread, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !appraisal || !simulation) return BIZCASE_BAD_REQUEST;
    const SimulationPage from = { &loaded->data, appraisal, simulation, spread };
    return document_make(fill, &from, result);
}

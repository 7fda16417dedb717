#include "report/sections/appraisal/facts.h"

#include <math.h>
#include <string.h>

#include "report/sections/figure_facts.h"

/* "irr_note", "payback_note", "payback_cash_note": the figure's name without its unit. */
static const char *note_key(Arena *arena, const char *figure) {
    static const char unit[] = "_years";
    const char *found = strstr(figure, unit);
    if (!found) return arena_format(arena, "%s_note", figure);
    return arena_format(arena, "%.*s%s_note", (int)(found - figure), figure, found + sizeof unit - 1);
}

static Value result_value(Arena *arena, const BizcaseResult *result, size_t period_count) {
    Value value = value_object();
    value_set_scope(arena, &value, &result->scope);
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        const char *name = bizcase_figure(f).name;
        value_set(arena, &value, name, value_number(result->figures[f]));
        if (isnan(result->figures[f]) && result->notes[f])
            value_set(arena, &value, note_key(arena, name), value_text(arena, result->notes[f]));
    }
    value_set_life(arena, &value, result->eac_life, result->eac_life_is_own);
    value_set(arena, &value, "irr_roots", value_numbers(arena, result->irr_roots, result->irr_root_count));
    value_set(arena, &value, "cash_flow", value_numbers(arena, result->cash_flow, period_count));
    value_set(arena, &value, "discounted", value_numbers(arena, result->discounted, period_count));
    value_set(arena, &value, "cumulative", value_numbers(arena, result->cumulative, period_count));
    return value;
}

Value appraisal_results_value(Arena *arena, const BizcaseAppraisal *appraisal) {
    Value results = value_list();
    for (size_t i = 0; i < appraisal->result_count; i++)
        value_append(arena, &results, result_value(arena, &appraisal->results[i], appraisal->period_count));
    return results;
}

static void add_figure_facts(Document *document, const char *study, const Case *the_case, const BizcaseResult *result) {
    Arena *arena = document->arena;
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        BizcaseFigure figure = bizcase_figure(f);
        facts_add_scope(document, study, &result->scope, figure.name);
        facts_add(document, value_null());
        facts_add(document, value_number(result->figures[f]));
        facts_add(document, value_text(arena, fact_unit(the_case->settings.currency, figure.unit)));
        facts_add(document, isnan(result->figures[f]) ? value_text(arena, result->notes[f]) : value_null());
    }
}

static void add_flow_facts(
    Document *document, const char *study, const Case *the_case, const BizcaseResult *result, Value periods) {
    Arena *arena = document->arena;
    const struct {
        const char *name;
        const double *flow;
    } flows[] = { { "cash_flow", result->cash_flow }, { "discounted", result->discounted },
        { "cumulative", result->cumulative } };
    for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++) {
        facts_add_scope(document, study, &result->scope, flows[i].name);
        facts_add(document, periods);
        facts_add(document, value_numbers(arena, flows[i].flow, periods.count));
        facts_add(document, value_text(arena, the_case->settings.currency));
        facts_add(document, value_null());
    }
}

void appraisal_facts(Document *document, const char *study, const Case *the_case, const BizcaseAppraisal *appraisal) {
    static const char *const columns[] = { "study", "option", "versus", "council", "programme", "figure", "period",
        "value", "unit", "note" };
    const Value periods = value_texts(document->arena, appraisal->periods, appraisal->period_count);
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < appraisal->result_count; i++) {
        add_figure_facts(document, study, the_case, &appraisal->results[i]);
        add_flow_facts(document, study, the_case, &appraisal->results[i], periods);
    }
}

/* The document of an appraisal. */
#include "case/handle.h"
#include "report/briefing.h"
#include "report/case_data.h"
#include "report/figure_facts.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "appraise";
static const char *const fact_columns[] = { "study", "option", "versus", "council", "programme", "figure", "period",
    "value", "unit", "note" };

/* "irr_note", "payback_note": the figure's name without its unit. */
static const char *note_key(Arena *arena, const char *figure) {
    static const char unit[] = "_years";
    size_t length = strlen(figure), unit_length = sizeof unit - 1;
    if (length > unit_length && strcmp(figure + length - unit_length, unit) == 0) length -= unit_length;
    return arena_format(arena, "%.*s_note", (int)length, figure);
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
    value_set(arena, &value, "irr_roots", value_numbers(arena, result->irr_roots, result->irr_root_count));
    value_set(arena, &value, "cash_flow", value_numbers(arena, result->cash_flow, period_count));
    value_set(arena, &value, "discounted", value_numbers(arena, result->discounted, period_count));
    value_set(arena, &value, "cumulative", value_numbers(arena, result->cumulative, period_count));
    return value;
}

static Value excluded_value(Arena *arena, const BizcaseAppraisal *appraisal) {
    Value list = value_list();
    for (size_t i = 0; i < appraisal->excluded_count; i++) {
        const BizcaseExcluded *line = &appraisal->excluded[i];
        Value value = value_object();
        value_set(arena, &value, "line", value_text(arena, line->line));
        value_set(arena, &value, "name", value_text(arena, line->name));
        value_set(arena, &value, "side", value_text(arena, side_name(line->is_cost)));
        value_set(arena, &value, "type", value_text(arena, line->type));
        value_set(arena, &value, "total", value_number(line->total));
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const Case *loaded, const BizcaseAppraisal *appraisal) {
    Arena *arena = document->arena;
    case_data_start(document, STUDY, loaded, appraisal->discount_factors);
    Value results = value_list();
    for (size_t i = 0; i < appraisal->result_count; i++)
        value_append(arena, &results, result_value(arena, &appraisal->results[i], appraisal->period_count));
    value_set(arena, &document->data, "results", results);
    value_set(arena, &document->data, "excluded", excluded_value(arena, appraisal));
    value_set(arena, &document->data, "moved_past_horizon",
        moved_out_value(arena, appraisal->moved_out, appraisal->moved_out_count));
    case_data_diagnostics(document, &loaded->diagnostics);
}

static void add_figure_facts(Document *document, const Case *loaded, const BizcaseResult *result) {
    Arena *arena = document->arena;
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        BizcaseFigure figure = bizcase_figure(f);
        facts_add_scope(document, STUDY, &result->scope, figure.name);
        facts_add(document, value_null());
        facts_add(document, value_number(result->figures[f]));
        facts_add(document, value_text(arena, fact_unit(loaded, figure.unit)));
        facts_add(document, isnan(result->figures[f]) ? value_text(arena, result->notes[f]) : value_null());
    }
}

static void add_flow_facts(
    Document *document, const Case *loaded, const BizcaseAppraisal *appraisal, const BizcaseResult *result) {
    Arena *arena = document->arena;
    const struct {
        const char *name;
        const double *flow;
    } flows[] = { { "cash_flow", result->cash_flow }, { "discounted", result->discounted },
        { "cumulative", result->cumulative } };
    for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++) {
        for (size_t t = 0; t < appraisal->period_count; t++) {
            facts_add_scope(document, STUDY, &result->scope, flows[i].name);
            facts_add(document, value_text(arena, appraisal->periods[t]));
            facts_add(document, value_number(flows[i].flow[t]));
            facts_add(document, value_text(arena, loaded->settings.currency));
            facts_add(document, value_null());
        }
    }
}

static void add_facts(Document *document, const Case *loaded, const BizcaseAppraisal *appraisal) {
    facts_start(document, fact_columns, sizeof fact_columns / sizeof fact_columns[0]);
    for (size_t i = 0; i < appraisal->result_count; i++) {
        add_figure_facts(document, loaded, &appraisal->results[i]);
        add_flow_facts(document, loaded, appraisal, &appraisal->results[i]);
    }
}

static void add_sections(Document *document, const Case *loaded, const BizcaseAppraisal *appraisal) {
    Briefing briefing = briefing_start(document, loaded, appraisal, NULL);
    case_head(document, "Appraisal of the plan", loaded);
    answer_section(&briefing);
    figures_section(&briefing);
    options_section(&briefing);
    programmes_section(&briefing);
    cash_flow_section(&briefing);
    left_out_sections(&briefing);
    case_warnings_section(document, &loaded->diagnostics);
}

BizcaseStatus bizcase_appraisal_document(
    const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, BizcaseDocument **result) {
    *result = NULL;
    Document *document = document_new();
    if (!document) return BIZCASE_NO_MEMORY;
    if (setjmp(*arena_on_failure(document->arena))) {
        bizcase_document_free(document);
        return BIZCASE_NO_MEMORY;
    }
    add_data(document, &loaded->data, appraisal);
    add_facts(document, &loaded->data, appraisal);
    add_sections(document, &loaded->data, appraisal);
    *result = document;
    return BIZCASE_OK;
}

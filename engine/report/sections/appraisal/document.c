/* The document of an appraisal. */
#include "case/handle.h"
#include "report/sections/appraisal/facts.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"
#include "report/sections/figure_facts.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "appraise";

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

static Value quantities_value(Arena *arena, const BizcaseAppraisal *appraisal) {
    Value list = value_list();
    for (size_t i = 0; i < appraisal->quantity_count; i++) {
        const BizcaseQuantity *quantity = &appraisal->quantities[i];
        Value value = value_object(), values = value_list();
        for (size_t t = 0; t < appraisal->period_count; t++)
            value_append(arena, &values, value_number(quantity->values[t]));
        value_set(arena, &value, "quantity", value_text(arena, quantity->quantity));
        value_set(arena, &value, "name", value_text(arena, quantity->name));
        value_set(arena, &value, "unit", value_text(arena, quantity->unit));
        value_set(arena, &value, "formula", value_text(arena, quantity->formula));
        value_set(arena, &value, "values", values);
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const Case *the_case, const BizcaseAppraisal *appraisal) {
    Arena *arena = document->arena;
    case_data_start(document, STUDY, the_case, appraisal->discount_factors);
    value_set(arena, &document->data, "main_option", value_text(arena, appraisal->main.option));
    value_set(arena, &document->data, "results", appraisal_results_value(arena, appraisal));
    value_set(arena, &document->data, "excluded", excluded_value(arena, appraisal));
    value_set(arena, &document->data, "moved_past_horizon",
        moved_out_value(arena, appraisal->moved_out, appraisal->moved_out_count));
    appraisal_line_values(arena, &document->data, the_case, appraisal);
    if (appraisal->quantity_count > 0)
        value_set(arena, &document->data, "quantities", quantities_value(arena, appraisal));
    case_data_diagnostics(document, &the_case->diagnostics);
}

static void add_sections(Document *document, const Case *the_case, const BizcaseAppraisal *appraisal) {
    Briefing briefing = briefing_start(document, the_case, appraisal, NULL);
    case_head(document, "Appraisal of the plan", the_case);
    contents_add(&briefing, APPRAISAL_DOCUMENT);
    section_paragraph(document, document->sections[0],
        "These are the figures of the plan. A simulation shows how likely they are, and how likely a loss is.");
    case_warnings_section(document, &the_case->diagnostics);
}

typedef struct AppraisalPage {
    const Case *the_case;
    const BizcaseAppraisal *appraisal;
} AppraisalPage;

static void fill(Document *document, const void *context) {
    const AppraisalPage *from = context;
    add_data(document, from->the_case, from->appraisal);
    appraisal_facts(document, STUDY, from->the_case, from->appraisal);
    add_sections(document, from->the_case, from->appraisal);
}

BizcaseStatus bizcase_appraisal_document(
    const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !appraisal) return BIZCASE_BAD_REQUEST;
    const AppraisalPage from = { &loaded->data, appraisal };
    return document_make(fill, &from, result);
}

/* What goes together with a high or a low net present value. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

static const NumberStyle two_decimals = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 2 };

static Value associations_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->association_count; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        Value value = value_object();
        value_set(arena, &value, "input", value_text(arena, study->groups[row->group].name));
        value_set(arena, &value, "label", value_text(arena, study->groups[row->group].label));
        value_set(arena, &value, "mean", value_number(row->mean));
        value_set(arena, &value, "rank_correlation", by_body(arena, study, row->rank_correlation));
        value_set(arena, &value, "standardised_coefficient", by_body(arena, study, row->standardised_coefficient));
        value_set(arena, &value, "worst_mean", by_body(arena, study, row->worst_mean));
        value_set(arena, &value, "worst_shift", by_body(arena, study, row->worst_shift));
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "association", associations_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->association_count; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        const char *input = study->groups[row->group].name;
        sensitivity_fact(document, "association", input, body, "rank_correlation", NAN, row->rank_correlation[b]);
        sensitivity_fact(
            document, "association", input, body, "standardised_coefficient", NAN, row->standardised_coefficient[b]);
        sensitivity_fact(document, "association", input, body, "worst_mean", NAN, row->worst_mean[b]);
        sensitivity_fact(document, "association", input, body, "worst_shift", NAN, row->worst_shift[b]);
    }
}

static void association_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    if (!study->association_count) return;
    Section *section = document_section(document, "Correlation with net present value");
    section->name = "associations";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Input", ALIGN_LEFT);
    body_columns(briefing, section, "Rank correlation");
    grid_column(document, section, "Regression, joint", ALIGN_RIGHT);
    grid_column(document, section, "Mean", ALIGN_RIGHT);
    grid_column(document, section, "Mean in the worst 5% of outcomes", ALIGN_RIGHT);
    grid_column(document, section, "Shift in standard deviations", ALIGN_RIGHT);
    for (size_t i = 0; i < study->association_count && i < MOST_ROWS; i++) {
        const BizcaseAssociationRow *row = &study->associations[i];
        const NumberStyle plain = {
            .prefix = "", .suffix = "", .divisor = 1, .decimals = fabs(row->mean) >= 1000 ? 0 : 3
        };
        grid_group(briefing, section, row->group);
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_number(document, section, row->rank_correlation[b], two_decimals);
        grid_number(document, section, row->standardised_coefficient[0], two_decimals);
        grid_number(document, section, row->mean, plain);
        grid_number(document, section, row->worst_mean[0], plain);
        grid_number(document, section, row->worst_shift[0], two_decimals);
    }
    section_note(document, section,
        "Rank correlation: Spearman's, of the input and NPV. Regression: how many standard deviations NPV moves with one "
        "standard deviation of the input. Worst 5%: the outcomes with the lowest joint NPV.");
    section_note(document, section, trials_note(briefing, study));
    regression_note(briefing, section);
    rest_note(briefing, section, study->association_count, MOST_ROWS);
}

const SensitivityPages pages_of_association = { .data = add_data, .facts = add_facts, .sections = association_section };

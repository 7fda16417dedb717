/* Where the answer turns. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

static Value switches_value(Arena *arena, const BizcaseSensitivity *study, const BizcaseSwitch *switches) {
    Value value = value_object();
    for (size_t b = 0; b < study->body_count; b++) {
        Value of_body = value_object();
        value_set(arena, &of_body, "value", value_number(switches[b].value));
        value_set(arena, &of_body, "change", value_number(switches[b].change));
        value_set(arena, &value, study->bodies[b], of_body);
    }
    return value;
}

static Value switching_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->switching_count; i++) {
        const BizcaseSwitchingRow *row = &study->switching[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        Value value = lever_value(arena, lever);
        value_set(arena, &value, "least", value_number(lever->least));
        value_set(arena, &value, "most", value_number(lever->most));
        value_set(arena, &value, "npv_zero", switches_value(arena, study, row->npv_zero));
        value_set(arena, &value, "other_is_best", switches_value(arena, study, row->other_is_best));
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "switching", switching_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->switching_count; i++) {
        const BizcaseSwitchingRow *row = &study->switching[i];
        const char *lever = lever_of(study, row->lever)->name;
        sensitivity_fact(document, "switching", lever, body, "npv_zero", NAN, row->npv_zero[b].value);
        sensitivity_fact(document, "switching", lever, body, "npv_zero_change", NAN, row->npv_zero[b].change);
        sensitivity_fact(document, "switching", lever, body, "other_is_best", NAN, row->other_is_best[b].value);
        sensitivity_fact(document, "switching", lever, body, "other_is_best_change", NAN, row->other_is_best[b].change);
    }
}

static void add_to_answer(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    if (study->switching_count > 0 && !isnan(study->switching[0].npv_zero[0].value)) {
        const BizcaseSwitchingRow *row = &study->switching[0];
        const BizcaseLever *lever = lever_of(study, row->lever);
        section_paragraph(document, section,
            arena_format(arena, "The smallest change that takes it to zero is %s in \"%s\", from %s to %s.",
                change_text(arena, lever, &row->npv_zero[0]), lever_label(arena, study, lever),
                setting_text(arena, lever, lever->plan), setting_text(arena, lever, row->npv_zero[0].value)));
    }
}

/* As a change from the plan; of nothing there is no part, so then the value itself. */
static const char *turn_text(Arena *arena, const BizcaseLever *lever, const BizcaseSwitch *turn) {
    if (isnan(turn->value)) return "none";
    return isnan(turn->change) ? arena_format(arena, "at %s", short_setting_text(arena, lever, turn->value))
                               : change_text(arena, lever, turn);
}

static void fill_switching(const Briefing *briefing, Section *section, Detail detail) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    grid_column(document, section, "Assumption", ALIGN_LEFT);
    grid_column(document, section, "Plan", ALIGN_RIGHT);
    grid_column(document, section, "Joint NPV is 0 at", ALIGN_RIGHT);
    detail_columns(briefing, section, "Change", detail);
    grid_column(document, section, "Another is best at", ALIGN_RIGHT);
    bool any_levels = false;
    size_t shown = 0;
    for (size_t i = 0; i < study->switching_count; i++) {
        const BizcaseSwitchingRow *row = &study->switching[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        if (lever->is_repeated || shown++ >= rows_of(detail)) continue;
        any_levels = any_levels || lever_has_levels(lever);
        grid_lever(briefing, section, lever);
        grid_text(document, section, short_setting_text(briefing->arena, lever, lever->plan));
        grid_text(document, section, short_setting_text(briefing->arena, lever, row->npv_zero[0].value));
        for (size_t b = 0; b < bodies_of(briefing, detail); b = next_body(briefing, b))
            grid_text(document, section, turn_text(briefing->arena, lever, &row->npv_zero[b]));
        grid_text(document, section, short_setting_text(briefing->arena, lever, row->other_is_best[0].value));
    }
    section_note(document, section,
        "Change: how far the assumption must move from the plan to take that NPV to 0, in percentage points for rates and "
        "shares. None: no possible value does. Another is best at: where another option, or doing nothing, becomes worth "
        "more jointly.");
    if (any_levels) levels_note(briefing, section);
    rest_note(briefing, section, shown, rows_of(detail));
}

static void switching_section(const Briefing *briefing) {
    if (!briefing->sensitivity->switching_count) return;
    Section *section = document_section(briefing->document, "Switching values: what it takes to change the answer");
    section->name = "switching-values";
    fill_switching(briefing, section, LARGEST);
    fill_switching(briefing, document_in_full(briefing->document, section), IN_FULL);
}

const SensitivityPages pages_of_switching = {
    .data = add_data, .facts = add_facts, .answer = add_to_answer, .sections = switching_section
};

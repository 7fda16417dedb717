/* What moves net present value most, and along which percentiles. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

#include "report/charts/charts.h"

/* [body] how long the bar is. */
static const double *tornado_swings(Arena *arena, const BizcaseSensitivity *study, const BizcaseTornadoRow *row) {
    double *swings = arena_array(arena, study->body_count, sizeof *swings);
    for (size_t b = 0; b < study->body_count; b++) swings[b] = row->npv_most[b] - row->npv_least[b];
    return swings;
}

static Value tornado_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->tornado_count; i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        Value value = lever_value(arena, lever_of(study, row->lever));
        value_set(arena, &value, "low", value_number(row->low));
        value_set(arena, &value, "high", value_number(row->high));
        value_set(arena, &value, "npv_low", by_body(arena, study, row->npv_low));
        value_set(arena, &value, "npv_high", by_body(arena, study, row->npv_high));
        value_set(arena, &value, "npv_least", by_body(arena, study, row->npv_least));
        value_set(arena, &value, "npv_most", by_body(arena, study, row->npv_most));
        value_set(arena, &value, "least_at", by_body(arena, study, row->least_at));
        value_set(arena, &value, "most_at", by_body(arena, study, row->most_at));
        value_set(arena, &value, "swing", by_body(arena, study, tornado_swings(arena, study, row)));
        value_append(arena, &list, value);
    }
    return list;
}

static Value spider_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->spider_count; i++) {
        const BizcaseSpiderRow *row = &study->spider[i];
        Value value = lever_value(arena, lever_of(study, row->lever)), points = value_list();
        for (size_t p = 0; p < BIZCASE_SPIDER_POINTS; p++) {
            Value point = value_object();
            value_set(arena, &point, "value", value_number(row->values[p]));
            value_set(arena, &point, "npv", by_body(arena, study, row->npv + p * study->body_count));
            value_append(arena, &points, point);
        }
        value_set(arena, &value, "points", points);
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "tornado", tornado_value(arena, study));
    value_set(arena, &document->data, "spider", spider_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->tornado_count; i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        const char *lever = lever_of(study, row->lever)->name;
        sensitivity_fact(document, "tornado", lever, body, "npv", row->low, row->npv_low[b]);
        sensitivity_fact(document, "tornado", lever, body, "npv", row->high, row->npv_high[b]);
        sensitivity_fact(document, "tornado", lever, body, "npv_least", row->least_at[b], row->npv_least[b]);
        sensitivity_fact(document, "tornado", lever, body, "npv_most", row->most_at[b], row->npv_most[b]);
    }
    for (size_t i = 0; i < study->spider_count; i++)
        for (size_t p = 0; p < BIZCASE_SPIDER_POINTS; p++)
            sensitivity_fact(document, "spider", lever_of(study, study->spider[i].lever)->name, body, "npv",
                study->spider[i].values[p], study->spider[i].npv[p * study->body_count + b]);
}

static void add_to_answer(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    if (study->tornado_shown > 0) {
        const BizcaseTornadoRow *row = &study->tornado[0];
        const BizcaseLever *lever = lever_of(study, row->lever);
        const bool by_ends = fabs(row->npv_high[0] - row->npv_low[0]) >= row->npv_most[0] - row->npv_least[0];
        const char *label = lever_label(arena, study, lever), *low = setting_text(arena, lever, row->low),
                   *high = setting_text(arena, lever, row->high);
        section_paragraph(document, section,
            by_ends
                ? arena_format(arena,
                      "\"%s\" matters most. Moving it from %s to %s takes the net present value from %s to %s.", label,
                      low, high, headline_text(briefing, row->npv_low[0]), headline_text(briefing, row->npv_high[0]))
                : arena_format(arena,
                      "\"%s\" matters most. Between %s and %s the net present value is lowest at %s (%s) and highest "
                      "at %s (%s).",
                      label, low, high, setting_text(arena, lever, row->least_at[0]),
                      headline_text(briefing, row->npv_least[0]), setting_text(arena, lever, row->most_at[0]),
                      headline_text(briefing, row->npv_most[0])));
    }
}

static void fill_tornado(const Briefing *briefing, Section *section, Detail detail) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    static const char *const headings[] = { "Low", "High", "NPV at low", "NPV at high" };
    grid_column(document, section, "Assumption", ALIGN_LEFT);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], ALIGN_RIGHT);
    detail_columns(briefing, section, "Swing", detail);
    bool any_levels = false;
    for (size_t i = 0; i < study->tornado_shown && i < rows_of(detail); i++) {
        const BizcaseTornadoRow *row = &study->tornado[i];
        const BizcaseLever *lever = lever_of(study, row->lever);
        any_levels = any_levels || lever_has_levels(lever);
        grid_lever(briefing, section, lever);
        grid_text(document, section, short_setting_text(briefing->arena, lever, row->low));
        grid_text(document, section, short_setting_text(briefing->arena, lever, row->high));
        grid_number(document, section, row->npv_low[0], briefing->money);
        grid_number(document, section, row->npv_high[0], briefing->money);
        const double *swings = tornado_swings(briefing->arena, study, row);
        for (size_t b = 0; b < bodies_of(briefing, detail); b = next_body(briefing, b))
            grid_number(document, section, swings[b], briefing->money);
    }
    section_note(document, section,
        "Each row moves one assumption and leaves the rest as planned. Low and high are P10 and P90 where there is a "
        "range. Without a range they are 10% less and 10% more, one percentage point for the discount rate, and six "
        "months for a delay.");
    section_note(document, section,
        "Swing: the distance from the lowest to the highest NPV between low and high, the plan included.");
    if (any_levels) levels_note(briefing, section);
    rest_note(briefing, section, study->tornado_shown, rows_of(detail));
}

static void tornado_section(const Briefing *briefing) {
    Document *document = briefing->document;
    if (!briefing->sensitivity->tornado_shown) return;
    Section *section = document_section(document,
        arena_format(briefing->arena, "What moves the net present value most (tornado), %s", briefing->money_unit));
    section->name = "most-important-assumptions";
    fill_tornado(briefing, section, LARGEST);
    fill_tornado(briefing, document_in_full(document, section), IN_FULL);
}

static void add_sections(const Briefing *briefing) {
    tornado_section(briefing);
    tornado_chart(briefing);
}

const SensitivityPages pages_of_tornado = {
    .data = add_data, .facts = add_facts, .answer = add_to_answer, .sections = add_sections
};

/* What a delay of each phase costs. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

static Value delays_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->delay_count; i++) {
        const BizcaseDelay *row = &study->delays[i];
        Value value = lever_value(arena, lever_of(study, row->lever)), months = value_list();
        value_set(arena, &value, "cost_per_month", by_body(arena, study, row->per_month));
        value_set(arena, &value, "expected_cost_per_month", by_body(arena, study, row->expected_per_month));
        for (size_t m = 0; m < BIZCASE_DELAY_MONTHS; m++) {
            Value month = value_object();
            value_set(arena, &month, "months", value_integer(m));
            value_set(arena, &month, "npv", by_body(arena, study, row->npv + m * study->body_count));
            value_set(arena, &month, "payback_years", by_body(arena, study, row->payback + m * study->body_count));
            value_set(
                arena, &month, "payback_note", notes_by_body(arena, study, row->payback_note + m * study->body_count));
            value_append(arena, &months, month);
        }
        value_set(arena, &value, "delays", months);
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "delay", delays_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->delay_count; i++)
        for (size_t m = 0; m < BIZCASE_DELAY_MONTHS; m++) {
            const BizcaseDelay *row = &study->delays[i];
            const char *lever = lever_of(study, row->lever)->name;
            sensitivity_fact(document, "delay", lever, body, "npv", (double)m, row->npv[m * study->body_count + b]);
            sensitivity_fact(
                document, "delay", lever, body, "payback_years", (double)m, row->payback[m * study->body_count + b]);
        }
    for (size_t i = 0; i < study->delay_count; i++) {
        const char *lever = lever_of(study, study->delays[i].lever)->name;
        sensitivity_fact(document, "delay", lever, body, "cost_per_month", NAN, study->delays[i].per_month[b]);
        sensitivity_fact(
            document, "delay", lever, body, "expected_cost_per_month", NAN, study->delays[i].expected_per_month[b]);
    }
}

static void delay_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    static const size_t months[] = { 0, 3, 6, 12, 24 };
    Document *document = briefing->document;
    if (!study->delay_count) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "What a delay costs, %s of NPV", briefing->money_unit));
    section->name = "delays";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Phase", ALIGN_LEFT);
    body_columns(briefing, section, "A month");
    grid_column(document, section, "A month, expected, joint", ALIGN_RIGHT);
    for (size_t m = 1; m < sizeof months / sizeof months[0]; m++)
        grid_column(document, section, arena_format(briefing->arena, "%zu months, joint", months[m]), ALIGN_RIGHT);
    for (size_t i = 0; i < study->delay_count; i++) {
        const BizcaseDelay *row = &study->delays[i];
        grid_text(document, section, lever_of(study, row->lever)->label);
        grid_bodies(briefing, section, row->per_month);
        grid_number(document, section, row->expected_per_month[0], briefing->money);
        for (size_t m = 1; m < sizeof months / sizeof months[0]; m++)
            grid_number(document, section, row->npv[0] - row->npv[months[m] * study->body_count], briefing->money);
    }
    section_note(document, section,
        "A month: one month more than the plan's delay. A month, expected: the average cost of one month more in every "
        "outcome. 3 to 24 months: compared with no delay. Brackets mean a gain.");
    for (size_t i = 0; i < study->delay_count; i++)
        if (round(study->delays[i].per_month[0]) < 0)
            section_note(document, section,
                arena_format(briefing->arena,
                    "A delay of \"%s\" raises the net present value. Check that the phase moves everything that would be late.",
                    lever_of(study, study->delays[i].lever)->label));
}

const SensitivityPages pages_of_delay = { .data = add_data, .facts = add_facts, .sections = delay_section };

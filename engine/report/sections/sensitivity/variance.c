/* Where the uncertainty comes from. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

#include "study/simulation/interval.h"

static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 };

static Value variance_value(Arena *arena, const BizcaseSensitivity *study) {
    if (!study->variance) return value_null();
    Value value = value_object(), list = value_list();
    value_set(arena, &value, "sd", by_body(arena, study, study->variance_sd));
    for (size_t i = 0; i < study->variance_count; i++) {
        Value row = group_value(arena, study, study->variance[i].group);
        value_set(arena, &row, "first", estimates_by_body(arena, study, study->variance[i].first));
        value_set(arena, &row, "total", estimates_by_body(arena, study, study->variance[i].total));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "indices", list);
    return value;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "variance", variance_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->variance_count; i++) {
        const BizcaseVarianceRow *row = &study->variance[i];
        const char *group = study->groups[row->group].name;
        sensitivity_fact(document, "variance", group, body, "first", NAN, row->first[b].value);
        sensitivity_fact(document, "variance", group, body, "first_error", NAN, row->first[b].standard_error);
        sensitivity_fact(document, "variance", group, body, "total", NAN, row->total[b].value);
        sensitivity_fact(document, "variance", group, body, "total_error", NAN, row->total[b].standard_error);
    }
}

/* "12.3% ± 0.4" */
static const char *estimate_text(const Briefing *briefing, const BizcaseEstimate *estimate) {
    if (isnan(estimate->value)) return "n/a";
    return arena_format(briefing->arena, "%s ± %.1f", number_text(briefing->arena, fmax(0, estimate->value), percent),
        100 * half_width_95(estimate->standard_error, estimate->randomisations));
}

/* Rows of inputs, then of groups; the most important of each. */
static void variance_rows(
    const Briefing *briefing, const BizcaseSensitivity *study, bool groups, size_t most, Section *section) {
    Document *document = briefing->document;
    size_t count = 0;
    for (size_t i = 0; i < study->variance_count && count < most; i++) {
        const BizcaseVarianceRow *row = &study->variance[i];
        if (study->groups[row->group].is_group != groups) continue;
        grid_text(document, section, group_text(briefing, study, row->group));
        grid_text(document, section, estimate_text(briefing, &row->first[0]));
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_text(document, section, estimate_text(briefing, &row->total[b]));
        count++;
    }
}

static void left_out_note(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (study->variance_count == study->group_count) return;
    section_note(briefing->document, section,
        arena_format(briefing->arena,
            "Worked out for %s of the %s inputs and groups: those with the largest effect of their own in the trials.",
            count_text(briefing->arena, study->variance_count), count_text(briefing->arena, study->group_count)));
}

static void variance_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    if (!study->variance_count) return;
    static const char *const headings[] = { "Where the uncertainty comes from: single inputs",
        "Where the uncertainty comes from: groups of inputs" };
    for (int groups = 0; groups <= 1; groups++) {
        Section *section = document_section(document, headings[groups]);
        section->name = groups ? "uncertainty-by-group" : "uncertainty-by-input";
        grid_column(document, section, groups ? "Group" : "Input", ALIGN_LEFT);
        grid_column(document, section, "Alone, joint", ALIGN_RIGHT);
        body_columns(briefing, section, "In all");
        variance_rows(briefing, study, groups, groups ? MOST_GROUP_ROWS : MOST_ROWS, section);
        if (groups) {
            section_note(document, section,
                "A programme or category: its lines and all that moves them, and its risks. Groups may share inputs, "
                "so they do not add up.");
            left_out_note(briefing, section);
        } else {
            section_note(document, section,
                "Part of the variance of NPV. Alone: what would go on average if the input became known (first-order "
                "index). In all: what would be left if everything else became known (total-effect index). ± is the "
                "half width of the 95% interval.");
            section_note(document, section,
                arena_format(briefing->arena, "The standard deviation of the joint NPV is %s.",
                    money_text(briefing, study->variance_sd[0])));
            left_out_note(briefing, section);
        }
    }
}

const SensitivityPages pages_of_variance = { .data = add_data, .facts = add_facts, .sections = variance_section };

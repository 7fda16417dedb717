/* What more information would be worth before choosing. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

#include "case/party.h"
#include "study/simulation/interval.h"

static Value information_value(Arena *arena, const BizcaseSensitivity *study) {
    if (!study->evpi) return value_null();
    Value value = value_object(), list = value_list(), best = value_object();
    for (size_t b = 0; b < study->body_count; b++)
        value_set(arena, &best, study->bodies[b], value_text(arena, study->alternatives[study->best_alternative[b]]));
    value_set(arena, &value, "best_alternative", best);
    value_set(arena, &value, "evppi_trials", value_integer(study->information_trials));
    value_set(arena, &value, "evpi", estimates_by_body(arena, study, study->evpi));
    for (size_t i = 0; i < study->information_count; i++) {
        Value row = group_value(arena, study, study->information[i].group);
        value_set(arena, &row, "evppi", estimates_by_body(arena, study, study->information[i].evppi));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "evppi", list);
    return value;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "information", information_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    if (study->evpi) {
        sensitivity_fact(document, "information", NULL, body, "evpi", NAN, study->evpi[b].value);
        sensitivity_fact(document, "information", NULL, body, "evpi_error", NAN, study->evpi[b].standard_error);
    }
    for (size_t i = 0; i < study->information_count; i++) {
        const BizcaseInformationRow *row = &study->information[i];
        sensitivity_fact(
            document, "information", study->groups[row->group].name, body, "evppi", NAN, row->evppi[b].value);
        sensitivity_fact(document, "information", study->groups[row->group].name, body, "evppi_error", NAN,
            row->evppi[b].standard_error);
    }
}

static bool is_worth_something(const Briefing *briefing, const BizcaseEstimate *estimate) {
    return estimate->value >= 0.5 * style_step(briefing->money);
}

static void information_words(const Briefing *briefing, const BizcaseSensitivity *study, Section *section) {
    Arena *arena = briefing->arena;
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        const BizcaseInformationRow *dearest = NULL;
        if (!is_worth_something(briefing, &study->evpi[b])) {
            section_paragraph(briefing->document, section,
                arena_format(arena, "%s nothing that could become known would change the choice.",
                    briefing->body_count > 1 ? arena_format(arena, "For %s", body_in_words(briefing, b))
                                             : "As the ranges stand"));
            continue;
        }
        for (size_t i = 0; i < study->information_count; i++) {
            const BizcaseInformationRow *row = &study->information[i];
            if (study->groups[row->group].is_group || !is_worth_something(briefing, &row->evppi[b])) continue;
            if (!dearest || row->evppi[b].value > dearest->evppi[b].value) dearest = row;
        }
        const char *all = arena_format(arena, "%s would be worth up to %s to know everything before choosing",
            briefing->body_count > 1 ? arena_format(arena, "For %s it", body_in_words(briefing, b)) : "It",
            money_text(briefing, study->evpi[b].value));
        section_paragraph(briefing->document, section,
            !dearest
                ? arena_format(arena,
                      "%s; no single input would change the choice often enough to be worth anything by itself.", all)
                : arena_format(arena,
                      "%s; it is worth up to %s to firm up \"%s\" (%s), more than any other single input.", all,
                      money_text(briefing, dearest->evppi[b].value), study->groups[dearest->group].label,
                      study->groups[dearest->group].name));
    }
}

static void information_rows(
    const Briefing *briefing, const BizcaseSensitivity *study, bool groups, size_t most, Section *section) {
    Document *document = briefing->document;
    size_t count = 0;
    for (size_t i = 0; i < study->information_count && count < most; i++) {
        const BizcaseInformationRow *row = &study->information[i];
        bool is_worth = false;
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            is_worth = is_worth || is_worth_something(briefing, &row->evppi[b]);
        if (study->groups[row->group].is_group != groups || !is_worth) continue;
        grid_text(document, section, group_text(briefing, study, row->group));
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_number(document, section, row->evppi[b].value, briefing->money);
        grid_number(document, section, half_width_95(row->evppi[0].standard_error, row->evppi[0].randomisations),
            briefing->money);
        count++;
    }
}

static void information_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    if (!study->evpi) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "What it is worth to know more, %s", briefing->money_unit));
    section->name = "value-of-information";
    information_words(briefing, study, section);
    grid_column(document, section, "To know …", ALIGN_LEFT);
    body_columns(briefing, section, "At most");
    grid_column(document, section, "± joint", ALIGN_RIGHT);
    grid_text(document, section, "Everything");
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_number(document, section, study->evpi[b].value, briefing->money);
    grid_number(document, section, half_width_95(study->evpi[0].standard_error, study->evpi[0].randomisations),
        briefing->money);
    information_rows(briefing, study, true, MOST_GROUP_ROWS, section);
    information_rows(briefing, study, false, MOST_ROWS, section);
    section_note(document, section,
        party_text(briefing->arena, briefing->the_case,
            "Expected value of perfect information, of all inputs and of some: what the best choice made afterwards "
            "gains on average over the best choice made now. That of each {party} is for it choosing alone. What would "
            "not change the choice is worth nothing and not listed. ± is the half width of the 95% interval."));
    section_note(document, section,
        arena_format(briefing->arena,
            "%s What single inputs and groups are worth is told by a regression on the first %s.",
            trials_note(briefing, study), count_text(briefing->arena, study->information_trials)));
    regression_note(briefing, section);
}

const SensitivityPages pages_of_information = { .data = add_data, .facts = add_facts, .sections = information_section };

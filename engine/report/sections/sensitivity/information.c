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
                                             : "Within these ranges"));
            continue;
        }
        for (size_t i = 0; i < study->information_count; i++) {
            const BizcaseInformationRow *row = &study->information[i];
            if (study->groups[row->group].is_group || !is_worth_something(briefing, &row->evppi[b])) continue;
            if (!dearest || row->evppi[b].value > dearest->evppi[b].value) dearest = row;
        }
        const char *all = arena_format(arena, "%s everything before choosing would be worth up to %s.",
            briefing->body_count > 1 ? arena_format(arena, "For %s knowing", body_in_words(briefing, b)) : "Knowing",
            money_text(briefing, study->evpi[b].value));
        section_paragraph(briefing->document, section,
            !dearest ? arena_format(
                           arena, "%s No single input would change the choice often enough to be worth anything.", all)
                     : arena_format(arena, "%s The input most worth knowing is \"%s\", worth up to %s.", all,
                           group_label(briefing, dearest->group), money_text(briefing, dearest->evppi[b].value)));
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
        grid_group(briefing, section, row->group);
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
        document, arena_format(briefing->arena, "What better information would be worth, %s", briefing->money_unit));
    section->name = "value-of-information";
    section->extent = FULL_ONLY;
    information_words(briefing, study, section);
    grid_column(document, section, "Knowing …", ALIGN_LEFT);
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
            "The most that knowing an input before choosing is worth (expected value of perfect information): what the best "
            "choice then gains, on average, over the best choice now. For each {party} it is as if it chose alone. Inputs "
            "that would not change the choice are worth nothing and not listed. ± gives the 95% interval."));
    section_note(document, section,
        arena_format(briefing->arena, "%s A regression on the first %s gives the rows of single inputs and groups.",
            trials_note(briefing, study), count_text(briefing->arena, study->information_trials)));
    regression_note(briefing, section);
}

const SensitivityPages pages_of_information = { .data = add_data, .facts = add_facts, .sections = information_section };

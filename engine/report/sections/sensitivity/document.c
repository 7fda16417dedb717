/* The document of a sensitivity study. */
#include "report/sections/sensitivity/pages.h"

#include "case/handle.h"
#include "report/charts/charts.h"
#include "report/sections/case_data.h"
#include "report/sections/stakes.h"
#include "report/sections/whose_money.h"

#include <math.h>

#define PAGES_ADDRESS(FLAG, name, value) &pages_of_##name,
static const SensitivityPages *const parts[] = { BIZCASE_SENSITIVITY_PARTS(PAGES_ADDRESS) };
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

static void answer_section_add(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    if (!study) return;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    Section *section = document_section(document, "The answer");
    section_paragraph(document, section,
        arena_format(arena, "%s net present value of \"%s\" is %s%s%s.",
            study->versus
                ? arena_format(arena, "Compared with \"%s\", the", option_name(briefing->the_case, study->versus))
                : "The",
            option_name(briefing->the_case, study->option), headline_text(briefing, study->plan_npv[0]),
            briefing->body_count > 1 ? arena_format(arena, " for %s", body_in_words(briefing, 0)) : "",
            reading_in_words((MoneyReading)study->reading)));
    if (study->reading != BIZCASE_WHOLE)
        section_paragraph(document, section, "Every net present value and payback below counts this money alone.");
    const char *choice = choice_of_option_text(briefing),
               *without = no_stake_text(briefing, (MoneyReading)study->reading);
    if (choice) section_paragraph(document, section, choice);
    if (without) section_paragraph(document, section, without);
    for (size_t p = 0; p < PART_COUNT; p++)
        if (parts[p]->answer) parts[p]->answer(briefing, section);
    const char *left_out = odd_trials_text(arena, study->not_finite, study->trials);
    if (left_out) section_paragraph(document, section, left_out);
    section_note(document, section, sign_convention);
    section_note(document, section,
        arena_format(arena, "This study ran the model %s times.", count_text(arena, study->evaluations)));
}

void sensitivity_report_sections(const Briefing *briefing) {
    for (size_t p = 0; briefing->sensitivity && p < PART_COUNT; p++)
        if (parts[p] != &pages_of_agreement) parts[p]->sections(briefing);
}

void sensitivity_sharing_sections(const Briefing *briefing) {
    if (briefing->sensitivity) pages_of_agreement.sections(briefing);
}

static void sensitivity_data(Document *document, const Case *the_case, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    case_data_start(document, SENSITIVITY_STUDY, the_case, NULL);
    value_set(arena, &document->data, "reading", value_text(arena, bizcase_reading_name(study->reading)));
    value_set(arena, &document->data, "option", value_text(arena, study->option));
    value_set(arena, &document->data, "versus", value_text(arena, study->versus));
    value_set(arena, &document->data, "evaluations", value_integer(study->evaluations));
    value_set(arena, &document->data, "trials", study->trials ? value_integer(study->trials) : value_null());
    if (the_case->formula_counts.all > 0)
        value_set(arena, &document->data, "not_finite", value_integer(study->not_finite));
    value_set(arena, &document->data, "seed", study->trials ? value_integer(study->seed) : value_null());
    value_set(arena, &document->data, "sampler", value_text(arena, study->sampler));
    value_set(
        arena, &document->data, "alternatives", value_texts(arena, study->alternatives, study->alternative_count));
    value_set(arena, &document->data, "plan_npv", by_body(arena, study, study->plan_npv));
    value_set(arena, &document->data, "plan_payback_years", by_body(arena, study, study->plan_payback));
    value_set(arena, &document->data, "plan_payback_note", notes_by_body(arena, study, study->plan_payback_note));
    for (size_t p = 0; p < PART_COUNT; p++) parts[p]->data(document, study);
    case_data_diagnostics(document, &the_case->diagnostics);
}

/* What factors on quantities mean. */
static void level_facts(Document *document, const BizcaseSensitivity *study) {
    for (size_t k = 0; k < study->lever_count; k++) {
        const BizcaseLever *lever = &study->levers[k];
        if (!lever->levels) continue;
        sensitivity_fact(document, "levels", lever->name, study->bodies[0], "first_level", NAN, lever->levels->first);
        sensitivity_fact(document, "levels", lever->name, study->bodies[0], "last_level", NAN, lever->levels->last);
        sensitivity_fact(document, "levels", lever->name, study->bodies[0], "total", NAN, lever->levels->total);
    }
}

static void sensitivity_facts(Document *document, const BizcaseSensitivity *study) {
    static const char *const columns[] = { "study", "part", "lever", "council", "statistic", "at", "value" };
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    level_facts(document, study);
    for (size_t b = 0; b < study->body_count; b++) {
        sensitivity_fact(document, "plan", NULL, study->bodies[b], "npv", NAN, study->plan_npv[b]);
        for (size_t p = 0; p < PART_COUNT; p++)
            if (parts[p]->facts) parts[p]->facts(document, study, b);
    }
}

typedef struct SensitivityPage {
    const Case *the_case;
    const BizcaseAppraisal *appraisal;
    const BizcaseSensitivity *study;
} SensitivityPage;

static void fill(Document *document, const void *context) {
    const SensitivityPage *from = context;
    sensitivity_data(document, from->the_case, from->study);
    sensitivity_facts(document, from->study);
    Briefing briefing = briefing_in_reading(
        briefing_start(document, from->the_case, from->appraisal, NULL), (MoneyReading)from->study->reading);
    briefing.sensitivity = from->study;
    case_head(document, "Sensitivity", from->the_case);
    answer_section_add(&briefing);
    sensitivity_report_sections(&briefing);
    sensitivity_sharing_sections(&briefing);
    case_warnings_section(document, &from->the_case->diagnostics);
}

BizcaseStatus bizcase_sensitivity_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSensitivity *study, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !appraisal || !study) return BIZCASE_BAD_REQUEST;
    const SensitivityPage from = { &loaded->data, appraisal, study };
    return document_make(fill, &from, result);
}

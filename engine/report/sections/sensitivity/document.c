/* The document of a sensitivity study. */
#include "report/sections/sensitivity/pages.h"

#include "case/handle.h"
#include "report/charts/charts.h"
#include "report/sections/case_data.h"

#include <math.h>

static const BizcaseChallenge *worst_challenge(const BizcaseSensitivity *study) {
    const BizcaseChallenge *worst = &study->challenges[0];
    for (size_t i = 1; i < study->challenge_count; i++)
        if (study->challenges[i].npv[0] < worst->npv[0]) worst = &study->challenges[i];
    return worst;
}

/* What the parts that were asked for add to the answer. */
static void trial_answers(const Briefing *briefing, const BizcaseSensitivity *study, Section *section) {
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    if (study->challenge_count) {
        size_t best = 0;
        for (size_t i = 0; i < study->challenge_count; i++) best += study->challenges[i].rank[0] == 1;
        section_paragraph(document, section,
            arena_format(arena,
                "It stays the best choice in %zu of %zu challenges; the worst (%s) leaves a net present value of %s.",
                best, study->challenge_count, worst_challenge(study)->name,
                money_text(briefing, worst_challenge(study)->npv[0])));
    }
    if (study->choice)
        section_paragraph(document, section,
            arena_format(arena, "In %s of the trials it is the best of what can be chosen%s.",
                chance_text(arena, study->choice->probability_best[0]),
                study->evpi && study->evpi[0].value > 0
                    ? arena_format(arena, "; to know everything before choosing would be worth up to %s",
                          money_text(briefing, study->evpi[0].value))
                    : ""));
    if (study->agreement)
        section_paragraph(document, section,
            arena_format(arena, "All councils gain in %s of the trials, and just one loses in %s.",
                chance_text(arena, study->agreement->all_gain.value),
                chance_text(arena, study->agreement->just_one_loses.value)));
}

static void answer(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    Section *section = document_section(document, "The answer");
    section_paragraph(document, section,
        arena_format(arena, "The plan of \"%s\"%s has a joint net present value of %s.",
            option_name(briefing->the_case, study->option),
            study->versus ? arena_format(arena, ", against \"%s\",", option_name(briefing->the_case, study->versus))
                          : "",
            money_text(briefing, study->plan_npv[0])));
    if (study->tornado_count > 0) {
        const BizcaseLever *lever = lever_of(study, study->tornado[0].lever);
        section_paragraph(document, section,
            arena_format(arena,
                "What matters most is \"%s\" (%s): between %s and %s it moves the joint net present value from %s to "
                "%s.",
                lever->label, lever->name, setting_text(arena, lever, study->tornado[0].low),
                setting_text(arena, lever, study->tornado[0].high), money_text(briefing, study->tornado[0].npv_low[0]),
                money_text(briefing, study->tornado[0].npv_high[0])));
    }
    if (study->switching_count > 0 && !isnan(study->switching[0].npv_zero[0].value)) {
        const BizcaseSwitchingRow *row = &study->switching[0];
        const BizcaseLever *lever = lever_of(study, row->lever);
        section_paragraph(document, section,
            arena_format(arena,
                "The smallest change that brings it to nil is in \"%s\" (%s): from %s to %s, a change of %s.",
                lever->label, lever->name, setting_text(arena, lever, lever->plan),
                setting_text(arena, lever, row->npv_zero[0].value), change_text(arena, row->npv_zero[0].change)));
    }
    trial_answers(briefing, study, section);
    section_paragraph(
        document, section, arena_format(arena, "Found with %zu evaluations of the model.", study->evaluations));
}

void sensitivity_sections(const Briefing *briefing, const BizcaseSensitivity *study) {
    tornado_section(briefing, study);
    tornado_chart(briefing, study);
    switching_section(briefing, study);
    challenge_section(briefing, study);
    delay_section(briefing, study);
    grid_section(briefing, study);
    variance_section(briefing, study);
    association_section(briefing, study);
    information_section(briefing, study);
    choice_section(briefing, study);
    agreement_sections(briefing, study);
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
    const Briefing briefing = briefing_start(document, from->the_case, from->appraisal, NULL);
    case_head(document, "Sensitivity", from->the_case);
    answer(&briefing, from->study);
    sensitivity_sections(&briefing, from->study);
    case_warnings_section(document, &from->the_case->diagnostics);
}

BizcaseStatus bizcase_sensitivity_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSensitivity *study, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!loaded || !appraisal || !study) return BIZCASE_BAD_REQUEST;
    const SensitivityPage from = { &loaded->data, appraisal, study };
    return document_make(fill, &from, result);
}

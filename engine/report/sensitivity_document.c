/* The document of a sensitivity study. */
#include "report/sensitivity_pages.h"

#include "case/handle.h"
#include "report/case_data.h"

#include <math.h>

static void answer(const Briefing *briefing, const BizcaseSensitivity *study) {
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    Section *section = document_section(document, "The answer");
    section_paragraph(document, section,
        arena_format(arena, "The plan of \"%s\"%s has a joint net present value of %s.", option_name(briefing->loaded, study->option),
            study->versus ? arena_format(arena, ", against \"%s\",", option_name(briefing->loaded, study->versus)) : "",
            money_text(briefing, study->plan_npv[0])));
    if (study->tornado_count > 0) {
        const BizcaseLever *lever = lever_of(study, study->tornado[0].lever);
        section_paragraph(document, section,
            arena_format(arena, "What matters most is \"%s\" (%s): between %s and %s it moves the joint net present value from %s to %s.",
                lever->label, lever->name, setting_text(arena, lever, study->tornado[0].low), setting_text(arena, lever, study->tornado[0].high),
                money_text(briefing, study->tornado[0].npv_low[0]), money_text(briefing, study->tornado[0].npv_high[0])));
    }
    if (study->switching_count > 0 && !isnan(study->switching[0].npv_zero[0].value)) {
        const BizcaseSwitchingRow *row = &study->switching[0];
        const BizcaseLever *lever = lever_of(study, row->lever);
        section_paragraph(document, section,
            arena_format(arena, "The smallest change that brings it to nil is in \"%s\" (%s): from %s to %s, a change of %s.", lever->label,
                lever->name, setting_text(arena, lever, lever->plan), setting_text(arena, lever, row->npv_zero[0].value),
                change_text(arena, row->npv_zero[0].change)));
    }
    section_paragraph(document, section, arena_format(arena, "Found with %zu evaluations of the model.", study->evaluations));
}

BizcaseStatus bizcase_sensitivity_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSensitivity *study, BizcaseDocument **result) {
    *result = NULL;
    Document *document = document_new();
    if (!document) return BIZCASE_NO_MEMORY;
    if (setjmp(*arena_on_failure(document->arena))) {
        bizcase_document_free(document);
        return BIZCASE_NO_MEMORY;
    }
    sensitivity_data(document, &loaded->data, study);
    sensitivity_facts(document, study);
    const Briefing briefing = briefing_start(document, &loaded->data, appraisal, NULL);
    case_head(document, "Sensitivity", &loaded->data);
    answer(&briefing, study);
    tornado_section(&briefing, study);
    switching_section(&briefing, study);
    challenge_section(&briefing, study);
    delay_section(&briefing, study);
    grid_section(&briefing, study);
    variance_section(&briefing, study);
    association_section(&briefing, study);
    information_section(&briefing, study);
    choice_section(&briefing, study);
    agreement_sections(&briefing, study);
    case_warnings_section(document, &loaded->data.diagnostics);
    *result = document;
    return BIZCASE_OK;
}

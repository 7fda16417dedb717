/* The head of pages about a simulation, and the document of all studies together. */
#include <string.h>

#include "case/handle.h"
#include "case/party.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"
#include "sample/designs.h"
#include "study/live/live.h"
#include "table/call.h"

static const char *sampler_words(const char *name) {
    const size_t design = sampling_design_find(name);
    return design < SAMPLING_DESIGN_COUNT ? sampling_designs[design].words : name;
}

static const char *until_text(Arena *arena, const Case *the_case, const BizcaseSimulation *simulation) {
    static const NumberStyle percent = { .prefix = "", .suffix = "% of its mean", .divisor = 0.01, .decimals = 2 };
    const NumberStyle money = { .prefix = the_case->settings.currency, .suffix = "", .divisor = 1 };
    const NumberStyle style = simulation->until_relative ? percent : money;
    return arena_format(arena,
        "As many trials as make mean, P10 and P90 of the joint net present value sure to %s (95%%): reached %s",
        number_text(arena, simulation->until, style), number_text(arena, simulation->reached, style));
}

void simulation_head(Document *document, const Case *the_case, const BizcaseSimulation *simulation) {
    document_head(
        document, arena_format(document->arena, "Trials: %s, of %zu uncertain inputs, sampler %s (%s), seed %llu",
                      count_text(document->arena, simulation->trials), simulation->input_count, simulation->sampler,
                      sampler_words(simulation->sampler), (unsigned long long)simulation->seed));
    if (simulation->until > 0) document_head(document, until_text(document->arena, the_case, simulation));
}

/* --- parts ---------------------------------------------------------------------------------------------------------- */

void decision_part(const Briefing *briefing) {
    document_part(briefing->document, "part-decision", "The decision", IN_BODY);
}

void economic_part(const Briefing *briefing) {
    document_part(briefing->document, "part-economic", "The economic case", IN_BODY);
}

void financial_part(const Briefing *briefing) {
    document_part(briefing->document, "part-financial", "The financial case", IN_BODY);
}

void risk_part(const Briefing *briefing) {
    document_part(briefing->document, "part-risk", "Risk and sensitivity", IN_BODY);
}

void sharing_part(const Briefing *briefing) {
    document_part(briefing->document, "part-sharing",
        party_text(briefing->arena, briefing->the_case, "Sharing between the {parties}"), IN_BODY);
}

void detail_part(const Briefing *briefing) {
    document_part(briefing->document, "annex-tables", "Annex: tables in full", IN_ANNEX);
}

void assumptions_part(const Briefing *briefing) {
    document_part(briefing->document, "annex-assumptions", "Annex: assumptions log", IN_ANNEX);
}

/* What is there to look up is moved from the parts to the first annex, in its order. */
static void move_details(Document *document) {
    size_t annex = 0;
    while (annex < document->part_count && document->parts[annex].where == IN_BODY) annex++;
    if (annex == document->part_count) return;
    Section **moved = arena_array(document->arena, document->section_count, sizeof(Section *));
    size_t kept = 0, held = 0, s = 0;
    for (; s < document->section_count && document->sections[s]->part <= annex; s++) {
        Section *section = document->sections[s];
        if (section->extent == FULL_ONLY)
            moved[held++] = section, section->part = annex + 1;
        else
            document->sections[kept++] = section;
    }
    /* there is room for them where they were */
    for (size_t i = 0; i < held; i++) document->sections[kept++] = moved[i];
}

/* --- the document --------------------------------------------------------------------------------------------------- */

typedef struct ReportPage {
    const Case *the_case;
    BizcaseFindings found;
} ReportPage;

static void fill(Document *document, const void *context) {
    const ReportPage *from = context;
    const BizcaseFindings *found = &from->found;
    case_data_start(document, "report", from->the_case, found->appraisal->discount_factors);
    Diagnostics problems =
        case_problems(document->arena, from->the_case, found->simulation->warnings, found->simulation->warning_count);
    if (found->live) problems_pass_on(&problems, found->live->warnings.items, found->live->warnings.count);
    case_data_diagnostics(document, &problems);
    Briefing briefing = briefing_start(document, from->the_case, found->appraisal, found->simulation);
    briefing.spread = found->spread;
#define PUT_IN(Results, name) briefing.name = found->name;
    BIZCASE_REPORT_STUDIES(PUT_IN)
    case_head(document, "Report", from->the_case);
    simulation_head(document, from->the_case, found->simulation);
    contents_add(&briefing, REPORT_DOCUMENT);
    move_details(document);
    case_warnings_section(document, &problems);
}

BizcaseStatus bizcase_report_document(
    const BizcaseCase *loaded, const BizcaseFindings *findings, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !findings) return BIZCASE_BAD_REQUEST;
    ReportPage from = { .the_case = &loaded->data };
    if (!request_copy(&from.found, sizeof from.found, findings, NULL)) return BIZCASE_BAD_REQUEST;
    if (!from.found.appraisal || !from.found.simulation) return BIZCASE_BAD_REQUEST;
    return document_make(fill, &from, result);
}

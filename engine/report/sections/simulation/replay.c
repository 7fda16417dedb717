/* The document of one trial of a simulation. */
#include "bizcase/replay.h"

#include "base/exact_number.h"
#include "case/handle.h"
#include "report/sections/appraisal/facts.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "explain";

static Value inputs_value(Arena *arena, const BizcaseReplay *replay) {
    Value list = value_list();
    for (size_t i = 0; i < replay->input_count; i++) {
        Value value = value_object();
        value_set(arena, &value, "input", value_text(arena, replay->inputs[i].name));
        value_set(arena, &value, "value", value_number(replay->inputs[i].value));
        value_set(arena, &value, "plan", value_number(replay->inputs[i].plan));
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const Case *the_case, const BizcaseReplay *replay) {
    Arena *arena = document->arena;
    case_data_start(document, STUDY, the_case, replay->appraisal.discount_factors);
    value_set(arena, &document->data, "trial", value_integer(replay->trial));
    value_set(arena, &document->data, "percentile", value_number(replay->percentile));
    value_set(arena, &document->data, "trials", value_integer(replay->trials));
    value_set(arena, &document->data, "seed", value_integer(replay->seed));
    value_set(arena, &document->data, "sampler", value_text(arena, replay->sampler));
    value_set(arena, &document->data, "inputs", inputs_value(arena, replay));
    value_set(arena, &document->data, "results", appraisal_results_value(arena, &replay->appraisal));
    case_data_diagnostics(document, &the_case->diagnostics);
}

/* Facts have no place for inputs of their own: each is a figure of the joint total without an option. */
static void add_input_facts(Document *document, const BizcaseReplay *replay) {
    Arena *arena = document->arena;
    for (size_t i = 0; i < replay->input_count; i++) {
        facts_add(document, value_text(arena, STUDY));
        for (size_t empty = 0; empty < 4; empty++) facts_add(document, value_null());
        facts_add(document, value_text(arena, replay->inputs[i].name));
        facts_add(document, value_null());
        facts_add(document, value_number(replay->inputs[i].value));
        facts_add(document, value_text(arena, "input"));
        facts_add(document, value_null());
    }
}

static const char *percent_of_plan(Arena *arena, const BizcaseInput *input) {
    static const NumberStyle percent = { .prefix = "", .suffix = "%", .divisor = 0.01 };
    if (input->plan == 0 || strncmp(input->name, "event:", 6) == 0) return "";
    return number_text(arena, input->value / input->plan - 1, percent);
}

void trial_inputs_section(const Briefing *briefing) {
    const BizcaseReplay *replay = briefing->replay;
    if (!replay) return;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    Section *section = document_section(document, "What was drawn");
    grid_column(document, section, "Input", ALIGN_LEFT);
    grid_column(document, section, "Drawn", ALIGN_RIGHT);
    grid_column(document, section, "Plan", ALIGN_RIGHT);
    grid_column(document, section, "More than plan", ALIGN_RIGHT);
    for (size_t i = 0; i < replay->input_count; i++) {
        const BizcaseInput *input = &replay->inputs[i];
        grid_text(document, section, input->name);
        grid_text(document, section, arena_format(arena, "%s", number_exact_text(arena, input->value)));
        grid_text(document, section, arena_format(arena, "%s", number_exact_text(arena, input->plan)));
        grid_text(document, section, percent_of_plan(arena, input));
    }
    section_note(document, section,
        "line: and driver: multiply amounts or grow them, risk: is the impact if it happens, event: 1 when it happened "
        "(the plan takes its probability), phase: a delay in months.");
    section_note(document, section, "Values are written in full, so that the trial can be set up again.");
}

void trial_section(const Briefing *briefing) {
    const BizcaseReplay *replay = briefing->replay;
    if (!replay) return;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    static const NumberStyle count = { .prefix = "", .suffix = "", .divisor = 1 };
    Section *section = document_section(document, "The trial");
    const double npv = plan_figure(briefing, briefing->option, 0, 0, FIGURE_NPV);
    const char *which =
        isnan(replay->percentile)
            ? ""
            : arena_format(arena,
                  " It is the first of those whose joint net present value is at percentile %g of all trials.",
                  replay->percentile);
    section_paragraph(document, section,
        arena_format(arena, "Trial %s of %s (sampler %s, seed %llu), with everything below as it was drawn in it.%s",
            number_text(arena, (double)replay->trial, count), number_text(arena, (double)replay->trials, count),
            replay->sampler, (unsigned long long)replay->seed, which));
    section_paragraph(document, section,
        arena_format(arena, "\"%s\"%s has a joint net present value of %s in it.",
            option_name(briefing->the_case, briefing->option),
            briefing->versus
                ? arena_format(arena, ", against \"%s\",", option_name(briefing->the_case, briefing->versus))
                : "",
            headline_text(briefing, npv)));
    section_note(document, section, sign_convention);
}

static void add_sections(Document *document, const Case *the_case, const BizcaseReplay *replay) {
    Briefing briefing = briefing_start(document, the_case, &replay->appraisal, NULL);
    briefing.trial = replay->trial;
    case_head(document, "One trial explained", the_case);
    briefing.replay = replay;
    contents_add(&briefing, TRIAL_DOCUMENT);
    case_warnings_section(document, &the_case->diagnostics);
}

typedef struct ReplayPage {
    const Case *the_case;
    const BizcaseReplay *replay;
} ReplayPage;

static void fill(Document *document, const void *context) {
    const ReplayPage *from = context;
    add_data(document, from->the_case, from->replay);
    appraisal_facts(document, STUDY, from->the_case, &from->replay->appraisal);
    add_input_facts(document, from->replay);
    add_sections(document, from->the_case, from->replay);
}

BizcaseStatus bizcase_replay_document(
    const BizcaseCase *loaded, const BizcaseReplay *replay, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !replay) return BIZCASE_BAD_REQUEST;
    const ReplayPage from = { &loaded->data, replay };
    return document_make(fill, &from, result);
}

/* The choice among the options under uncertainty. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>
#include <string.h>

#include "report/sections/case_data.h"

static Value dominance_value(Arena *arena, const BizcaseSensitivity *study) {
    const size_t n = study->alternative_count;
    Value list = value_list();
    for (size_t i = 0; i < study->body_count * n * n; i++) {
        if (!study->choice->dominates[i]) continue;
        Value value = value_object();
        value_set(arena, &value, "council", value_text(arena, study->bodies[i / (n * n)]));
        value_set(arena, &value, "dominant", value_text(arena, study->alternatives[i / n % n]));
        value_set(arena, &value, "dominated", value_text(arena, study->alternatives[i % n]));
        value_set(arena, &value, "order", value_integer((uint64_t)study->choice->dominates[i]));
        value_append(arena, &list, value);
    }
    return list;
}

static Value choice_value(Arena *arena, const BizcaseSensitivity *study) {
    const BizcaseChoice *choice = study->choice;
    if (!choice) return value_null();
    Value value = value_object(), list = value_list();
    for (size_t a = 0; a < study->alternative_count; a++) {
        const size_t at = a * study->body_count;
        Value row = value_object();
        value_set(arena, &row, "alternative", value_text(arena, study->alternatives[a]));
        value_set(arena, &row, "expected_npv", by_body(arena, study, choice->expected_npv + at));
        value_set(arena, &row, "probability_best", by_body(arena, study, choice->probability_best + at));
        value_set(arena, &row, "expected_regret", by_body(arena, study, choice->expected_regret + at));
        value_set(arena, &row, "regret_p95", by_body(arena, study, choice->regret_p95 + at));
        value_append(arena, &list, row);
    }
    value_set(arena, &value, "alternatives", list);
    value_set(arena, &value, "dominance", dominance_value(arena, study));
    return value;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "choice", choice_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t a = 0; a < study->alternative_count && study->choice; a++) {
        const size_t at = a * study->body_count + b;
        sensitivity_fact(
            document, "choice", study->alternatives[a], body, "expected_npv", NAN, study->choice->expected_npv[at]);
        sensitivity_fact(document, "choice", study->alternatives[a], body, "probability_best", NAN,
            study->choice->probability_best[at]);
        sensitivity_fact(document, "choice", study->alternatives[a], body, "expected_regret", NAN,
            study->choice->expected_regret[at]);
        sensitivity_fact(
            document, "choice", study->alternatives[a], body, "regret_p95", NAN, study->choice->regret_p95[at]);
    }
}

static void add_to_answer(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    if (study->choice)
        section_paragraph(document, section,
            arena_format(arena, "It is the best choice in %s of outcomes.%s",
                chance_text(arena, study->choice->probability_best[0]),
                study->evpi && study->evpi[0].value > 0
                    ? arena_format(arena, " Knowing everything before choosing would be worth up to %s.",
                          money_text(briefing, study->evpi[0].value))
                    : ""));
}

static const char *alternative_name(const Briefing *briefing, const BizcaseSensitivity *study, size_t alternative) {
    const char *id = study->alternatives[alternative];
    const bool is_nothing = alternative + 1 == study->alternative_count && strcmp(id, "nothing") == 0 && !study->versus;
    return is_nothing ? "Do nothing" : option_name(briefing->the_case, id);
}

static void dominance_words(const Briefing *briefing, const BizcaseSensitivity *study, Section *section) {
    const size_t n = study->alternative_count;
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        for (size_t a = 0; a < n; a++)
            for (size_t other = 0; other < n; other++) {
                const int order = study->choice->dominates[(b * n + a) * n + other];
                if (!order) continue;
                section_note(briefing->document, section,
                    arena_format(briefing->arena, "%s\"%s\" is better than \"%s\" %s (%s-order stochastic dominance).",
                        briefing->body_count > 1 ? arena_format(briefing->arena, "For %s ", body_in_words(briefing, b))
                                                 : "",
                        alternative_name(briefing, study, a), alternative_name(briefing, study, other),
                        order == 1
                            ? "whatever the attitude to risk, as it is always at least as likely to exceed an amount"
                            : "for anyone who prefers to avoid risk",
                        order == 1 ? "first" : "second"));
            }
}

static void choice_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    const BizcaseChoice *choice = study->choice;
    if (!choice) return;
    Section *section = document_section(
        document, arena_format(briefing->arena, "How often each choice is best, %s", briefing->money_unit));
    section->name = "choice-under-uncertainty";
    section->extent = FULL_ONLY;
    grid_column(document, section, "Alternative", ALIGN_LEFT);
    body_columns(briefing, section, "Best in");
    grid_column(document, section, "Expected NPV, joint", ALIGN_RIGHT);
    body_columns(briefing, section, "Expected regret");
    grid_column(document, section, "Regret P95, joint", ALIGN_RIGHT);
    for (size_t a = 0; a < study->alternative_count; a++) {
        const size_t at = a * study->body_count;
        grid_text(document, section, alternative_name(briefing, study, a));
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_text(document, section, chance_cell(briefing->arena, choice->probability_best[at + b]));
        grid_number(document, section, choice->expected_npv[at], briefing->money);
        for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
            grid_number(document, section, choice->expected_regret[at + b], briefing->money);
        grid_number(document, section, choice->regret_p95[at], briefing->money);
    }
    section_note(document, section,
        "Best in: the share of outcomes in which the alternative has the highest NPV. Regret: how much less it brings "
        "than the best choice for the same outcome. P95: 1 outcome in 20 has more regret.");
    dominance_words(briefing, study, section);
}

const SensitivityPages pages_of_choice = {
    .data = add_data, .facts = add_facts, .answer = add_to_answer, .sections = choice_section
};

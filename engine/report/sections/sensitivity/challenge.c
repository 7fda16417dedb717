/* The plan before the questions of a sceptic. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

static Value challenges_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        Value value = value_object(), ranks = value_object();
        for (size_t b = 0; b < study->body_count; b++)
            value_set(arena, &ranks, study->bodies[b], row->rank[b] ? value_integer(row->rank[b]) : value_null());
        value_set(arena, &value, "challenge", value_text(arena, row->name));
        value_set(arena, &value, "label", value_text(arena, row->label));
        value_set(arena, &value, "npv", by_body(arena, study, row->npv));
        value_set(arena, &value, "payback_years", by_body(arena, study, row->payback));
        value_set(arena, &value, "payback_note", notes_by_body(arena, study, row->payback_note));
        value_set(arena, &value, "rank", ranks);
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "challenge", challenges_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        sensitivity_fact(document, "challenge", row->name, body, "npv", NAN, row->npv[b]);
        sensitivity_fact(document, "challenge", row->name, body, "payback_years", NAN, row->payback[b]);
        sensitivity_fact(
            document, "challenge", row->name, body, "rank", NAN, row->rank[b] ? (double)row->rank[b] : NAN);
    }
}

/* The first row is the plan as it is, which is no challenge. */
static const BizcaseChallenge *worst_challenge(const BizcaseSensitivity *study) {
    const BizcaseChallenge *worst = &study->challenges[1];
    for (size_t i = 2; i < study->challenge_count; i++)
        if (study->challenges[i].npv[0] < worst->npv[0]) worst = &study->challenges[i];
    return worst;
}

static void add_to_answer(const Briefing *briefing, Section *section) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    Arena *arena = briefing->arena;
    if (study->challenge_count > 1) {
        size_t best = 0;
        for (size_t i = 1; i < study->challenge_count; i++) best += study->challenges[i].rank[0] == 1;
        section_paragraph(document, section,
            arena_format(arena,
                "It stays the best choice in %zu of %zu challenges; the worst (\"%s\") leaves a net present value of %s.",
                best, study->challenge_count - 1, worst_challenge(study)->label,
                headline_text(briefing, worst_challenge(study)->npv[0])));
    }
}

/* "1 of 4"; a council that has left is in no order. */
static const char *rank_text(Arena *arena, size_t rank, size_t count) {
    return rank ? arena_format(arena, "%zu of %zu", rank, count) : "";
}

static void challenge_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    if (!study->challenge_count) return;
    Section *section =
        document_section(document, arena_format(briefing->arena, "The challenge set: NPV in %s", briefing->money_unit));
    section->name = "challenge-set";
    grid_column(document, section, "If …", ALIGN_LEFT);
    body_columns(briefing, section, "NPV");
    grid_column(document, section, "Payback, joint, years", ALIGN_RIGHT);
    body_columns(briefing, section, "Rank");
    Casting casting = { 0 };
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        const double *npv = round_bodies(briefing, row->npv, &casting);
        grid_text(document, section, row->label);
        for (size_t b = 0; b < briefing->body_count; b++) {
            if (row->rank[b])
                grid_number(document, section, npv[b], briefing->money);
            else
                grid_text(document, section, "left");
        }
        grid_payback(document, section, row->payback[0], row->payback_note[0]);
        for (size_t b = 0; b < briefing->body_count; b++)
            grid_text(document, section, rank_text(briefing->arena, row->rank[b], study->alternative_count));
    }
    section_note(document, section,
        "Rank: of the option among all that can be chosen, by NPV; 1 is best. Never: not within the horizon. "
        "Not needed: the cumulative flow is never negative.");
    casting_note(document, section, casting);
    if (briefing->body_count > 2)
        section_note(document, section,
            "A council that does not take part takes its benefits with it, and its part of what the baseline would "
            "have cost; the others bear its part of the new costs, in the proportions that they have now.");
    section_note(document, section,
        "2.1 times the costs and 68% of the benefits is what the Best4Business programme of Cheshire East and Cheshire "
        "West and Chester came to, against its business case of 2017.");
}

const SensitivityPages pages_of_challenge = {
    .data = add_data, .facts = add_facts, .answer = add_to_answer, .sections = challenge_section
};

/* The plan before the questions of a sceptic. */
#include "case/party.h"
#include "report/sections/sensitivity/pages.h"

#include <math.h>

/* A council that has left is in no order. */
static Value ranks_value(Arena *arena, const BizcaseSensitivity *study, const size_t *rank) {
    Value ranks = value_object();
    for (size_t b = 0; b < study->body_count; b++)
        value_set(arena, &ranks, study->bodies[b], rank[b] ? value_integer(rank[b]) : value_null());
    return ranks;
}

static Value challenges_value(Arena *arena, const BizcaseSensitivity *study) {
    Value list = value_list();
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        Value value = value_object();
        value_set(arena, &value, "id", value_text(arena, row->id));
        value_set(arena, &value, "name", value_text(arena, row->name));
        value_set(arena, &value, "built_in", value_boolean(row->built_in));
        value_set(arena, &value, "npv", by_body(arena, study, row->npv));
        value_set(arena, &value, "payback_years", by_body(arena, study, row->payback));
        value_set(arena, &value, "payback_note", notes_by_body(arena, study, row->payback_note));
        value_set(arena, &value, "rank", ranks_value(arena, study, row->rank));
        value_append(arena, &list, value);
    }
    return list;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    if (study->plan_rank) value_set(arena, &document->data, "plan_rank", ranks_value(arena, study, study->plan_rank));
    value_set(arena, &document->data, "challenge", challenges_value(arena, study));
}

static void add_facts(Document *document, const BizcaseSensitivity *study, size_t b) {
    const char *body = study->bodies[b];
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        sensitivity_fact(document, "challenge", row->id, body, "npv", NAN, row->npv[b]);
        sensitivity_fact(document, "challenge", row->id, body, "payback_years", NAN, row->payback[b]);
        sensitivity_fact(document, "challenge", row->id, body, "rank", NAN, row->rank[b] ? (double)row->rank[b] : NAN);
    }
}

/* The rows that mean something of the option as a whole: where volumes stay, what a council leaves behind does not. */
static size_t count_quotable(const BizcaseSensitivity *study, size_t *best, const BizcaseChallenge **worst) {
    size_t count = 0;
    *best = 0;
    *worst = NULL;
    for (size_t i = 0; i < study->challenge_count; i++) {
        const BizcaseChallenge *row = &study->challenges[i];
        if (row->volumes_stay) continue;
        count++;
        *best += row->rank[0] == 1;
        if (!*worst || row->npv[0] < (*worst)->npv[0]) *worst = row;
    }
    return count;
}

/* What becomes of the choice; it need not be the best to begin with. */
static const char *choice_words(const Briefing *briefing, size_t best, size_t count) {
    Arena *arena = briefing->arena;
    const BizcaseSensitivity *study = briefing->sensitivity;
    const bool is_best = study->plan_rank[0] == 1;
    const char *all = arena_format(arena, "%s %zu tests", count == 2 ? "both" : "all", count);
    if (count == 1)
        return is_best ? best ? "It stays the best choice in the one test" : "It is not the best choice in the one test"
               : best  ? "It is not the best choice in the plan, but is in the one test"
                       : "It is not the best choice, in the plan or in the one test";
    if (is_best)
        return best == count ? arena_format(arena, "It stays the best choice in %s", all)
               : best == 0   ? arena_format(arena, "It stays the best choice in none of the %zu tests", count)
                             : arena_format(arena, "It stays the best choice in %zu of %zu tests", best, count);
    return best == 0 ? arena_format(arena, "It is not the best choice, in the plan or in any of the %zu tests", count)
                     : arena_format(arena, "It is not the best choice in the plan, but becomes it in %zu of %zu tests",
                           best, count);
}

static void add_to_answer(const Briefing *briefing, Section *section) {
    const BizcaseChallenge *worst;
    size_t best;
    const size_t count = count_quotable(briefing->sensitivity, &best, &worst);
    if (count > 0)
        section_paragraph(briefing->document, section,
            arena_format(briefing->arena, "%s. The worst test, \"%s\", leaves a net present value of %s.",
                choice_words(briefing, best, count), worst->name, headline_text(briefing, worst->npv[0])));
}

/* "1 of 4" */
static const char *rank_text(Arena *arena, size_t rank, size_t count) {
    return rank ? arena_format(arena, "%zu of %zu", rank, count) : "";
}

static void add_row(
    const Briefing *briefing, Section *section, const BizcaseChallenge *row, Detail detail, Casting *casting) {
    Document *document = briefing->document;
    const double *npv = round_bodies(briefing, row->npv, casting);
    grid_text(document, section, row->name);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        if (row->rank[b])
            grid_number(document, section, npv[b], briefing->money);
        else
            grid_text(document, section, "left");
    }
    grid_payback(document, section, row->payback[0], row->payback_note[0]);
    for (size_t b = 0; b < bodies_of(briefing, detail); b = next_body(briefing, b))
        grid_text(
            document, section, rank_text(briefing->arena, row->rank[b], briefing->sensitivity->alternative_count));
}

/* What the rows of councils that leave mean. */
static void note_leaving(const Briefing *briefing, Section *section, Detail detail) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    bool stay = false;
    if (briefing->body_count <= 2) return;
    for (size_t i = 0; i < study->challenge_count; i++) stay = stay || study->challenges[i].volumes_stay;
    if (stay && detail == LARGEST)
        section_note(briefing->document, section,
            party_text(briefing->arena, briefing->the_case,
                "Volumes stay: the others also pay for what this {party} would have used, so the answer does not count the "
                "row."));
    if (detail == LARGEST) return;
    section_note(briefing->document, section,
        party_text(briefing->arena, briefing->the_case,
            "A {party} that does not take part takes its own lines with it. It also takes its part of the benefits, "
            "of the "
            "baseline's costs, and of lines shared by its own driver or quantity. The others pay its part of the other "
            "new costs, in their present proportions."));
    if (stay)
        section_note(briefing->document, section,
            party_text(briefing->arena, briefing->the_case,
                "Volumes stay: some lines are shared by fixed weights, so the others also pay for what this {party} "
                "would have used. The answer does not count such a row. To let the volume leave too, share those lines "
                "by a driver or quantity of each {party}."));
}

static void fill_challenges(const Briefing *briefing, Section *section, Detail detail) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    grid_column(document, section, "If …", ALIGN_LEFT);
    body_columns(briefing, section, "NPV");
    grid_column(document, section, "Payback, joint, years", ALIGN_RIGHT);
    detail_columns(briefing, section, "Rank", detail);
    Casting casting = { 0 };
    const BizcaseChallenge plan = { .name = "The plan",
        .npv = study->plan_npv,
        .payback = study->plan_payback,
        .payback_note = study->plan_payback_note,
        .rank = study->plan_rank };
    add_row(briefing, section, &plan, detail, &casting);
    for (size_t i = 0; i < study->challenge_count; i++)
        add_row(briefing, section, &study->challenges[i], detail, &casting);
    section_note(document, section,
        "Rank: the option's place by NPV among all that can be chosen, where 1 is best. Payback, never: not by the end "
        "of the case. Not needed: there is nothing to pay back.");
    casting_note(document, section, casting);
    note_leaving(briefing, section, detail);
}

static void challenge_section(const Briefing *briefing) {
    if (!briefing->sensitivity->challenge_count) return;
    Section *section = document_section(
        briefing->document, arena_format(briefing->arena, "Tests: what if …, NPV in %s", briefing->money_unit));
    section->name = "challenge-set";
    fill_challenges(briefing, section, LARGEST);
    fill_challenges(briefing, document_in_full(briefing->document, section), IN_FULL);
}

const SensitivityPages pages_of_challenge = {
    .data = add_data, .facts = add_facts, .answer = add_to_answer, .sections = challenge_section
};

/* The tests that a case meets or does not: value, sharing, cash, then what-ifs. They are shown whether they are met or not. */
#include <math.h>
#include <string.h>

#include "case/party.h"
#include "case/registers/registers.h"
#include "report/sections/decision/decision.h"

enum { USUAL = 16 }; /* tests that every case may have; one a party and one a challenge come on top */

typedef struct Tests {
    const Decision *decision;
    const Briefing *briefing;
    FrontTest *items;
    size_t count, room;
} Tests;

static void add(Tests *tests, bool is_met, const char *test, const char *value) {
    if (tests->count < tests->room) tests->items[tests->count++] = (FrontTest){ is_met, test, value };
}

/* "1st of 4" */
static const char *rank_text(const Tests *tests, size_t rank) {
    static const char *const endings[] = { "th", "st", "nd", "rd" };
    const size_t last = rank % 10;
    const char *ending = rank % 100 >= 11 && rank % 100 <= 13 ? "th" : endings[last <= 3 ? last : 0];
    return arena_format(tests->briefing->arena, "%zu%s of %zu", rank, ending, tests->decision->alternatives);
}

static void test_value(Tests *tests) {
    const Decision *decision = tests->decision;
    add(tests, decision->npv > 0, "Worth more than it costs", gain_text(decision, decision->npv));
    if (decision->alternatives > 1)
        add(tests, decision->rank == 1,
            arena_format(tests->briefing->arena, "Best of the %zu options", decision->alternatives),
            rank_text(tests, decision->rank));
    if (!isnan(decision->all_gain))
        add(tests, decision->all_gain >= 0.8,
            party_text(tests->briefing->arena, tests->briefing->the_case,
                tests->briefing->body_count == 3 ? "Both {parties} gain, 80% sure" : "Every {party} gains, 80% sure"),
            chance_text(tests->briefing->arena, decision->all_gain));
}

static const char *years_text(Arena *arena, double years) {
    const bool is_whole = fabs(years - round(years)) < 0.05;
    return number_text(arena, years,
        (NumberStyle){ .prefix = "",
            .suffix = is_whole && round(years) == 1 ? " year" : " years",
            .divisor = 1,
            .decimals = is_whole ? 0 : 1 });
}

static void test_invest_to_save(Tests *tests, size_t body) {
    const BizcaseInvestToSave *test = &tests->briefing->finance->invest_to_save[body];
    Arena *arena = tests->briefing->arena;
    if (!isfinite(test->threshold) || test->one_off == 0) return;
    add(tests, test->passes,
        arena_format(arena, "%s is paid back in cash within %s",
            tests->briefing->body_count > 1 ? body_name(tests->briefing, body) : "It",
            years_text(arena, test->threshold)),
        isnan(test->years) ? "no saving" : years_text(arena, test->years));
}

static void test_cash(Tests *tests) {
    const Decision *decision = tests->decision;
    if (tests->briefing->body_count == 1) test_invest_to_save(tests, 0);
    for (size_t b = 1; b < tests->briefing->body_count; b++) test_invest_to_save(tests, b);
    if (decision->is_uncertain && !isnan(decision->over_plan))
        add(tests, decision->over_plan <= 0.2, "Every year stays within the budget plan, 80% sure",
            chance_text(tests->briefing->arena, 1 - decision->over_plan));
    if (tests->briefing->the_case->registers->funding_count > 0)
        add(tests, !(decision->unfunded > 0.5), "All spending has a source of funding",
            decision->unfunded > 0.5
                ? arena_format(tests->briefing->arena, "%s short", amount_text(decision, decision->unfunded))
                : "all of it");
}

static const BizcaseChallenge *challenge_of(const BizcaseSensitivity *study, const char *id) {
    for (size_t i = 0; i < study->challenge_count; i++)
        if (strcmp(study->challenges[i].id, id) == 0) return &study->challenges[i];
    return NULL;
}

/* An option that is best has to stay so; any other, or the only one, has to stay worth more than it costs. */
static void test_what_if(Tests *tests, const BizcaseChallenge *row, const char *condition) {
    const Decision *decision = tests->decision;
    if (!row) return;
    const bool by_rank = decision->alternatives > 1 && decision->rank == 1;
    const bool is_met = by_rank ? row->rank[0] == 1 : row->npv[0] > 0;
    add(tests, is_met,
        arena_format(tests->briefing->arena, "%s %s", by_rank ? "Still best" : "Still a gain", condition),
        by_rank && !is_met ? rank_text(tests, row->rank[0]) : gain_text(decision, row->npv[0]));
}

static void test_what_ifs(Tests *tests) {
    const struct {
        const char *id, *condition;
    } asked[] = { { "costs+20%",
                      tests->briefing->versus ? "if its own costs are 20% higher" : "if costs are 20% higher" },
        { "benefits-20%", "if benefits are 20% lower" }, { "benefits-late", "if benefits come a year late" },
        { "bias-unmitigated", "if optimism bias is not reduced" } };
    const BizcaseSensitivity *study = tests->briefing->sensitivity;
    if (!study) return;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const BizcaseChallenge *row = challenge_of(study, asked[i].id);
        const bool does_nothing = row && row->npv[0] == study->plan_npv[0];
        if (!does_nothing) test_what_if(tests, row, asked[i].condition);
    }
    for (size_t i = 0; i < study->challenge_count; i++)
        if (!study->challenges[i].built_in)
            test_what_if(tests, &study->challenges[i],
                arena_format(tests->briefing->arena, "with: %s", study->challenges[i].name));
}

FrontTest *decision_tests(const Decision *decision, size_t *count) {
    const Briefing *briefing = decision->briefing;
    const size_t room = USUAL + briefing->body_count + briefing->the_case->registers->challenge_count;
    Tests tests = { decision, briefing, arena_array(briefing->arena, room, sizeof *tests.items), 0, room };
    test_value(&tests);
    test_cash(&tests);
    test_what_ifs(&tests);
    *count = tests.count;
    return tests.items;
}

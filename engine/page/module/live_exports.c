/* A live page's model as its script calls it. Numbers are unsigned unless said; texts are UTF-8 and end with a 0; NULL is 0.

     reserve(size) → address          room that stays, aligned for rows of lanes
     load(address, size, variant) → 1 a variant of a live image, one an instance, before everything below; 0: damaged
     choose(view) → 1                 another view; 0: missing
     clear_changes()                  then
     change(kind, index, council, value: f64) → 1
                                      see LiveChange in study/live/image.h; 0: the plan has no such thing; and then
     apply()                          the plan's figures are those with the changes, and no trials are counted
     trial_columns() → n              NPV: joint in total, each council in total, each programme jointly
     trials(first_block, block_count) → address
                                      doubles [column][block_count × lanes()] with the changes
     outcomes(count) → address        room for doubles [column][count], from one instance or several; filled in, then
     count_outcomes()                 they are summarised
     slot(slot, trials, is_there) → address
                                      room for the answers() of another instance, which fill slot 1 (the original case),
                                      2 (A) or 3 (B); is_there 0: nothing does
     part(n) → text, part_name(n) → text
                                      pieces of HTML, see report/sections/live_parts.h; good until the next call of either
     comparison(slot, slot) → text    likewise; slot 0 is now
     answers() → address, answer_count()
                                      doubles of now: [column] LiveAnswer, then the chance that all councils gain and its
                                      standard error
     check_plan() → address, check_plan_count(), check_simulation(trials) → address, check_simulation_count()
                                      doubles of the unchanged case, see study/live/figures.h

   A trap means that memory has run out or that the image is damaged. */
#include <stdlib.h>

#include "page/module/export.h"
#include "report/sections/live_parts.h"

static LiveState state;
static Arena *pieces, *checks; /* what was returned last */
static size_t plan_count, simulation_count;

EXPORT(load) uint32_t load(const uint8_t *image, uint32_t size, uint32_t variant) {
    return live_open(arena_new(), image, size, variant, &state);
}

EXPORT(choose) uint32_t choose(uint32_t view) {
    return live_choose(&state, view);
}

EXPORT(clear_changes) void clear_changes(void) {
    live_clear_changes(&state);
}

EXPORT(change) uint32_t change(uint32_t kind, uint32_t index, uint32_t council, double value) {
    return live_change(&state, (LiveChange){ kind, index, council, value });
}

EXPORT(apply) void apply(void) {
    live_apply(&state);
}

EXPORT(trial_columns) uint32_t trial_columns(void) {
    return (uint32_t)state.scope_count;
}

EXPORT(trials) const double *trials(uint32_t first_block, uint32_t block_count) {
    return live_trials(&state, first_block, block_count);
}

EXPORT(outcomes) double *outcomes(uint32_t count) {
    return live_outcomes(&state, count);
}

EXPORT(count_outcomes) void count_outcomes(void) {
    live_count(&state);
}

EXPORT(slot) double *slot(uint32_t number, uint32_t count, uint32_t is_there) {
    return live_slot(&state, number, count, is_there != 0);
}

static Arena *fresh(Arena **arena) {
    arena_free(*arena);
    return *arena = arena_new();
}

EXPORT(part) const char *part(uint32_t number) {
    return live_part(fresh(&pieces), &state, number);
}

EXPORT(part_name) const char *part_name(uint32_t number) {
    return live_part_name(fresh(&pieces), &state, number);
}

EXPORT(comparison) const char *comparison(uint32_t a, uint32_t b) {
    return live_comparison(fresh(&pieces), &state, a, b);
}

EXPORT(answers) const double *answers(void) {
    return state.answers[LIVE_NOW].numbers;
}

EXPORT(answer_count) uint32_t answer_count(void) {
    return (uint32_t)live_answer_count(&state);
}

EXPORT(check_plan) const double *check_plan(void) {
    double *figures;
    plan_count = live_check_plan(fresh(&checks), &state, &figures);
    return figures;
}

EXPORT(check_plan_count) uint32_t check_plan_count(void) {
    return (uint32_t)plan_count;
}

EXPORT(check_simulation) const double *check_simulation(uint32_t count) {
    double *figures = NULL;
    simulation_count = live_check_simulation(fresh(&checks), &state, count, &figures);
    return figures;
}

EXPORT(check_simulation_count) uint32_t check_simulation_count(void) {
    return (uint32_t)simulation_count;
}

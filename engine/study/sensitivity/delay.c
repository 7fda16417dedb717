/* What a delay costs: NPV and payback with each phase 0 to 24 months late. */
#include <string.h>

#include "evaluate/figure_table.h"
#include "study/sensitivity/parts.h"

enum { EXPECTED_TRIALS = 20000 };

/* Adds a month to a phase's own delay. */
static void one_month_later(const void *context, double *inputs) {
    double *row = inputs + *(const uint32_t *)context * LANES;
    for (size_t k = 0; k < LANES; k++) row[k] += 1;
}

/* Mean loss over the trials, with the same draws otherwise. NULL when progress stopped it. */
static const double *expected_per_month(Arena *arena, const Ensemble *ensemble, uint32_t input) {
    const size_t trials = ensemble->trials < EXPECTED_TRIALS ? ensemble->trials : EXPECTED_TRIALS;
    double *later = arena_array(arena, ensemble->body_count * trials, sizeof *later);
    double *loss = arena_array(arena, ensemble->body_count, sizeof *loss);
    const Rerun rerun = { .figure = FIGURE_NPV,
        .view = ensemble->views.items[0],
        .trials = trials,
        .alter = one_month_later,
        .context = &input };
    if (!ensemble_rerun(arena, ensemble, &rerun, later)) return NULL;
    for (size_t b = 0; b < ensemble->body_count; b++)
        loss[b] = ensemble_mean(ensemble_npv(ensemble, 0, b), trials) - ensemble_mean(later + b * trials, trials);
    return loss;
}

static uint32_t input_named(const Inputs *inputs, const char *name) {
    for (uint32_t i = 0; i < inputs->count; i++)
        if (strcmp(inputs->items[i].name, name) == 0) return i;
    return NO_INDEX;
}

static BizcaseStatus add_delays(WhatIf *what_if, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    double *out = arena_array(what_if->arena, BIZCASE_DELAY_MONTHS * what_if_out_count(what_if), sizeof *out),
           months[BIZCASE_DELAY_MONTHS];
    for (size_t month = 0; month < BIZCASE_DELAY_MONTHS; month++) months[month] = (double)month;
    BizcaseDelay *rows = arena_array(what_if->arena, what_if->lever_count, sizeof *rows);
    for (size_t k = 0; k < what_if->lever_count; k++) {
        const Lever *lever = &what_if->levers[k];
        if (strncmp(lever->shown.name, "phase:", 6) != 0) continue;
        double *npv = arena_array(what_if->arena, BIZCASE_DELAY_MONTHS * what_if->body_count, sizeof *npv);
        double *payback = arena_array(what_if->arena, BIZCASE_DELAY_MONTHS * what_if->body_count, sizeof *payback);
        const char **note = arena_array(what_if->arena, BIZCASE_DELAY_MONTHS * what_if->body_count, sizeof *note);
        double *per_month = arena_array(what_if->arena, what_if->body_count, sizeof *per_month);
        what_if_scan(what_if, lever, months, BIZCASE_DELAY_MONTHS, out);
        for (size_t month = 0; month < BIZCASE_DELAY_MONTHS; month++)
            for (size_t b = 0; b < what_if->body_count; b++) {
                const double *at = out + month * what_if_out_count(what_if);
                npv[month * what_if->body_count + b] = what_if_value(what_if, at, 0, b, WHAT_IF_NPV);
                const double years = what_if_value(what_if, at, 0, b, WHAT_IF_PAYBACK);
                payback[month * what_if->body_count + b] = shown_payback(years);
                note[month * what_if->body_count + b] = payback_note(years);
            }
        what_if_main_npv(what_if, out, &(LeverChange){ lever, lever->shown.plan + 1 }, 1, per_month);
        for (size_t b = 0; b < what_if->body_count; b++) per_month[b] = shown->plan_npv[b] - per_month[b];
        const double *expected =
            expected_per_month(what_if->arena, ensemble, input_named(&ensemble->setup.model.inputs, lever->shown.name));
        if (!expected) return BIZCASE_STOPPED;
        rows[shown->delay_count++] = (BizcaseDelay){ k, per_month, expected, npv, payback, note };
    }
    shown->delays = rows;
    return BIZCASE_OK;
}

static BizcaseStatus run(SensitivityStudy *study) {
    return add_delays(study->what_if, study->ensemble, study->shown);
}

const SensitivityPart sensitivity_delay = { .needs_trials = true, .effort = 100, .run = run };

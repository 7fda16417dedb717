/* What a delay costs: NPV and payback with each phase 0 to 24 months late. */
#include <string.h>

#include "evaluate/figure_table.h"
#include "study/sensitivity/parts.h"

/* Trials that are run again for each phase, and for all phases: every trial costs the more, the more phases there are.
   */
enum { EXPECTED_TRIALS = 20000, EXPECTED_IN_ALL = 400000 };

/* Adds a month to a phase's own delay. */
static void one_month_later(const void *context, double *inputs) {
    double *row = inputs + *(const uint32_t *)context * LANES;
    for (size_t k = 0; k < LANES; k++) row[k] += 1;
}

static size_t trials_of_phase(const Ensemble *ensemble) {
    const size_t each = EXPECTED_IN_ALL / ensemble->setup.the_case->phase_count / LANES * LANES;
    const size_t most = each < LANES ? LANES : each < EXPECTED_TRIALS ? each : EXPECTED_TRIALS;
    return ensemble->trials < most ? ensemble->trials : most;
}

/* Mean loss over the trials, with the same draws otherwise. NULL when progress stopped it. */
static const double *expected_per_month(Arena *arena, const Ensemble *ensemble, uint32_t input) {
    const size_t trials = trials_of_phase(ensemble);
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

/* [input of the what-if model] a phase's input in the trials. */
static const uint32_t *phase_inputs(const WhatIf *what_if, const Ensemble *ensemble) {
    const Inputs *from = &what_if->model.inputs, *to = &ensemble->setup.model.inputs;
    uint32_t *inputs = arena_array(what_if->arena, from->count, sizeof *inputs);
    for (size_t p = 0; p < what_if->the_case->phase_count; p++)
        if (from->of_phase[p] != NO_INDEX) inputs[from->of_phase[p]] = to->of_phase[p];
    return inputs;
}

static BizcaseStatus add_delays(WhatIf *what_if, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    double *out = arena_array(what_if->arena, BIZCASE_DELAY_MONTHS * what_if_out_count(what_if), sizeof *out),
           months[BIZCASE_DELAY_MONTHS];
    for (size_t month = 0; month < BIZCASE_DELAY_MONTHS; month++) months[month] = (double)month;
    BizcaseDelay *rows = arena_array(what_if->arena, what_if->lever_count, sizeof *rows);
    const uint32_t *of_trials = phase_inputs(what_if, ensemble);
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
        const double *expected = expected_per_month(what_if->arena, ensemble, of_trials[lever->index]);
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

#include "study/moved_out.h"

#include <math.h>
#include <string.h>

size_t slip_sum_count(const Plan *plan) {
    size_t count = plan->phase_count;
    for (uint32_t b = 0; b < plan->bundle_count; b++)
        if (plan->bundles[b].phase != NO_INDEX) count += plan->bundles[b].step_count;
    return count;
}

/* The moved steps of a phase at one position have one sum; it is remembered for positions below this. */
enum { MOST_KNOWN = 64 };

static double sum_within(
    const Kernel *kernel, const Plan *plan, const Step *step, const double *slip, uint32_t lane_count) {
    double row[LANES];
    kernel->evaluate_time_within(plan, step, slip, row);
    return kernel->evaluate_sum(row, lane_count);
}

void add_slips(const Kernel *kernel, const Plan *plan, const double *slips, uint32_t lane_count, double *sums) {
    double row[LANES], known[MOST_KNOWN];
    uint32_t known_phase[MOST_KNOWN];
    for (uint32_t i = 0; i < MOST_KNOWN; i++) known_phase[i] = NO_INDEX;
    for (uint32_t p = 0; p < plan->phase_count; p++) {
        memcpy(row, slips + (size_t)p * LANES, sizeof row);
        *sums++ += kernel->evaluate_sum(row, lane_count);
    }
    for (uint32_t b = 0; b < plan->bundle_count; b++) {
        const Bundle *bundle = &plan->bundles[b];
        if (bundle->phase == NO_INDEX) continue;
        for (uint32_t i = 0; i < bundle->step_count; i++) {
            const Step *step = &bundle->steps[i];
            const double *slip = slips + (size_t)bundle->phase * LANES;
            const uint32_t at = (uint32_t)step->position;
            if (step->rule != STEP_MOVED || at >= MOST_KNOWN) {
                *sums++ += sum_within(kernel, plan, step, slip, lane_count);
                continue;
            }
            if (known_phase[at] != bundle->phase) known[at] = sum_within(kernel, plan, step, slip, lane_count);
            known_phase[at] = bundle->phase;
            *sums++ += known[at];
        }
    }
}

/* Where the sums of a bundle's steps begin. */
static const double *step_sums(const Plan *plan, uint32_t bundle, const double *sums) {
    sums += plan->phase_count;
    for (uint32_t b = 0; b < bundle; b++)
        if (plan->bundles[b].phase != NO_INDEX) sums += plan->bundles[b].step_count;
    return sums;
}

/* A line's total, plus the money of an extended line during the slip, less what falls within the horizon. */
static double mean_moved_out(const Plan *plan, const MovingLine *moving, const double *sums, double trials) {
    const Stream *stream = &plan->streams[moving->stream];
    const Bundle *bundle = &plan->bundles[stream->bundle];
    const double *within = step_sums(plan, stream->bundle, sums);
    const double slip = sums[bundle->phase] / trials / plan->months_per_period;
    double moved_out = moving->total;
    for (uint32_t j = 0; j < stream->jump_count; j++) {
        const uint32_t step = stream->jumps[j].step;
        if (bundle->steps[step].rule != STEP_MOVED) moved_out += stream->jumps[j].amount * slip;
        moved_out -= stream->jumps[j].amount * within[step] / trials;
    }
    return moved_out;
}

size_t moved_out_rows(
    const Case *the_case, const Model *model, const double *sums, double trials, BizcaseMovedOut *rows) {
    size_t count = 0;
    for (size_t m = 0; m < model->moving_count; m++) {
        const Line *line = &the_case->lines[model->moving[m].line];
        const double mean = mean_moved_out(&model->plan, &model->moving[m], sums, trials);
        if (fabs(mean) <= 1e-9 * fabs(model->moving[m].total)) continue; /* rounding */
        rows[count++] = (BizcaseMovedOut){ line->label.id, line->label.name, line->side == SIDE_COST, mean };
    }
    return count;
}

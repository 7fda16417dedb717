#include "study/moved_out.h"

#include <math.h>

/* The rate that an extended stream runs at through its slip, £ a period; 0 for one that only shifts. */
static double running_rate(const Bundle *bundle, const Stream *stream) {
    double rate = 0;
    for (uint32_t i = 0; i < stream->jump_count; i++)
        if (bundle->steps[stream->jumps[i].step].rule != STEP_MOVED) rate += stream->jumps[i].amount;
    return rate;
}

void add_moved_out(
    const Kernel *kernel, const Model *model, const double *slips, uint32_t lane_count, double *sums) {
    double within[LANES];
    for (size_t m = 0; m < model->moving_count; m++) {
        const MovingLine *moving = &model->moving[m];
        const Stream *stream = &model->plan.streams[moving->stream];
        const Bundle *bundle = &model->plan.bundles[stream->bundle];
        const double *slip = slips + (size_t)bundle->phase * LANES;
        const double rate_per_month = running_rate(bundle, stream) / model->plan.months_per_period;
        kernel->evaluate_totals_within(&model->plan, stream, slips, within);
        for (uint32_t k = 0; k < lane_count; k++) sums[m] += moving->total + rate_per_month * slip[k] - within[k];
    }
}

size_t moved_out_rows(
    const Case *the_case, const Model *model, const double *sums, double trials, BizcaseMovedOut *rows) {
    size_t count = 0;
    for (size_t m = 0; m < model->moving_count; m++) {
        const Line *line = &the_case->lines[model->moving[m].line];
        const double mean = sums[m] / trials;
        if (fabs(mean) <= 1e-9 * fabs(model->moving[m].total)) continue; /* rounding */
        rows[count++] = (BizcaseMovedOut){ line->label.id, line->label.name, line->side == SIDE_COST, mean };
    }
    return count;
}

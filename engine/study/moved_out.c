#include "study/moved_out.h"

#include <math.h>

void add_moved_out(
    const Kernel *kernel, const Model *model, const double *slips, uint32_t lane_count, double *sums) {
    double within[LANES];
    for (size_t m = 0; m < model->moving_count; m++) {
        const MovingLine *moving = &model->moving[m];
        kernel->evaluate_totals_within(&model->plan, &model->plan.streams[moving->stream], slips, within);
        for (uint32_t k = 0; k < lane_count; k++) sums[m] += moving->total - within[k];
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

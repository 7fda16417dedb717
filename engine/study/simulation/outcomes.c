#include "study/simulation/outcomes.h"

#include <math.h>
#include <string.h>

#include "study/simulation/grid.h"
#include "study/simulation/run.h"

enum { MOST_PILOT = 4 * CHUNK_TRIALS };

static void tally_all(const Kernel *kernel, const double *outcomes, size_t count, FigureColumn *column) {
    for (size_t done = 0; done < count; done += LANES) {
        const uint32_t lanes = count - done < LANES ? (uint32_t)(count - done) : LANES;
        kernel->tally_block(column->grid, outcomes + done, lanes, &column->tally, &column->sums);
    }
}

/* As a run does it: cells laid out by the first outcomes, and again wider should a percentile be missed. */
void outcomes_summarise(Arena *arena, const Kernel *kernel, const Figure *figure, double plan, const double *outcomes,
    size_t count, BizcaseDistribution *summary) {
    const size_t pilot_count = count < MOST_PILOT ? count : MOST_PILOT;
    double *pilot = arena_array(arena, pilot_count, sizeof *pilot);
    double *kept_outcomes = arena_array(arena, count + LANES, sizeof *kept_outcomes);
    CellGrid grid;
    double thresholds[BIZCASE_PERCENTILE_COUNT];
    for (double width = RUN_WIDTH;; width *= 4) {
        uint8_t *kept = arena_array(arena, MOST_CELLS, sizeof *kept);
        memcpy(pilot, outcomes, pilot_count * sizeof *pilot);
        grid_lay_out(&(GridRequest){ figure, true, width, plan }, pilot, pilot_count, kept, NULL, &grid, thresholds);
        FigureColumn column = { .figure = figure,
            .grid = &grid,
            .tally = { .cells = arena_array(arena, (size_t)2 * grid.side_count, sizeof(uint32_t)),
                .outcomes = kept_outcomes,
                .min = INFINITY,
                .max = -INFINITY } };
        tally_all(kernel, outcomes, count, &column);
        if (column_summarise(&column, summary)) return;
    }
}

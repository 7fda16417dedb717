#include "study/simulation/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/simulation/select.h"

enum { LEAST_FINE = 8 };
enum { MANTISSA_BITS = 52, ENDS = 3 }; /* of a percentile: where its cells begin, itself, where they end */

size_t grid_fine_count(const CellGrid *grid) {
    return grid->first_fine ? grid->first_fine[2 * grid->side_count] : 0;
}

double grid_cell_start(const CellGrid *grid, uint32_t cell) {
    if (cell == 0) return -INFINITY;
    const bool above = cell >= grid->side_count;
    /* Below the centre cells are counted inwards: the start of one is the outer end of its distance. */
    const uint64_t step = above ? cell - grid->side_count : grid->side_count - cell;
    uint64_t bits;
    double magnitude;
    memcpy(&bits, &grid->unit, sizeof bits);
    bits += step << grid->shift;
    memcpy(&magnitude, &bits, sizeof magnitude);
    return above ? grid->centre + (magnitude - grid->unit) : grid->centre - (magnitude - grid->unit);
}

/* Sorts out what has no cell: NaN to the end, then infinities. Returns how many finite ones are in front. */
static size_t finite_to_front(double *pilot, size_t count) {
    size_t finite = 0;
    for (size_t i = 0; i < count; i++) {
        const double outcome = pilot[i];
        pilot[i] = pilot[finite];
        pilot[finite] = outcome;
        finite += isfinite(outcome) != 0;
    }
    return finite;
}

/* A rank among all that are not NaN as one among the finite ones, held within them. */
static size_t finite_rank(double rank, size_t before, size_t finite) {
    const double within = rank - (double)before;
    return within <= 0 ? 0 : within >= (double)(finite - 1) ? finite - 1 : (size_t)within;
}

static double unit_for(const double *pilot, size_t finite) {
    const double spread = pilot[finite - 1 - finite / 4] - pilot[finite / 4];
    if (spread > 0 && isfinite(spread)) return spread / 5;
    double least = pilot[0], most = pilot[0];
    for (size_t i = 1; i < finite; i++) {
        least = fmin(least, pilot[i]);
        most = fmax(most, pilot[i]);
    }
    if (most > least && isfinite(most - least)) return (most - least) / 100;
    return most != 0 ? fabs(most) * 0x1p-20 : 1;
}

/* The ranks, among the finite outcomes, of every percentile and of the ends of its cells. */
static void percentile_ranks(const GridRequest *request, size_t valid, size_t before, size_t finite,
    size_t ranks[BIZCASE_PERCENTILE_COUNT][ENDS]) {
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        const double p = bizcase_percentiles()[i] / 100, n = (double)valid, rank = (n - 1) * p;
        const double reach = request->width * sqrt(n * p * (1 - p)) + 2;
        ranks[i][0] = finite_rank(rank - reach, before, finite);
        ranks[i][1] = finite_rank(rank, before, finite);
        ranks[i][2] = finite_rank(rank + reach, before, finite);
    }
}

/* So many that the cells of every percentile are within; one more, for what the pilot has not seen. */
static unsigned octaves_for(
    const CellGrid *grid, const double *pilot, size_t finite, size_t ranks[BIZCASE_PERCENTILE_COUNT][ENDS]) {
    double furthest = 0;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++)
        for (size_t end = 0; end < ENDS; end += ENDS - 1)
            if (ranks[i][end] > 0 && ranks[i][end] < finite - 1)
                furthest = fmax(furthest, fabs(pilot[ranks[i][end]] - grid->centre));
    unsigned octaves = 2;
    while (octaves < MOST_OCTAVES && ldexp(grid->unit, (int)octaves - 1) < furthest + grid->unit) octaves++;
    return octaves;
}

/* Marks the cells between the ends of percentile i. An end beyond the pilot's last outcome is that of the grid. */
static void keep_cells(const CellGrid *grid, const double *pilot, size_t finite, const size_t ends[ENDS],
    uint32_t *first, uint32_t *last) {
    *first = ends[0] == 0 ? 0 : tally_cell(grid, pilot[ends[0]]);
    *last = ends[2] == finite - 1 ? 2 * grid->side_count - 1 : tally_cell(grid, pilot[ends[2]]);
    memset(grid->kept + *first, 1, *last - *first + 1);
}

/* Divides kept cells by the share of the pilot's outcomes in them. Returns the share of all kept cells. */
static double divide_kept_cells(CellGrid *grid, const double *pilot, size_t finite) {
    static const double fine_share =
        2.5e-5; /* of outcomes in a fine cell, were they even; they are not: 1e-4 is promised */
    const uint32_t cell_count = 2 * grid->side_count;
    uint32_t inside[MOST_CELLS] = { 0 }, fine = 0;
    size_t all = 0;
    for (size_t i = 0; i < finite; i++) inside[tally_cell(grid, pilot[i])]++;
    for (uint32_t cell = 0; cell < cell_count; cell++) {
        const bool is_open = cell == 0 || cell == cell_count - 1;
        if (grid->first_fine) grid->first_fine[cell] = fine;
        if (!grid->kept[cell]) continue;
        all += inside[cell];
        fine +=
            is_open || finite == 0 ? 1 : LEAST_FINE + (uint32_t)((double)inside[cell] / (double)finite / fine_share);
    }
    if (grid->first_fine) grid->first_fine[cell_count] = fine;
    return finite ? (double)all / (double)finite : 1;
}

double grid_lay_out(const GridRequest *request, double *pilot, size_t count, uint8_t *kept, uint32_t *first_fine,
    CellGrid *grid, double thresholds[BIZCASE_PERCENTILE_COUNT]) {
    size_t missing = 0, before = 0;
    for (size_t i = 0; i < count; i++) {
        missing += pilot[i] != pilot[i];
        before += pilot[i] == -INFINITY;
    }
    const size_t finite = finite_to_front(pilot, count);
    *grid = (CellGrid){ .unit = 1,
        .side_count = CELLS_PER_OCTAVE,
        .shift = MANTISSA_BITS - (unsigned)__builtin_ctz(CELLS_PER_OCTAVE),
        .kept = kept,
        .first_fine = first_fine,
        .keeps_outcomes = request->keeps_outcomes,
        .low_is_worst = request->figure->higher_is_better,
        .plan = request->plan,
        .worst_cell = request->figure->higher_is_better ? 0 : 2 * CELLS_PER_OCTAVE - 1 };
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) thresholds[i] = 0;
    if (finite == 0) {
        memset(kept, 1, (size_t)2 * grid->side_count);
        return divide_kept_cells(grid, NULL, 0);
    }

    size_t ranks[BIZCASE_PERCENTILE_COUNT][ENDS], all[BIZCASE_PERCENTILE_COUNT * ENDS + 3];
    percentile_ranks(request, count - missing, before, finite, ranks);
    memcpy(all, ranks, sizeof ranks);
    all[(size_t)BIZCASE_PERCENTILE_COUNT * ENDS] = finite / 4;
    all[BIZCASE_PERCENTILE_COUNT * ENDS + 1] = finite / 2;
    all[BIZCASE_PERCENTILE_COUNT * ENDS + 2] = finite - 1 - finite / 4;
    qsort(all, sizeof all / sizeof *all, sizeof *all, compare_ranks);
    select_ranks(pilot, finite, all, sizeof all / sizeof *all);

    grid->centre = pilot[finite / 2];
    grid->unit = unit_for(pilot, finite);
    grid->side_count = CELLS_PER_OCTAVE * octaves_for(grid, pilot, finite, ranks);
    grid->worst_cell = grid->low_is_worst ? 0 : 2 * grid->side_count - 1;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        uint32_t first, last;
        keep_cells(grid, pilot, finite, ranks[i], &first, &last);
        thresholds[i] = pilot[ranks[i][1]];
        if (grid->low_is_worst && bizcase_percentiles()[i] == 5) grid->worst_cell = first;
        if (!grid->low_is_worst && bizcase_percentiles()[i] == 95) grid->worst_cell = last;
    }
    /* Percentiles near each other share a run of kept cells: what is surely among the worst ends before it. */
    while (grid->low_is_worst && grid->worst_cell > 0 && kept[grid->worst_cell - 1]) grid->worst_cell--;
    while (!grid->low_is_worst && grid->worst_cell + 1 < 2 * grid->side_count && kept[grid->worst_cell + 1])
        grid->worst_cell++;
    return divide_kept_cells(grid, pilot, finite);
}

#include "study/simulation/tally.h"

static inline uint64_t bits_of(double real) {
    uint64_t bits;
    __builtin_memcpy(&bits, &real, sizeof bits);
    return bits;
}

/* The bits of a positive double rise with it, evenly within an octave: no logarithm is needed. */
uint32_t tally_cell(const CellGrid *grid, double outcome) {
    const double distance = outcome - grid->centre, magnitude = distance < 0 ? -distance : distance;
    const uint64_t outward = (bits_of(magnitude + grid->unit) - bits_of(grid->unit)) >> grid->shift;
    const uint64_t last = grid->side_count - 1;
    const uint64_t step = outward < last ? outward : last;
    return (uint32_t)(distance < 0 ? last - step : last + 1 + step);
}

static void cells_of(const CellGrid *grid, const double *restrict distance, uint64_t *restrict cells) {
    const double unit = grid->unit;
    const uint64_t origin = bits_of(unit), last = grid->side_count - 1;
    const unsigned shift = grid->shift;
    for (int k = 0; k < LANES; k++) {
        const double magnitude = distance[k] < 0 ? -distance[k] : distance[k];
        const uint64_t outward = (bits_of(magnitude + unit) - origin) >> shift;
        const uint64_t step = outward < last ? outward : last;
        cells[k] = distance[k] < 0 ? last - step : last + 1 + step;
    }
}

/* Sum of a row, which is used up: halves are added until eight numbers are left. */
static double fold_sum(double *restrict row) {
    for (int half = LANES / 2; half >= 8; half /= 2)
        for (int k = 0; k < half; k++) row[k] += row[k + half];
    return ((row[0] + row[1]) + (row[2] + row[3])) + ((row[4] + row[5]) + (row[6] + row[7]));
}

static double fold_lowest(double *restrict row) {
    for (int half = LANES / 2; half >= 1; half /= 2)
        for (int k = 0; k < half; k++) row[k] = row[k + half] < row[k] ? row[k + half] : row[k];
    return row[0];
}

static double fold_highest(double *restrict row) {
    for (int half = LANES / 2; half >= 1; half /= 2)
        for (int k = 0; k < half; k++) row[k] = row[k + half] > row[k] ? row[k + half] : row[k];
    return row[0];
}

static bool all_finite(const double *restrict outcomes) {
    uint64_t odd = 0;
    for (int k = 0; k < LANES; k++) odd |= bits_of(outcomes[k] - outcomes[k]) << 1;
    return odd == 0;
}

static bool reaches(const CellGrid *grid, double outcome) {
    return grid->low_is_worst ? outcome >= grid->plan : outcome <= grid->plan;
}

/* finite ← the finite ones of the outcomes, filled up with the centre, which adds nothing to a sum. Returns how many. */
static uint32_t take_finite(
    const CellGrid *grid, const double *outcomes, uint32_t lane_count, double *restrict finite, Tally *tally) {
    uint32_t count = 0;
    for (uint32_t k = 0; k < lane_count; k++) {
        const double outcome = outcomes[k];
        finite[count] = outcome;
        count += outcome - outcome == 0;
        tally->missing += outcome != outcome;
        tally->never_back += outcome == __builtin_inf();
        tally->never_negative += outcome == -__builtin_inf();
        tally->reached += outcome - outcome != 0 && reaches(grid, outcome);
    }
    for (uint32_t k = count; k < LANES; k++) finite[k] = grid->centre;
    return count;
}

static void note_cells(
    const CellGrid *grid, const double *finite, const uint64_t *cells, uint32_t count, Tally *tally) {
    size_t kept = tally->outcome_count;
    for (uint32_t k = 0; k < count; k++) {
        tally->cells[cells[k]]++;
        tally->outcomes[kept] = finite[k];
        kept += grid->kept[cells[k]];
    }
    tally->outcome_count = kept;
}

/* Where in its cell the outcome lies, by the bits that lie inside a cell; the open last ones are not divided. */
static uint32_t fine_cell(const CellGrid *grid, uint64_t cell, double outcome) {
    const uint64_t count = grid->first_fine[cell + 1] - grid->first_fine[cell];
    const double distance = outcome - grid->centre, magnitude = distance < 0 ? -distance : distance;
    const uint64_t inside =
        (bits_of(magnitude + grid->unit) - bits_of(grid->unit)) & (((uint64_t)1 << grid->shift) - 1);
    const uint64_t step = (inside * count) >> grid->shift;
    return grid->first_fine[cell] + (uint32_t)(distance < 0 ? count - 1 - step : step);
}

static void count_finely(
    const CellGrid *grid, const double *finite, const uint64_t *cells, uint32_t count, Tally *tally) {
    for (uint32_t k = 0; k < count; k++) {
        tally->cells[cells[k]]++;
        if (!grid->kept[cells[k]]) continue;
        const uint32_t fine = fine_cell(grid, cells[k], finite[k]);
        tally->fine[fine]++;
        tally->lowest[fine] = finite[k] < tally->lowest[fine] ? finite[k] : tally->lowest[fine];
        tally->highest[fine] = finite[k] > tally->highest[fine] ? finite[k] : tally->highest[fine];
    }
}

static void add_sums(
    const CellGrid *grid, const double *restrict distance, const uint64_t *restrict cells, TallySums *sums) {
    double row[LANES];
    for (int k = 0; k < LANES; k++) row[k] = distance[k];
    sums->sum += fold_sum(row);
    for (int k = 0; k < LANES; k++) row[k] = distance[k] * distance[k];
    sums->squares += fold_sum(row);
    const uint64_t worst = grid->worst_cell;
    if (grid->low_is_worst)
        for (int k = 0; k < LANES; k++) row[k] = cells[k] < worst ? distance[k] : 0;
    else
        for (int k = 0; k < LANES; k++) row[k] = cells[k] > worst ? distance[k] : 0;
    sums->worst += fold_sum(row);
}

static uint64_t count_reaching(const CellGrid *grid, const double *restrict row) {
    const double plan = grid->plan;
    uint64_t reaching = 0;
    if (grid->low_is_worst)
        for (int k = 0; k < LANES; k++) reaching += row[k] >= plan;
    else
        for (int k = 0; k < LANES; k++) reaching += row[k] <= plan;
    return reaching;
}

void tally_block(const CellGrid *grid, const double *outcomes, uint32_t lane_count, Tally *tally, TallySums *sums) {
    double finite[LANES], distance[LANES];
    uint64_t cells[LANES];
    const double *restrict row = outcomes;
    uint32_t count = LANES;
    if (lane_count < LANES || !all_finite(outcomes)) {
        count = take_finite(grid, outcomes, lane_count, finite, tally);
        row = finite;
    }
    const double centre = grid->centre;
    for (int k = 0; k < LANES; k++) distance[k] = row[k] - centre;
    cells_of(grid, distance, cells);
    if (grid->keeps_outcomes)
        note_cells(grid, row, cells, count, tally);
    else
        count_finely(grid, row, cells, count, tally);
    add_sums(grid, distance, cells, sums);

    uint64_t negative = 0;
    for (int k = 0; k < LANES; k++) negative += row[k] < 0;
    tally->negative += negative - (centre < 0 ? LANES - count : 0);
    tally->reached += count_reaching(grid, row) - (reaches(grid, centre) ? LANES - count : 0);
    tally->finite += count;
    if (count == 0) return;
    double ends[LANES];
    for (uint32_t k = count; k < LANES; k++) finite[k] = finite[0];
    for (int k = 0; k < LANES; k++) ends[k] = row[k];
    const double lowest = fold_lowest(ends);
    for (int k = 0; k < LANES; k++) ends[k] = row[k];
    const double highest = fold_highest(ends);
    tally->min = lowest < tally->min ? lowest : tally->min;
    tally->max = highest > tally->max ? highest : tally->max;
}

void tally_below(
    const double *outcomes, uint32_t lane_count, const double *thresholds, uint32_t count, uint64_t *below) {
    for (uint32_t i = 0; i < count; i++) {
        const double threshold = thresholds[i];
        uint64_t found = 0;
        for (uint32_t k = 0; k < lane_count; k++) found += outcomes[k] < threshold;
        below[i] += found;
    }
}

#include "study/simulation/tally.h"

#include "base/vector.h"

#define SIGN_BIT ((uint64_t)1 << 63)

static inline uint64_t bits_of(double real) {
    uint64_t bits;
    __builtin_memcpy(&bits, &real, sizeof bits);
    return bits;
}

static inline double real_from(uint64_t bits) {
    double real;
    __builtin_memcpy(&real, &bits, sizeof real);
    return real;
}

/* The bits of a positive double rise with it, evenly within an octave: no logarithm is needed. */
uint32_t tally_cell(const CellGrid *grid, double outcome) {
    const double distance = outcome - grid->centre, magnitude = distance < 0 ? -distance : distance;
    const uint64_t outward = (bits_of(magnitude + grid->unit) - bits_of(grid->unit)) >> grid->shift;
    const uint64_t last = grid->side_count - 1;
    const uint64_t step = outward < last ? outward : last;
    return (uint32_t)(distance < 0 ? last - step : last + 1 + step);
}

/* What is done with every block in the widest steps: everything but to count cells. */
typedef struct Look {
    Reals centre, unit, plan, least, most;
    Reals furthest;   /* unit + the distance at which the last cell begins */
    Reals worst;      /* see worst_boundary */
    Words last_below; /* cells beneath the centre */
    Mask inside;      /* whether no outcome was beneath least, above most or no number */
    Words negative, reached;
} Look;

/* The cell of an outcome is before a cell exactly if unit + its distance from the centre, with the distance's sign, is less
   than this. */
static double cell_boundary(const CellGrid *grid, uint64_t cell) {
    const uint64_t origin = bits_of(grid->unit), below = grid->side_count;
    if (cell >= below) return real_from(origin + ((cell - below) << grid->shift));
    return -real_from(origin + ((below - cell) << grid->shift) - 1);
}

static Look look_at(const CellGrid *grid, const Tally *tally) {
    const uint64_t last = grid->side_count - 1;
    return (Look){
        .centre = reals_of(grid->centre),
        .unit = reals_of(grid->unit),
        .plan = reals_of(grid->plan),
        .least = reals_of(tally->min),
        .most = reals_of(tally->max),
        .furthest = reals_of(real_from(bits_of(grid->unit) + (last << grid->shift))),
        .worst = reals_of(cell_boundary(grid, grid->low_is_worst ? grid->worst_cell : (uint64_t)grid->worst_cell + 1)),
        .last_below = words_of(grid->side_count),
        .inside = (Mask)words_of(UINT64_MAX),
    };
}

/* One vector of outcomes: notes what is true of them, and puts their cells. */
static inline void look_further(
    const CellGrid *grid, Look *look, const double *outcomes, uint64_t *cells, Reals *distance, Reals *worst_distance) {
    const Reals outcome = reals_at(outcomes), from_centre = outcome - look->centre;
    const Mask beneath = from_centre < reals_of(0);
    Reals reach = (Reals)((Words)from_centre & ~SIGN_BIT) + look->unit;
    reach = pick(reach < look->furthest, reach, look->furthest);
    const Words step = ((Words)reach - bits_of(grid->unit)) >> (uint64_t)grid->shift;
    put_words(cells, (step ^ (Words)beneath) + look->last_below);
    const Reals outward = (Reals)((Words)reach | ((Words)beneath & SIGN_BIT));
    const Mask is_worst = grid->low_is_worst ? outward < look->worst : outward >= look->worst;
    const Mask reaches = grid->low_is_worst ? outcome >= look->plan : outcome <= look->plan;
    *distance = from_centre;
    *worst_distance = (Reals)(is_worst & (Mask)from_centre);
    look->inside &= (outcome >= look->least) & (outcome <= look->most);
    look->negative -= (Words)(outcome < reals_of(0));
    look->reached -= (Words)reaches;
}

/* Sum of half a block, which is used up: halves are added until eight numbers are left. */
static double fold_sum(double *row) {
    for (size_t half = LANES / 4; half >= 8; half /= 2)
        for (size_t k = 0; k < half; k += WIDTH) put_reals(row + k, reals_at(row + k) + reals_at(row + k + half));
    return ((row[0] + row[1]) + (row[2] + row[3])) + ((row[4] + row[5]) + (row[6] + row[7]));
}

/* The sums of a block, lane k and lane k + LANES ÷ 2 first. */
static TallySums look_through(const CellGrid *grid, Look *look, const double *outcomes, uint64_t *cells) {
    enum { HALF = LANES / 2 };
    double sum[HALF], squares[HALF], worst[HALF];
    for (size_t k = 0; k < HALF; k += WIDTH) {
        Reals near, far, worst_near, worst_far;
        look_further(grid, look, outcomes + k, cells + k, &near, &worst_near);
        look_further(grid, look, outcomes + k + HALF, cells + k + HALF, &far, &worst_far);
        put_reals(sum + k, near + far);
        put_reals(squares + k, near * near + far * far);
        put_reals(worst + k, worst_near + worst_far);
    }
    return (TallySums){ fold_sum(sum), fold_sum(squares), fold_sum(worst) };
}

static uint64_t sum_of_words(Words words) {
    uint64_t sum = 0;
    for (int k = 0; k < WIDTH; k++) sum += words[k];
    return sum;
}

static bool is_everywhere(Mask mask) {
    bool everywhere = true;
    for (int k = 0; k < WIDTH; k++) everywhere = everywhere && mask[k] != 0;
    return everywhere;
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

static void note_ends(const double *outcomes, uint32_t count, Tally *tally) {
    for (uint32_t k = 0; k < count; k++) {
        tally->min = outcomes[k] < tally->min ? outcomes[k] : tally->min;
        tally->max = outcomes[k] > tally->max ? outcomes[k] : tally->max;
    }
}

void tally_block(const CellGrid *grid, const double *outcomes, uint32_t lane_count, Tally *tally, TallySums *sums) {
    double finite[LANES];
    uint64_t cells[LANES];
    const double *row = outcomes;
    uint32_t count = LANES;
    if (lane_count < LANES) {
        count = take_finite(grid, outcomes, lane_count, finite, tally);
        row = finite;
    }
    Look look = look_at(grid, tally);
    TallySums here = look_through(grid, &look, row, cells);
    if (!is_everywhere(look.inside)) {
        if (row == outcomes && !all_finite(outcomes)) {
            count = take_finite(grid, outcomes, lane_count, finite, tally);
            row = finite;
            look = look_at(grid, tally);
            here = look_through(grid, &look, row, cells);
        }
        note_ends(row, count, tally);
    }
    if (grid->keeps_outcomes)
        note_cells(grid, row, cells, count, tally);
    else
        count_finely(grid, row, cells, count, tally);
    sums->sum += here.sum;
    sums->squares += here.squares;
    sums->worst += here.worst;
    tally->negative += sum_of_words(look.negative) - (grid->centre < 0 ? LANES - count : 0);
    tally->reached += sum_of_words(look.reached) - (reaches(grid, grid->centre) ? LANES - count : 0);
    tally->finite += count;
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

/* A block's tally against the same counted one outcome after another. */
#include "support/assert_close.h"

#include <stdlib.h>
#include <string.h>

#include "study/simulation/tally.h"

enum { OCTAVES = 4, SIDE = 128 * OCTAVES, CELLS = 2 * SIDE, BLOCKS = 64, ROOM = BLOCKS * LANES };

typedef struct Counted {
    Tally tally;
    TallySums sums;
    uint32_t cells[CELLS];
    double outcomes[ROOM + LANES];
} Counted;

static Counted counted, expected;

static void start(Counted *c) {
    memset(c, 0, sizeof *c);
    c->tally = (Tally){ .cells = c->cells, .outcomes = c->outcomes, .min = INFINITY, .max = -INFINITY };
}

/* tally_block, as one would write it down first. */
static void count_one(const CellGrid *grid, double outcome, Counted *c) {
    const bool reached = grid->low_is_worst ? outcome >= grid->plan : outcome <= grid->plan;
    c->tally.reached += reached;
    c->tally.missing += outcome != outcome;
    c->tally.never_back += outcome == INFINITY;
    c->tally.never_negative += outcome == -INFINITY;
    if (!isfinite(outcome)) return;
    const uint32_t cell = tally_cell(grid, outcome);
    const double distance = outcome - grid->centre;
    c->tally.finite++;
    c->tally.negative += outcome < 0;
    c->cells[cell]++;
    if (grid->kept[cell]) c->outcomes[c->tally.outcome_count++] = outcome;
    c->sums.sum += distance;
    c->sums.squares += distance * distance;
    if (grid->low_is_worst ? cell < grid->worst_cell : cell > grid->worst_cell) c->sums.worst += distance;
    c->tally.min = outcome < c->tally.min ? outcome : c->tally.min;
    c->tally.max = outcome > c->tally.max ? outcome : c->tally.max;
}

static uint64_t seed = 11;

static uint64_t random_word(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return seed >> 11;
}

/* Most near the centre, some in every octave, some on the edges of cells, some far beyond, few of no number. */
static double random_outcome(const CellGrid *grid, bool all_finite) {
    const double u = ((double)random_word() + 0.5) * 0x1p-53, side = random_word() & 1 ? 1 : -1;
    if (!all_finite && u < 0.02) return u < 0.01 ? NAN : side * INFINITY;
    if (u < 0.1) return grid->centre + side * grid->unit * ldexp(1, (int)(random_word() % 12));
    if (u < 0.2) return grid->centre + side * grid->unit * (double)(random_word() % 64) / 128;
    if (u < 0.25) return side * 1e200;
    if (u < 0.3) return grid->centre;
    return grid->centre + side * grid->unit * 40 * (u - 0.5) * (u - 0.5);
}

static void a_block_is_counted_as_its_outcomes_one_by_one(void **state) {
    (void)state;
    uint8_t kept[CELLS];
    static const uint32_t worst_cells[] = { 0, 1, 77, SIDE - 1, SIDE, SIDE + 1, CELLS - 2, CELLS - 1 };
    static const double centres[] = { 0, 1000.25, -3e6 };
    for (size_t r = 0; r < 2 * COUNT_OF(worst_cells) * COUNT_OF(centres); r++) {
        for (size_t cell = 0; cell < CELLS; cell++) kept[cell] = random_word() % 3 == 0;
        const CellGrid grid = { .centre = centres[r / 2 % COUNT_OF(centres)],
            .unit = 12.5,
            .shift = 52 - 7,
            .side_count = SIDE,
            .kept = kept,
            .keeps_outcomes = true,
            .low_is_worst = r & 1,
            .plan = centres[r / 2 % COUNT_OF(centres)] + 3,
            .worst_cell = worst_cells[r / 2 / COUNT_OF(centres)] };
        start(&counted);
        start(&expected);
        const double largest = 1e200;
        for (size_t b = 0; b < BLOCKS; b++) {
            double outcomes[LANES];
            const uint32_t lanes = b % 5 == 0 ? 1 + (uint32_t)(random_word() % LANES) : LANES;
            for (uint32_t k = 0; k < LANES; k++) outcomes[k] = random_outcome(&grid, b % 3 != 0);
            for (uint32_t k = 0; k < lanes; k++) count_one(&grid, outcomes[k], &expected);

            tally_block(&grid, outcomes, lanes, &counted.tally, &counted.sums);
        }

        assert_memory_equal(counted.cells, expected.cells, sizeof counted.cells);
        assert_int_equal(counted.tally.outcome_count, expected.tally.outcome_count);
        assert_memory_equal(counted.outcomes, expected.outcomes, expected.tally.outcome_count * sizeof(double));
        assert_int_equal(counted.tally.finite, expected.tally.finite);
        assert_int_equal(counted.tally.negative, expected.tally.negative);
        assert_int_equal(counted.tally.reached, expected.tally.reached);
        assert_int_equal(counted.tally.missing, expected.tally.missing);
        assert_int_equal(counted.tally.never_back, expected.tally.never_back);
        assert_int_equal(counted.tally.never_negative, expected.tally.never_negative);
        assert_true(counted.tally.min == expected.tally.min && counted.tally.max == expected.tally.max);
        /* 8,192 outcomes of at most 1e200: each addition loses half of the last bit of what it comes to. */
        const double lost = ROOM * 0x1p-53 * ROOM * largest;
        assert_close(counted.sums.sum, expected.sums.sum, lost);
        assert_close(counted.sums.worst, expected.sums.worst, lost);
    }
}

/* Without outcomes of 1e200 the sums are exact: whole numbers. */
static void sums_of_whole_numbers_are_exact(void **state) {
    (void)state;
    uint8_t kept[CELLS] = { 0 };
    for (uint32_t worst = 0; worst < CELLS; worst += 3)
        for (int low = 0; low < 2; low++) {
            const CellGrid grid = { .centre = 7,
                .unit = 64,
                .shift = 52 - 7,
                .side_count = SIDE,
                .kept = kept,
                .keeps_outcomes = true,
                .low_is_worst = low,
                .plan = NAN,
                .worst_cell = worst };
            double outcomes[LANES];
            start(&counted);
            start(&expected);
            for (uint32_t k = 0; k < LANES; k++) outcomes[k] = (double)(random_word() % 2000) - 1000;
            for (uint32_t k = 0; k < LANES; k++) count_one(&grid, outcomes[k], &expected);

            tally_block(&grid, outcomes, LANES, &counted.tally, &counted.sums);

            assert_true(counted.sums.sum == expected.sums.sum);
            assert_true(counted.sums.squares == expected.sums.squares);
            assert_true(counted.sums.worst == expected.sums.worst);
            assert_int_equal(counted.tally.reached, 0);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_is_counted_as_its_outcomes_one_by_one),
        cmocka_unit_test(sums_of_whole_numbers_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

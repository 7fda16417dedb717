/* How often the plan is evaluated: levers on lines are side by side, so that many lines take few evaluations. */
#include "support/temporary_case.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bizcase/bizcase.h"
#include "study/sensitivity/parts.h"

static void (*evaluate_block_of_kernel)(
    const Plan *plan, const BlockRequest *request, const double *values, void *scratch, const BlockResults *results);
static size_t blocks;

static void count_block(
    const Plan *plan, const BlockRequest *request, const double *values, void *scratch, const BlockResults *results) {
    blocks++;
    evaluate_block_of_kernel(plan, request, values, scratch, results);
}

static TemporaryCase case_of_lines(size_t count) {
    static char costs[64 * 1024];
    size_t length = (size_t)sprintf(costs, "line,distribution,low,high,2018/19\n");
    for (size_t l = 0; l < count; l++) length += (size_t)sprintf(costs + length, "l%zu,uniform,0.8,1.2,100\n", l);
    const CaseFile files[] = { { "costs.csv", costs }, { NULL, NULL } };
    return temporary_case(files, (BizcaseCaseRequest){ 0 });
}

/* Blocks of lanes that a part of the study takes for so many lines of one period. */
static size_t blocks_of(const SensitivityPart *part, size_t lines, BizcaseSensitivityRequest request) {
    TemporaryCase made = case_of_lines(lines);
    Arena *arena = arena_new();
    WhatIf what_if;
    assert_int_equal(made.status, BIZCASE_OK);
    assert_int_equal(
        what_if_open(arena, case_of(made.loaded), NULL, bizcase_figure_count(), &what_if, NULL), BIZCASE_OK);
    Kernel counting = *what_if.kernel;
    evaluate_block_of_kernel = counting.evaluate_block;
    counting.evaluate_block = count_block;
    what_if.kernel = &counting;
    BizcaseSensitivity shown = { 0 };
    SensitivityStudy study = { .what_if = &what_if, .request = &request, .shown = &shown };
    blocks = 0;

    assert_int_equal(part->run(&study), BIZCASE_OK);

    arena_free(arena);
    temporary_case_free(&made);
    return blocks;
}

/* Of 128 lanes. A switching value wants the two ends of a lever: 64 levers a block, of each line one, and four of all costs
   and benefits; 42 lines are one block, 420 are seven. A bar wants both ends and the plan, 42 a block, and a row of the
   spider nine points, 14 a block: 1 and 3, against 10 and 30. Other levers take the same for both. */
static void more_lines_take_a_block_for_many_of_them(void **state) {
    static const struct {
        const SensitivityPart *part;
        size_t more;
    } rows[] = { { &sensitivity_switching, 7 - 1 }, { &sensitivity_tornado, 10 - 1 + 30 - 3 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_int_equal(blocks_of(rows[r].part, 420, (BizcaseSensitivityRequest){ 0 }) -
                             blocks_of(rows[r].part, 42, (BizcaseSensitivityRequest){ 0 }),
            rows[r].more);
}

/* 20 × 15 cells are 300, three blocks of 128; the rate is not an input: a block for each of 20 × 2 cells. */
static void cells_of_a_grid_stand_side_by_side_where_both_levers_are_inputs(void **state) {
    static const struct {
        const char *first, *second;
        size_t blocks;
    } rows[] = { { "line:l0=0.5:1.5:20", "costs=0.8:1.2:15", 3 },
        { "line:l0=0.5:1.5:20", "discount_rate=0.03:0.05:2", 40 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_int_equal(
            blocks_of(&sensitivity_grid, 3, (BizcaseSensitivityRequest){ .grid = { rows[r].first, rows[r].second } }),
            rows[r].blocks);
}

/* 100 × (1.5 + 1 + 1) × 1.2: both levers move line l0, by their product. */
static void a_cell_of_a_grid_has_both_changes(void **state) {
    TemporaryCase made = case_of_lines(3);
    BizcaseSensitivity *study;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_GRID,
        .grid = { "line:l0=0.5:1.5:3", "costs=0.8:1.2:2" } };
    (void)state;

    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);

    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 2; j++)
            assert_close(study->grid->results[(i * 2 + j) * study->body_count],
                -100 * (0.5 * (double)(i + 1) + 2) * (j == 0 ? 0.8 : 1.2), 1e-10);
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

static double amount_of(const char *input) {
    return strtod(input + strlen("line:l"), NULL);
}

/* Line l<n> is worth £n, ±20 %, so its part of the variance rises with n². 400 trials carry 100 terms. 2²⁰ evaluations are
   1,024 for each of 8 × 128 points, two of which are for the samples themselves: 1,022 inputs. The two lines of £50,000 have
   nearly all of the variance. */
static void of_many_inputs_the_strongest_are_looked_at(void **state) {
    enum { LINES = 1100 };
    static char costs[64 * 1024];
    (void)state;
    size_t length = (size_t)sprintf(costs, "line,distribution,low,high,2018/19\n");
    for (size_t l = 1; l <= LINES; l++)
        length += (size_t)sprintf(costs + length, "l%zu,uniform,0.8,1.2,%zu\n", l, l % 550 == 0 ? 50000 : l);
    const CaseFile files[] = { { "costs.csv", costs }, { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_VARIANCE | BIZCASE_ASSOCIATION, .trials = 400 };

    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);

    assert_int_equal(study->regression_inputs, 100);
    assert_int_equal(study->regression_of_inputs, LINES);
    assert_int_equal(study->variance_count, 1022);
    size_t left_out = 0;
    for (size_t i = 0; i < study->association_count; i++)
        if (isnan(study->associations[i].standardised_coefficient[0])) left_out++;
    assert_int_equal(left_out, LINES - 100);
    for (size_t i = 0; i < 2; i++) {
        const double amount = amount_of(study->groups[study->variance[i].group].name);
        assert_true(amount == 550 || amount == 1100);
        const double of_association = amount_of(study->groups[study->associations[i].group].name);
        assert_true(of_association == 550 || of_association == 1100);
        assert_true(study->associations[i].standardised_coefficient[0] < 0);
    }
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

/* Each phase waits for all before it: there are 2³⁹ ways back from the last. */
static void phases_are_counted_once_however_many_ways_lead_to_them(void **state) {
    enum { PHASES = 40 };
    static char phases[64 * 1024];
    (void)state;
    size_t length = (size_t)sprintf(phases, "phase,start,end,after,distribution,low,high\n");
    for (size_t p = 0; p < PHASES; p++) {
        length += (size_t)sprintf(phases + length, "p%zu,2018-04,2018-05,", p);
        for (size_t before = 0; before < p; before++)
            length += (size_t)sprintf(phases + length, "%sp%zu", before > 0 ? ";" : "", before);
        length += (size_t)sprintf(phases + length, ",uniform,0,1\n");
    }
    const CaseFile files[] = { { "phases.csv", phases }, { "costs.csv", "line,phase,2018/19,2019/20\na,p39,10,20\n" },
        { NULL, NULL } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_INFORMATION, .trials = 200 };

    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);

    assert_int_equal(study->group_count, PHASES + 2); /* and the line's category */
    assert_string_equal(study->groups[PHASES].name, "delays");
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

/* Two options with a cost each; with line a at most ten times as dear, the other option is better from 150/100 on, where
   the lead has a kink as well: doing nothing is not a choice. */
static void turn_of_a_straight_lever_is_where_another_option_becomes_best(void **state) {
    static const CaseFile files[] = {
        { "options.csv", "option,role\nx,preferred\ny,option\nz,option\n" },
        { "costs.csv", "line,option,2018/19\na,x,100\nb,y,150\nb2,z,400\n" },
        { NULL, NULL },
    };
    (void)state;
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    BizcaseSensitivity *study;
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_SWITCHING };

    assert_int_equal(bizcase_sensitivity(made.loaded, &request, &study, NULL), BIZCASE_OK);

    static const struct {
        const char *lever;
        double turn;
    } rows[] = { { "line:a", 1.5 }, { "line:b", 2 / 3.0 }, { "line:b2", 0.25 } };
    size_t found = 0;
    for (size_t i = 0; i < study->switching_count; i++)
        for (size_t r = 0; r < COUNT_OF(rows); r++) {
            if (strcmp(study->levers[study->switching[i].lever].name, rows[r].lever) != 0) continue;
            assert_close(study->switching[i].other_is_best[0].value, rows[r].turn, 1e-11);
            found++;
        }
    assert_int_equal(found, COUNT_OF(rows));
    bizcase_sensitivity_free(study);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_lines_take_a_block_for_many_of_them),
        cmocka_unit_test(cells_of_a_grid_stand_side_by_side_where_both_levers_are_inputs),
        cmocka_unit_test(a_cell_of_a_grid_has_both_changes),
        cmocka_unit_test(of_many_inputs_the_strongest_are_looked_at),
        cmocka_unit_test(phases_are_counted_once_however_many_ways_lead_to_them),
        cmocka_unit_test(turn_of_a_straight_lever_is_where_another_option_becomes_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

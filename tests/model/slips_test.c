/* Money that a phase's slip moves, period by period, worked by hand: within a period it is spread evenly. */
#include "support/appraised_case.h"

/* A benefit on the phase `own`, from 2020-04 to its end, which slips by so many months. */
typedef struct MovedLine {
    const char *on_delay, *phase_end, *periods, *amounts;
    double slip_months;
    double expected[6];
    size_t count;
    double moved_out;
} MovedLine;

static double moved_out_of(const AppraisedCase *a) {
    double total = 0;
    for (size_t i = 0; i < a->appraisal->moved_out_count; i++) total += a->appraisal->moved_out[i].total;
    return total;
}

static void check_moved_line(const MovedLine *line, size_t row) {
    char phases[256], benefits[512];
    snprintf(phases, sizeof phases, "phase,start,end,central\nown,2020-04,%s,%g\n", line->phase_end, line->slip_months);
    snprintf(benefits, sizeof benefits, "line,phase,on_delay,%s\na,own,%s,%s\n", line->periods, line->on_delay,
        line->amounts);
    const CaseFile files[] = { { "phases.csv", phases }, { "benefits.csv", benefits }, { NULL, NULL } };

    AppraisedCase a = appraised_case(files, NULL);

    assert_int_equal(a.appraisal->period_count, line->count);
    check_amounts(row, joint_result(&a)->cash_flow, line->expected, line->count, 1e-9);
    if (fabs(moved_out_of(&a) - line->moved_out) > 1e-9) print_error("row %zu\n", row);
    assert_close(moved_out_of(&a), line->moved_out, 1e-9);
    appraised_case_free(&a);
}

static void check_moved_lines(const MovedLine *lines, size_t count) {
    for (size_t r = 0; r < count; r++) check_moved_line(&lines[r], r);
}

#define FOUR_YEARS "2020/21,2021/22,2022/23,2023/24"
#define THREE_QUARTERS "2020/21 Q1,2020/21 Q2,2020/21 Q3"
#define FOUR_MONTHS "2020-04,2020-05,2020-06,2020-07"

static void shifted_money_happens_that_much_later(void **state) {
    static const MovedLine lines[] = {
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 0, { 120, 240, 0, 0 }, 4, 0 },
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 3, { 90, 30 + 180, 60, 0 }, 4, 0 },
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 12, { 0, 120, 240, 0 }, 4, 0 },
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 15, { 0, 90, 30 + 180, 60 }, 4, 0 },
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 30, { 0, 0, 60, 60 + 120 }, 4, 120 },
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 48, { 0, 0, 0, 0 }, 4, 360 },
        { "shift", "2021-03", FOUR_YEARS, "120,240,0,0", 1.5, { 105, 15 + 210, 30, 0 }, 4, 0 },
        { "shift", "2021-03", FOUR_YEARS, "0,120,240,0", -6, { 60, 60 + 120, 120, 0 }, 4, 0 }, /* brought forward */
        { "shift", "2020-12", THREE_QUARTERS, "90,30,0", 2, { 30, 60 + 10, 20 }, 3, 0 },
        { "shift", "2020-12", FOUR_MONTHS, "8,4,0,2", 1, { 0, 8, 4, 0 }, 4, 2 },
    };
    (void)state;
    check_moved_lines(lines, COUNT_OF(lines));
}

/* A team costs 120 a year until the phase ends with year 2, and 24 a year after it. */
static void extended_money_runs_on_at_the_rate_of_the_planned_end(void **state) {
    static const MovedLine lines[] = {
        { "extend", "2022-03", FOUR_YEARS, "120,120,24,24", 0, { 120, 120, 24, 24 }, 4, 0 },
        { "extend", "2022-03", FOUR_YEARS, "120,120,24,24", 6, { 120, 120, 60 + 12, 24 }, 4, 12 },
        { "extend", "2022-03", FOUR_YEARS, "120,120,24,24", 18, { 120, 120, 120, 60 + 12 }, 4, 36 },
        { "extend", "2022-03", FOUR_YEARS, "120,120,0,0", 3, { 120, 120, 30, 0 }, 4, 0 },
        /* The end within year 2: its whole year runs at 60, and its second half starts three months later. */
        { "extend", "2021-09", FOUR_YEARS, "120,60,0,0", 3, { 120, 60, 15, 0 }, 4, 0 },
        { "extend", "2021-09", FOUR_YEARS, "120,60,24,0", 3, { 120, 60, 15 + 18, 6 }, 4, 0 },
        /* Done sooner: the running stretch is cut short and what came after starts earlier. */
        { "extend", "2022-03", FOUR_YEARS, "120,120,24,24", -6, { 120, 60 + 12, 24, 12 }, 4, 0 },
        { "extend", "2020-09", THREE_QUARTERS, "30,30,6", 1, { 30, 30, 10 + 4 }, 3, 2 },
    };
    (void)state;
    check_moved_lines(lines, COUNT_OF(lines));
}

/* £120 in the first year, moved by the slip of the last phase: what is left in that year says how far. */
static void check_slip(const char *phases, double slip_months) {
    char text[512];
    snprintf(text, sizeof text, "phase,start,end,after,central\n%s", phases);
    const CaseFile files[] = { { "phases.csv", text },
        { "benefits.csv", "line,phase,on_delay,2020/21,2021/22\na,last,shift,120,0\n" }, { NULL, NULL } };

    AppraisedCase a = appraised_case(files, NULL);

    assert_close(joint_result(&a)->cash_flow[0], 120 - 10 * slip_months, 1e-9);
    assert_close(joint_result(&a)->cash_flow[1], 10 * slip_months, 1e-9);
    appraised_case_free(&a);
}

static void slip_passes_on_less_the_float_between_phases(void **state) {
    static const struct {
        const char *phases;
        double slip_months;
    } rows[] = {
        { "last,2020-08,2020-12,,4\n", 4 },
        { "first,2020-02,2020-05,,5\nlast,2020-06,2020-12,first,1\n", 6 },  /* one follows the other: no float */
        { "first,2020-02,2020-05,,5\nlast,2020-08,2020-12,first,1\n", 4 },  /* June and July are float */
        { "first,2020-02,2020-05,,2\nlast,2020-08,2020-12,first,1\n", 1 },  /* all of it taken up */
        { "first,2020-02,2020-09,,5\nlast,2020-08,2020-12,first,1\n", 6 },  /* they overlap: float is not negative */
        { "first,2020-02,2020-05,,-3\nlast,2020-06,2020-12,first,1\n", 1 }, /* an early predecessor passes nothing on */
        { "last,2020-08,2020-12,b;a,0\na,2020-02,2020-05,,5\nb,2020-02,2020-07,,4\n",
            4 }, /* 5 − 2 and 4 − 0: the larger */
        { "a,2020-02,2020-03,,5\nb,2020-05,2020-06,a,1\nlast,2020-09,2020-12,b,1\n", 4 }, /* (5 − 1) + 1 − 2, and 1 */
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) check_slip(rows[r].phases, rows[r].slip_months);
}

/* A price follows the period in which the money now falls, not the one it was planned for. */
static void moved_money_has_the_price_of_its_new_period(void **state) {
    static const double expected[] = { 0, 110 };
    const CaseFile files[] = { { "phases.csv", "phase,start,end,central\nown,2020-04,2021-03,12\n" },
        { "indices.csv", "index,2020/21\npay,10%\n" },
        { "benefits.csv", "line,index,phase,on_delay,2020/21,2021/22\na,pay,own,shift,100,0\n" }, { NULL, NULL } };
    (void)state;

    AppraisedCase a = appraised_case(files, NULL);

    check_amounts(0, joint_result(&a)->cash_flow, expected, 2, 1e-9);
    appraised_case_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shifted_money_happens_that_much_later),
        cmocka_unit_test(extended_money_runs_on_at_the_rate_of_the_planned_end),
        cmocka_unit_test(slip_passes_on_less_the_float_between_phases),
        cmocka_unit_test(moved_money_has_the_price_of_its_new_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rows that add up the rows above them, in every file whose rows have amounts. */
#include "support/expected_diagnostic.h"

#define REMOVE "remove the row: bizcase works out totals"
#define MONTHS                                                                                                         \
    { "case.csv", "key,value\nstart,2018-04\nperiods,12\n" }

static void totals_count_twice_in_every_file(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "budgets.csv", "budget,2018/19,2019/20\na,100,\nb,50,60\nTotal,150,60\n" } },
            .place = "budgets.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "budget \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        { .files = { { "budgets.csv", "budget,2018/19\na,100\nb,50\nc,150\n" } },
            .place = "budgets.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "budget \"c\" is in every period the sum of the 2 rows above it",
            .hint = "remove the row if it is a total" },
        { .files = { { "budgets.csv", "budget,2018/19\na,100\nTotal,150\n" } },
            .place = "budgets.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "\"Total\" looks like a total, but counts as a separate budget (column budget of budget "
                       "\"Total\")",
            .hint = "remove the row if it is one" },
        { .files = { { "funding.csv", "funding,type,2018/19\na,grant,100\nb,reserves,50\nSum,grant,150\n" } },
            .place = "funding.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "source of funding \"Sum\" is the sum of the 2 rows above it in every period: they would count "
                       "twice",
            .hint = REMOVE },
        { .files = { { "councils.csv", "council\nX\nY\n" },
              { "payments.csv", "payment,from,to,2018/19\na,X,Y,100\nb,X,Y,50\nsub-total,X,Y,150\n" } },
            .place = "payments.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message =
                "payment \"sub-total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        /* nothing else is said of the row: not that there is no such line */
        { .files = { { "costs.csv", "line,2018/19\na,100\nb,60\n" },
              { "actuals.csv", "line,as_of,2018/19\na,2018/19,90\nb,2018/19,60\nTotal,2018/19,150\n" } },
            .place = "actuals.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        /* nor that its probability is blank */
        { .files = { { "risks.csv", "risk,probability,distribution,low,central,high\na,10%,triangular,1,2,4\n"
                                    "b,20%,triangular,5,6,9\nTotal,,,6,8,13\n" } },
            .place = "risks.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "risk \"Total\" is the sum of the 2 rows above it: they would count twice",
            .hint = REMOVE },
        { .files = { { "risks.csv", "risk,probability,distribution,low,central,high\na,10%,triangular,1,2,4\n"
                                    "b,20%,triangular,5,6,9\nTotal,100%,fixed,,8,\n" } },
            .place = "risks.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "risk \"Total\" is the sum of the 2 rows above it: they would count twice",
            .hint = REMOVE },
        { .files = { { "risks.csv", "risk,probability,distribution,low,central,high\na,10%,triangular,1,2,4\n"
                                    "b,20%,triangular,5,6,9\nc,30%,triangular,6,8,13\n" } },
            .place = "risks.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "risk \"c\" is the sum of the 2 rows above it",
            .hint = "remove the row if it is a total" },
        { .files = { { "quantities.csv",
              "quantity,unit,2018/19,2019/20\na,lamp,5,6\nb,lamp,2,\nall,lamp,7,8\n" } }, /* 2 is carried forward */
            .place = "quantities.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "quantity \"all\" is in every period the sum of the 2 rows above it",
            .hint = "remove the row if it is a total" },
        { .files = { { "quantities.csv", "quantity,2018/19,2019/20\na,5,6\nb,2,3\nTotal lamps,7,9\n" } },
            .place = "quantities.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message =
                "quantity \"Total lamps\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = "remove the row, or give it a formula that adds them up" },
        { .files = { { "drivers.csv", "driver,2018/19,2019/20\na,0.1,0.2\nb,0.3,0.3\ntotal take-up,0.4,0.5\n" } },
            .place = "drivers.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "driver \"total take-up\" is in every period the sum of the 2 rows above it",
            .hint = "remove the row if it is a total" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* Whichever way the amounts are given: a year's is divided among months, 100 ÷ 12 and twice that too, and a whole sum among
   the periods that it is spread over. */
static void totals_of_lines_are_found_in_whatever_way_they_are_given(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,amount,from,2018/19,2019/20\na,100,,,\nb,50,2019/20,,\nTotal,,,100,150\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        { .files = { { "costs.csv", "line,amount,2018/19,2019/20\na,100,,\nb,,50,60\nTotal,,150,160\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        /* of what a formula comes to, in thousands as the cells are: 10 + 4 × 500 ÷ 1,000, 20 + 10 × 500 ÷ 1,000 */
        { .files = { { "case.csv", "key,value\nscale,1000\n" },
              { "costs.csv", "line,formula,2018/19,2019/20\na,,10,20\nb,lamps * 500,,\nTotal,,12,25\n" },
              { "quantities.csv", "quantity,2018/19,2019/20\nlamps,4,10\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        { .files = { MONTHS, { "benefits.csv", "line,2018-04\nz,7\n" },
              { "costs.csv", "line,2018/19\na,1000\nb,1000\nTotal,2000\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        { .files = { MONTHS, { "costs.csv", "line,amount\na,1000\nb,1000\nTotal,2000\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
        { .files = { MONTHS, { "costs.csv", "line,type,amount,to\na,one_off,100,2018-10\nb,one_off,100,2018-10\n"
                                            "Total,one_off,200,2018-10\nc,,100,\n" } },
            .place = "costs.csv:4:1",
            .severity = BIZCASE_ERROR,
            .message = "line \"Total\" is the sum of the 2 rows above it in every period: they would count twice",
            .hint = REMOVE },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* Another unit, another period, one number alone, a formula: no totals. */
static void what_is_no_total_is_left_alone(void **state) {
    static const CaseFile rows[][3] = {
        { { "costs.csv", "line,formula\na,posts + lamps + all + sum\n" },
            { "case.csv", "key,value\nstart,2018/19\nperiods,1\n" },
            { "quantities.csv", "quantity,unit,formula,2018/19\nposts,post,,5\nlamps,lamp,,2\nall,thing,,7\n"
                                "sum,,posts,\n" } },
        { { "costs.csv", "line,amount,from\na,100,\nb,50,\nc,150,2019/20\n" },
            { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" } },
        { { "costs.csv", "line,formula,2018/19\na,,10\nb,lamps * 5,\nc,,31\n" },
            { "quantities.csv", "quantity,central\nlamps,4\n" } },
        { { "costs.csv", "line,2018/19\nz,4\n" },
            { "risks.csv", "risk,probability,distribution,central\na,10%,fixed,20\n"
                           "b,10%,fixed,40\nc,10%,fixed,60\n" } },
        { { "costs.csv", "line,drivers,2018/19\nz,a;b;c,4\n" },
            { "drivers.csv", "driver,2018/19\na,0.4\nb,0.6\nc,1\n" } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        CaseFile files[4] = { rows[r][0], rows[r][1], rows[r][2], { NULL, NULL } };
        size_t count;

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

        bizcase_case_diagnostics(made.loaded, &count);
        if (count) print_case_diagnostics(made.loaded);
        assert_int_equal(count, 0);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(totals_count_twice_in_every_file),
        cmocka_unit_test(totals_of_lines_are_found_in_whatever_way_they_are_given),
        cmocka_unit_test(what_is_no_total_is_left_alone) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

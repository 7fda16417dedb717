/* What is doubtful about the money of lines is told of formulas as it is of cells: by what they come to in the plan. */
#include "support/expected_diagnostic.h"

#define CASE(periods)                                                                                                  \
    { "case.csv", "key,value\nstart,2018/19\nperiods," periods "\n" }
#define HEADS                                                                                                          \
    { "quantities.csv", "quantity,2018/19,2019/20,2020/21\nheads,10,20,0\n" }
#define TWO_OPTIONS                                                                                                    \
    { "options.csv", "option,role\nnow,baseline\nnew,preferred\n" }

static void what_a_formula_comes_to_is_looked_at(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { CASE("5"), HEADS, { "costs.csv", "line,formula\na,heads * 3\n" } },
            .place = "case.csv:3:9",
            .severity = BIZCASE_WARNING,
            .message = "the last 3 of the 5 periods, 2020/21 to 2022/23, have no amount",
            .hint = "enter the amounts, or make the setting periods smaller" },
        { .files = { CASE("2"), HEADS, TWO_OPTIONS,
              { "costs.csv", "line,option,formula\na,new,heads * 3\nb,,heads * 2\nc,now,heads\n" } },
            .place = "costs.csv:3:3",
            .severity = BIZCASE_WARNING,
            .message = "line \"b\" is in the baseline too, because its option is blank: its £60 cancels out",
            .hint = "name its options, or name all of them if you mean all" },
        { .files = { HEADS, { "options.csv", "option,life\na,1\n" },
              { "case.csv", "key,value\nstart,2018/19\nperiods,2\ndiscount_timing,end\n" },
              { "costs.csv", "line,formula\na,heads * 3\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "option \"a\" lasts until the end of 2018/19, and costs of £60 fall after that (column life)",
            .hint = "the equivalent annual cost spreads all of the option's money over its life" },
        { .files = { CASE("2"), HEADS,
              { "costs.csv",
                  "line,formula,distribution,low,central,high\na,heads * 300,triangular,4000,5000,7000\n" } },
            .place = "costs.csv:2:31",
            .severity = BIZCASE_ERROR,
            .message =
                "the range multiplies the amounts, so that the plan would have 5000 times £6,000 (column central of "
                "line \"a\")",
            .hint = "1 leaves the amounts as written: write 0.8, 1 and 1.4" },
        { .files = { CASE("3"), HEADS, { "costs.csv", "line,formula,2018/19\na,5 - heads,\nb,,1\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "it comes to a negative amount in 2018/19 and 1 other period (column formula of line \"a\")",
            .hint = "write positive amounts in costs.csv and in benefits.csv" },
        { .files = { CASE("3"), HEADS,
              { "costs.csv", "line,formula,phase,on_delay,2020/21\na,(period < 2) * 5,build,extend,\nb,,,,1\n" },
              { "phases.csv", "phase,start,end\nbuild,2018-04,2021-01\n" } },
            .place = "costs.csv:2:26",
            .severity = BIZCASE_WARNING,
            .message =
                "the line has no money in January 2021, when phase \"build\" ends (column on_delay of line \"a\")",
            .hint = "a slip of the phase would extend nothing; shift moves the whole line" },
        { .files = { CASE("2"), HEADS, { "costs.csv", "line,formula\na,heads * 1000000m * 1000000m\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "line \"a\" comes to an amount beyond 10^18",
            .hint = "look for a value in the wrong unit" },
        { .files = { CASE("2"), { "councils.csv", "council\nNOR\nSOU\n" }, { "options.csv", "option\nalone\njoint\n" },
              { "quantities.csv", "quantity,formula,2018/19,2019/20\nheads,,10,20\nmore,heads * 3,,\n" },
              { "splits.csv", "split,NOR,SOU\nby-heads,more,heads\n" },
              { "costs.csv", "line,option,split,formula\nlamps,alone,NOR,heads\nsystem,,by-heads,heads * 4\n" },
              { "benefits.csv",
                  "line,option,split,formula\nenergy,alone,NOR,heads * 9\nenergy-j,joint,equal,heads * 9\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message =
                "council \"SOU\" pays £30 of shared costs in option \"alone\", but has no line of its own and no "
                "benefit there: \"system\"",
            .hint = "give split \"by-heads\" a row for option \"alone\" in splits.csv" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

#define SPLIT(quantities, row)                                                                                         \
    {                                                                                                                  \
        { "councils.csv", "council\nNOR\nSOU\n" }, { "costs.csv", "line,split,2018/19,2019/20\na,s,1,1\n" },           \
            { "quantities.csv", quantities }, { "splits.csv", "split,NOR,SOU,tolerance\ns," row "\n" }, {              \
            "phases.csv", "phase,start,end,central\nroll,2018-04,2019-03,12\n"                                         \
        }                                                                                                              \
    }

static void shares_are_looked_at_in_the_plan(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = SPLIT("quantity,formula,2018/19,2019/20\nq,,10,20\nleft,15 - q,,\n", "q,left,"),
            .place = "splits.csv:2:0",
            .severity = BIZCASE_ERROR,
            .message = "the share of \"SOU\" is -5 in 2019/20, below 0 (split \"s\")",
            .hint = "" },
        { .files = SPLIT("quantity,formula,2018/19,2019/20\nq,,10,20\nleft,10 - q,,\n", "left,left,"),
            .place = "splits.csv:2:0",
            .severity = BIZCASE_ERROR,
            .message = "the weights add up to 0 in 2018/19 (split \"s\")",
            .hint = "" },
        { .files = SPLIT("quantity,phase,2018/19,2019/20\nq,roll,10,20\n", "q,q,"),
            .place = "splits.csv:2:0",
            .severity = BIZCASE_ERROR,
            .message = "the weights add up to 0 in 2018/19 (split \"s\")",
            .hint = "" },
        { .files = SPLIT("quantity,formula,2018/19,2019/20\nq,,0.4,0.8\nmore,q * 1.5,,\n", "more,rest,"),
            .place = "splits.csv:2:0",
            .severity = BIZCASE_ERROR,
            .message = "the shares add up to 1.2 in 2019/20: nothing would be left for the rest (split \"s\")",
            .hint = "" },
        { .files = SPLIT("quantity,2018/19,2019/20\nq,10,20\n", "q,3,10%"),
            .place = "splits.csv:2:7",
            .severity = BIZCASE_WARNING,
            .message = "a tolerance has no effect on quantity \"q\" (column tolerance of split \"s\")",
            .hint = "clear the tolerance" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

/* Each as formulas: transfers that cancel; money to the end; what extends at the phase's end. */
static void what_is_in_order_is_not_told(void **state) {
    (void)state;
    static const char *const costs[] = {
        "line,type,formula\na,transfer,heads * 5\nb,transfer,0 - heads * 5\n",
        "line,type,formula,2018/19,2019/20\na,transfer,,50,100\nb,transfer,0 - heads * 5,,\n",
        "line,type,formula,phase,on_delay\na,recurring,heads,build,extend\n",
    };
    for (size_t r = 0; r < COUNT_OF(costs); r++) {
        const CaseFile files[] = { CASE("2"), { "quantities.csv", "quantity,2018/19,2019/20\nheads,10,20\n" },
            { "phases.csv", "phase,start,end\nbuild,2018-04,2020-03\n" }, { "costs.csv", costs[r] }, { NULL, NULL } };
        size_t count, told = 0;
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        for (size_t i = 0; i < count; i++)
            told += !strstr(items[i].message, "nothing uses") && !strstr(items[i].message, "varies by period");
        if (told) print_case_diagnostics(made.loaded);
        assert_int_equal(told, 0);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_formula_comes_to_is_looked_at),
        cmocka_unit_test(shares_are_looked_at_in_the_plan),
        cmocka_unit_test(what_is_in_order_is_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

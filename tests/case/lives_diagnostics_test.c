/* options.csv: lives that are none, and money that outlives its option. */
#include "support/expected_diagnostic.h"

static void lives_that_are_wrong_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "options.csv", "option,life\na,2.5\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "a life of 2.5 years is not a whole number of years (column life of option \"a\")",
            .hint = "such as 10, or 2.5 in a case of quarters" },
        { .files = { { "options.csv", "option,life\na,0.1\n" }, { "costs.csv", "line,2018/19 Q1\na,1\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "a life of 0.1 years is not a whole number of quarters (column life of option \"a\")",
            .hint = "such as 10, or 2.5 in a case of quarters" },
        { .files = { { "options.csv", "option,life\na,0\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"0\" is not a life of up to 500 years (column life of option \"a\")",
            .hint = "" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* At the starts of periods 2020/21 is at the end of a life of two years from 2018/19; at their ends it is after it. */
static void money_after_the_end_of_a_life_is_told(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "options.csv", "option,life\na,2\n" },
              { "costs.csv", "line,2018/19,2019/20,2020/21,2021/22\nx,1,20,300,4000\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "option \"a\" lasts until the end of 2019/20, and costs of £4,000 fall after that (column life)",
            .hint = "the equivalent annual cost spreads all of the option's money over its life" },
        { .files = { { "case.csv", "key,value\ndiscount_timing,end\nscale,1000\n" },
              { "options.csv", "option,role,life\nold,baseline,\na,,2\n" },
              { "costs.csv", "line,option,2018/19,2019/20,2020/21,2021/22\nx,a,1,20,300,4000\ny,old,,,,7\n" },
              { "benefits.csv", "line,option,2018/19,2020/21\nz,a,1,5\n" } },
            .place = "options.csv:3:4",
            .severity = BIZCASE_WARNING,
            .message =
                "option \"a\" lasts until the end of 2019/20, and costs of £4,300,000 and benefits of £5,000 fall "
                "after that, and so do costs of £7,000 of the baseline (column life)",
            .hint = "the equivalent annual cost spreads all of the option's money over its life" },
        /* 60 % of 1,000, a third of it after 2020/21; the other risk ends with it. */
        { .files = { { "options.csv", "option,life\na,2\n" },
              { "costs.csv", "line,2018/19,2019/20,2020/21,2021/22\nx,1,20,300,4000\n" },
              { "benefits.csv", "line,2018/19,2021/22\ny,1,70\n" },
              { "risks.csv", "risk,probability,central,from,to\nr,60%,1000,2019/20,2021/22\ns,10%,5000,,2020/21\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "option \"a\" lasts until the end of 2019/20, and costs of £4,000, benefits of £70 and risks of "
                       "£200 fall after that (column life)",
            .hint = "the equivalent annual cost spreads all of the option's money over its life" },
        /* A risk of the whole horizon, of which the last of four years is late. */
        { .files = { { "options.csv", "option,life\na,2\n" },
              { "costs.csv", "line,2018/19,2019/20,2020/21,2021/22\nx,1,20,300,7\n" },
              { "risks.csv", "risk,probability,central\nr,50%,-800\n" } },
            .place = "options.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message =
                "option \"a\" lasts until the end of 2019/20, and costs of £7 and risks of £100 fall after that (column life)",
            .hint = "the equivalent annual cost spreads all of the option's money over its life" },
        { .files = { { "options.csv", "option,role,life\nold,baseline,\na,,1\n" },
              { "costs.csv", "line,option,2018/19,2019/20,2020/21\nx,a,1,20,\ny,old,,,6\n" } },
            .place = "options.csv:3:4",
            .severity = BIZCASE_WARNING,
            .message = "option \"a\" lasts until the end of 2018/19, and costs of £6 of the baseline fall after that "
                       "(column life)",
            .hint = "the equivalent annual cost spreads all of the option's money over its life" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lives_that_are_wrong_say_so),
        cmocka_unit_test(money_after_the_end_of_a_life_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A council that pays part of what an option costs, and has nothing of its own in it, is told of. */
#include "support/expected_diagnostic.h"

#define TWO_COUNCILS                                                                                                   \
    { "councils.csv", "council\nNOR\nSOU\n" }
#define THREE_OPTIONS                                                                                                  \
    { "options.csv", "option,role\nnone,baseline\nalone,\njoint,preferred\n" }
#define LAMPS "lamps,alone;joint,NOR,,1,1\n"
#define COSTS(system)                                                                                                  \
    { "costs.csv", "line,option,split,type,2018/19,2019/20\n" LAMPS system }

/* NOR alone buys the lamps and gets the benefit; 9 of 29 of the system fall on SOU all the same: 900 + 1,100. */
static void a_council_without_a_stake_is_told(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { TWO_COUNCILS, THREE_OPTIONS, COSTS("system,none;alone;joint,cms,,2900,2900\n"),
              { "benefits.csv", "line,option,split,2018/19,2019/20\nenergy,alone,NOR,9,9\nenergy-j,joint,equal,9,9\n" },
              { "splits.csv", "split,from,NOR,SOU\ncms,,20,9\ncms,2019/20,18,11\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message =
                "council \"SOU\" pays £2,000 of shared costs in option \"alone\", but has no line of its own and no "
                "benefit there: \"system\"",
            .hint = "give split \"cms\" a row for option \"alone\" in splits.csv" },
        { .files = { TWO_COUNCILS, THREE_OPTIONS,
              COSTS(
                  "a,alone,,,10,\nb,alone,,,10,\nc,alone,,,10,\nd,alone;joint,,,10,\ne,none,cms,,10,\nf,alone,none,,10,\n"),
              { "benefits.csv", "line,option,split,2018/19\nenergy,joint,equal,9\n" },
              { "splits.csv", "split,NOR,SOU\ncms,1,1\nnone,1,0\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message =
                "council \"SOU\" pays £20 of shared costs in option \"alone\", but has no line of its own and no "
                "benefit there: \"a\", \"b\", \"c\" and 1 more",
            .hint = "give it a split with a row for option \"alone\"" },
        { .files = { TWO_COUNCILS, THREE_OPTIONS, COSTS("system,none;alone;joint,calls,,2900,\n"),
              { "benefits.csv", "line,option,split,2018/19\nenergy,alone,NOR,9\nenergy-j,joint,equal,9\n" },
              { "quantities.csv", "quantity,unit,2018/19\ncalls-nor,call,20\ncalls-sou,call,9\n" },
              { "splits.csv", "split,NOR,SOU\ncalls,calls-nor,calls-sou\n" } },
            .place = "costs.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message =
                "council \"SOU\" pays £900 of shared costs in option \"alone\", but has no line of its own and no "
                "benefit there: \"system\"",
            .hint = "give split \"calls\" a row for option \"alone\" in splits.csv" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

/* Each row takes the warning away: the split has a row for the option, whatever it gives; the council has a line, a share of
   a benefit or a risk of its own; nobody has a stake there; it is the baseline, which has no benefits. */
static void a_council_with_a_stake_is_not_told(void **state) {
    static const struct {
        const char *system, *benefit, *split, *risk;
    } rows[] = {
        { "system,none;alone;joint,cms,,2900,2900\n", "energy,alone,NOR,9\n", "cms,,20,9\ncms,alone,1,0\n", "" },
        { "system,none;alone;joint,cms,,2900,2900\n", "energy,alone,NOR,9\n", "cms,,20,9\ncms,alone,20,9\n", "" },
        { "system,none;alone;joint,cms,,2900,2900\nown,alone,SOU,,1,1\n", "energy,alone,NOR,9\n", "cms,,20,9\n", "" },
        { "system,none;alone;joint,cms,,2900,2900\n", "energy,alone,cms,9\n", "cms,,20,9\n", "" },
        { "system,none;alone;joint,cms,,2900,2900\n", "energy,alone,NOR,9\n", "cms,,20,9\n",
            "r,alone,50%,fixed,1,SOU\n" },
        { "system,none;joint,cms,,2900,2900\nold,none,NOR,,1,1\n", "energy,joint,cms,9\n", "cms,,20,9\n", "" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char costs[256], benefits[256], splits[256], risks[256];
        snprintf(costs, sizeof costs, "line,option,split,type,2018/19,2019/20\n" LAMPS "%s", rows[r].system);
        snprintf(benefits, sizeof benefits, "line,option,split,2018/19\nboth,joint,equal,9\n%s", rows[r].benefit);
        snprintf(splits, sizeof splits, "split,option,NOR,SOU\n%s", rows[r].split);
        snprintf(risks, sizeof risks, "risk,option,probability,distribution,central,split\n%s", rows[r].risk);
        const CaseFile files[] = { TWO_COUNCILS, THREE_OPTIONS, { "costs.csv", costs }, { "benefits.csv", benefits },
            { "splits.csv", splits }, { rows[r].risk[0] ? "risks.csv" : NULL, risks }, { NULL, NULL } };
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        size_t count;
        bizcase_case_diagnostics(made.loaded, &count);
        if (count > 0) print_error("row %zu\n", r), print_case_diagnostics(made.loaded);
        assert_int_equal(count, 0);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_without_a_stake_is_told),
        cmocka_unit_test(a_council_with_a_stake_is_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

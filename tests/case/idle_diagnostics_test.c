/* What is in a case and changes nothing, or is missing from it, is told. */
#include "support/expected_diagnostic.h"

#define TWO_OPTIONS                                                                                                    \
    { "options.csv", "option,role\nnow,baseline\nnew,preferred\n" }
#define UNUSED "use it, or remove its row"
#define BLANK "name its options, or name all of them if you mean all"

static void what_changes_nothing_is_told(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "drivers.csv", "driver,central\nuptake,0.4\n" } },
            .place = "drivers.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses driver \"uptake\"",
            .hint = UNUSED },
        { .files = { { "councils.csv", "council\nCEC\nCWC\n" }, { "splits.csv", "split,CEC,CWC\nheads,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses split \"heads\"",
            .hint = UNUSED },
        { .files = { { "costs.csv", "line,phase,2018/19\na,move,1\n" },
              { "phases.csv", "phase,start,end,after\nplan,2018-04,2018-05,\nmove,2018-06,2018-09,plan\n"
                              "close,2018-10,2018-12,move\n" } },
            .place = "phases.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses phase \"close\"",
            .hint = UNUSED },
        { .files = { { "indices.csv", "index,2018/19\npay,2%\n" } },
            .place = "indices.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses index \"pay\"",
            .hint = UNUSED },
        { .files = { { "discount_rates.csv", "schedule,from_year,rate\nown,1,3%\nown,5,2%\n" } },
            .place = "discount_rates.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses schedule \"own\"",
            .hint = UNUSED },
        { .files = { { "costs.csv", "line,programme,2018/19\na,ict,1\n" },
              { "programmes.csv", "programme\nict\nestates\n" } },
            .place = "programmes.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses programme \"estates\"",
            .hint = UNUSED },
        { .files = { { "costs.csv", "line,split,2018/19\na,CEC,1\n" }, { "councils.csv", "council\nCEC\nCWC\n" } },
            .place = "councils.csv:3:1",
            .severity = BIZCASE_WARNING,
            .message = "council \"CWC\" has no share of any cost, benefit or risk",
            .hint = "give it a share in splits.csv, or remove its row" },
        { .files = { { "costs.csv", "line,option,2018/19\na,now,1\nb,new,2\n" },
              { "options.csv", "option,role\nnow,baseline\nnew,preferred\nlate,option\n" } },
            .place = "options.csv:4:1",
            .severity = BIZCASE_WARNING,
            .message = "no cost or benefit belongs to option \"late\"",
            .hint = "name it in the column option of its lines" },
        { .files = { { "risks.csv", "risk,probability,distribution,central\n" } },
            .place = "risks.csv:1:0",
            .severity = BIZCASE_WARNING,
            .message = "risks.csv has headings but no rows, so nothing is read from it",
            .hint = "fill it in, or remove the file" },
        { .files = { { "costs.csv", "line,2018/19\n" }, { "benefits.csv", "line,2018/19\na,1\n" } },
            .place = "costs.csv:1:0",
            .severity = BIZCASE_WARNING,
            .message = "costs.csv has headings but no rows, so nothing is read from it",
            .hint = "fill it in, or remove the file" },
        { .files = { { "case.csv", "key,value\nperiods,20\n" } },
            .place = "case.csv:2:9",
            .severity = BIZCASE_WARNING,
            .message = "the last 18 of the 20 periods, 2020/21 to 2037/38, have no amount",
            .hint = "enter the amounts, or make the setting periods smaller" },
        { .files = { { "costs.csv", "line,2018/19,2019/20,2020/21\na,1,2,\nb,3,,-\n" } },
            .place = "costs.csv:1:0",
            .severity = BIZCASE_WARNING,
            .message = "the last of the 3 periods, 2020/21, has no amount",
            .hint = "enter the amounts, or make the setting periods smaller" },
        /* hardly a row names its options, and what begins or ends is told once */
        { .files = { TWO_OPTIONS,
              { "costs.csv", "line,option,2018/19,2019/20\na,,5,5\nb,,2,3\nc,new,7,7\nd,,600,\n" } },
            .place = "costs.csv:3:3",
            .severity = BIZCASE_WARNING,
            .message =
                "line \"b\" and 1 more are in the baseline too, because their option is blank: their £605 cancels out",
            .hint = BLANK },
        { .files = { TWO_OPTIONS, { "costs.csv", "line,option,2018/19\na,now,5\nb,new,2\n" },
              { "risks.csv", "risk,option,probability,distribution,central\nr,,50%,fixed,40\n" } },
            .place = "risks.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "risk \"r\" is in the baseline too, because its option is blank: its £20 cancels out",
            .hint = BLANK },
        /* one row of several is blank */
        { .files = { TWO_OPTIONS,
              { "costs.csv", "line,option,2018/19,2019/20\na,now,5,5\nb,new,2,3\nkit,,600,600\n" } },
            .place = "costs.csv:4:5",
            .severity = BIZCASE_WARNING,
            .message = "line \"kit\" is in the baseline too, because its option is blank: its £1,200 cancels out",
            .hint = BLANK },
        /* what goes on in any case may be blank on purpose, what is paid once hardly */
        { .files = { TWO_OPTIONS,
              { "costs.csv", "line,option,2018/19,2019/20\na,now,5,6\nb,new,2,3\nc,,7,7\nkit,,600,\nd,new,20,31\n" } },
            .place = "costs.csv:5:5",
            .severity = BIZCASE_WARNING,
            .message = "line \"kit\" is in the baseline too, because its option is blank: its £600 cancels out",
            .hint = BLANK },
        { .files = { TWO_OPTIONS, { "costs.csv", "line,option,2018/19\na,now,5\nb,new,2\n" },
              { "benefits.csv", "line,option,2018/19\ns,new,9\nu,,40\n" } },
            .place = "benefits.csv:3:3",
            .severity = BIZCASE_WARNING,
            .message = "line \"u\" is in the baseline too, because its option is blank: its £40 cancels out",
            .hint = BLANK },
        { .files = { TWO_OPTIONS, { "costs.csv", "line,option,2018/19\na,now,5\nb,new,2\n" },
              { "risks.csv", "risk,option,probability,distribution,central\nr,new,10%,fixed,5\nq,,20%,fixed,1000\n" } },
            .place = "risks.csv:3:3",
            .severity = BIZCASE_WARNING,
            .message = "risk \"q\" is in the baseline too, because its option is blank: its £200 cancels out",
            .hint = BLANK },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void a_missing_file_is_named_as_the_cause_and_once(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "councils.csv", "council\nCEC\nCWC\n" },
              { "costs.csv", "line,split,2018/19\na,headcount,1\nb,headcount,2\nc,devices,4\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"headcount\" is not a split or council (column split of line \"a\")",
            .hint = "this case has no splits.csv" },
        { .files = { { "splits.csv", "split,NOR,SOU\nheads,1,2\n" },
              { "costs.csv", "line,split,2018/19\na,heads,1\nb,NOR,2\n" } },
            .place = "splits.csv:1:0",
            .severity = BIZCASE_ERROR,
            .message = "this case has no councils.csv to say what the columns NOR, SOU are",
            .hint = "add councils.csv, with a row for each council that splits.csv has a column for" },
        { .files = { { "costs.csv", "line,drivers,2018/19\na,x,1\nb,y,2\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"x\" is not a driver (column drivers of line \"a\")",
            .hint = "this case has no drivers.csv" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* Cases that are in order: nothing is told. */
static void what_is_used_or_meant_is_not_told(void **state) {
    static const struct {
        CaseFile files[MOST_CASE_FILES];
    } rows[] = {
        { { { "costs.csv", "line,split,2018/19\na,heads,1\n" }, { "councils.csv", "council\nCEC\nCWC\n" },
            { "splits.csv", "split,CEC,CWC\nheads,share,rest\n" }, { "drivers.csv", "driver,central\nshare,0.4\n" } } },
        { { { "costs.csv", "line,index,2018/19\na,pay,1\n" }, { "indices.csv", "index,2018/19\npay,1%\nall,2%\n" },
            { "case.csv", "key,value\ndeflator,all\n" } } },
        { { { "costs.csv", "line,2018/19\na,1\n" }, { "drivers.csv", "driver,central\nlater,2\n" },
            { "scenarios/late.csv", "file,row,column,change,value\ncosts,a,drivers,set,later\n" } } },
        /* named in full: all options are meant */
        { { TWO_OPTIONS, { "costs.csv", "line,option,2018/19,2019/20\na,now,5,6\nb,new,2,3\nkit,now;new,600,\n" } } },
        /* two that go on whatever is decided */
        { { TWO_OPTIONS, { "costs.csv", "line,option,2018/19,2019/20\na,now,5,6\nb,new,2,3\nc,,7,7\nd,,8,8\n" } } },
        /* the baseline is to do nothing */
        { { TWO_OPTIONS, { "costs.csv", "line,option,2018/19\nb,new,2\n" } } },
        /* the risk lasts to the end */
        { { { "costs.csv", "line,2018/19,2019/20\na,1,\n" },
            { "risks.csv", "risk,probability,distribution,central,from,to\nr,10%,fixed,5,2018/19,2019/20\n" } } },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = temporary_case(rows[r].files, (BizcaseCaseRequest){ .strict = 1 });

        if (made.status != BIZCASE_OK) {
            print_error("row %zu says\n", r);
            print_case_diagnostics(made.loaded);
        }
        assert_int_equal(made.status, BIZCASE_OK);
        temporary_case_free(&made);
    }
}

/* Z has a share in one option only, and the line is in the baseline on purpose: it moves money there. */
static void a_share_in_one_option_is_one(void **state) {
    static const CaseFile files[] = { TWO_OPTIONS, { "councils.csv", "council\nX\nY\nZ\n" },
        { "splits.csv", "split,option,X,Y,Z\nheads,,1,1,0\nheads,new,1,1,1\n" },
        { "costs.csv", "line,option,split,2018/19,2019/20\na,new,equal,1,1\nb,,heads,1,5\n" },
        { "benefits.csv", "line,option,split,2018/19\nc,new,equal,1\n" }, { NULL, NULL } };
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

    size_t count;
    bizcase_case_diagnostics(made.loaded, &count);
    if (count > 0) print_case_diagnostics(made.loaded);
    assert_int_equal(count, 0);
    temporary_case_free(&made);
}

/* What its rows would refer to seems unused then: only the file is told. */
static void a_file_of_lines_that_is_empty_or_not_read_is_told_once(void **state) {
    static const CaseFile files[] = { { "costs.csv", "line,drivers,2018/19\n" }, { "costs.xlsx", "x" } };
    (void)state;
    for (size_t f = 0; f < COUNT_OF(files); f++) {
        const CaseFile all[] = { files[f], { "benefits.csv", "line,2018/19\na,1\n" },
            { "drivers.csv", "driver,central\nuptake,0.4\n" }, { NULL, NULL } };
        size_t count;

        TemporaryCase made = temporary_case(all, (BizcaseCaseRequest){ 0 });

        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        if (count != 1) print_case_diagnostics(made.loaded);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].file, files[f].path);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_lines_that_is_empty_or_not_read_is_told_once),
        cmocka_unit_test(a_share_in_one_option_is_one),
        cmocka_unit_test(what_changes_nothing_is_told),
        cmocka_unit_test(a_missing_file_is_named_as_the_cause_and_once),
        cmocka_unit_test(what_is_used_or_meant_is_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

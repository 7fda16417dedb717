/* splits.csv: shares that cannot be paid. */
#include "support/expected_diagnostic.h"

#define COUNCILS_AND_DRIVERS                                                                                           \
    { "councils.csv", "council,name\nCEC,Cheshire East\nCWC,Cheshire West\n" }, {                                      \
        "drivers.csv",                                                                                                 \
            "driver,distribution,low,central,high\nv,uniform,-0.1,,0.5\nw,uniform,0.4,,1.2\nn,normal,0,0.2,0.4\n"      \
    }

static void splits_that_are_wrong_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "councils.csv", "council\nX\nY\n" }, { "splits.csv", "split,X,Y\nheads,60%,30%\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "the percentages add up to 90% (column split of split \"heads\")",
            .hint = "they are taken as weights, and scaled to 100%" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC\nx,,1\n" } },
            .place = "splits.csv:1:0",
            .severity = BIZCASE_ERROR,
            .message = "splits.csv has no column for council \"CWC\"",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC,CWX\nx,,1,2,3\n" } },
            .place = "splits.csv:1:20",
            .severity = BIZCASE_WARNING,
            .message = "unknown column \"CWX\" is not read: its numbers add up to 3",
            .hint = "did you mean \"CWC\"?" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC,cec\nx,,1,2,3\n" } },
            .place = "splits.csv:1:20",
            .severity = BIZCASE_ERROR,
            .message = "column \"cec\" is there already (splits.csv:1:12)",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nequal,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"equal\" is built in: equal shares",
            .hint = "choose another name" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nrest,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"rest\" means what remains of a split",
            .hint = "choose another name" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nCEC,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"CEC\" is a council: as a split it means all of it",
            .hint = "choose another name" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,0,0\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the weights add up to 0 (split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,-1,2\n" } },
            .place = "splits.csv:2:4",
            .severity = BIZCASE_ERROR,
            .message = "weight \"-1\" is below 0 (column CEC of split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,1,\n" } },
            .place = "splits.csv:2:6",
            .severity = BIZCASE_WARNING,
            .message = "a blank cell counts as 0 (column CWC of split \"x\")",
            .hint = "write 0, or the weight that is meant" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,rest,rest\n" } },
            .place = "splits.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "only one council can get the rest (splits.csv:2:4) (column CWC of split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,1.2,rest\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the shares can add up to 1.2: nothing would be left for the rest (split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,z,1\n" } },
            .place = "splits.csv:2:4",
            .severity = BIZCASE_ERROR,
            .message = "\"z\" is neither a weight nor a driver (column CEC of split \"x\")",
            .hint = "expected v, w or n" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,v,1\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "driver \"v\" can be -0.1: the share of \"CEC\" would be below 0 (split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,w,rest\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the shares can add up to 1.2: nothing would be left for the rest (split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,n,rest\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "driver \"n\" has no minimum: the share of \"CEC\" could, if rarely, fall below 0 (split \"x\")",
            .hint = "such a share is held at 0; a distribution with a minimum makes it certain" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,2018/19,1,2\nx,2018-19,1,3\n" } },
            .place = "splits.csv:3:3",
            .severity = BIZCASE_ERROR,
            .message = "split \"x\" has a row from 2018/19 already, at splits.csv:2:3 (column from of split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,1,2\nx,,1,3\n" } },
            .place = "splits.csv:3:3",
            .severity = BIZCASE_ERROR,
            .message =
                "split \"x\" has a row from the beginning already, at splits.csv:2:3 (column from of split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,2019/20,1,2\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "split \"x\" says nothing of the time from 2018/19, the first period",
            .hint = "leave from blank in its first row" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,1,1\nx,2030/31,1,2\n" } },
            .place = "splits.csv:3:3",
            .severity = BIZCASE_WARNING,
            .message = "this row of split \"x\" holds after the horizon only, and has no effect",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,2018,1,2\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"2018\" is not a period (column from of split \"x\")",
            .hint = "periods are written 2018/19, 2018/19 Q1 or 2018-04" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,2018-04,1,2\n" } },
            .place = "splits.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"2018-04\" is not one of the years that the case is in (costs.csv:1:6) (column from of split \"x\")",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx,,\"1,2\",2\n" } },
            .place = "splits.csv:2:4",
            .severity = BIZCASE_ERROR,
            .message = "\"1,2\" is not a number (column CEC of split \"x\")",
            .hint = "the decimal point is a full stop: write 1.2" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\n,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "the split has no name in column split",
            .hint = "" },
        { .files = { COUNCILS_AND_DRIVERS, { "splits.csv", "split,from,CEC,CWC\nx:y,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"x:y\" holds \";\" or \":\", which separate names elsewhere",
            .hint = "letters, digits and hyphens will do" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

#define OPTIONS                                                                                                        \
    { "councils.csv", "council\nX\nY\n" }, {                                                                           \
        "options.csv", "option,role\nbau,baseline\nnew,\nother,\n"                                                     \
    }
#define SHARED_IN_NEW                                                                                                  \
    { "costs.csv", "line,option,split,2018/19,2019/20\na,bau;other,,1,1\nc,new,s,1,2\n" }

static void splits_by_option_that_are_wrong_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { OPTIONS, SHARED_IN_NEW, { "splits.csv", "split,option,from,X,Y\ns,,,1,2\ns,newt,,2,1\n" } },
            .place = "splits.csv:3:3",
            .severity = BIZCASE_ERROR,
            .message = "\"newt\" is not an option (column option of split \"s\")",
            .hint = "did you mean \"new\"?" },
        { .files = { OPTIONS, SHARED_IN_NEW,
              { "splits.csv", "split,option,from,X,Y\ns,,,1,2\ns,new;other,2019/20,2,1\ns,new,2019/20,3,1\n" } },
            .place = "splits.csv:4:7",
            .severity = BIZCASE_ERROR,
            .message = "split \"s\" has a row from 2019/20 for option \"new\" already, at splits.csv:3:13 (column from "
                       "of split \"s\")",
            .hint = "" },
        { .files = { OPTIONS, SHARED_IN_NEW, { "splits.csv", "split,option,from,X,Y\ns,other,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "split \"s\" has no row for option \"new\", in which line \"c\" (costs.csv:3:1) is shared by it",
            .hint = "give it a row that names the option, or one whose option is blank" },
        { .files = { OPTIONS, SHARED_IN_NEW,
              { "splits.csv", "split,option,from,X,Y\ns,other,,1,2\ns,new,2019/20,1,2\n" } },
            .place = "splits.csv:3:7",
            .severity = BIZCASE_ERROR,
            .message = "split \"s\" says nothing of the time from 2018/19, the first period, in option \"new\"",
            .hint = "leave from blank in its first row" },
        { .files = { OPTIONS,
              { "risks.csv", "risk,option,probability,distribution,central,split\nr,bau,50%,fixed,1,s\n" },
              { "splits.csv", "split,option,from,X,Y\ns,new,,1,2\n" } },
            .place = "splits.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "split \"s\" has no row for option \"bau\", in which risk \"r\" (risks.csv:2:1) is shared by it",
            .hint = "give it a row that names the option, or one whose option is blank" },
        { .files = { OPTIONS, SHARED_IN_NEW,
              { "splits.csv", "split,option,from,X,Y\ns,,,1,2\ns,bau;new;other,,2,1\n" } },
            .place = "splits.csv:2:4",
            .severity = BIZCASE_WARNING,
            .message = "every option has its own rows of split \"s\" by then: this row has no effect",
            .hint = "leave it out, or name its options" },
        /* A row that several options have is faulty once. */
        { .files = { OPTIONS, SHARED_IN_NEW, { "splits.csv", "split,option,from,X,Y\ns,,,0,0\ns,new,2019/20,2,1\n" } },
            .place = "splits.csv:2:4",
            .severity = BIZCASE_ERROR,
            .message = "the weights add up to 0 (split \"s\")",
            .hint = "" },
    };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_that_are_wrong_say_so),
        cmocka_unit_test(splits_by_option_that_are_wrong_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers that cannot be meant, or are doubtful: what was found, and what to write. */
#include "support/expected_diagnostic.h"

static void growth_beyond_100_percent_a_year_is_refused(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "drivers.csv", "driver,kind,central\ng,growth,3\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:10",
            .severity = BIZCASE_ERROR,
            .message = "\"3\" is a growth of 300% a year (column central of driver \"g\")",
            .hint = "did you mean \"3%\"?" },
        { .files = { { "drivers.csv", "driver,kind,central\ng,growth,1\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:10",
            .severity = BIZCASE_ERROR,
            .message = "\"1\" is a growth of 100% a year (column central of driver \"g\")",
            .hint = "did you mean \"1%\"?" },
        { .files = { { "drivers.csv", "driver,kind,central\ng,growth,250%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:10",
            .severity = BIZCASE_ERROR,
            .message = "\"250%\" is a growth of 250% a year (column central of driver \"g\")",
            .hint = "write growth as a share of the year before: 3% or 0.03" },
        { .files = { { "drivers.csv", "driver,kind,central\ng,growth,-3\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:10",
            .severity = BIZCASE_ERROR,
            .message = "\"-3\" is a growth of -300% a year (column central of driver \"g\")",
            .hint = "did you mean \"-3%\"?" },
        { .files = { { "drivers.csv", "driver,kind,distribution,low,central,high\ng,growth,triangular,0.01,0.03,6\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:31",
            .severity = BIZCASE_ERROR,
            .message = "\"6\" is a growth of 600% a year (column high of driver \"g\")",
            .hint = "did you mean \"6%\"?" },
        { .files = { { "drivers.csv", "driver,kind,distribution,shape\ng,growth,discrete,1%:3;3:1\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:19",
            .severity = BIZCASE_ERROR,
            .message = "\"1%:3;3:1\" gives a growth of up to 300% a year (column shape of driver \"g\")",
            .hint = "write growth as a share of the year before: 3% or 0.03" },
        { .files = { { "drivers.csv", "driver,kind,distribution,shape\ng,growth,discrete,0:3;1:1\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:19",
            .severity = BIZCASE_ERROR,
            .message = "\"0:3;1:1\" gives a growth of up to 100% a year (column shape of driver \"g\")",
            .hint = "write growth as a share of the year before: 3% or 0.03" },
        { .files = { { "drivers.csv", "driver,kind,distribution,shape\ng,growth,empirical,data.csv:rate\n" },
              { "data.csv", "rate\n1\n3\n" }, { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:20",
            .severity = BIZCASE_ERROR,
            .message = "\"data.csv:rate\" gives a growth of up to 300% a year (column shape of driver \"g\")",
            .hint = "write growth as a share of the year before: 3% or 0.03" },
        { .files = { { "drivers.csv",
                         "driver,kind,distribution,low,central,high,shape\ng,growth,metalog,1%,3%,6%,;8\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:27",
            .severity = BIZCASE_ERROR,
            .message = "\";8\" gives a growth of up to 800% a year (column shape of driver \"g\")",
            .hint = "write growth as a share of the year before: 3% or 0.03" },
        { .files = { { "drivers.csv", "driver,kind,distribution,shape\ng,growth,gamma,2;3\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .place = "drivers.csv:2:16",
            .severity = BIZCASE_ERROR,
            .message = "\"2;3\" gives a growth of up to 600% a year (column shape of driver \"g\")",
            .hint = "write growth as a share of the year before: 3% or 0.03" },
        { .files = { { "drivers.csv", "driver,kind,central\ng,growth,3%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .change = "drivers:g:central=3",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"3\" is a growth of 300% a year (column central of driver \"g\")",
            .hint = "did you mean \"3%\"?" },
        { .files = { { "drivers.csv", "driver,kind,central\ng,growth,3%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } },
            .change = "drivers:g:central*100",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"3\" is a growth of 300% a year (column central of driver \"g\")",
            .hint = "did you mean \"3%\"?" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static void shares_in_per_cent_without_the_sign_are_refused(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "drivers.csv", "driver,unit,central\ns,share,45\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "\"45\" is 4500%, of a driver that is a share (column central of driver \"s\")",
            .hint = "did you mean \"45%\"?" },
        { .files = { { "drivers.csv", "driver,unit,central\ns,%,45\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:5",
            .severity = BIZCASE_ERROR,
            .message = "\"45\" is 4500%, of a driver that is a share (column central of driver \"s\")",
            .hint = "did you mean \"45%\"?" },
        { .files = { { "drivers.csv", "driver,unit,central\ns,Per cent,-45\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:12",
            .severity = BIZCASE_ERROR,
            .message = "\"-45\" is -4500%, of a driver that is a share (column central of driver \"s\")",
            .hint = "did you mean \"-45%\"?" },
        { .files = { { "drivers.csv", "driver,unit,central\ns,share of staff,450\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:18",
            .severity = BIZCASE_ERROR,
            .message = "\"450\" is 45000%, of a driver that is a share (column central of driver \"s\")",
            .hint = "a share is at most 1, or 100%" },
        { .files = { { "drivers.csv", "driver,unit,distribution,low,central,high\ns,share,triangular,0.4,0.5,60\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:28",
            .severity = BIZCASE_ERROR,
            .message = "\"60\" is 6000%, of a driver that is a share (column high of driver \"s\")",
            .hint = "did you mean \"60%\"?" },
        { .files = { { "drivers.csv", "driver,unit,distribution,shape\ns,share,discrete,45:1;60:1\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:18",
            .severity = BIZCASE_ERROR,
            .message = "\"45:1;60:1\" holds 6000%, of a driver that is a share (column shape of driver \"s\")",
            .hint = "write its values as 45% or 0.45" },
        { .files = { { "drivers.csv", "driver,unit,distribution,shape\ns,share,empirical,data.csv:part\n" },
              { "data.csv", "part\n45\n60\n" }, { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:19",
            .severity = BIZCASE_ERROR,
            .message = "\"data.csv:part\" holds 6000%, of a driver that is a share (column shape of driver \"s\")",
            .hint = "write its values as 45% or 0.45" },
        { .files = { { "drivers.csv", "driver,unit,central,2018/19,2019/20\ns,percentage,1,0,50\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:18",
            .severity = BIZCASE_ERROR,
            .message = "\"50\" is 5000% (column 2019/20 of driver \"s\")",
            .hint = "did you mean \"50%\"?" },
        { .files = { { "drivers.csv", "driver,unit,central,2018/19,2019/20\ns,share,1,0,50\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:13",
            .severity = BIZCASE_ERROR,
            .message = "\"50\" is 5000% (column 2019/20 of driver \"s\")",
            .hint = "did you mean \"50%\"?" },
        { .files = { { "drivers.csv", "driver,unit,central,2018/19,2019/20\ns,lamps,1,50%,90\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:15",
            .severity = BIZCASE_ERROR,
            .message = "\"90\" is 9000%, beside cells with the sign (column 2019/20 of driver \"s\")",
            .hint = "did you mean \"90%\"?" },
        { .files = { { "drivers.csv", "driver,central,2018/19,2019/20\ns,1,50,100\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:5",
            .severity = BIZCASE_WARNING,
            .message = "\"50\" is 5000%, and so is another of its periods (column 2018/19 of driver \"s\")",
            .hint = "did you mean \"50%\"? If not, name its unit" },
        { .files = { { "drivers.csv", "driver,name,central\ns,Take-up of the service,45\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:26",
            .severity = BIZCASE_WARNING,
            .message = "\"45\" is 4500%, of a driver that is a share (column central of driver \"s\")",
            .hint = "did you mean \"45%\"? If not, name its unit" },
        { .files = { { "drivers.csv", "driver,unit,central\ns,%,1.5\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .place = "drivers.csv:2:5",
            .severity = BIZCASE_WARNING,
            .message = "\"1.5\" is 150%, of a driver that is a share (column central of driver \"s\")",
            .hint = "did you mean \"1.5%\"?" },
        { .files = { { "drivers.csv", "driver,unit,central\ns,share,45%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } },
            .change = "drivers:s:central*100",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"45\" is 4500%, of a driver that is a share (column central of driver \"s\")",
            .hint = "did you mean \"45%\"?" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static void a_range_in_money_where_a_multiplier_is_meant_is_refused(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv",
              "line,distribution,low,central,high,2018/19\na,triangular,500000,600000,800000,600000\n" } },
            .place = "costs.csv:2:21",
            .severity = BIZCASE_ERROR,
            .message = "the range multiplies the amounts, so that the plan would have 600000 times £600,000 (column "
                       "central of line \"a\")",
            .hint = "1 leaves the amounts as written: write 0.833, 1 and 1.33" },
        { .files = { { "costs.csv", "line,distribution,low,central,high,2018/19\na,uniform,500000,,700000,600000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the range multiplies the amounts, so that the plan would have 600000 times £600,000 (column "
                       "distribution of line \"a\")",
            .hint = "1 leaves the amounts as written: write 0.833, 1 and 1.17" },
        { .files = { { "costs.csv", "line,distribution,low,central,high,2018/19\na,triangular,500,600,800,600\n" },
              { "case.csv", "key,value\nscale,k\n" } },
            .place = "costs.csv:2:18",
            .severity = BIZCASE_ERROR,
            .message =
                "the range multiplies the amounts, so that the plan would have 600 times £600,000 (column central "
                "of line \"a\")",
            .hint = "1 leaves the amounts as written: write 0.833, 1 and 1.33" },
        { .files = { { "costs.csv", "line,distribution,low,central,high,2018/19\na,triangular,90,100,120,5000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "the distribution multiplies the amounts: the plan has 100 times what is written (column "
                       "distribution of line \"a\")",
            .hint = "1 leaves the amounts as written; 1.05 adds 5%" },
        { .files = { { "costs.csv", "line,distribution,low,central,high,2018/19\na,triangular,0.9,1,120,5000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message =
                "the distribution multiplies the amounts: it reaches 120 times what is written (column distribution "
                "of line \"a\")",
            .hint = "1 leaves the amounts as written; 1.05 adds 5%" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static void money_with_three_decimals_may_be_thousands(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,2018/19\na,400.000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"400.000\" is read as 400: a full stop is the decimal point (column 2018/19 of line \"a\")",
            .hint = "for thousands write 400,000, otherwise 400" },
        { .files = { { "costs.csv", "line;2018/19;2019/20\na;12.500;1.250\nb;400;20\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"12.500\" is read as 12.5: a full stop is the decimal point; so is another cell of the row "
                       "(column 2018/19 of line \"a\")",
            .hint = "for thousands write 12,500, otherwise 12.50" },
        { .files = { { "costs.csv", "line,2018/19\na,£1.125\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"£1.125\" is read as 1.125: a full stop is the decimal point (column 2018/19 of line \"a\")",
            .hint = "for thousands write 1,125, otherwise 1.1250" },
        { .files = { { "costs.csv", "line,2018/19\na,12.500\nb,0.285\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "\"12.500\" is read as 12.5: a full stop is the decimal point (column 2018/19 of line \"a\")",
            .hint = "for thousands write 12,500, otherwise 12.50" },
        { .files = { { "costs.csv", "line,2018/19\na,12.500\nb,1234.500\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "\"12.500\" is read as 12.5: a full stop is the decimal point (column 2018/19 of line \"a\")",
            .hint = "for thousands write 12,500, otherwise 12.50" },
        { .files = { { "costs.csv", "line,2018/19\na,12.500\nb,7.250\n" }, { "case.csv", "key,value\nscale,1000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "\"12.500\" is read as 12.5: a full stop is the decimal point (column 2018/19 of line \"a\")",
            .hint = "for thousands write 12,500, otherwise 12.50" },
        { .files = { { "risks.csv", "risk,probability,distribution,central\nr,10%,fixed,400.000\n" } },
            .place = "risks.csv:2:13",
            .severity = BIZCASE_ERROR,
            .message = "\"400.000\" is read as 400: a full stop is the decimal point (column central of risk \"r\")",
            .hint = "for thousands write 400,000, otherwise 400" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

/* A computer that writes semicolons between cells has a decimal comma. */
static void a_comma_in_a_sheet_with_semicolons_may_be_a_decimal_point(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line;drivers;2018/19\na;d;400\n" },
              { "drivers.csv", "driver;central\nd;1,125\n" } },
            .place = "drivers.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the comma in \"1,125\" may be a decimal point, because the file separates its cells with "
                       "semicolons (column central of driver \"d\")",
            .hint = "for thousands write 1125, otherwise 1.125" },
        { .files = { { "costs.csv", "line;2018/19;2019/20\na;\"£12,500k\";7,125\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the comma in \"£12,500k\" may be a decimal point, because the file separates its cells with "
                       "semicolons; so is another cell of the row (column 2018/19 of line \"a\")",
            .hint = "for thousands write £12500k, otherwise £12.5k" },
        { .files = { { "costs.csv", "line;2018/19\na;3,5\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"3,5\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "the decimal point is a full stop: write 3.5" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static TemporaryCase quiet_case(const CaseFile *files) {
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

/* Where another cell shows what commas are, and where they are the same for all weights of a split. */
static void a_comma_that_can_only_stand_between_thousands_is_taken_for_that(void **state) {
    static const char *const costs[] = { "line;2018/19\na;12,500\nb;1,250,000\n",
        "line;2018/19\na;12,500\nb;1,250.50\n", "line,2018/19\na,\"12,500\"\n" };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(costs); r++) {
        TemporaryCase made = quiet_case((CaseFile[]){ { "costs.csv", costs[r] }, { NULL, NULL } });
        assert_close(case_of(made.loaded)->lines[0].amounts.value[0], 12500, 0);
        temporary_case_free(&made);
    }
    TemporaryCase made = quiet_case(
        (CaseFile[]){ { "councils.csv", "council\nNOR\nSOU\n" }, { "splits.csv", "split;NOR;SOU\nslips;6,900;2,300\n" },
            { "costs.csv", "line;split;2018/19\na;slips;5\n" }, { NULL, NULL } });
    temporary_case_free(&made);
}

static void indices_factors_and_parts_are_told_apart(void **state) {
    static const ExpectedDiagnostic rows[] = {
        /* set in four cells, and told of the first */
        { .files = { { "costs.csv", "line,2018/19,2019/20\na,1,2\nb,3,4\n" } },
            .change = "costs:*:periods=35%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"35%\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write money, not a percentage" },
        { .files = { { "costs.csv", "line,drivers,2018/19\na,d,5\n" },
              { "drivers.csv", "driver,unit,central\nd,index,102\n" } },
            .place = "drivers.csv:2:9",
            .severity = BIZCASE_WARNING,
            .message = "\"102\" is 10200%, of a driver that is an index (column central of driver \"d\")",
            .hint = "did you mean \"102%\"? If not, give it another unit" },
        { .files = { { "costs.csv", "line,drivers,2018/19\na,d,5\n" },
              { "drivers.csv", "driver,kind,central\nd,growth,1.03\n" } },
            .place = "drivers.csv:2:10",
            .severity = BIZCASE_ERROR,
            .message = "\"1.03\" is a growth of 103% a year (column central of driver \"d\")",
            .hint = "did you mean \"3%\", or \"1.03%\"?" },
        { .files = { { "costs.csv", "line,2018/19\na,20000\n" },
              { "risks.csv", "risk,probability,distribution,low,central,high\nr,25%,triangular,0.5,1,1.5\n" } },
            .place = "risks.csv:2:7",
            .severity = BIZCASE_WARNING,
            .message = "the risk costs £1.50 at most (column distribution of risk \"r\")",
            .hint = "write the range of a risk in money, not as a share" },
        { .files = { { "scenarios/more.csv", "file,row,column,change,value\ncosts,a,periods,scale,+10%\n" } },
            .scenario = "more",
            .place = "scenarios/more.csv:2:23",
            .severity = BIZCASE_ERROR,
            .message = "\"+10%\" is not a number",
            .hint = "scale by 1.1" },
        { .change = "costs:a:periods*+10%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"+10%\" is not a number",
            .hint = "write *1.1" },
        { .files = { { "costs.csv", "line,2018/19\na,01/04/2018\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"01/04/2018\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "this is a date: write a number" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void another_currency_than_the_case_is_refused(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,2018/19\na,kr 5\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"kr 5\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to kr" },
        { .files = { { "costs.csv", "line,2018/19\na,5 zł\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"5 zł\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to zł" },
        { .files = { { "costs.csv", "line,2018/19\na,400 000 kr\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"400 000 kr\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to kr" },
        { .files = { { "costs.csv", "line,2018/19\na,\"5,00 €\"\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"5,00 €\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to €" },
        { .files = { { "costs.csv", "line,2018/19\na,1.2 million euros\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"1.2 million euros\" is in a different currency from the case, which uses £ (column 2018/19 of "
                "line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to euros" },
        { .files = { { "costs.csv", "line,2018/19\na,5 pounds\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"5 pounds\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write 5, without \"pounds\"" },
        { .files = { { "costs.csv", "line,2018/19\na,50p\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"50p\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write pence as parts of a pound: 50p is 0.50" },
        { .files = { { "costs.csv", "line,2018/19\na,5-10\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"5-10\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write one number, and its range in low, central and high" },
        { .files = { { "costs.csv", "line,2018/19\na,ca. 5\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"ca. 5\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write one number, and its range in low, central and high" },
        { .files = { { "costs.csv", "line,2018/19\na,5+6\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"5+6\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write the result" },
        { .files = { { "costs.csv", "line,2018/19\na,5+\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"5+\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "write 5, without the plus sign" },
        { .change = "costs:a:2018/19+kr 5",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"kr 5\" is in a different currency from the case, which uses £",
            .hint = "write the amount in £" },
        { .files = { { "risks.csv", "risk,probability,distribution,central\nr,10%,fixed,USD5\n" } },
            .place = "risks.csv:2:13",
            .severity = BIZCASE_ERROR,
            .message = "\"USD5\" is in a different currency from the case, which uses £ (column central of risk \"r\")",
            .hint = "write the amount in £, or set currency in case.csv to USD" },
        { .files = { { "costs.csv", "line,formula\na,lamps\n" },
              { "case.csv", "key,value\nstart,2018/19\nperiods,1\n" },
              { "quantities.csv", "quantity,2018/19\nlamps,5 CHF\n" } },
            .place = "quantities.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"5 CHF\" is in a different currency from the case, which uses £ (column 2018/19 of quantity "
                       "\"lamps\")",
            .hint = "write the amount in £, or set currency in case.csv to CHF" },
        { .files = { { "costs.csv", "line,2018/19\na,US$5\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"US$5\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to US$" },
        { .files = { { "costs.csv", "line,2018/19\na,5 EUR\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"5 EUR\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to EUR" },
        { .files = { { "costs.csv", "line,2018/19\na,5 GBP\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"5 GBP\" is not an amount (column 2018/19 of line \"a\")",
            .hint = "the currency goes before the number: write GBP5" },
        { .files = { { "costs.csv", "line,2018/19\na,€400000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"€400000\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to €" },
        { .files = { { "costs.csv", "line,2018/19\na,\"$400,000\"\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"$400,000\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to $" },
        { .files = { { "costs.csv", "line,2018/19\na,EUR 400\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message =
                "\"EUR 400\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\")",
            .hint = "write the amount in £, or set currency in case.csv to EUR" },
        { .files = { { "costs.csv", "line,2018/19\na,£400\n" }, { "case.csv", "key,value\ncurrency,€\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"£400\" is in a different currency from the case, which uses € (column 2018/19 of line \"a\")",
            .hint = "write the amount in €, or set currency in case.csv to £" },
        { .files = { { "drivers.csv", "driver,unit,central\np,price,$3\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,p,1,2\n" } },
            .place = "drivers.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "\"$3\" is in a different currency from the case, which uses £ (column central of driver \"p\")",
            .hint = "write the amount in £, or set currency in case.csv to $" },
        { .files = { { "indices.csv", "index,average_pay,2018/19\npay,32000,€1925\n" },
              { "costs.csv", "line,index,2018/19,2019/20\na,pay,1,2\n" } },
            .place = "indices.csv:2:11",
            .severity = BIZCASE_ERROR,
            .message =
                "\"€1925\" is in a different currency from the case, which uses £ (column 2018/19 of index \"pay\")",
            .hint = "write the amount in £, or set currency in case.csv to €" },
        { .change = "costs:a:periods+€5",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"€5\" is in a different currency from the case, which uses £",
            .hint = "write the amount in £" },
        { .change = "costs:a:periods*£5",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"£5\" is money, and only a plain number can scale money",
            .hint = "a factor such as 1.2 or 80%" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static void a_percentage_is_not_added_to_money(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .change = "costs:a:periods+10%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" would add 0.1 to each number",
            .hint = "write *1.1" },
        { .change = "costs:a:2018/19-10%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"-10%\" would add -0.1 to each number",
            .hint = "write *0.9" },
        { .change = "costs:a:periods*10%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" would leave only 0.1 of each number",
            .hint = "write *1.1 to add 10%, *0.1 to keep 10%" },
        { .files = { { "drivers.csv", "driver,central\np,310\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,p,1,2\n" } },
            .change = "drivers:p:central+10%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" would add 0.1 to each number",
            .hint = "write *1.1" },
        { .files = { { "risks.csv", "risk,probability,distribution,central\nr,10%,fixed,400\n" } },
            .change = "risks:r:central+10%",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" would add 0.1 to each number",
            .hint = "write *1.1" },
        { .files = { { "scenarios/s.csv", "file,row,column,change,value\ncosts,a,periods,add,10%\n" } },
            .scenario = "s",
            .place = "scenarios/s.csv:2:21",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" would add 0.1 to each number",
            .hint = "scale by 1.1" },
        { .files = { { "scenarios/s.csv", "file,row,column,change,value\ncosts,a,periods,scale,10%\n" } },
            .scenario = "s",
            .place = "scenarios/s.csv:2:23",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" would leave only 0.1 of each number",
            .hint = "scale by 1.1 to add 10%, 0.1 to keep 10%" },
        { .files = { { "risks.csv", "risk,probability,distribution,shape\nr,10%,discrete,10%:1;400:1\n" } },
            .place = "risks.csv:2:16",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" in \"10%:1;400:1\" is not an amount (column shape of risk \"r\")",
            .hint = "write money, not a percentage" },
        { .files = { { "funding.csv", "funding,type,cap\nf,grant,10%\n" } },
            .place = "funding.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" is not an amount (column cap of source of funding \"f\")",
            .hint = "write money, not a percentage" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static void amounts_that_do_not_fit_the_scale_are_told(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,2018/19\na,600000\nb,45000\n" }, { "case.csv", "key,value\nscale,1000\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message =
                "\"600000\" is multiplied by the scale 1000 of the case: £600,000,000, and the other lines of the "
                "file are as large (line \"a\")",
            .hint = "write 600 if £600,000 is meant" },
        { .files = { { "costs.csv", "line,2018/19,2019/20\na,600,1\nb,45,1\nc,1,350000\nd,300,0\n" },
              { "case.csv", "key,value\nscale,k\n" } },
            .place = "costs.csv:4:5",
            .severity = BIZCASE_WARNING,
            .message =
                "\"350000\" is multiplied by the scale 1000 of the case: £350,000,000, 1167 times what is usual in "
                "the file (line \"c\")",
            .hint = "write 350 if £350,000 is meant" },
        { .files = { { "benefits.csv", "line,2018/19\na,60000\nb,45000\n" }, { "case.csv", "key,value\nscale,m\n" } },
            .place = "benefits.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message =
                "\"60000\" is multiplied by the scale 1000000 of the case: £60,000,000,000, and the other lines of "
                "the file are as large (line \"a\")",
            .hint = "write 0.06 if £60,000 is meant" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

static void other_numbers_that_cannot_be_meant_are_refused(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "case.csv", "key,value\ndate,03/14/2027\n" } },
            .place = "case.csv:2:6",
            .severity = BIZCASE_ERROR,
            .message = "\"03/14/2027\" is not a date (column value of setting \"date\")",
            .hint = "did you mean 2027-03-14?" },
        { .files = { { "case.csv", "key,value\ndate,2027-02-30\n" } },
            .place = "case.csv:2:6",
            .severity = BIZCASE_ERROR,
            .message = "\"2027-02-30\" is not a date (column value of setting \"date\")",
            .hint = "write a date as 2027-03-14, 14/03/2027 or 14 March 2027" },
        { .files = { { "case.csv", "key,value\ndate,46095\n" } },
            .place = "case.csv:2:6",
            .severity = BIZCASE_ERROR,
            .message = "\"46095\" is not a date (column value of setting \"date\")",
            .hint = "write a date as 2027-03-14, 14/03/2027 or 14 March 2027" },
        { .files = { { "case.csv", "key,value\ndate,tbc\n" } },
            .place = "case.csv:2:6",
            .severity = BIZCASE_WARNING,
            .message = "\"tbc\" is not a date (column value of setting \"date\")",
            .hint = "write a date as 2027-03-14, 14/03/2027 or 14 March 2027" },
        { .files = { { "case.csv", "key,value\nperiods,2027\n" } },
            .place = "case.csv:2:9",
            .severity = BIZCASE_ERROR,
            .message = "the horizon has 2027 years; the most is 1000",
            .hint = "how many periods, not the year of the last" },
        { .files = { { "case.csv", "key,value\ndiscount,350%\n" } },
            .place = "case.csv:2:10",
            .severity = BIZCASE_ERROR,
            .message = "\"350%\" is a rate of 350% a year (column value of setting \"discount\")",
            .hint = "" },
        { .files = { { "discount_rates.csv", "schedule,from_year,rate\nown,1,3%\nown,2027,2%\n" } },
            .place = "discount_rates.csv:3:5",
            .severity = BIZCASE_ERROR,
            .message = "\"2027\" is not a year, counted from 1 (column from_year of schedule \"own\")",
            .hint = "" },
        { .files = { { "phases.csv", "phase,start,end,distribution,central\np,2018-04,2018-09,fixed,10%\n" },
              { "costs.csv", "line,phase,2018/19,2019/20\na,p,1,2\n" } },
            .place = "phases.csv:2:25",
            .severity = BIZCASE_ERROR,
            .message = "\"10%\" is not a number of months (column central of phase \"p\")",
            .hint = "a slip is in months" },
        { .files = { { "phases.csv", "phase,start,end,distribution,central\np,2018-04,2018-09,fixed,2027\n" },
              { "costs.csv", "line,phase,2018/19,2019/20\na,p,1,2\n" } },
            .place = "phases.csv:2:25",
            .severity = BIZCASE_ERROR,
            .message = "\"2027\" is a slip of 169 years (column central of phase \"p\")",
            .hint = "a slip is in months" },
        { .files = { { "councils.csv", "council\nn\ns\n" }, { "splits.csv", "split,n,s\nx,60%,40\n" },
              { "costs.csv", "line,split,2018/19,2019/20\na,x,1,2\n" } },
            .place = "splits.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"40\" has no % sign, but others of the row have one (column s of split \"x\")",
            .hint = "did you mean \"40%\"?" },
        { .files = { { "risks.csv", "risk,probability,distribution,central\nr,1.5,fixed,400\n" } },
            .place = "risks.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"1.5\" is not a probability, from 0 to 1 or 0% to 100% (column probability of risk \"r\")",
            .hint = "did you mean \"1.5%\"?" },
    };
    (void)state;

    check_diagnostics(rows, sizeof rows / sizeof rows[0]);
}

/* The same kinds of number, as they may well be meant. */
static void numbers_that_can_be_meant_are_taken_in_silence(void **state) {
    static const struct {
        CaseFile files[MOST_CASE_FILES];
        const char *change;
    } rows[] = {
        { .files = { { "drivers.csv", "driver,kind,distribution,low,central,high\ng,growth,triangular,-50%,2%,100%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } } },
        { .files = { { "drivers.csv", "driver,kind,distribution,shape\ng,growth,bernoulli,10%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,g,1,2\n" } } },
        { .files = { { "drivers.csv", "driver,unit,distribution,low,central,high\ns,share,triangular,0.55,1,1.15\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } } },
        { .files = { { "drivers.csv", "driver,unit,central\ns,%,250%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } } },
        { .files = { { "drivers.csv", "driver,unit,central,2018/19,2019/20\ns,lamps,1,50,100\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } } },
        { .files = { { "drivers.csv", "driver,central,2018/19,2019/20\ns,0.01,50,100\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } } },
        { .files = { { "drivers.csv", "driver,name,central\ns,Shareholders,45\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,s,1,2\n" } } },
        { .files = { { "costs.csv",
              "line,distribution,low,central,high,2018/19\na,triangular,500000,600000,800000,1\n" } } },
        { .files = { { "costs.csv", "line,2018/19,2019/20\na,12.500,7.25\n" } } },
        { .files = { { "costs.csv", "line,2018/19,2019/20\na,£1.125m,0.285\n" } } },
        { .files = { { "costs.csv", "line,2018/19,2019/20\na,GBP 5,£6\n" } } },
        { .files = { { "costs.csv", "line,2018/19,2019/20\na,$5,5\n" }, { "case.csv", "key,value\ncurrency,US$\n" } } },
        { .files = { { "costs.csv", "line,2018/19\na,300\nb,20\nc,1500\n" }, { "case.csv", "key,value\nscale,k\n" } } },
        { .files = { { "costs.csv", "line,2018/19,3017/18\na,1,2\n" },
              { "case.csv", "key,value\nperiods,1000\ndiscount,0%\n" } } },
        { .change = "costs:a:periods*80%" },
        { .change = "costs:a:periods+£5" },
        { .files = { { "drivers.csv", "driver,central\np,45%\n" },
              { "costs.csv", "line,drivers,2018/19,2019/20\na,p,1,2\n" } },
            .change = "drivers:p:central+10%" },
        { .files = { { "case.csv", "key,value\ndate,14/03/2027\n" } } },
        { .files = { { "case.csv", "key,value\ndate,14 March 2027\n" } } },
        { .files = { { "case.csv", "key,value\ndate,Spring 2027\n" } } },
        { .files = { { "case.csv", "key,value\ndate,2027/28\n" } } },
    };
    (void)state;

    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        CaseFile files[MOST_CASE_FILES];
        memcpy(files, rows[r].files, sizeof files);
        size_t end = 0;
        while (files[end].path) end++;
        if (!has_file(files, "costs.csv")) files[end] = plain_costs;
        TemporaryCase made = temporary_case(
            files, (BizcaseCaseRequest){ .changes = &rows[r].change, .change_count = rows[r].change != NULL });
        size_t count;

        bizcase_case_diagnostics(made.loaded, &count);

        if (count > 0) print_case_diagnostics(made.loaded);
        assert_int_equal(count, 0);
        temporary_case_free(&made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growth_beyond_100_percent_a_year_is_refused),
        cmocka_unit_test(shares_in_per_cent_without_the_sign_are_refused),
        cmocka_unit_test(a_range_in_money_where_a_multiplier_is_meant_is_refused),
        cmocka_unit_test(money_with_three_decimals_may_be_thousands),
        cmocka_unit_test(a_comma_in_a_sheet_with_semicolons_may_be_a_decimal_point),
        cmocka_unit_test(a_comma_that_can_only_stand_between_thousands_is_taken_for_that),
        cmocka_unit_test(indices_factors_and_parts_are_told_apart),
        cmocka_unit_test(another_currency_than_the_case_is_refused),
        cmocka_unit_test(a_percentage_is_not_added_to_money),
        cmocka_unit_test(amounts_that_do_not_fit_the_scale_are_told),
        cmocka_unit_test(other_numbers_that_cannot_be_meant_are_refused),
        cmocka_unit_test(numbers_that_can_be_meant_are_taken_in_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

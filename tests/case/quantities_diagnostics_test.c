/* quantities.csv, and formulas and amounts of lines: what is wrong with them is said where it is. */
#include "support/expected_diagnostic.h"

#define LAMPS "quantity,unit,2019/20,2020/21\nlamps,lamp,100,340\n"
#define BARE_LAMPS "quantity,2019/20,2020/21\nlamps,100,340\n"
#define COSTS(formula) "line,formula,2019/20,2020/21\nx," formula ",,\n"
#define PHASES "phase,start,end,after\ndesign,2019-04,2019-09,\nbuild,2019-10,2020-03,design\n"

static void what_is_wrong_with_a_quantity_is_said(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", COSTS("lamps * 2 + lampss") }, { "quantities.csv", LAMPS } },
            .place = "costs.csv:2:15",
            .severity = BIZCASE_ERROR,
            .message = "there is no quantity or driver \"lampss\" (formula of line \"x\")",
            .hint = "did you mean lamps?" },
        { .files = { { "costs.csv", COSTS("\"  lamps * 2 + lampss\"") }, { "quantities.csv", LAMPS } },
            .place = "costs.csv:2:18",
            .severity = BIZCASE_ERROR,
            .message = "there is no quantity or driver \"lampss\" (formula of line \"x\")",
            .hint = "did you mean lamps?" },
        { .files = { { "costs.csv", COSTS("lamps * 2[£/lamp]") },
              { "quantities.csv", "quantity,unit,formula,2019/20,2020/21\nlamps,lamp,2,100,340\n" } },
            .place = "quantities.csv:2:12",
            .severity = BIZCASE_ERROR,
            .message = "a quantity has period cells or a formula, but this one has both (column formula of quantity "
                       "\"lamps\")",
            .hint = "clear one of them" },
        { .files = { { "costs.csv", COSTS("lamps * 2[£/lamp]") }, { "quantities.csv", "quantity,unit\nlamps,lamp\n" } },
            .place = "quantities.csv:2:0",
            .severity = BIZCASE_ERROR,
            .message = "the quantity has no value (column central of quantity \"lamps\")",
            .hint = "fill in its periods, a formula or a central value" },
        { .files = { { "costs.csv", COSTS("lamps * 2") }, { "quantities.csv", "quantity,2019/20\nlamps,100\n" },
              { "drivers.csv", "driver,central\nLamps,3\n" } },
            .place = "quantities.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"lamps\" and \"Lamps\" (drivers.csv:2:1) are the same name in a formula",
            .hint = "choose another name for one of them: formulas ignore capital letters" },
        { .files = { { "costs.csv", COSTS("stock * 2") },
              { "quantities.csv", "quantity,formula,phase\nstock,\"prev(stock, 6) + 1\",build\n" },
              { "phases.csv", PHASES } },
            .place = "quantities.csv:2:28",
            .severity = BIZCASE_ERROR,
            .message = "a quantity cannot have a phase where it uses its own past, which has moved or varied already "
                       "(column phase of quantity \"stock\")",
            .hint = "clear it, and move the quantities that it uses" },
        { .files = { { "costs.csv", COSTS("stock * 2") },
              { "quantities.csv", "quantity,formula,central\nstock,\"prev(stock, 6) + 1\",2\n" } },
            .place = "quantities.csv:2:28",
            .severity = BIZCASE_ERROR,
            .message = "a quantity cannot have a distribution of its own where it uses its own past, which has moved "
                       "or varied already (column central of quantity \"stock\")",
            .hint = "clear it, and give it to the quantities that it uses" },
        { .files = { { "costs.csv", COSTS("a * 2") }, { "quantities.csv", "quantity,formula\na,b + 1\nb,a + 1\n" } },
            .place = "quantities.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "\"a\" uses \"b\" uses \"a\": a circle",
            .hint = "a quantity can use its own past only, through prev(), or lag() by 1 or more" },
        { .files = { { "costs.csv", COSTS("5") }, { "quantities.csv", "quantity,2019/20\nlamps,100\n" } },
            .place = "quantities.csv:2:1",
            .severity = BIZCASE_WARNING,
            .message = "nothing uses quantity \"lamps\"",
            .hint = "use it, or remove its row" },
        { .files = { { "case.csv", "key,value\nscale,1000\n" }, { "costs.csv", COSTS("price * 2[lamp]") },
              { "quantities.csv", "quantity,unit,2019/20\nprice,£/lamp,100\n" } },
            .place = "quantities.csv:2:7",
            .severity = BIZCASE_WARNING,
            .message = "the scale 1000 of the case does not apply to quantities, and this one is in \"£/lamp\" "
                       "(column unit of quantity \"price\")",
            .hint = "write it in units of £1" },
        { .files = { { "drivers.csv", "driver,kind,central,phase\nd,growth,2%,build\n" }, { "phases.csv", PHASES } },
            .place = "drivers.csv:2:13",
            .severity = BIZCASE_ERROR,
            .message = "growth does not move with a phase (column phase of driver \"d\")",
            .hint = "clear it, or give the driver a path" },
        { .files = { { "drivers.csv", "driver,central,phase\nd,2,build\n" }, { "phases.csv", PHASES } },
            .place = "drivers.csv:2:5",
            .severity = BIZCASE_ERROR,
            .message = "a driver without a path has nothing to move (column phase of driver \"d\")",
            .hint = "clear it, or give the driver a path" },
        { .files = { { "costs.csv", COSTS("'12' * 2") }, { "quantities.csv", "quantity,2019/20\n12,100\n" } },
            .place = "quantities.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"12\" is a number: it cannot name a quantity",
            .hint = "begin it with a letter" },
        { .files = { { "costs.csv", COSTS("rest * 2") }, { "quantities.csv", "quantity,2019/20\nrest,100\n" } },
            .place = "quantities.csv:2:1",
            .severity = BIZCASE_ERROR,
            .message = "\"rest\" means what remains of a split",
            .hint = "choose another name" },
        { .files = { { "costs.csv", COSTS("lamps * 2") },
              { "quantities.csv", "quantity,2019/20\nlamps,100\nLamps,100\n" } },
            .place = "quantities.csv:3:1",
            .severity = BIZCASE_ERROR,
            .message = "\"Lamps\" and \"lamps\" (quantities.csv:2:1) are the same name in a formula",
            .hint = "choose another name for one of them: formulas ignore capital letters" },
        { .files = { { "costs.csv", COSTS("lamps * 2") },
              { "quantities.csv", "quantity,on_delay,2019/20\nlamps,extend,100\n" } },
            .place = "quantities.csv:2:7",
            .severity = BIZCASE_WARNING,
            .message = "\"extend\" has no effect on a quantity without a phase (column on_delay of quantity \"lamps\")",
            .hint = "name its phase, or clear it" },
        { .files = { { "costs.csv", COSTS("lamps * 2") },
              { "quantities.csv", "quantity,phase,2019/20\nlamps,bild,100\n" }, { "phases.csv", PHASES } },
            .place = "quantities.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "\"bild\" is not a phase (column phase of quantity \"lamps\")",
            .hint = "did you mean \"build\"?" },
        { .files = { { "costs.csv", COSTS("stock * 2") },
              { "quantities.csv", "quantity,formula,distribution,low,high\n"
                                  "stock,\"prev(stock, 6) + 1\",uniform,0.9,1.1\n" } },
            .place = "quantities.csv:2:28",
            .severity = BIZCASE_ERROR,
            .message = "a quantity cannot have a distribution of its own where it uses its own past, which has moved "
                       "or varied already (column distribution of quantity \"stock\")",
            .hint = "clear it, and give it to the quantities that it uses" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* Where the cell begins, and how its text goes on: blanks, quotes and lines of their own count. */
static void the_place_of_a_fault_is_inside_the_cell(void **state) {
    static const struct {
        const char *cell, *place;
    } rows[] = { { "1 + prce", "quantities.csv:3:10" }, { "=1 + prce", "quantities.csv:3:11" },
        { "  1 + prce", "quantities.csv:3:12" }, { "\"min(1, prce)\"", "quantities.csv:3:14" },
        { "\"1 +\n  2 + prce\"", "quantities.csv:4:7" }, { "2[£/é] + prce", "quantities.csv:3:15" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char text[200];
        snprintf(text, sizeof text, "quantity,formula,2019/20\nprice,,5\ncost,%s,\n", rows[r].cell);
        const ExpectedDiagnostic expected = { .files = { { "costs.csv", COSTS("cost") }, { "quantities.csv", text } },
            .place = rows[r].place,
            .severity = BIZCASE_ERROR,
            .message = "there is no quantity or driver \"prce\" (formula of quantity \"cost\")",
            .hint = "did you mean price?" };

        check_diagnostic(&expected, r);
    }
}

static void a_value_that_is_no_number_is_told_with_its_cause(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", COSTS("1 + 10 / (lamps - 340)") }, { "quantities.csv", BARE_LAMPS } },
            .place = "costs.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "formula of line \"x\": \"10 / (lamps - 340)\" divides by 0 in 2020/21",
            .hint = "say what it is when x is 0: if(x = 0, 0, a / x)" },
        { .files = { { "costs.csv", COSTS("half * 2") },
              { "quantities.csv", "quantity,formula,2019/20\nlamps,,0\nhalf,\"1 + prev(lamps ^ -1, 5)\",\n" },
              { "case.csv", "key,value\nstart,2019/20\nperiods,2\n" } },
            .place = "quantities.csv:3:16",
            .severity = BIZCASE_ERROR,
            .message = "formula of quantity \"half\": \"lamps ^ -1\" divides by 0 in 2019/20",
            .hint = "say what it is when x is 0: if(x = 0, 0, a / x)" },
        { .files = { { "costs.csv", "line,formula,2019-04,2019-05\nx,5 / (periods_per_year * lamps - 12),,\n" },
              { "quantities.csv", "quantity,2019-04,2019-05\nlamps,2,1\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "formula of line \"x\": \"5 / (periods_per_year * lamps - 12)\" divides by 0 in 2019-05",
            .hint = "say what it is when x is 0: if(x = 0, 0, a / x)" },
        { .files = { { "costs.csv", COSTS("1 + (lamps * 1000000m) ^ 64") }, { "quantities.csv", BARE_LAMPS } },
            .place = "costs.csv:2:7",
            .severity = BIZCASE_ERROR,
            .message = "formula of line \"x\": \"(lamps * 1000000m) ^ 64\" is too large to be a number in 2019/20",
            .hint = "look for a value in the wrong unit" },
        { .files = { { "costs.csv", COSTS("lamps ^ 60 / (lamps / 1000000m) ^ 20") }, { "quantities.csv", BARE_LAMPS } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "formula of line \"x\": \"lamps ^ 60 / (lamps / 1000000m) ^ 20\" is too large to be a number in "
                       "2019/20",
            .hint = "look for a value in the wrong unit" },
        { .files = { { "costs.csv", COSTS("(lamps / 1000000m) ^ -64") }, { "quantities.csv", BARE_LAMPS } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "formula of line \"x\": \"(lamps / 1000000m) ^ -64\" is too large to be a number in 2019/20",
            .hint = "look for a value in the wrong unit" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void a_driver_that_would_count_twice_is_warned_of(void **state) {
    static const char drivers[] = "driver,kind,central\nwages,growth,2%\ntake-up,multiplier,0.5\n";
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,drivers,formula,2019/20,2020/21\nx,take-up,lamps * Take-up,,\n" },
              { "quantities.csv", BARE_LAMPS }, { "drivers.csv", drivers } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message =
                "driver \"take-up\" multiplies the line and is also in its formula (column drivers of line \"x\")",
            .hint = "clear it here, or take it out of the formula" },
        { .files = { { "costs.csv", "line,drivers,formula,2019/20,2020/21\n"
                                    "x,take-up;wages,lamps * wages + wages,,\n" },
              { "quantities.csv", BARE_LAMPS }, { "drivers.csv", drivers } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "driver \"wages\" multiplies the line and is also in its formula (column drivers of line \"x\")",
            .hint = "clear it here, or take it out of the formula" },
    };
    const CaseFile apart[] = { { "costs.csv", "line,drivers,formula,2019/20,2020/21\nx,wages,lamps * take-up,,\n" },
        { "quantities.csv", BARE_LAMPS }, { "drivers.csv", drivers }, { 0 } };
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
    TemporaryCase made = temporary_case(apart, (BizcaseCaseRequest){ 0 });
    assert_int_equal(case_of(made.loaded)->diagnostics.count, 0);
    temporary_case_free(&made);
}

static void a_line_gives_its_amounts_in_one_way(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,formula,amount,2019/20,2020/21\nx,5,6,,\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "a line gives its amounts in one way, but this one has an amount and a formula (column formula "
                       "of line \"x\")",
            .hint = "keep one of them, and clear the others" },
        { .files = { { "costs.csv", "line,amount,2019/20,2020/21\nx,6,1,\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "a line gives its amounts in one way, but this one has period cells and an amount (column "
                       "amount of line \"x\")",
            .hint = "keep one of them, and clear the others" },
        { .files = { { "costs.csv", "line,formula,from,2019/20,2020/21\nx,5,2020/21,,\n" } },
            .place = "costs.csv:2:5",
            .severity = BIZCASE_ERROR,
            .message = "\"2020/21\" belongs with the column amount, which is blank (column from of line \"x\")",
            .hint = "multiply the formula by from(2020/21), and clear it" },
        { .files = { { "costs.csv", "line,amount,from,to,2019/20,2020/21\nx,5,2020/21,2019/20,,\n" } },
            .place = "costs.csv:2:13",
            .severity = BIZCASE_ERROR,
            .message = "the amount ends in 2019/20, before it begins in 2020/21 (column to of line \"x\")",
            .hint = "" },
        { .files = { { "costs.csv", "line,amount,from,to,2019/20,2020/21\nx,5,2020/21,2022/23,,\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "£10 in 2020/21 to 2022/23, of 1 line, is left out: the horizon is 2019/20 to 2020/21",
            .hint = "start and periods in case.csv set the horizon" },
        { .files = { { "costs.csv", "line,amount,2019/20 Q1,2019/20\nx,5,,\n" } },
            .place = "costs.csv:1:24",
            .severity = BIZCASE_ERROR,
            .message = "\"2019/20\" is not one of the case's quarters (costs.csv:1:13)",
            .hint = "use periods of one length in the whole case" },
        { .files = { { "costs.csv", "line,2019/20 Q1,2019/20 Q2\nx,5,5\n" },
              { "benefits.csv", "line,2019/20,2020/21 Q1\ny,1,1\n" } },
            .place = "benefits.csv:1:14",
            .severity = BIZCASE_ERROR,
            .message = "\"2020/21 Q1\" is not one of the years of benefits.csv (benefits.csv:1:6)",
            .hint = "use periods of one length in each file" },
        { .files = { { "costs.csv", "line,formula,amount,2019/20,2020/21\nx,5,6,7,\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "a line gives its amounts in one way, but this one has period cells, an amount and a formula "
                       "(column formula of line \"x\")",
            .hint = "keep one of them, and clear the others" },
        { .files = { { "costs.csv", "line,formula,to,2019/20,2020/21\nx,5,2020/21,,\n" } },
            .place = "costs.csv:2:5",
            .severity = BIZCASE_ERROR,
            .message = "\"2020/21\" belongs with the column amount, which is blank (column to of line \"x\")",
            .hint = "multiply the formula by until(2020/21), and clear it" },
        { .files = { { "costs.csv", "line,amount,to,2019/20,2020/21\nx,,2020/21,5,\n" } },
            .place = "costs.csv:2:4",
            .severity = BIZCASE_ERROR,
            .message = "\"2020/21\" belongs with the column amount, which is blank (column to of line \"x\")",
            .hint = "give an amount, or clear it" },
        { .files = { { "costs.csv", "line,formula\nx,5\n" } },
            .place = "costs.csv:1:0",
            .severity = BIZCASE_ERROR,
            .message = "costs.csv has no period columns",
            .hint = "start and periods in case.csv, or a column for each period" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void units_of_formulas_are_checked(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", "line,formula,2019/20 Q1,2019/20 Q2\nx,lamps * 2,,\n" },
              { "quantities.csv", "quantity,2019/20\nlamps,100\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "the units of the formula cannot be checked: is it money for a quarter or for a year? "
                       "(formula of line \"x\")",
            .hint = "give units to what it names, or divide money a year by periods_per_year" },
        { .files = { { "costs.csv", "line,formula,2019-04,2019-05\nx,1 + lamps * 2,,\n" },
              { "quantities.csv", "quantity,2019/20\nlamps,100\n" } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_WARNING,
            .message = "the units of the formula cannot be checked: is it money for a month or for a year? "
                       "(formula of line \"x\")",
            .hint = "give units to what it names, or divide money a year by periods_per_year" },
        { .files = { { "costs.csv", COSTS("lamps * 310") }, { "quantities.csv", LAMPS } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the formula comes to lamp, and a line needs £, £/year or £/period (formula of line \"x\")",
            .hint = "if 310 has a unit, write it in square brackets: 310[£/lamp]" },
        { .files = { { "costs.csv", "line,formula,2019/20 Q1,2019/20 Q2\nx,lamps * 310[£/lamp/year],,\n" },
              { "quantities.csv", LAMPS } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the formula comes to £/year, and a line needs £ or £/period (formula of line \"x\")",
            .hint = "units are not converted: multiply or divide by what is missing" },
        { .files = { { "case.csv", "key,value\ncurrency,EUR\n" }, { "costs.csv", COSTS("lamps * 310[EUR/post]") },
              { "quantities.csv", LAMPS } },
            .place = "costs.csv:2:3",
            .severity = BIZCASE_ERROR,
            .message = "the formula comes to lamp*EUR/post, and a line needs EUR, EUR/year or EUR/period (formula of "
                       "line \"x\")",
            .hint = "units are not converted: multiply or divide by what is missing" },
        { .files = { { "costs.csv", COSTS("more * 2[£/lamp]") },
              { "quantities.csv", "quantity,unit,formula,2019/20,2020/21\nlamps,lamp,,100,340\n"
                                  "more,lamp,1 + lamps * lamps,,\n" } },
            .place = "quantities.csv:3:11",
            .severity = BIZCASE_ERROR,
            .message = "the formula comes to lamp^2, and its unit is lamp (formula of quantity \"more\")",
            .hint = "units are not converted: multiply or divide by what is missing" },
        { .files = { { "costs.csv", COSTS("lamps * 2[£/lamp] + pay") }, { "quantities.csv", LAMPS },
              { "drivers.csv", "driver,unit,central\npay,£/post,3\n" } },
            .place = "costs.csv:2:23",
            .severity = BIZCASE_ERROR,
            .message = "\"lamps * 2[£/lamp]\" is in £ and \"pay\" is in £/post: different units cannot be added "
                       "(formula of line \"x\")",
            .hint = "units are not converted: multiply or divide to make them the same" },
    };
    TemporaryCase made = temporary_case(
        (const CaseFile[MOST_CASE_FILES]){ { "costs.csv", COSTS("lamps") }, { "quantities.csv", LAMPS } },
        (BizcaseCaseRequest){ 0 });
    (void)state;

    check_diagnostics(rows, COUNT_OF(rows));
    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    assert_int_equal(case_of(made.loaded)->diagnostics.items[0].column, 3);
    temporary_case_free(&made);
}

static void money_moves_once_and_with_its_volume(void **state) {
    static const char lines[] = "line,formula,phase,2019/20,2020/21\nx,lamps * 2[£/lamp],build,,\n";
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", lines }, { "quantities.csv", LAMPS }, { "phases.csv", PHASES } },
            .place = "costs.csv:2:21",
            .severity = BIZCASE_WARNING,
            .message = "it moves with phase \"build\", but quantity \"lamps\" in it varies by period and does not move "
                       "(column phase of line \"x\")",
            .hint = "give the phase to what is delayed, and clear it here" },
        { .files = { { "costs.csv", lines },
              { "quantities.csv", "quantity,unit,phase,2019/20,2020/21\nlamps,lamp,build,100,340\n" },
              { "phases.csv", PHASES } },
            .place = "costs.csv:2:21",
            .severity = BIZCASE_ERROR,
            .message = "it would move twice: quantity \"lamps\" in it already moves with phase \"build\" (column "
                       "phase of line \"x\")",
            .hint = "clear the phase of line \"x\"" },
        { .files = { { "costs.csv", lines },
              { "quantities.csv", "quantity,unit,formula,phase,2019/20,2020/21\nlamps,lamp,all / 2,,,\n"
                                  "all,lamp,,design,100,340\n" },
              { "phases.csv", PHASES } },
            .place = "costs.csv:2:21",
            .severity = BIZCASE_ERROR,
            .message = "it would move twice: quantity \"all\" in it moves with phase \"design\", whose slip is "
                       "passed on to or from \"build\" (column phase of line \"x\")",
            .hint = "clear the phase of line \"x\"" },
        { .files = { { "costs.csv", "line,drivers,phase,2019/20,2020/21\nx,d,design,5,5\n" },
              { "drivers.csv", "driver,phase,2019/20,2020/21\nd,build,1,2\n" }, { "phases.csv", PHASES } },
            .place = "costs.csv:2:5",
            .severity = BIZCASE_ERROR,
            .message = "it would move twice: driver \"d\" in it moves with phase \"build\", whose slip is passed on "
                       "to or from \"design\" (column phase of line \"x\")",
            .hint = "clear the phase of line \"x\"" },
        { .files = { { "costs.csv", COSTS("more * 2[£/lamp]") },
              { "quantities.csv", "quantity,unit,formula,phase,2019/20,2020/21\nlamps,lamp,,build,100,340\n"
                                  "more,lamp,lamps * 2,build,,\n" },
              { "phases.csv", PHASES } },
            .place = "quantities.csv:3:21",
            .severity = BIZCASE_ERROR,
            .message = "it would move twice: quantity \"lamps\" in it already moves with phase \"build\" (column "
                       "phase of quantity \"more\")",
            .hint = "clear the phase of quantity \"more\"" },
        { .files = { { "costs.csv", COSTS("more * 2[£/lamp]") },
              { "quantities.csv", "quantity,unit,formula,phase,2019/20,2020/21\nlamps,lamp,,,100,340\n"
                                  "more,lamp,lamps * 2,build,,\n" },
              { "phases.csv", PHASES } },
            .place = "quantities.csv:3:21",
            .severity = BIZCASE_WARNING,
            .message = "it moves with phase \"build\", but quantity \"lamps\" in it varies by period and does not move "
                       "(column phase of quantity \"more\")",
            .hint = "give the phase to what is delayed, and clear it here" },
        { .files = { { "costs.csv", "line,formula,phase,2019/20,2020/21\nx,5 * d,build,,\n" },
              { "drivers.csv", "driver,2019/20,2020/21\nd,1,2\n" }, { "phases.csv", PHASES } },
            .place = "costs.csv:2:9",
            .severity = BIZCASE_WARNING,
            .message =
                "it moves with phase \"build\", but driver \"d\" in it varies by period and does not move (column "
                "phase of line \"x\")",
            .hint = "give the phase to what is delayed, and clear it here" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

static void changes_of_periods_that_cannot_be_made_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "costs.csv", COSTS("5") } },
            .change = "costs:x:2019/20*2",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "line \"x\" has a formula, so a single period of it cannot be changed",
            .hint = "change all its periods, or its formula" },
        { .files = { { "costs.csv", "line,amount,2019/20,2020/21\nx,6,,\n" } },
            .change = "costs:x:2019/20=2",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "line \"x\" has an amount a year, so a single period of it cannot be changed",
            .hint = "change all its periods, or its amount" },
        { .files = { { "costs.csv", "line,2019/20,2020/21\nx,,\ny,1,1\n" } },
            .change = "costs:x:periods*2",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "column \"periods\" is blank in every row that this change matches",
            .hint = "use set to give a value" },
        { .files = { { "quantities.csv", "quantity,central,2019/20,2020/21\nq,,1,2\nr,3,,\n" },
              { "costs.csv", "line,formula\nx,q * r\n" } },
            .change = "quantities:q:central*2",
            .place = "changes:0:0",
            .severity = BIZCASE_ERROR,
            .message = "column \"central\" is blank in every row that this change matches",
            .hint = "to change all its amounts use periods" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

/* What is typed of a quantity can hardly be meant. */
static void quantities_that_cannot_be_meant_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,takeup * 1000[£]\n" },
              { "quantities.csv", "quantity,unit,2018/19,2019/20\ntakeup,share,45,60\n" } },
            .place = "quantities.csv:2:14",
            .severity = BIZCASE_ERROR,
            .message = "\"45\" is 4500%, and so is another of its periods (column 2018/19 of quantity \"takeup\")",
            .hint = "did you mean \"45%\"?" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,takeup * 1000[£]\n" },
              { "quantities.csv", "quantity,unit,2018/19,2019/20\ntakeup,share,45%,60\n" } },
            .place = "quantities.csv:2:18",
            .severity = BIZCASE_ERROR,
            .message = "\"60\" is 6000%, beside cells with the sign (column 2019/20 of quantity \"takeup\")",
            .hint = "did you mean \"60%\"?" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,takeup * 1000[£]\n" },
              { "quantities.csv", "quantity,unit,2018/19,2019/20\ntakeup,%,45,60\n" } },
            .place = "quantities.csv:2:10",
            .severity = BIZCASE_WARNING,
            .message = "\"45\" is 4500%, and so is another of its periods (column 2018/19 of quantity \"takeup\")",
            .hint = "did you mean \"45%\"? If not, divide it by 100 where it is used" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,takeup * 1000[£]\n" },
              { "quantities.csv", "quantity,unit,central\ntakeup,share,45\n" } },
            .place = "quantities.csv:2:14",
            .severity = BIZCASE_ERROR,
            .message = "\"45\" is 4500%, of a quantity that is a share (column central of quantity \"takeup\")",
            .hint = "did you mean \"45%\"?" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,lamps\n" },
              { "quantities.csv",
                  "quantity,distribution,low,central,high,2018/19\nlamps,triangular,4000,5000,6000,5000\n" } },
            .place = "quantities.csv:2:23",
            .severity = BIZCASE_ERROR,
            .message = "the range multiplies the cells, so that the plan would have 5000 times what is there (column "
                       "central of quantity \"lamps\")",
            .hint = "1 leaves the amounts as written: write 0.8, 1 and 1.2" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,lamps\n" },
              { "quantities.csv",
                  "quantity,distribution,low,central,high,2018/19\nlamps,triangular,90,100,120,5000\n" } },
            .place = "quantities.csv:2:7",
            .severity = BIZCASE_WARNING,
            .message =
                "the distribution multiplies the cells: the plan has 100 times what is there (column distribution "
                "of quantity \"lamps\")",
            .hint = "1 leaves the values as written; 1.05 adds 5%" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,distribution,low,central,high,formula\na,triangular,300000,400000,500000,lamps\n" },
              { "quantities.csv", "quantity,2018/19\nlamps,5000\n" } },
            .place = "costs.csv:2:21",
            .severity = BIZCASE_ERROR,
            .message =
                "the range multiplies the amounts, so that the plan would have 400000 times £5,000 (column central "
                "of line \"a\")",
            .hint = "1 leaves the amounts as written: write 0.75, 1 and 1.25" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,formula\na,lamps\n" },
              { "quantities.csv", "quantity,2018/19,2019/20\nlamps,5.000,6.500\n" } },
            .place = "quantities.csv:2:7",
            .severity = BIZCASE_WARNING,
            .message =
                "\"5.000\" is read as 5: a full stop is the decimal point; so is another cell of the row (column "
                "2018/19 of quantity \"lamps\")",
            .hint = "for thousands write 5,000, otherwise 5" },
        { .files = { { "case.csv", "key,value\nstart,2018/19\nperiods,2\n" },
              { "costs.csv", "line,option,formula\na,now,lamps\nb,new,2 * lamps\nc,,3 * lamps\n" },
              { "quantities.csv", "quantity,2018/19\nlamps,5\n" },
              { "options.csv", "option,role\nnow,baseline\nnew,preferred\n" } },
            .place = "costs.csv:4:3",
            .severity = BIZCASE_WARNING,
            .message = "line \"c\" is in the baseline too, because its option is blank: its £30 cancels out",
            .hint = "name its options, or name all of them if you mean all" },
    };
    (void)state;
    check_diagnostics(rows, COUNT_OF(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantities_that_cannot_be_meant_say_so),
        cmocka_unit_test(what_is_wrong_with_a_quantity_is_said),
        cmocka_unit_test(the_place_of_a_fault_is_inside_the_cell),
        cmocka_unit_test(a_value_that_is_no_number_is_told_with_its_cause),
        cmocka_unit_test(a_driver_that_would_count_twice_is_warned_of),
        cmocka_unit_test(a_line_gives_its_amounts_in_one_way),
        cmocka_unit_test(units_of_formulas_are_checked),
        cmocka_unit_test(money_moves_once_and_with_its_volume),
        cmocka_unit_test(changes_of_periods_that_cannot_be_made_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Cases that are right: what is read, what is left to its default, the digest, and the folder as a whole. */
#include "support/temporary_case.h"

#include <limits.h>

#include "base/digest.h"

static TemporaryCase good_case(const CaseFile *files) {
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    return made;
}

static void one_file_is_a_case_and_the_rest_has_defaults(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2019/20,2018-19\nserver,3,\"£1,250.50\"\n" }, { NULL, NULL } };
    (void)state;

    TemporaryCase made = good_case(files);
    const Case *the_case = case_of(made.loaded);

    assert_int_equal(the_case->council_count, 1);
    assert_string_equal(the_case->councils[0].id, "council");
    assert_int_equal(the_case->option_count, 1);
    assert_string_equal(the_case->options[0].label.id, "proposal");
    assert_true(the_case->baseline == NONE);
    assert_int_equal(the_case->programme_count, 1);
    assert_string_equal(the_case->programmes[0].id, "unassigned");
    assert_int_equal(the_case->settings.start.first_month, 2018 * 12 + 3);
    assert_int_equal(the_case->settings.period_count, 2);
    assert_int_equal(the_case->settings.price_base_month, 2018 * 12 + 3);
    assert_string_equal(the_case->settings.discount.name, "green-book");
    assert_string_equal(the_case->settings.currency, "£");
    assert_true(the_case->settings.deflator == NONE && isnan(the_case->settings.finance_rate));
    assert_true(the_case->settings.risk_in_plan && the_case->settings.optimism_bias_in_plan);
    assert_int_equal(the_case->settings.optimism_bias_in_simulation, TRIALS_WITH_REST_OF_BIAS);
    assert_int_equal(the_case->settings.trials, 100000);
    assert_int_equal(the_case->settings.seed, 1);

    const Line *line = &the_case->lines[0];
    assert_string_equal(line->label.name, "server");
    assert_string_equal(line->type->name, "recurring");
    assert_true(line->in_option[0] && line->split == 0 && line->phase == NONE && line->index == NONE);
    assert_true(line->own.fitted.constant);
    assert_close(line->own.fitted.central, 1, 0);
    assert_int_equal(line->amounts.count, 2);
    assert_close(line->amounts.value[0], 1250.5, 0); /* in time order whatever the order of the columns */
    assert_close(line->amounts.value[1], 3, 0);
    assert_int_equal(line->amounts.place[0].line, 2);
    assert_int_equal(line->amounts.place[0].column, 10);
    temporary_case_free(&made);
}

static void settings_are_read(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2018/19,2020/21\na,1,1\n" },
        { "indices.csv", "index,2018/19\ncpi,2%\n" },
        { "discount_rates.csv", "schedule,from_year,rate\nown,11,3%\nown,1,4%\n" },
        { "case.csv", "key,value\nTitle,A case\nstart,2017/18\nperiods,4\nscale,k\ndiscount,own\ndiscount timing,mid\n"
                      "price_base,2016/17\ndeflator,cpi\nfinance_rate,0.05\npayback_timing,point\nrisk_in_plan,FALSE\n"
                      "trials,1.5k\nseed,7\ncurrency,€\n" },
        { NULL, NULL } };
    (void)state;

    TemporaryCase made = good_case(files);
    const Settings *settings = &case_of(made.loaded)->settings;

    assert_string_equal(settings->title, "A case");
    assert_int_equal(settings->start.first_month, 2017 * 12 + 3);
    assert_int_equal(settings->period_count, 4);
    assert_close(settings->scale, 1000, 0);
    assert_string_equal(settings->discount.name, "own");
    assert_int_equal(settings->discount.band_count, 2);
    assert_int_equal(settings->discount.from_year[1], 11);
    assert_close(settings->discount.rate_per_year[1], 0.03, 0);
    assert_int_equal(settings->discount_timing, DISCOUNT_MID);
    assert_int_equal(settings->price_base_month, 2016 * 12 + 3);
    assert_int_equal(settings->deflator, 0);
    assert_close(settings->finance_rate, 0.05, 0);
    assert_int_equal(settings->payback_timing, PAYBACK_POINT);
    assert_false(settings->risk_in_plan);
    assert_int_equal(settings->trials, 1500);
    assert_int_equal(settings->seed, 7);
    assert_string_equal(settings->currency, "€");
    temporary_case_free(&made);
}

static void a_plain_rate_is_a_schedule_of_one_band(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" }, { "case.csv", "key,value\ndiscount,3.5%\n" },
        { NULL, NULL } };
    (void)state;

    TemporaryCase made = good_case(files);
    const Schedule *discount = &case_of(made.loaded)->settings.discount;

    assert_string_equal(discount->name, "3.5%");
    assert_int_equal(discount->band_count, 1);
    assert_close(discount->rate_per_year[0], 0.035, 0);
    temporary_case_free(&made);
}

/* HM Treasury, Green Book (2026). */
static void built_in_schedules_are_those_of_the_green_book(void **state) {
    static const double expected[3][6] = {
        { 0.035, 0.03, 0.025, 0.02, 0.015, 0.01 },
        { 0.015, 0.0129, 0.0107, 0.0086, 0.0064, 0.0043 },
        { 0.03, 0.0257, 0.0214, 0.0171, 0.0129, 0.0086 },
    };
    static const int years[6] = { 1, 31, 76, 126, 201, 301 };
    (void)state;

    assert_int_equal(builtin_schedule_count, 3);
    for (size_t s = 0; s < 3; s++)
        for (size_t b = 0; b < 6; b++) {
            assert_close(builtin_schedules[s].rate_per_year[b], expected[s][b], 0);
            assert_int_equal(builtin_schedules[s].from_year[b], years[b]);
        }
}

static void lines_are_read_whole(void **state) {
    const CaseFile files[] = { { "councils.csv", "council\nCEC\nCWC\n" },
        { "options.csv", "option,role\nbau,baseline\nnew,preferred\n" },
        { "phases.csv", "phase,start,end,after\nb,Jun-18,2018-08,a\na,2018-04,2018-05,\n" },
        { "drivers.csv", "driver,kind,central,2018/19,2019/20\nv,multiplier,0.4,1,50%\ng,growth,3%,,\n" },
        { "splits.csv", "split,from,CWC,CEC\nuse,2019/20,1,3\nuse,,rest,v\n" },
        { "costs.csv",
            "line;option;split;drivers;distribution;low;central;high;optimism bias;mitigation;phase;on_delay;"
            "kind;type;2018/19;2019/20\n"
            "x;new;CWC;v; triangular;0.9;1;1.2;standard_buildings;25%;b;extend;capital;one-off;10;\n"
            "y;bau;use;\"g ; v\";;;1.1;;20%;;;;;;;(5)\n" },
        { NULL, NULL } };
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const Case *the_case = case_of(made.loaded);

    assert_int_equal(made.status, BIZCASE_OK); /* with a warning of the negative amount */
    assert_int_equal(the_case->baseline, 0);
    const Line *x = &the_case->lines[0], *y = &the_case->lines[1];
    assert_true(!x->in_option[0] && x->in_option[1] && y->in_option[0] && !y->in_option[1]);
    assert_int_equal(x->split, 2);
    assert_close(the_case->splits[2].rows[0].shares[1].weight, 1, 0);
    assert_close(the_case->splits[2].rows[0].shares[0].weight, 0, 0);
    assert_close(x->optimism_bias, 0.24 * 0.75, 1e-15);
    assert_int_equal(x->kind, KIND_CAPITAL);
    assert_string_equal(x->type->name, "one_off");
    assert_int_equal(x->on_delay, DELAY_EXTEND);
    assert_int_equal(x->phase, 0);
    assert_string_equal(x->own.fitted.distribution->name, "triangular");
    assert_int_equal(y->driver_count, 2);
    assert_int_equal(y->drivers[0], 1);
    assert_int_equal(y->drivers[1], 0);
    assert_close(y->own.fitted.central, 1.1, 0);
    assert_close(y->amounts.value[1], -5, 0);
    assert_int_equal(the_case->phases[0].after[0], 1);
    assert_int_equal(the_case->phases[0].start_month, 2018 * 12 + 5);
    assert_int_equal(the_case->drivers[0].path.count, 2);
    assert_close(the_case->drivers[0].path.value[1], 0.5, 0);
    assert_int_equal(the_case->drivers[1].path.count, 0);

    const Split *use = &the_case->splits[3];
    assert_int_equal(use->row_count, 2);
    assert_int_equal(use->rows[0].from_month, INT_MIN);
    assert_true(use->rows[0].has_rest && use->rows[0].shares[1].is_rest && use->rows[0].shares[0].driver == 0);
    assert_int_equal(use->rows[1].from_month, 2019 * 12 + 3);
    assert_close(use->rows[1].shares[0].weight, 3, 0);
    temporary_case_free(&made);
}

static void risks_and_correlations_are_read(void **state) {
    const CaseFile files[] = { { "costs.csv",
                                   "line,distribution,low,central,high,2018/19,2019/20\na,uniform,1,,2,1,2\n" },
        { "risks.csv",
            "risk,probability,distribution,low,central,high,from,to\nlate,40%,pert,1k,2k,3k,2018/19,2018-09\n"
            "gain,1,fixed,,(50),,,\n" },
        { "correlations.csv", "a,b,correlation\nline:a,late,-0.25\n" }, { NULL, NULL } };
    (void)state;

    TemporaryCase made = good_case(files);
    const Case *the_case = case_of(made.loaded);

    assert_close(the_case->risks[0].probability, 0.4, 0);
    assert_close(the_case->risks[0].impact.fitted.mean, 2000, 1e-9);
    assert_int_equal(the_case->risks[0].from_month, 2018 * 12 + 3);
    assert_int_equal(the_case->risks[0].until_month, 2018 * 12 + 9);
    assert_close(the_case->risks[1].impact.fitted.central, -50, 0);
    assert_int_equal(the_case->risks[1].from_month, INT_MIN);
    assert_int_equal(the_case->risks[1].until_month, INT_MAX);
    assert_int_equal(the_case->correlation_count, 1);
    assert_int_equal(the_case->correlations[0].a.kind, INPUT_LINE);
    assert_int_equal(the_case->correlations[0].b.kind, INPUT_RISK);
    assert_close(the_case->correlations[0].value, -0.25, 0);
    temporary_case_free(&made);
}

/* At 0.63103 the three would just be a correlation matrix. */
static void contradiction_too_small_to_show_is_none(void **state) {
    static const struct {
        const char *correlations;
        BizcaseStatus strictly;
    } rows[] = { { "a,b,correlation\nx,y,0.9\ny,z,0.9\nx,z,0.6305\n", BIZCASE_OK },
        { "a,b,correlation\nx,y,0.9\ny,z,0.9\nx,z,0.625\n", BIZCASE_CASE_WRONG } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "costs.csv", "line,drivers,2018/19\nc,x;y;z,1\n" },
            { "drivers.csv", "driver,distribution,low,high\nx,uniform,1,2\ny,uniform,1,2\nz,uniform,1,2\n" },
            { "correlations.csv", rows[r].correlations }, { NULL, NULL } };

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });

        assert_int_equal(made.status, rows[r].strictly);
        temporary_case_free(&made);
    }
}

static void programmes_are_the_names_used_when_no_file_lists_them(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,programme,2018/19\na,ict,1\nb,,1\nc,ict,1\n" },
        { "benefits.csv", "line,programme,2018/19\nd,people,1\n" }, { NULL, NULL } };
    (void)state;

    TemporaryCase made = good_case(files);
    const Case *the_case = case_of(made.loaded);

    assert_int_equal(the_case->programme_count, 3);
    assert_string_equal(the_case->programmes[0].id, "ict");
    assert_string_equal(the_case->programmes[1].id, "unassigned");
    assert_string_equal(the_case->programmes[2].id, "people");
    assert_int_equal(the_case->lines[2].programme, 0);
    assert_int_equal(the_case->lines[3].programme, 2);
    temporary_case_free(&made);
}

static void observations_come_from_a_file_of_the_case(void **state) {
    const CaseFile files[] = { { "costs.csv",
                                   "line,distribution,shape,2018/19\na,empirical,past/data.csv:Over run,1\n" },
        { "past/data.csv", "project,over_run\nA,110%\nB,\nC,1.5\n" }, { NULL, NULL } };
    (void)state;

    TemporaryCase made = good_case(files);
    const Fitted *fitted = &case_of(made.loaded)->lines[0].own.fitted;

    assert_int_equal(fitted->value_count, 2);
    assert_close(fitted->minimum, 1.1, 1e-15);
    assert_close(fitted->maximum, 1.5, 0);
    temporary_case_free(&made);
}

/* What `sha256sum FILES | sha256sum` says. */
static void the_digest_can_be_made_with_sha256sum(void **state) {
    static const char costs[] = "line,distribution,shape,2018/19\na,empirical,d.csv:x,1\n", numbers[] = "x\n1\n2\n",
                      late[] = "file,row,column,change,value\ncosts,a,periods,scale,2\n";
    const CaseFile files[] = { { "costs.csv", costs }, { "d.csv", numbers }, { "scenarios/late.csv", late },
        { "scenarios/other.csv", late }, { NULL, NULL } };
    const char *scenario = "late";
    char costs_hex[65], numbers_hex[65], late_hex[65], listing[512], expected[65];
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .scenarios = &scenario, .scenario_count = 1 });

    digest_hex(costs, strlen(costs), costs_hex);
    digest_hex(numbers, strlen(numbers), numbers_hex);
    digest_hex(late, strlen(late), late_hex);
    snprintf(listing, sizeof listing, "%s  costs.csv\n%s  d.csv\n%s  scenarios/late.csv\n", costs_hex, numbers_hex,
        late_hex);
    digest_hex(listing, strlen(listing), expected);
    assert_int_equal(made.status, BIZCASE_OK);
    assert_string_equal(case_of(made.loaded)->digest, expected);
    temporary_case_free(&made);
}

static void all_problems_of_all_files_are_told_in_order(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,split,2018/19,2019/20\nb,CWAC,x,1\na,,1,#N/A\n" },
        { "benefits.csv", "line,2018/19\nc,1.2.3\n" }, { "case.csv", "key,value\nscale,7\n" }, { NULL, NULL } };
    static const char *const places[] = { "benefits.csv:2:3", "case.csv:2:7", "costs.csv:2:3", "costs.csv:2:8",
        "costs.csv:3:6" };
    size_t count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);

    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    assert_int_equal(count, COUNT_OF(places));
    for (size_t i = 0; i < count; i++) {
        char place[TEMPORARY_PATH];
        snprintf(place, sizeof place, "%s:%u:%u", items[i].file, items[i].line, items[i].column);
        assert_string_equal(place, places[i]);
    }
    assert_string_equal(items[3].cell, "C2");
    temporary_case_free(&made);
}

/* Names that stand in a file that cannot be read are not unknown ones. */
static void a_file_that_cannot_be_read_is_one_problem(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,split,drivers,2018/19\na,use,v,1\n" },
        { "drivers.csv", "driver\n\"v\n" }, { "splits.csv", "split,council\nuse,v\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);

    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, "drivers.csv");
    temporary_case_free(&made);
}

static void strict_makes_warnings_errors(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,colour,2018/19\na,red,1\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase easy = temporary_case(files, (BizcaseCaseRequest){ 0 });
    TemporaryCase strict = temporary_case(files, (BizcaseCaseRequest){ .strict = 1 });

    assert_int_equal(easy.status, BIZCASE_OK);
    assert_int_equal(strict.status, BIZCASE_CASE_WRONG);
    assert_int_equal(bizcase_case_diagnostics(strict.loaded, &count)[0].severity, BIZCASE_ERROR);
    temporary_case_free(&easy);
    temporary_case_free(&strict);
}

static void an_unknown_file_is_warned_about(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" }, { "thoughts.csv", "line,2018/19\nb,1\n" },
        { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);

    assert_int_equal(made.status, BIZCASE_OK);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].message, "\"thoughts.csv\" is not a file of a case, so it is not read");
    temporary_case_free(&made);
}

static void a_misspelt_file_is_an_error(void **state) {
    static const char *const names[] = { "benefit.csv", "Benefits.csv", "BENEFITS.csv" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" }, { names[i], "line,2018/19\nb,1\n" },
            { NULL, NULL } };
        size_t count;
        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        assert_int_equal(made.status, BIZCASE_CASE_WRONG);
        assert_int_equal(count, 1);
        assert_string_equal(items[0].hint, "did you mean \"benefits.csv\"?");
        temporary_case_free(&made);
    }
}

/* The first file beside benefits.csv is told, or none. */
static void files_that_are_not_read_are_told(void **state) {
    static const struct {
        const char *path, *message, *hint;
        BizcaseSeverity severity;
    } rows[] = {
        { "risks.CSV", "\"risks.CSV\" is not a file of a case", "did you mean \"risks.csv\"?", BIZCASE_ERROR },
        { "risk.csv", "\"risk.csv\" is not a file of a case", "did you mean \"risks.csv\"?", BIZCASE_ERROR },
        { "risks.csv.txt", "\"risks.csv.txt\" is not a file of a case", "did you mean \"risks.csv\"?", BIZCASE_ERROR },
        { "risks", "\"risks\" is not a file of a case", "did you mean \"risks.csv\"?", BIZCASE_ERROR },
        { "costs.xlsx", "\"costs.xlsx\" is not a file of a case", "save its sheet as \"costs.csv\"", BIZCASE_ERROR },
        { "benefits.ods", "\"benefits.ods\" is not a file of a case, so it is not read",
            "save its sheet as \"benefits.csv\"", BIZCASE_WARNING },
        { "model.xlsx", "\"model.xlsx\" is not a file of a case, so it is not read",
            "save each sheet as a CSV file, or keep the whole case in the workbook and name that", BIZCASE_WARNING },
        { "costs.pdf", "\"costs.pdf\" is not a file of a case, so it is not read", "did you mean \"costs.csv\"?",
            BIZCASE_WARNING },
        { "old/costs.csv", "the folder \"old\" is not part of a case, so it is not read",
            "put files of the case in its own folder", BIZCASE_WARNING },
        { "Copy of risks.csv", "\"Copy of risks.csv\" is not a file of a case", "did you mean \"risks.csv\"?",
            BIZCASE_ERROR },
        { "benefits - final.csv", "\"benefits - final.csv\" is not a file of a case, so it is not read",
            "did you mean \"benefits.csv\"?", BIZCASE_WARNING },
        { "scenarios/late", "\"late\" is not a scenario, so it is not read",
            "end the name of a scenario's file with .csv", BIZCASE_WARNING },
        { "scenarios/README", NULL, NULL, BIZCASE_WARNING },
        { "scenario/late.csv", "the folder \"scenario\" is not part of a case, so it is not read",
            "did you mean \"scenarios\"?", BIZCASE_WARNING },
        { "scenarios/late.xlsx", "\"late.xlsx\" is not a scenario, so it is not read",
            "end the name of a scenario's file with .csv", BIZCASE_WARNING },
        { "scenarios/late.CSV", "\"late.CSV\" is not a scenario, so it is not read",
            "end the name of a scenario's file with .csv", BIZCASE_WARNING },
        { "~$benefits.csv", NULL, NULL, BIZCASE_WARNING },
        { ".~lock.benefits.csv#", NULL, NULL, BIZCASE_WARNING },
        { "README.md", NULL, NULL, BIZCASE_WARNING },
        { "minutes of the board.docx", NULL, NULL, BIZCASE_WARNING },
        { "scenarios/README.txt", NULL, NULL, BIZCASE_WARNING },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const CaseFile files[] = { { "benefits.csv", "line,2018/19\nb,1\n" }, { rows[r].path, "x\n" }, { NULL, NULL } };
        size_t count;

        TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });

        const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
        if (count != (rows[r].message != NULL)) {
            print_error("%s\n", rows[r].path);
            print_case_diagnostics(made.loaded);
        }
        assert_int_equal(count, rows[r].message != NULL);
        if (count > 0) {
            assert_string_equal(items[0].message, rows[r].message);
            assert_string_equal(items[0].hint, rows[r].hint);
            assert_int_equal(items[0].severity, rows[r].severity);
        }
        temporary_case_free(&made);
    }
}

static void a_file_of_observations_is_read(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,drivers,2018/19\na,d,1\n" },
        { "drivers.csv", "driver,distribution,shape\nd,empirical,data/seen.txt:x\n" },
        { "data/seen.txt", "x\n1\n1.5\n" }, { NULL, NULL } };
    (void)state;
    TemporaryCase made = good_case(files);
    temporary_case_free(&made);
}

/* What is wrong in a scenario fails the case where it is asked to be looked at, and only there. */
static void scenarios_are_checked_when_asked(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,option,2018/19\na,,1\n" },
        { "scenarios/good.csv", "file,row,column,change,value\ncosts,a,periods,scale,-1\n" },
        { "scenarios/nobody.csv", "file,row,column,change,value\ncosts,plattform,periods,scale,2\n" },
        { "scenarios/option.csv", "file,row,column,change,value\ncosts,a,option,set,other\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase plain = temporary_case(files, (BizcaseCaseRequest){ 0 });
    TemporaryCase checked = temporary_case(files, (BizcaseCaseRequest){ .checks_scenarios = 1 });

    assert_int_equal(plain.status, BIZCASE_OK);
    assert_int_equal(checked.status, BIZCASE_CASE_WRONG);
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(checked.loaded, &count);
    if (count != 3) print_case_diagnostics(checked.loaded);
    assert_int_equal(count, 3);
    assert_string_equal(items[0].file, "scenarios/good.csv");
    assert_int_equal(items[0].severity, BIZCASE_WARNING); /* a negative amount */
    assert_string_equal(items[1].file, "scenarios/nobody.csv");
    assert_int_equal(items[1].line, 2);
    assert_int_equal(items[1].column, 7);
    assert_string_equal(items[1].message, "no row of costs.csv has line \"plattform\"");
    assert_string_equal(items[1].hint, "expected a");
    assert_string_equal(items[2].file, "scenarios/option.csv");
    assert_string_equal(items[2].message, "\"other\" is not an option (column option of line \"a\")");
    assert_string_equal(case_of(plain.loaded)->digest, case_of(checked.loaded)->digest);
    temporary_case_free(&plain);
    temporary_case_free(&checked);
}

/* It would be said again of each. */
static void an_error_of_the_case_is_told_once_and_not_of_each_scenario(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2018/19\na,x\n" },
        { "scenarios/one.csv", "file,row,column,change,value\ncosts,nobody,periods,scale,2\n" },
        { "scenarios/two.csv", "file,row,column,change,value\ncosts,a,note,set,two\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .checks_scenarios = 1 });

    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    bizcase_case_diagnostics(made.loaded, &count);
    assert_int_equal(count, 1);
    temporary_case_free(&made);
}

/* A negative amount, which the scenario makes. */
static void a_warning_of_a_scenario_that_is_applied_is_told_once(void **state) {
    static const char *const names[] = { "less" };
    const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" },
        { "scenarios/less.csv", "file,row,column,change,value\ncosts,a,periods,scale,-1\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase made =
        temporary_case(files, (BizcaseCaseRequest){ .scenarios = names, .scenario_count = 1, .checks_scenarios = 1 });

    bizcase_case_diagnostics(made.loaded, &count);
    if (count != 1) print_case_diagnostics(made.loaded);
    assert_int_equal(count, 1);
    temporary_case_free(&made);
}

/* The negative amount of the case, scaled; another's is a warning of its own. */
static void a_warning_of_the_case_is_not_told_again_of_a_scenario(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2018/19\na,-1\nb,4\n" },
        { "scenarios/all.csv", "file,row,column,change,value\ncosts,*,periods,scale,2.5\n" }, { NULL, NULL } };
    const CaseFile others[] = { { "costs.csv", "line,2018/19\na,-1\nb,4\n" },
        { "scenarios/all.csv", "file,row,column,change,value\ncosts,b,periods,set,-4\n" }, { NULL, NULL } };
    size_t count, other_count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .checks_scenarios = 1 });
    TemporaryCase other = temporary_case(others, (BizcaseCaseRequest){ .checks_scenarios = 1 });

    bizcase_case_diagnostics(made.loaded, &count);
    assert_int_equal(count, 1);
    bizcase_case_diagnostics(other.loaded, &other_count);
    assert_int_equal(other_count, 2);
    temporary_case_free(&made);
    temporary_case_free(&other);
}

static void a_scenario_without_rows_is_told(void **state) {
    const CaseFile files[] = { { "costs.csv", "line,2018/19\na,1\n" },
        { "scenarios/none.csv", "file,row,column,change,value\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .checks_scenarios = 1 });

    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, "scenarios/none.csv");
    assert_int_equal(items[0].line, 1);
    assert_int_equal(items[0].severity, BIZCASE_WARNING);
    assert_string_equal(items[0].message, "scenarios/none.csv has headings but no rows, so it changes nothing");
    assert_string_equal(items[0].hint, "fill it in, or remove the file");
    temporary_case_free(&made);
}

static void a_folder_without_lines_is_no_case(void **state) {
    const CaseFile files[] = { { "case.csv", "key,value\ntitle,x\n" }, { NULL, NULL } };
    size_t count;
    (void)state;

    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);

    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, made.folder);
    assert_string_equal(items[0].message, "found neither costs.csv nor benefits.csv");
    temporary_case_free(&made);
}

static void a_missing_folder_is_not_read(void **state) {
    BizcaseCase *loaded;
    size_t count;
    (void)state;

    const BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = "/nowhere/at-all" }, &loaded, NULL);
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);

    assert_int_equal(status, BIZCASE_NOT_READ);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].file, "/nowhere/at-all");
    bizcase_case_free(loaded);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_file_is_a_case_and_the_rest_has_defaults),
        cmocka_unit_test(settings_are_read),
        cmocka_unit_test(a_plain_rate_is_a_schedule_of_one_band),
        cmocka_unit_test(built_in_schedules_are_those_of_the_green_book),
        cmocka_unit_test(lines_are_read_whole),
        cmocka_unit_test(risks_and_correlations_are_read),
        cmocka_unit_test(contradiction_too_small_to_show_is_none),
        cmocka_unit_test(programmes_are_the_names_used_when_no_file_lists_them),
        cmocka_unit_test(observations_come_from_a_file_of_the_case),
        cmocka_unit_test(the_digest_can_be_made_with_sha256sum),
        cmocka_unit_test(all_problems_of_all_files_are_told_in_order),
        cmocka_unit_test(a_file_that_cannot_be_read_is_one_problem),
        cmocka_unit_test(strict_makes_warnings_errors),
        cmocka_unit_test(an_unknown_file_is_warned_about),
        cmocka_unit_test(a_misspelt_file_is_an_error),
        cmocka_unit_test(files_that_are_not_read_are_told),
        cmocka_unit_test(a_file_of_observations_is_read),
        cmocka_unit_test(scenarios_are_checked_when_asked),
        cmocka_unit_test(an_error_of_the_case_is_told_once_and_not_of_each_scenario),
        cmocka_unit_test(a_warning_of_a_scenario_that_is_applied_is_told_once),
        cmocka_unit_test(a_warning_of_the_case_is_not_told_again_of_a_scenario),
        cmocka_unit_test(a_scenario_without_rows_is_told),
        cmocka_unit_test(a_folder_without_lines_is_no_case),
        cmocka_unit_test(a_missing_folder_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

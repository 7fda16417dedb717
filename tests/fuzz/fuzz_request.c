/* Any text as what is asked of a case on the command line or in a scenario, a request a line: "set", "row" (of a scenario),
   "fail" (a test of a batch), "figure" (to explain), "measure" (to simulate), "grid" and "lever" (of the sensitivity study),
   "option". No crash; what is refused says why; what is taken is known. */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "bizcase/bizcase.h"
#include "fuzz/fuzz_folder.h"
#include "study/batch/batch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_CHANGES = 8, TRIALS = 128 };

/* A case with a row of most kinds. */
static const char *const files[][2] = {
    { "case.csv", "key,value\ndiscount,own\nprice_base,2019/20\ndeflator,prices\n" },
    { "councils.csv", "council,name\nX,Exton\nY,Wyton\n" },
    { "programmes.csv", "programme\np\nq\n" },
    { "options.csv", "option,role\nbase,baseline\nnew,preferred\n" },
    { "costs.csv",
        "line,option,programme,type,split,drivers,distribution,low,central,high,phase,on_delay,2018/19,2019/20\n"
        "old,base,p,recurring,heads,growth,,,,,,,90,100\n"
        "kit,new,q,one_off,own,,triangular,0.8,1,1.5,late,shift,\"1,000\",200\n" },
    { "benefits.csv", "line,option,programme,type,split,drivers,2018/19,2019/20\n"
                      "saving,new,p,cash_releasing,heads,take-up,500,700\n" },
    { "drivers.csv",
        "driver,kind,distribution,low,central,high,2018/19,2019/20\ntake-up,multiplier,uniform,0.5,0.9,1.2,0.5,1\n"
        "growth,growth,triangular,-1%,2%,5%,,\nshare,multiplier,uniform,0.2,,0.8,,\n" },
    { "splits.csv", "split,X,Y\nheads,3,5\nown,share,rest\n" },
    { "phases.csv", "phase,start,end,distribution,low,central,high\nlate,2018-12,2019-08,triangular,0,1,4\n" },
    { "risks.csv", "risk,option,programme,probability,distribution,low,central,high,from,to\n"
                   "harm,new,p,30%,uniform,50,,80,2018/19,2019/20\n" },
    { "correlations.csv", "a,b,correlation\nphase:late,driver:take-up,-0.4\n" },
    { "indices.csv", "index,2018/19,2019/20\nprices,1%,2%\n" },
    { "discount_rates.csv", "schedule,from_year,rate\nown,1,3%\n" },
};

static BizcaseCase *loaded;

static void free_case(void) {
    bizcase_case_free(loaded);
}

static void prepare(void) {
    fuzz_make_folder();
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) fuzz_write(files[f][0], files[f][1], strlen(files[f][1]));
    if (bizcase_case_load(&(BizcaseCaseRequest){ .folder = fuzz_folder }, &loaded, NULL) != BIZCASE_OK) abort();
    atexit(free_case);
}

static bool says_why(BizcaseProblems *problems) {
    size_t count;
    bizcase_problems_items(problems, &count);
    return count > 0;
}

static void load(const char *const *changes, size_t change_count, bool has_scenario, BizcaseProblems *problems) {
    static const char *const scenario = "s";
    const BizcaseCaseRequest request = { .folder = fuzz_folder,
        .scenarios = &scenario,
        .scenario_count = has_scenario,
        .changes = changes,
        .change_count = change_count };
    BizcaseCase *changed;
    BizcaseAppraisal *appraisal = NULL;
    const BizcaseStatus status = bizcase_case_load(&request, &changed, problems);
    if (status == BIZCASE_OK) {
        if (bizcase_appraise(changed, &(BizcaseAppraiseRequest){ 0 }, &appraisal, problems) != BIZCASE_OK) abort();
        for (size_t r = 0; r < appraisal->result_count; r++)
            assert(isfinite(appraisal->results[r].figures[bizcase_figure_find("npv")]));
    }
    assert(status == BIZCASE_OK ||
           ((status == BIZCASE_CASE_WRONG || status == BIZCASE_BAD_REQUEST) && says_why(problems)));
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(changed);
}

/* The test's own parts, put together again, are the same test. */
static void read_fail_test(const char *text) {
    static const char *const signs[] = { "<", "<=", ">", ">=" };
    Arena *arena = arena_new();
    Diagnostics diagnostics;
    FailTest test, again;
    diagnostics_init(&diagnostics, arena);
    if (!fail_test_parse(arena, text, &diagnostics, &test)) {
        assert(diagnostics.error_count > 0);
    } else {
        assert(isfinite(test.bound) && bizcase_figure_find(test.figure) < bizcase_figure_count());
        const char *plain = arena_format(
            arena, "%s(%s/%s) %s %.17g", test.statistic, test.figure, test.council, signs[test.comparison], test.bound);
        const bool reads_back = fail_test_parse(arena, plain, &diagnostics, &again);
        assert(reads_back || strpbrk(test.council, "<>()") || strchr(plain, 'e'));
        assert(!reads_back || strpbrk(test.council, "<>()") || strcmp(test.council, again.council) == 0);
        (void)reads_back;
        const BizcaseBatchRow row = { test.council, test.figure, test.statistic, test.bound, "" };
        assert(fail_test_holds(&test, &(BizcaseBatchOutcome){ .rows = &row, .row_count = 1 }) ==
               (test.comparison == TEST_AT_MOST || test.comparison == TEST_AT_LEAST));
    }
    arena_free(arena);
}

static BizcaseStatus explain(const char *what, BizcaseProblems *problems) {
    BizcaseExplanation *explanation;
    const BizcaseStatus status = bizcase_explain(loaded, what, &explanation, problems);
    bizcase_explanation_free(explanation);
    BizcaseLevelExplanation *level;
    const BizcaseStatus status_of_level = bizcase_explain_level(loaded, what, &level, problems);
    bizcase_level_explanation_free(level);
    return status == BIZCASE_OK ? status : status_of_level;
}

static BizcaseStatus measure(const char *figure, BizcaseProblems *problems) {
    const BizcaseSimulateRequest request = {
        .trials = TRIALS, .sampler = "mc", .threads = 1, .figures = &figure, .figure_count = 1
    };
    BizcaseSimulation *simulation;
    const BizcaseStatus status = bizcase_simulate(loaded, &request, &simulation, problems);
    bizcase_simulation_free(simulation);
    return status;
}

static BizcaseStatus lay_grid(const char *first, const char *second, BizcaseProblems *problems) {
    const BizcaseSensitivityRequest request = { .parts = BIZCASE_GRID, .grid = { first, second } };
    BizcaseSensitivity *study;
    const BizcaseStatus status = bizcase_sensitivity(loaded, &request, &study, problems);
    bizcase_sensitivity_free(study);
    return status;
}

static BizcaseStatus choose(const char *option, BizcaseProblems *problems) {
    BizcaseAppraisal *appraisal;
    const BizcaseStatus status =
        bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ .option = option }, &appraisal, problems);
    bizcase_appraisal_free(appraisal);
    return status;
}

/* What follows the word and a space; NULL when the line begins otherwise. */
static const char *after(const char *line, const char *word) {
    const size_t length = strlen(word);
    return strncmp(line, word, length) == 0 && line[length] == ' ' ? line + length + 1 : NULL;
}

static void ask(const char *line, BizcaseProblems *problems) {
    BizcaseStatus status = BIZCASE_OK;
    const char *what;
    bizcase_problems_clear(problems);
    if ((what = after(line, "fail"))) read_fail_test(what);
    if ((what = after(line, "figure"))) status = explain(what, problems);
    if ((what = after(line, "measure"))) status = measure(what, problems);
    if ((what = after(line, "grid"))) status = lay_grid(what, "discount-rate=0.01:0.05:3", problems);
    if ((what = after(line, "lever"))) status = lay_grid("driver:take-up=0.6:1.2:2", what, problems);
    if ((what = after(line, "option"))) status = choose(what, problems);
    assert(status == BIZCASE_OK || (status == BIZCASE_BAD_REQUEST && says_why(problems)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char head[] = "file,row,column,change,value\n";
    if (!loaded) prepare();
    char *text = calloc(size + 1, 1), *scenario = malloc(sizeof head + size + 1), *changes[MOST_CHANGES];
    if (!text || !scenario) abort();
    if (size > 0) memcpy(text, data, size);
    size_t change_count = 0, length = sizeof head - 1;
    memcpy(scenario, head, length);
    BizcaseProblems *problems = bizcase_problems_new();
    for (char *line = text, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = '\0';
        if (after(line, "set") && change_count < MOST_CHANGES)
            changes[change_count++] = line + 4;
        else if (after(line, "row"))
            length += (size_t)sprintf(scenario + length, "%s\n", line + 4);
        else
            ask(line, problems);
    }
    bizcase_problems_clear(problems);
    fuzz_write("scenarios/s.csv", scenario, length);
    if (change_count > 0 || length > sizeof head - 1)
        load((const char *const *)changes, change_count, length > sizeof head - 1, problems);
    bizcase_problems_free(problems);
    free(scenario);
    free(text);
    return 0;
}

/* What must hold for any case, on seeded random ones: scaling money scales its figures, neither the order of rows nor the
   dress of a sheet changes anything, parts sum to wholes, delay never helps a benefit, an input more disturbs nobody else,
   and the engine agrees with the plain meaning. */
#include "support/random_case.h"

#include "bizcase/bizcase.h"
#include "model/timeline.h"
#include "support/gsl_errors.h"
#include "support/oracle.h"

enum { CASE_COUNT = 25, TRIALS = 600, ORACLE_TRIALS = 20 };

/* A case with its figures, and its text to show when a property fails. */
typedef struct Run {
    WrittenCase written;
    TemporaryCase made;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
} Run;

static void run_random_case(const RandomCase *c, Dress dress, uint64_t trials, Run *run) {
    static const char *const figures[] = { "npv", "pv_costs", "pv_benefits", "payback_years", "peak_funding" };
    const BizcaseSimulateRequest request = { .trials = trials,
        .has_seed = 1,
        .seed = c->seed,
        .figures = figures,
        .figure_count = COUNT_OF(figures),
        .threads = 1 };
    write_case(c, dress, &run->written);
    run->made = temporary_case(run->written.files, (BizcaseCaseRequest){ 0 });
    if (run->made.status != BIZCASE_OK) {
        print_written_case(&run->written);
        print_case_diagnostics(run->made.loaded);
        fail_msg("the case cannot be loaded");
    }
    assert_int_equal(
        bizcase_appraise(run->made.loaded, &(BizcaseAppraiseRequest){ 0 }, &run->appraisal, NULL), BIZCASE_OK);
    assert_int_equal(bizcase_simulate(run->made.loaded, &request, &run->simulation, NULL), BIZCASE_OK);
}

static void free_run(Run *run) {
    bizcase_appraisal_free(run->appraisal);
    bizcase_simulation_free(run->simulation);
    temporary_case_free(&run->made);
}

static void check_scoped(
    const Run *run, BizcaseScope scope, const char *what, double actual, double expected, double tolerance) {
    if (fabs(actual - expected) <= tolerance || (isnan(actual) && isnan(expected)) || actual == expected) return;
    print_written_case(&run->written);
    fail_msg("%s of %s against %s, %s, %s is %.17g, not %.17g within %g", what, scope.option,
        scope.versus ? scope.versus : "nothing", scope.council, scope.programme, actual, expected, tolerance);
}

static double figure_of(const BizcaseResult *result, const char *name) {
    return result->figures[bizcase_figure_find(name)];
}

static const BizcaseResult *same_result(const Run *run, BizcaseScope scope) {
    const BizcaseResult *found = bizcase_appraisal_find(run->appraisal, &scope);
    assert_non_null(found);
    return found;
}

/* All the money that goes into a result, before a baseline is taken off: rounding is a share of this. */
static double gross_of(const Run *run, BizcaseScope scope) {
    double gross = 0;
    for (size_t r = 0; r < run->appraisal->result_count; r++) {
        const BizcaseResult *result = &run->appraisal->results[r];
        if (result->scope.versus || strcmp(result->scope.council, "joint") != 0 ||
            strcmp(result->scope.programme, "total") != 0)
            continue;
        if (strcmp(result->scope.option, scope.option) != 0 && strcmp(result->scope.option, "base") != 0) continue;
        gross += fabs(figure_of(result, "pv_costs")) + fabs(figure_of(result, "pv_benefits"));
        for (size_t t = 0; t < run->appraisal->period_count; t++) gross += fabs(result->cash_flow[t]);
    }
    return gross + 1;
}

/* b's figures are a's, with money multiplied. */
static void check_same_plan(const Run *a, const Run *b, double money_times) {
    for (size_t r = 0; r < a->appraisal->result_count; r++) {
        const BizcaseResult *one = &a->appraisal->results[r], *other = same_result(b, one->scope);
        const double rounding = 1e-9 * gross_of(a, one->scope) * money_times;
        for (size_t f = 0; f < bizcase_figure_count(); f++) {
            const bool is_money = bizcase_figure(f).unit == BIZCASE_MONEY;
            const double expected = one->figures[f] * (is_money ? money_times : 1);
            check_scoped(b, one->scope, bizcase_figure(f).name, other->figures[f], expected,
                is_money ? rounding : 1e-9 * (1 + fabs(expected)));
        }
        for (size_t t = 0; t < a->appraisal->period_count; t++)
            check_scoped(b, one->scope, a->appraisal->periods[t], other->cash_flow[t], money_times * one->cash_flow[t],
                rounding);
    }
}

static void check_same_simulation(const Run *a, const Run *b, double money_times) {
    for (size_t i = 0; i < a->simulation->distribution_count; i++) {
        const BizcaseDistribution *one = &a->simulation->distributions[i];
        const BizcaseDistribution *other = bizcase_simulation_find(b->simulation, &one->scope, one->figure);
        assert_non_null(other);
        const bool is_money = bizcase_figure(one->figure).unit == BIZCASE_MONEY;
        const double times = is_money ? money_times : 1,
                     tolerance = is_money ? 1e-9 * gross_of(a, one->scope) * times : 1e-9;
        check_scoped(b, one->scope, "simulated mean", other->mean, one->mean * times, tolerance);
        check_scoped(b, one->scope, "simulated min", other->min, one->min * times, tolerance);
        check_scoped(b, one->scope, "simulated max", other->max, one->max * times, tolerance);
        for (size_t p = 0; p < BIZCASE_PERCENTILE_COUNT; p++)
            check_scoped(
                b, one->scope, "simulated percentile", other->percentiles[p], one->percentiles[p] * times, tolerance);
    }
}

static void scaling_every_amount_scales_money_and_leaves_ratios_and_dates(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run once, thrice;
        random_case(seed, &c);
        run_random_case(&c, (Dress){ 0 }, TRIALS, &once);

        run_random_case(&c, (Dress){ .amounts_times = 3 }, TRIALS, &thrice);

        check_same_plan(&once, &thrice, 3);
        check_same_simulation(&once, &thrice, 3);
        free_run(&once);
        free_run(&thrice);
    }
}

static void the_order_of_rows_changes_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run straight, reversed;
        random_case(seed, &c);
        run_random_case(&c, (Dress){ 0 }, TRIALS, &straight);

        run_random_case(&c, (Dress){ .reversed = true }, TRIALS, &reversed);

        check_same_plan(&straight, &reversed, 1);
        check_same_simulation(&straight, &reversed, 1);
        free_run(&straight);
        free_run(&reversed);
    }
}

static void the_dress_of_a_sheet_changes_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run plain, dressed;
        random_case(seed, &c);
        run_random_case(&c, (Dress){ 0 }, TRIALS, &plain);

        run_random_case(&c, (Dress){ .spreadsheet = true }, TRIALS, &dressed);

        for (size_t r = 0; r < plain.appraisal->result_count; r++)
            for (size_t f = 0; f < bizcase_figure_count(); f++)
                check_scoped(&dressed, plain.appraisal->results[r].scope, bizcase_figure(f).name,
                    dressed.appraisal->results[r].figures[f], plain.appraisal->results[r].figures[f], 0);
        for (size_t i = 0; i < plain.simulation->distribution_count; i++)
            check_scoped(&dressed, plain.simulation->distributions[i].scope, "simulated mean",
                dressed.simulation->distributions[i].mean, plain.simulation->distributions[i].mean, 0);
        free_run(&plain);
        free_run(&dressed);
    }
}

static double plan_figure(const Run *run, BizcaseScope scope, const char *council, const char *programme, size_t f) {
    scope.council = council;
    scope.programme = programme;
    return same_result(run, scope)->figures[f];
}

static double simulated_mean(const Run *run, BizcaseScope scope, const char *council, const char *programme, size_t f) {
    scope.council = council;
    scope.programme = programme;
    const BizcaseDistribution *found = bizcase_simulation_find(run->simulation, &scope, f);
    assert_non_null(found);
    return found->mean;
}

typedef double FigureOf(const Run *run, BizcaseScope scope, const char *council, const char *programme, size_t f);

static void check_sums(const Run *run, FigureOf *figure, const char *name) {
    const size_t f = bizcase_figure_find(name);
    for (size_t r = 0; r < run->appraisal->result_count; r++) {
        const BizcaseScope s = run->appraisal->results[r].scope;
        const double rounding = 1e-9 * gross_of(run, s);
        check_scoped(run, s, name, figure(run, s, "X", s.programme, f) + figure(run, s, "Y", s.programme, f),
            figure(run, s, "joint", s.programme, f), rounding);
        check_scoped(run, s, name, figure(run, s, s.council, "p", f) + figure(run, s, s.council, "q", f),
            figure(run, s, s.council, "total", f), rounding);
    }
}

static void parts_sum_to_wholes(void **state) {
    (void)state;
    static const char *const in_plan[] = { "npv", "pv_costs", "pv_benefits", "eac", "base_npv", "risk_pv",
        "optimism_bias_pv" };
    static const char *const simulated[] = { "npv", "pv_costs", "pv_benefits" };
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run run;
        random_case(seed, &c);

        run_random_case(&c, (Dress){ 0 }, TRIALS, &run);

        for (size_t f = 0; f < COUNT_OF(in_plan); f++) check_sums(&run, plan_figure, in_plan[f]);
        for (size_t f = 0; f < COUNT_OF(simulated); f++) check_sums(&run, simulated_mean, simulated[f]);
        free_run(&run);
    }
}

/* One benefit on the second of two phases, of which the first slips. */
static double value_of_delayed_benefit(uint64_t seed, int slip, WrittenCase *written) {
    static const char *const timings[] = { "start", "mid", "end" }, *const rates[] = { "0.1%", "3.5%", "green-book",
        "12%" };
    static RandomCase c;
    c = (RandomCase){ .seed = seed, .state = seed * 0x9E3779B97F4A7C15u };
    Sheet *sheet = random_sheet(&c, "case.csv", "key,value");
    add_row(sheet, "discount_timing,%s", random_of(&c, timings));
    add_row(sheet, "discount,%s", random_of(&c, rates));
    sheet = random_sheet(&c, "phases.csv", "phase,start,end,after,central");
    const int gap = random_below(&c, 4), own = random_below(&c, 6);
    add_row(sheet, "first,2020-04,2020-08,,%d", slip);
    add_row(sheet, "second,2020-%02d,2020-12,first,%d", 9 + gap, own);
    sheet = random_sheet(&c, "benefits.csv", "line,phase,on_delay");
    append_periods(&c, sheet);
    add_row(sheet, "gain,second,shift");
    const bool flat = random_below(&c, 2);
    int amount = random_below(&c, 1000);
    for (int t = 0; t < RANDOM_PERIODS; t++) {
        char cell[16];
        if (!flat) amount = random_below(&c, 3) ? random_below(&c, 1000) : 0;
        snprintf(cell, sizeof cell, "%d", amount);
        append_cell(sheet->rows[1], cell);
    }
    write_case(&c, (Dress){ 0 }, written);
    TemporaryCase made = temporary_case(written->files, (BizcaseCaseRequest){ 0 });
    BizcaseAppraisal *appraisal;
    assert_int_equal(made.status, BIZCASE_OK);
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    const double value = figure_of(&appraisal->results[0], "pv_benefits");
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
    return value;
}

static void more_delay_never_helps_a_benefit(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static WrittenCase written;
        double before = INFINITY;
        for (int slip = 0; slip <= 90; slip += slip < 14 ? 1 : 19) {
            const double value = value_of_delayed_benefit(seed, slip, &written);
            if (value > before * (1 + 1e-12)) {
                print_written_case(&written);
                fail_msg("a slip of %d months brings %.17g, a shorter one %.17g", slip, value, before);
            }
            before = value;
        }
    }
}

/* An option's flow less the baseline's, of the councils and programmes that a scope names. */
static double oracle_scope_net(const Oracle *oracle, BizcaseScope scope, int t) {
    const Case *the_case = oracle->the_case;
    double net = 0;
    for (size_t o = 0; o < the_case->option_count; o++) {
        const char *id = the_case->options[o].label.id;
        const double sign = strcmp(id, scope.option) == 0 ? 1 : scope.versus && strcmp(id, scope.versus) == 0 ? -1 : 0;
        for (size_t c = 0; c < the_case->council_count && sign != 0; c++)
            for (size_t p = 0; p < the_case->programme_count; p++) {
                if (strcmp(scope.council, "joint") != 0 && strcmp(scope.council, the_case->councils[c].id) != 0)
                    continue;
                if (strcmp(scope.programme, "total") != 0 && strcmp(scope.programme, the_case->programmes[p].id) != 0)
                    continue;
                const OracleFlow flow = oracle_flow(oracle, o, c, p, t);
                net += sign * oracle_net(&flow);
            }
    }
    return net;
}

static void plan_agrees_with_the_oracle(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run run;
        random_case(seed, &c);
        run_random_case(&c, (Dress){ 0 }, 1, &run);
        Arena *arena = arena_new();
        const Case *the_case = case_of(run.made.loaded);
        const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
        double *values = arena_array(arena, inputs.count, sizeof *values);
        for (size_t i = 0; i < inputs.count; i++) values[i] = inputs.items[i].plan_value;
        const Oracle oracle = { the_case, &inputs, values,
            the_case->settings.optimism_bias_in_plan ? TRIALS_WITH_BIAS : TRIALS_WITHOUT_BIAS };

        for (size_t r = 0; r < run.appraisal->result_count; r++) {
            const BizcaseResult *result = &run.appraisal->results[r];
            const double rounding = 1e-9 * gross_of(&run, result->scope);
            double npv = 0;
            for (size_t t = 0; t < run.appraisal->period_count; t++) {
                const double net = oracle_scope_net(&oracle, result->scope, (int)t);
                check_scoped(&run, result->scope, run.appraisal->periods[t], result->cash_flow[t], net, rounding);
                npv += net * run.appraisal->discount_factors[t];
            }
            check_scoped(&run, result->scope, "npv", figure_of(result, "npv"), npv, rounding);
        }
        arena_free(arena);
        free_run(&run);
    }
}

/* Mean, least and greatest NPV over the trials by the oracle. values is [input][LANES]. */
static void check_trials(
    const Run *run, Oracle oracle, const double *values, const double *factors, const BizcaseDistribution *npv) {
    double sum = 0, least = INFINITY, greatest = -INFINITY, inputs[64];
    assert_true(oracle.inputs->count <= COUNT_OF(inputs));
    for (size_t k = 0; k < ORACLE_TRIALS; k++) {
        double value = 0;
        for (size_t i = 0; i < oracle.inputs->count; i++) inputs[i] = values[i * LANES + k];
        oracle.values = inputs;
        for (int t = 0; t < RANDOM_PERIODS; t++) value += factors[t] * oracle_scope_net(&oracle, npv->scope, t);
        sum += value;
        least = fmin(least, value);
        greatest = fmax(greatest, value);
    }
    const double rounding = 1e-8 * gross_of(run, npv->scope);
    check_scoped(run, npv->scope, "simulated mean npv", npv->mean, sum / ORACLE_TRIALS, rounding);
    check_scoped(run, npv->scope, "simulated least npv", npv->min, least, rounding);
    check_scoped(run, npv->scope, "simulated greatest npv", npv->max, greatest, rounding);
}

static void trials_agree_with_the_oracle(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run run;
        random_case(seed, &c);
        run_random_case(&c, (Dress){ 0 }, ORACLE_TRIALS, &run);
        Arena *arena = arena_new();
        const Case *the_case = case_of(run.made.loaded);
        const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
        const DrawPlan draws = inputs_draw_plan(arena, the_case, &inputs, c.seed);
        double *values = arena_array(arena, (size_t)inputs.count * LANES, sizeof *values);
        draw_block(&draws, 0, values, arena_alloc(arena, draw_scratch_size(&draws)));
        const Oracle oracle = { the_case, &inputs, NULL, the_case->settings.optimism_bias_in_simulation };

        for (size_t i = 0; i < run.simulation->distribution_count; i++)
            if (run.simulation->distributions[i].figure == bizcase_figure_find("npv"))
                check_trials(&run, oracle, values, run.appraisal->discount_factors, &run.simulation->distributions[i]);
        arena_free(arena);
        free_run(&run);
    }
}

/* Puts a row before all others of its sheet. */
static void add_first_row(RandomCase *c, const char *path, const char *row) {
    Sheet *sheet = sheet_of(c, path);
    assert_true(sheet->row_count < MOST_ROWS);
    memmove(sheet->rows[2], sheet->rows[1], (sheet->row_count - 1) * sizeof sheet->rows[1]);
    strcpy(sheet->rows[1], row);
    sheet->row_count++;
}

static bool same_to_the_bit(const BizcaseDistribution *a, const BizcaseDistribution *b) {
    return memcmp(&a->mean, &b->mean, sizeof *a - offsetof(BizcaseDistribution, mean)) == 0;
}

static void an_input_more_disturbs_nothing_that_does_not_use_it(void **state) {
    (void)state;
    static const struct {
        const char *path, *row;
    } added[] = {
        { "costs.csv", "aa,,q,,,,,,triangular,0.5,1,2,,,,,@10,@20,@30,@40,@50,@60,@70" },
        { "benefits.csv", "ab,a,q,,,,heads,\"take-up\",pert,0.5,1,2,,,late,shift,@10,@20,@30,@40,@50,@60,@70" },
        { "risks.csv", "ac,b,q,50%,lognormal,@50,,@800,,,equal" },
        { "drivers.csv", "ad,multiplier,uniform,0.1,0.2,0.5,,,,,,," },
    };
    for (uint64_t seed = 1; seed <= CASE_COUNT; seed++) {
        static RandomCase c;
        static Run before, after;
        random_case(seed, &c);
        run_random_case(&c, (Dress){ 0 }, TRIALS, &before);
        const size_t a = seed % COUNT_OF(added);
        add_first_row(&c, added[a].path, added[a].row);

        run_random_case(&c, (Dress){ 0 }, TRIALS, &after);

        for (size_t i = 0; i < before.simulation->distribution_count; i++) {
            const BizcaseDistribution *one = &before.simulation->distributions[i];
            const BizcaseDistribution *other = bizcase_simulation_find(after.simulation, &one->scope, one->figure);
            if (strcmp(one->scope.programme, "p") != 0 || same_to_the_bit(one, other)) continue;
            print_written_case(&after.written);
            fail_msg("%s of %s, %s has a mean of %.17g, %.17g without \"%s\"", bizcase_figure(one->figure).name,
                one->scope.option, one->scope.council, other->mean, one->mean, added[a].row);
        }
        free_run(&before);
        free_run(&after);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scaling_every_amount_scales_money_and_leaves_ratios_and_dates),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(the_dress_of_a_sheet_changes_nothing),
        cmocka_unit_test(parts_sum_to_wholes),
        cmocka_unit_test(more_delay_never_helps_a_benefit),
        cmocka_unit_test(plan_agrees_with_the_oracle),
        cmocka_unit_test(trials_agree_with_the_oracle),
        cmocka_unit_test(an_input_more_disturbs_nothing_that_does_not_use_it),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}

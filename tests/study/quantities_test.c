/* Cases whose money is made of quantities: known answers, delays, trials against a model written out for one trial at a
   time, and the same bits from every kernel. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "evaluate/figure_table.h"
#include "model/compile.h"
#include "study/kernel.h"
#include "support/gsl_errors.h"

enum { PERIODS = 6, MOST_KERNELS = 8, BLOCKS = 4 };

static const char settings[] = "key,value\ntitle,Lighting\nstart,2019/20\nperiods,6\ndiscount,green-book\n"
                               "price_base,2019/20\n";
static const char councils[] = "council,name\nA,Aford\nB,Bham\n";
static const char programmes[] = "programme,name\nlight,Lighting\n";
static const char options[] = "option,name,role\nled,LED,option\n";

#define REST_OF_CASE                                                                                                   \
    { "case.csv", settings }, { "councils.csv", councils }, { "programmes.csv", programmes }, {                        \
        "options.csv", options                                                                                         \
    }

/* --- the plan ------------------------------------------------------------------------------------------------------- */

static void check_flow(const CaseFile *files, const double expected[PERIODS]) {
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    for (size_t t = 0; t < PERIODS; t++) assert_close(appraisal->results[0].cash_flow[t], expected[t], 1e-6);
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
}

#define QUANTITY_COLUMNS "quantity,unit,formula,distribution,low,central,high,phase,on_delay"
#define YEARS ",2019/20,2020/21,2021/22,2022/23,2023/24,2024/25\n"
#define COST_COLUMNS "line,name,option,programme,kind,type,formula,phase,on_delay,2019/20"
#define PHASES(slip) "phase,name,start,end,distribution,low,central,high\nroll,Roll-out,2019-04,2021-03,,," slip ",\n"

/* Yearly growth of 5 %: 100, 105, 110.25 … */
static void growth_compounds(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE, { "quantities.csv", QUANTITY_COLUMNS "\nposts,£,,,,100,,,\n" },
        { "costs.csv", COST_COLUMNS "\npay,Pay,led,light,revenue,recurring,posts * 1.05 ^ period,,,\n" }, { 0 } };
    check_flow(files, (double[]){ -100, -105, -110.25, -115.7625, -121.550625, -127.62815625 });
}

/* 6,000 and every year what comes in less a tenth of what was there: 6000+500-600, 5900+500-590 … */
static void a_stock_takes_up_its_flows(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE,
        { "quantities.csv", QUANTITY_COLUMNS YEARS "bought,,,,,,,,,500,500,500,0,0,0\n"
                                                   "stock,,\"prev(stock, 6000) + bought - scrapped\",,,,,,,,,,,,\n"
                                                   "scrapped,,\"0.1 * prev(stock, 6000)\",,,,,,,,,,,,\n" },
        { "costs.csv", COST_COLUMNS "\nkeep,Upkeep,led,light,revenue,recurring,stock * 2,,,\n" }, { 0 } };
    check_flow(files, (double[]){ -2 * 5900.0, -2 * 5810.0, -2 * 5729.0, -2 * 5156.1, -2 * 4640.49, -2 * 4176.441 });
}

/* 300 lamps last two years: bought in the first, they are bought again in the third and the fifth; the 100 of the second in the
   fourth and the sixth. At £2 each. */
static void renewals_are_bought_when_units_wear_out(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE,
        { "quantities.csv", QUANTITY_COLUMNS YEARS "lamps,,,,,,,,,300,100,0,0,0,0\n" },
        { "costs.csv", COST_COLUMNS "\nbuy,Buy,led,light,capital,recurring,\"2 * (lamps + renewals(lamps, 2))\",,,\n" },
        { 0 } };
    check_flow(files, (double[]){ -600, -200, -600, -200, -600, -200 });
}

/* Families begin: 100, 60, 40. Of each year's, 80 % are there a year later and half two years later: 100; 60 + 80;
   40 + 48 + 50; 32 + 30; 20. Those who began in
   the last two years: 100, 160, 100, 40, 0, 0. */
static void cohorts_add_up_those_who_began_earlier(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE,
        { "quantities.csv", QUANTITY_COLUMNS YEARS "families,,,,,,,,,100,60,40,0,0,0\n" },
        { "costs.csv", COST_COLUMNS "\nhelp,Help,led,light,revenue,recurring,"
                                    "\"10 * cohort(families, 1, 80%, 50%) + in_use(families, 2)\",,,\n" },
        { 0 } };
    check_flow(files, (double[]){ -1100, -1560, -1480, -660, -200, 0 });
}

/* A share by quantity is the quantity's part: 30 of 120, 60 of 120 … */
static void quantities_share_money_out(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE,
        { "quantities.csv", QUANTITY_COLUMNS YEARS "lamps-a,,,,,,,,,30,60,90,0,120,120\n"
                                                   "lamps-b,,120 - lamps-a,,,,,,,,,,,,\n" },
        { "splits.csv", "split,A,B\nby-lamps,lamps-a,lamps-b\n" },
        { "costs.csv", "line,name,option,programme,kind,type,formula,split,2019/20\n"
                       "buy,Buy,led,light,capital,recurring,1200,by-lamps,\n" },
        { 0 } };
    static const double of_a[PERIODS] = { -300, -600, -900, 0, -1200, -1200 };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    size_t checked = 0;
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseResult *result = &appraisal->results[r];
        if (strcmp(result->scope.programme, "total") != 0 || strcmp(result->scope.council, "joint") == 0) continue;
        const bool is_a = strcmp(result->scope.council, "A") == 0;
        for (size_t t = 0; t < PERIODS; t++) assert_close(result->cash_flow[t], is_a ? of_a[t] : -1200 - of_a[t], 1e-9);
        checked++;
    }
    assert_int_equal(checked, 2);
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
}

/* A case of months whose files have columns of years: 12,000 a year of wages are 1,000 a month; a quantity
   is the level in each month: 100 lamps × 12 kWh a year ÷ 12 × £3, and from April 200 × 24 ÷ 12 × 3. */
static void columns_of_years_are_spread_over_months(void **state) {
    (void)state;
    const CaseFile files[] = { { "case.csv", "key,value\nstart,2019-12\nperiods,6\ndiscount,green-book\n" },
        { "councils.csv", councils }, { "programmes.csv", programmes }, { "options.csv", options },
        { "quantities.csv", "quantity,unit,2019/20,2020/21\nlamps,lamp,100,200\nkwh,kWh/lamp/year,12,24\n" },
        { "costs.csv", "line,name,option,programme,kind,type,formula,2019/20,2020/21\n"
                       "wages,Wages,led,light,revenue,recurring,,\"12,000\",\"24,000\"\n"
                       "energy,Energy,led,light,revenue,recurring,lamps * kwh / periods_per_year * 3[£/kWh],,\n" },
        { "benefits.csv", "line,name,option,programme,2019-12\nnone,None,led,light,0\n" }, { 0 } };
    check_flow(files, (double[]){ -1300, -1300, -1300, -1300, -3200, -3200 });
}

/* Three months: of the 1,000 a year, 750 in the first, and in the fourth the quarter that the third has lost. */
static void a_slip_moves_a_level(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE, { "phases.csv", PHASES("3") },
        { "quantities.csv", QUANTITY_COLUMNS YEARS "lamps,,,,,,,roll,shift,1000,1000,2000,0,0,0\n" },
        { "costs.csv", COST_COLUMNS "\nbuy,Buy,led,light,capital,recurring,lamps * 3,,,\n" }, { 0 } };
    check_flow(files, (double[]){ -2250, -3000, -5250, -1500, 0, 0 });
}

/* The level at the end of 2020/21 is held for a year and a half; what came after begins then. */
static void an_extended_level_is_held(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE, { "phases.csv", PHASES("18") },
        { "quantities.csv", QUANTITY_COLUMNS YEARS "team,,,,,,,roll,extend,10,20,4,4,4,4\n" },
        { "costs.csv", COST_COLUMNS "\npay,Pay,led,light,revenue,recurring,team,,,\n" }, { 0 } };
    check_flow(files, (double[]){ -10, -20, -20, -12, -4, -4 });
}

/* A line's own phase moves its money as it moves cells, whether trials change it or not. */
static void a_formula_moves_with_its_line_s_phase(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE, { "phases.csv", PHASES("6") },
        { "quantities.csv", QUANTITY_COLUMNS YEARS "lamps,,,,,,,,,1000,1000,2000,0,0,500\n" },
        { "costs.csv", COST_COLUMNS "\nbuy,Buy,led,light,capital,recurring,lamps * 3,roll,shift,\n" }, { 0 } };
    check_flow(files, (double[]){ -1500, -3000, -4500, -3000, 0, -750 });
}

/* A path of effect that moves: before its first column it is 1. */
static void a_path_moves(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE, { "phases.csv", PHASES("12") },
        { "drivers.csv",
            "driver,name,kind,central,phase,on_delay" YEARS "effect,Effect,multiplier,2,roll,shift,0.5,0.8,,,,\n" },
        { "costs.csv", "line,name,option,programme,kind,type,formula,drivers" YEARS
                       "cells,Cells,led,light,revenue,recurring,,effect,10,10,10,10,10,10\n"
                       "made,Made,led,light,revenue,recurring,effect * 100,,,,,,,\n" },
        { 0 } };
    check_flow(files, (double[]){ -220, -110, -176, -176, -176, -176 });
}

static double npv_of(const CaseFile *files) {
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    BizcaseAppraisal *appraisal;
    assert_int_equal(bizcase_appraise(made.loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    const double npv = appraisal->results[0].figures[FIGURE_NPV];
    bizcase_appraisal_free(appraisal);
    temporary_case_free(&made);
    return npv;
}

/* The roll-out moves and with it what it saves, not what a lamp saves: prices stay in their years. */
#define ROLL_OUT(cells)                                                                                                \
    QUANTITY_COLUMNS YEARS "lamps,,,,,,," cells "\nled,,cumulative(lamps),,,,,,,,,,,,\n"                               \
                           "saved,,,,,,,,,40,42,45,49,54,60\n"
#define LIGHTING                                                                                                       \
    { "costs.csv", COST_COLUMNS "\nbuy,Buy,led,light,capital,one_off,lamps * 310,,,\n" }, {                            \
        "benefits.csv", COST_COLUMNS "\nsave,Save,led,light,revenue,cash_releasing,led * saved,,,\n"                   \
    }

static void a_year_s_delay_costs_what_columns_moved_by_hand_cost(void **state) {
    (void)state;
    const CaseFile late[] = { REST_OF_CASE, { "phases.csv", PHASES("12") },
        { "quantities.csv", ROLL_OUT("roll,shift,1000,2000,0,0,0,0") }, LIGHTING, { 0 } };
    const CaseFile by_hand[] = { REST_OF_CASE, { "quantities.csv", ROLL_OUT(",,0,1000,2000,0,0,0") }, LIGHTING, { 0 } };
    const CaseFile planned[] = { REST_OF_CASE, { "phases.csv", PHASES("0") },
        { "quantities.csv", ROLL_OUT("roll,shift,1000,2000,0,0,0,0") }, LIGHTING, { 0 } };
    const double npv = npv_of(late);
    assert_close(npv, npv_of(by_hand), 1e-6);
    assert_true(npv_of(planned) > npv + 10000);
}

/* --- trials --------------------------------------------------------------------------------------------------------- */

static const CaseFile uncertain[] = { REST_OF_CASE,
    { "phases.csv",
        "phase,name,start,end,after,distribution,low,central,high\nplan,Plan,2019-04,2019-09,,uniform,0,,7\n"
        "roll,Roll-out,2019-10,2021-08,plan,triangular,-9,0,20\n"
        "hire,Hiring,2019-04,2019-12,,uniform,0,,7\n" },
    { "drivers.csv", "driver,name,kind,distribution,low,central,high\nwages,Wages,growth,uniform,1%,,3%\n" },
    { "quantities.csv", QUANTITY_COLUMNS YEARS "lamps,,,normal,0.8,1,1.2,roll,shift,100,220,140,,,60\n"
                                               "team,,,,,,,roll,extend,10,20,4,,,\n"
                                               "take-up,,,uniform,0.5,,0.9,,,,,,,,\n"
                                               "cap,,,,,,,,,150,170,190,210,230,250\n"
                                               "stock,,\"prev(stock, 50) * take-up + lamps\",,,,,,,,,,,,\n"
                                               "ratio,,\"lamps / (team - 12)\",uniform,0.9,,1.1,,,,,,,,\n" },
    { "splits.csv", "split,from,A,B\nby-stock,,stock,100\n" },
    { "costs.csv",
        "line,name,option,programme,kind,type,formula,distribution,low,high,phase,on_delay,split,2019/20\n"
        "energy,Energy,led,light,revenue,recurring,\"min(cumulative(lamps) * take-up, cap) * 3 * (1 + 0.2)\",uniform,"
        "0.9,1.1,,,by-stock,\n"
        "crew,Crew,led,light,revenue,recurring,team * wages * take-up,,,,hire,shift,,\n"
        "upkeep,Upkeep,led,light,revenue,recurring,\"if(ratio > 0, stock, 2 * stock)\",,,,,,by-stock,\n" },
    { 0 } };

/* One trial written out. */
typedef struct Trial {
    double plan, roll, hire, wages, lamps, take_up, ratio, energy;
} Trial;

static double value_of(const Model *model, const double *values, const char *name, size_t lane) {
    for (uint32_t i = 0; i < model->inputs.count; i++)
        if (strcmp(model->inputs.items[i].name, name) == 0) return values[(size_t)i * LANES + lane];
    fail_msg("there is no input %s", name);
    return 0;
}

/* The mean of a level over a stretch of time: 0 before the horizon, after it `after`. */
static double integral(const double *level, double after, double from, double to) {
    double sum = 0;
    for (int t = -4; t < PERIODS + 4; t++) {
        const double begins = fmax(from, t), ends = fmin(to, t + 1);
        if (ends > begins) sum += (ends - begins) * (t < 0 ? 0 : t < PERIODS ? level[t] : after);
    }
    return sum;
}

static void shifted(const double *level, double after, double slip, double *to) {
    for (int t = 0; t < PERIODS; t++) to[t] = integral(level, after, t - slip, t + 1 - slip);
}

/* The roll-out ends with August 2021, in the third year. */
static void extended(const double *level, double slip, double *to) {
    const double end = 29 / 12.0, after = level[PERIODS - 1];
    for (int t = 0; t < PERIODS; t++) {
        if (slip < 0) {
            const double cut = fmin(fmax(end + slip, t), t + 1), on = fmin(fmax(3 + slip, t), t + 1);
            to[t] = integral(level, after, t, cut) + (on - cut) * level[2] +
                    integral(level, after, on - slip, t + 1 - slip);
        } else {
            const double cut = fmin(fmax(end, t), t + 1), on = fmin(fmax(3 + slip, t), t + 1);
            to[t] = integral(level, after, t, cut) + (on - cut) * level[2] +
                    integral(level, after, on - slip, t + 1 - slip);
        }
    }
}

/* Aford's flow; *total gets that of both. */
static void slow_model(const Trial *trial, double *of_a, double *of_all) {
    static const double lamps_planned[PERIODS] = { 100, 220, 140, 140, 140, 60 };
    static const double team_planned[PERIODS] = { 10, 20, 4, 4, 4, 4 }, cap[PERIODS] = { 150, 170, 190, 210, 230, 250 };
    const double roll = (trial->roll + fmax(0, trial->plan)) / 12;
    double lamps[PERIODS], team[PERIODS], crew[PERIODS], moved_crew[PERIODS], installed = 0, stock = 50;
    shifted(lamps_planned, 60, roll, lamps);
    extended(team_planned, roll, team);
    for (int t = 0; t < PERIODS; t++) crew[t] = team[t] * pow(1 + trial->wages, t) * trial->take_up;
    shifted(crew, 0, trial->hire / 12, moved_crew);
    for (int t = 0; t < PERIODS; t++) {
        const double lamps_now = lamps[t] * trial->lamps;
        installed += lamps_now;
        stock = stock * trial->take_up + lamps_now;
        const double energy = fmin(installed * trial->take_up, cap[t]) * 3 * 1.2 * trial->energy;
        const double ratio = lamps_now / (team[t] - 12) * trial->ratio, share = stock / (stock + 100);
        const double upkeep = ratio > 0 ? stock : 2 * stock;
        of_all[t] = -(energy + moved_crew[t] + upkeep);
        of_a[t] = -(share * (energy + upkeep) + moved_crew[t] / 2);
    }
}

static void check_lane(const Model *model, const double *values, const double *flows, size_t lane) {
    const Trial trial = { value_of(model, values, "phase:plan", lane), value_of(model, values, "phase:roll", lane),
        value_of(model, values, "phase:hire", lane), value_of(model, values, "driver:wages", lane),
        value_of(model, values, "quantity:lamps", lane), value_of(model, values, "quantity:take-up", lane),
        value_of(model, values, "quantity:ratio", lane), value_of(model, values, "line:energy", lane) };
    double of_a[PERIODS], of_all[PERIODS];
    slow_model(&trial, of_a, of_all);
    const size_t results = 2; /* total and programme */
    for (size_t t = 0; t < PERIODS; t++) {
        assert_close(flows[t * LANES + lane], of_all[t], 1e-8);
        assert_close(flows[(results * PERIODS + t) * LANES + lane], of_a[t], 1e-8);
        const double sum =
            flows[(results * PERIODS + t) * LANES + lane] + flows[(2 * results * PERIODS + t) * LANES + lane];
        assert_close(sum, flows[t * LANES + lane], 1e-9 * fabs(sum));
    }
}

/* For every purpose of a plan, and from every kernel. */
static void trials_are_as_written_out_and_kernels_agree(void **state) {
    (void)state;
    TemporaryCase made = temporary_case(uncertain, (BizcaseCaseRequest){ 0 });
    if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
    assert_int_equal(made.status, BIZCASE_OK);
    static const PlanPurpose purposes[] = { FOR_SIMULATION, FOR_ENSEMBLE, FOR_APPRAISAL, FOR_SENSITIVITY };
    const Kernel *kernels[MOST_KERNELS];
    const size_t kernel_count = kernels_available(kernels, MOST_KERNELS), flow_size = (size_t)6 * PERIODS * LANES;
    Arena *arena = arena_new();
    for (size_t p = 0; p < COUNT_OF(purposes); p++) {
        const Model model = model_compile(arena, case_of(made.loaded), purposes[p]);
        const DrawPlan draws = inputs_draw_plan(arena, case_of(made.loaded), &model.inputs, 7);
        double *values = arena_rows(arena, model.inputs.count * LANES * sizeof *values);
        double *flows = arena_rows(arena, flow_size * sizeof *flows),
               *first = arena_rows(arena, flow_size * sizeof *first);
        const View view = { 0, NO_INDEX, true };
        for (uint64_t block = 0; block < BLOCKS; block++)
            for (size_t k = 0; k < kernel_count; k++) {
                kernels[k]->draw_block(
                    &draws, block * LANES, values, arena_rows(arena, kernels[k]->draw_scratch_size(&draws)));
                kernels[k]->evaluate_block(&model.plan,
                    &(BlockRequest){ .views = &view, .view_count = 1, .lane_count = LANES, .flows = true }, values,
                    arena_rows(arena, kernels[k]->evaluate_scratch_size(&model.plan)),
                    &(BlockResults){ .flows = k == 0 ? first : flows });
                if (k > 0) assert_memory_equal(flows, first, flow_size * sizeof *flows);
                for (size_t lane = 0; k == 0 && lane < LANES; lane++) check_lane(&model, values, first, lane);
            }
    }
    arena_free(arena);
    temporary_case_free(&made);
}

/* --- what is not a number ----------------------------------------------------------------------------------------- */

static void a_division_by_zero_in_the_plan_is_told_where_it_is(void **state) {
    (void)state;
    const CaseFile files[] = { REST_OF_CASE,
        { "quantities.csv", QUANTITY_COLUMNS YEARS "a,,,,,,,,,1,1,0,1,1,1\nb,,1 / a,,,,,,,,,,,,\n" },
        { "costs.csv", COST_COLUMNS "\nbuy,Buy,led,light,capital,recurring,10 * b,,,\n"
                                    "guarded,Guarded,led,light,capital,recurring,\"if(a = 0, 0, b)\",,,\n" },
        { 0 } };
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ 0 });
    assert_int_equal(made.status, BIZCASE_CASE_WRONG);
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &count);
    const BizcaseDiagnostic *error = NULL;
    size_t errors = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].severity != BIZCASE_ERROR) continue;
        error = &items[i];
        errors++;
    }
    assert_int_equal(errors, 1);
    assert_string_equal(error->file, "quantities.csv");
    assert_int_equal(error->line, 3);
    assert_int_equal(error->column, 4);
    assert_string_equal(error->message, "formula of quantity \"b\": \"1 / a\" divides by 0 in 2021/22");
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growth_compounds),
        cmocka_unit_test(a_stock_takes_up_its_flows),
        cmocka_unit_test(renewals_are_bought_when_units_wear_out),
        cmocka_unit_test(cohorts_add_up_those_who_began_earlier),
        cmocka_unit_test(quantities_share_money_out),
        cmocka_unit_test(columns_of_years_are_spread_over_months),
        cmocka_unit_test(a_slip_moves_a_level),
        cmocka_unit_test(an_extended_level_is_held),
        cmocka_unit_test(a_formula_moves_with_its_line_s_phase),
        cmocka_unit_test(a_path_moves),
        cmocka_unit_test(a_year_s_delay_costs_what_columns_moved_by_hand_cost),
        cmocka_unit_test(trials_are_as_written_out_and_kernels_agree),
        cmocka_unit_test(a_division_by_zero_in_the_plan_is_told_where_it_is),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}

/* Random cases made of quantities. A trial is what the plan is of a case with that trial's values: to the bit, in every
   kernel, and after the plan has been an image. The one is worked out in lanes, with programs, levels and slips; the other
   has no trials, and its formulas are worked out when the case is read. */
#include "support/temporary_case.h"

#include "evaluate/figure_table.h"
#include "model/compile.h"
#include "sample/compile.h"
#include "study/kernel.h"
#include "study/simulation/plan_image.h"
#include "support/gsl_errors.h"

enum { CASES = 150, ENOUGH = 100, MOST_TEXT = 16384, MOST_KERNELS = 8, RESULTS = 6, MOST_PERIODS = 12 };

static uint32_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

/* --- a case --------------------------------------------------------------------------------------------------------- */

typedef struct Text {
    char bytes[MOST_TEXT];
    size_t length;
} Text;

static void put(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(Text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text->length += (size_t)vsnprintf(text->bytes + text->length, MOST_TEXT - text->length, format, arguments);
    va_end(arguments);
    assert_true(text->length < MOST_TEXT);
}

typedef struct RandomCase {
    int length_months, periods;
    Text settings, phases, drivers, quantities, costs, benefits;
} RandomCase;

static RandomCase made;

static void put_period(Text *text, int t) {
    const int month = 2019 * 12 + 3 + t * made.length_months, year = (month - 3) / 12;
    if (made.length_months == 12)
        put(text, "%d/%02d", year, (year + 1) % 100);
    else if (made.length_months == 3)
        put(text, "%d/%02d Q%d", year, (year + 1) % 100, (month - 3) % 12 / 3 + 1);
    else
        put(text, "%d-%02d", month / 12, month % 12 + 1);
}

/* Names that may be in an expression: those before `known` quantities, drivers and numbers. */
static void put_leaf(Text *text, uint32_t known) {
    static const char *const others[] = { "g", "m", "p", "0.5", "12", "period", "(year - 2018)", "30%", "1.5" };
    if (random_below(3) > 0)
        put(text, "q%u", random_below(known));
    else
        put(text, "%s", others[random_below(COUNT_OF(others))]);
}

static void put_expression(Text *text, uint32_t known, int depth) {
    static const struct {
        const char *before, *between, *after;
    } rows[] = { { "(", " + ", ")" }, { "(", " - ", ")" }, { "(", " * ", ")" }, { "", " / (1 + abs(", "))" },
        { "min(", ", ", ")" }, { "max(", ", ", ")" }, { "if(", " > 1, 2, 3) * (", ")" }, { "(", ") * (0.1 < ", ")" },
        { "clamp(", ", 0, 50) + (", ")" }, { "and(", ", ", ")" }, { "or(", ", 0, ", ")" } };
    static const struct {
        const char *before, *after;
    } calls[] = { { "cumulative(", ")" }, { "prev(", ", 3)" }, { "lag(", ", 2)" }, { "in_use(", ", 2)" },
        { "renewals(", ", 3)" }, { "cohort(", ", 1, 70%, 0.2)" }, { "total(", ") / 10" }, { "round(", ", 1)" },
        { "floor(", ")" }, { "ceiling(", ")" }, { "not(", ")" }, { "-(", ")" }, { "(", ") ^ 2" }, { "abs(", ")" } };
    if (depth == 0 || random_below(8) == 0) {
        put_leaf(text, known);
    } else if (random_below(2)) {
        const uint32_t row = random_below(COUNT_OF(rows));
        put(text, "%s", rows[row].before);
        put_expression(text, known, depth - 1);
        put(text, "%s", rows[row].between);
        put_expression(text, known, depth - 1);
        put(text, "%s", rows[row].after);
    } else {
        const uint32_t row = random_below(COUNT_OF(calls));
        put(text, "%s", calls[row].before);
        put_expression(text, known, depth - 1);
        put(text, "%s", calls[row].after);
    }
}

static void put_periods(Text *text) {
    for (int t = 0; t < made.periods; t++) {
        put(text, ",");
        put_period(text, t);
    }
    put(text, "\n");
}

static void put_cells(Text *text) {
    for (int t = 0; t < made.periods; t++) put(text, ",%g", random_below(100) / 8.0);
    put(text, "\n");
}

/* A range around 1, in half of the cases. */
static void put_range(Text *text) {
    put(text, "%s", random_below(2) ? ",uniform,0.7,1.3" : ",,,");
}

/* The same of a quantity, which may also have a central value alone. */
static void put_own_value(Text *text) {
    static const char *const rows[] = { ",uniform,0.7,1.3,", ",,,,", ",,,,1.5" };
    put(text, "%s", rows[random_below(COUNT_OF(rows))]);
}

static const char *random_phase(void) {
    static const char *const phases[] = { ",", ",", "early,shift", "late,shift", "late,extend", "early,extend" };
    return phases[random_below(COUNT_OF(phases))];
}

static void put_line(Text *text, const char *id, uint32_t known) {
    put(text, "%s,%s,\"", id, random_below(2) ? "by-stock" : "");
    put_expression(text, known, 3);
    put(text, " + q0 * 5\"");
    put_range(text);
    put(text, "\n");
}

enum { OF_CELLS = 4, FLAT = 6, OF_FORMULAS = 10 };

static void make_case(void) {
    static const int lengths[] = { 12, 3, 1 };
    memset(&made, 0, sizeof made);
    made.length_months = lengths[random_below(3)];
    made.periods = 1 + (int)random_below(MOST_PERIODS);
    put(&made.settings, "key,value\nperiods,%d\nstart,", made.periods);
    put_period(&made.settings, 0);
    put(&made.phases,
        "\nphase,start,end,after,distribution,low,high\nearly,2019-04,2019-%02u,,uniform,%d,9\n"
        "late,2019-12,2020-%02u,early,uniform,-3,%u\n",
        5 + random_below(6), random_below(2) ? -3 : 0, 1 + random_below(9), random_below(15));
    put(&made.drivers, "driver,kind,distribution,low,high,phase");
    put_periods(&made.drivers);
    put(&made.drivers,
        "g,growth,uniform,-1%%,4%%,%.*s\nm,multiplier,uniform,0.5,1.5,%.*s\np,multiplier,uniform,0.9,1.1,%s",
        made.periods, ",,,,,,,,,,,,", made.periods, ",,,,,,,,,,,,", random_below(2) ? "early" : "");
    put_cells(&made.drivers);
    put(&made.quantities, "quantity,formula,distribution,low,high,central,phase,on_delay");
    put_periods(&made.quantities);
    for (uint32_t q = 0; q < OF_CELLS; q++) {
        put(&made.quantities, "q%u,", q);
        put_own_value(&made.quantities);
        put(&made.quantities, ",%s", random_phase());
        put_cells(&made.quantities);
    }
    for (uint32_t q = OF_CELLS; q < FLAT; q++)
        put(&made.quantities, "q%u,,uniform,1,%u,,,%.*s\n", q, 2 + random_below(3), made.periods, ",,,,,,,,,,,,");
    for (uint32_t q = FLAT; q < OF_FORMULAS; q++) {
        put(&made.quantities, "q%u,\"", q);
        if (random_below(4) == 0) put(&made.quantities, "prev(q%u, 2) * 0.5 + ", q);
        const bool uses_own_past = made.quantities.bytes[made.quantities.length - 1] == ' ';
        put_expression(&made.quantities, q, 3);
        put(&made.quantities, "\"");
        if (uses_own_past)
            put(&made.quantities, ",,,,");
        else
            put_own_value(&made.quantities);
        put(&made.quantities, ",,%.*s\n", made.periods, ",,,,,,,,,,,,");
    }
    put(&made.costs, "line,split,formula,distribution,low,high\n");
    put_line(&made.costs, "a", OF_FORMULAS);
    put_line(&made.costs, "b", OF_CELLS);
    put(&made.benefits, "line,split,formula,distribution,low,high\n");
    put_line(&made.benefits, "c", OF_FORMULAS);
}

static TemporaryCase load_random_case(void) {
    make_case();
    const CaseFile files[] = { { "case.csv", made.settings.bytes }, { "councils.csv", "council\nA\nB\n" },
        { "phases.csv", made.phases.bytes + 1 }, { "drivers.csv", made.drivers.bytes },
        { "quantities.csv", made.quantities.bytes }, { "splits.csv", "split,A,B\nby-stock,q4,100\n" },
        { "costs.csv", made.costs.bytes }, { "benefits.csv", made.benefits.bytes }, { 0 } };
    return temporary_case(files, (BizcaseCaseRequest){ 0 });
}

/* --- trials and plans ----------------------------------------------------------------------------------------------- */

static const View view = { 0, NO_INDEX, true };

/* [result][period][lane]: joint and two councils, total and programme. */
static double *flows_of(Arena *arena, const Kernel *kernel, const Plan *plan, const double *values) {
    double *flows = arena_rows(arena, (size_t)RESULTS * plan->period_count * LANES * sizeof *flows);
    kernel->evaluate_block(plan, &(BlockRequest){ .views = &view, .view_count = 1, .lane_count = LANES, .flows = true },
        values, arena_rows(arena, kernel->evaluate_scratch_size(plan)), &(BlockResults){ .flows = flows });
    return flows;
}

static void *copied(Arena *arena, const void *items, size_t size) {
    void *copy = arena_alloc(arena, size);
    return size > 0 ? memcpy(copy, items, size) : copy;
}

/* The case in which everything is as it was drawn in a lane. */
static Case case_of_lane(Arena *arena, const Case *from, const Inputs *inputs, const double *values, size_t lane) {
    Case other = *from;
    other.quantities = copied(arena, from->quantities, from->quantity_count * sizeof *from->quantities);
    other.drivers = copied(arena, from->drivers, from->driver_count * sizeof *from->drivers);
    other.phases = copied(arena, from->phases, from->phase_count * sizeof *from->phases);
    other.lines = copied(arena, from->lines, from->line_count * sizeof *from->lines);
    for (size_t q = 0; q < from->quantity_count; q++)
        if (inputs->of_quantity[q] != NO_INDEX)
            other.quantities[q].own.fitted.central = values[inputs->of_quantity[q] * LANES + lane];
    for (size_t d = 0; d < from->driver_count; d++)
        other.drivers[d].uncertainty.fitted.central = values[inputs->of_driver[d] * LANES + lane];
    for (size_t p = 0; p < from->phase_count; p++)
        other.phases[p].slip_months.fitted.central = values[inputs->of_phase[p] * LANES + lane];
    for (size_t l = 0; l < from->line_count; l++)
        if (inputs->of_line[l] != NO_INDEX)
            other.lines[l].own.fitted.central = values[inputs->of_line[l] * LANES + lane];
    return other;
}

static double *plan_values_of(Arena *arena, const Inputs *inputs) {
    double *values = arena_rows(arena, (size_t)inputs->count * LANES * sizeof *values);
    for (size_t i = 0; i < inputs->count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * LANES + k] = inputs->items[i].plan_value;
    return values;
}

static bool is_same(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)) || (a == 0 && b == 0);
}

static void show_case(void) {
    print_error("%s\n%s\n%s\n%s\n%s\n%s\n", made.settings.bytes, made.phases.bytes, made.drivers.bytes,
        made.quantities.bytes, made.costs.bytes, made.benefits.bytes);
}

static void check_against(const char *what, const double *flows, const double *expected, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!is_same(flows[i], expected[i])) {
            show_case();
            fail_msg("%s, number %zu: %.17g, not %.17g", what, i, flows[i], expected[i]);
        }
}

static void check_lane(
    Arena *arena, const Case *the_case, const Model *model, const double *values, const double *flows, size_t lane) {
    const Case other = case_of_lane(arena, the_case, &model->inputs, values, lane);
    const Model plan = model_compile(arena, &other, FOR_PLAN);
    const double *expected = flows_of(arena, kernel_best(), &plan.plan, plan_values_of(arena, &plan.inputs));
    for (size_t i = 0; i < (size_t)RESULTS * plan.plan.period_count; i++)
        if (!is_same(flows[i * LANES + lane], expected[i * LANES])) {
            show_case();
            fail_msg("lane %zu, number %zu: %.17g, not %.17g", lane, i, flows[i * LANES + lane], expected[i * LANES]);
        }
}

static void check_image(
    Arena *arena, const Model *model, const DrawPlan *draws, const double *values, const double *expected) {
    const size_t size = plan_image_size(&model->plan, draws);
    uint8_t *bytes = arena_alloc(arena, size);
    Plan plan;
    DrawPlan again;
    plan_image_write(&model->plan, draws, bytes);
    assert_true(plan_image_read(bytes, size, arena_alloc(arena, plan_image_memory(bytes, size)), &plan, &again));
    check_against(
        "image", flows_of(arena, kernel_best(), &plan, values), expected, (size_t)RESULTS * plan.period_count * LANES);
}

static void check_case(const Case *the_case) {
    static const size_t lanes[] = { 0, 17, LANES - 1 };
    const Kernel *kernels[MOST_KERNELS];
    const size_t kernel_count = kernels_available(kernels, MOST_KERNELS);
    Arena *arena = arena_new();
    const Model model = model_compile(arena, the_case, FOR_SIMULATION);
    const DrawPlan draws = inputs_draw_plan(arena, the_case, &model.inputs, 3);
    double *values = arena_rows(arena, (size_t)model.inputs.count * LANES * sizeof *values);
    kernel_best()->draw_block(&draws, 0, values, arena_rows(arena, kernel_best()->draw_scratch_size(&draws)));
    const double *flows = flows_of(arena, kernel_best(), &model.plan, values);
    for (size_t k = 0; k < kernel_count; k++)
        check_against(kernels[k]->name, flows_of(arena, kernels[k], &model.plan, values), flows,
            (size_t)RESULTS * model.plan.period_count * LANES);
    check_image(arena, &model, &draws, values, flows);
    for (size_t l = 0; l < COUNT_OF(lanes); l++) check_lane(arena, the_case, &model, values, flows, lanes[l]);
    arena_free(arena);
}

/* Some divide by 0 in the plan, or would move money twice: they are no cases. */
static void a_trial_is_the_plan_of_a_case_with_its_values(void **state) {
    size_t checked = 0;
    (void)state;
    random_state = 5;
    for (int i = 0; i < CASES; i++) {
        TemporaryCase random = load_random_case();
        if (random.status == BIZCASE_OK) {
            check_case(case_of(random.loaded));
            checked++;
        }
        temporary_case_free(&random);
    }
    assert_true(checked >= ENOUGH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trial_is_the_plan_of_a_case_with_its_values),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}

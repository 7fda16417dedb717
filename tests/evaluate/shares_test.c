/* Uncertain shares, drawn: what one council gets and what is left for the rest. */
#include "support/temporary_case.h"

#include "bizcase/bizcase.h"
#include "model/inputs.h"
#include "support/gsl_errors.h"

enum { TRIALS = 200 };

/* £100 for three councils: X and Y by normal drivers that have 0.45 each on average, Z what is left. */
static const CaseFile left_over[] = {
    { "councils.csv", "council\nX\nY\nZ\n" },
    { "splits.csv", "split,X,Y,Z\ns,x,y,rest\n" },
    { "costs.csv", "line,split,2018/19\nc,s,100\n" },
    { "drivers.csv", "driver,distribution,low,central,high\nx,normal,0.25,0.45,0.65\ny,normal,0.05,0.45,0.85\n" },
    { NULL, NULL },
};

typedef struct Parts {
    double of[3]; /* X, Y, Z */
} Parts;

/* Shares are held at 0, and scaled back where they are more than the whole. */
static Parts expected_parts(double x, double y) {
    const double a = fmax(x, 0), b = fmax(y, 0), whole = fmax(a + b, 1);
    return (Parts){ { 100 * a / whole, 100 * b / whole, 100 * (1 - (a + b) / whole) } };
}

static double *drawn(Arena *arena, const Case *the_case, uint64_t seed, size_t driver) {
    const Inputs inputs = inputs_compile(arena, the_case, READING_BIT(READING_WHOLE), false);
    const DrawPlan draws = inputs_draw_plan(arena, the_case, &inputs, seed);
    double *values = arena_array(arena, (size_t)inputs.count * LANES, sizeof *values),
           *found = arena_array(arena, TRIALS, sizeof *found);
    for (size_t first = 0; first < TRIALS; first += LANES) {
        draw_block(&draws, first, values, arena_alloc(arena, draw_scratch_size(&draws)));
        for (size_t k = 0; k < LANES && first + k < TRIALS; k++)
            found[first + k] = values[inputs.of_driver[driver] * (size_t)LANES + k];
    }
    return found;
}

static void parts_that_stray_above_the_whole_are_scaled_back(void **state) {
    (void)state;
    static const char *const councils[] = { "X", "Y", "Z" }, *const figure = "pv_costs";
    TemporaryCase made = temporary_case(left_over, (BizcaseCaseRequest){ 0 });
    const BizcaseSimulateRequest request = {
        .trials = TRIALS, .has_seed = 1, .seed = 7, .figures = &figure, .figure_count = 1
    };
    Arena *arena = arena_new();
    BizcaseSimulation *simulation;
    assert_int_equal(made.status, BIZCASE_OK);
    const double *x = drawn(arena, case_of(made.loaded), 7, 0), *y = drawn(arena, case_of(made.loaded), 7, 1);
    size_t above = 0, below = 0;

    assert_int_equal(bizcase_simulate(made.loaded, &request, &simulation, NULL), BIZCASE_OK);

    for (size_t c = 0; c < COUNT_OF(councils); c++) {
        const BizcaseScope scope = { simulation->distributions[0].scope.option, NULL, councils[c], "total" };
        const BizcaseDistribution *found = bizcase_simulation_find(simulation, &scope, bizcase_figure_find(figure));
        double sum = 0, least = INFINITY, most = -INFINITY;
        for (size_t i = 0; i < TRIALS; i++) {
            const double part = expected_parts(x[i], y[i]).of[c];
            sum += part;
            least = fmin(least, part);
            most = fmax(most, part);
            above += x[i] + y[i] > 1;
            below += y[i] < 0;
        }
        assert_close(found->mean, sum / TRIALS, 1e-9);
        assert_close(found->min, least, 1e-9);
        assert_close(found->max, most, 1e-9);
    }
    assert_true(above > 0 && below > 0); /* the trials hold what is tested */
    bizcase_simulation_free(simulation);
    arena_free(arena);
    temporary_case_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(parts_that_stray_above_the_whole_are_scaled_back) };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}

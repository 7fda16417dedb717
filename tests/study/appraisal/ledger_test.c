/* The ledger's lines add up to what the evaluator finds. */
#include "study/appraisal/ledger.h"

#include "support/appraised_case.h"
#include "support/gsl_errors.h"
#include "support/random_case.h"

/* Net flow of an option, a council and a programme in a period, line by line. */
static double net_flow(
    const Ledger *ledger, const Split *splits, size_t option, size_t council, size_t programme, size_t t) {
    double sum = 0;
    for (size_t r = 0; r < ledger->row_count; r++) {
        const LedgerRow *row = &ledger->rows[r];
        if (row->in_option[option] && row->programme == programme)
            sum += row->values[t] * row->net_weight *
                   ledger_share(ledger, split_in_option(splits, row->split, option), council, t);
    }
    return sum;
}

static void check_case(BizcaseCase *loaded, const char *what) {
    const Case *the_case = case_of(loaded);
    BizcaseAppraisal *appraisal = NULL;
    Arena *arena = arena_new();
    assert_int_equal(bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL), BIZCASE_OK);
    const Model model = model_compile(arena, the_case, FOR_APPRAISAL);

    const Ledger ledger = ledger_of(arena, the_case, &model);

    for (size_t o = 0; o < the_case->option_count; o++)
        for (size_t c = 0; c < the_case->council_count; c++)
            for (size_t p = 0; p < the_case->programme_count; p++) {
                const BizcaseScope scope = { the_case->options[o].label.id, NULL, the_case->councils[c].id,
                    the_case->programmes[p].id };
                const BizcaseResult *result = bizcase_appraisal_find(appraisal, &scope);
                for (size_t t = 0; t < ledger.period_count; t++) {
                    const double expected = result->cash_flow[t],
                                 actual = net_flow(&ledger, the_case->splits, o, c, p, t);
                    if (fabs(actual - expected) > 1e-9 * (1000 + fabs(expected)) + 100 * ledger.zero_money)
                        fail_msg("%s: %s, %s, %s, period %zu: %.17g is not %.17g", what, scope.option, scope.council,
                            scope.programme, t, actual, expected);
                }
            }
    bizcase_appraisal_free(appraisal);
    arena_free(arena);
}

static void lines_of_the_samples_add_up_to_their_cash_flows(void **state) {
    static const struct {
        const char *folder, *change;
    } rows[] = {
        { "scenarios/joint-ict-2017", NULL },
        { "scenarios/best4business", NULL },
        { "scenarios/minimal", NULL },
        { "scenarios/monthly-mobilisation", NULL },
        { "scenarios/three-councils-quarterly", NULL },
        { "scenarios/horizon-60-years", NULL },
        { "scenarios/led-street-lighting", NULL },
        { "scenarios/early-help", NULL },
        { "scenarios/joint-ict-2017", "phases:deployment:central=5" }, /* late by a part of a year, shift and extend */
        { "scenarios/monthly-mobilisation", "phases:design:central=2.5" },
        { "scenarios/three-councils-quarterly", "phases:prepare:central=2" },
        { "scenarios/joint-ict-2017", "case:price_base:value=2012/13" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const BizcaseCaseRequest request = {
            .folder = rows[r].folder, .changes = &rows[r].change, .change_count = rows[r].change != NULL
        };
        BizcaseCase *loaded = NULL;
        const BizcaseStatus status = bizcase_case_load(&request, &loaded, NULL);
        if (status != BIZCASE_OK) print_case_diagnostics(loaded);
        assert_int_equal(status, BIZCASE_OK);
        check_case(loaded, rows[r].change ? rows[r].change : rows[r].folder);
        bizcase_case_free(loaded);
    }
}

static void lines_of_random_cases_add_up_to_their_cash_flows(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        static RandomCase made;
        static WrittenCase written;
        random_case(seed, &made);
        write_case(&made, (Dress){ 0 }, &written);
        TemporaryCase temporary = temporary_case(written.files, (BizcaseCaseRequest){ 0 });
        assert_int_equal(temporary.status, BIZCASE_OK);
        check_case(temporary.loaded, "a random case");
        temporary_case_free(&temporary);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_the_samples_add_up_to_their_cash_flows),
        cmocka_unit_test(lines_of_random_cases_add_up_to_their_cash_flows),
    };
    return cmocka_run_group_tests(tests, switch_off_gsl_handler, NULL);
}

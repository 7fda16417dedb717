/* Shares of the same spending: each part of it is looked at by itself. */
#include "case/registers/funding_shares.h"

#include <math.h>

#include "case/registers/registers.h"
#include "support/arena_fixture.h"
#include "support/expected_diagnostic.h"

#define COUNCILS                                                                                                       \
    { "councils.csv", "council\nA\nB\n" }
#define FUNDING(rows)                                                                                                  \
    { "funding.csv", "funding,type,kind,council,order,share\n" rows }

static void shares_above_all_of_it_say_so(void **state) {
    static const ExpectedDiagnostic rows[] = {
        { .files = { COUNCILS, FUNDING("a,revenue,revenue,A,1,60%\nb,revenue,revenue,A,2,60%\n") },
            .place = "funding.csv:3:23",
            .severity = BIZCASE_ERROR,
            .message =
                "with this share the sources would fund 120% of the spending (column share of source of funding \"b\")",
            .hint = "shares of the same spending can add up to 100% at most" },
        /* A's 70 % and the 20 % of all; B has 30 % and 20 %. Sources further down the file may be used before. */
        { .files = { COUNCILS,
              FUNDING("j,reserves,revenue,,9,20%\na,revenue,revenue,A,1,70%\nb,revenue,revenue,B,2,30%\n"
                      "c,revenue,revenue,A,10,20%\n") },
            .place = "funding.csv:5:24",
            .severity = BIZCASE_ERROR,
            .message =
                "with this share the sources would fund 110% of the spending (column share of source of funding \"c\")",
            .hint = "shares of the same spending can add up to 100% at most" },
        { .files = { COUNCILS,
              FUNDING("a,revenue,revenue,A,1,100%\nb,revenue,revenue,B,2,100%\nj,reserves,revenue,,3,\n") },
            .place = "funding.csv:4:23",
            .severity = BIZCASE_ERROR,
            .message = "nothing is left for it: the sources before it fund all of the same spending (column share of "
                       "source of funding \"j\")",
            .hint = "give a share or a cap to the sources before it, or a lower order to this one" },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) check_diagnostic(&rows[r], r);
}

static void shares_of_different_spending_do_not_add_up(void **state) {
    static const CaseFile rows[][4] = {
        { COUNCILS, { "costs.csv", "line,2018/19\na,1\n" },
            FUNDING(
                "a,revenue,revenue,A,1,60%\nb,revenue,revenue,B,2,60%\nj,reserves,revenue,,3,30%\nk,reserves,revenue,,4,\n") },
        { COUNCILS, { "costs.csv", "line,2018/19\na,1\n" },
            FUNDING("a,revenue,revenue,A,1,100%\nb,revenue,revenue,B,2,60%\nk,reserves,revenue,,4,\n") },
        { COUNCILS, { "costs.csv", "line,2018/19\na,1\n" },
            FUNDING("a,revenue,capital,,1,100%\nb,revenue,revenue,,2,60%\nk,reserves,,,4,\n") },
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        TemporaryCase made = temporary_case(rows[r], (BizcaseCaseRequest){ 0 });

        if (made.status != BIZCASE_OK) print_case_diagnostics(made.loaded);
        assert_int_equal(made.status, BIZCASE_OK);
        temporary_case_free(&made);
    }
}

/* --- against each part of the spending added up by itself ------------------------------------------------------------ */

enum { OPTIONS = 3, COUNCIL_COUNT = 3, PROGRAMMES = 4, SOURCES = 40 };

static size_t drawn(uint32_t *seed, size_t count) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % count;
}

static size_t drawn_or_none(uint32_t *seed, size_t count) {
    const size_t drawn_one = drawn(seed, count + 2);
    return drawn_one < count ? drawn_one : NONE;
}

static bool is_for(const Funding *source, size_t o, bool capital, size_t c, size_t p) {
    return source->in_option[o] && (capital ? source->for_capital : source->for_revenue) &&
           (source->council == NONE || source->council == c) && (source->programme == NONE || source->programme == p);
}

static SharesBefore slowly(const Funding *sources, size_t f) {
    SharesBefore before = { 0 };
    for (size_t part = 0; part < OPTIONS * 2 * COUNCIL_COUNT * PROGRAMMES; part++) {
        const size_t o = part % OPTIONS, c = part / OPTIONS % COUNCIL_COUNT,
                     p = part / OPTIONS / COUNCIL_COUNT % PROGRAMMES;
        const bool capital = part / OPTIONS / COUNCIL_COUNT / PROGRAMMES;
        double sum = 0;
        if (!is_for(&sources[f], o, capital, c, p)) continue;
        for (size_t s = 0; s < SOURCES; s++) {
            const bool is_before =
                sources[s].order < sources[f].order || (sources[s].order == sources[f].order && s < f);
            if (is_before && isnan(sources[s].cap) && !isnan(sources[s].share) && is_for(&sources[s], o, capital, c, p))
                sum += sources[s].share;
        }
        before.is_for_something = true;
        before.most = fmax(before.most, sum);
        before.is_left = before.is_left || sum <= 1 - 1e-9;
    }
    return before;
}

static void each_part_of_the_spending_is_added_up(void **state) {
    uint32_t seed = 1;
    (void)state;
    for (size_t round = 0; round < 200; round++) {
        bool in_option[SOURCES][OPTIONS];
        Funding sources[SOURCES];
        for (size_t f = 0; f < SOURCES; f++) {
            for (size_t o = 0; o < OPTIONS; o++) in_option[f][o] = drawn(&seed, 3) > 0;
            sources[f] = (Funding){ .in_option = in_option[f],
                .for_capital = drawn(&seed, 2),
                .for_revenue = drawn(&seed, 2),
                .council = drawn_or_none(&seed, COUNCIL_COUNT),
                .programme = drawn_or_none(&seed, PROGRAMMES),
                .order = drawn(&seed, 2) ? INFINITY : (double)drawn(&seed, 20),
                .share = drawn(&seed, 10) ? (double)drawn(&seed, 8) / 16 : NAN, /* sums are exact */
                .cap = drawn(&seed, 5) ? NAN : 1 };
        }
        Registers registers = { .funding = sources, .funding_count = SOURCES };
        const Case the_case = { .option_count = OPTIONS,
            .council_count = COUNCIL_COUNT,
            .programme_count = PROGRAMMES,
            .registers = &registers };

        const SharesBefore *before = shares_before(arena, &the_case);

        for (size_t f = 0; f < SOURCES; f++) {
            const SharesBefore expected = slowly(sources, f);
            if (isnan(sources[f].share)) continue;
            assert_close(before[f].most, expected.most, 0);
            assert_int_equal(before[f].is_for_something, expected.is_for_something);
            assert_int_equal(before[f].is_left, expected.is_left);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_above_all_of_it_say_so),
        cmocka_unit_test(shares_of_different_spending_do_not_add_up),
        cmocka_unit_test_setup_teardown(each_part_of_the_spending_is_added_up, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

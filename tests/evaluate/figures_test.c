/* Published worked examples of every figure, and what happens at the edges. */
#include "support/assert_close.h"

#include <string.h>

#include "evaluate/figure_table.h"
#include "evaluate/power.h"

enum { MOST_PERIODS = 32 };

/* How a flow is looked at. */
typedef struct Setting {
    uint32_t months_per_period;
    double rate_per_year, finance_rate, reinvestment_rate;
    bool at_points;
} Setting;

static double figure_of(const Figure *figure, Setting setting, const double *net, uint32_t count) {
    static double flow_net[MOST_PERIODS * TILE], out[TILE];
    double component[COMPONENT_COUNT][TILE] = { 0 };
    double factors[MOST_PERIODS], life_factor = 0;
    const double years = (double)setting.months_per_period / 12;
    for (uint32_t t = 0; t < count; t++) {
        factors[t] = pow(1 + setting.rate_per_year, -(t * years));
        life_factor += pow(1 + setting.rate_per_year, -((t + 1) * years));
        for (size_t k = 0; k < TILE; k++) {
            flow_net[t * TILE + k] = net[t];
            component[net[t] < 0 ? COMPONENT_COST : COMPONENT_BENEFIT][k] += factors[t] * fabs(net[t]);
        }
    }
    const Plan plan = { .period_count = count,
        .months_per_period = setting.months_per_period,
        .discount_factor = factors,
        .life_factor = &life_factor,
        .finance_rate = setting.finance_rate,
        .reinvestment_rate = setting.reinvestment_rate,
        .payback_at_points = setting.at_points,
        .zero_money = 1e-9 };
    const Flow flow = { .component = component[0], .net = flow_net, .lane_count = 1 };
    figure->evaluate(&plan, &flow, out);
    return out[0];
}

static const Setting yearly = { .months_per_period = 12 };

static void net_present_value_matches_textbooks(void **state) {
    (void)state;
    /* Brealey, Myers and Marcus, Fundamentals of Corporate Finance, solutions to chapter 8; HM Treasury style 3.5 %. */
    static const struct {
        double rate, flow[6], expected, tolerance;
        uint32_t count;
    } rows[] = {
        { 0.11, { -200, 80, 80, 80, 80 }, 48.20, 0.005, 5 },
        { 0.11, { -200, 100, 100, 100 }, 44.37, 0.005, 4 },
        { 0.16, { -200, 80, 80, 80, 80 }, 23.85, 0.005, 5 },
        { 0.16, { -200, 100, 100, 100 }, 24.59, 0.005, 4 },
        { 0.10, { -1000, 6000, -10900, 5800 }, -196.0932, 0.00005, 4 }, /* MathWorks, irr, three roots */
        /* Scottish Capital Investment Manual, option appraisal, A4.6: unrounded totals of its two options, £000. */
        { 0.035, { -100, -35, -35, -35, -35 }, -228.5578, 0.00005, 5 },
        { 0.035, { -75, -47, -47, -47, -47 }, -247.6347, 0.00005, 5 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Setting setting = yearly;
        setting.rate_per_year = rows[r].rate;

        const double npv = figure_of(&figure_npv, setting, rows[r].flow, rows[r].count);

        assert_close(npv, rows[r].expected, rows[r].tolerance);
    }
}

static void internal_rate_matches_textbooks(void **state) {
    (void)state;
    static const struct {
        double flow[6], expected, tolerance;
        uint32_t count, months;
    } rows[] = {
        { { -200, 80, 80, 80, 80 }, 0.2186, 0.00005, 5, 12 },
        { { -200, 100, 100, 100 }, 0.2338, 0.00005, 4, 12 },
        { { -100000, 10000, 20000, 30000, 40000, 50000 }, 0.1201, 0.00005, 6, 12 }, /* MathWorks */
        { { -100, 110 }, 0.10, 1e-12, 2, 12 },
        { { -100, 0, 121 }, 0.10, 1e-12, 3, 12 },
        { { -100, 110 }, 1.1 * 1.1 * 1.1 * 1.1 - 1, 1e-12, 2, 3 }, /* 10 % a quarter */
        { { -100, 50 }, -0.5, 1e-12, 2, 12 },
        { { 100, -110 }, 0.10, 1e-12, 2, 12 },
        /* Rates are looked for from −99 % to 1000 %. */
        { { -100, 1099 }, 9.99, 1e-12, 2, 12 },
        { { -100, 1101 }, NAN, 0, 2, 12 },
        { { -100, 1.1 }, -0.989, 1e-12, 2, 12 },
        { { -100, 0.9 }, NAN, 0, 2, 12 },
        { { -1, 0, 0, 0, 10.9 }, 9.9, 1e-12, 5, 3 }, /* over four quarters */
        { { -1, 0, 0, 0, 11.1 }, NAN, 0, 5, 3 },
        { { -1, 0, 0, 0, 0.011 }, -0.989, 1e-12, 5, 3 },
        { { -1, 0, 0, 0, 0.009 }, NAN, 0, 5, 3 },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Setting setting = yearly;
        setting.months_per_period = rows[r].months;

        const double irr = figure_of(&figure_irr, setting, rows[r].flow, rows[r].count);

        assert_close(irr, rows[r].expected, rows[r].tolerance);
    }
}

static void every_internal_rate_is_found(void **state) {
    (void)state;
    static const struct {
        double flow[5];
        uint32_t count, root_count;
        double roots[4];
    } rows[] = {
        { { -1000, 6000, -10900, 5800 }, 4, 3, { -0.0488, 1.0000, 2.0488 } }, /* MathWorks, after Hazen */
        { { -1, 2.2, -1.21 }, 3, 1, { 0.10 } },                               /* touches zero: (1 − 1.1 v)² */
        { { 100, 50, 20 }, 3, 0, { 0 } },
        { { -100, -5 }, 2, 0, { 0 } },
        { { -1, 200 }, 2, 0, { 0 } },
        { { 1, -3, 2.5 }, 3, 0, { 0 } },
        { { 0, -100, 0, 121, 0 }, 5, 1, { 0.1 } },
        /* (1 − a·v)(b·v − 1), with one root near an end of −99 % to 1000 % or beyond it */
        { { -1, 1.1 + 10.9, -1.1 * 10.9 }, 3, 2, { 0.1, 9.9 } },
        { { -1, 1.1 + 11.1, -1.1 * 11.1 }, 3, 1, { 0.1 } },
        { { -1, 1.1 + 0.011, -1.1 * 0.011 }, 3, 2, { -0.989, 0.1 } },
        { { -1, 1.1 + 0.009, -1.1 * 0.009 }, 3, 1, { 0.1 } },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        const Plan plan = { .period_count = rows[r].count, .months_per_period = 12, .zero_money = 1e-12 };
        double roots[8];

        const uint32_t count = internal_rates(&plan, rows[r].flow, 1, roots, COUNT_OF(roots));

        assert_int_equal(count, rows[r].root_count);
        for (uint32_t i = 0; i < count; i++) assert_close(roots[i], rows[r].roots[i], 0.00005);
    }
}

static void modified_rate_matches_spreadsheets(void **state) {
    (void)state;
    /* LibreOffice Help, MIRR: 94.16 %. The second needs the finance rate too: (1000 / (100 + 100/1.1))^(1/2) − 1. */
    const double published[] = { -5, 10, 15, 8 }, two_outlays[] = { -100, -100, 1000 }, no_outlay[] = { 1, 2 };
    const Setting help = { .months_per_period = 12, .finance_rate = 0.5, .reinvestment_rate = 0.1 };
    const Setting tenth = { .months_per_period = 12, .finance_rate = 0.1, .reinvestment_rate = 0.1 };

    assert_close(figure_of(&figure_mirr, help, published, 4), 0.9416, 0.00005);
    assert_close(figure_of(&figure_mirr, tenth, two_outlays, 3), sqrt(1000 / (100 + 100 / 1.1)) - 1, 1e-12);
    assert_true(isnan(figure_of(&figure_mirr, tenth, no_outlay, 2)));
}

static void payback_in_both_timings(void **state) {
    (void)state;
    static const struct {
        double flow[6];
        uint32_t count, months;
        double points, spread; /* years */
    } rows[] = {
        { { -200, 80, 80, 80, 80 }, 5, 12, 2.5, 3.5 }, /* Brealey, Myers and Marcus, chapter 8 */
        { { -200, 100, 100, 100 }, 4, 12, 2, 3 },
        { { -500, -100, 250, 300, 300 }, 5, 12, 3 + 50.0 / 300, 4 + 50.0 / 300 },
        { { -100, 200, -150, 100 }, 4, 12, 2.5, 3.5 },        /* the last crossing counts */
        { { -100, 50, 40 }, 3, 12, INFINITY, INFINITY },      /* never */
        { { 10, 20, -5 }, 3, 12, -INFINITY, -INFINITY },      /* nothing to pay back */
        { { -200, 80, 80, 80, 80 }, 5, 3, 2.5 / 4, 3.5 / 4 }, /* quarters */
        { { -0.1, -0.2, 0.3, 0 }, 4, 12, 2, 3 },              /* zero but for rounding is zero */
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Setting setting = yearly;
        setting.months_per_period = rows[r].months;

        const double spread = figure_of(&figure_payback_years, setting, rows[r].flow, rows[r].count);
        setting.at_points = true;
        const double points = figure_of(&figure_payback_years, setting, rows[r].flow, rows[r].count);

        assert_close(spread, rows[r].spread, 1e-9);
        assert_close(points, rows[r].points, 1e-9);
    }
}

static void other_figures_have_closed_forms(void **state) {
    (void)state;
    const double level[] = { -100, -100, -100, -100, -100 }, mixed[] = { -100, 60, 60, 60 };
    Setting setting = yearly;
    setting.rate_per_year = 0.05;
    const double pv = 60 / 1.05 + 60 / 1.1025 + 60 / 1.157625;

    /* A level cost at the start of each of five years costs the same in arrears with a year's interest. */
    assert_close(figure_of(&figure_eac, setting, level, 5), 105, 1e-9);
    assert_close(figure_of(&figure_pv_benefits, setting, mixed, 4), pv, 1e-12);
    assert_close(figure_of(&figure_pv_costs, setting, mixed, 4), 100, 1e-12);
    assert_close(figure_of(&figure_bcr, setting, mixed, 4), pv / 100, 1e-12);
    assert_close(figure_of(&figure_peak_funding, setting, mixed, 4), 100, 1e-12);
    assert_close(figure_of(&figure_peak_funding, setting, (double[]){ 1, 2 }, 2), 0, 0);
    assert_true(isnan(figure_of(&figure_bcr, setting, (double[]){ 1, 2 }, 2)));
    assert_close(figure_of(&figure_discounted_payback_years, setting, mixed, 4),
        1 + 1 + (100 - 60 / 1.05) / (60 / 1.1025), 1e-9);
}

static void powers_agree_with_the_library(void **state) {
    (void)state;
    static const double bases[] = { 1e-3, 0.3, 0.99, 1, 1.035, 7.32, 1100 },
                        exponents[] = { 0, 0.25, 1.0 / 3, 1, 2.5, 30, 59 };
    for (size_t b = 0; b < COUNT_OF(bases); b++)
        for (size_t e = 0; e < COUNT_OF(exponents); e++) {
            const double expected = pow(bases[b], exponents[e]);
            assert_close(power_real(bases[b], exponents[e]), expected, 1e-13 * expected);
        }
}

/* --- the table -------------------------------------------------------------------------------------------------------- */

static void every_row_has_names_and_an_explanation(void **state) {
    (void)state;
    for (size_t f = 0; f < figure_count; f++) {
        const Figure *figure = figure_table[f];
        bool has_label = false;
        for (size_t n = 0; n < MOST_FIGURE_NAMES && figure->names[n]; n++)
            has_label = has_label || strcmp(figure->names[n], figure->label) == 0;

        if (!has_label) print_error("%s is not explained under its label\n", figure->name);
        assert_true(has_label);
        assert_true(figure->meaning && *figure->meaning);
        for (size_t other = 0; other < f; other++) assert_string_not_equal(figure->name, figure_table[other]->name);
    }
}

/* Flows for which something or other does not exist. */
static const double odd_flows[][4] = { { 0, 0, 0, 0 }, { 1, 1, 1, 1 }, { -1, -1, -1, -1 }, { -100, 230, -132, 0 },
    { -5, 1, 1, 1 } };

static void a_figure_without_a_value_says_why(void **state) {
    (void)state;
    size_t missing = 0;
    for (size_t f = 0; f < figure_count; f++)
        for (size_t i = 0; i < COUNT_OF(odd_flows); i++) {
            const double value = figure_of(figure_table[f], yearly, odd_flows[i], 4);
            if (isfinite(value)) continue;
            double net[4 * LANES] = { 0 };
            for (size_t t = 0; t < 4; t++) net[t * LANES] = odd_flows[i][t];
            const Plan plan = { .period_count = 4, .months_per_period = 12, .zero_money = 1e-9 };
            missing++;

            assert_non_null(figure_table[f]->why_missing);
            assert_true(*figure_table[f]->why_missing(&plan, net, value) != '\0');
        }
    assert_true(missing > COUNT_OF(odd_flows));
}

static void reasons_are_those_of_the_figure(void **state) {
    (void)state;
    double net[3 * LANES] = { 0 };
    const Plan plan = { .period_count = 3, .months_per_period = 12, .zero_money = 1e-9 };
    net[0] = -100, net[LANES] = 230, net[2 * LANES] = -132;

    assert_string_equal(figure_irr.why_missing(&plan, net, NAN), "several rates bring the net present value to zero");
    net[LANES] = net[2 * LANES] = 0;
    assert_string_equal(
        figure_irr.why_missing(&plan, net, NAN), "no rate between -99% and 1000% brings the net present value to zero");
    assert_string_equal(figure_payback_years.why_missing(&plan, net, INFINITY), "not paid back within the horizon");
    assert_string_equal(figure_payback_years.why_missing(&plan, net, -INFINITY),
        "the cumulative flow is never negative: nothing to pay back");
    assert_string_equal(figure_bcr.why_missing(&plan, net, NAN), "costs are not positive");
    assert_string_equal(figure_mirr.why_missing(&plan, net, NAN), "needs both outlays and receipts");
    const Plan single = { .period_count = 1, .months_per_period = 12, .zero_money = 1e-9 };
    assert_string_equal(figure_mirr.why_missing(&single, net, NAN), "needs more than one period");
    net[0] = 1e-10; /* rounding dust */
    assert_string_equal(figure_irr.why_missing(&plan, net, NAN),
        "there is no money in any period: the net present value is zero at every rate");
    assert_string_equal(figure_mirr.why_missing(&plan, net, NAN), "there is no money in any period");
}

static void figures_that_say_so_add_up_over_flows(void **state) {
    (void)state;
    static const double a[] = { -100, 30, 60, 90 }, b[] = { -40, 20, 10, 50 }, both[] = { -140, 50, 70, 140 };
    const Setting setting = {
        .months_per_period = 12, .rate_per_year = 0.05, .finance_rate = 0.05, .reinvestment_rate = 0.05
    };
    for (size_t f = 0; f < figure_count; f++) {
        const double sum = figure_of(figure_table[f], setting, a, 4) + figure_of(figure_table[f], setting, b, 4);

        const double whole = figure_of(figure_table[f], setting, both, 4);

        if (figure_table[f]->is_additive) assert_close(whole, sum, 1e-9);
        if (figure_table[f]->unit != UNIT_MONEY) assert_false(figure_table[f]->is_additive);
    }
}

static void figures_that_are_sums_are_the_sums_of_their_parts(void **state) {
    (void)state;
    static const double flow[] = { -100, 30, 60, 90 };
    const Setting setting = { .months_per_period = 12, .rate_per_year = 0.05 };
    size_t sums = 0;
    for (size_t f = 0; f < figure_count; f++)
        for (size_t s = 0; s < MOST_FIGURE_SUMS && figure_table[f]->sums[s][0].sign != 0; s++) {
            double sum = 0;
            for (size_t p = 0; p < MOST_FIGURE_PARTS; p++) {
                const FigurePart part = figure_table[f]->sums[s][p];
                if (part.sign == 0) continue;
                const Figure *found = figure_table[figure_in_reading(part.figure, figure_table[f]->reading)];
                sum += part.sign * figure_of(found, setting, flow, 4);
                assert_true(found->is_additive && found->reading == figure_table[f]->reading);
            }
            sums++;

            assert_close(sum, figure_of(figure_table[f], setting, flow, 4), 1e-9);
        }
    assert_int_equal(sums, 4); /* two of the whole, one of each other reading */
}

/* Lanes side by side take the steps that internal_rates takes for one flow. */
static void rates_of_a_tile_are_those_of_each_lane(void **state) {
    (void)state;
    enum { PERIODS = 9, ROUNDS = 40 };
    uint64_t seed = 3;
    size_t none = 0, one = 0, several = 0;
    for (int round = 0; round < ROUNDS; round++) {
        static double net[PERIODS * TILE], out[TILE];
        const Plan plan = { .period_count = PERIODS, .months_per_period = round % 3 == 0 ? 1 : 12, .zero_money = 1e-9 };
        for (size_t k = 0; k < TILE; k++)
            for (size_t t = 0; t < PERIODS; t++) {
                seed = seed * 6364136223846793005u + 1442695040888963407u;
                const double amount = (double)(seed >> 40) * 0x1p-14;
                const bool out_first = k % 4 == 0, any_sign = k % 4 == 1;
                net[t * TILE + k] = any_sign ? amount - 512 : out_first && t < 2 ? -5 * amount : amount;
            }
        for (size_t k = 2; k < TILE; k += 4) { /* (1.1 v − 1)² (v − 3), of which the first root is double, at a scale */
            const double flow[] = { -3, 7.6, -5.83, 1.21 };
            for (size_t t = 0; t < PERIODS; t++) net[t * TILE + k] = t < 4 ? flow[t] * ((double)round + (double)k) : 0;
        }
        const uint32_t lanes = round % 5 == 0 ? TILE - 3 : TILE;

        figure_irr.evaluate(&plan, &(Flow){ .net = net, .lane_count = lanes }, out);

        for (uint32_t k = 0; k < lanes; k++) {
            double root = 0;
            const uint32_t count = internal_rates(&plan, net + k, TILE, &root, 1);
            none += count == 0, one += count == 1, several += count > 1;
            if (count == 1)
                assert_true(out[k] == root);
            else
                assert_true(isnan(out[k]));
        }
    }
    assert_true(none > 100 && one > 100 && several > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_of_a_tile_are_those_of_each_lane),
        cmocka_unit_test(net_present_value_matches_textbooks),
        cmocka_unit_test(internal_rate_matches_textbooks),
        cmocka_unit_test(every_internal_rate_is_found),
        cmocka_unit_test(modified_rate_matches_spreadsheets),
        cmocka_unit_test(payback_in_both_timings),
        cmocka_unit_test(other_figures_have_closed_forms),
        cmocka_unit_test(every_row_has_names_and_an_explanation),
        cmocka_unit_test(a_figure_without_a_value_says_why),
        cmocka_unit_test(reasons_are_those_of_the_figure),
        cmocka_unit_test(figures_that_say_so_add_up_over_flows),
        cmocka_unit_test(figures_that_are_sums_are_the_sums_of_their_parts),
        cmocka_unit_test(powers_agree_with_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Levers in words: what a quantity comes to is in its own unit, with the period in which that is. */
#include "report/sections/sensitivity/pages.h"

#include <math.h>

#include "support/assert_close.h"

#include "support/arena_fixture.h"

static const BizcaseQuantityLevels stock = { "2026/27", "2029/30", 1000, 6000, NAN, 0, 1, 0 };
static const BizcaseQuantityLevels flow = { "2027/28", "2029/30", 1000, 0, 6000, 0, 0, 0 };
static const BizcaseQuantityLevels level = { "2026/27", "2029/30", 250, 250, NAN, 0, 1, 1 };
static const BizcaseQuantityLevels late = { "2027/28", "2029/30", 250, 250, NAN, 0, 0, 1 };
static const BizcaseQuantityLevels price = { "2026/27", "2029/30", 0.25, 0.3125, NAN, 0, 1, 0 };
static const BizcaseQuantityLevels share = { "2026/27", "2029/30", 0.2, 0.5, NAN, 1, 1, 0 };

static void what_a_lever_is_set_to_is_said_in_its_unit(void **state) {
    (void)state;
    static const struct {
        BizcaseLever lever;
        double value;
        const char *expected, *in_tables, *named;
    } rows[] = {
        { { .name = "quantity:q", .label = "Lamps", .plan = 1, .measure = "lamps", .levels = &stock }, 0.9,
            "900 lamps in 2026/27 (5,400 in 2029/30)", "900 lamps",
            "Lamps: 1,000 lamps in 2026/27 (6,000 in 2029/30) in the plan" },
        { { .name = "quantity:q", .label = "Fitted", .plan = 1, .measure = "lamp/year", .levels = &flow }, 1.1,
            "1,100 lamp/year in 2027/28 (6,600 in total)", "1,100 lamp/year",
            "Fitted: 1,000 lamp/year in 2027/28 (6,000 in total) in the plan" },
        { { .name = "quantity:q", .label = "Bill", .plan = 1, .measure = "£/year", .levels = &flow }, 1,
            "£1,000/year in 2027/28 (£6,000 in total)", "£1,000/year",
            "Bill: £1,000/year in 2027/28 (£6,000 in total) in the plan" },
        { { .name = "quantity:q", .label = "Use", .plan = 1, .measure = "kWh/lamp", .levels = &level }, 0.9,
            "225 kWh/lamp", "225 kWh/lamp", "Use" },
        { { .name = "quantity:q", .label = "Use", .plan = 1, .measure = "kWh/lamp", .levels = &late }, 0.9,
            "225 kWh/lamp from 2027/28", "225 kWh/lamp", "Use: 250 kWh/lamp from 2027/28 in the plan" },
        { { .name = "quantity:q", .label = "Price", .plan = 1, .measure = "£/kWh", .levels = &price }, 0.9,
            "£0.225/kWh in 2026/27 (£0.2813/kWh in 2029/30)", "£0.225/kWh",
            "Price: £0.25/kWh in 2026/27 (£0.3125/kWh in 2029/30) in the plan" },
        { { .name = "quantity:q", .label = "Taken up", .plan = 1, .measure = "%", .levels = &share }, 1.1,
            "22% in 2026/27 (55% in 2029/30)", "22%", "Taken up: 20% in 2026/27 (50% in 2029/30) in the plan" },
        { { .name = "quantity:q", .label = "Posts", .plan = 12, .measure = "FTE" }, 13.2, "13.2 FTE", "13.2 FTE",
            "Posts" },
        { { .name = "quantity:q", .label = "Small", .plan = 0.00012, .measure = "t/kWh" }, 0.00012, "0.00012 t/kWh",
            "0.00012 t/kWh", "Small" },
        { { .name = "quantity:q", .label = "None", .plan = 12, .measure = "" }, 13.2, "13.2", "13.2", "None" },
        { { .name = "quantity:q", .label = "Pure", .plan = 2, .measure = "1" }, 2.2, "2.2", "2.2", "Pure" },
        { { .name = "driver:d", .label = "Demand", .plan = 1 }, 1.1, "1.100", "1.100", "Demand" },
        { { .name = "driver:d", .label = "Shift", .plan = -1 }, -1.1, "−1.100", "−1.100", "Shift" },
        { { .name = "line:l", .label = "Rent", .plan = 1 }, 0.754, "75.4%", "75.4%", "Rent" },
        { { .name = "costs", .label = "All costs", .plan = 1 }, 1.2, "120%", "120%", "All costs" },
        { { .name = "phase:p", .label = "Build", .unit = BIZCASE_LEVER_MONTHS, .plan = 1 }, 6, "6.0 months",
            "6.0 months", "Build: delay" },
        { { .name = "event:r", .label = "Fire", .unit = BIZCASE_LEVER_SHARE, .plan = 0.1 }, 0.25, "25%", "25%",
            "Fire: chance" },
        { { .name = "risk:r", .label = "Fire", .plan = 1 }, 2, "2.000", "2.000", "Fire: cost if it happens" },
        { { .name = "quantity:q", .label = "Lamps", .plan = 1, .measure = "lamps", .levels = &stock }, NAN, "none",
            "none", "Lamps: 1,000 lamps in 2026/27 (6,000 in 2029/30) in the plan" },
    };
    const BizcaseSensitivity study = { .lever_count = 0 };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        assert_string_equal(setting_text(arena, &rows[r].lever, rows[r].value), rows[r].expected);
        assert_string_equal(short_setting_text(arena, &rows[r].lever, rows[r].value), rows[r].in_tables);
        assert_string_equal(lever_text(arena, &study, &rows[r].lever), rows[r].named);
    }
    assert_string_equal(short_lever_text(arena, &study, &rows[0].lever), "Lamps, 2026/27");
    assert_string_equal(short_lever_text(arena, &study, &rows[3].lever), "Use");
}

/* Names of levers and inputs are for data files; two that have the same label are told apart by what they are. */
static void levers_of_one_label_are_told_apart_without_their_names(void **state) {
    (void)state;
    BizcaseLever levers[] = { { .name = "line:hosting", .label = "Hosting" },
        { .name = "driver:hosting", .label = "Hosting" }, { .name = "driver:pay", .label = "Pay" } };
    const BizcaseSensitivity study = { .levers = levers, .lever_count = COUNT_OF(levers) };
    static const char *const expected[] = { "Hosting (line)", "Hosting (driver)", "Pay" };
    for (size_t k = 0; k < COUNT_OF(levers); k++)
        assert_string_equal(lever_label(arena, &study, &levers[k]), expected[k]);
}

/* From 3.5 % to 23 % is 19.5 points more, and not 557 %. */
static void what_is_shown_in_per_cent_changes_by_points(void **state) {
    (void)state;
    static const struct {
        BizcaseLever lever;
        BizcaseSwitch turn;
        const char *expected;
    } rows[] = {
        { { .plan = 0.035, .unit = BIZCASE_LEVER_SHARE }, { 0.23, 0.23 / 0.035 - 1 }, "+19.5 points" },
        { { .plan = 0.65, .unit = BIZCASE_LEVER_SHARE }, { 0.5, -0.15 / 0.65 }, "−15.0 points" },
        { { .plan = 1, .measure = "share", .levels = &share }, { 1.5, 0.5 }, "+10.0 points" }, /* 20 % to 30 % */
        { { .plan = 1, .measure = "lamps", .levels = &stock }, { 1.5, 0.5 }, "+50%" },
        { { .plan = 1 }, { 0.42, -0.58 }, "−58%" },
        { { .plan = 1 }, { NAN, NAN }, "" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(change_text(arena, &rows[r].lever, &rows[r].turn), rows[r].expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_lever_is_set_to_is_said_in_its_unit),
        cmocka_unit_test(levers_of_one_label_are_told_apart_without_their_names),
        cmocka_unit_test(what_is_shown_in_per_cent_changes_by_points),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

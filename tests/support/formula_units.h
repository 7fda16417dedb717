/* Names with units, for formulas that are checked. */
#ifndef TESTS_SUPPORT_FORMULA_UNITS_H
#define TESTS_SUPPORT_FORMULA_UNITS_H

#include <string.h>

#include "formula/units.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"

static const NamedThing unit_things[] = { { "lamps", { NAME_QUANTITY, 0 } }, { "stock", { NAME_QUANTITY, 1 } },
    { "kwh", { NAME_QUANTITY, 2 } }, { "price", { NAME_QUANTITY, 3 } }, { "posts", { NAME_QUANTITY, 4 } },
    { "pay", { NAME_DRIVER, 5 } }, { "on-costs", { NAME_DRIVER, 6 } }, { "families", { NAME_QUANTITY, 7 } },
    { "take-up", { NAME_QUANTITY, 8 } }, { "value", { NAME_QUANTITY, 9 } }, { "side", { NAME_QUANTITY, 10 } },
    { "area", { NAME_QUANTITY, 11 } }, { "fee", { NAME_QUANTITY, 12 } }, { "unread", { NAME_QUANTITY, 13 } },
    { "blank", { NAME_QUANTITY, 14 } }, { "growth", { NAME_GROWTH, 15 } }, { "cpi", { NAME_INDEX, 16 } } };
static const char *const unit_texts[] = { "lamp", "Lamps", "kWh/lamp/year", "£/kWh", "post", "£ / post / year", "%",
    "family", "share", "£/family", "m", "m^2", "£", "per lamp", "", "nobody asks", "nobody asks" };

static inline Unit unit_of_name(const void *context, Name name) {
    (void)context;
    return unit_parse(arena, unit_texts[name.index], NULL);
}

static const Horizon unit_horizon = { { 2019 * 12 + 3, 12 }, 4 };

/* "lamp" is what the formula's unit should be; "money": what a line needs. */
static inline UnitVerdict checked_units(const char *text, const char *expected, Diagnostics *found) {
    const Names names = names_make(arena, unit_things, COUNT_OF(unit_things));
    const FormulaSetting setting = { &names, unit_horizon, NULL };
    Unit units[MOST_MONEY_UNITS] = { unit_parse(arena, expected, NULL) };
    UnitRequest request = { .unit_of = unit_of_name,
        .horizon = unit_horizon,
        .expected = units,
        .expected_count = 1,
        .expectation = "its unit is" };
    if (strcmp(expected, "money") == 0) {
        request.expected_count = units_of_money(arena, NULL, true, units);
        request.expectation = "a line needs";
    }
    diagnostics_init(found, arena);
    const Formula *formula =
        formula_read(arena, &setting, text, (Place){ .file = "quantities.csv", .line = 2, .column = 1 }, found);
    if (!formula) fail_msg("%s: %s", text, found->items[0].message);
    return formula_check_units(arena, formula, &request, found);
}

#endif

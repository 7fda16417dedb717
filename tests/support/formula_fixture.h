/* Names with values, and formulas read against them. */
#ifndef TESTS_SUPPORT_FORMULA_FIXTURE_H
#define TESTS_SUPPORT_FORMULA_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "formula/compile.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"

enum { MOST_PERIODS = 64 };

static const NamedThing things[] = { { "lamps", { NAME_QUANTITY, 0 } }, { "price", { NAME_QUANTITY, 1 } },
    { "take-up", { NAME_QUANTITY, 2 } }, { "take up", { NAME_QUANTITY, 3 } }, { "Cap", { NAME_QUANTITY, 4 } },
    { "a", { NAME_QUANTITY, 5 } }, { "b", { NAME_QUANTITY, 6 } }, { "a-b", { NAME_QUANTITY, 7 } },
    { "c", { NAME_QUANTITY, 8 } }, { "none", { NAME_QUANTITY, 9 } }, { "min", { NAME_QUANTITY, 10 } },
    { "2fast", { NAME_QUANTITY, 11 } }, { "children's", { NAME_QUANTITY, 12 } }, { "stock", { NAME_QUANTITY, 13 } },
    { "pay", { NAME_DRIVER, 14 } }, { "growth", { NAME_GROWTH, 15 } }, { "cpi", { NAME_INDEX, 16 } },
    { "cpi-2", { NAME_INDEX, 17 } }, { "deflator", { NAME_INDEX, 18 } }, { "energy", { NAME_INDEX, 19 } } };
enum { NAME_COUNT = 20 };

static const Horizon yearly = { { 2019 * 12 + 3, 12 }, 4 };   /* 2019/20 to 2022/23 */
static const Horizon quarterly = { { 2019 * 12 + 3, 3 }, 8 }; /* 2019/20 Q1 to 2020/21 Q4 */
static const Horizon monthly = { { 2019 * 12 + 3, 1 }, 30 };  /* 2019-04 to 2021-09 */

/* Values of names in the first periods; later ones are those of the last. */
static const double name_values[NAME_COUNT][4] = { { 100, 200, 300, 340 }, { 2.5, 2.5, 3, 3 }, { 0.5, 0.6, 0.7, 0.8 },
    { 7, 7, 7, 7 }, { 150, 150, 150, 150 }, { 10, 11, 12, 13 }, { 3, 3, 3, 3 }, { 1000, 1000, 1000, 1000 },
    { 5, 5, 5, 5 }, { 0, 0, 0, 0 }, { 17, 17, 17, 17 }, { 23, 23, 23, 23 }, { 29, 29, 29, 29 }, { 40, 30, 20, 10 },
    { 1, 2, 4, 8 }, { 1, 1.02, 1.0404, 1.061208 }, { 1, 1.03, 1.06, 1.09 }, { 1.5, 1.5, 1.5, 1.5 },
    { 1, 1.01, 1.02, 1.03 }, { 2, 2, 2, 2 } };

static inline Binding bind_known(const void *context, Name name) {
    static double values[NAME_COUNT][MOST_PERIODS];
    (void)context;
    for (int t = 0; t < MOST_PERIODS; t++) values[name.index][t] = name_values[name.index][t < 3 ? t : 3];
    return (Binding){ .known = values[name.index] };
}

static Diagnostics found;

static inline const Formula *read_against(const char *text, Horizon horizon, const char *what) {
    static Names names;
    names = names_make(arena, things, COUNT_OF(things));
    const FormulaSetting setting = { &names, horizon, what };
    diagnostics_init(&found, arena);
    return formula_read(arena, &setting, text, (Place){ .file = "quantities.csv", .line = 2, .column = 1 }, &found);
}

static inline void print_found(void) {
    for (size_t i = 0; i < found.count; i++)
        print_error("  %u:%u: %s [%s]\n", found.items[i].line, found.items[i].column, found.items[i].message,
            found.items[i].hint);
}

/* Reads a formula that is in order. */
static inline const Formula *good_formula(const char *text, Horizon horizon) {
    const Formula *formula = read_against(text, horizon, NULL);
    if (!formula || found.count > 0) {
        print_error("%s:\n", text);
        print_found();
        fail();
    }
    return formula;
}

static inline const double *values_of_formula(const Formula *formula, Horizon horizon) {
    return formula_trace(arena, formula, horizon, bind_known, NULL)[formula_root(formula)];
}

#endif

#include "formula/compile.h"
#include "formula/order.h"
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 8 };

static const char *const ids[MOST] = { "a", "b", "c", "d", "e", "f", "g", "h" };
static const Horizon horizon = { { 2019 * 12 + 3, 12 }, 4 };
static Diagnostics found;

/* texts: [MOST], NULL: cells. Each is in a line of its own, from line 2 on. */
static bool ordered(const char *const *texts, QuantityOrder *order) {
    NamedThing things[MOST];
    const Formula *formulas[MOST] = { NULL };
    for (uint32_t i = 0; i < MOST; i++) things[i] = (NamedThing){ ids[i], { NAME_QUANTITY, i } };
    const Names names = names_make(arena, things, MOST);
    const FormulaSetting setting = { &names, horizon, NULL };
    diagnostics_init(&found, arena);
    for (uint32_t i = 0; i < MOST; i++)
        if (texts[i])
            formulas[i] = formula_read(
                arena, &setting, texts[i], (Place){ .file = "quantities.csv", .line = 2 + i, .column = 1 }, &found);
    assert_int_equal(found.count, 0);
    return formula_order(arena, formulas, ids, MOST, order, &found);
}

/* "c a (b d)": groups in brackets use their own past. */
static void order_in_words(const QuantityOrder *order, char *text) {
    *text = '\0';
    for (uint32_t g = 0; g < order->group_count; g++) {
        const OrderGroup *group = &order->groups[g];
        if (group->uses_own_past) strcat(text, "(");
        for (uint32_t m = 0; m < group->count; m++) strcat(text, ids[order->quantities[group->first + m]]);
        if (group->uses_own_past) strcat(text, ")");
    }
}

static void quantities_come_after_those_that_they_use(void **state) {
    static const struct {
        const char *texts[MOST];
        const char *expected;
    } rows[] = { { { NULL }, "abcdefgh" }, { { "b + c", "c", NULL }, "cbadefgh" },
        { { "prev(a, 6) + b" }, "b(a)cdefgh" }, { { "prev(b) + 1", "a * 2" }, "(ab)cdefgh" },
        { { "b * 2", "prev(a) + c", "prev(b)" }, "(cba)defgh" },
        { { "lag(a, 1) + total(b)", "cumulative(c)" }, "cb(a)defgh" },
        { { "prev(a + b)", "cumulative(prev(a))" }, "(ab)cdefgh" },
        { { "lag(b, 2)", "renewals(a, 3)" }, "(ab)cdefgh" } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        QuantityOrder order;
        char text[64];
        if (!ordered(rows[r].texts, &order)) fail_msg("row %zu: %s", r, found.items[0].message);
        order_in_words(&order, text);

        assert_string_equal(text, rows[r].expected);
    }
}

static void a_circle_is_named_with_its_members(void **state) {
    static const char hint[] = "a quantity can use its own past only, through prev(), or lag() by 1 or more";
    static const struct {
        const char *texts[MOST];
        unsigned line, column;
        const char *message;
    } rows[] = {
        { { "a + 1" }, 2, 1, "\"a\" uses \"a\": a circle" },
        { { "1 + b", "2 * a" }, 2, 5, "\"a\" uses \"b\" uses \"a\": a circle" },
        { { NULL, "d", "b", "prev(d) + c" }, 3, 1, "\"b\" uses \"d\" uses \"c\" uses \"b\": a circle" },
        { { "cumulative(a)" }, 2, 12, "\"a\" uses \"a\": a circle" },
        { { "1 + total(a)" }, 2, 11, "\"a\" uses \"a\": a circle" },
        { { "cohort(a, 1)" }, 2, 8, "\"a\" uses \"a\": a circle" },
        { { "in_use(a, 2)" }, 2, 8, "\"a\" uses \"a\": a circle" },
        { { "renewals(a, 2)" }, 2, 10, "\"a\" uses \"a\": a circle" },
        { { "lag(a, 0)" }, 2, 5, "\"a\" uses \"a\": a circle" },
        { { "prev(1, a)" }, 2, 9, "\"a\" uses \"a\": a circle" },
        { { "total(prev(a))" }, 2, 12, "\"a\" uses \"a\": a circle" },
        { { "prev(a) + a" }, 2, 11, "\"a\" uses \"a\": a circle" },
        { { "prev(b)", "total(c)", "a + 1" }, 2, 6, "\"a\" uses \"b\" uses \"c\" uses \"a\": a circle" },
        { { "h", "a", "b", "c", "d", "e", "f", "g" }, 2, 1,
            "\"a\" uses \"h\" uses \"g\" uses \"f\" uses \"e\" uses \"d\" uses \"c\" uses \"b\" uses \"a\": a circle" }
    };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        QuantityOrder order;

        if (ordered(rows[r].texts, &order)) fail_msg("row %zu is no circle", r);

        if (found.count != 1) fail_msg("row %zu: %zu diagnostics", r, found.count);
        assert_string_equal(found.items[0].message, rows[r].message);
        assert_string_equal(found.items[0].hint, hint);
        assert_int_equal(found.items[0].line, rows[r].line);
        assert_int_equal(found.items[0].column, rows[r].column);
    }
}

static void each_circle_is_reported_once(void **state) {
    static const char *const texts[MOST] = { "b", "a", "d + a", "c", "f + d", "e" };
    QuantityOrder order;
    (void)state;

    assert_false(ordered(texts, &order));

    assert_int_equal(found.count, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantities_come_after_those_that_they_use),
        cmocka_unit_test(a_circle_is_named_with_its_members),
        cmocka_unit_test(each_circle_is_reported_once),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

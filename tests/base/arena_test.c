/* Memory that is freed all at once, and what happens when it runs out. */
#include "support/assert_close.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

static void memory_is_zeroed_aligned_and_apart(void **state) {
    (void)state;
    static const size_t sizes[] = { 0, 1, 15, 16, 17, 1000, 16384, 16385, 65536, 1000000, 3 };
    Arena *arena = arena_new();
    unsigned char *blocks[COUNT_OF(sizes)];
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        blocks[i] = arena_alloc(arena, sizes[i]);
        assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
        for (size_t b = 0; b < sizes[i]; b++) assert_int_equal(blocks[i][b], 0);

        memset(blocks[i], (int)i + 1, sizes[i]);
    }

    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        for (size_t b = 0; b < sizes[i]; b++) assert_int_equal(blocks[i][b], i + 1);
    arena_free(arena);
}

static void a_growing_array_keeps_what_it_holds(void **state) {
    (void)state;
    Arena *arena = arena_new();
    size_t *numbers = NULL, capacity = 0;
    for (size_t count = 0; count < 10000; count++) {
        numbers = arena_grow(arena, numbers, count, &capacity, sizeof *numbers);
        assert_true(capacity > count);
        numbers[count] = count;
    }

    for (size_t i = 0; i < 10000; i++) assert_int_equal(numbers[i], i);
    arena_free(arena);
}

static void texts_are_copies(void **state) {
    (void)state;
    Arena *arena = arena_new();
    char text[] = "costs";
    const char *copy = arena_text(arena, text), *part = arena_text_n(arena, text, 2),
               *none = arena_text_n(arena, NULL, 0);

    text[0] = 'x';

    assert_string_equal(copy, "costs");
    assert_string_equal(part, "co");
    assert_string_equal(none, "");
    assert_string_equal(arena_format(arena, "%s:%d", copy, 12), "costs:12");
    arena_free(arena);
}

enum Wish { TOO_LARGE, TOO_LARGE_WITH_HEADER, PRODUCT_OVERFLOWS, WISH_COUNT };

typedef struct Wishing {
    Arena *arena;
    enum Wish what;
    bool came_back;
} Wishing;

static void wish(void *context) {
    Wishing *wishing = context;
    switch (wishing->what) {
    case TOO_LARGE: arena_alloc(wishing->arena, SIZE_MAX); break;
    case TOO_LARGE_WITH_HEADER: arena_alloc(wishing->arena, SIZE_MAX - 100); break;
    case PRODUCT_OVERFLOWS: arena_array(wishing->arena, SIZE_MAX / 8 + 2, 8); break;
    case WISH_COUNT: break;
    }
    wishing->came_back = true;
}

static void running_out_of_memory_ends_the_try(void **state) {
    (void)state;
    for (int what = 0; what < WISH_COUNT; what++) {
        Wishing wishing = { arena_new(), (enum Wish)what, false };

        assert_false(arena_try(wishing.arena, wish, &wishing));

        assert_false(wishing.came_back);
        arena_free(wishing.arena);
    }
}

static void the_count_decides_which_allocation_fails(void **state) {
    (void)state;
    Wishing wishing = { arena_new(), WISH_COUNT, false };

    arena_fail_after(1);

    assert_false(allocation_fails());
    assert_true(allocation_fails());
    assert_false(allocation_fails());
    assert_true(arena_try(wishing.arena, wish, &wishing));
    arena_free(wishing.arena);
}

/* --- tries within tries ---------------------------------------------------------------------------------------------- */

typedef struct Nested {
    Arena *outer;
    bool inner_came_back, inner_result;
} Nested;

static void ask_for_too_much(void *context) {
    arena_alloc(context, SIZE_MAX);
}

static void try_inner(void *context) {
    Nested *nested = context;
    nested->inner_result = arena_try(nested->outer, ask_for_too_much, nested->outer);
    nested->inner_came_back = true;
    arena_alloc(arena_within(nested->outer), SIZE_MAX); /* the part has no try of its own */
    nested->inner_result = true;
}

static void a_try_within_a_try_leaves_the_outer_as_it_was(void **state) {
    (void)state;
    Nested nested = { .outer = arena_new() };

    assert_false(arena_try(nested.outer, try_inner, &nested));

    assert_true(nested.inner_came_back);
    assert_false(nested.inner_result);
    arena_free(nested.outer);
}

/* --- what is undone -------------------------------------------------------------------------------------------------- */

typedef struct Undone {
    char order[8];
} Undone;

static Undone undone;

static void undo_a(void *object) {
    strcat(((Undone *)object)->order, "a");
}

static void undo_b(void *object) {
    strcat(((Undone *)object)->order, "b");
}

static void open_things(void *context) {
    Arena *whole = context, *part = arena_within(whole);
    arena_defer(whole, undo_a, &undone);
    arena_defer(part, undo_b, &undone);
    arena_free(part); /* before the whole, and once */
    arena_defer(whole, undo_b, &undone);
    arena_alloc(whole, SIZE_MAX);
}

static void what_was_opened_is_undone_whatever_ends_the_work(void **state) {
    (void)state;
    Arena *whole = arena_new();
    undone = (Undone){ "" };

    assert_false(arena_try(whole, open_things, whole));
    arena_free(whole);

    assert_string_equal(undone.order, "bba");
}

static void freeing_nothing_is_allowed(void **state) {
    (void)state;
    arena_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(a_growing_array_keeps_what_it_holds),
        cmocka_unit_test(texts_are_copies),
        cmocka_unit_test(running_out_of_memory_ends_the_try),
        cmocka_unit_test(the_count_decides_which_allocation_fails),
        cmocka_unit_test(a_try_within_a_try_leaves_the_outer_as_it_was),
        cmocka_unit_test(what_was_opened_is_undone_whatever_ends_the_work),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Memory that is freed all at once, and what happens when there is none. */
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

static void wish(Arena *arena, enum Wish what) {
    switch (what) {
    case TOO_LARGE: arena_alloc(arena, SIZE_MAX); break;
    case TOO_LARGE_WITH_HEADER: arena_alloc(arena, SIZE_MAX - 100); break;
    case PRODUCT_OVERFLOWS: arena_array(arena, SIZE_MAX / 8 + 2, 8); break;
    case WISH_COUNT: break;
    }
}

static void running_out_of_memory_jumps_to_the_entry_point(void **state) {
    (void)state;
    for (volatile int what = 0; what < WISH_COUNT; what++) {
        Arena *volatile arena = arena_new();
        volatile bool came_back = false;

        if (setjmp(*arena_on_failure(arena)) == 0)
            wish(arena, (enum Wish)what);
        else
            came_back = true;

        assert_true(came_back);
        arena_free(arena);
    }
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
        cmocka_unit_test(running_out_of_memory_jumps_to_the_entry_point),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Ranks found among many values are those of sorted ones. */
#include "study/simulation/select.h"
#include "support/assert_close.h"

#include <stdlib.h>

enum { COUNT = 500 };

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Every third is not a number, and is above all numbers. */
static void what_is_no_number_is_above_all_numbers(void **state) {
    (void)state;
    double values[COUNT], numbers[COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = i % 3 == 0 ? NAN : (double)(i * 7919 % 1009);
        if (i % 3 != 0) numbers[count++] = values[i];
    }
    qsort(numbers, count, sizeof *numbers, by_size);
    const size_t ranks[] = { 0, 17, count - 1, count, COUNT - 1 };

    select_ranks(values, COUNT, ranks, COUNT_OF(ranks));

    for (size_t r = 0; r < 3; r++) assert_close(values[ranks[r]], numbers[ranks[r]], 0);
    for (size_t r = 3; r < COUNT_OF(ranks); r++) assert_true(isnan(values[ranks[r]]));
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_no_number_is_above_all_numbers) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

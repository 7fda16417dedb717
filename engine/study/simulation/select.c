#include "study/simulation/select.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

static void swap(double *a, double *b) {
    const double swapped = *a;
    *a = *b;
    *b = swapped;
}

static double middle_of_three(double a, double b, double c) {
    if (a > b) swap(&a, &b);
    if (b > c) swap(&b, &c);
    return a > b ? a : b;
}

static void sort_few(double *values, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && values[j - 1] > values[j]; j--) swap(&values[j - 1], &values[j]);
}

/* Moves what is below the pivot (or at it, when `with_equal`) to the front; returns how many. Every value is swapped, so
   that no branch depends on one: outcomes are random, and a processor guesses half of such branches wrong. */
static size_t move_to_front(double *values, size_t count, double pivot, bool with_equal) {
    size_t front = 0;
    for (size_t i = 0; i < count; i++) {
        const double value = values[i];
        values[i] = values[front];
        values[front] = value;
        front += (size_t)((value < pivot) | (with_equal & (value == pivot)));
    }
    return front;
}

/* In two parts. Where nothing is less than the pivot, what is equal to it is set apart, so that many equal outcomes (payback,
   no risk) stay linear. */
static void partition(double *values, size_t count, double pivot, size_t *less, size_t *not_greater) {
    *less = move_to_front(values, count, pivot, false);
    *not_greater = *less > 0 ? *less : move_to_front(values, count, pivot, true);
}

/* ranks are counted from `first`, where values is in the whole array. */
static void select_within(double *values, size_t count, size_t first, const size_t *ranks, size_t rank_count) {
    while (rank_count > 0 && count > 1) {
        if (count <= 24) {
            sort_few(values, count);
            return;
        }
        size_t less, not_greater;
        partition(values, count, middle_of_three(values[0], values[count / 2], values[count - 1]), &less, &not_greater);
        size_t below = 0, above = rank_count;
        while (below < rank_count && ranks[below] < first + less) below++;
        while (above > below && ranks[above - 1] >= first + not_greater) above--;
        select_within(values, less, first, ranks, below);
        values += not_greater;
        count -= not_greater;
        first += not_greater;
        ranks += above;
        rank_count -= above;
    }
}

/* Moves what is not a number to the end; returns how many numbers there are. */
static size_t numbers_first(double *values, size_t count) {
    for (size_t i = 0; i < count;) {
        const double value = values[i];
        if (!isnan(value)) {
            i++;
            continue;
        }
        values[i] = values[--count];
        values[count] = value;
    }
    return count;
}

void select_ranks(double *values, size_t count, const size_t *ranks, size_t rank_count) {
    for (size_t r = 1; r < rank_count; r++) assert(ranks[r - 1] <= ranks[r]);
    const size_t numbers = numbers_first(values, count);
    while (rank_count > 0 && ranks[rank_count - 1] >= numbers) rank_count--;
    select_within(values, numbers, 0, ranks, rank_count);
}

int compare_ranks(const void *a, const void *b) {
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

#include "study/summary.h"

#include <math.h>
#include <stdlib.h>

#define WORST_SHARE 0.05
#define PERCENTILES { 1, 5, 10, 25, 50, 75, 80, 90, 95, 99 }

const double *bizcase_percentiles(void) {
    static const double percentiles[BIZCASE_PERCENTILE_COUNT] = PERCENTILES;
    return percentiles;
}

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

/* In three parts, so that many equal outcomes (payback, no risk) stay linear. */
static void partition(double *values, size_t count, double pivot, size_t *less, size_t *not_greater) {
    *less = move_to_front(values, count, pivot, false);
    *not_greater = *less + move_to_front(values + *less, count - *less, pivot, true);
}

/* ranks are counted from `first`, where values stands in the whole array. */
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

void select_ranks(double *outcomes, size_t count, const size_t *ranks, size_t rank_count) {
    select_within(outcomes, count, 0, ranks, rank_count);
}

double quantile_type_7(const double *outcomes, size_t count, double p) {
    const double position = (double)(count - 1) * p;
    const size_t rank = (size_t)position;
    const double part = position - (double)rank;
    if (part == 0 || rank + 1 >= count) return outcomes[rank];
    return outcomes[rank] + part * (outcomes[rank + 1] - outcomes[rank]);
}

static int compare_ranks(const void *a, const void *b) {
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* Every rank that the percentiles and the worst share look at. */
static size_t wanted_ranks(size_t count, size_t *ranks) {
    size_t found = 0;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        const size_t rank = (size_t)((double)(count - 1) * bizcase_percentiles()[i] / 100);
        ranks[found++] = rank;
        if (rank + 1 < count) ranks[found++] = rank + 1;
    }
    const size_t worst = (size_t)(WORST_SHARE * (double)count);
    ranks[found++] = worst;
    ranks[found++] = count - 1 - worst;
    qsort(ranks, found, sizeof *ranks, compare_ranks);
    return found;
}

/* Mean of the worst 5 % of trials; where that is no whole number of them, the next one counts in part. */
static double expected_shortfall(const double *outcomes, size_t count, bool low_is_worst) {
    const double wanted = WORST_SHARE * (double)count;
    const size_t whole = (size_t)wanted;
    double sum = 0;
    for (size_t i = 0; i < whole; i++) sum += low_is_worst ? outcomes[i] : outcomes[count - 1 - i];
    const double next = whole < count ? (low_is_worst ? outcomes[whole] : outcomes[count - 1 - whole]) : 0;
    if (wanted > (double)whole) sum += (wanted - (double)whole) * next;
    return sum / wanted;
}

static double finite_or_nan(double value) {
    return isfinite(value) ? value : NAN;
}

/* Sums in blocks, so that the error grows with the number of blocks and not of trials. */
static double block_sum(const double *values, size_t count, double centre, int power) {
    double total = 0;
    for (size_t begin = 0; begin < count; begin += 1024) {
        const size_t end = begin + 1024 < count ? begin + 1024 : count;
        double sum = 0;
        for (size_t i = begin; i < end; i++) {
            if (!isfinite(values[i])) continue;
            const double deviation = values[i] - centre;
            sum += power == 2 ? deviation * deviation : deviation;
        }
        total += sum;
    }
    return total;
}

static void summarise_moments(const double *outcomes, size_t count, BizcaseDistribution *summary) {
    size_t finite = 0;
    summary->min = INFINITY;
    summary->max = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(outcomes[i])) continue;
        finite++;
        summary->min = outcomes[i] < summary->min ? outcomes[i] : summary->min;
        summary->max = outcomes[i] > summary->max ? outcomes[i] : summary->max;
    }
    summary->min = finite_or_nan(summary->min);
    summary->max = finite_or_nan(summary->max);
    const double n = (double)finite;
    /* Around the first value, which keeps a constant outcome exact. */
    const double centre = finite > 0 ? summary->min : NAN;
    summary->mean = finite > 0 ? centre + block_sum(outcomes, count, centre, 1) / n : NAN;
    summary->sd = finite > 1 ? sqrt(block_sum(outcomes, count, summary->mean, 2) / (n - 1)) : NAN;
    summary->standard_error = summary->sd / sqrt(n);
}

static void summarise_probabilities(const Figure *figure, const double *outcomes, size_t count, BizcaseDistribution *summary) {
    size_t negative = 0, never_back = 0, never_negative = 0;
    for (size_t i = 0; i < count; i++) {
        negative += outcomes[i] < 0 && isfinite(outcomes[i]);
        never_back += outcomes[i] == INFINITY;
        never_negative += outcomes[i] == -INFINITY;
    }
    const double n = (double)count, p = (double)negative / n;
    summary->probability_negative = p;
    summary->probability_negative_error = sqrt(p * (1 - p) / n);
    summary->probability_within_horizon = figure->is_payback ? 1 - (double)never_back / n : NAN;
    summary->probability_never_negative = figure->is_payback ? (double)never_negative / n : NAN;
}

/* Moves NaN outcomes (no such figure in that trial) to the end; returns how many are left. */
static size_t drop_missing(double *outcomes, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(outcomes[i])) outcomes[kept++] = outcomes[i];
    return kept;
}

void outcomes_summarise(const Figure *figure, double *outcomes, size_t count, BizcaseDistribution *summary) {
    count = drop_missing(outcomes, count);
    summarise_moments(outcomes, count, summary);
    summary->expected_shortfall_5 = NAN;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) summary->percentiles[i] = NAN;
    if (count == 0) {
        summary->probability_negative = summary->probability_negative_error = NAN;
        summary->probability_within_horizon = summary->probability_never_negative = NAN;
        return;
    }
    summarise_probabilities(figure, outcomes, count, summary);

    size_t ranks[2 * BIZCASE_PERCENTILE_COUNT + 2];
    const size_t rank_count = wanted_ranks(count, ranks);
    select_ranks(outcomes, count, ranks, rank_count);
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++)
        summary->percentiles[i] = finite_or_nan(quantile_type_7(outcomes, count, bizcase_percentiles()[i] / 100));
    summary->expected_shortfall_5 = finite_or_nan(expected_shortfall(outcomes, count, figure->higher_is_better));
}

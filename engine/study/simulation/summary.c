#include "study/simulation/summary.h"

#include <math.h>
#include <stdlib.h>

#include "study/simulation/grid.h"
#include "study/simulation/select.h"

#define WORST_SHARE 0.05
#define PERCENTILES                                                                                                    \
    { 1, 5, 10, 25, 50, 75, 80, 90, 95, 99 }

const double *bizcase_percentiles(void) {
    static const double percentiles[BIZCASE_PERCENTILE_COUNT] = PERCENTILES;
    return percentiles;
}

double probability_error(uint64_t hits, uint64_t trials) {
    const double p = (double)hits / (double)trials;
    return sqrt(p * (1 - p) / (double)trials);
}

/* Of the weighted mean of independent values of equal mean. */
double randomised_error(const double *values, const double *weights, size_t count) {
    double total = 0, mean = 0, squares = 0;
    for (size_t i = 0; i < count; i++) total += weights[i];
    for (size_t i = 0; i < count; i++) mean += weights[i] / total * values[i];
    for (size_t i = 0; i < count; i++) {
        const double part = weights[i] / total * (values[i] - mean);
        squares += part * part;
    }
    return count > 1 ? sqrt(squares * (double)count / (double)(count - 1)) : NAN;
}

static double finite_or_nan(double value) {
    return isfinite(value) ? value : NAN;
}

static size_t cell_count(const CellGrid *grid) {
    return (size_t)2 * grid->side_count;
}

static uint64_t valid_count(const Tally *tally) {
    return tally->never_negative + tally->finite + tally->never_back;
}

/* --- order statistics ----------------------------------------------------------------------------------------------- */

/* Where an order statistic is. */
typedef struct RankPlace {
    bool kept;        /* its cell is, and the value is known */
    uint32_t cell;    /* or fine cell, where outcomes are counted finely */
    uint64_t in_cell; /* its rank within the cell */
    uint64_t of_cell; /* how many the cell has */
    size_t outcome;   /* its rank among the kept outcomes */
    double infinity;  /* ±∞ when it is that; else 0 */
} RankPlace;

/* From a place in a cell to that in its fine cell. */
static void find_fine(const FigureColumn *column, RankPlace *place) {
    const uint32_t *fine = column->tally.fine;
    place->cell = column->grid->first_fine[place->cell];
    while (place->in_cell >= fine[place->cell]) place->in_cell -= fine[place->cell++];
    place->of_cell = fine[place->cell];
}

static RankPlace find_place(const FigureColumn *column, uint64_t rank) {
    const Tally *tally = &column->tally;
    if (rank < tally->never_negative) return (RankPlace){ .kept = true, .infinity = -INFINITY };
    rank -= tally->never_negative;
    if (rank >= tally->finite) return (RankPlace){ .kept = true, .infinity = INFINITY };
    RankPlace place = { 0 };
    while (rank >= tally->cells[place.cell]) {
        rank -= tally->cells[place.cell];
        if (column->grid->kept[place.cell]) place.outcome += tally->cells[place.cell];
        place.cell++;
    }
    place.outcome += (size_t)rank;
    place.kept = column->grid->kept[place.cell];
    place.in_cell = rank;
    place.of_cell = tally->cells[place.cell];
    if (place.kept && !column->grid->keeps_outcomes) find_fine(column, &place);
    return place;
}

static double cell_end(const FigureColumn *column, uint32_t cell) {
    const double next = cell + 1 < cell_count(column->grid) ? grid_cell_start(column->grid, cell + 1) : INFINITY;
    return fmin(next, column->tally.max);
}

/* The value at a place. Where only counts were kept it is between the cell's smallest and largest outcome. */
static double value_at(const FigureColumn *column, const RankPlace *place) {
    if (place->infinity != 0) return place->infinity;
    const Tally *tally = &column->tally;
    if (place->kept && column->grid->keeps_outcomes) return tally->outcomes[place->outcome];
    const double low =
        place->kept ? tally->lowest[place->cell] : fmax(grid_cell_start(column->grid, place->cell), tally->min);
    const double high = place->kept ? tally->highest[place->cell] : cell_end(column, place->cell);
    return low + (high - low) * ((double)place->in_cell + 0.5) / (double)place->of_cell;
}

/* How far, as a part of all outcomes, the true rank of value_at may be from the place's. */
static double rank_error_at(const FigureColumn *column, const RankPlace *place) {
    const Tally *tally = &column->tally;
    if (place->infinity != 0 || column->grid->keeps_outcomes ||
        tally->lowest[place->cell] == tally->highest[place->cell])
        return 0;
    return (double)place->of_cell / (double)valid_count(tally);
}

/* A percentile's order statistics: the two around it, and those a standard error of its rank away. */
typedef struct PercentilePlaces {
    double part; /* of the way from first to second */
    RankPlace first, second, low, high;
} PercentilePlaces;

/* Standard error of the part of outcomes below percentile i. */
static double rank_standard_error(const FigureColumn *column, size_t i) {
    const double p = bizcase_percentiles()[i] / 100;
    if (column->randomisation_count == 0) return sqrt(p * (1 - p) / (double)valid_count(&column->tally));
    double *parts = column->spare, *weights = parts + column->randomisation_count;
    for (size_t r = 0; r < column->randomisation_count; r++) {
        const Randomisation *randomisation = &column->randomisations[r];
        weights[r] = (double)(randomisation->trials - randomisation->missing);
        parts[r] = weights[r] > 0 ? (double)randomisation->below[i] / weights[r] : 0;
    }
    return randomised_error(parts, weights, column->randomisation_count);
}

static PercentilePlaces percentile_places(const FigureColumn *column, size_t i) {
    const double n = (double)valid_count(&column->tally), p = bizcase_percentiles()[i] / 100;
    const double position = (n - 1) * p, reach = n * rank_standard_error(column, i);
    const double low = floor(position - reach), high = ceil(position + reach);
    const uint64_t rank = (uint64_t)position;
    return (PercentilePlaces){
        .part = position - (double)rank,
        .first = find_place(column, rank),
        .second = find_place(column, (double)rank + 1 < n ? rank + 1 : rank),
        .low = find_place(column, low > 0 ? (uint64_t)low : 0),
        .high = find_place(column, high < n ? (uint64_t)high : (uint64_t)n - 1),
    };
}

static void want(const RankPlace *place, size_t *ranks, size_t *count) {
    if (place->kept && place->infinity == 0) ranks[(*count)++] = place->outcome;
}

/* Type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", American Statistician 50 (1996): at position
   (n − 1)·p between the order statistics. */
static void read_percentile(
    const FigureColumn *column, size_t i, const PercentilePlaces *places, BizcaseDistribution *summary) {
    const double first = value_at(column, &places->first), second = value_at(column, &places->second);
    const double half_width = (value_at(column, &places->high) - value_at(column, &places->low)) / 2;
    const double value = places->part == 0 ? first : first + places->part * (second - first);
    summary->percentiles[i] = finite_or_nan(value);
    summary->percentile_errors[i] = isfinite(value) ? finite_or_nan(half_width) : NAN;
    const double error = fmax(rank_error_at(column, &places->first), rank_error_at(column, &places->second));
    summary->percentile_rank_error = fmax(summary->percentile_rank_error, error);
}

/* --- the worst share ------------------------------------------------------------------------------------------------ */

/* Σ (outcome − origin) in whole grains, so that the order of the outcomes does not matter. */
static double grain_sum(const double *outcomes, size_t count, double origin) {
    static const double least_span = 1e-200; /* below it the sum is nothing, and grains would overflow */
    double span = 0;
    for (size_t i = 0; i < count; i++) span = fmax(span, fabs(outcomes[i] - origin));
    if (!(span > least_span)) return 0;
    const double grains = 0x1p30 / span;
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += llround((outcomes[i] - origin) * grains);
    return (double)sum / grains;
}

/* Sum over fine cells, of outcomes at the middle of theirs. */
static double counted_sum(const Tally *tally, uint32_t first, uint32_t end) {
    double sum = 0;
    for (uint32_t fine = first; fine < end; fine++)
        if (tally->fine[fine] > 0) sum += (double)tally->fine[fine] * (tally->lowest[fine] + tally->highest[fine]) / 2;
    return sum;
}

/* The cells and ranks that the worst share is made of. */
typedef struct WorstShare {
    double wanted;               /* how many outcomes */
    bool impossible;             /* one of them is infinite */
    uint64_t sure;               /* in the cells beyond CellGrid.worst_cell */
    RankPlace edge;              /* the first outcome that counts in part only */
    size_t kept_begin, kept_end; /* kept outcomes between them and the edge; what is there when selected */
} WorstShare;

static WorstShare worst_share(const FigureColumn *column) {
    const Tally *tally = &column->tally;
    const CellGrid *grid = column->grid;
    const uint64_t n = valid_count(tally);
    WorstShare share = { .wanted = WORST_SHARE * (double)n };
    const uint64_t whole = (uint64_t)share.wanted;
    const uint64_t infinite = grid->low_is_worst ? tally->never_negative : tally->never_back;
    const uint64_t last = whole < n ? whole : n - 1;
    share.edge = find_place(column, grid->low_is_worst ? last : n - 1 - last);
    share.impossible = infinite > 0 || share.edge.infinity != 0;
    size_t kept = 0;
    for (uint32_t cell = 0; cell < cell_count(grid); cell++) {
        const bool sure = grid->low_is_worst ? cell < grid->worst_cell : cell > grid->worst_cell;
        if (sure) share.sure += tally->cells[cell];
        if (grid->kept[cell] && (grid->low_is_worst ? cell < grid->worst_cell : cell <= grid->worst_cell))
            kept += tally->cells[cell];
    }
    share.kept_begin = grid->low_is_worst ? kept : share.edge.outcome + 1;
    share.kept_end = grid->low_is_worst ? share.edge.outcome : kept;
    if (!share.edge.kept || share.sure > whole) share.edge.kept = false;
    return share;
}

/* Mean of the worst 5 % of trials; where that is no whole number of them, the next one counts in part. */
static double expected_shortfall(const FigureColumn *column, const WorstShare *share) {
    if (share->impossible) return NAN;
    const CellGrid *grid = column->grid;
    const Tally *tally = &column->tally;
    const double edge = value_at(column, &share->edge);
    double between;
    uint64_t between_count;
    if (grid->keeps_outcomes) {
        between_count = share->kept_end > share->kept_begin ? share->kept_end - share->kept_begin : 0;
        between =
            (double)between_count * edge + grain_sum(tally->outcomes + share->kept_begin, (size_t)between_count, edge);
    } else {
        const uint64_t whole = (uint64_t)share->wanted;
        between_count = whole - share->sure;
        const uint32_t *first_fine = grid->first_fine + grid->worst_cell;
        const uint64_t of_edge =
            grid->low_is_worst ? share->edge.in_cell : share->edge.of_cell - 1 - share->edge.in_cell;
        between = grid->low_is_worst ? counted_sum(tally, first_fine[0], share->edge.cell)
                                     : counted_sum(tally, share->edge.cell + 1, first_fine[1]);
        const double outer = grid->low_is_worst ? tally->lowest[share->edge.cell] : tally->highest[share->edge.cell];
        between += (double)of_edge * (outer + edge) / 2;
    }
    const double counted = (double)(share->sure + between_count);
    return (column->sums.worst + (double)share->sure * grid->centre + between + (share->wanted - counted) * edge) /
           share->wanted;
}

/* --- moments and probabilities -------------------------------------------------------------------------------------- */

static double mean_error(const FigureColumn *column, double sd) {
    if (column->randomisation_count == 0) return sd / sqrt((double)column->tally.finite);
    double *means = column->spare, *weights = means + column->randomisation_count;
    for (size_t r = 0; r < column->randomisation_count; r++) {
        weights[r] = (double)column->randomisations[r].finite;
        means[r] = weights[r] > 0 ? column->randomisations[r].sum / weights[r] : 0;
    }
    return randomised_error(means, weights, column->randomisation_count);
}

static void summarise_moments(const FigureColumn *column, BizcaseDistribution *summary) {
    const Tally *tally = &column->tally;
    const double n = (double)tally->finite, sum = column->sums.sum;
    summary->min = finite_or_nan(tally->min);
    summary->max = finite_or_nan(tally->max);
    summary->mean = n > 0 ? column->grid->centre + sum / n : NAN;
    summary->sd = n > 1 ? sqrt(fmax(0, column->sums.squares - sum * sum / n) / (n - 1)) : NAN;
    summary->standard_error = mean_error(column, summary->sd);
}

/* Standard error of the part of outcomes that count_of counts. */
static double part_error(const FigureColumn *column, uint64_t hits, uint64_t (*count_of)(const Randomisation *)) {
    if (column->randomisation_count == 0) return probability_error(hits, valid_count(&column->tally));
    double *parts = column->spare, *weights = parts + column->randomisation_count;
    for (size_t r = 0; r < column->randomisation_count; r++) {
        const Randomisation *randomisation = &column->randomisations[r];
        weights[r] = (double)(randomisation->trials - randomisation->missing);
        parts[r] = weights[r] > 0 ? (double)count_of(randomisation) / weights[r] : 0;
    }
    return randomised_error(parts, weights, column->randomisation_count);
}

static uint64_t negative_of(const Randomisation *randomisation) {
    return randomisation->negative;
}

static uint64_t reached_of(const Randomisation *randomisation) {
    return randomisation->reached;
}

static uint64_t never_back_of(const Randomisation *randomisation) {
    return randomisation->never_back;
}

static void summarise_probabilities(const FigureColumn *column, BizcaseDistribution *summary) {
    const Tally *tally = &column->tally;
    const double n = (double)valid_count(tally);
    const bool is_payback = column->figure->is_payback;
    summary->probability_negative = (double)tally->negative / n;
    summary->probability_negative_error = part_error(column, tally->negative, negative_of);
    const bool has_plan = !isnan(column->grid->plan);
    summary->probability_at_least_plan = has_plan ? (double)tally->reached / n : NAN;
    summary->probability_at_least_plan_error = has_plan ? part_error(column, tally->reached, reached_of) : NAN;
    summary->probability_within_horizon = is_payback ? 1 - (double)tally->never_back / n : NAN;
    summary->probability_within_horizon_error = is_payback ? part_error(column, tally->never_back, never_back_of) : NAN;
    summary->probability_never_negative = is_payback ? (double)tally->never_negative / n : NAN;
}

static void summarise_nothing(BizcaseDistribution *summary) {
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) summary->percentiles[i] = summary->percentile_errors[i] = NAN;
    summary->expected_shortfall_5 = NAN;
    summary->probability_negative = summary->probability_negative_error = NAN;
    summary->probability_within_horizon = summary->probability_within_horizon_error = NAN;
    summary->probability_never_negative = NAN;
    summary->probability_at_least_plan = summary->probability_at_least_plan_error = NAN;
}

bool column_summarise(const FigureColumn *column, BizcaseDistribution *summary) {
    summary->percentile_rank_error = 0;
    summarise_moments(column, summary);
    if (valid_count(&column->tally) == 0) {
        summarise_nothing(summary);
        return true;
    }
    summarise_probabilities(column, summary);

    PercentilePlaces places[BIZCASE_PERCENTILE_COUNT];
    size_t ranks[4 * BIZCASE_PERCENTILE_COUNT + 3], rank_count = 0;
    const WorstShare share = worst_share(column);
    bool all_kept = share.edge.kept;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) {
        places[i] = percentile_places(column, i);
        all_kept = all_kept && places[i].first.kept && places[i].second.kept;
        want(&places[i].first, ranks, &rank_count);
        want(&places[i].second, ranks, &rank_count);
        want(&places[i].low, ranks, &rank_count);
        want(&places[i].high, ranks, &rank_count);
    }
    if (!all_kept) return false;
    if (column->grid->keeps_outcomes) {
        want(&share.edge, ranks, &rank_count);
        const size_t outer = column->grid->low_is_worst ? share.kept_begin : share.kept_end;
        if (outer < column->tally.outcome_count) ranks[rank_count++] = outer;
        qsort(ranks, rank_count, sizeof *ranks, compare_ranks);
        select_ranks(column->tally.outcomes, column->tally.outcome_count, ranks, rank_count);
    }
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) read_percentile(column, i, &places[i], summary);
    summary->expected_shortfall_5 = expected_shortfall(column, &share);
    return true;
}

#include "model/shares.h"

#include <math.h>
#include <string.h>

#include "model/prices.h"
#include "model/timeline.h"

static bool is_certain(const Case *the_case, const Split *split) {
    for (size_t r = 0; r < split->row_count; r++)
        for (size_t c = 0; c < the_case->council_count; c++)
            if (split->rows[r].shares[c].driver != NONE) return false;
    return true;
}

/* The row that holds in period t: the last whose `from` has come. */
static size_t row_in(const Settings *settings, const Split *split, size_t t) {
    size_t row = 0;
    for (size_t r = 0; r < split->row_count; r++)
        if (split->rows[r].from_month <= period_month(settings, t)) row = r;
    return row;
}

/* The first period in which a row holds; the last, when it never does. */
static size_t first_period(const Settings *settings, const Split *split, size_t row) {
    size_t t = 0;
    while (t + 1 < settings->period_count && row_in(settings, split, t) != row) t++;
    return t;
}

static double certain_share_of(const SplitRow *row, size_t council, size_t council_count) {
    double total = 0;
    for (size_t c = 0; c < council_count; c++) total += row->shares[c].is_rest ? 0 : row->shares[c].weight;
    if (row->shares[council].is_rest) return 1 - total;
    return row->has_rest ? row->shares[council].weight : row->shares[council].weight / total;
}

static const double *certain_shares(Arena *arena, const Case *the_case, const Split *split) {
    const size_t periods = the_case->settings.period_count;
    double *shares = arena_array(arena, the_case->council_count * periods, sizeof *shares);
    for (size_t c = 0; c < the_case->council_count; c++)
        for (size_t t = 0; t < periods; t++)
            shares[c * periods + t] =
                certain_share_of(&split->rows[row_in(&the_case->settings, split, t)], c, the_case->council_count);
    return shares;
}

/* The path as it is taken from a period on: a value holds until the driver has moved away from it by more than the
   tolerance. */
static const double *held_path(
    Arena *arena, const Settings *settings, const Amounts *path, double tolerance, size_t from) {
    double *values = path_values(arena, settings, path);
    for (size_t t = from + 1; values && t < settings->period_count; t++)
        if (fabs(values[t] - values[t - 1]) <= tolerance * fabs(values[t - 1])) values[t] = values[t - 1];
    return values;
}

static SharePart share_part(Arena *arena, const Case *the_case, const Inputs *inputs, const uint32_t *growth_of_driver,
    const Share *share, double tolerance, size_t from) {
    SharePart part = { share->weight, NO_INDEX, NO_INDEX, NULL, share->is_rest };
    if (share->driver != NONE) {
        part.input = inputs->of_driver[share->driver];
        part.growth = growth_of_driver[share->driver];
        part.path = held_path(arena, &the_case->settings, &the_case->drivers[share->driver].path, tolerance, from);
    }
    return part;
}

static SplitTable uncertain_split(
    Arena *arena, const Case *the_case, const Inputs *inputs, const uint32_t *growth_of_driver, const Split *split) {
    const size_t councils = the_case->council_count;
    SharePart *parts = arena_array(arena, split->row_count * councils, sizeof *parts);
    bool *row_has_rest = arena_array(arena, split->row_count, sizeof *row_has_rest);
    uint32_t *row = arena_array(arena, the_case->settings.period_count, sizeof *row);
    for (size_t r = 0; r < split->row_count; r++) {
        row_has_rest[r] = split->rows[r].has_rest;
        for (size_t c = 0; c < councils; c++)
            parts[r * councils + c] = share_part(arena, the_case, inputs, growth_of_driver, &split->rows[r].shares[c],
                split->rows[r].tolerance, first_period(&the_case->settings, split, r));
    }
    for (size_t t = 0; t < the_case->settings.period_count; t++)
        row[t] = (uint32_t)row_in(&the_case->settings, split, t);
    return (SplitTable){ NULL, parts, row, row_has_rest };
}

void shares_compile(
    Arena *arena, const Case *the_case, const Inputs *inputs, const uint32_t *growth_of_driver, Plan *plan) {
    SplitTable *splits = arena_array(arena, the_case->split_count, sizeof *splits);
    for (size_t s = 0; s < the_case->split_count; s++) {
        const Split *split = &the_case->splits[s];
        if (is_certain(the_case, split))
            splits[s].shares = certain_shares(arena, the_case, split);
        else
            splits[s] = uncertain_split(arena, the_case, inputs, growth_of_driver, split);
    }
    plan->splits = splits;
    plan->split_count = (uint32_t)the_case->split_count;
}

static double part_at(const Plan *plan, const SharePart *part, size_t t, const double *inputs) {
    if (part->input == NO_INDEX) return part->is_rest ? 0 : part->weight;
    const double years = (double)t * plan->months_per_period / 12;
    const double value = part->growth == NO_INDEX ? inputs[part->input] : pow(1 + inputs[part->input], years);
    return fmax(0, value * (part->path ? part->path[t] : 1));
}

double *shares_at(Arena *arena, const Plan *plan, size_t split, const double *inputs) {
    const SplitTable *table = &plan->splits[split];
    const size_t councils = plan->council_count, periods = plan->period_count;
    double *shares = arena_array(arena, councils * periods, sizeof *shares);
    if (table->shares) return memcpy(shares, table->shares, councils * periods * sizeof *shares);
    for (size_t t = 0; t < periods; t++) {
        const SharePart *parts = table->parts + (size_t)table->row[t] * councils;
        const bool has_rest = table->row_has_rest[table->row[t]];
        double total = 0;
        for (size_t c = 0; c < councils; c++) total += part_at(plan, &parts[c], t, inputs);
        for (size_t c = 0; c < councils; c++) {
            const double part = part_at(plan, &parts[c], t, inputs);
            shares[c * periods + t] = parts[c].is_rest ? fmax(0, 1 - total)
                                      : has_rest       ? part / fmax(1, total)
                                      : total > 0      ? part / total
                                                       : 1 / (double)councils;
        }
    }
    return shares;
}

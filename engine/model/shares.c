#include "model/shares.h"

#include <math.h>
#include <string.h>

#include "model/prices.h"
#include "model/timeline.h"

/* Drivers and quantities count as uncertain even where no trial changes them: present values of certain shares are added up
   in another order, and plans made for different purposes must give the same bits. */
static bool is_certain(const Case *the_case, const Split *split) {
    for (size_t r = 0; r < split->row_count; r++)
        for (size_t c = 0; c < the_case->council_count; c++)
            if (split->rows[r].shares[c].driver != NONE || split->rows[r].shares[c].quantity != NONE) return false;
    return true;
}

/* [period] the row that holds: the last whose `from` has come. */
static uint32_t *rows_by_period(Arena *arena, const Settings *settings, const Split *split) {
    uint32_t *rows = arena_array(arena, settings->period_count, sizeof *rows);
    size_t row = 0;
    for (size_t t = 0; t < settings->period_count; t++) {
        while (row + 1 < split->row_count && split->rows[row + 1].from_month <= period_month(settings, t)) row++;
        rows[t] = (uint32_t)row;
    }
    return rows;
}

/* The first period in which a row holds; the last, when it never does. */
static size_t first_period(const uint32_t *row_of, size_t period_count, size_t row) {
    size_t t = 0;
    while (t + 1 < period_count && row_of[t] != row) t++;
    return t;
}

static const double *certain_shares(const Levels *levels, const Split *split) {
    Arena *arena = levels->arena;
    const Case *the_case = levels->values->the_case;
    const size_t periods = the_case->settings.period_count, councils = the_case->council_count;
    const uint32_t *row_of = rows_by_period(arena, &the_case->settings, split);
    double *shares = arena_array(arena, councils * periods, sizeof *shares);
    double *parts = arena_array(arena, councils, sizeof *parts), *of_row = arena_array(arena, councils, sizeof *of_row);
    for (size_t t = 0; t < periods; t++) {
        const Share *cells = split->rows[row_of[t]].shares;
        size_t rest = councils;
        for (size_t c = 0; c < councils; c++) {
            parts[c] = cells[c].is_rest ? 0 : cells[c].weight;
            if (cells[c].is_rest) rest = c;
        }
        shares_of_parts(parts, rest, councils, of_row);
        for (size_t c = 0; c < councils; c++) shares[c * periods + t] = of_row[c];
    }
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

static SharePart share_part(Levels *levels, const Share *share, double tolerance, size_t from) {
    const Case *the_case = levels->values->the_case;
    SharePart part = { share->weight, NO_INDEX, NO_INDEX, NO_INDEX, NULL, share->is_rest };
    if (share->quantity != NONE) part.level = levels_of_quantity(levels, share->quantity);
    if (share->driver == NONE) return part;
    if (the_case->drivers[share->driver].phase != NONE) {
        part.level = levels_of_driver(levels, share->driver);
        return part;
    }
    part.input = levels->inputs->of_driver[share->driver];
    part.growth = levels->growth_of_driver[share->driver];
    part.path = held_path(levels->arena, &the_case->settings, &the_case->drivers[share->driver].path, tolerance, from);
    return part;
}

static SplitTable uncertain_split(Levels *levels, const Split *split) {
    const Settings *settings = &levels->values->the_case->settings;
    const size_t councils = levels->values->the_case->council_count;
    SharePart *parts = arena_array(levels->arena, split->row_count * councils, sizeof *parts);
    bool *row_has_rest = arena_array(levels->arena, split->row_count, sizeof *row_has_rest);
    const uint32_t *row = rows_by_period(levels->arena, settings, split);
    for (size_t r = 0; r < split->row_count; r++) {
        row_has_rest[r] = split->rows[r].has_rest;
        for (size_t c = 0; c < councils; c++)
            parts[r * councils + c] = share_part(levels, &split->rows[r].shares[c], split->rows[r].tolerance,
                first_period(row, settings->period_count, r));
    }
    return (SplitTable){ NULL, parts, row, row_has_rest };
}

void shares_compile(Levels *levels) {
    const Case *the_case = levels->values->the_case;
    SplitTable *splits = arena_array(levels->arena, the_case->split_count, sizeof *splits);
    for (size_t s = 0; s < the_case->split_count; s++) {
        const Split *split = &the_case->splits[s];
        if (is_certain(the_case, split))
            splits[s].shares = certain_shares(levels, split);
        else
            splits[s] = uncertain_split(levels, split);
    }
    levels->plan->splits = splits;
    levels->plan->split_count = (uint32_t)the_case->split_count;
}

/* levels, [period] ← a cell of an uncertain split. */
static void part_levels(
    const Plan *plan, const SharePart *part, const double *inputs, const double *plan_levels, double *levels) {
    if (part->level != NO_INDEX) {
        for (size_t t = 0; t < plan->period_count; t++)
            levels[t] = level_as_part(plan_levels[(size_t)part->level * plan->period_count + t]);
        return;
    }
    if (part->input == NO_INDEX) {
        for (size_t t = 0; t < plan->period_count; t++) levels[t] = part->is_rest ? 0 : part->weight;
        return;
    }
    driver_levels(part->growth == NO_INDEX ? DRIVER_MULTIPLIER : DRIVER_GROWTH, inputs[part->input], part->path,
        plan->period_count, plan->months_per_period, levels);
    for (size_t t = 0; t < plan->period_count; t++) levels[t] = level_as_part(levels[t]);
}

double *parts_at(Arena *arena, const Plan *plan, size_t split, const double *inputs) {
    const SplitTable *table = &plan->splits[split];
    const size_t councils = plan->council_count, periods = plan->period_count;
    if (table->shares) return NULL;
    double *parts = arena_array(arena, councils * periods, sizeof *parts);
    double *levels = arena_array(arena, periods, sizeof *levels);
    const double *plan_levels = levels_at(arena, plan, inputs);
    for (size_t first = 0, end; first < periods; first = end) {
        const uint32_t row = table->row[first];
        for (end = first; end < periods && table->row[end] == row;) end++;
        for (size_t c = 0; c < councils; c++) {
            part_levels(plan, &table->parts[row * councils + c], inputs, plan_levels, levels);
            memcpy(parts + c * periods + first, levels + first, (end - first) * sizeof *parts);
        }
    }
    return parts;
}

double *shares_at(Arena *arena, const Plan *plan, size_t split, const double *inputs) {
    const SplitTable *table = &plan->splits[split];
    const size_t councils = plan->council_count, periods = plan->period_count;
    double *shares = arena_array(arena, councils * periods, sizeof *shares);
    if (table->shares) return memcpy(shares, table->shares, councils * periods * sizeof *shares);
    const double *parts = parts_at(arena, plan, split, inputs);
    double *in_period = arena_array(arena, 2 * councils, sizeof *in_period);
    for (size_t t = 0; t < periods; t++) {
        size_t rest = councils;
        for (size_t c = 0; c < councils; c++) {
            in_period[c] = parts[c * periods + t];
            if (table->parts[table->row[t] * councils + c].is_rest) rest = c;
        }
        shares_of_parts(in_period, rest, councils, in_period + councils);
        for (size_t c = 0; c < councils; c++) shares[c * periods + t] = in_period[councils + c];
    }
    return shares;
}

#include "case/stakes.h"

#include <limits.h>
#include <string.h>

#include "case/line_money.h"
#include "case/plan_values.h"
#include "case/reading/carry.h"
#include "case/reading/row.h"
#include "case/registers/registers.h"

enum { MOST_NAMED = 3 };

/* What a split, as it is in some options, gives councils in the horizon. */
typedef struct Reach {
    bool *gives;   /* [council] */
    bool *unasked; /* [council] by a row that names no option: whoever names one means it */
    size_t count;  /* of councils that it gives something */
} Reach;

typedef struct Stakes {
    Loader *loader;
    Reach *reaches;  /* [split] worked out when first asked for */
    double **levels; /* [driver] → [period] at its central value, likewise, where there is no plan */
    bool *has_stake; /* [council] in the option that is looked at */
    bool *bears;     /* [council] a shared cost, in the same */
    bool *is_marked; /* [split × 2 + whether of a benefit] in the same */
} Stakes;

static const Reach *reach_of(Stakes *stakes, size_t split) {
    Loader *loader = stakes->loader;
    const Split *found = &loader->the_case->splits[split];
    const size_t councils = loader->the_case->council_count;
    Reach *reach = &stakes->reaches[split];
    if (reach->gives) return reach;
    reach->gives = arena_array(loader->arena, councils, sizeof *reach->gives);
    reach->unasked = arena_array(loader->arena, councils, sizeof *reach->unasked);
    for (size_t r = 0; r < found->row_count; r++) {
        for (size_t c = 0; c < councils; c++) {
            if (!split_row_gives(&loader->the_case->settings, found, r, c)) continue;
            reach->count += !reach->gives[c];
            reach->gives[c] = true;
            reach->unasked[c] = reach->unasked[c] || !found->rows[r].in_option;
        }
    }
    return reach;
}

/* --- who has a stake ------------------------------------------------------------------------------------------------- */

/* A cost of one council alone is its own; a benefit is a stake of all that share it. */
static void mark_line(Stakes *stakes, size_t split, bool is_benefit) {
    const Reach *reach = reach_of(stakes, split);
    if (stakes->is_marked[2 * split + is_benefit]) return;
    stakes->is_marked[2 * split + is_benefit] = true;
    for (size_t c = 0; c < stakes->loader->the_case->council_count; c++) {
        if (!reach->gives[c]) continue;
        if (is_benefit || reach->count == 1)
            stakes->has_stake[c] = true;
        else
            stakes->bears[c] = stakes->bears[c] || reach->unasked[c];
    }
}

/* False of an option without benefits that is the baseline: there councils only have costs. */
static bool mark_option(Stakes *stakes, size_t o) {
    const Case *the_case = stakes->loader->the_case;
    bool has_benefits = false;
    memset(stakes->has_stake, 0, the_case->council_count * sizeof *stakes->has_stake);
    memset(stakes->is_marked, 0, 2 * the_case->split_count * sizeof *stakes->is_marked);
    memset(stakes->bears, 0, the_case->council_count * sizeof *stakes->bears);
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!line->in_option[o]) continue;
        has_benefits = has_benefits || line->side == SIDE_BENEFIT;
        mark_line(stakes, split_in_option(the_case->splits, line->split, o), line->side == SIDE_BENEFIT);
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const Risk *risk = &the_case->risks[r];
        const size_t split = split_in_option(the_case->splits, risk->split, o);
        if (risk->in_option[o] && reach_of(stakes, split)->count == 1) mark_line(stakes, split, false);
    }
    for (size_t p = 0; p < the_case->registers->payment_count; p++) {
        const Payment *payment = &the_case->registers->payments[p];
        if (!payment->in_option[o]) continue;
        stakes->has_stake[payment->from] = stakes->has_stake[payment->to] = true;
    }
    return has_benefits || the_case->baseline != o;
}

/* --- what it pays ------------------------------------------------------------------------------------------------- */

/* A quantity's or a driver's, in the plan. */
static double level_at(Stakes *stakes, const Share *share, size_t t) {
    const Loader *loader = stakes->loader;
    const Settings *settings = &loader->the_case->settings;
    const size_t d = share->driver, periods = settings->period_count;
    const int length = settings->start.length_months;
    if (d == NONE) return loader->plan->of_quantity[share->quantity][t];
    if (loader->plan) return loader->plan->of_driver[d][t];
    if (!stakes->levels[d]) {
        const Driver *driver = &loader->the_case->drivers[d];
        double *levels = arena_array(loader->arena, periods, sizeof *levels);
        stakes->levels[d] = arena_array(loader->arena, periods, sizeof **stakes->levels);
        carry_values(&driver->path, 1, horizon_start(loader), length, periods, levels);
        driver_levels(
            driver->kind, driver->uncertainty.fitted.central, levels, periods, (unsigned)length, stakes->levels[d]);
    }
    return stakes->levels[d][t];
}

/* The council's share in a period of the plan. shares: [2 × council] room. */
static double share_at(Stakes *stakes, size_t split, size_t council, int month, double *shares) {
    const Loader *loader = stakes->loader;
    const Split *found = &loader->the_case->splits[split];
    const size_t councils = loader->the_case->council_count;
    const size_t t = (size_t)(month - horizon_start(loader)) / (size_t)loader->the_case->settings.start.length_months;
    size_t row = 0, rest = councils;
    while (row + 1 < found->row_count && found->rows[row + 1].from_month <= month) row++;
    for (size_t c = 0; c < councils; c++) {
        const Share *share = &found->rows[row].shares[c];
        const bool is_level = share->driver != NONE || share->quantity != NONE;
        shares[c] = share->is_rest ? 0 : is_level ? level_as_part(level_at(stakes, share, t)) : share->weight;
        if (share->is_rest) rest = c;
    }
    shares_of_parts(shares, rest, councils, shares + councils);
    return shares[councils + council];
}

/* The sum of a line's amounts × the council's share. */
static double borne(Stakes *stakes, size_t line, size_t split, size_t council, double *shares) {
    const Loader *loader = stakes->loader;
    const Amounts *amounts = line_amounts(loader, line);
    double sum = 0;
    for (size_t i = 0; i < amounts->count; i++) {
        const int month = amounts->first_month[i];
        if (amounts->value[i] == 0 || month < horizon_start(loader) || month >= horizon_end(loader)) continue;
        sum += amounts->value[i] * share_at(stakes, split, council, month, shares);
    }
    return sum;
}

static void check_council(Stakes *stakes, size_t o, size_t council) {
    Loader *loader = stakes->loader;
    const Case *the_case = loader->the_case;
    const Line *first = NULL;
    const char *names = "";
    double sum = 0;
    size_t count = 0;
    double *shares = arena_array(loader->arena, 2 * the_case->council_count, sizeof *shares);
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        const size_t split = split_in_option(the_case->splits, line->split, o);
        if (!line->in_option[o] || !reach_of(stakes, split)->unasked[council]) continue;
        const double part = borne(stakes, l, split, council, shares);
        if (!(part > 0)) continue;
        sum += part;
        if (!first) first = line;
        if (count < MOST_NAMED)
            names = arena_format(loader->arena, "%s%s\"%s\"", names, count ? ", " : "", line->label.id);
        count++;
    }
    if (!first) return;
    if (count > MOST_NAMED) names = arena_format(loader->arena, "%s and %zu more", names, count - MOST_NAMED);
    const char *option = the_case->options[o].label.id;
    const Label *split = &the_case->splits[the_case->splits[first->split].of].label;
    diagnostics_warning(loader->diagnostics, first->label.place,
        first->split == 0
            ? arena_format(loader->arena, "give it a split with a row for option \"%s\"", option)
            : arena_format(loader->arena, "give split \"%s\" a row for option \"%s\" in splits.csv", split->id, option),
        "%s \"%s\" pays %s of shared costs in option \"%s\", but has no line of its own and no benefit there: %s",
        the_case->settings.party, the_case->councils[council].id, currency_text(loader, sum * the_case->settings.scale),
        option, names);
}

static bool any(const bool *marks, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (marks[i]) return true;
    return false;
}

void check_stakes(Loader *loader) {
    const Case *the_case = loader->the_case;
    if (!loader->horizon_known || loader->diagnostics->error_count > 0 || the_case->council_count < 2) return;
    Stakes stakes = { .loader = loader,
        .reaches = arena_array(loader->arena, the_case->split_count, sizeof *stakes.reaches),
        .levels = arena_array(loader->arena, the_case->driver_count, sizeof *stakes.levels),
        .has_stake = arena_array(loader->arena, the_case->council_count, sizeof *stakes.has_stake),
        .bears = arena_array(loader->arena, the_case->council_count, sizeof *stakes.bears),
        .is_marked = arena_array(loader->arena, 2 * the_case->split_count, sizeof *stakes.is_marked) };
    for (size_t o = 0; o < the_case->option_count; o++) {
        if (!mark_option(&stakes, o) || !any(stakes.has_stake, the_case->council_count)) continue;
        for (size_t c = 0; c < the_case->council_count; c++)
            if (stakes.bears[c] && !stakes.has_stake[c]) check_council(&stakes, o, c);
    }
}

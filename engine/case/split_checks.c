#include "case/split_checks.h"

#include <limits.h>
#include <math.h>

#include "case/plan_values.h"
#include "case/reading/carry.h"
#include "case/registers/registers.h"

typedef struct Range {
    double least, most;
    bool bounded; /* false: the ends are draws that hardly ever happen */
} Range;

/* What drivers can be, each looked at when a share first names it. */
typedef struct Ranges {
    Loader *loader;
    double **lowest, **highest; /* [driver, then quantity] → [period] levels of its lowest and highest draw */
} Ranges;

/* Where the levels of a share are, that is no weight. */
static size_t number_of(const Case *the_case, const Share *share) {
    return share->driver != NONE ? share->driver : the_case->driver_count + share->quantity;
}

static const Fitted *fitted_of(const Case *the_case, const Share *share) {
    return share->driver != NONE ? &the_case->drivers[share->driver].uncertainty.fitted
                                 : &the_case->quantities[share->quantity].own.fitted;
}

/* Of a quantity without a formula. */
static void find_levels(Ranges *ranges, const Share *share) {
    const Loader *loader = ranges->loader;
    const Case *the_case = loader->the_case;
    const bool is_driver = share->driver != NONE;
    const Amounts *path =
        is_driver ? &the_case->drivers[share->driver].path : &the_case->quantities[share->quantity].cells;
    const DriverKind kind = is_driver ? the_case->drivers[share->driver].kind : DRIVER_MULTIPLIER;
    const Fitted *fitted = fitted_of(the_case, share);
    const size_t d = number_of(the_case, share);
    const size_t periods = loader->the_case->settings.period_count;
    const int length = loader->the_case->settings.start.length_months;
    double *levels = arena_array(loader->arena, periods, sizeof *levels);
    ranges->lowest[d] = arena_array(loader->arena, periods, sizeof **ranges->lowest);
    ranges->highest[d] = arena_array(loader->arena, periods, sizeof **ranges->highest);
    carry_values(path, is_driver || path->count == 0 ? 1 : 0, horizon_start(loader), length, periods, levels);
    driver_levels(kind, distribution_lowest_draw(fitted), levels, periods, (unsigned)length, ranges->lowest[d]);
    driver_levels(kind, distribution_highest_draw(fitted), levels, periods, (unsigned)length, ranges->highest[d]);
}

static Range share_range(Ranges *ranges, const Share *share, size_t t) {
    if (share->is_rest) return (Range){ 0, 0, true };
    if (share->driver == NONE && share->quantity == NONE) return (Range){ share->weight, share->weight, true };
    const Case *the_case = ranges->loader->the_case;
    const size_t d = number_of(the_case, share);
    if (!ranges->lowest[d]) find_levels(ranges, share);
    const Fitted *fitted = fitted_of(the_case, share);
    const double low = ranges->lowest[d][t], high = ranges->highest[d][t];
    return (Range){ fmin(low, high), fmax(low, high), isfinite(fitted->minimum) && isfinite(fitted->maximum) };
}

/* A bounded fault will happen; an unbounded one may be too rare to matter, and is the user's to judge. */
static void report(
    Loader *loader, const Split *split, const SplitRow *row, bool bounded, const char *hint, const char *what) {
    diagnostics_add(loader->diagnostics, bounded ? BIZCASE_ERROR : BIZCASE_WARNING, row->place,
        message_format(loader->arena, "%s (split \"%s\")", what, split->label.id), hint);
}

/* The first driver whose own range goes below 0, said once for the row. */
static bool check_negative(Ranges *ranges, const Split *split, const SplitRow *row, size_t t) {
    Loader *loader = ranges->loader;
    for (size_t c = 0; c < loader->the_case->council_count; c++) {
        const Range range = share_range(ranges, &row->shares[c], t);
        if (!(range.least < 0)) continue;
        const Share *share = &row->shares[c];
        const Case *the_case = loader->the_case;
        const bool is_driver = share->driver != NONE;
        const char *kind = is_driver ? "driver" : "quantity",
                   *id = is_driver ? the_case->drivers[share->driver].label.id
                                   : the_case->quantities[share->quantity].label.id;
        if (!range.bounded)
            report(loader, split, row, false,
                "such a share counts as 0; to avoid it, use a distribution with a minimum",
                message_format(loader->arena,
                    "%s \"%s\" has no minimum: the share of \"%s\" could fall below 0 in rare trials", kind, id,
                    loader->the_case->councils[c].id));
        else
            report(loader, split, row, true, NULL,
                message_format(loader->arena, "%s \"%s\" can be %.6g: the share of \"%s\" would be below 0", kind, id,
                    range.least, loader->the_case->councils[c].id));
        return true;
    }
    return false;
}

static bool check_sum(Ranges *ranges, const Split *split, const SplitRow *row, size_t t) {
    Loader *loader = ranges->loader;
    double least = 0, most = 0;
    bool bounded = true;
    for (size_t c = 0; c < loader->the_case->council_count; c++) {
        const Range range = share_range(ranges, &row->shares[c], t);
        least += range.least;
        most += range.most;
        bounded = bounded && range.bounded;
    }
    const double allowed = 1 + 1e-9; /* shares such as 0.1 + 0.2 + 0.7 need not add up to the bit */
    if (row->has_rest && most > allowed) {
        report(loader, split, row, bounded,
            bounded ? NULL : "they are then scaled back to 1; to avoid it, use a distribution with a maximum",
            !bounded ? "the shares have no maximum: in rare trials nothing could be left for the rest"
                     : arena_format(
                           loader->arena, "the shares can add up to %.6g: nothing would be left for the rest", most));
        return true;
    }
    if (row->has_rest) return false;
    if (most <= 0)
        report(loader, split, row, true, NULL, "the weights add up to 0");
    else if (least <= 0)
        report(loader, split, row, false, NULL, "the weights could all be 0 at once");
    return most <= 0 || least <= 0;
}

/* Drivers that could not be read have no distribution. What a formula can be is not known before trials. */
static bool has_ranges(const Loader *loader, const SplitRow *row) {
    const Case *the_case = loader->the_case;
    for (size_t c = 0; c < the_case->council_count; c++) {
        const Share *share = &row->shares[c];
        if (share->driver == NONE && share->quantity == NONE) continue;
        if (share->quantity != NONE && the_case->quantities[share->quantity].formula) return false;
        if (!fitted_of(the_case, share)->distribution) return false;
    }
    return true;
}

/* Every period in which row r holds. True after a diagnostic: a fault is said once. */
static bool check_row(Ranges *ranges, const Split *split, size_t r) {
    Loader *loader = ranges->loader;
    const SplitRow *row = &split->rows[r];
    const int length = loader->the_case->settings.start.length_months;
    const int until = r + 1 < split->row_count ? split->rows[r + 1].from_month : INT_MAX;
    if (row->from_month >= horizon_end(loader)) {
        diagnostics_warning(loader->diagnostics, row->place, NULL,
            "this row of split \"%s\" starts after the horizon, so it has no effect", split->label.id);
        return true;
    }
    if (!has_ranges(loader, row)) return false;
    for (size_t t = 0; t < loader->the_case->settings.period_count; t++) {
        const int month = horizon_start(loader) + (int)t * length;
        if (month < row->from_month || month >= until) continue;
        if (check_negative(ranges, split, row, t) || check_sum(ranges, split, row, t)) return true;
    }
    return false;
}

/* is_told: [number] whether a fault of the row was reported. */
static void check_rows(Ranges *ranges, const Split *split, bool *is_told) {
    for (size_t r = 0; r < split->row_count; r++)
        if (!is_told[split->rows[r].number]) is_told[split->rows[r].number] = check_row(ranges, split, r);
}

/* option: "", or which. */
static void report_late_start(const Loader *loader, const Split *split, const char *option) {
    diagnostics_error(loader->diagnostics, split->rows[0].place, "leave from blank in its first row",
        "split \"%s\" has no row for the time from %s, the first period%s",
        loader->the_case->splits[split->of].label.id, period_text(loader->arena, loader->the_case->settings.start),
        option);
}

/* In the plan a share's own value is known, whatever it is made of. */
static double plan_part(const PlanValues *plan, const Share *share, uint32_t t) {
    if (share->quantity != NONE) return plan->of_quantity[share->quantity][t];
    if (share->driver != NONE) return plan->of_driver[share->driver][t];
    return share->is_rest ? 0 : share->weight;
}

/* Whether the ranges of its drivers and quantities say nothing of it: they are worked out, or move. */
static bool needs_plan(const Loader *loader, const SplitRow *row) {
    const Case *the_case = loader->the_case;
    for (size_t c = 0; c < the_case->council_count; c++) {
        const Share *share = &row->shares[c];
        if (share->quantity != NONE) {
            const Quantity *quantity = &the_case->quantities[share->quantity];
            if (quantity->formula || quantity->phase != NONE) return true;
        }
        if (share->driver != NONE && the_case->drivers[share->driver].phase != NONE) return true;
    }
    return false;
}

/* True after a diagnostic. */
static bool check_plan_parts(Loader *loader, const Split *split, const SplitRow *row, uint32_t t) {
    const Case *the_case = loader->the_case;
    const Period *start = &loader->plan->horizon.start;
    const Period period = { start->first_month + (int)t * start->length_months, start->length_months };
    const char *when = period_text(loader->arena, period);
    double sum = 0;
    for (size_t c = 0; c < the_case->council_count; c++) {
        const double part = plan_part(loader->plan, &row->shares[c], t);
        sum += part;
        if (!(part < 0)) continue;
        report(loader, split, row, true, NULL,
            message_format(
                loader->arena, "the share of \"%s\" is %.6g in %s, below 0", the_case->councils[c].id, part, when));
        return true;
    }
    if (row->has_rest && sum > 1 + 1e-9)
        report(loader, split, row, true, NULL,
            arena_format(
                loader->arena, "the shares add up to %.6g in %s: nothing would be left for the rest", sum, when));
    else if (!row->has_rest && sum <= 0)
        report(loader, split, row, true, NULL, arena_format(loader->arena, "the weights add up to 0 in %s", when));
    else
        return false;
    return true;
}

static bool check_row_in_plan(Loader *loader, const Split *split, size_t r) {
    const int until = r + 1 < split->row_count ? split->rows[r + 1].from_month : INT_MAX;
    for (uint32_t t = 0; t < loader->plan->horizon.period_count; t++) {
        const int month = horizon_start(loader) + (int)t * loader->plan->horizon.start.length_months;
        if (month < split->rows[r].from_month || month >= until) continue;
        if (check_plan_parts(loader, split, &split->rows[r], t)) return true;
    }
    return false;
}

/* A row may be in several variants of its split. */
void check_splits_in_plan(Loader *loader) {
    const Case *the_case = loader->the_case;
    unsigned last = 0;
    if (!loader->plan) return;
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t r = 0; r < the_case->splits[s].row_count; r++)
            if (the_case->splits[s].rows[r].place.line > last) last = the_case->splits[s].rows[r].place.line;
    bool *is_told = arena_array(loader->arena, (size_t)last + 1, sizeof *is_told);
    for (size_t s = 0; s < the_case->split_count; s++)
        for (size_t r = 0; r < the_case->splits[s].row_count; r++) {
            const SplitRow *row = &the_case->splits[s].rows[r];
            if (is_told[row->place.line] || !needs_plan(loader, row)) continue;
            is_told[row->place.line] = check_row_in_plan(loader, &the_case->splits[s], r);
        }
}

void split_check(Loader *loader, size_t split, size_t row_count) {
    const Case *the_case = loader->the_case;
    const Split *main = &the_case->splits[split];
    if (!loader->horizon_known || main->row_count == 0) return;
    if (!main->in_option && main->rows[0].from_month > horizon_start(loader)) report_late_start(loader, main, "");
    const size_t most = the_case->driver_count + the_case->quantity_count;
    Ranges ranges = { loader, arena_array(loader->arena, most, sizeof *ranges.lowest),
        arena_array(loader->arena, most, sizeof *ranges.highest) };
    bool *is_told = arena_array(loader->arena, row_count, sizeof *is_told);
    check_rows(&ranges, main, is_told);
    for (size_t v = the_case->split_count; v-- > 0 && the_case->splits[v].of == split;)
        check_rows(&ranges, &the_case->splits[v], is_told);
}

/* --- what lines, risks and services need of a split ------------------------------------------------------------------ */

/* What is looked for of each split that differs between options. */
typedef struct Needs {
    Loader *loader;
    bool **is_told; /* [split] → [option] */
} Needs;

static void check_need(Needs *needs, size_t s, size_t option, const char *who, const Label *user) {
    Loader *loader = needs->loader;
    const Case *the_case = loader->the_case;
    const Split *split = &the_case->splits[s];
    const char *option_id = the_case->options[option].label.id;
    const size_t there = split->in_option[option];
    if (!needs->is_told[s])
        needs->is_told[s] = arena_array(loader->arena, the_case->option_count, sizeof **needs->is_told);
    if (needs->is_told[s][option]) return;
    needs->is_told[s][option] = true;
    if (there == NONE)
        diagnostics_error(loader->diagnostics, split->label.place, "add a row for the option, or one with option blank",
            "split \"%s\" has no row for option \"%s\", in which %s \"%s\" (%s) is shared by it", split->label.id,
            option_id, who, user->id, place_text(loader->arena, user->place));
    else if (loader->horizon_known && the_case->splits[there].rows[0].from_month > horizon_start(loader))
        report_late_start(
            loader, &the_case->splits[there], arena_format(loader->arena, ", in option \"%s\"", option_id));
}

/* in_option NULL: in all. */
static void check_user(Needs *needs, size_t split, const bool *in_option, const char *who, const Label *user) {
    const Case *the_case = needs->loader->the_case;
    if (!the_case->splits[split].in_option) return;
    for (size_t o = 0; o < the_case->option_count; o++)
        if (!in_option || in_option[o]) check_need(needs, split, o, who, user);
}

void check_split_uses(Loader *loader) {
    const Case *the_case = loader->the_case;
    Needs needs = { loader, arena_array(loader->arena, the_case->split_count, sizeof *needs.is_told) };
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        check_user(&needs, line->split, line->in_option, "line", &line->label);
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const Risk *risk = &the_case->risks[r];
        check_user(&needs, risk->split, risk->in_option, "risk", &risk->label);
    }
    for (size_t i = 0; i < the_case->registers->service_count; i++) {
        const Service *service = &the_case->registers->services[i];
        check_user(&needs, service->split, NULL, "service", &service->label);
    }
}

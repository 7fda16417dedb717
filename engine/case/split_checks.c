#include "case/split_checks.h"

#include <limits.h>
#include <math.h>

#include "case/reading/carry.h"

typedef struct Range {
    double least, most;
    bool bounded; /* false: the ends are draws that hardly ever happen */
} Range;

/* What drivers can be, each looked at when a share first names it. */
typedef struct Ranges {
    Loader *loader;
    double **lowest, **highest; /* [driver] → [period] levels of its lowest and highest draw */
} Ranges;

static void find_levels(Ranges *ranges, size_t d) {
    const Loader *loader = ranges->loader;
    const Driver *driver = &loader->the_case->drivers[d];
    const size_t periods = loader->the_case->settings.period_count;
    const int length = loader->the_case->settings.start.length_months;
    double *path = arena_array(loader->arena, periods, sizeof *path);
    ranges->lowest[d] = arena_array(loader->arena, periods, sizeof **ranges->lowest);
    ranges->highest[d] = arena_array(loader->arena, periods, sizeof **ranges->highest);
    carry_values(&driver->path, 1, horizon_start(loader), length, periods, path);
    driver_levels(driver->kind, distribution_lowest_draw(&driver->uncertainty.fitted), path, periods, (unsigned)length,
        ranges->lowest[d]);
    driver_levels(driver->kind, distribution_highest_draw(&driver->uncertainty.fitted), path, periods, (unsigned)length,
        ranges->highest[d]);
}

static Range share_range(Ranges *ranges, const Share *share, size_t t) {
    if (share->is_rest) return (Range){ 0, 0, true };
    if (share->driver == NONE) return (Range){ share->weight, share->weight, true };
    if (!ranges->lowest[share->driver]) find_levels(ranges, share->driver);
    const Fitted *fitted = &ranges->loader->the_case->drivers[share->driver].uncertainty.fitted;
    const double low = ranges->lowest[share->driver][t], high = ranges->highest[share->driver][t];
    return (Range){ fmin(low, high), fmax(low, high), isfinite(fitted->minimum) && isfinite(fitted->maximum) };
}

/* A bounded fault will happen; an unbounded one may be too rare to matter, and is the user's to judge. */
static void report(
    Loader *loader, const Split *split, const SplitRow *row, bool bounded, const char *hint, const char *what) {
    diagnostics_add(loader->diagnostics, bounded ? BIZCASE_ERROR : BIZCASE_WARNING, row->place,
        arena_format(loader->arena, "%s (split \"%s\")", what, split->label.id), hint);
}

/* The first driver whose own range goes below 0, said once for the row. */
static bool check_negative(Ranges *ranges, const Split *split, const SplitRow *row, size_t t) {
    Loader *loader = ranges->loader;
    for (size_t c = 0; c < loader->the_case->council_count; c++) {
        const Range range = share_range(ranges, &row->shares[c], t);
        if (!(range.least < 0)) continue;
        const char *id = loader->the_case->drivers[row->shares[c].driver].label.id;
        if (!range.bounded)
            report(loader, split, row, false,
                "such a share is held at 0; a distribution with a minimum makes it certain",
                arena_format(loader->arena,
                    "driver \"%s\" has no minimum: the share of \"%s\" could, if rarely, fall below 0", id,
                    loader->the_case->councils[c].id));
        else
            report(loader, split, row, true, NULL,
                arena_format(loader->arena, "driver \"%s\" can be %.6g: the share of \"%s\" would be below 0", id,
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
            bounded ? NULL : "they are then scaled back to 1; a distribution with a maximum makes it certain",
            !bounded ? "the shares have no maximum: if rarely, nothing could be left for the rest"
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

/* Drivers that could not be read have no distribution. */
static bool has_ranges(const Loader *loader, const SplitRow *row) {
    for (size_t c = 0; c < loader->the_case->council_count; c++)
        if (row->shares[c].driver != NONE &&
            !loader->the_case->drivers[row->shares[c].driver].uncertainty.fitted.distribution)
            return false;
    return true;
}

/* Every period in which row r holds; a fault is said once. */
static void check_row(Ranges *ranges, const Split *split, size_t r) {
    const Loader *loader = ranges->loader;
    const SplitRow *row = &split->rows[r];
    const int length = loader->the_case->settings.start.length_months;
    const int until = r + 1 < split->row_count ? split->rows[r + 1].from_month : INT_MAX;
    if (!has_ranges(loader, row)) return;
    for (size_t t = 0; t < loader->the_case->settings.period_count; t++) {
        const int month = horizon_start(loader) + (int)t * length;
        if (month < row->from_month || month >= until) continue;
        if (check_negative(ranges, split, row, t) || check_sum(ranges, split, row, t)) return;
    }
}

void split_check(Loader *loader, const Split *split) {
    if (!loader->horizon_known || split->row_count == 0) return;
    if (split->rows[0].from_month > horizon_start(loader))
        diagnostics_error(loader->diagnostics, split->rows[0].place, "leave from blank in its first row",
            "split \"%s\" says nothing of the time from %s, the first period", split->label.id,
            period_text(loader->arena, loader->the_case->settings.start));
    const size_t drivers = loader->the_case->driver_count;
    Ranges ranges = { loader, arena_array(loader->arena, drivers, sizeof *ranges.lowest),
        arena_array(loader->arena, drivers, sizeof *ranges.highest) };
    for (size_t r = 0; r < split->row_count; r++) {
        if (split->rows[r].from_month >= horizon_end(loader))
            diagnostics_warning(loader->diagnostics, split->rows[r].place, NULL,
                "this row of split \"%s\" holds after the horizon only, and has no effect", split->label.id);
        else
            check_row(&ranges, split, r);
    }
}

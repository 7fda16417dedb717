#include "case/scale_checks.h"

#include <math.h>
#include <stdlib.h>

#include "case/reading/row_uncertainty.h"

/* The largest amount of a line; at: where it is among them. */
static double largest_amount(const Amounts *amounts, size_t *at) {
    double largest = 0;
    *at = 0;
    for (size_t i = 0; i < amounts->count; i++)
        if (fabs(amounts->value[i]) > largest) {
            largest = fabs(amounts->value[i]);
            *at = i;
        }
    return largest;
}

/* --- scale ------------------------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void warn_of_scale(const Loader *loader, const Line *line, const char *why) {
    size_t at;
    const double largest = largest_amount(&line->amounts, &at), scale = loader->the_case->settings.scale;
    diagnostics_warning(loader->diagnostics, line->amounts.place[at],
        arena_format(loader->arena, "write %.10g if %s is meant", largest / scale, currency_text(loader, largest)),
        "\"%.10g\" is multiplied by the scale %.0f of the case: %s, %s (line \"%s\")", largest, scale,
        currency_text(loader, largest * scale), why, line->label.id);
}

/* In thousands, hardly a case has no line below a million, and half of them above ten. */
static bool is_all_large(const double *sorted, size_t count) {
    static const double smallest = 1e3, usual = 1e4;
    return sorted[0] >= smallest && sorted[count / 2] >= usual;
}

void check_scale(Loader *loader, const Line *lines, size_t line_count) {
    static const double far_above_median = 300, far_above_quarter = 20;
    double *sorted = arena_array(loader->arena, line_count, sizeof *sorted);
    size_t count = 0, at, first = NONE;
    if (loader->the_case->settings.scale == 1) return;
    for (size_t l = 0; l < line_count; l++) {
        const double largest = largest_amount(&lines[l].amounts, &at);
        if (largest == 0) continue;
        if (first == NONE) first = l;
        sorted[count++] = largest;
    }
    if (count == 0) return;
    qsort(sorted, count, sizeof *sorted, by_size);
    if (is_all_large(sorted, count)) {
        warn_of_scale(loader, &lines[first], "and the other lines of the file are as large");
        return;
    }
    const double median = sorted[(count - 1) / 2];
    const double bound = fmax(far_above_median * median, far_above_quarter * sorted[3 * (count - 1) / 4]);
    for (size_t l = 0; l < line_count; l++) {
        const double largest = largest_amount(&lines[l].amounts, &at);
        if (largest >= bound && count >= 3)
            warn_of_scale(loader, &lines[l],
                arena_format(loader->arena, "%.0f times what is usual in the file", largest / median));
    }
}

/* --- a line's own range ------------------------------------------------------------------------------------------ */

static double largest_of(double a, double b, double c) {
    return fmax(fabs(a), fmax(fabs(b), fabs(c))); /* fmax passes over NaN */
}

/* Money, or a quantity, where a multiplier is meant: as large as the amounts themselves, or than any factor. */
static bool is_no_multiplier(const Fitted *own, double largest) {
    static const double least_factor = 100, any_factor = 1000;
    const double factor = fabs(own->central);
    if (factor < least_factor) return false;
    return factor >= any_factor || (factor >= largest / 2 && factor <= largest * 2);
}

/* The cell of the planning value, where it is written. */
static size_t place_of_range(const Row *row, size_t first) {
    return first + (row_is_blank(row, first + UNCERTAIN_CENTRAL) ? UNCERTAIN_DISTRIBUTION : UNCERTAIN_CENTRAL);
}

/* 500000, 600000, 800000 are 0.833, 1 and 1.33 of the plan. */
static const char *range_hint(const Row *row, const Fitted *own) {
    if (isnan(own->low) || isnan(own->high) || own->central == 0)
        return "1 leaves the amounts as written; 1.05 adds 5%";
    return arena_format(row->loader->arena, "1 leaves the amounts as written: write %.3g, 1 and %.3g",
        own->low / own->central, own->high / own->central);
}

void check_range_of_levels(const Row *row, size_t first, const Fitted *own, double largest, const char *what) {
    static const double large_factor = 10;
    const char *hint = "1 leaves the values as written; 1.05 adds 5%";
    if (!own->distribution) return;
    if (own->central == 0)
        row_warning(row, first, hint,
            "the distribution's central value is 0, and multiplies the %s: the plan has nothing", what);
    else if (is_no_multiplier(own, largest))
        row_error(row, place_of_range(row, first), range_hint(row, own),
            "the range multiplies the %s, so that the plan would have %.6g times what is there", what, own->central);
    else if (fabs(own->central) > large_factor)
        row_warning(row, first, hint, "the distribution multiplies the %s: the plan has %.6g times what is there", what,
            own->central);
}

void check_own_range(const Row *row, size_t first, const Line *line, const Amounts *amounts) {
    static const double large_factor = 10, large_amount = 100, least_money = 1000;
    const Loader *loader = row->loader;
    const Fitted *own = &line->own.fitted;
    size_t at;
    const double largest = largest_amount(amounts, &at), scale = loader->the_case->settings.scale;
    if (!own->distribution || largest == 0) return;
    const double factor = largest_of(own->low, own->central, own->high);
    const char *hint = "1 leaves the amounts as written; 1.05 adds 5%";
    if (own->central == 0)
        row_warning(row, first, hint,
            "the distribution's central value is 0, and multiplies the amounts: the plan has nothing of this line");
    else if (largest * scale >= least_money && is_no_multiplier(own, largest))
        row_error(row, place_of_range(row, first), range_hint(row, own),
            "the range multiplies the amounts, so that the plan would have %.6g times %s", own->central,
            currency_text(loader, largest * scale));
    else if (fabs(own->central) > large_factor && largest >= large_amount)
        row_warning(row, first, hint,
            "the distribution multiplies the amounts: the plan has %.6g times what is written", own->central);
    else if (factor > large_factor && largest >= large_amount)
        row_warning(
            row, first, hint, "the distribution multiplies the amounts: it reaches %.6g times what is written", factor);
}

#include "sample/distribution.h"

#include <assert.h>
#include <math.h>

#include "base/exact_number.h"
#include "sample/draw.h"
#include "sample/kinds.h"
#include "sample/steady.h"

static char lower_case(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_word(const char *a, const char *b) {
    while (*a && lower_case(*a) == lower_case(*b)) a++, b++;
    return lower_case(*a) == lower_case(*b);
}

const Distribution *distribution_find(const char *name) {
    for (size_t d = 0; d < distribution_count; d++)
        if (same_word(name, distribution_table[d]->name)) return distribution_table[d];
    return NULL;
}

void fit_constant(Fitted *fitted, double value) {
    fitted->constant = true;
    fitted->central = fitted->mean = fitted->minimum = fitted->maximum = value;
}

const char *check_positive_shape(
    Arena *arena, const Distribution *distribution, const DistributionInput *input, size_t count) {
    if (input->shape_count != count)
        return arena_format(arena, "shape of %s is %s: %zu number%s, not %zu", distribution->name, distribution->shape,
            count, count == 1 ? "" : "s", input->shape_count);
    for (size_t part = 0; part < count; part++)
        if (isnan(input->shape[part]))
            return arena_format(
                arena, "part %zu of shape is blank; %s needs %s", part + 1, distribution->name, distribution->shape);
        else if (!(input->shape[part] > 0))
            return arena_format(arena, "shape of %s is %s: %.10g is not above 0", distribution->name,
                distribution->shape, input->shape[part]);
    return NULL;
}

const char *check_tabulable(Arena *arena, const char *what, double shape) {
    if (shape >= 0.01 && shape <= 1e5) return NULL;
    return arena_format(arena, "%s %.10g is not between 0.01 and 100000", what, shape);
}

/* One of the columns low, central and high against what the row says of it. */
static const char *check_column(Arena *arena, const char *kind, const char *column, const char *meaning, bool required,
    bool is_blank, double value) {
    if (is_blank && required) return arena_format(arena, "%s is blank; %s needs it (%s)", column, kind, meaning);
    if (!is_blank && !meaning) return arena_format(arena, "%s must stay blank for %s", column, kind);
    if (!is_blank && isinf(value)) return arena_format(arena, "%s is not a finite number", column);
    return NULL;
}

static const char *check_columns(Arena *arena, const Distribution *kind, const DistributionInput *input) {
    bool wants_values = kind->shape_kind == SHAPE_PAIRS || kind->shape_kind == SHAPE_COLUMN;
    size_t given = wants_values ? input->value_count : input->shape_count;
    if (kind->shape_kind == SHAPE_NONE) given = input->shape_count + input->value_count;
    const char *wrong;
    (void)((wrong = check_column(
                arena, kind->name, "low", kind->low, kind->low_required, isnan(input->low), input->low)) ||
           (wrong = check_column(arena, kind->name, "central", kind->central, kind->central_required,
                isnan(input->central), input->central)) ||
           (wrong = check_column(
                arena, kind->name, "high", kind->high, kind->high_required, isnan(input->high), input->high)) ||
           (wrong = check_column(arena, kind->name, "shape", kind->shape, kind->shape_required, given == 0, 0)));
    return wrong;
}

static const char *check_order(Arena *arena, const DistributionInput *input) {
    if (input->low > input->high)
        return arena_format(arena, "low %s is above high %s", number_grouped_text(arena, input->low),
            number_grouped_text(arena, input->high));
    if (input->central < input->low)
        return arena_format(arena, "central %s is below low %s", number_grouped_text(arena, input->central),
            number_grouped_text(arena, input->low));
    if (input->central > input->high)
        return arena_format(arena, "central %s is above high %s", number_grouped_text(arena, input->central),
            number_grouped_text(arena, input->high));
    return NULL;
}

const char *distribution_fit(
    Arena *arena, const Distribution *distribution, const DistributionInput *input, Fitted *fitted) {
    *fitted = (Fitted){ .distribution = distribution,
        .low = input->low,
        .central = input->central,
        .high = input->high,
        .mean = NAN,
        .minimum = -INFINITY,
        .maximum = INFINITY };
    const char *wrong = check_columns(arena, distribution, input);
    if (!wrong) wrong = check_order(arena, input);
    if (!wrong) wrong = distribution->fit(arena, input, fitted);
    if (wrong) return wrong;
    /* Of the user's own two numbers: equal exactly or not. */
    if (input->low == input->high) fit_constant(fitted, input->low);
    if (fitted->constant) return NULL;
    if (isnan(fitted->central)) fitted->central = fitted->mean;
    if (!isfinite(fitted->mean) || !isfinite(fitted->central))
        return arena_format(arena, "these numbers give %s a mean beyond all bounds", distribution->name);
    if (fitted->central < fitted->minimum || fitted->central > fitted->maximum)
        return arena_format(arena, "central %s is outside what can happen, %s to %s",
            number_grouped_text(arena, fitted->central), number_grouped_text(arena, fitted->minimum),
            number_grouped_text(arena, fitted->maximum));
    if (fitted->minimum >= fitted->maximum) fit_constant(fitted, fitted->minimum);
    return NULL;
}

enum { STANDARD_DIGITS = 42 };

double quantile_by_standard(const Fitted *fitted, double u) {
    double standard = u <= 0.5 ? fitted->distribution->standard(fitted, u, TAIL_LOWER, NAN)
                               : fitted->distribution->standard(fitted, 1 - u, TAIL_UPPER, NAN);
    return fitted->parameter[0] + fitted->parameter[1] * steady(standard, fabs(standard), STANDARD_DIGITS);
}

double distribution_quantile(const Fitted *fitted, double u) {
    if (isnan(u)) return u;
    assert(u >= 0 && u <= 1);
    if (fitted->constant) return fitted->central;
    if (u <= 0) return fitted->minimum;
    if (u >= 1) return fitted->maximum;
    return fitted->distribution->quantile(fitted, u);
}

double distribution_lowest_draw(const Fitted *fitted) {
    return isinf(fitted->minimum) ? distribution_quantile(fitted, SMALLEST_PROBABILITY) : fitted->minimum;
}

double distribution_highest_draw(const Fitted *fitted) {
    return isinf(fitted->maximum) ? distribution_quantile(fitted, 1 - SMALLEST_PROBABILITY) : fitted->maximum;
}

#include "chart/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/elementary.h"

double scale_place(const Scale *scale, double number) {
    return scale->place_from +
           (number - scale->from) / (scale->to - scale->from) * (scale->place_to - scale->place_from);
}

/* The smallest nice step that is not below wanted. */
static double nice_step(double wanted) {
    static const double steps[] = { 1, 2, 5, 10 };
    const double power = power_of_ten(decimal_exponent(wanted));
    size_t i = 0;
    while (i < 3 && steps[i] * power < wanted * (1 - 1e-9)) i++;
    return steps[i] * power;
}

/* An end that is a tick but for rounding is that tick. */
static long long tick_below(double number, double step) {
    return (long long)floor(number / step + 1e-9);
}

static long long tick_above(double number, double step) {
    return (long long)ceil(number / step - 1e-9);
}

Ticks scale_ticks(double least, double greatest, size_t most) {
    static const double most_number = 1e300, least_size = 1e-300; /* beyond them steps overflow or lose their digits */
    least = fmax(fmin(least, most_number), -most_number);
    greatest = fmax(fmin(greatest, most_number), -most_number);
    double size = fmax(fabs(least), fabs(greatest));
    if (size < least_size) size = least = greatest = 0;
    if (!(greatest - least > 1e-9 * size)) { /* one number: a range around it that keeps 0 visible */
        least = fmin(least, 0);
        greatest = fmax(greatest, size > 0 ? 0 : 1);
    }
    if (most < 3) most = 3;
    for (double step = nice_step((greatest - least) / (double)most);; step = nice_step(step * 1.5)) {
        const Ticks ticks = { step, tick_below(least, step), tick_above(greatest, step) };
        if ((unsigned long long)(ticks.last - ticks.first) < most) return ticks;
    }
}

double tick_number(const Ticks *ticks, long long index) {
    return (double)index * ticks->step;
}

static int decimals_of(double step) {
    int decimals = 0;
    for (; decimals < 9 && fabs(step - round(step)) > 1e-6 * step; decimals++) step *= 10;
    return decimals;
}

/* "1234567" with commas. */
static const char *grouped(Arena *arena, const char *digits) {
    const size_t length = strlen(digits);
    char *text = arena_alloc(arena, length + length / 3 + 1), *to = text;
    for (size_t i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0) *to++ = ',';
        *to++ = digits[i];
    }
    return text;
}

const char *tick_text(
    Arena *arena, const Ticks *ticks, long long index, const char *prefix, const char *suffix, double divisor) {
    const int decimals = decimals_of(ticks->step / divisor);
    long long power = 1;
    for (int i = 0; i < decimals; i++) power *= 10;
    const double number = fabs(tick_number(ticks, index)) / divisor * (double)power;
    if (!(number < 9e15)) return "";
    if (index == 0 && *prefix) return arena_format(arena, "%s0", prefix); /* "£0" has no millions */
    const long long units = llround(number); /* whole numbers do not depend on the locale */
    const char *fraction = decimals ? arena_format(arena, ".%0*lld", decimals, units % power) : "";
    return arena_format(arena, "%s%s%s%s%s", index < 0 && units ? "\u2212" : "", prefix,
        grouped(arena, arena_format(arena, "%lld", units / power)), fraction, suffix);
}

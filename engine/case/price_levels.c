#include "case/price_levels.h"

#include "case/reading/carry.h"
#include "evaluate/power.h"

PriceSpan price_span(const Settings *settings) {
    const int length = settings->start.length_months, base = settings->price_base_month;
    const int start = settings->start.first_month, last = start + ((int)settings->period_count - 1) * length;
    const int first = base < start ? base : start, end = base > last ? base : last;
    return (PriceSpan){ first, length, (size_t)((end - first) / length) + 1, (size_t)((base - first) / length),
        (size_t)((start - first) / length) };
}

double *price_growths(Arena *arena, const PriceSpan *span, const Index *index) {
    double *growths = arena_array(arena, span->count, sizeof *growths);
    carry_values(&index->growth, 0, span->first_month, span->length_months, span->count, growths);
    return growths;
}

/* From each period to the next, from the base in both directions. */
double *price_span_levels(Arena *arena, const PriceSpan *span, const Index *index) {
    const double *growths = price_growths(arena, span, index);
    double *steps = arena_array(arena, span->count, sizeof *steps);
    double *levels = arena_array(arena, span->count, sizeof *levels);
    for (size_t i = 0; i < span->count; i++) /* many periods share a rate, and a power takes long */
        steps[i] = i > 0 && growths[i] == growths[i - 1] ? steps[i - 1]
                                                         : power_real(1 + growths[i], span->length_months / 12.0);
    levels[span->base] = 1;
    for (size_t i = span->base + 1; i < span->count; i++) levels[i] = levels[i - 1] * steps[i];
    double until_base = 1; /* what prices grow by from a period to the base */
    for (size_t i = span->base; i-- > 0;) {
        until_base *= steps[i + 1];
        levels[i] = 1 / until_base;
    }
    return levels;
}

double *price_levels(Arena *arena, const Case *the_case, size_t index) {
    const size_t periods = the_case->settings.period_count;
    if (index != NONE) {
        const PriceSpan span = price_span(&the_case->settings);
        return price_span_levels(arena, &span, &the_case->indices[index]) + span.start;
    }
    double *levels = arena_array(arena, periods, sizeof *levels);
    for (size_t t = 0; t < periods; t++) levels[t] = 1;
    return levels;
}

#include "model/prices.h"

#include "case/reading/carry.h"
#include "evaluate/power.h"
#include "model/timeline.h"

PriceSpan price_span(const Settings *settings) {
    const int length = settings->start.length_months, base = settings->price_base_month;
    const int start = period_month(settings, 0), last = period_month(settings, settings->period_count - 1);
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

static const double *quotient(Arena *arena, size_t count, const double *numerator, const double *denominator) {
    double *factors = arena_array(arena, count, sizeof *factors);
    for (size_t t = 0; t < count; t++) factors[t] = numerator[t] / denominator[t];
    return factors;
}

Prices prices_open(Arena *arena, const Case *the_case) {
    Prices prices = { arena, the_case, .relative = arena_array(arena, the_case->index_count, sizeof *prices.relative) };
    prices.general = price_levels(arena, the_case, NONE);
    prices.deflator = price_levels(arena, the_case, the_case->settings.deflator);
    prices.nominal = quotient(arena, the_case->settings.period_count, prices.general, prices.deflator);
    return prices;
}

const double *price_factors(Prices *prices, bool nominal, size_t index) {
    const Settings *settings = &prices->the_case->settings;
    if (nominal) return prices->nominal;
    if (index == NONE || index == settings->deflator) return prices->general;
    if (!prices->relative[index])
        prices->relative[index] = quotient(prices->arena, settings->period_count,
            price_levels(prices->arena, prices->the_case, index), prices->deflator);
    return prices->relative[index];
}

double *path_values(Arena *arena, const Settings *settings, const Amounts *path) {
    if (path->count == 0) return NULL;
    double *values = arena_array(arena, settings->period_count, sizeof *values);
    carry_values(path, 1, settings->start.first_month, settings->start.length_months, settings->period_count, values);
    return values;
}

double *profile_values(Arena *arena, const Settings *settings, const Amounts *amounts) {
    double *values = arena_array(arena, settings->period_count, sizeof *values);
    for (size_t i = 0; i < amounts->count; i++) {
        const int months = amounts->first_month[i] - settings->start.first_month;
        const size_t t = (size_t)(months / settings->start.length_months);
        if (months >= 0 && t < settings->period_count) values[t] += amounts->value[i] * settings->scale;
    }
    return values;
}

#include "model/prices.h"

#include "case/reading/carry.h"
#include "model/timeline.h"

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

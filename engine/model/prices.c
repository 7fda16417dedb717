#include "model/prices.h"

#include "evaluate/power.h"
#include "model/timeline.h"

/* The last value at or before a month, `before` ahead of the first. */
static double carried_value(const Amounts *amounts, int month, double before) {
    double value = before;
    for (size_t i = 0; i < amounts->count && amounts->first_month[i] <= month; i++) value = amounts->value[i];
    return value;
}

static double level_between(const Index *index, int from_month, int to_month, int length_months) {
    double level = 1;
    for (int month = from_month + length_months; month <= to_month; month += length_months)
        level *= power_real(1 + carried_value(&index->growth, month, 0), length_months / 12.0);
    return level;
}

double *index_levels(Arena *arena, const Case *the_case, size_t index) {
    const Settings *settings = &the_case->settings;
    const int base = settings->price_base_month, length = settings->start.length_months;
    double *levels = arena_array(arena, settings->period_count, sizeof *levels);
    for (size_t t = 0; t < settings->period_count; t++) {
        const int month = period_month(settings, t);
        if (index == NONE)
            levels[t] = 1;
        else if (month >= base)
            levels[t] = level_between(&the_case->indices[index], base, month, length);
        else
            levels[t] = 1 / level_between(&the_case->indices[index], month, base, length);
    }
    return levels;
}

double *price_factors(Arena *arena, const Case *the_case, bool nominal, size_t own_index) {
    const size_t index = own_index == NONE ? the_case->settings.deflator : own_index;
    double *factors = index_levels(arena, the_case, nominal ? NONE : index);
    const double *deflator = index_levels(arena, the_case, the_case->settings.deflator);
    const bool follows_deflator = !nominal && index == the_case->settings.deflator;
    for (size_t t = 0; t < the_case->settings.period_count; t++)
        factors[t] = follows_deflator ? 1 : factors[t] / deflator[t];
    return factors;
}

double *path_values(Arena *arena, const Settings *settings, const Amounts *path) {
    if (path->count == 0) return NULL;
    double *values = arena_array(arena, settings->period_count, sizeof *values);
    for (size_t t = 0; t < settings->period_count; t++) values[t] = carried_value(path, period_month(settings, t), 1);
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

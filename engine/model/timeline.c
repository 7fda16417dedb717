#include "model/timeline.h"

#include <math.h>

#include "evaluate/power.h"

double schedule_rate(const Schedule *schedule, size_t year) {
    double rate = schedule->rate_per_year[0];
    for (size_t b = 0; b < schedule->band_count && (size_t)schedule->from_year[b] <= year; b++)
        rate = schedule->rate_per_year[b];
    return rate;
}

/* Of the first `count` periods, whether the horizon has them or not: the schedule goes on. */
static double *first_factors(Arena *arena, const Settings *settings, DiscountTiming timing, size_t count) {
    const size_t months_per_period = (size_t)settings->start.length_months;
    const double later = timing == DISCOUNT_START ? 0 : timing == DISCOUNT_MID ? 0.5 : 1;
    double *factors = arena_array(arena, count, sizeof *factors);
    double year_factor = 1; /* at the start of the year that holds the period */
    for (size_t t = 0; t < count; t++) {
        const size_t month = t * months_per_period, year = month / 12;
        const double coming_rate = schedule_rate(&settings->discount, year + 1);
        if (month % 12 == 0 && month > 0) year_factor /= 1 + schedule_rate(&settings->discount, year);
        const double months_into_year = (double)(month % 12) + later * (double)months_per_period;
        factors[t] = year_factor / power_real(1 + coming_rate, months_into_year / 12);
    }
    return factors;
}

double *discount_factors(Arena *arena, const Settings *settings, DiscountTiming timing) {
    return first_factors(arena, settings, timing, settings->period_count);
}

double *life_factors(Arena *arena, const Settings *settings, const uint32_t *life_periods, size_t option_count) {
    double *sums = arena_array(arena, option_count, sizeof *sums);
    size_t longest = 0;
    for (size_t o = 0; o < option_count; o++)
        if (life_periods[o] > longest) longest = life_periods[o];
    const double *factors = first_factors(arena, settings, DISCOUNT_END, longest);
    for (size_t o = 0; o < option_count; o++)
        for (size_t t = 0; t < life_periods[o]; t++) sums[o] += factors[t];
    return sums;
}

void rates_compile(Arena *arena, const Settings *settings, Plan *plan) {
    const double first_rate = schedule_rate(&settings->discount, 1);
    plan->discount_factor = discount_factors(arena, settings, settings->discount_timing);
    plan->life_factor = life_factors(arena, settings, plan->life_periods, plan->option_count);
    plan->finance_rate = isnan(settings->finance_rate) ? first_rate : settings->finance_rate;
    plan->reinvestment_rate = isnan(settings->reinvestment_rate) ? first_rate : settings->reinvestment_rate;
    plan->payback_at_points = settings->payback_timing == PAYBACK_POINT;
}

int period_month(const Settings *settings, size_t t) {
    return settings->start.first_month + (int)t * settings->start.length_months;
}

const char **period_names(Arena *arena, const Settings *settings) {
    const char **names = arena_array(arena, settings->period_count, sizeof *names);
    for (size_t t = 0; t < settings->period_count; t++)
        names[t] = period_text(arena, (Period){ period_month(settings, t), settings->start.length_months });
    return names;
}

/* The horizon's periods and their discount factors. */
#ifndef MODEL_TIMELINE_H
#define MODEL_TIMELINE_H

#include "case/settings.h"
#include "evaluate/plan.h"

/* The rate between year k − 1 and year k, k ≥ 1; a fraction. */
double schedule_rate(const Schedule *schedule, size_t year);

/* Discount factors of the horizon, [period_count]. HM Treasury, The Green Book, 2026, chapter 6 and supplementary
   guidance on discounting, 2.8 to 2.9: year 0 is not discounted and each later year multiplies by 1 ÷ (1 + its rate);
   within a year the rate of the coming year compounds by the fraction of the year. */
double *discount_factors(Arena *arena, const Settings *settings, DiscountTiming timing);

/* For each option the sum of the discount factors with end timing of its life: life_periods, [option], from the start of
   the horizon and on beyond its end. */
double *life_factors(Arena *arena, const Settings *settings, const uint32_t *life_periods, size_t option_count);

/* The plan has its options' lives. Sets its rates and discount factors, and how its payback is measured. */
void rates_compile(Arena *arena, const Settings *settings, Plan *plan);

/* "2018/19" …, [period_count]. */
const char **period_names(Arena *arena, const Settings *settings);

/* First month of period t. */
int period_month(const Settings *settings, size_t t);

#endif

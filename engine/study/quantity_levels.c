#include "study/quantity_levels.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "case/driver_values.h"
#include "model/timeline.h"

static bool word_is(const char *word, const char *name) {
    const size_t length = strlen(name);
    return strncasecmp(word, name, length) == 0 && (word[length] == '\0' || strcasecmp(word + length, "s") == 0);
}

/* The months that a word of time means; 0: it is not one. */
static double months_of(const char *word, int period_months) {
    if (word_is(word, "year")) return 12;
    if (word_is(word, "quarter")) return 3;
    if (word_is(word, "month")) return 1;
    return word_is(word, "period") ? period_months : 0;
}

/* In how many months what the unit counts comes about: 12 of "lamp/year", a period's of "£"; 0 of what is there ("lamp") or
   belongs to each of something ("kWh/lamp/year"), which cannot be added up over time. */
static double months_of_flow(const Settings *settings, const Unit *unit) {
    const int period_months = settings->start.length_months;
    double months = 0;
    if (!unit->is_known || unit->count == 0) return 0;
    for (uint32_t i = 0; i < unit->count; i++) {
        const UnitFactor *factor = &unit->factors[i];
        if (factor->power > 0) continue;
        if (factor->power < -1 || months > 0) return 0;
        months = months_of(factor->word, period_months);
        if (months == 0) return 0;
    }
    const bool is_money =
        unit->count == 1 && unit->factors[0].power == 1 &&
        (strcmp(unit->factors[0].word, "£") == 0 || strcmp(unit->factors[0].word, settings->currency) == 0);
    return unit->count > 1 ? months : is_money ? period_months : 0;
}

/* [period] Moved, with an own value of 1. */
static double level_at(const PlanValues *values, size_t q, size_t t) {
    const double central = values->the_case->quantities[q].own.fitted.central;
    return central != 0 ? values->of_quantity[q][t] / central : values->own[q][t];
}

const BizcaseQuantityLevels *quantity_levels(Arena *arena, const PlanValues *values, size_t q) {
    const Quantity *quantity = &values->the_case->quantities[q];
    const Settings *settings = &values->the_case->settings;
    const size_t periods = settings->period_count;
    if (!quantity->formula && quantity->cells.count == 0) return NULL;
    size_t first = 0;
    while (first < periods && level_at(values, q, first) == 0) first++;
    if (first == periods) return NULL;
    const char **names = period_names(arena, settings);
    const double months = months_of_flow(settings, &quantity->unit);
    BizcaseQuantityLevels *levels = arena_alloc(arena, sizeof *levels);
    *levels = (BizcaseQuantityLevels){ .first_period = names[first],
        .last_period = names[periods - 1],
        .first = level_at(values, q, first),
        .last = level_at(values, q, periods - 1),
        .total = NAN,
        .is_share = is_unit_of_shares(quantity->unit_text),
        .is_first_of_all = first == 0,
        .is_constant = 1 };
    for (size_t t = first; t < periods; t++)
        levels->is_constant = levels->is_constant && level_at(values, q, t) == levels->first;
    if (months == 0) return levels;
    levels->total = 0;
    for (size_t t = 0; t < periods; t++)
        levels->total += level_at(values, q, t) * settings->start.length_months / months;
    return levels;
}

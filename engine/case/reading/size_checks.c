#include "case/reading/size_checks.h"

#include <math.h>

#include "base/elementary.h"
#include "case/horizon.h"
#include "case/plan_values.h"

/* Far above any multiple or sum of money that a case means, and far below what a double holds even when several of them
   are multiplied. */
static const double most_multiple = 1e9, most_money = 1e18;

static double horizon_years(const Loader *loader) {
    const Settings *settings = &loader->the_case->settings;
    return (double)settings->period_count * settings->start.length_months / 12.0;
}

static bool too_far(double factor) {
    return !(fabs(factor) <= most_multiple);
}

static void check_driver(Loader *loader, const Driver *driver) {
    const Fitted *fitted = &driver->uncertainty.fitted;
    if (!fitted->distribution) return;
    const double highest = fmax(fabs(distribution_highest_draw(fitted)), fabs(distribution_lowest_draw(fitted)));
    if (driver->kind == DRIVER_GROWTH && too_far(power(1 + highest, horizon_years(loader))))
        diagnostics_error(loader->diagnostics, driver->uncertainty.place, "write 2% a year as 2% or 0.02",
            "driver \"%s\" can grow by %.6g%% a year: more than a billion times over the horizon", driver->label.id,
            100 * highest);
    else if (driver->kind == DRIVER_MULTIPLIER && too_far(highest))
        diagnostics_error(loader->diagnostics, driver->uncertainty.place, "1 leaves amounts as they are",
            "driver \"%s\" can multiply by %.6g", driver->label.id, highest);
}

static void check_line(Loader *loader, const Line *line) {
    const Fitted *own = &line->own.fitted;
    if (own->distribution && too_far(fmax(fabs(distribution_highest_draw(own)), fabs(distribution_lowest_draw(own)))))
        diagnostics_error(loader->diagnostics, line->own.place,
            "a line's distribution multiplies its amounts: 1 leaves them as written",
            "line \"%s\" can be multiplied by more than a billion", line->label.id);
    for (size_t i = 0; i < line->amounts.count; i++)
        if (!(fabs(line->amounts.value[i] * loader->the_case->settings.scale) <= most_money)) {
            diagnostics_error(loader->diagnostics, line->amounts.place[i], NULL,
                "line \"%s\" has an amount beyond 10^18", line->label.id);
            return;
        }
}

void check_formula_sizes(Loader *loader) {
    const Case *the_case = loader->the_case;
    for (size_t l = 0; loader->plan && l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        for (uint32_t t = 0; line->formula && t < loader->plan->horizon.period_count; t++)
            if (!(fabs(loader->plan->of_line[l][t]) <= most_money)) {
                diagnostics_error(loader->diagnostics, formula_place(line->formula, 0),
                    "look for a value in the wrong unit", "line \"%s\" comes to an amount beyond 10^18",
                    line->label.id);
                break;
            }
    }
}

/* Yearly growth piles up over the horizon and from the price base. */
static void check_index(Loader *loader, const Index *index) {
    const int base = loader->the_case->settings.price_base_month, from = horizon_start(loader),
              to = horizon_end(loader);
    const int first = base < from ? base : from, last = base > to ? base : to;
    for (size_t i = 0; i < index->growth.count; i++) {
        const int begins = index->growth.first_month[i] > first ? index->growth.first_month[i] : first;
        const int ends = i + 1 < index->growth.count && index->growth.first_month[i + 1] < last
                             ? index->growth.first_month[i + 1]
                             : last;
        if (begins >= ends) continue;
        const double level = power(1 + index->growth.value[i], (ends - begins) / 12.0);
        if (!too_far(level) && !too_far(1 / level)) continue;
        diagnostics_error(loader->diagnostics, index->growth.place[i], "write 2% a year as 2% or 0.02",
            "index \"%s\" changes by %.6g%% a year: more than a billion times over the horizon", index->label.id,
            100 * index->growth.value[i]);
        return;
    }
}

static void check_discounting(Loader *loader) {
    const Schedule *schedule = &loader->the_case->settings.discount;
    const double years = horizon_years(loader);
    for (size_t b = 0; b < schedule->band_count; b++) {
        const double factor = power(1 + schedule->rate_per_year[b], -years);
        if (!too_far(factor) && !too_far(1 / factor)) continue;
        diagnostics_error(loader->diagnostics, (Place){ .file = "case.csv" }, "write 3.5% a year as 3.5% or 0.035",
            "a discount rate of %.6g%% a year makes %.6g years count more than a billion times more or less",
            100 * schedule->rate_per_year[b], years);
        return;
    }
}

void check_sizes(Loader *loader) {
    const Case *the_case = loader->the_case;
    if (!loader->horizon_known || loader->diagnostics->error_count > 0) return;
    for (size_t d = 0; d < the_case->driver_count; d++) check_driver(loader, &the_case->drivers[d]);
    for (size_t l = 0; l < the_case->line_count; l++) check_line(loader, &the_case->lines[l]);
    for (size_t i = 0; i < the_case->index_count; i++) check_index(loader, &the_case->indices[i]);
    check_discounting(loader);
}

#include "case/lives.h"

#include <math.h>

#include "case/reading/row.h"

typedef struct LateMoney {
    double own[2], baseline[2]; /* costs, benefits; as the cells have them */
} LateMoney;

/* What an option shares with the baseline is its own. */
static LateMoney money_after(const Loader *loader, size_t option, int month) {
    const Case *the_case = loader->the_case;
    LateMoney late = { { 0 }, { 0 } };
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        const bool is_own = line->in_option[option];
        if (!line->type->in_economic_appraisal) continue;
        if (!is_own && (the_case->baseline == NONE || !line->in_option[the_case->baseline])) continue;
        double *sum = (is_own ? late.own : late.baseline) + (line->side == SIDE_BENEFIT);
        for (size_t i = 0; i < line->amounts.count; i++)
            if (line->amounts.first_month[i] >= month && line->amounts.first_month[i] < horizon_end(loader))
                *sum += fabs(line->amounts.value[i]);
    }
    return late;
}

/* "costs of £1,200 and benefits of £300"; NULL: none. */
static const char *sums_text(const Loader *loader, const double *sums) {
    const double scale = loader->the_case->settings.scale;
    const char *costs = arena_format(loader->arena, "costs of %s", currency_text(loader, sums[0] * scale));
    const char *benefits = arena_format(loader->arena, "benefits of %s", currency_text(loader, sums[1] * scale));
    if (sums[0] > 0 && sums[1] > 0) return arena_format(loader->arena, "%s and %s", costs, benefits);
    return sums[0] > 0 ? costs : sums[1] > 0 ? benefits : NULL;
}

static void check_life(Loader *loader, size_t o) {
    const Case *the_case = loader->the_case;
    const Option *option = &the_case->options[o];
    const int length = the_case->settings.start.length_months;
    const int end = horizon_start(loader) + (int)option->life_periods * length;
    /* What stands at the start of the next period stands at the life's end: a textbook's costs at the ends of years. */
    const int late_from = the_case->settings.discount_timing == DISCOUNT_START ? end + length : end;
    const LateMoney late = money_after(loader, o, late_from);
    const char *own = sums_text(loader, late.own), *baseline = sums_text(loader, late.baseline);
    if (!own && !baseline) return;
    const char *fall = "fall after that";
    if (own && baseline) fall = arena_format(loader->arena, "fall after that, and so do %s of the baseline", baseline);
    if (!own) fall = "of the baseline fall after that";
    diagnostics_warning(loader->diagnostics, option->life_place,
        "the equivalent annual cost spreads all of the option's money over its life",
        "option \"%s\" lasts until the end of %s, and %s %s (column life)", option->label.id,
        period_text(loader->arena, (Period){ end - length, length }), own ? own : baseline, fall);
}

void check_lives(Loader *loader) {
    if (!loader->horizon_known) return;
    for (size_t o = 0; o < loader->the_case->option_count; o++)
        if (loader->the_case->options[o].life_periods > 0) check_life(loader, o);
}

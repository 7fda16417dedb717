#include "case/lives.h"

#include <limits.h>
#include <math.h>

#include "case/line_money.h"
#include "case/reading/row.h"

enum { COSTS, BENEFITS, RISKS, KINDS_OF_MONEY };

/* As the cells and formulas have it, of risks what is to be expected. */
typedef struct LateMoney {
    double own[KINDS_OF_MONEY], baseline[KINDS_OF_MONEY];
} LateMoney;

/* What a risk is expected to cost from a month to the horizon's end. */
static double expected_after(const Loader *loader, const Risk *risk, int month) {
    const int from = risk->from_month == INT_MIN ? horizon_start(loader) : risk->from_month;
    const int until = risk->until_month == INT_MAX ? horizon_end(loader) : risk->until_month;
    const int start = from > month ? from : month, end = until < horizon_end(loader) ? until : horizon_end(loader);
    if (end <= start) return 0;
    return fabs(risk->probability * risk->impact.fitted.mean) * (end - start) / (until - from);
}

/* What an option shares with the baseline is its own. */
static LateMoney money_after(const Loader *loader, size_t option, int month) {
    const Case *the_case = loader->the_case;
    const bool has_baseline = the_case->baseline != NONE;
    LateMoney late = { { 0 }, { 0 } };
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const Risk *risk = &the_case->risks[r];
        const bool is_own = risk->in_option[option];
        if (is_own || (has_baseline && risk->in_option[the_case->baseline]))
            (is_own ? late.own : late.baseline)[RISKS] += expected_after(loader, risk, month);
    }
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        const bool is_own = line->in_option[option];
        if (!line->type->in_economic_appraisal) continue;
        if (!is_own && (!has_baseline || !line->in_option[the_case->baseline])) continue;
        double *sum = (is_own ? late.own : late.baseline) + (line->side == SIDE_BENEFIT ? BENEFITS : COSTS);
        const Amounts *amounts = line_amounts(loader, l);
        for (size_t i = 0; i < amounts->count; i++)
            if (amounts->first_month[i] >= month && amounts->first_month[i] < horizon_end(loader))
                *sum += fabs(amounts->value[i]);
    }
    return late;
}

/* "costs of £1,200, benefits of £300 and risks of £50"; NULL: none. */
static const char *sums_text(const Loader *loader, const double *sums) {
    static const char *const words[] = { [COSTS] = "costs", [BENEFITS] = "benefits", [RISKS] = "risks" };
    const char *text = NULL;
    size_t left = 0;
    for (size_t i = 0; i < KINDS_OF_MONEY; i++) left += sums[i] > 0;
    for (size_t i = 0; i < KINDS_OF_MONEY; i++) {
        if (!(sums[i] > 0)) continue;
        left--;
        text = arena_format(loader->arena, "%s%s%s of %s", text ? text : "",
            !text  ? ""
            : left ? ", "
                   : " and ",
            words[i], currency_text(loader, sums[i] * loader->the_case->settings.scale));
    }
    return text;
}

static void check_life(Loader *loader, size_t o) {
    const Case *the_case = loader->the_case;
    const Option *option = &the_case->options[o];
    const int length = the_case->settings.start.length_months;
    const int end = horizon_start(loader) + (int)option->life_periods * length;
    /* What is at the start of the next period is at the life's end: a textbook's costs at the ends of years. */
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

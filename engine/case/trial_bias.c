/* Ranges that lean to the bad side already hold part of what a bias covers. m is how much more, on average, the trials
   give for a line than the plan does: the product of mean ÷ planning value of what multiplies it, and of planning value ÷
   mean of what it is divided by. The bias b is lowered to what makes the average of the trials that of a plan with the whole
   bias: (1 + b) ÷ m − 1 of a cost, 1 − (1 − b) ÷ m of a benefit. Where that is more than b the ranges lean to the good side,
   and the bias stays as it is. */
#include "case/trial_bias.h"

#include <math.h>

#include "formula/factors.h"

/* A quantity whose formula is still to be looked at. */
typedef struct Waiting {
    size_t quantity;
    bool is_divisor;
} Waiting;

/* Which inputs of a line are counted: each once, as it is found first. */
typedef struct Leaning {
    Arena *arena;
    const Case *the_case;
    size_t *driver_seen, *quantity_seen; /* 1 + the last line that has counted it */
    FormulaFactors **of_quantity;        /* those of its formula; NULL: not asked for yet */
    Waiting *waiting;                    /* [waiting_count] */
    size_t waiting_count;
    size_t line; /* 1 + its number */
    double factor;
} Leaning;

/* A planning value of 0 has no average to be compared with, and nothing is divided by a mean of 0. */
static void count_in(Leaning *leaning, const Fitted *fitted, bool is_divisor) {
    if (fitted->constant || fitted->central == 0 || (is_divisor && fitted->mean == 0)) return;
    leaning->factor *= is_divisor ? fitted->central / fitted->mean : fitted->mean / fitted->central;
}

static void count_driver(Leaning *leaning, size_t d, bool is_divisor) {
    const Driver *driver = &leaning->the_case->drivers[d];
    if (leaning->driver_seen[d] == leaning->line) return;
    leaning->driver_seen[d] = leaning->line;
    if (driver->kind == DRIVER_MULTIPLIER) count_in(leaning, &driver->uncertainty.fitted, is_divisor);
}

static void count_quantity(Leaning *leaning, size_t q, bool is_divisor) {
    if (leaning->quantity_seen[q] == leaning->line) return;
    leaning->quantity_seen[q] = leaning->line;
    count_in(leaning, &leaning->the_case->quantities[q].own.fitted, is_divisor);
    if (leaning->the_case->quantities[q].formula)
        leaning->waiting[leaning->waiting_count++] = (Waiting){ q, is_divisor };
}

/* is_divisor: the line is divided by the formula. */
static void count_factors(Leaning *leaning, const FormulaFactors *factors, bool is_divisor) {
    for (size_t i = 0; i < factors->count; i++) {
        const FormulaFactor *factor = &factors->items[i];
        const bool divides = factor->is_divisor != is_divisor;
        if (factor->name.kind == NAME_DRIVER) count_driver(leaning, factor->name.index, divides);
        if (factor->name.kind == NAME_QUANTITY) count_quantity(leaning, factor->name.index, divides);
    }
}

/* Many lines may name the same quantity. */
static const FormulaFactors *factors_of_quantity(Leaning *leaning, size_t q) {
    FormulaFactors **kept = &leaning->of_quantity[q];
    if (!*kept) {
        *kept = arena_alloc(leaning->arena, sizeof **kept);
        **kept = formula_factors(leaning->arena, leaning->the_case->quantities[q].formula);
    }
    return *kept;
}

static double left_of_bias(LineSide side, double bias, double factor) {
    const double left = side == SIDE_COST ? (1 + bias) / factor - 1 : 1 - (1 - bias) / factor;
    return left > bias ? bias : left > 0 ? left : 0; /* 0 ÷ 0 is none */
}

void settle_trial_bias(Loader *loader) {
    Case *the_case = loader->the_case;
    Arena *working = arena_within(loader->arena);
    Leaning leaning = { .arena = working,
        .the_case = the_case,
        .driver_seen = arena_array(working, the_case->driver_count, sizeof *leaning.driver_seen),
        .quantity_seen = arena_array(working, the_case->quantity_count, sizeof *leaning.quantity_seen),
        .of_quantity = arena_array(working, the_case->quantity_count, sizeof *leaning.of_quantity),
        .waiting = arena_array(working, the_case->quantity_count, sizeof *leaning.waiting) };
    for (size_t l = 0; l < the_case->line_count; l++) {
        Line *line = &the_case->lines[l];
        if (!(line->optimism_bias > 0)) continue;
        leaning.line = l + 1;
        leaning.factor = 1;
        count_in(&leaning, &line->own.fitted, false);
        for (size_t d = 0; d < line->driver_count; d++) count_driver(&leaning, line->drivers[d], false);
        if (line->formula) {
            const FormulaFactors factors = formula_factors(working, line->formula);
            count_factors(&leaning, &factors, false);
        }
        while (leaning.waiting_count > 0) {
            const Waiting next = leaning.waiting[--leaning.waiting_count];
            count_factors(&leaning, factors_of_quantity(&leaning, next.quantity), next.is_divisor);
        }
        line->bias_in_trials = left_of_bias(line->side, line->optimism_bias, leaning.factor);
    }
    arena_free(working);
}

double line_bias_in_plan(const Settings *settings, const Line *line) {
    return settings->optimism_bias_in_plan && line->optimism_bias > 0 ? line->optimism_bias : 0;
}

double line_bias_in_trials(const Settings *settings, const Line *line) {
    switch (settings->optimism_bias_in_simulation) {
    case TRIALS_WITHOUT_BIAS: return 0;
    case TRIALS_WITH_REST_OF_BIAS: return line->bias_in_trials;
    case TRIALS_WITH_BIAS: return line->optimism_bias > 0 ? line->optimism_bias : 0;
    }
    return 0;
}

Settings settings_as_trials(const Settings *settings) {
    Settings same = *settings;
    same.risk_in_plan = true;
    same.optimism_bias_in_plan = settings->optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS;
    return same;
}

static bool has_bias(const Case *the_case) {
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].optimism_bias > 0 && the_case->lines[l].type->in_economic_appraisal) return true;
    return false;
}

bool plan_differs_from_trials(const Case *the_case) {
    const Settings *settings = &the_case->settings, same = settings_as_trials(settings);
    return (!settings->risk_in_plan && the_case->risk_count > 0) ||
           (settings->optimism_bias_in_plan != same.optimism_bias_in_plan && has_bias(the_case));
}

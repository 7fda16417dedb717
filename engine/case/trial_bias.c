/* Ranges that lean to the bad side already hold part of what a bias stands for. m is how much more, on average, the trials
   give for what a line multiplies than the plan does: the product of mean ÷ planning value. The bias b is lowered to what
   makes the average of the trials that of a plan with the whole bias: (1 + b) ÷ m − 1 of a cost, 1 − (1 − b) ÷ m of a
   benefit. Where that is more than b the ranges lean to the good side, and the bias stays as it is. */
#include "case/trial_bias.h"

#include <math.h>

/* Which inputs of a line are counted: each once, however often its formulas name it. */
typedef struct Leaning {
    const Case *the_case;
    size_t *driver_seen, *quantity_seen; /* 1 + the last line that has counted it */
    size_t *waiting;                     /* [waiting_count] quantities whose formulas are still to be looked at */
    size_t waiting_count;
    size_t line; /* 1 + its number */
    double factor;
} Leaning;

/* A planning value of 0 has no average to be compared with. */
static void count_in(Leaning *leaning, const Fitted *fitted) {
    if (!fitted->constant && fitted->central != 0) leaning->factor *= fitted->mean / fitted->central;
}

static void count_driver(Leaning *leaning, size_t d) {
    const Driver *driver = &leaning->the_case->drivers[d];
    if (leaning->driver_seen[d] == leaning->line) return;
    leaning->driver_seen[d] = leaning->line;
    if (driver->kind == DRIVER_MULTIPLIER) count_in(leaning, &driver->uncertainty.fitted);
}

static void count_quantity(Leaning *leaning, size_t q) {
    if (leaning->quantity_seen[q] == leaning->line) return;
    leaning->quantity_seen[q] = leaning->line;
    count_in(leaning, &leaning->the_case->quantities[q].own.fitted);
    if (leaning->the_case->quantities[q].formula) leaning->waiting[leaning->waiting_count++] = q;
}

static void count_named(Leaning *leaning, const Formula *formula) {
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        if (node->operation != OPERATION_NAME) continue;
        if (node->name.kind == NAME_DRIVER) count_driver(leaning, node->name.index);
        if (node->name.kind == NAME_QUANTITY) count_quantity(leaning, node->name.index);
    }
}

static double left_of_bias(LineSide side, double bias, double factor) {
    const double left = side == SIDE_COST ? (1 + bias) / factor - 1 : 1 - (1 - bias) / factor;
    return left > bias ? bias : left > 0 ? left : 0; /* 0 ÷ 0 is none */
}

void settle_trial_bias(Loader *loader) {
    Case *the_case = loader->the_case;
    Arena *working = arena_within(loader->arena);
    Leaning leaning = { .the_case = the_case,
        .driver_seen = arena_array(working, the_case->driver_count, sizeof *leaning.driver_seen),
        .quantity_seen = arena_array(working, the_case->quantity_count, sizeof *leaning.quantity_seen),
        .waiting = arena_array(working, the_case->quantity_count, sizeof *leaning.waiting) };
    for (size_t l = 0; l < the_case->line_count; l++) {
        Line *line = &the_case->lines[l];
        if (!(line->optimism_bias > 0)) continue;
        leaning.line = l + 1;
        leaning.factor = 1;
        count_in(&leaning, &line->own.fitted);
        for (size_t d = 0; d < line->driver_count; d++) count_driver(&leaning, line->drivers[d]);
        if (line->formula) count_named(&leaning, line->formula);
        while (leaning.waiting_count > 0)
            count_named(&leaning, the_case->quantities[leaning.waiting[--leaning.waiting_count]].formula);
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

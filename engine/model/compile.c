#include "model/compile.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "case/readings.h"
#include "case/registers/volumes.h"
#include "case/trial_bias.h"
#include "model/bundles.h"
#include "model/levels.h"
#include "model/prices.h"
#include "model/shares.h"
#include "model/slips.h"
#include "model/timeline.h"

/* A line with a phase whose formula's money trials change. */
typedef struct Outline {
    size_t line;
    Bundle bundle; /* of its phase */
    const double *profile;
    double total;
} Outline;

/* What is gathered while the plan grows. */
typedef struct Compiler {
    Arena *arena;
    const Case *the_case;
    Model *model;
    BundleBuilder bundles;
    Prices prices;
    Levels levels;
    Growth *growths;
    uint32_t *growth_of_driver; /* [driver] or NO_INDEX */
    double turnover;
    MovingLine *moving;
    Outline *outlines; /* [outline_count] */
    size_t outline_count;
} Compiler;

/* NULL when it changes nothing. */
static const double *factor_or_null(const double *factor, size_t period_count) {
    for (size_t t = 0; t < period_count; t++)
        if (factor[t] != 1) return factor;
    return NULL;
}

static double *copy_of_row(const Compiler *compiler, const double *row) {
    const size_t periods = compiler->the_case->settings.period_count;
    return memcpy(arena_array(compiler->arena, periods, sizeof *row), row, periods * sizeof *row);
}

/* A line's prices × the paths of its drivers, and nothing before it is open; the prices themselves where that is all. The
   factor meets money where it falls, so what a slip brings into an open period counts. */
static const double *factor_of_line(Compiler *compiler, const double *prices, const Line *line) {
    const Settings *settings = &compiler->the_case->settings;
    double *factor = NULL;
    for (size_t i = 0; i < line->driver_count; i++) {
        const size_t d = line->drivers[i];
        if (compiler->the_case->drivers[d].path.count == 0) continue;
        const PlanLevel level = levels_of_path(&compiler->levels, d);
        const double *path = level.level == NO_INDEX ? level.known : NULL; /* else it multiplies as a level */
        if (path && !factor) factor = copy_of_row(compiler, prices);
        for (size_t t = 0; path && t < settings->period_count; t++) factor[t] *= path[t];
    }
    if (line->open_from_month > period_month(settings, 0) && !factor) factor = copy_of_row(compiler, prices);
    for (size_t t = 0; t < settings->period_count && period_month(settings, t) < line->open_from_month; t++)
        factor[t] = 0;
    return factor ? factor : prices;
}

/* Sorts a line's drivers into constant multipliers (inputs), growths and levels (paths that trials move); other paths are in
   the factor. */
static void apply_drivers(Compiler *compiler, const Line *line, Stream *stream, uint32_t *inputs, Bundle *bundle) {
    uint32_t *growths = arena_array(compiler->arena, line->driver_count, sizeof *growths);
    uint32_t *levels = arena_array(compiler->arena, line->driver_count, sizeof *levels);
    for (size_t i = 0; i < line->driver_count; i++) {
        const size_t d = line->drivers[i];
        if (compiler->growth_of_driver[d] == NO_INDEX)
            inputs[stream->input_count++] = compiler->model->inputs.of_driver[d];
        else
            growths[bundle->growth_count++] = compiler->growth_of_driver[d];
        if (compiler->the_case->drivers[d].path.count == 0) continue;
        const PlanLevel path = levels_of_path(&compiler->levels, d);
        if (path.level != NO_INDEX) levels[bundle->level_count++] = path.level;
    }
    bundle->growths = growths;
    bundle->levels = levels;
}

static bool is_for_trials(PlanPurpose purpose) {
    return purpose == FOR_SIMULATION || purpose == FOR_ENSEMBLE;
}

/* A line in a reading, of which it has a part. */
static void compile_line(Compiler *compiler, size_t l, MoneyReading reading, double part, uint32_t pool) {
    const Case *the_case = compiler->the_case;
    const Line *line = &the_case->lines[l];
    const Inputs *names = &compiler->model->inputs;
    const Plan *plan = &compiler->model->plan;
    const PlanLevel money = line->formula ? levels_of_line(&compiler->levels, l) : (PlanLevel){ NULL, NO_INDEX };
    const double *profile = line->formula ? compiler->levels.values->of_line[l]
                                          : profile_values(compiler->arena, &the_case->settings, &line->amounts);
    const double *prices = price_factors(&compiler->prices, line->nominal, line->index);
    uint32_t *inputs = arena_array(compiler->arena, line->driver_count + 1, sizeof *inputs);
    Stream stream = { .inputs = inputs };
    Bundle bundle = {
        .pool = pool,
        .component = line->side == SIDE_COST ? COMPONENT_COST : COMPONENT_BENEFIT,
        .bias = is_for_trials(compiler->levels.purpose) ? line_bias_in_trials(&the_case->settings, line)
                                                        : line_bias_in_plan(&the_case->settings, line),
        .phase = line->phase == NONE ? NO_INDEX : phase_node_of(plan, names, line->phase),
    };
    double total = 0, turnover = 0;

    if (names->of_line[l] != NO_INDEX) inputs[stream.input_count++] = names->of_line[l];
    apply_drivers(compiler, line, &stream, inputs, &bundle);
    bundle.factor = factor_or_null(factor_of_line(compiler, prices, line), plan->period_count);
    for (size_t t = 0; t < plan->period_count; t++) {
        total += part * profile[t];
        turnover += fabs(part * profile[t]);
    }
    if (reading == READING_WHOLE) compiler->turnover += turnover;
    const bool is_outlined = reading == READING_WHOLE && bundle.phase != NO_INDEX;
    if (money.level == NO_INDEX) {
        const uint32_t number = bundles_add_stream(&compiler->bundles, stream, bundle, line, profile, part);
        if (is_outlined) compiler->moving[compiler->model->moving_count++] = (MovingLine){ number, l, total };
        return;
    }
    if (is_outlined) compiler->outlines[compiler->outline_count++] = (Outline){ l, bundle, profile, total };
    bundle.phase = NO_INDEX;
    bundles_add_money(&compiler->bundles, stream, bundle, money.level, part);
}

/* How far the money of formulas that trials change would be moved, at its amounts in the plan. */
static void compile_outlines(Compiler *compiler) {
    for (size_t i = 0; i < compiler->outline_count; i++) {
        const Outline *outline = &compiler->outlines[i];
        Bundle bundle = { .pool = outline->bundle.pool,
            .component = outline->bundle.component,
            .phase = outline->bundle.phase,
            .is_outline = true };
        const uint32_t number = bundles_add_stream(
            &compiler->bundles, (Stream){ 0 }, bundle, &compiler->the_case->lines[outline->line], outline->profile, 1);
        compiler->moving[compiler->model->moving_count++] = (MovingLine){ number, outline->line, outline->total };
    }
}

/* A risk's impact spread evenly over its months; months outside the horizon are left out. */
static void compile_risk(Compiler *compiler, size_t r, MoneyReading reading, uint32_t pool) {
    const Case *the_case = compiler->the_case;
    const Settings *settings = &the_case->settings;
    const Risk *risk = &the_case->risks[r];
    const Plan *plan = &compiler->model->plan;
    const int horizon_start = period_month(settings, 0), horizon_end = period_month(settings, settings->period_count);
    const int from = risk->from_month == INT_MIN ? horizon_start : risk->from_month;
    const int until = risk->until_month == INT_MAX ? horizon_end : risk->until_month;
    double *profile = arena_array(compiler->arena, plan->period_count, sizeof *profile);
    for (size_t t = 0; t < plan->period_count; t++) {
        const int begins = period_month(settings, t), ends = period_month(settings, t + 1);
        const int overlap = (until < ends ? until : ends) - (from > begins ? from : begins);
        profile[t] = overlap > 0 ? settings->scale * overlap / (until - from) : 0;
        if (reading == READING_WHOLE) compiler->turnover += profile[t] * fabs(risk->impact.fitted.mean);
    }
    uint32_t *inputs = arena_array(compiler->arena, 2, sizeof *inputs);
    inputs[0] = compiler->model->inputs.of_risk[r];
    inputs[1] = compiler->model->inputs.of_event[r];
    bundles_add_stream(&compiler->bundles, (Stream){ .inputs = inputs, .input_count = 2 },
        (Bundle){ .pool = pool,
            .component = COMPONENT_RISK,
            .phase = NO_INDEX,
            .factor = factor_or_null(price_factors(&compiler->prices, false, risk->index), plan->period_count) },
        NULL, profile, 1);
}

/* --- readings -------------------------------------------------------------------------------------------------------- */

static PoolKey key_of_line(MoneyReading reading, const Line *line) {
    return (PoolKey){ reading, line->programme, line->split, line->in_option };
}

static PoolKey key_of_risk(MoneyReading reading, const Risk *risk) {
    return (PoolKey){ reading, risk->programme, risk->split, risk->in_option };
}

/* The pools of the whole, each shared with the readings in which all its lines count as they do there. */
static void make_pools_of_whole(Compiler *compiler) {
    const Case *the_case = compiler->the_case;
    BundleBuilder *bundles = &compiler->bundles;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const PoolKey key = key_of_line(READING_WHOLE, &the_case->lines[l]);
        if (counts(the_case, &the_case->lines[l])) bundles_pool(bundles, &key);
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const PoolKey key = key_of_risk(READING_WHOLE, &the_case->risks[r]);
        bundles_pool(bundles, &key);
    }
    for (uint32_t p = 0; p < bundles->plan->pool_count; p++) bundles->pools[p].readings = bundles->plan->readings;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        const PoolKey key = key_of_line(READING_WHOLE, line);
        const uint32_t pool = bundles_find_pool(bundles, &key);
        const double whole = counted_part(the_case, line, READING_WHOLE);
        for (int r = READING_WHOLE + 1; pool != NO_INDEX && r < READING_COUNT; r++)
            if (counted_part(the_case, line, (MoneyReading)r) != whole)
                bundles->pools[pool].readings &= ~READING_BIT(r);
    }
}

/* NO_INDEX: the reading has the pool of the whole, and what is in it. */
static uint32_t pool_in_reading(Compiler *compiler, PoolKey key) {
    BundleBuilder *bundles = &compiler->bundles;
    if (key.reading != READING_WHOLE) {
        PoolKey whole = key;
        whole.reading = READING_WHOLE;
        const uint32_t found = bundles_find_pool(bundles, &whole);
        if (found != NO_INDEX && bundles->pools[found].readings & READING_BIT(key.reading)) return NO_INDEX;
    }
    return bundles_pool(bundles, &key);
}

static void compile_reading(Compiler *compiler, MoneyReading reading) {
    const Case *the_case = compiler->the_case;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const double part = counted_part(the_case, &the_case->lines[l], reading);
        const uint32_t pool =
            part > 0 ? pool_in_reading(compiler, key_of_line(reading, &the_case->lines[l])) : NO_INDEX;
        if (pool != NO_INDEX) compile_line(compiler, l, reading, part, pool);
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const uint32_t pool = pool_in_reading(compiler, key_of_risk(reading, &the_case->risks[r]));
        if (pool != NO_INDEX) compile_risk(compiler, r, reading, pool);
    }
}

/* --------------------------------------------------------------------------------------------------------------------- */

static void compile_drivers(Compiler *compiler) {
    const Case *the_case = compiler->the_case;
    Plan *plan = &compiler->model->plan;
    for (size_t d = 0; d < the_case->driver_count; d++) {
        compiler->growth_of_driver[d] = NO_INDEX;
        if (the_case->drivers[d].kind != DRIVER_GROWTH) continue;
        compiler->growths[plan->growth_count] = (Growth){ compiler->model->inputs.of_driver[d] };
        compiler->growth_of_driver[d] = plan->growth_count++;
    }
    plan->growths = compiler->growths;
}

static const uint32_t *lives_of(Arena *arena, const Case *the_case) {
    uint32_t *periods = arena_array(arena, the_case->option_count, sizeof *periods);
    for (size_t o = 0; o < the_case->option_count; o++) {
        const uint32_t own = the_case->options[o].life_periods;
        periods[o] = own > 0 ? own : (uint32_t)the_case->settings.period_count;
    }
    return periods;
}

static const uint32_t *compile_volumes(Levels *levels) {
    const Case *the_case = levels->values->the_case;
    uint32_t *level_of_volume = arena_array(levels->arena, the_case->volume_count, sizeof *level_of_volume);
    for (size_t v = 0; v < the_case->volume_count; v++) {
        const Volume *volume = &the_case->volumes[v];
        level_of_volume[v] = volume->quantity != NONE ? levels_of_quantity(levels, volume->quantity)
                             : volume->driver != NONE ? levels_of_driver(levels, volume->driver)
                                                      : NO_INDEX;
    }
    return level_of_volume;
}

Model model_compile(Arena *arena, const Case *the_case, PlanPurpose purpose) {
    return model_compile_readings(arena, the_case, purpose, READING_BIT(READING_WHOLE));
}

Model model_compile_readings(Arena *arena, const Case *the_case, PlanPurpose purpose, unsigned readings) {
    const Settings *settings = &the_case->settings;
    Model model = { .inputs = inputs_compile(
                        arena, the_case, readings, purpose == FOR_SENSITIVITY || purpose == FOR_EXPLANATION) };
    Plan *plan = &model.plan;
    plan->readings = readings | READING_BIT(READING_WHOLE);
    plan->period_count = (uint32_t)settings->period_count;
    plan->months_per_period = (uint32_t)settings->start.length_months;
    plan->council_count = (uint32_t)the_case->council_count;
    plan->programme_count = (uint32_t)the_case->programme_count;
    plan->option_count = (uint32_t)the_case->option_count;
    plan->input_count = model.inputs.count;
    Compiler compiler = {
        .arena = arena,
        .the_case = the_case,
        .model = &model,
        .prices = prices_open(arena, the_case),
        .growths = arena_array(arena, the_case->driver_count, sizeof(Growth)),
        .growth_of_driver = arena_array(arena, the_case->driver_count, sizeof(uint32_t)),
        .moving = arena_array(arena, the_case->line_count, sizeof(MovingLine)),
        .outlines = arena_array(arena, the_case->line_count, sizeof(Outline)),
    };

    bundles_start(arena, the_case, plan, &compiler.bundles);
    plan->life_periods = lives_of(arena, the_case);
    rates_compile(arena, settings, plan);
    compile_drivers(&compiler);
    phases_compile(arena, the_case, &model.inputs, plan);
    levels_start(
        arena, plan_values(arena, the_case), &model.inputs, purpose, compiler.growth_of_driver, plan, &compiler.levels);
    shares_compile(&compiler.levels);
    model.level_of_volume = compile_volumes(&compiler.levels);
    make_pools_of_whole(&compiler);
    for (int r = 0; r < READING_COUNT; r++) {
        plan->left_out[r] = councils_left_out(arena, the_case, (MoneyReading)r);
        if (plan->readings & READING_BIT(r)) compile_reading(&compiler, (MoneyReading)r);
    }
    compile_outlines(&compiler);
    plan->zero_money = 1e-12 * compiler.turnover;
    bundles_finish(&compiler.bundles);
    model.moving = compiler.moving;
    return model;
}

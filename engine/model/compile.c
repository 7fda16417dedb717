#include "model/compile.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "model/prices.h"
#include "model/shares.h"
#include "model/slips.h"
#include "model/timeline.h"

/* A bundle while it grows. */
typedef struct BundleDraft {
    Bundle bundle;
    Step *steps;
    size_t step_capacity;
    uint32_t *streams;
    size_t stream_capacity;
} BundleDraft;

/* What is gathered while the plan grows. */
typedef struct Compiler {
    Arena *arena;
    const Case *the_case;
    Model *model;
    Stream *streams;
    BundleDraft *drafts;
    size_t draft_count, draft_capacity;
    Pool *pools;
    size_t pool_capacity;
    Growth *growths;
    uint32_t *growth_of_driver; /* [driver] or NO_INDEX */
    double turnover;
    MovingLine *moving;
} Compiler;

static uint32_t find_or_add_pool(Compiler *compiler, Pool wanted) {
    Plan *plan = &compiler->model->plan;
    for (uint32_t p = 0; p < plan->pool_count; p++) {
        const Pool *pool = &compiler->pools[p];
        if (pool->programme == wanted.programme && pool->split == wanted.split
            && memcmp(pool->in_option, wanted.in_option, plan->option_count * sizeof *wanted.in_option) == 0)
            return p;
    }
    compiler->pools =
        arena_grow(compiler->arena, compiler->pools, plan->pool_count, &compiler->pool_capacity, sizeof *compiler->pools);
    compiler->pools[plan->pool_count] = wanted;
    return plan->pool_count++;
}

static bool same_bundle(const Bundle *a, const Bundle *b, size_t period_count) {
    if (a->pool != b->pool || a->component != b->component || a->bias != b->bias || a->phase != b->phase
        || a->growth_count != b->growth_count || !a->factor != !b->factor)
        return false;
    for (uint32_t g = 0; g < a->growth_count; g++)
        if (a->growths[g] != b->growths[g]) return false;
    for (size_t t = 0; a->factor && t < period_count; t++)
        if (a->factor[t] != b->factor[t]) return false;
    return true;
}

static uint32_t find_or_add_bundle(Compiler *compiler, Bundle wanted) {
    for (size_t b = 0; b < compiler->draft_count; b++)
        if (same_bundle(&compiler->drafts[b].bundle, &wanted, compiler->model->plan.period_count)) return (uint32_t)b;
    compiler->drafts = arena_grow(
        compiler->arena, compiler->drafts, compiler->draft_count, &compiler->draft_capacity, sizeof *compiler->drafts);
    compiler->drafts[compiler->draft_count] = (BundleDraft){ .bundle = wanted };
    return (uint32_t)compiler->draft_count++;
}

static uint32_t find_or_add_step(Compiler *compiler, BundleDraft *draft, Step wanted) {
    Bundle *bundle = &draft->bundle;
    for (uint32_t i = 0; i < bundle->step_count; i++) {
        const Step *step = &draft->steps[i];
        if (step->position == wanted.position && step->rule == wanted.rule && step->to_end == wanted.to_end) return i;
    }
    draft->steps = arena_grow(compiler->arena, draft->steps, bundle->step_count, &draft->step_capacity, sizeof(Step));
    draft->steps[bundle->step_count] = wanted;
    return bundle->step_count++;
}

/* The jumps of a profile [period], £. line NULL: nothing moves it. */
static void compile_jumps(Compiler *compiler, BundleDraft *draft, const Line *line, const double *profile, Stream *stream) {
    const Plan *plan = &compiler->model->plan;
    const uint32_t phase = draft->bundle.phase;
    const bool can_be_early = phase != NO_INDEX && plan->phases[phase].can_be_early;
    struct Jump *jumps = arena_array(compiler->arena, plan->period_count + 1, sizeof *jumps);
    double rate = 0;
    for (uint32_t t = 0; t <= plan->period_count; t++) {
        /* The fall to nothing after the last period matters only when a slip can bring it forward. */
        const double next = t < plan->period_count ? profile[t] : can_be_early ? 0 : rate;
        if (next == rate) continue;
        const Step step = phase == NO_INDEX ? (Step){ t, 0, STEP_FIXED }
                                            : moving_step(compiler->the_case, line, t, can_be_early);
        jumps[stream->jump_count++] = (struct Jump){ find_or_add_step(compiler, draft, step), next - rate };
        rate = next;
    }
    stream->jumps = jumps;
}

/* Adds the stream, with its profile, to its bundle. Returns its number. */
static uint32_t add_stream(Compiler *compiler, Stream stream, Bundle bundle, const Line *line, const double *profile) {
    Plan *plan = &compiler->model->plan;
    stream.bundle = find_or_add_bundle(compiler, bundle);
    BundleDraft *draft = &compiler->drafts[stream.bundle];
    compile_jumps(compiler, draft, line, profile, &stream);
    draft->streams = arena_grow(
        compiler->arena, draft->streams, draft->bundle.stream_count, &draft->stream_capacity, sizeof *draft->streams);
    draft->streams[draft->bundle.stream_count++] = plan->stream_count;
    compiler->streams[plan->stream_count] = stream;
    return plan->stream_count++;
}

/* NULL when it changes nothing. */
static const double *factor_or_null(const double *factor, size_t period_count) {
    for (size_t t = 0; t < period_count; t++)
        if (factor[t] != 1) return factor;
    return NULL;
}

/* Sorts a line's drivers into constant multipliers (inputs), paths (into factor) and growths. */
static void apply_drivers(Compiler *compiler, const Line *line, Stream *stream, uint32_t *inputs, double *factor, Bundle *bundle) {
    const Case *the_case = compiler->the_case;
    uint32_t *growths = arena_array(compiler->arena, line->driver_count, sizeof *growths);
    for (size_t i = 0; i < line->driver_count; i++) {
        const size_t d = line->drivers[i];
        const double *path = path_values(compiler->arena, &the_case->settings, &the_case->drivers[d].path);
        for (size_t t = 0; path && t < the_case->settings.period_count; t++) factor[t] *= path[t];
        if (compiler->growth_of_driver[d] == NO_INDEX) inputs[stream->input_count++] = compiler->model->inputs.of_driver[d];
        else growths[bundle->growth_count++] = compiler->growth_of_driver[d];
    }
    bundle->growths = growths;
}

static void compile_line(Compiler *compiler, size_t l, bool with_bias) {
    const Case *the_case = compiler->the_case;
    const Line *line = &the_case->lines[l];
    const Inputs *names = &compiler->model->inputs;
    const Plan *plan = &compiler->model->plan;
    const double *profile = profile_values(compiler->arena, &the_case->settings, &line->amounts);
    double *factor = price_factors(compiler->arena, the_case, line);
    uint32_t *inputs = arena_array(compiler->arena, line->driver_count + 1, sizeof *inputs);
    Stream stream = { .inputs = inputs };
    Bundle bundle = {
        .pool = find_or_add_pool(compiler, (Pool){ .programme = (uint32_t)line->programme, .split = (uint32_t)line->split, .in_option = line->in_option }),
        .component = line->side == SIDE_COST ? COMPONENT_COST : COMPONENT_BENEFIT,
        .bias = with_bias && line->optimism_bias > 0 ? line->optimism_bias : 0,
        .phase = line->phase == NONE ? NO_INDEX : phase_node_of(plan, names, line->phase),
    };
    double total = 0;

    if (names->of_line[l] != NO_INDEX) inputs[stream.input_count++] = names->of_line[l];
    apply_drivers(compiler, line, &stream, inputs, factor, &bundle);
    bundle.factor = factor_or_null(factor, plan->period_count);
    for (size_t t = 0; t < plan->period_count; t++) {
        total += profile[t];
        compiler->turnover += fabs(profile[t]);
    }
    const uint32_t number = add_stream(compiler, stream, bundle, line, profile);
    if (bundle.phase != NO_INDEX)
        compiler->moving[compiler->model->moving_count++] = (MovingLine){ number, l, total };
}

/* A risk's impact spread evenly over its months; months outside the horizon are left out. */
static void compile_risk(Compiler *compiler, size_t r) {
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
        compiler->turnover += profile[t] * fabs(risk->impact.fitted.mean);
    }
    uint32_t *inputs = arena_array(compiler->arena, 2, sizeof *inputs);
    inputs[0] = compiler->model->inputs.of_risk[r];
    inputs[1] = compiler->model->inputs.of_event[r];
    const uint32_t pool =
        find_or_add_pool(compiler, (Pool){ .programme = (uint32_t)risk->programme, .split = (uint32_t)risk->split, .in_option = risk->in_option });
    add_stream(compiler, (Stream){ .inputs = inputs, .input_count = 2 },
        (Bundle){ .pool = pool, .component = COMPONENT_RISK, .phase = NO_INDEX }, NULL, profile);
}

/* [period]: whether every stream of a bundle that does not move is at 0. */
static const bool *idle_periods(const Compiler *compiler, const BundleDraft *draft) {
    const Plan *plan = &compiler->model->plan;
    bool *idle = arena_array(compiler->arena, plan->period_count, sizeof *idle);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        idle[t] = true;
        for (uint32_t s = 0; s < draft->bundle.stream_count; s++) {
            const Stream *stream = &compiler->streams[draft->streams[s]];
            double rate = 0;
            for (uint32_t j = 0; j < stream->jump_count; j++)
                if (draft->steps[stream->jumps[j].step].position <= t) rate += stream->jumps[j].amount;
            if (!(fabs(rate) <= plan->zero_money)) idle[t] = false;
        }
    }
    return idle;
}

/* Puts a bundle's steps into the order of time, and its streams' jumps with them. */
static void sort_steps(const Compiler *compiler, BundleDraft *draft) {
    const uint32_t count = draft->bundle.step_count;
    uint32_t *place = arena_array(compiler->arena, count, sizeof *place); /* of each old step */
    Step *sorted = arena_array(compiler->arena, count, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            place[i] += draft->steps[j].position < draft->steps[i].position
                || (j < i && draft->steps[j].position == draft->steps[i].position);
    for (uint32_t i = 0; i < count; i++) sorted[place[i]] = draft->steps[i];
    draft->steps = sorted;
    for (uint32_t s = 0; s < draft->bundle.stream_count; s++) {
        const Stream *stream = &compiler->streams[draft->streams[s]];
        struct Jump *jumps = arena_array(compiler->arena, stream->jump_count, sizeof *jumps);
        for (uint32_t j = 0; j < stream->jump_count; j++)
            jumps[j] = (struct Jump){ place[stream->jumps[j].step], stream->jumps[j].amount };
        compiler->streams[draft->streams[s]].jumps = jumps;
    }
}

/* [period]: whether all plain bundles of a pool are idle. */
static const bool *idle_pool_periods(Arena *arena, const Plan *plan, uint32_t pool) {
    bool *idle = arena_array(arena, plan->period_count, sizeof *idle);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        idle[t] = true;
        for (uint32_t b = 0; b < plan->bundle_count; b++)
            if (plan->bundles[b].pool == pool && bundle_is_plain(&plan->bundles[b]) && !plan->bundles[b].idle[t]) idle[t] = false;
    }
    return idle;
}

static void compile_bundles(Compiler *compiler) {
    Plan *plan = &compiler->model->plan;
    Bundle *bundles = arena_array(compiler->arena, compiler->draft_count, sizeof *bundles);
    for (size_t b = 0; b < compiler->draft_count; b++) {
        BundleDraft *draft = &compiler->drafts[b];
        sort_steps(compiler, draft);
        bundles[b] = draft->bundle;
        bundles[b].idle = draft->bundle.phase == NO_INDEX ? idle_periods(compiler, draft) : NULL;
        bundles[b].steps = draft->steps;
        bundles[b].streams = draft->streams;
    }
    plan->bundles = bundles;
    plan->bundle_count = (uint32_t)compiler->draft_count;
    for (uint32_t p = 0; p < plan->pool_count; p++) compiler->pools[p].idle = idle_pool_periods(compiler->arena, plan, p);
}

static void compile_growths(Compiler *compiler) {
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

static void compile_rates(Arena *arena, const Settings *settings, Plan *plan) {
    const double first_rate = schedule_rate(&settings->discount, 1);
    plan->discount_factor = discount_factors(arena, settings, settings->discount_timing);
    plan->end_discount_factor = discount_factors(arena, settings, DISCOUNT_END);
    plan->finance_rate = isnan(settings->finance_rate) ? first_rate : settings->finance_rate;
    plan->reinvestment_rate = isnan(settings->reinvestment_rate) ? first_rate : settings->reinvestment_rate;
    plan->payback_at_points = settings->payback_timing == PAYBACK_POINT;
}

Model model_compile(Arena *arena, const Case *the_case, PlanPurpose purpose) {
    const Settings *settings = &the_case->settings;
    const bool with_bias =
        purpose == FOR_SIMULATION ? settings->optimism_bias_in_simulation : settings->optimism_bias_in_plan;
    Model model = { .inputs = inputs_compile(arena, the_case, purpose == FOR_SENSITIVITY) };
    Plan *plan = &model.plan;
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
        .streams = arena_array(arena, the_case->line_count + the_case->risk_count, sizeof(Stream)),
        .growths = arena_array(arena, the_case->driver_count, sizeof(Growth)),
        .growth_of_driver = arena_array(arena, the_case->driver_count, sizeof(uint32_t)),
        .moving = arena_array(arena, the_case->line_count, sizeof(MovingLine)),
    };

    compile_rates(arena, settings, plan);
    compile_growths(&compiler);
    phases_compile(arena, the_case, &model.inputs, plan);
    shares_compile(arena, the_case, &model.inputs, compiler.growth_of_driver, plan);
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].type->in_economic_appraisal) compile_line(&compiler, l, with_bias);
    for (size_t r = 0; r < the_case->risk_count; r++) compile_risk(&compiler, r);
    plan->streams = compiler.streams;
    plan->pools = compiler.pools;
    plan->zero_money = 1e-12 * compiler.turnover;
    compile_bundles(&compiler);
    model.moving = compiler.moving;
    return model;
}

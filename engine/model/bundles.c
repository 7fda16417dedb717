#include "model/bundles.h"

#include <math.h>
#include <string.h>

#include "model/slips.h"

/* A bundle while it grows. */
typedef struct BundleDraft {
    Bundle bundle;
    Step *steps;
    size_t step_capacity;
    uint32_t *streams;
    size_t stream_capacity;
} BundleDraft;

void bundles_start(Arena *arena, const Case *the_case, Plan *plan, BundleBuilder *builder) {
    *builder = (BundleBuilder){ .arena = arena,
        .the_case = the_case,
        .plan = plan,
        .streams = arena_array(arena, the_case->line_count + the_case->risk_count, sizeof(Stream)) };
}

uint32_t bundles_pool(BundleBuilder *builder, Pool wanted) {
    Plan *plan = builder->plan;
    for (uint32_t p = 0; p < plan->pool_count; p++) {
        const Pool *pool = &builder->pools[p];
        if (pool->programme == wanted.programme && pool->split == wanted.split &&
            memcmp(pool->in_option, wanted.in_option, plan->option_count * sizeof *wanted.in_option) == 0)
            return p;
    }
    builder->pools =
        arena_grow(builder->arena, builder->pools, plan->pool_count, &builder->pool_capacity, sizeof *builder->pools);
    builder->pools[plan->pool_count] = wanted;
    return plan->pool_count++;
}

static bool same_bundle(const Bundle *a, const Bundle *b, size_t period_count) {
    if (a->pool != b->pool || a->component != b->component || a->bias != b->bias || a->phase != b->phase ||
        a->growth_count != b->growth_count || !a->factor != !b->factor)
        return false;
    for (uint32_t g = 0; g < a->growth_count; g++)
        if (a->growths[g] != b->growths[g]) return false;
    for (size_t t = 0; a->factor && t < period_count; t++)
        if (a->factor[t] != b->factor[t]) return false;
    return true;
}

static uint32_t find_or_add_bundle(BundleBuilder *builder, Bundle wanted) {
    for (size_t b = 0; b < builder->draft_count; b++)
        if (same_bundle(&builder->drafts[b].bundle, &wanted, builder->plan->period_count)) return (uint32_t)b;
    builder->drafts = arena_grow(
        builder->arena, builder->drafts, builder->draft_count, &builder->draft_capacity, sizeof *builder->drafts);
    builder->drafts[builder->draft_count] = (BundleDraft){ .bundle = wanted };
    return (uint32_t)builder->draft_count++;
}

static uint32_t find_or_add_step(BundleBuilder *builder, BundleDraft *draft, Step wanted) {
    Bundle *bundle = &draft->bundle;
    for (uint32_t i = 0; i < bundle->step_count; i++) {
        const Step *step = &draft->steps[i];
        if (step->position == wanted.position && step->rule == wanted.rule && step->to_end == wanted.to_end) return i;
    }
    draft->steps = arena_grow(builder->arena, draft->steps, bundle->step_count, &draft->step_capacity, sizeof(Step));
    draft->steps[bundle->step_count] = wanted;
    return bundle->step_count++;
}

/* The jumps of a profile. line NULL: nothing moves it. */
static void compile_jumps(
    BundleBuilder *builder, BundleDraft *draft, const Line *line, const double *profile, Stream *stream) {
    const Plan *plan = builder->plan;
    const uint32_t phase = draft->bundle.phase;
    const bool can_be_early = phase != NO_INDEX && plan->phases[phase].can_be_early;
    struct Jump *jumps = arena_array(builder->arena, plan->period_count + 1, sizeof *jumps);
    double rate = 0;
    for (uint32_t t = 0; t <= plan->period_count; t++) {
        /* The fall to nothing after the last period matters only when a slip can bring it forward. */
        const double next = t < plan->period_count ? profile[t] : can_be_early ? 0 : rate;
        if (next == rate) continue;
        const Step step =
            phase == NO_INDEX ? (Step){ t, 0, STEP_FIXED } : moving_step(builder->the_case, line, t, can_be_early);
        jumps[stream->jump_count++] = (struct Jump){ find_or_add_step(builder, draft, step), next - rate };
        rate = next;
    }
    stream->jumps = jumps;
}

uint32_t bundles_add_stream(
    BundleBuilder *builder, Stream stream, Bundle bundle, const Line *line, const double *profile) {
    Plan *plan = builder->plan;
    stream.bundle = find_or_add_bundle(builder, bundle);
    BundleDraft *draft = &builder->drafts[stream.bundle];
    compile_jumps(builder, draft, line, profile, &stream);
    draft->streams = arena_grow(
        builder->arena, draft->streams, draft->bundle.stream_count, &draft->stream_capacity, sizeof *draft->streams);
    draft->streams[draft->bundle.stream_count++] = plan->stream_count;
    builder->streams[plan->stream_count] = stream;
    return plan->stream_count++;
}

/* [period]: whether every stream of a bundle that does not move is at 0. */
static const bool *idle_periods(const BundleBuilder *builder, const BundleDraft *draft) {
    const Plan *plan = builder->plan;
    bool *idle = arena_array(builder->arena, plan->period_count, sizeof *idle);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        idle[t] = true;
        for (uint32_t s = 0; s < draft->bundle.stream_count; s++) {
            const Stream *stream = &builder->streams[draft->streams[s]];
            double rate = 0;
            for (uint32_t j = 0; j < stream->jump_count; j++)
                if (draft->steps[stream->jumps[j].step].position <= t) rate += stream->jumps[j].amount;
            if (!(fabs(rate) <= plan->zero_money)) idle[t] = false;
        }
    }
    return idle;
}

/* Puts a bundle's steps into the order of time, and its streams' jumps with them. */
static void sort_steps(const BundleBuilder *builder, BundleDraft *draft) {
    const uint32_t count = draft->bundle.step_count;
    uint32_t *place = arena_array(builder->arena, count, sizeof *place); /* of each old step */
    Step *sorted = arena_array(builder->arena, count, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            place[i] += draft->steps[j].position < draft->steps[i].position ||
                        (j < i && draft->steps[j].position == draft->steps[i].position);
    for (uint32_t i = 0; i < count; i++) sorted[place[i]] = draft->steps[i];
    draft->steps = sorted;
    for (uint32_t s = 0; s < draft->bundle.stream_count; s++) {
        const Stream *stream = &builder->streams[draft->streams[s]];
        struct Jump *jumps = arena_array(builder->arena, stream->jump_count, sizeof *jumps);
        for (uint32_t j = 0; j < stream->jump_count; j++)
            jumps[j] = (struct Jump){ place[stream->jumps[j].step], stream->jumps[j].amount };
        builder->streams[draft->streams[s]].jumps = jumps;
    }
}

/* [period]: whether all plain bundles of a pool are idle. */
static const bool *idle_pool_periods(Arena *arena, const Plan *plan, uint32_t pool) {
    bool *idle = arena_array(arena, plan->period_count, sizeof *idle);
    for (uint32_t t = 0; t < plan->period_count; t++) {
        idle[t] = true;
        for (uint32_t b = 0; b < plan->bundle_count; b++)
            if (plan->bundles[b].pool == pool && bundle_is_plain(&plan->bundles[b]) && !plan->bundles[b].idle[t])
                idle[t] = false;
    }
    return idle;
}

void bundles_finish(BundleBuilder *builder) {
    Plan *plan = builder->plan;
    Bundle *bundles = arena_array(builder->arena, builder->draft_count, sizeof *bundles);
    for (size_t b = 0; b < builder->draft_count; b++) {
        BundleDraft *draft = &builder->drafts[b];
        sort_steps(builder, draft);
        bundles[b] = draft->bundle;
        bundles[b].idle = draft->bundle.phase == NO_INDEX ? idle_periods(builder, draft) : NULL;
        bundles[b].steps = draft->steps;
        bundles[b].streams = draft->streams;
    }
    plan->streams = builder->streams;
    plan->pools = builder->pools;
    plan->bundles = bundles;
    plan->bundle_count = (uint32_t)builder->draft_count;
    for (uint32_t p = 0; p < plan->pool_count; p++) builder->pools[p].idle = idle_pool_periods(builder->arena, plan, p);
}

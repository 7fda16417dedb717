#include "model/bundles.h"

#include <math.h>
#include <string.h>

#include "model/slips.h"

/* A bundle while it grows. */
typedef struct BundleDraft {
    Bundle bundle;
    uint32_t *streams;
    size_t stream_capacity;
} BundleDraft;

/* --- what is alike --------------------------------------------------------------------------------------------------- */

/* Fowler, Noll and Vo's FNV-1a, a word at a time, with the high bits folded in: a word's low bits alone are often 0. */
static uint64_t hash_word(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x100000001B3u;
    return hash ^ hash >> 32;
}

/* Numbers that are equal have one hash: adding 0 turns −0 into it. */
static uint64_t hash_number(uint64_t hash, double number) {
    const double value = number + 0.0;
    uint64_t word;
    memcpy(&word, &value, sizeof word);
    return hash_word(hash, word);
}

static LikeTable like_table(Arena *arena, size_t most) {
    size_t size = 4;
    while (size < 2 * most) size *= 2;
    return (LikeTable){ arena_array(arena, size, sizeof(uint32_t)), arena_array(arena, size, sizeof(uint64_t)), size };
}

static uint64_t hash_pool(const PoolKey *key, size_t option_count) {
    uint64_t hash = hash_word(hash_word(hash_word(0xCBF29CE484222325u, key->programme), key->split), key->reading);
    for (size_t o = 0; o < option_count; o++) hash = hash_word(hash, key->in_option[o]);
    return hash;
}

static bool is_pool(const BundleBuilder *builder, uint32_t pool, const PoolKey *key) {
    const Pool *found = &builder->pools[pool];
    return found->programme == key->programme && builder->split_of_pool[pool] == key->split &&
           builder->made_for[pool] == key->reading &&
           memcmp(found->in_option, key->in_option, builder->plan->option_count * sizeof *key->in_option) == 0;
}

static uint64_t hash_bundle(const Bundle *bundle, size_t period_count) {
    uint64_t hash = hash_word(hash_word(0xCBF29CE484222325u, bundle->pool), bundle->component);
    hash = hash_word(hash_number(hash, bundle->bias), bundle->phase);
    for (uint32_t g = 0; g < bundle->growth_count; g++) hash = hash_word(hash, bundle->growths[g]);
    for (uint32_t i = 0; i < bundle->level_count; i++) hash = hash_word(hash, bundle->levels[i]);
    for (size_t t = 0; bundle->factor && t < period_count; t++) hash = hash_number(hash, bundle->factor[t]);
    return hash;
}

static bool same_bundle(const Bundle *a, const Bundle *b, size_t period_count) {
    if (a->pool != b->pool || a->component != b->component || a->bias != b->bias || a->phase != b->phase ||
        a->growth_count != b->growth_count || !a->factor != !b->factor || a->level_count != b->level_count ||
        a->is_outline != b->is_outline || !a->step_levels != !b->step_levels)
        return false;
    for (uint32_t i = 0; i < a->level_count; i++)
        if (a->levels[i] != b->levels[i]) return false;
    for (uint32_t g = 0; g < a->growth_count; g++)
        if (a->growths[g] != b->growths[g]) return false;
    for (size_t t = 0; a->factor != b->factor && t < period_count; t++)
        if (a->factor[t] != b->factor[t]) return false;
    return true;
}

/* --- as streams come ------------------------------------------------------------------------------------------------- */

void bundles_start(Arena *arena, const Case *the_case, Plan *plan, BundleBuilder *builder) {
    size_t most = the_case->line_count; /* outlines */
    for (int r = 0; r < READING_COUNT; r++)
        if (plan->readings & READING_BIT(r)) most += the_case->line_count + the_case->risk_count;
    *builder = (BundleBuilder){ .arena = arena,
        .the_case = the_case,
        .plan = plan,
        .streams = arena_array(arena, most, sizeof(Stream)),
        .sources = arena_array(arena, most, sizeof *builder->sources),
        .drafts = arena_array(arena, most, sizeof(BundleDraft)),
        .pools = arena_array(arena, most, sizeof(Pool)),
        .split_of_pool = arena_array(arena, most, sizeof(uint32_t)),
        .made_for = arena_array(arena, most, sizeof(MoneyReading)),
        .like_bundles = like_table(arena, most),
        .like_pools = like_table(arena, most) };
}

static Sharing *add_sharing(BundleBuilder *builder, size_t split, const bool *in_option) {
    Plan *plan = builder->plan;
    builder->sharings = arena_grow(
        builder->arena, builder->sharings, plan->sharing_count, &builder->sharing_capacity, sizeof *builder->sharings);
    Sharing *made = &builder->sharings[plan->sharing_count++];
    *made = (Sharing){ .split = (uint32_t)split, .in_option = in_option };
    return made;
}

/* A sharing for each variant of the split. marks: [sharing] its options, to be written. */
static void add_sharings(BundleBuilder *builder, size_t split, const bool *in_option, Pool *pool) {
    const Split *splits = builder->the_case->splits;
    const uint32_t first = builder->plan->sharing_count;
    pool->first_sharing = first;
    if (!splits[split].in_option) {
        add_sharing(builder, split, in_option);
        pool->sharing_count = 1;
        return;
    }
    for (size_t o = 0; o < builder->plan->option_count; o++) {
        if (!in_option[o]) continue;
        const size_t there = split_in_option(splits, split, o);
        uint32_t at = first;
        while (at < builder->plan->sharing_count && builder->sharings[at].split != there) at++;
        if (at == builder->plan->sharing_count)
            add_sharing(builder, there, arena_array(builder->arena, builder->plan->option_count, sizeof(bool)));
        ((bool *)builder->sharings[at].in_option)[o] = true;
    }
    pool->sharing_count = builder->plan->sharing_count - first;
}

/* Where a key is in the table, or would be. */
static size_t place_of_pool(const BundleBuilder *builder, const PoolKey *key, uint64_t hash) {
    const LikeTable *table = &builder->like_pools;
    size_t at = hash & (table->size - 1);
    while (table->numbers[at] && !(table->hashes[at] == hash && is_pool(builder, table->numbers[at] - 1, key)))
        at = (at + 1) & (table->size - 1);
    return at;
}

uint32_t bundles_find_pool(const BundleBuilder *builder, const PoolKey *key) {
    const size_t at = place_of_pool(builder, key, hash_pool(key, builder->plan->option_count));
    return builder->like_pools.numbers[at] ? builder->like_pools.numbers[at] - 1 : NO_INDEX;
}

uint32_t bundles_pool(BundleBuilder *builder, const PoolKey *key) {
    Plan *plan = builder->plan;
    const LikeTable *table = &builder->like_pools;
    const uint64_t hash = hash_pool(key, plan->option_count);
    const size_t at = place_of_pool(builder, key, hash);
    if (table->numbers[at]) return table->numbers[at] - 1;
    const uint32_t made = plan->pool_count++;
    builder->pools[made] = (Pool){
        .programme = (uint32_t)key->programme, .readings = READING_BIT(key->reading), .in_option = key->in_option
    };
    builder->split_of_pool[made] = (uint32_t)key->split;
    builder->made_for[made] = key->reading;
    add_sharings(builder, key->split, key->in_option, &builder->pools[made]);
    table->hashes[at] = hash;
    table->numbers[at] = made + 1;
    return made;
}

static uint32_t find_or_add_bundle(BundleBuilder *builder, const Bundle *wanted) {
    const LikeTable *table = &builder->like_bundles;
    const size_t periods = builder->plan->period_count;
    const uint64_t hash = hash_bundle(wanted, periods);
    size_t at = hash & (table->size - 1);
    for (; table->numbers[at]; at = (at + 1) & (table->size - 1)) {
        const uint32_t found = table->numbers[at] - 1;
        if (table->hashes[at] == hash && same_bundle(&builder->drafts[found].bundle, wanted, periods)) return found;
    }
    builder->drafts[builder->draft_count] = (BundleDraft){ .bundle = *wanted };
    table->hashes[at] = hash;
    table->numbers[at] = (uint32_t)++builder->draft_count;
    return (uint32_t)builder->draft_count - 1;
}

static uint32_t add_stream(BundleBuilder *builder, Stream stream, Bundle bundle, struct Source source) {
    Plan *plan = builder->plan;
    stream.bundle = find_or_add_bundle(builder, &bundle);
    BundleDraft *draft = &builder->drafts[stream.bundle];
    draft->streams = arena_grow(
        builder->arena, draft->streams, draft->bundle.stream_count, &draft->stream_capacity, sizeof *draft->streams);
    draft->streams[draft->bundle.stream_count++] = plan->stream_count;
    builder->streams[plan->stream_count] = stream;
    builder->sources[plan->stream_count] = source;
    return plan->stream_count++;
}

uint32_t bundles_add_stream(
    BundleBuilder *builder, Stream stream, Bundle bundle, const Line *line, const double *profile, double part) {
    return add_stream(builder, stream, bundle, (struct Source){ line, profile, NULL, NO_INDEX, part });
}

uint32_t bundles_add_money(BundleBuilder *builder, Stream stream, Bundle bundle, uint32_t level, double part) {
    static const uint32_t has_levels = NO_INDEX; /* what they are is written when the bundle is complete */
    bundle.step_levels = &has_levels;
    return add_stream(builder, stream, bundle, (struct Source){ NULL, NULL, NULL, level, part });
}

/* --- steps and jumps ------------------------------------------------------------------------------------------------- */

enum { STEP_RULES = STEP_CUT + 1 };

/* The steps of one bundle at a time. In a bundle a step's rule and position say all of it. */
typedef struct StepMaker {
    BundleBuilder *builder;
    uint32_t *number_of; /* [rule][position] one more than its number in steps; 0: none */
    Step *steps;         /* [step_count], as they come */
    uint32_t step_count;
    uint32_t *at_position; /* [position + 1] how many steps lie before it */
    struct Jump *jumps;    /* [period + 1] of one stream */
} StepMaker;

static StepMaker step_maker(BundleBuilder *builder) {
    const size_t positions = (size_t)builder->plan->period_count + 1;
    Arena *arena = builder->arena;
    return (StepMaker){ builder, arena_array(arena, STEP_RULES * positions, sizeof(uint32_t)),
        arena_array(arena, STEP_RULES * positions, sizeof(Step)), 0,
        arena_array(arena, positions + 1, sizeof(uint32_t)), arena_array(arena, positions, sizeof(struct Jump)) };
}

static uint32_t *number_of(const StepMaker *maker, const Step *step) {
    const size_t positions = (size_t)maker->builder->plan->period_count + 1;
    return &maker->number_of[(size_t)step->rule * positions + (size_t)step->position];
}

static uint32_t find_or_add_step(StepMaker *maker, Step wanted) {
    uint32_t *number = number_of(maker, &wanted);
    if (*number == 0) {
        maker->steps[maker->step_count] = wanted;
        *number = ++maker->step_count;
    }
    return *number - 1;
}

/* The jumps of a stream's profile. */
static void compile_jumps(StepMaker *maker, const Bundle *bundle, uint32_t s) {
    const BundleBuilder *builder = maker->builder;
    const Plan *plan = builder->plan;
    struct Source *source = &builder->sources[s];
    const bool can_be_early = bundle->phase != NO_INDEX && plan->phases[bundle->phase].can_be_early;
    uint32_t count = 0;
    double rate = 0;
    for (uint32_t t = 0; t <= plan->period_count; t++) {
        /* The fall to nothing after the last period matters only when a slip can bring it forward. */
        const double next = t < plan->period_count ? source->part * source->profile[t] : can_be_early ? 0 : rate;
        if (next == rate) continue;
        const Step step = bundle->phase == NO_INDEX ? (Step){ t, 0, STEP_FIXED }
                                                    : moving_step(builder->the_case, source->line, t, can_be_early);
        maker->jumps[count++] = (struct Jump){ find_or_add_step(maker, step), next - rate };
        rate = next;
    }
    source->jumps = arena_array(builder->arena, count, sizeof *source->jumps);
    if (count > 0) memcpy(source->jumps, maker->jumps, count * sizeof *source->jumps);
    builder->streams[s].jumps = source->jumps;
    builder->streams[s].jump_count = count;
}

/* The steps in the order of time, those of one position as they came. place: [step] where each goes. */
static const Step *sorted_steps(const StepMaker *maker, uint32_t *place) {
    const size_t positions = (size_t)maker->builder->plan->period_count + 1;
    Step *sorted = arena_array(maker->builder->arena, maker->step_count, sizeof *sorted);
    memset(maker->at_position, 0, (positions + 1) * sizeof *maker->at_position);
    for (uint32_t i = 0; i < maker->step_count; i++) maker->at_position[(size_t)maker->steps[i].position + 1]++;
    for (size_t p = 0; p < positions; p++) maker->at_position[p + 1] += maker->at_position[p];
    for (uint32_t i = 0; i < maker->step_count; i++) {
        place[i] = maker->at_position[(size_t)maker->steps[i].position]++;
        sorted[place[i]] = maker->steps[i];
    }
    return sorted;
}

static void compile_steps(StepMaker *maker, const BundleDraft *draft, uint32_t *place, Bundle *bundle) {
    const BundleBuilder *builder = maker->builder;
    maker->step_count = 0;
    for (uint32_t s = 0; s < bundle->stream_count; s++) compile_jumps(maker, bundle, draft->streams[s]);
    bundle->steps = sorted_steps(maker, place);
    bundle->step_count = maker->step_count;
    for (uint32_t s = 0; s < bundle->stream_count; s++) {
        struct Jump *jumps = builder->sources[draft->streams[s]].jumps;
        const uint32_t count = builder->streams[draft->streams[s]].jump_count;
        for (uint32_t j = 0; j < count; j++) jumps[j].step = place[jumps[j].step];
    }
    for (uint32_t i = 0; i < maker->step_count; i++) *number_of(maker, &maker->steps[i]) = 0;
}

/* Each stream has a place of its own, for what multiplies its level. */
static void compile_money(BundleBuilder *builder, const BundleDraft *draft, Bundle *bundle) {
    const uint32_t count = bundle->stream_count;
    uint32_t *levels = arena_array(builder->arena, count, sizeof *levels);
    struct Jump *jumps = arena_array(builder->arena, count, sizeof *jumps);
    bundle->steps = arena_array(builder->arena, count, sizeof *bundle->steps);
    for (uint32_t s = 0; s < count; s++) {
        const struct Source *source = &builder->sources[draft->streams[s]];
        levels[s] = source->level;
        jumps[s] = (struct Jump){ s, source->part };
        builder->streams[draft->streams[s]].jumps = &jumps[s];
        builder->streams[draft->streams[s]].jump_count = 1;
    }
    bundle->step_levels = levels;
    bundle->step_count = count;
}

/* [period]: whether every stream of a bundle that does not move is at 0. Jumps are in the order of time. */
static const bool *idle_periods(const BundleBuilder *builder, const Bundle *bundle) {
    const Plan *plan = builder->plan;
    bool *idle = arena_array(builder->arena, plan->period_count, sizeof *idle);
    memset(idle, true, plan->period_count * sizeof *idle);
    for (uint32_t s = 0; s < bundle->stream_count; s++) {
        const Stream *stream = &builder->streams[bundle->streams[s]];
        double rate = 0;
        for (uint32_t t = 0, j = 0; t < plan->period_count; t++) {
            for (; j < stream->jump_count && bundle->steps[stream->jumps[j].step].position <= t; j++)
                rate += stream->jumps[j].amount;
            if (!(fabs(rate) <= plan->zero_money)) idle[t] = false;
        }
    }
    return idle;
}

/* [period] of each pool: whether all its plain bundles are idle. */
static void find_idle_pools(const BundleBuilder *builder) {
    const Plan *plan = builder->plan;
    bool **idle = arena_array(builder->arena, plan->pool_count, sizeof *idle);
    for (uint32_t p = 0; p < plan->pool_count; p++) {
        idle[p] = arena_array(builder->arena, plan->period_count, sizeof **idle);
        memset(idle[p], true, plan->period_count * sizeof **idle);
        builder->pools[p].idle = idle[p];
    }
    for (uint32_t b = 0; b < plan->bundle_count; b++) {
        const Bundle *bundle = &plan->bundles[b];
        for (uint32_t t = 0; bundle_is_plain(bundle) && t < plan->period_count; t++)
            if (!bundle->idle[t]) idle[bundle->pool][t] = false;
    }
}

void bundles_finish(BundleBuilder *builder) {
    Plan *plan = builder->plan;
    Bundle *bundles = arena_array(builder->arena, builder->draft_count, sizeof *bundles);
    StepMaker maker = step_maker(builder);
    uint32_t *place = arena_array(builder->arena, STEP_RULES * ((size_t)plan->period_count + 1), sizeof *place);
    for (size_t b = 0; b < builder->draft_count; b++) {
        const BundleDraft *draft = &builder->drafts[b];
        bundles[b] = draft->bundle;
        bundles[b].streams = draft->streams;
        if (draft->bundle.step_levels)
            compile_money(builder, draft, &bundles[b]);
        else
            compile_steps(&maker, draft, place, &bundles[b]);
        bundles[b].idle =
            draft->bundle.phase == NO_INDEX && !draft->bundle.step_levels ? idle_periods(builder, &bundles[b]) : NULL;
    }
    plan->streams = builder->streams;
    plan->pools = builder->pools;
    plan->sharings = builder->sharings;
    plan->bundles = bundles;
    plan->bundle_count = (uint32_t)builder->draft_count;
    find_idle_pools(builder);
}

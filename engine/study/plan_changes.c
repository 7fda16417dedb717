#include "study/plan_changes.h"

#include <string.h>

#include "model/shares.h"
#include "model/timeline.h"

void plan_shift_rate(Arena *arena, const Settings *settings, double shift, Plan *plan) {
    Settings shifted = *settings;
    double *rates = arena_array(arena, settings->discount.band_count, sizeof *rates);
    for (size_t b = 0; b < settings->discount.band_count; b++) rates[b] = settings->discount.rate_per_year[b] + shift;
    shifted.discount.rate_per_year = rates;
    rates_compile(arena, &shifted, plan);
}

void plan_set_rate(Arena *arena, const Settings *settings, double rate, Plan *plan) {
    static const int from_year[] = { 1 };
    Settings flat = *settings;
    flat.discount = (Schedule){ .band_count = 1, .from_year = from_year, .rate_per_year = &rate };
    rates_compile(arena, &flat, plan);
}

void plan_scale_own_bias(Arena *arena, const Case *the_case, double factor, Plan *plan) {
    Bundle *bundles = arena_array(arena, plan->bundle_count, sizeof *bundles);
    for (uint32_t b = 0; b < plan->bundle_count; b++) {
        bundles[b] = plan->bundles[b];
        const bool *in_option = plan->pools[bundles[b].pool].in_option;
        if (the_case->baseline == NONE || !in_option[the_case->baseline]) bundles[b].bias *= factor;
    }
    plan->bundles = bundles;
}

void plan_scale_stream(Arena *arena, uint32_t stream, double factor, Plan *plan) {
    Stream *streams = arena_array(arena, plan->stream_count, sizeof *streams);
    memcpy(streams, plan->streams, plan->stream_count * sizeof *streams);
    struct Jump *jumps = arena_array(arena, streams[stream].jump_count, sizeof *jumps);
    for (uint32_t j = 0; j < streams[stream].jump_count; j++) {
        jumps[j] = streams[stream].jumps[j];
        jumps[j].amount *= factor;
    }
    streams[stream].jumps = jumps;
    plan->streams = streams;
}

void plan_fix_share(
    Arena *arena, const double *inputs, size_t split, size_t council, double share, KeptProportions kept, Plan *plan) {
    const size_t periods = plan->period_count, councils = plan->council_count;
    SplitTable *splits = arena_array(arena, plan->split_count, sizeof *splits);
    double *shares = arena_array(arena, councils * periods, sizeof *shares);
    const double *before = shares_at(arena, plan, split, inputs);
    memcpy(splits, plan->splits, plan->split_count * sizeof *splits);
    for (size_t t = 0; t < periods; t++) {
        const size_t from = kept == KEEP_FIRST ? 0 : t;
        const double others = 1 - before[council * periods + from];
        for (size_t c = 0; c < councils; c++)
            shares[c * periods + t] = c == council ? share
                                      : others > 0 ? before[c * periods + from] / others * (1 - share)
                                                   : (1 - share) / (double)(councils - 1);
    }
    splits[split] = (SplitTable){ .shares = shares };
    plan->splits = splits;
}

bool plan_has_bias(const Plan *plan) {
    for (uint32_t b = 0; b < plan->bundle_count; b++)
        if (plan->bundles[b].bias != 0) return true;
    return false;
}

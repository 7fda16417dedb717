#include "sample/compile.h"

#include "sample/kinds.h"
#include "sample/sobol.h"
#include "sample/tabulate.h"

static Sampler compile_untabulated(Arena *arena, const Fitted *fitted) {
    Sampler sampler = { .form = SAMPLER_CONSTANT, .a = fitted->central };
    if (fitted->constant) return sampler;
    if (fitted->distribution->compile) {
        fitted->distribution->compile(arena, fitted, &sampler);
    } else {
        sampler.form = SAMPLER_TABLE;
        sampler.a = fitted->parameter[0];
        sampler.b = fitted->parameter[1];
    }
    return sampler;
}

Sampler sampler_compile(Arena *arena, const Fitted *fitted) {
    Sampler sampler = compile_untabulated(arena, fitted);
    if (sampler.form == SAMPLER_TABLE) tabulate_quantile(arena, fitted, &sampler);
    return sampler;
}

/* FNV-1a, then the finaliser of MurmurHash3, so that names which differ in one letter differ in every bit. */
uint64_t name_hash(const char *name) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (; *name; name++) hash = (hash ^ (unsigned char)*name) * 0x100000001B3u;
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 33;
}

static Sampler compile_shared(Arena *arena, const Fitted *fitted, TableStore *tables) {
    Sampler sampler = compile_untabulated(arena, fitted);
    if (sampler.form == SAMPLER_TABLE && !table_store_take(tables, fitted, &sampler)) arena_out_of_memory(arena);
    return sampler;
}

static const Sampler *compile_standard_normal(Arena *arena) {
    const Fitted standard = standard_normal();
    Sampler *sampler = arena_alloc(arena, sizeof *sampler);
    *sampler = sampler_compile(arena, &standard);
    return sampler;
}

DrawPlan draw_plan_compile(Arena *arena, uint64_t seed, size_t input_count, const char *const *names,
    const Fitted *fitted, size_t correlated_count, const uint32_t *correlated, const double *factor,
    TableStore *tables) {
    if (!tables) tables = table_store_new(arena);
    uint64_t *hashes = arena_array(arena, input_count, sizeof *hashes);
    Sampler *samplers = arena_array(arena, input_count, sizeof *samplers);
    uint32_t *independent = arena_array(arena, input_count, sizeof *independent);
    bool *is_correlated = arena_array(arena, input_count, sizeof *is_correlated);
    for (size_t n = 0; n < correlated_count; n++) is_correlated[correlated[n]] = true;
    size_t independent_count = 0;
    for (size_t i = 0; i < input_count; i++) {
        hashes[i] = name_hash(names[i]);
        samplers[i] = compile_shared(arena, &fitted[i], tables);
        if (!is_correlated[i]) independent[independent_count++] = (uint32_t)i;
    }
    return (DrawPlan){ .seed = seed,
        .input_count = input_count,
        .name_hash = hashes,
        .samplers = samplers,
        .independent_count = independent_count,
        .independent = independent,
        .correlated_count = correlated_count,
        .correlated = correlated,
        .factor = factor,
        .normal = correlated_count > 0 ? compile_standard_normal(arena) : NULL,
        .normal_cdf_rows = correlated_count > 0 ? tabulate_normal_cdf(arena) : NULL };
}

void draw_plan_design(Arena *arena, DrawPlan *plan, Design design, uint64_t points, uint64_t trials) {
    plan->design = (int)design;
    plan->points = points;
    plan->trials = trials;
    if (design != DESIGN_SOBOL) return;
    uint32_t *dimension = arena_array(arena, plan->input_count, sizeof *dimension), count = 0;
    for (size_t i = 0; i < plan->input_count; i++)
        if (plan->samplers[i].form != SAMPLER_CONSTANT) dimension[i] = count++;
    const size_t used = count < SOBOL_DIMENSIONS ? count : SOBOL_DIMENSIONS;
    uint32_t *directions = arena_array(arena, used * SOBOL_BITS, sizeof *directions);
    for (size_t d = 0; d < used; d++) sobol_directions(d, directions + d * SOBOL_BITS);
    plan->dimension = dimension;
    plan->directions = directions;
}

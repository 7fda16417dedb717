#include "study/sensitivity/shapley_effects.h"

#include <math.h>
#include <string.h>

#include "sample/compile.h"
#include "study/threads.h"

/* Two independent samples, x and y, are two halves of the dimensions of one Sobol sequence. Each point has an order of the
   groups of its own; in that order one group after another goes from its values in x to those in y. With the outputs
   f₀ (x), f₁, …, f_G (y) on the way, the group of step s adds ½(f₀ − f₍ₛ₊₁₎)² − ½(f₀ − fₛ)², whose mean is what it adds to the
   expected variance that is left while it and those before it are unknown. The steps of a point add up to ½(f₀ − f_G)²,
   whose mean is the variance: so the shares add up to 1. */
typedef struct EffectWorkspace {
    double *uniforms, *x, *y; /* [input][LANES]; uniforms twice as many */
    double *outputs;          /* [step + 1][output][LANES] */
    double *order_uniforms;   /* [group][LANES] */
    uint32_t *order;          /* [step][LANES] the group whose turn it is */
    void *scratch;
} EffectWorkspace;

typedef struct EffectRun {
    const IndexProblem *problem;
    DrawPlan doubled, orders;
    double *sums;     /* [block][group][output] */
    uint32_t *counts; /* [block][output] points that are not left out */
    size_t block_count;
    EffectWorkspace *workspaces;
} EffectRun;

/* --- one block ------------------------------------------------------------------------------------------------------ */

static DrawPlan order_draws(Arena *arena, const IndexProblem *problem) {
    const size_t count = problem->group_count;
    uint64_t *hashes = arena_array(arena, count, sizeof *hashes);
    Sampler *samplers = arena_array(arena, count, sizeof *samplers);
    for (size_t g = 0; g < count; g++) {
        hashes[g] = name_hash(arena_format(arena, "order:%zu", g));
        samplers[g].form = SAMPLER_UNIFORM;
    }
    return (DrawPlan){ .seed = problem->draws->seed, .input_count = count, .name_hash = hashes, .samplers = samplers };
}

/* Every order of the groups is as likely: R. Durstenfeld, "Algorithm 235: random permutation", CACM 7 (1964). */
static void draw_orders(const EffectRun *run, size_t block, const EffectWorkspace *workspace) {
    const size_t count = run->problem->group_count;
    uint32_t *order = workspace->order;
    run->problem->kernel->draw_uniforms(&run->orders, (uint64_t)block * LANES, workspace->order_uniforms);
    for (size_t s = 0; s < count; s++)
        for (size_t k = 0; k < LANES; k++) order[s * LANES + k] = (uint32_t)s;
    for (size_t s = count; s-- > 1;)
        for (size_t k = 0; k < LANES; k++) {
            const size_t other = (size_t)(workspace->order_uniforms[s * LANES + k] * (double)(s + 1));
            const uint32_t kept = order[s * LANES + k];
            order[s * LANES + k] = order[other * LANES + k];
            order[other * LANES + k] = kept;
        }
}

static void take_step(const IndexProblem *problem, const EffectWorkspace *workspace, size_t step) {
    for (size_t k = 0; k < LANES; k++) {
        const InputGroup *group = &problem->groups[workspace->order[step * LANES + k]];
        for (size_t m = 0; m < group->member_count; m++) {
            const size_t at = (size_t)group->members[m] * LANES + k;
            workspace->x[at] = workspace->y[at];
        }
    }
}

/* first: [step + 1], a step's output being `stride` after the one before. */
static bool are_numbers(const double *first, size_t count, size_t stride) {
    for (size_t s = 0; s < count; s++)
        if (!isfinite(first[s * stride])) return false;
    return true;
}

static void add_steps(const EffectRun *run, const EffectWorkspace *workspace, double *sums, uint32_t *counts) {
    const size_t groups = run->problem->group_count, outputs = run->problem->output_count, stride = outputs * LANES;
    for (size_t o = 0; o < outputs; o++)
        for (size_t k = 0; k < LANES; k++) {
            const double *f = workspace->outputs + o * LANES + k;
            if (!are_numbers(f, groups + 1, stride)) continue;
            counts[o]++;
            for (size_t s = 0; s < groups; s++) {
                const double before = f[s * stride], after = f[(s + 1) * stride];
                sums[workspace->order[s * LANES + k] * outputs + o] += (before - after) * (f[0] - (before + after) / 2);
            }
        }
}

static void run_block(void *context, size_t block, unsigned worker) {
    const EffectRun *run = context;
    const IndexProblem *problem = run->problem;
    const EffectWorkspace *workspace = &run->workspaces[worker];
    const size_t inputs = problem->draws->input_count, outputs = problem->output_count;
    problem->kernel->draw_uniforms(&run->doubled, (uint64_t)block * LANES, workspace->uniforms);
    problem->kernel->draw_values(problem->draws, workspace->uniforms, workspace->x, workspace->scratch);
    problem->kernel->draw_values(
        problem->draws, workspace->uniforms + inputs * LANES, workspace->y, workspace->scratch);
    draw_orders(run, block, workspace);
    problem->evaluate(problem->context, worker, workspace->x, workspace->outputs);
    for (size_t s = 0; s < problem->group_count; s++) {
        take_step(problem, workspace, s);
        problem->evaluate(problem->context, worker, workspace->x, workspace->outputs + (s + 1) * outputs * LANES);
    }
    add_steps(run, workspace, run->sums + block * problem->group_count * outputs, run->counts + block * outputs);
}

/* --- from sums to shares -------------------------------------------------------------------------------------------- */

static double sum_of_randomisation(const EffectRun *run, size_t randomisation, size_t group, size_t output) {
    const size_t per_randomisation = run->block_count / INDEX_RANDOMISATIONS, first = randomisation * per_randomisation;
    double sum = 0;
    for (size_t b = first; b < first + per_randomisation; b++)
        sum += run->sums[(b * run->problem->group_count + group) * run->problem->output_count + output];
    return sum;
}

static double points_of(const EffectRun *run, size_t output) {
    double points = 0;
    for (size_t b = 0; b < run->block_count; b++) points += run->counts[b * run->problem->output_count + output];
    return points;
}

static void add_up(Arena *arena, const EffectRun *run, ShapleyEffects *effects) {
    const size_t groups = run->problem->group_count, outputs = run->problem->output_count;
    double *parts = arena_array(arena, groups * INDEX_RANDOMISATIONS, sizeof *parts);
    for (size_t o = 0; o < outputs; o++) {
        double variance[INDEX_RANDOMISATIONS] = { 0 }, all = 0;
        for (size_t g = 0; g < groups; g++)
            for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) {
                parts[g * INDEX_RANDOMISATIONS + r] = sum_of_randomisation(run, r, g, o);
                variance[r] += parts[g * INDEX_RANDOMISATIONS + r];
            }
        for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) all += variance[r];
        effects->sd[o] = sqrt(fmax(0, all / points_of(run, o)));
        for (size_t g = 0; g < groups; g++)
            effects->shares[g * outputs + o] = estimate_ratio(parts + g * INDEX_RANDOMISATIONS, variance);
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static EffectWorkspace effect_workspace(Arena *arena, const IndexProblem *problem) {
    const size_t inputs = problem->draws->input_count * LANES * sizeof(double),
                 outputs = problem->output_count * LANES * sizeof(double);
    return (EffectWorkspace){ arena_rows(arena, 2 * inputs), arena_rows(arena, inputs), arena_rows(arena, inputs),
        arena_rows(arena, (problem->group_count + 1) * outputs),
        arena_rows(arena, problem->group_count * LANES * sizeof(double)),
        arena_array(arena, problem->group_count * LANES, sizeof(uint32_t)),
        arena_rows(arena, problem->kernel->draw_scratch_size(problem->draws)) };
}

static bool report(void *context, size_t done) {
    const EffectRun *run = context;
    const IndexProblem *problem = run->problem;
    return problem->progress && problem->progress(problem->progress_context, done, run->block_count) != 0;
}

bool shapley_effects(Arena *arena, const IndexProblem *problem, ShapleyEffects *effects) {
    const size_t groups = problem->group_count, outputs = problem->output_count;
    EffectRun run = { .problem = problem,
        .doubled = doubled_draws(arena, problem->draws, problem->points),
        .orders = order_draws(arena, problem),
        .block_count = (size_t)(problem->points / LANES) * INDEX_RANDOMISATIONS };
    run.sums = arena_array(arena, run.block_count * groups * outputs, sizeof(double));
    run.counts = arena_array(arena, run.block_count * outputs, sizeof *run.counts);
    run.workspaces = arena_array(arena, problem->threads, sizeof(EffectWorkspace));
    for (unsigned w = 0; w < problem->threads; w++) run.workspaces[w] = effect_workspace(arena, problem);
    *effects = (ShapleyEffects){ arena_array(arena, groups * outputs, sizeof(BizcaseEstimate)),
        arena_array(arena, outputs, sizeof(double)), (uint64_t)shapley_cost(groups) * run.block_count * LANES };
    if (!threads_run(&(SharedWork){ run_block, report, &run, run.block_count }, problem->threads)) return false;
    add_up(arena, &run, effects);
    return true;
}

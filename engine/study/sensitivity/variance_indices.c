#include "study/sensitivity/variance_indices.h"

#include <math.h>
#include <string.h>

#include "base/cholesky.h"
#include "sample/compile.h"
#include "study/threads.h"

/* Two independent samples, A and B, are two halves of the dimensions of one Sobol sequence. A group is taken from B and
   the rest from A. Where the group is correlated with inputs outside it, the rest is drawn given the group, or the group
   given the rest: then the group is first, or last, among the correlated inputs, as a triangular factor wants. */
typedef struct GroupDraws {
    bool *marks;                  /* [input] */
    const DrawPlan *first, *last; /* NULL: nothing outside is correlated with it */
} GroupDraws;

typedef struct Sums { /* of one block, [group][output] */
    double *first, *total;
    double *sum_a, *sum_b, *squares; /* [output]: of A, of B, and of both, about the centre */
    size_t left_out;                 /* points */
} Sums;

typedef struct IndexWorkspace {
    double *uniforms, *a, *b, *mixed, *values, *spare; /* [input][LANES]; uniforms twice as many */
    double *out_a, *out_b, *out_1, *out_2;             /* [output][LANES] */
    bool *is_odd;                                      /* [LANES] some evaluation of the point gave no number */
    void *scratch;
} IndexWorkspace;

typedef struct IndexRun {
    const IndexProblem *problem;
    DrawPlan doubled;
    GroupDraws *groups;
    double *centre; /* [output] near the mean, so that products keep their digits */
    Sums *blocks;
    size_t block_count;
    IndexWorkspace *workspaces;
} IndexRun;

/* --- draws ---------------------------------------------------------------------------------------------------------- */

DrawPlan doubled_draws(Arena *arena, const DrawPlan *draws, uint64_t points) {
    const size_t n = draws->input_count;
    uint64_t *hashes = arena_array(arena, 2 * n, sizeof *hashes);
    Sampler *samplers = arena_array(arena, 2 * n, sizeof *samplers);
    for (size_t i = 0; i < 2 * n; i++) {
        hashes[i] = i < n ? draws->name_hash[i] : ~draws->name_hash[i - n];
        samplers[i] = draws->samplers[i % n];
    }
    DrawPlan doubled = { .seed = draws->seed, .input_count = 2 * n, .name_hash = hashes, .samplers = samplers };
    draw_plan_design(arena, &doubled, DESIGN_SOBOL, points, points * INDEX_RANDOMISATIONS);
    return doubled;
}

/* A pivot below it is nothing but rounding: repaired correlations are only just possible. */
static const double least_pivot = 1e-12;

/* [correlated][correlated] */
static const double *normal_correlation(Arena *arena, const DrawPlan *draws) {
    const size_t n = draws->correlated_count;
    double *matrix = arena_array(arena, n * n, sizeof *matrix);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k <= (i < j ? i : j); k++)
                matrix[i * n + j] += draws->factor[i * n + k] * draws->factor[j * n + k];
    return matrix;
}

/* The same draws with the marked inputs before, or after, the others that are correlated. */
static const DrawPlan *reordered_plan(
    Arena *arena, const DrawPlan *draws, const double *correlation, const bool *marks, bool marked_first) {
    const size_t n = draws->correlated_count;
    size_t *order = arena_array(arena, n, sizeof *order), count = 0;
    uint32_t *correlated = arena_array(arena, n, sizeof *correlated);
    double *matrix = arena_array(arena, n * n, sizeof *matrix), *factor = arena_array(arena, n * n, sizeof *factor);
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < n; i++)
            if (marks[draws->correlated[i]] == (marked_first ? turn == 0 : turn == 1)) order[count++] = i;
    for (size_t i = 0; i < n; i++) {
        correlated[i] = draws->correlated[order[i]];
        for (size_t j = 0; j < n; j++) matrix[i * n + j] = correlation[order[i] * n + order[j]];
    }
    cholesky_factor(matrix, n, least_pivot, factor);
    DrawPlan *reordered = arena_alloc(arena, sizeof *reordered);
    *reordered = *draws;
    reordered->correlated = correlated;
    reordered->factor = factor;
    return reordered;
}

static GroupDraws group_draws(Arena *arena, const DrawPlan *draws, const double *correlation, const InputGroup *group) {
    GroupDraws made = { .marks = arena_array(arena, draws->input_count, sizeof(bool)) };
    for (size_t m = 0; m < group->member_count; m++) made.marks[group->members[m]] = true;
    if (!group->shown.is_correlated) return made;
    made.first = reordered_plan(arena, draws, correlation, made.marks, true);
    made.last = reordered_plan(arena, draws, correlation, made.marks, false);
    return made;
}

/* --- one block ------------------------------------------------------------------------------------------------------ */

/* Outputs about the centre. A point that is found to be odd has 0 from then on, which adds nothing to any sum. */
static void evaluate(const IndexRun *run, unsigned worker, const double *inputs, double *outputs) {
    bool *is_odd = run->workspaces[worker].is_odd;
    run->problem->evaluate(run->problem->context, worker, inputs, outputs);
    for (size_t o = 0; o < run->problem->output_count; o++)
        for (size_t k = 0; k < LANES; k++) is_odd[k] |= !isfinite(outputs[o * LANES + k]);
    for (size_t o = 0; o < run->problem->output_count; o++)
        for (size_t k = 0; k < LANES; k++)
            outputs[o * LANES + k] = is_odd[k] ? 0 : outputs[o * LANES + k] - run->centre[o];
}

static void evaluate_uniforms(
    const IndexRun *run, unsigned worker, const DrawPlan *plan, const double *uniforms, double *outputs) {
    const IndexWorkspace *workspace = &run->workspaces[worker];
    run->problem->kernel->draw_values(plan, uniforms, workspace->values, workspace->scratch);
    evaluate(run, worker, workspace->values, outputs);
}

static double sum_of_products(const double *a, const double *b, const double *less) {
    double sum = 0;
    for (size_t k = 0; k < LANES; k++) sum += a[k] * (b[k] - less[k]);
    return sum;
}

static double half_squared_difference(const double *a, const double *b) {
    double sum = 0;
    for (size_t k = 0; k < LANES; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
    return sum / 2;
}

/* out_1 and out_2 share the group alone; out_3 and out_4 all but the group. */
static void add_to_sums(const IndexRun *run, Sums *sums, size_t group, const double *out_1, const double *out_2,
    const double *less, const double *out_3, const double *out_4) {
    const size_t outputs = run->problem->output_count;
    for (size_t o = 0; o < outputs; o++) {
        sums->first[group * outputs + o] = sum_of_products(out_1 + o * LANES, out_2 + o * LANES, less + o * LANES);
        sums->total[group * outputs + o] = half_squared_difference(out_3 + o * LANES, out_4 + o * LANES);
    }
}

static void swap_rows(const InputGroup *group, double *a, double *b) {
    for (size_t m = 0; m < group->member_count; m++)
        for (size_t k = 0; k < LANES; k++) {
            const size_t at = (size_t)group->members[m] * LANES + k;
            const double kept = a[at];
            a[at] = b[at];
            b[at] = kept;
        }
}

static void look_at_group(const IndexRun *run, unsigned worker, size_t g, Sums *sums) {
    const IndexWorkspace *workspace = &run->workspaces[worker];
    const InputGroup *group = &run->problem->groups[g];
    const GroupDraws *draws = &run->groups[g];
    const size_t inputs = run->problem->draws->input_count;
    if (!draws->first) {
        swap_rows(group, workspace->a, workspace->b);
        evaluate(run, worker, workspace->a, workspace->out_1);
        swap_rows(group, workspace->a, workspace->b);
        add_to_sums(
            run, sums, g, workspace->out_b, workspace->out_1, workspace->out_a, workspace->out_a, workspace->out_1);
        return;
    }
    const double *from_a = workspace->uniforms, *from_b = workspace->uniforms + inputs * LANES;
    memcpy(workspace->mixed, from_a, inputs * LANES * sizeof(double));
    for (size_t m = 0; m < group->member_count; m++)
        memcpy(workspace->mixed + (size_t)group->members[m] * LANES, from_b + (size_t)group->members[m] * LANES,
            LANES * sizeof(double));
    double *out_3 = workspace->spare, *out_4 = workspace->spare + run->problem->output_count * LANES;
    evaluate_uniforms(run, worker, draws->first, from_b, workspace->out_1);
    evaluate_uniforms(run, worker, draws->first, workspace->mixed, workspace->out_2);
    evaluate_uniforms(run, worker, draws->last, from_a, out_3);
    evaluate_uniforms(run, worker, draws->last, workspace->mixed, out_4);
    add_to_sums(run, sums, g, workspace->out_1, workspace->out_2, workspace->out_a, out_3, out_4);
}

static void draw_both(const IndexRun *run, size_t block, unsigned worker) {
    const IndexProblem *problem = run->problem;
    const IndexWorkspace *workspace = &run->workspaces[worker];
    problem->kernel->draw_uniforms(&run->doubled, (uint64_t)block * LANES, workspace->uniforms);
    problem->kernel->draw_values(problem->draws, workspace->uniforms, workspace->a, workspace->scratch);
    problem->kernel->draw_values(
        problem->draws, workspace->uniforms + problem->draws->input_count * LANES, workspace->b, workspace->scratch);
}

static void look_at_points(const IndexRun *run, unsigned worker, Sums *sums) {
    const IndexWorkspace *workspace = &run->workspaces[worker];
    evaluate(run, worker, workspace->a, workspace->out_a);
    evaluate(run, worker, workspace->b, workspace->out_b);
    for (size_t o = 0; o < run->problem->output_count; o++) {
        sums->sum_a[o] = sums->sum_b[o] = sums->squares[o] = 0;
        for (size_t k = 0; k < LANES; k++) {
            const double a = workspace->out_a[o * LANES + k], b = workspace->out_b[o * LANES + k];
            sums->sum_a[o] += a;
            sums->sum_b[o] += b;
            sums->squares[o] += a * a + b * b;
        }
    }
    for (size_t g = 0; g < run->problem->group_count; g++) look_at_group(run, worker, g, sums);
}

static size_t count_odd(const bool *is_odd) {
    size_t count = 0;
    for (size_t k = 0; k < LANES; k++) count += is_odd[k];
    return count;
}

static void run_block(void *context, size_t block, unsigned worker) {
    const IndexRun *run = context;
    const IndexWorkspace *workspace = &run->workspaces[worker];
    Sums *sums = &run->blocks[block];
    draw_both(run, block, worker);
    memset(workspace->is_odd, 0, LANES * sizeof(bool));
    look_at_points(run, worker, sums);
    sums->left_out = count_odd(workspace->is_odd);
    if (sums->left_out > 0)
        look_at_points(run, worker, sums); /* without those that a later group has found to be odd */
}

/* --- from sums to indices ------------------------------------------------------------------------------------------- */

/* The error by the spread of numerator − ratio × variance. */
BizcaseEstimate estimate_ratio(const double *numerator, const double *variance) {
    double of_numerator = 0, of_variance = 0, squares = 0;
    for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) {
        of_numerator += numerator[r] / INDEX_RANDOMISATIONS;
        of_variance += variance[r] / INDEX_RANDOMISATIONS;
    }
    if (!(of_variance > 0)) return (BizcaseEstimate){ NAN, NAN, INDEX_RANDOMISATIONS };
    const double value = of_numerator / of_variance;
    for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) {
        const double rest = numerator[r] - value * variance[r];
        squares += rest * rest;
    }
    const double error = sqrt(squares / (INDEX_RANDOMISATIONS * (INDEX_RANDOMISATIONS - 1.0))) / of_variance;
    return (BizcaseEstimate){ value, error, INDEX_RANDOMISATIONS };
}

static void add_up(const IndexRun *run, Indices *indices) {
    const size_t outputs = run->problem->output_count, per_randomisation = run->block_count / INDEX_RANDOMISATIONS;
    double kept[INDEX_RANDOMISATIONS], all_kept = 0;
    bool is_enough = true;
    for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) {
        size_t left_out = 0;
        for (size_t b = r * per_randomisation; b < (r + 1) * per_randomisation; b++)
            left_out += run->blocks[b].left_out;
        kept[r] = (double)(run->problem->points - left_out);
        all_kept += kept[r];
        is_enough &= kept[r] >= LEAST_POINTS_KEPT;
        indices->left_out += left_out;
    }
    for (size_t o = 0; o < outputs; o++) {
        double variance[INDEX_RANDOMISATIONS], first[INDEX_RANDOMISATIONS], total[INDEX_RANDOMISATIONS], sum = 0,
                                                                                                         pooled = 0;
        for (size_t b = 0; b < run->block_count; b++) sum += run->blocks[b].sum_a[o] + run->blocks[b].sum_b[o];
        const double mean = sum / (2 * all_kept);
        for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) {
            double squares = 0, of_both = 0;
            for (size_t b = r * per_randomisation; b < (r + 1) * per_randomisation; b++) {
                squares += run->blocks[b].squares[o];
                of_both += run->blocks[b].sum_a[o] + run->blocks[b].sum_b[o];
            }
            variance[r] = is_enough ? squares / (2 * kept[r]) - 2 * mean * of_both / (2 * kept[r]) + mean * mean : NAN;
            pooled += variance[r] / INDEX_RANDOMISATIONS;
        }
        indices->sd[o] = sqrt(pooled);
        for (size_t g = 0; g < run->problem->group_count; g++) {
            for (size_t r = 0; r < INDEX_RANDOMISATIONS; r++) {
                first[r] = total[r] = 0;
                for (size_t b = r * per_randomisation; b < (r + 1) * per_randomisation; b++) {
                    first[r] += run->blocks[b].first[g * outputs + o] / kept[r];
                    total[r] += run->blocks[b].total[g * outputs + o] / kept[r];
                }
            }
            indices->first[g * outputs + o] = estimate_ratio(first, variance);
            indices->total[g * outputs + o] = estimate_ratio(total, variance);
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static IndexWorkspace index_workspace(Arena *arena, const IndexProblem *problem) {
    const size_t inputs = problem->draws->input_count * LANES * sizeof(double),
                 outputs = problem->output_count * LANES * sizeof(double);
    return (IndexWorkspace){ arena_rows(arena, 2 * inputs), arena_rows(arena, inputs), arena_rows(arena, inputs),
        arena_rows(arena, inputs), arena_rows(arena, inputs), arena_rows(arena, 2 * outputs),
        arena_rows(arena, outputs), arena_rows(arena, outputs), arena_rows(arena, outputs), arena_rows(arena, outputs),
        arena_array(arena, LANES, sizeof(bool)),
        arena_rows(arena, problem->kernel->draw_scratch_size(problem->draws)) };
}

static bool report(void *context, size_t done) {
    const IndexRun *run = context;
    const IndexProblem *problem = run->problem;
    return problem->progress && problem->progress(problem->progress_context, done, run->block_count) != 0;
}

static void find_centre(IndexRun *run) {
    const IndexWorkspace *workspace = &run->workspaces[0];
    draw_both(run, 0, 0);
    evaluate(run, 0, workspace->a, workspace->out_a);
    const size_t count = LANES - count_odd(workspace->is_odd);
    for (size_t o = 0; o < run->problem->output_count; o++) {
        double sum = 0;
        for (size_t k = 0; k < LANES; k++) sum += workspace->out_a[o * LANES + k];
        run->centre[o] = count > 0 ? sum / (double)count : 0;
    }
}

size_t indices_cost(const InputGroup *groups, size_t group_count) {
    size_t cost = 2;
    for (size_t g = 0; g < group_count; g++) cost += groups[g].shown.is_correlated ? 4 : 1;
    return cost;
}

bool indices_estimate(Arena *arena, const IndexProblem *problem, Indices *indices) {
    const size_t groups = problem->group_count, outputs = problem->output_count;
    IndexRun run = { .problem = problem,
        .doubled = doubled_draws(arena, problem->draws, problem->points),
        .groups = arena_array(arena, groups, sizeof(GroupDraws)),
        .centre = arena_array(arena, outputs, sizeof(double)),
        .block_count = (size_t)(problem->points / LANES) * INDEX_RANDOMISATIONS };
    run.blocks = arena_array(arena, run.block_count, sizeof(Sums));
    run.workspaces = arena_array(arena, problem->threads, sizeof(IndexWorkspace));
    const double *correlation = normal_correlation(arena, problem->draws);
    for (size_t g = 0; g < groups; g++)
        run.groups[g] = group_draws(arena, problem->draws, correlation, &problem->groups[g]);
    for (size_t b = 0; b < run.block_count; b++) {
        double *sums = arena_array(arena, 2 * groups * outputs + 3 * outputs, sizeof *sums);
        run.blocks[b] = (Sums){ sums, sums + groups * outputs, sums + 2 * groups * outputs,
            sums + (2 * groups + 1) * outputs, sums + (2 * groups + 2) * outputs, 0 };
    }
    for (unsigned w = 0; w < problem->threads; w++) run.workspaces[w] = index_workspace(arena, problem);
    *indices = (Indices){ arena_array(arena, outputs, sizeof(double)),
        arena_array(arena, groups * outputs, sizeof(BizcaseEstimate)),
        arena_array(arena, groups * outputs, sizeof(BizcaseEstimate)),
        (uint64_t)indices_cost(problem->groups, groups) * run.block_count * LANES, (uint64_t)run.block_count * LANES,
        0 };
    find_centre(&run);
    if (!threads_run(&(SharedWork){ run_block, report, &run, run.block_count }, problem->threads)) return false;
    add_up(&run, indices);
    return true;
}

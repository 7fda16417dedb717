/* Which inputs, and which groups of them, the variance of NPV comes from. */
#include <math.h>
#include <stdlib.h>

#include "evaluate/figure_table.h"
#include "study/sensitivity/parts.h"
#include "study/sensitivity/variance_indices.h"

/* As many points as fit into this many evaluations; people wait for it. */
enum { MOST_EVALUATIONS = 1 << 20, LEAST_POINTS = LANES, MOST_POINTS = 512 };

typedef struct NpvOf {
    const Setup *setup;
    BlockRequest request;
    void **scratch; /* [thread] */
} NpvOf;

static void evaluate_npv(void *context, unsigned worker, const double *inputs, double *outputs) {
    const NpvOf *npv = context;
    npv->setup->kernel->evaluate_block(
        &npv->setup->model.plan, &npv->request, inputs, npv->scratch[worker], &(BlockResults){ .figures = outputs });
}

static double joint_total(const BizcaseVarianceRow *row) {
    return isnan(row->total[0].value) ? -1 : row->total[0].value;
}

static int larger_first(const void *a, const void *b) {
    const BizcaseVarianceRow *x = a, *y = b;
    if (joint_total(x) != joint_total(y)) return joint_total(x) < joint_total(y) ? 1 : -1;
    return x->group < y->group ? -1 : 1;
}

static BizcaseStatus add_variance(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    const Setup *setup = &ensemble->setup;
    const InputGroups *groups = &ensemble->groups;
    const WantedFigure figure = { setup->kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    NpvOf npv = { setup,
        { .views = ensemble->views.items, .view_count = 1, .figures = &figure, .figure_count = 1, .lane_count = LANES },
        arena_array(arena, setup->threads, sizeof(void *)) };
    for (unsigned w = 0; w < setup->threads; w++)
        npv.scratch[w] = arena_rows(arena, setup->kernel->evaluate_scratch_size(&setup->model.plan));
    IndexProblem problem = { .kernel = setup->kernel,
        .draws = &setup->draw_plan,
        .groups = groups->items,
        .group_count = groups->count,
        .output_count = ensemble->body_count,
        .points = LEAST_POINTS,
        .threads = setup->threads,
        .evaluate = evaluate_npv,
        .context = &npv,
        .progress = ensemble->asked.progress,
        .progress_context = ensemble->asked.context };
    while (2 * problem.points <= MOST_POINTS &&
           2 * problem.points * INDEX_RANDOMISATIONS * indices_cost(&problem) <= MOST_EVALUATIONS)
        problem.points *= 2;
    Indices indices;
    if (!indices_estimate(arena, &problem, &indices)) return BIZCASE_STOPPED;
    *ensemble->evaluations += (size_t)indices.evaluations;
    BizcaseVarianceRow *rows = arena_array(arena, groups->count, sizeof *rows);
    for (size_t g = 0; g < groups->count; g++)
        rows[g] = (BizcaseVarianceRow){ g, indices.first + g * ensemble->body_count,
            indices.total + g * ensemble->body_count };
    qsort(rows, groups->single_count, sizeof *rows, larger_first);
    if (groups->count > groups->single_count)
        qsort(rows + groups->single_count, groups->count - groups->single_count, sizeof *rows, larger_first);
    shown->variance = rows;
    shown->variance_count = groups->count;
    shown->variance_sd = indices.sd;
    return BIZCASE_OK;
}

static BizcaseStatus run(SensitivityStudy *study) {
    return add_variance(study->what_if->arena, study->ensemble, study->shown);
}

const SensitivityPart sensitivity_variance = { .needs_trials = true, .effort = 400, .run = run };

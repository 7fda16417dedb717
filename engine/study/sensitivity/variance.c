/* Which inputs, and which groups of them, the variance of NPV comes from. */
#include <math.h>
#include <stdlib.h>

#include "evaluate/figure_table.h"
#include "study/sensitivity/parts.h"
#include "study/sensitivity/shares.h"
#include "study/sensitivity/variance_indices.h"

/* As many points as fit into this many evaluations; people wait for it. */
enum { MOST_EVALUATIONS = 1 << 20, LEAST_POINTS = LANES, MOST_POINTS = 512 };

/* The causes take as many at most, and no more than so many times those of the indices. */
enum { MOST_TIMES = 10 };

/* Hundredths of the part's progress when these are done; the money comes after them. */
enum { INDICES_DONE = 25, CAUSES_DONE = 80 };

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

static int larger_first(const void *a, const void *b) {
    const BizcaseVarianceRow *x = a, *y = b;
    const int order = compare_largest_first(x->total[0].value, y->total[0].value);
    return order ? order : (x->group > y->group) - (x->group < y->group);
}

/* --- which of them ---------------------------------------------------------------------------------------------------- */

/* A group, and what of the variance its inputs have by themselves. */
typedef struct Ranked {
    size_t group;
    double strength;
} Ranked;

static int stronger_first(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    const int order = compare_largest_first(x->strength, y->strength);
    return order ? order : (x->group > y->group) - (x->group < y->group);
}

typedef struct Chosen {
    size_t *groups; /* [count] rising */
    InputGroup *items;
    size_t count, single_count;
} Chosen;

static void choose(Chosen *chosen, const InputGroups *groups, size_t g) {
    chosen->single_count += g < groups->single_count;
    chosen->items[chosen->count] = groups->items[g];
    chosen->groups[chosen->count++] = g;
}

/* All, or the strongest that the evaluations are enough for with the fewest points. So the study costs as much more as one
   evaluation does, not as many times more as there are inputs. */
static Chosen choose_groups(SensitivityStudy *study) {
    enum { AFFORDABLE = MOST_EVALUATIONS / (LEAST_POINTS * INDEX_RANDOMISATIONS) };
    const InputGroups *groups = &study->ensemble->groups;
    Arena *arena = study->what_if->arena;
    Chosen chosen = { arena_array(arena, groups->count, sizeof(size_t)),
        arena_array(arena, groups->count, sizeof(InputGroup)), 0, 0 };
    const bool has_room = indices_cost(groups->items, groups->count) <= AFFORDABLE;
    const Regression *regression = has_room ? NULL : study_regression(study);
    Ranked *ranked = arena_array(arena, groups->count, sizeof *ranked);
    bool *is_strong = arena_array(arena, groups->count, sizeof *is_strong);
    for (size_t g = 0; g < groups->count && !has_room; g++) {
        ranked[g].group = g;
        for (size_t m = 0; m < groups->items[g].member_count; m++)
            ranked[g].strength += regression->first_order[groups->items[g].members[m]];
    }
    if (!has_room) qsort(ranked, groups->count, sizeof *ranked, stronger_first);
    size_t cost = indices_cost(NULL, 0);
    for (size_t i = 0; i < groups->count && !has_room; i++) {
        cost += indices_cost(&groups->items[ranked[i].group], 1) - indices_cost(NULL, 0);
        is_strong[ranked[i].group] = cost <= AFFORDABLE;
    }
    for (size_t g = 0; g < groups->count; g++)
        if (has_room || is_strong[g]) choose(&chosen, groups, g);
    return chosen;
}

static BizcaseStatus add_indices(SensitivityStudy *study, IndexProblem problem, uint64_t *evaluations) {
    const Ensemble *ensemble = study->ensemble;
    Arena *arena = study->what_if->arena;
    BizcaseSensitivity *shown = study->shown;
    const Chosen chosen = choose_groups(study);
    problem.groups = chosen.items;
    problem.group_count = chosen.count;
    problem.points = LEAST_POINTS;
    while (2 * problem.points <= MOST_POINTS &&
           2 * problem.points * INDEX_RANDOMISATIONS * indices_cost(chosen.items, chosen.count) <= MOST_EVALUATIONS)
        problem.points *= 2;
    Indices indices;
    if (!indices_estimate(arena, &problem, &indices)) return BIZCASE_STOPPED;
    *evaluations = indices.evaluations;
    *ensemble->evaluations += (size_t)indices.evaluations;
    BizcaseVarianceRow *rows = arena_array(arena, chosen.count, sizeof *rows);
    for (size_t g = 0; g < chosen.count; g++)
        rows[g] = (BizcaseVarianceRow){ chosen.groups[g], indices.first + g * ensemble->body_count,
            indices.total + g * ensemble->body_count };
    qsort(rows, chosen.single_count, sizeof *rows, larger_first);
    if (chosen.count > chosen.single_count)
        qsort(rows + chosen.single_count, chosen.count - chosen.single_count, sizeof *rows, larger_first);
    shown->variance = rows;
    shown->variance_count = chosen.count;
    shown->variance_sd = indices.sd;
    shown->variance_points = indices.points;
    shown->variance_not_finite = indices.left_out;
    return BIZCASE_OK;
}

static BizcaseStatus run(SensitivityStudy *study) {
    const Ensemble *ensemble = study->ensemble;
    Arena *arena = study->what_if->arena;
    const Setup *setup = &ensemble->setup;
    const WantedFigure figure = { setup->kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    NpvOf npv = { setup,
        { .views = ensemble->views.items, .view_count = 1, .figures = &figure, .figure_count = 1, .lane_count = LANES },
        arena_array(arena, setup->threads, sizeof(void *)) };
    for (unsigned w = 0; w < setup->threads; w++)
        npv.scratch[w] = arena_rows(arena, setup->kernel->evaluate_scratch_size(&setup->model.plan));
    PieceOfPart piece = { &ensemble->asked, 0, INDICES_DONE };
    const IndexProblem problem = { .kernel = setup->kernel,
        .draws = &setup->draw_plan,
        .output_count = ensemble->body_count,
        .threads = setup->threads,
        .evaluate = evaluate_npv,
        .context = &npv,
        .progress = ensemble->asked.progress ? piece_report : NULL,
        .progress_context = &piece };
    uint64_t evaluations;
    const BizcaseStatus status = add_indices(study, problem, &evaluations);
    if (status != BIZCASE_OK) return status;
    piece = (PieceOfPart){ &ensemble->asked, INDICES_DONE, CAUSES_DONE };
    const uint64_t most = MOST_TIMES * evaluations < MOST_EVALUATIONS ? MOST_TIMES * evaluations : MOST_EVALUATIONS;
    return add_causes(study, &problem, most) && add_money_shares(study, CAUSES_DONE) ? BIZCASE_OK : BIZCASE_STOPPED;
}

const SensitivityPart sensitivity_variance = { .needs_trials = true, .effort = 400, .run = run };

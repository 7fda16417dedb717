/* How inputs and NPV went together in the trials: rank correlation, regression, and the worst trials. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/sensitivity/parts.h"
#include "study/sensitivity/regression.h"
#include "study/simulation/order.h"
#include "study/threads.h"

#define WORST_PART 0.05

typedef struct Associating {
    const Ensemble *ensemble;
    const Regression *regression;
    double **npv_ranks;     /* [body] → [trial] */
    const uint32_t **worst; /* [body] → [worst_count] trials */
    size_t worst_count;
    OrderRoom *capacities; /* [thread] */
    double **ranks;        /* [thread] → [trial] */
    BizcaseAssociationRow *rows;
    double *values; /* [group][row value][body]: what rows point to */
} Associating;

/* Where a row's numbers are worked out, [body] each. */
enum { ROW_VALUES = 4 };
typedef struct RowValues {
    double *rank_correlation, *coefficient, *worst_mean, *shift;
} RowValues;

static RowValues values_of(const Associating *all, size_t group) {
    const size_t bodies = all->ensemble->body_count;
    double *first = all->values + group * ROW_VALUES * bodies;
    return (RowValues){ first, first + bodies, first + 2 * bodies, first + 3 * bodies };
}

/* Pearson's, of ranks: Spearman's. NaN where one does not vary. */
static double correlation(const double *a, const double *b, size_t count) {
    const double mean = ((double)count + 1) / 2; /* of ranks */
    double ab = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < count; i++) {
        ab += (a[i] - mean) * (b[i] - mean);
        aa += (a[i] - mean) * (a[i] - mean);
        bb += (b[i] - mean) * (b[i] - mean);
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}

static void associate(void *context, size_t group, unsigned worker) {
    const Associating *all = context;
    const Ensemble *ensemble = all->ensemble;
    const uint32_t input = ensemble->groups.items[group].members[0];
    const double *x = ensemble->inputs[input];
    const Basis *basis = &all->regression->bases[input];
    BizcaseAssociationRow *row = &all->rows[group];
    const RowValues values = values_of(all, group);
    ranks_of(x, ensemble->trials, &all->capacities[worker], all->ranks[worker]);
    row->group = group;
    row->mean = basis->mean;
    for (size_t b = 0; b < ensemble->body_count; b++) {
        double sum = 0;
        for (size_t i = 0; i < all->worst_count; i++) sum += x[all->worst[b][i]];
        values.rank_correlation[b] = correlation(all->ranks[worker], all->npv_ranks[b], ensemble->trials);
        values.worst_mean[b] = sum / (double)all->worst_count;
        values.shift[b] = basis->sd > 0 ? (values.worst_mean[b] - basis->mean) / basis->sd : NAN;
    }
}

/* The main option is the first alternative: its outputs come first. */
static void add_coefficients(Arena *arena, const Associating *all) {
    const Regression *regression = all->regression;
    const Ensemble *ensemble = all->ensemble;
    uint32_t *terms = arena_array(arena, regression->term_count, sizeof *terms);
    size_t count = 0;
    while (count < regression->term_count && regression->terms[count].degree == 1 &&
           regression->terms[count].other == NO_INDEX) {
        terms[count] = (uint32_t)count;
        count++;
    }
    double *coefficients = arena_array(arena, regression->output_count * count, sizeof *coefficients);
    regression_solve(arena, regression, terms, count, coefficients);
    size_t *term_of = arena_array(arena, ensemble->setup.model.inputs.count, sizeof *term_of); /* 1 + term */
    for (size_t t = 0; t < count; t++) term_of[regression->terms[t].input] = t + 1;
    for (size_t g = 0; g < ensemble->groups.single_count; g++) {
        const size_t t = term_of[ensemble->groups.items[g].members[0]];
        for (size_t b = 0; b < ensemble->body_count; b++) {
            const double variance = regression->variances[b];
            values_of(all, g).coefficient[b] =
                t > 0 && variance > 0 ? coefficients[b * count + t - 1] / sqrt(variance) : NAN;
        }
    }
}

static int stronger_first(const void *a, const void *b) {
    const BizcaseAssociationRow *x = a, *y = b;
    const int order = compare_largest_first(fabs(x->rank_correlation[0]), fabs(y->rank_correlation[0]));
    return order ? order : (x->group > y->group) - (x->group < y->group);
}

static void rank_npv(Arena *arena, Associating *all) {
    const Ensemble *ensemble = all->ensemble;
    for (size_t b = 0; b < ensemble->body_count; b++) {
        uint32_t *worst = arena_array(arena, all->worst_count, sizeof *worst);
        all->npv_ranks[b] = arena_array(arena, ensemble->trials, sizeof(double));
        ranks_of(ensemble_npv(ensemble, 0, b), ensemble->trials, &all->capacities[0], all->npv_ranks[b]);
        memcpy(worst, order_of(ensemble_npv(ensemble, 0, b), ensemble->trials, &all->capacities[0]),
            all->worst_count * sizeof *worst);
        all->worst[b] = worst;
    }
}

static void add_associations(
    Arena *arena, const Ensemble *ensemble, const Regression *regression, BizcaseSensitivity *shown) {
    const unsigned threads = ensemble->setup.threads;
    const size_t count = ensemble->groups.single_count, bodies = ensemble->body_count;
    Associating all = { ensemble, regression, arena_array(arena, bodies, sizeof(double *)),
        arena_array(arena, bodies, sizeof(uint32_t *)), (size_t)ceil(WORST_PART * (double)ensemble->trials),
        arena_array(arena, threads, sizeof(OrderRoom)), arena_array(arena, threads, sizeof(double *)),
        arena_array(arena, count, sizeof(BizcaseAssociationRow)),
        arena_array(arena, ROW_VALUES * bodies * count, sizeof(double)) };
    for (unsigned w = 0; w < threads; w++) {
        all.capacities[w] = order_room(arena, ensemble->trials);
        all.ranks[w] = arena_array(arena, ensemble->trials, sizeof(double));
    }
    for (size_t g = 0; g < count; g++) {
        const RowValues values = values_of(&all, g);
        all.rows[g] = (BizcaseAssociationRow){ .rank_correlation = values.rank_correlation,
            .standardised_coefficient = values.coefficient,
            .worst_mean = values.worst_mean,
            .worst_shift = values.shift };
    }
    rank_npv(arena, &all);
    threads_run(&(SharedWork){ .piece = associate, .context = &all, .piece_count = count }, threads);
    add_coefficients(arena, &all);
    qsort(all.rows, count, sizeof *all.rows, stronger_first);
    shown->associations = all.rows;
    shown->association_count = count;
    shown->regression_inputs = regression->input_count;
    shown->regression_of_inputs = regression->varying_count;
}

static BizcaseStatus run(SensitivityStudy *study) {
    add_associations(study->what_if->arena, study->ensemble, study_regression(study), study->shown);
    return BIZCASE_OK;
}

const SensitivityPart sensitivity_association = { .needs_trials = true, .run = run };

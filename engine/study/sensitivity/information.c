/* The value of information: what knowing something before choosing is worth, at most. With everything known the best
   alternative of each trial is taken; with some inputs known, the best by NPV's expectation given them, which a
   regression on the trials tells (see BizcaseInformationRow). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/sensitivity/parts.h"
#include "study/sensitivity/regression.h"
#include "study/threads.h"

/* A mean and its standard error, as they grow. */
typedef struct Moments {
    double sum, squares, count;
} Moments;

static void moments_add(Moments *moments, double value) {
    moments->sum += value;
    moments->squares += value * value;
    moments->count += 1;
}

static double moments_error(const Moments *moments) {
    const double mean = moments->sum / moments->count;
    return moments->count > 1 ? sqrt(fmax(0, moments->squares / moments->count - mean * mean) / (moments->count - 1))
                              : NAN;
}

/* --- everything known ----------------------------------------------------------------------------------------------- */

static size_t best_by_mean(const Ensemble *ensemble, size_t body, size_t trials) {
    size_t best = 0;
    double most = -INFINITY;
    for (size_t a = 0; a < ensemble->alternative_count; a++) {
        const double mean = ensemble_mean(ensemble_npv(ensemble, a, body), trials);
        if (mean > most) {
            most = mean;
            best = a;
        }
    }
    return best;
}

static BizcaseEstimate perfect_information(const Ensemble *ensemble, size_t body) {
    const double *chosen = ensemble_npv(ensemble, best_by_mean(ensemble, body, ensemble->trials), body);
    Moments gain = { 0 };
    for (size_t i = 0; i < ensemble->trials; i++) {
        double best = chosen[i];
        for (size_t a = 0; a < ensemble->alternative_count; a++) best = fmax(best, ensemble_npv(ensemble, a, body)[i]);
        moments_add(&gain, best - chosen[i]);
    }
    return (BizcaseEstimate){ gain.sum / gain.count, moments_error(&gain), 0 };
}

/* --- some inputs known ---------------------------------------------------------------------------------------------- */

/* NPV given a group, as terms of the regression. */
typedef struct Fit {
    uint32_t *terms;
    size_t term_count;
    double *coefficients; /* [output][term] */
} Fit;

typedef struct Partial {
    const Ensemble *ensemble;
    const Regression *regression;
    const Fit *fits;         /* [group] */
    const size_t *best;      /* [body] by the mean of the regression's trials */
    double **terms, **given; /* [thread] → [term][LANES]; → [output][LANES] */
    Moments *value, *policy; /* [block][group][body] */
} Partial;

static bool holds(const InputGroup *group, uint32_t input) {
    for (size_t m = 0; m < group->member_count; m++)
        if (group->members[m] == input) return true;
    return false;
}

static Fit fit_group(Arena *arena, const Regression *regression, const InputGroup *group) {
    Fit fit = { .terms = arena_array(arena, regression->term_count, sizeof(uint32_t)) };
    for (size_t t = 0; t < regression->term_count; t++) {
        const RegressionTerm *term = &regression->terms[t];
        if (!term->matters || !holds(group, term->input)) continue;
        if (term->other == NO_INDEX || holds(group, term->other)) fit.terms[fit.term_count++] = (uint32_t)t;
    }
    fit.coefficients = arena_array(arena, fit.term_count * regression->output_count, sizeof(double));
    regression_solve(arena, regression, fit.terms, fit.term_count, fit.coefficients);
    return fit;
}

static void predict(const Regression *regression, const Fit *fit, const double *terms, double *given) {
    for (size_t o = 0; o < regression->output_count; o++) {
        double *restrict row = given + o * LANES;
        for (size_t k = 0; k < LANES; k++) row[k] = regression->means[regression->term_count + o];
        for (size_t t = 0; t < fit->term_count; t++) {
            const double coefficient = fit->coefficients[o * fit->term_count + t];
            const double *restrict term = terms + fit->terms[t] * LANES;
            for (size_t k = 0; k < LANES; k++) row[k] += coefficient * term[k];
        }
    }
}

/* The best given the group, against the best without: by the regression's word, and as the trial really turned out. */
static void compare(const Partial *partial, const double *given, size_t first, size_t lane, size_t body, Moments *value,
    Moments *policy) {
    const Ensemble *ensemble = partial->ensemble;
    const size_t evaluated = ensemble->views.count, always = partial->best[body];
    size_t best = always;
    double most = always < evaluated ? given[(always * ensemble->body_count + body) * LANES + lane] : 0;
    const double before = most;
    for (size_t a = 0; a < ensemble->alternative_count; a++) {
        const double npv = a < evaluated ? given[(a * ensemble->body_count + body) * LANES + lane] : 0;
        if (npv > most) {
            most = npv;
            best = a;
        }
    }
    moments_add(value, most - before);
    moments_add(
        policy, ensemble_npv(ensemble, best, body)[first + lane] - ensemble_npv(ensemble, always, body)[first + lane]);
}

static void partial_piece(void *context, size_t block, unsigned worker) {
    const Partial *partial = context;
    const Ensemble *ensemble = partial->ensemble;
    const size_t first = block * LANES, left = partial->regression->trials - first, count = left < LANES ? left : LANES;
    double *given = partial->given[worker];
    regression_terms(partial->regression, first, partial->terms[worker]);
    for (size_t g = 0; g < ensemble->groups.count; g++) {
        if (partial->fits[g].term_count == 0) continue;
        predict(partial->regression, &partial->fits[g], partial->terms[worker], given);
        for (size_t b = 0; b < ensemble->body_count; b++) {
            const size_t at = (block * ensemble->groups.count + g) * ensemble->body_count + b;
            for (size_t k = 0; k < count; k++)
                compare(partial, given, first, k, b, &partial->value[at], &partial->policy[at]);
        }
    }
}

static BizcaseEstimate partial_information(
    const Partial *partial, size_t blocks, size_t group, size_t body, double most) {
    Moments value = { 0 }, policy = { 0 };
    if (partial->fits[group].term_count == 0) return (BizcaseEstimate){ 0, 0, 0 };
    for (size_t block = 0; block < blocks; block++) {
        const size_t at = (block * partial->ensemble->groups.count + group) * partial->ensemble->body_count + body;
        value.sum += partial->value[at].sum;
        value.count += partial->value[at].count;
        policy.sum += partial->policy[at].sum;
        policy.squares += partial->policy[at].squares;
        policy.count += partial->policy[at].count;
    }
    return (BizcaseEstimate){ fmin(fmax(0, value.sum / value.count), most), moments_error(&policy), 0 };
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static int dearer_first(const void *a, const void *b) {
    const BizcaseInformationRow *x = a, *y = b;
    const int order = compare_largest_first(x->evppi[0].value, y->evppi[0].value);
    return order ? order : (x->group > y->group) - (x->group < y->group);
}

static Partial start_partial(Arena *arena, const Ensemble *ensemble, const Regression *regression, size_t blocks) {
    const unsigned threads = ensemble->setup.threads;
    Fit *fits = arena_array(arena, ensemble->groups.count, sizeof *fits);
    size_t *best = arena_array(arena, ensemble->body_count, sizeof *best);
    Partial partial = { ensemble, regression, fits, best, arena_array(arena, threads, sizeof(double *)),
        arena_array(arena, threads, sizeof(double *)),
        arena_array(arena, blocks * ensemble->groups.count * ensemble->body_count, sizeof(Moments)),
        arena_array(arena, blocks * ensemble->groups.count * ensemble->body_count, sizeof(Moments)) };
    for (size_t g = 0; g < ensemble->groups.count; g++)
        fits[g] = fit_group(arena, regression, &ensemble->groups.items[g]);
    for (size_t b = 0; b < ensemble->body_count; b++) best[b] = best_by_mean(ensemble, b, regression->trials);
    for (unsigned w = 0; w < threads; w++) {
        partial.terms[w] = arena_rows(arena, regression->term_count * LANES * sizeof(double));
        partial.given[w] = arena_rows(arena, regression->output_count * LANES * sizeof(double));
    }
    return partial;
}

static void add_information(
    Arena *arena, const Ensemble *ensemble, const Regression *regression, BizcaseSensitivity *shown) {
    const size_t bodies = ensemble->body_count, blocks = (regression->trials + LANES - 1) / LANES;
    const InputGroups *groups = &ensemble->groups;
    Partial partial = start_partial(arena, ensemble, regression, blocks);
    threads_run(
        &(SharedWork){ .piece = partial_piece, .context = &partial, .piece_count = blocks }, ensemble->setup.threads);
    BizcaseEstimate *evpi = arena_array(arena, bodies, sizeof *evpi);
    size_t *best = arena_array(arena, bodies, sizeof *best);
    BizcaseInformationRow *rows = arena_array(arena, groups->count, sizeof *rows);
    for (size_t b = 0; b < bodies; b++) {
        evpi[b] = perfect_information(ensemble, b);
        best[b] = best_by_mean(ensemble, b, ensemble->trials);
    }
    for (size_t g = 0; g < groups->count; g++) {
        BizcaseEstimate *evppi = arena_array(arena, bodies, sizeof *evppi);
        for (size_t b = 0; b < bodies; b++) evppi[b] = partial_information(&partial, blocks, g, b, evpi[b].value);
        rows[g] = (BizcaseInformationRow){ g, evppi };
    }
    qsort(rows, groups->single_count, sizeof *rows, dearer_first);
    if (groups->count > groups->single_count)
        qsort(rows + groups->single_count, groups->count - groups->single_count, sizeof *rows, dearer_first);
    shown->evpi = evpi;
    shown->best_alternative = best;
    shown->information = rows;
    shown->information_trials = regression->trials;
    shown->regression_inputs = regression->input_count;
    shown->regression_of_inputs = regression->varying_count;
    shown->information_count = groups->count;
}

static BizcaseStatus run(SensitivityStudy *study) {
    add_information(study->what_if->arena, study->ensemble, study_regression(study), study->shown);
    return BIZCASE_OK;
}

const SensitivityPart sensitivity_information = { .needs_trials = true, .run = run };

#include "study/sensitivity/regression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/cholesky.h"
#include "base/elementary.h"
#include "study/sensitivity/parts.h"
#include "study/threads.h"

enum {
    MOST_TRIALS = 32768,  /* that it is fitted to */
    FEWEST_TRIALS = 3200, /* that it is fitted to where there are as many */
    CHUNK = 8 * LANES,    /* trials that are summed up together: sums do not depend on threads */
    PAIRED_INPUTS = 12    /* the strongest, whose products are terms */
};
#define MOST_PRODUCTS 2e9    /* of the Gram matrix: many terms are fitted to fewer trials */
enum { TRIALS_OF_TERM = 4 }; /* at least: a term more would fit chance */

/* --- bases ---------------------------------------------------------------------------------------------------------- */

static double polynomial(const Basis *basis, double x, unsigned degree) {
    const double first = (x - basis->mean) / basis->sd;
    double before = 1, value = first;
    for (unsigned k = 1; k < degree; k++) {
        const double next = ((first - basis->a[k]) * value - basis->b[k] * before) / basis->norm[k];
        before = value;
        value = next;
    }
    return value;
}

static void find_degree(const double *x, size_t count, unsigned degree, Basis *basis) {
    double a = 0, b = 0, norm = 0;
    const unsigned k = degree - 1;
    for (size_t i = 0; i < count; i++) {
        const double first = (x[i] - basis->mean) / basis->sd, value = polynomial(basis, x[i], k);
        const double before = k > 1 ? polynomial(basis, x[i], k - 1) : 1;
        a += first * value * value;
        b += first * value * before;
    }
    basis->a[k] = a / (double)count;
    basis->b[k] = b / (double)count;
    basis->norm[k] = 1;
    for (size_t i = 0; i < count; i++) {
        const double value = polynomial(basis, x[i], degree);
        norm += value * value;
    }
    basis->norm[k] = sqrt(norm / (double)count);
    /* Nothing is left where the input has as few values as that; a tail of a few trials is left alone too. */
    if (basis->norm[k] > 1e-6) basis->degree = degree;
}

static Basis basis_of(const double *x, size_t all, size_t count) {
    Basis basis = { .mean = ensemble_mean(x, all) };
    double squares = 0;
    for (size_t i = 0; i < all; i++) squares += (x[i] - basis.mean) * (x[i] - basis.mean);
    basis.sd = sqrt(squares / (double)all);
    if (!(basis.sd > 1e-12 * fabs(basis.mean))) return (Basis){ .mean = basis.mean };
    basis.degree = 1;
    for (unsigned degree = 2; degree <= POLYNOMIAL_DEGREE && basis.degree == degree - 1; degree++)
        find_degree(x, count, degree, &basis);
    return basis;
}

static void basis_piece(void *context, size_t input, unsigned worker) {
    Regression *regression = context;
    (void)worker;
    const double *x = regression->ensemble->inputs[input];
    if (x) regression->bases[input] = basis_of(x, regression->ensemble->trials, regression->trials);
}

/* --- which terms ---------------------------------------------------------------------------------------------------- */

typedef struct Screen {
    Regression *regression;
    const double *output_means, *output_variances; /* [output] */
    double *strength; /* [input][degree]: the largest part of an output's variance that the term has */
    double **values;  /* [thread] → [trial] of a term */
} Screen;

static void screen_piece(void *context, size_t input, unsigned worker) {
    const Screen *screen = context;
    const Regression *regression = screen->regression;
    const Basis *basis = &regression->bases[input];
    double *values = screen->values[worker];
    for (unsigned degree = 1; degree <= basis->degree; degree++) {
        double most = 0;
        for (size_t i = 0; i < regression->trials; i++)
            values[i] = polynomial(basis, regression->ensemble->inputs[input][i], degree);
        for (size_t o = 0; o < regression->output_count; o++) {
            if (!(screen->output_variances[o] > 0)) continue;
            const double *y = regression->ensemble->npv + o * regression->ensemble->trials;
            double sum = 0;
            for (size_t i = 0; i < regression->trials; i++) sum += values[i] * (y[i] - screen->output_means[o]);
            const double mean = sum / (double)regression->trials;
            most = fmax(most, mean * mean / screen->output_variances[o]);
        }
        screen->strength[input * POLYNOMIAL_DEGREE + degree - 1] = most;
    }
}

typedef struct Ranked {
    uint32_t input;
    double strength;
} Ranked;

static int stronger_first(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    const int order = compare_largest_first(x->strength, y->strength);
    return order ? order : (x->input > y->input) - (x->input < y->input);
}

/* [input] whether it has a term: the strongest, as many as the trials carry. ranked: those that vary, strongest first. */
static const bool *choose_inputs(Arena *arena, Regression *regression, const double *strength, Ranked *ranked) {
    const uint32_t inputs = regression->ensemble->setup.model.inputs.count;
    const size_t most = regression->trials / TRIALS_OF_TERM;
    bool *has_term = arena_array(arena, inputs, sizeof *has_term);
    for (uint32_t i = 0; i < inputs; i++)
        if (regression->bases[i].degree > 0)
            ranked[regression->varying_count++] = (Ranked){ i, strength[i * POLYNOMIAL_DEGREE] };
    qsort(ranked, regression->varying_count, sizeof *ranked, stronger_first);
    regression->input_count = regression->varying_count < most ? regression->varying_count : most;
    for (size_t i = 0; i < regression->input_count; i++) has_term[ranked[i].input] = true;
    return has_term;
}

static void add_term(Regression *regression, size_t most, RegressionTerm term) {
    if (regression->term_count < most) regression->terms[regression->term_count++] = term;
}

/* A term matters when leaving it out is worse by the Bayesian information criterion (G. Schwarz, "Estimating the dimension
   of a model", Annals of Statistics 6, 1978): its part of the variance is more than log(n) ÷ n. */
static void choose_terms(Arena *arena, Regression *regression, const double *strength) {
    const uint32_t inputs = regression->ensemble->setup.model.inputs.count;
    const size_t most = regression->trials / TRIALS_OF_TERM;
    const double least = logarithm((double)regression->trials) / (double)regression->trials;
    Ranked *ranked = arena_array(arena, inputs, sizeof *ranked);
    const bool *has_term = choose_inputs(arena, regression, strength, ranked);
    regression->terms = arena_array(arena, most, sizeof(RegressionTerm));
    for (unsigned degree = 1; degree <= POLYNOMIAL_DEGREE; degree++)
        for (uint32_t i = 0; i < inputs; i++) {
            const double own = strength[i * POLYNOMIAL_DEGREE + degree - 1];
            if (!has_term[i] || regression->bases[i].degree < degree || (degree > 1 && own < least)) continue;
            add_term(regression, most, (RegressionTerm){ i, NO_INDEX, degree, own >= least });
        }
    for (size_t i = 0; i < regression->input_count && i < PAIRED_INPUTS && ranked[i].strength >= least; i++)
        for (size_t j = 0; j < i; j++)
            add_term(regression, most, (RegressionTerm){ ranked[j].input, ranked[i].input, 1, true });
}

/* --- sums ----------------------------------------------------------------------------------------------------------- */

static void raw_terms(const Regression *regression, size_t first, size_t count, double *values) {
    for (size_t t = 0; t < regression->term_count; t++) {
        const RegressionTerm *term = &regression->terms[t];
        const double *x = regression->ensemble->inputs[term->input] + first;
        double *row = values + t * LANES;
        for (size_t k = 0; k < count; k++) row[k] = polynomial(&regression->bases[term->input], x[k], term->degree);
        if (term->other == NO_INDEX) continue;
        const Basis *basis = &regression->bases[term->other];
        const double *y = regression->ensemble->inputs[term->other] + first;
        for (size_t k = 0; k < count; k++) row[k] *= (y[k] - basis->mean) / basis->sd;
    }
}

void regression_terms(const Regression *regression, size_t first, double *values) {
    const size_t left = regression->ensemble->trials - first, count = left < LANES ? left : LANES;
    if (count < LANES) memset(values, 0, regression->term_count * LANES * sizeof *values);
    raw_terms(regression, first, count, values);
    for (size_t t = 0; t < regression->term_count; t++)
        for (size_t k = 0; k < count; k++) values[t * LANES + k] -= regression->means[t];
}

typedef struct Adder {
    const Regression *regression;
    const double *output_means;
    double **sums, **products, **squares; /* [chunk] → [column], [column][term], [output] */
    double **rows;                        /* [thread] → [column][LANES] */
} Adder;

/* Four running sums let the compiler use vectors without reordering what we wrote. */
static double product_sum(const double *a, const double *b) {
    double sums[4] = { 0 };
    for (size_t k = 0; k < LANES; k += 4)
        for (size_t i = 0; i < 4; i++) sums[i] += a[k + i] * b[k + i];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

static void add_piece(void *context, size_t chunk, unsigned worker) {
    const Adder *adder = context;
    const Regression *regression = adder->regression;
    const size_t columns = regression->term_count + regression->output_count, end = (chunk + 1) * CHUNK;
    double *rows = adder->rows[worker];
    for (size_t first = chunk * CHUNK; first < end && first < regression->trials; first += LANES) {
        const size_t left = regression->trials - first, count = left < LANES ? left : LANES;
        if (count < LANES) memset(rows, 0, columns * LANES * sizeof *rows);
        raw_terms(regression, first, count, rows);
        for (size_t o = 0; o < regression->output_count; o++)
            for (size_t k = 0; k < count; k++)
                rows[(regression->term_count + o) * LANES + k] =
                    regression->ensemble->npv[o * regression->ensemble->trials + first + k] - adder->output_means[o];
        for (size_t i = 0; i < columns; i++) {
            for (size_t k = 0; k < count; k++) adder->sums[chunk][i] += rows[i * LANES + k];
            for (size_t j = 0; j <= i && j < regression->term_count; j++)
                adder->products[chunk][i * regression->term_count + j] +=
                    product_sum(rows + i * LANES, rows + j * LANES);
        }
        for (size_t o = 0; o < regression->output_count; o++) {
            const double *row = rows + (regression->term_count + o) * LANES;
            adder->squares[chunk][o] += product_sum(row, row);
        }
    }
}

static void gather_products(Regression *regression, const Adder *adder, size_t chunks) {
    const size_t terms = regression->term_count, outputs = regression->output_count, columns = terms + outputs;
    const double n = (double)regression->trials;
    for (size_t c = 0; c < chunks; c++) {
        for (size_t i = 0; i < columns; i++) {
            regression->means[i] += adder->sums[c][i] / n;
            for (size_t j = 0; j <= i && j < terms; j++)
                regression->gram[i * terms + j] += adder->products[c][i * terms + j] / n;
        }
        for (size_t o = 0; o < outputs; o++) regression->variances[o] += adder->squares[c][o] / n;
    }
    for (size_t i = 0; i < columns; i++)
        for (size_t j = 0; j <= i && j < terms; j++) {
            regression->gram[i * terms + j] -= regression->means[i] * regression->means[j];
            if (i < terms) regression->gram[j * terms + i] = regression->gram[i * terms + j];
        }
    for (size_t o = 0; o < outputs; o++)
        regression->variances[o] -= regression->means[terms + o] * regression->means[terms + o];
}

static void add_products(Arena *arena, Regression *regression, const double *output_means) {
    const size_t terms = regression->term_count, columns = terms + regression->output_count,
                 chunks = (regression->trials + CHUNK - 1) / CHUNK;
    const unsigned threads = regression->ensemble->setup.threads;
    Adder adder = { regression, output_means, arena_array(arena, chunks, sizeof(double *)),
        arena_array(arena, chunks, sizeof(double *)), arena_array(arena, chunks, sizeof(double *)),
        arena_array(arena, threads, sizeof(double *)) };
    for (size_t c = 0; c < chunks; c++) {
        adder.sums[c] = arena_array(arena, columns, sizeof(double));
        adder.products[c] = arena_array(arena, columns * terms, sizeof(double));
        adder.squares[c] = arena_array(arena, regression->output_count, sizeof(double));
    }
    for (unsigned w = 0; w < threads; w++) adder.rows[w] = arena_rows(arena, columns * LANES * sizeof(double));
    threads_run(&(SharedWork){ .piece = add_piece, .context = &adder, .piece_count = chunks }, threads);
    regression->means = arena_array(arena, columns, sizeof(double));
    regression->gram = arena_array(arena, columns * terms, sizeof(double));
    regression->variances = arena_array(arena, regression->output_count, sizeof(double));
    gather_products(regression, &adder, chunks);
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

/* The more inputs, the fewer: until there are no more trials than the terms that they then carry need. */
static size_t enough_trials(uint32_t inputs) {
    const double fitting = MOST_PRODUCTS / ((double)inputs * inputs + 1);
    return fitting > MOST_TRIALS ? MOST_TRIALS : fitting < FEWEST_TRIALS ? FEWEST_TRIALS : (size_t)fitting;
}

void regression_fit(Arena *arena, const Ensemble *ensemble, Regression *regression) {
    const uint32_t inputs = ensemble->setup.model.inputs.count;
    const size_t enough = enough_trials(inputs);
    *regression = (Regression){ .ensemble = ensemble,
        .trials = ensemble->trials < enough ? ensemble->trials : enough,
        .bases = arena_array(arena, inputs, sizeof(Basis)),
        .output_count = ensemble->views.count * ensemble->body_count };
    threads_run(
        &(SharedWork){ .piece = basis_piece, .context = regression, .piece_count = inputs }, ensemble->setup.threads);
    double *means = arena_array(arena, regression->output_count, sizeof *means);
    double *variances = arena_array(arena, regression->output_count, sizeof *variances);
    for (size_t o = 0; o < regression->output_count; o++) {
        const double *y = ensemble->npv + o * ensemble->trials;
        means[o] = ensemble_mean(y, regression->trials);
        for (size_t i = 0; i < regression->trials; i++)
            variances[o] += (y[i] - means[o]) * (y[i] - means[o]) / (double)regression->trials;
    }
    const Screen screen = { regression, means, variances,
        arena_array(arena, (size_t)inputs * POLYNOMIAL_DEGREE, sizeof(double)),
        arena_array(arena, ensemble->setup.threads, sizeof(double *)) };
    for (unsigned w = 0; w < ensemble->setup.threads; w++)
        screen.values[w] = arena_array(arena, regression->trials, sizeof(double));
    threads_run(&(SharedWork){ .piece = screen_piece, .context = (void *)&screen, .piece_count = inputs },
        ensemble->setup.threads);
    regression->first_order = arena_array(arena, inputs, sizeof *regression->first_order);
    for (uint32_t i = 0; i < inputs; i++) regression->first_order[i] = screen.strength[i * POLYNOMIAL_DEGREE];
    choose_terms(arena, regression, screen.strength);
    add_products(arena, regression, means);
    for (size_t o = 0; o < regression->output_count; o++) regression->means[regression->term_count + o] += means[o];
}

void regression_solve(
    Arena *arena, const Regression *regression, const uint32_t *terms, size_t term_count, double *coefficients) {
    /* So little is added to the diagonal that no digit shown moves; it keeps terms apart that say the same. */
    static const double ridge = 1e-10;
    const size_t all = regression->term_count;
    if (term_count == 0) return;
    double *matrix = arena_array(arena, term_count * term_count, sizeof *matrix),
           *factor = arena_array(arena, term_count * term_count, sizeof *factor);
    for (size_t i = 0; i < term_count; i++)
        for (size_t j = 0; j <= i; j++)
            matrix[i * term_count + j] = regression->gram[terms[i] * all + terms[j]] + (i == j ? ridge : 0);
    cholesky_factor(matrix, term_count, 0, factor);
    for (size_t o = 0; o < regression->output_count; o++) {
        double *solution = coefficients + o * term_count;
        for (size_t i = 0; i < term_count; i++) solution[i] = regression->gram[(all + o) * all + terms[i]];
        cholesky_solve(factor, term_count, solution);
    }
}

#include "gsl_simulation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#define Z90 1.2815515655446004 /* standard normal quantile of 0.9 */

typedef double Flows[PROGRAMMES][COUNCILS][YEARS];

static double triangular_quantile(const Uncertain *u, double p) {
    const double width = u->high - u->low, rising = (u->mode - u->low) / width;
    if (p < rising) return u->low + sqrt(p * width * (u->mode - u->low));
    return u->high - sqrt((1 - p) * width * (u->high - u->mode));
}

static double normal_value(const Uncertain *u, double z) {
    return (u->low + u->high) / 2 + z * (u->high - u->low) / (2 * Z90);
}

static double draw(const gsl_rng *rng, const Uncertain *u) {
    switch (u->kind) {
    case KIND_TRIANGULAR: return triangular_quantile(u, gsl_rng_uniform(rng));
    case KIND_PERT: {
        const double width = u->high - u->low;
        return u->low +
               width * gsl_ran_beta(rng, 1 + 4 * (u->mode - u->low) / width, 1 + 4 * (u->high - u->mode) / width);
    }
    case KIND_NORMAL: return normal_value(u, gsl_ran_ugaussian(rng));
    case KIND_LOGNORMAL: return gsl_ran_lognormal(rng, u->mu, u->sigma);
    }
    return 0;
}

/* The value that a standard normal z means for a correlated driver. */
static double value_at(const Uncertain *u, double z) {
    switch (u->kind) {
    case KIND_NORMAL: return normal_value(u, z);
    case KIND_LOGNORMAL: return exp(u->mu + u->sigma * z);
    default: return triangular_quantile(u, gsl_cdf_ugaussian_P(z));
    }
}

static gsl_matrix *cholesky_of(const ReferenceModel *model) {
    gsl_matrix *matrix = gsl_matrix_alloc(DRIVERS, DRIVERS);
    for (size_t d = 0; d < DRIVERS; d++)
        for (size_t e = 0; e < DRIVERS; e++)
            gsl_matrix_set(matrix, d, e, d == e ? 1 : 2 * sin(M_PI * model->correlation[d][e] / 6));
    gsl_linalg_cholesky_decomp1(matrix);
    return matrix;
}

static void draw_drivers(
    const ReferenceModel *model, const gsl_rng *rng, const gsl_matrix *factor, double value[DRIVERS]) {
    double z[DRIVERS];
    for (size_t d = 0; d < DRIVERS; d++) z[d] = gsl_ran_ugaussian(rng);
    for (size_t d = 0; d < DRIVERS; d++) {
        double sum = 0;
        for (size_t e = 0; e <= d; e++) sum += gsl_matrix_get(factor, d, e) * z[e];
        value[d] = value_at(&model->drivers[d], sum);
    }
}

static void add_shared(
    const ReferenceModel *model, int split, double usage_share, int t, double money, double flows[COUNCILS][YEARS]) {
    const double share = split == SPLIT_USAGE ? usage_share : model->first_share[split][t];
    flows[0][t] += money * share;
    flows[1][t] += money * (1 - share);
}

/* A profile that happens slip months later, money being even within each year. */
static void shift(const double amount[YEARS], double slip_months, double moved[YEARS]) {
    const int whole = (int)(slip_months / 12);
    const double part = slip_months / 12 - whole;
    for (int t = 0; t < YEARS; t++)
        moved[t] = (t >= whole ? (1 - part) * amount[t - whole] : 0) + (t > whole ? part * amount[t - whole - 1] : 0);
}

static void run_trial(const ReferenceModel *model, const gsl_rng *rng, const gsl_matrix *factor, Flows flows) {
    double driver[DRIVERS];
    draw_drivers(model, rng, factor, driver);
    const double usage_share = draw(rng, &model->usage_share);
    const double slip_months = draw(rng, &model->slip_months);
    memset(flows, 0, sizeof(Flows));

    for (int l = 0; l < LINES; l++) {
        const ReferenceLine *line = &model->lines[l];
        double factor_of_line = draw(rng, &line->own);
        for (int d = 0; d < line->driver_count; d++) factor_of_line *= driver[line->drivers[d]];
        if (line->is_cost) {
            for (int t = 0; t < YEARS; t++)
                add_shared(
                    model, line->split, usage_share, t, -factor_of_line * line->amount[t], flows[line->programme]);
        } else {
            double moved[YEARS];
            shift(line->amount, slip_months, moved);
            for (int t = 0; t < YEARS; t++)
                add_shared(model, line->split, usage_share, t, factor_of_line * moved[t], flows[line->programme]);
        }
    }
    for (int r = 0; r < RISKS; r++) {
        const ReferenceRisk *risk = &model->risks[r];
        if (gsl_rng_uniform(rng) >= risk->probability) continue;
        const double yearly = draw(rng, &risk->impact) / (risk->to_year - risk->from_year + 1);
        for (int t = risk->from_year; t <= risk->to_year; t++)
            add_shared(model, risk->split, usage_share, t, -yearly, flows[risk->programme]);
    }
}

/* Years until the cumulative flow stays at 0 or above; NaN when that never comes or was never left. */
static double payback_years(const double discounted[YEARS]) {
    double cumulative = 0, before = 0;
    int last_negative = -1;
    for (int t = 0; t < YEARS; t++) {
        cumulative += discounted[t];
        if (cumulative < 0) {
            last_negative = t;
            before = cumulative;
        }
    }
    if (last_negative < 0 || last_negative == YEARS - 1) return NAN;
    return last_negative + 1 - before / discounted[last_negative + 1];
}

/* Outcomes of one trial, in the columns' order: NPV [party][scope], then discounted payback [party]. */
static void measure_trial(
    const double factor[YEARS], Flows flows, double npv[PARTIES][SCOPES], double payback[PARTIES]) {
    double total[PARTIES][YEARS] = { 0 };
    memset(npv, 0, sizeof(double[PARTIES][SCOPES]));
    for (int p = 0; p < PROGRAMMES; p++)
        for (int c = 0; c < COUNCILS; c++)
            for (int t = 0; t < YEARS; t++) {
                const double discounted = flows[p][c][t] * factor[t];
                npv[1 + c][1 + p] += discounted;
                total[1 + c][t] += discounted;
                total[0][t] += discounted;
            }
    for (int c = 1; c < PARTIES; c++)
        for (int s = 1; s < SCOPES; s++) {
            npv[c][0] += npv[c][s];
            npv[0][s] += npv[c][s];
            npv[0][0] += npv[c][s];
        }
    for (int c = 0; c < PARTIES; c++) payback[c] = payback_years(total[c]);
}

/* Sorts values, of which those that are NaN do not count. */
static Outcome summarise(double *values, size_t trials) {
    static const double probabilities[PERCENTILES] = { 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99 };
    Outcome outcome = { 0 };
    size_t negative = 0;
    for (size_t i = 0; i < trials; i++)
        if (!isnan(values[i])) {
            values[outcome.count++] = values[i];
            negative += values[i] < 0;
        }
    if (outcome.count < 2) return outcome;
    gsl_sort(values, 1, outcome.count);
    outcome.mean = gsl_stats_mean(values, 1, outcome.count);
    outcome.sd = gsl_stats_sd_m(values, 1, outcome.count, outcome.mean);
    outcome.standard_error = outcome.sd / sqrt((double)outcome.count);
    outcome.min = values[0];
    outcome.max = values[outcome.count - 1];
    for (int i = 0; i < PERCENTILES; i++)
        outcome.percentiles[i] = gsl_stats_quantile_from_sorted_data(values, 1, outcome.count, probabilities[i]);
    outcome.probability_negative = (double)negative / (double)outcome.count;
    return outcome;
}

GslResults gsl_simulate(const ReferenceModel *model, size_t trials, unsigned long seed) {
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    gsl_matrix *factor = cholesky_of(model);
    double *npvs = malloc(PARTIES * SCOPES * trials * sizeof(double)); /* [party][scope][trial] */
    double *paybacks = malloc(PARTIES * trials * sizeof(double));      /* [party][trial] */
    if (!npvs || !paybacks) abort();

    double discount_factor[YEARS];
    for (int t = 0; t < YEARS; t++) discount_factor[t] = pow(1 + DISCOUNT_RATE, -t);
    for (size_t i = 0; i < trials; i++) {
        Flows flows;
        double npv[PARTIES][SCOPES], payback[PARTIES];
        run_trial(model, rng, factor, flows);
        measure_trial(discount_factor, flows, npv, payback);
        for (size_t c = 0; c < PARTIES; c++) {
            for (size_t s = 0; s < SCOPES; s++) npvs[(c * SCOPES + s) * trials + i] = npv[c][s];
            paybacks[c * trials + i] = payback[c];
        }
    }

    GslResults results;
    for (size_t c = 0; c < PARTIES; c++) {
        for (size_t s = 0; s < SCOPES; s++) results.npv[c][s] = summarise(npvs + (c * SCOPES + s) * trials, trials);
        results.discounted_payback[c] = summarise(paybacks + c * trials, trials);
    }
    free(paybacks);
    free(npvs);
    gsl_matrix_free(factor);
    gsl_rng_free(rng);
    return results;
}

/* A normal correlation for a rank correlation, as NORTA has it: M. C. Cario and B. L. Nelson, "Modeling and generating
   random vectors with arbitrary marginal distributions and correlation matrix" (1997).

   The mean rank of a value x is, as a share, P(X < x) + P(X = x)/2. It is a step function of the normal number Z that X
   is made of: it rises by dᵢ where Z passes tᵢ. By Plackett's identity (Biometrika 41, 1954), ∂P(Z > t, Y > s)/∂r is the
   bivariate normal density at (t, s), so two inputs' ranks have the covariance

       Σᵢⱼ dᵢ·eⱼ ∫ exp(−(tᵢ² − 2·tᵢ·sⱼ·sin θ + sⱼ²) ÷ (2·cos² θ)) ÷ 2π dθ, from 0 to θ = asin r.

   The rank of a continuous input, Φ(Z), is the probability that another normal number N is below Z: one step of 1 at 0
   of (Z − N)/√2, whose correlation with anything is that of Z ÷ √2. Two continuous inputs so get Pearson's
   ρ = 6/π·asin(r/2).

   Rare values are taken together up to a share of GROUP; an input counts as continuous when repeated values take less than
   NEGLIGIBLE_TIES from the variance of its ranks. Both move a rank correlation by less than 0.001; the integral's own error
   is below 1e-6. */
#include "sample/rank_correlation.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_chebyshev.h>
#include <math.h>

#include "sample/draw.h"
#include "sample/steady.h"

#define PI 3.14159265358979323846
#define GROUP (1 / 64.0)
#define NEGLIGIBLE_TIES 0.001
#define AT_THE_END 1e-9 /* of a range: as good as its end */
enum {
    MOST_STEPS = 128, /* two groups side by side are more than GROUP together */
    ORDER = 15,       /* of the Chebyshev series in a panel */
    PANELS = 16,      /* each halves the way to θ = π/2, where the integrand becomes sharp */
    BISECTIONS = 60
};

/* What matters of an input for its ranks. */
typedef struct Ranks {
    size_t count;             /* of steps; 0: it does not vary */
    double at[MOST_STEPS];    /* normal number */
    double below[MOST_STEPS]; /* probability */
    double rise[MOST_STEPS];
    double variance;
    double scale; /* of the correlation: 1, or √½ when continuous */
} Ranks;

static Ranks continuous_ranks(void) {
    return (Ranks){ .count = 1, .below = { 0.5 }, .rise = { 1 }, .variance = 1 / 12.0, .scale = sqrt(0.5) };
}

static double cube(double x) {
    return x * x * x;
}

/* Σ p³ over values of probability p: what ties take from the variance of ranks, which is 1/12 without. */
static double lost_to_ties(const Fitted *fitted) {
    double lost = 0, before = 0;
    for (size_t i = 0; i < fitted->value_count; i++) {
        if (i + 1 < fitted->value_count && fitted->values[i] == fitted->values[i + 1])
            continue; /* one value, as written */
        lost += cube(fitted->cumulative[i] - before);
        before = fitted->cumulative[i];
    }
    return lost;
}

/* A group from probability `from` to `to` comes after one of `previous`, 0 for the first. */
static void add_group(Ranks *ranks, double previous, double from, double to) {
    ranks->variance -= cube(to - from) / 12;
    if (from == 0) return; /* as it was set: the first */
    ranks->at[ranks->count] = gsl_cdf_ugaussian_Pinv(from);
    ranks->below[ranks->count] = from;
    ranks->rise[ranks->count] = (previous + to - from) / 2;
    ranks->count++;
}

static bool is_continuous(const Fitted *fitted) {
    return fitted->value_count == 0 || lost_to_ties(fitted) < NEGLIGIBLE_TIES;
}

/* Steps so near an end that no draw is beyond them are left out. */
static Ranks ranks_of(const Fitted *fitted) {
    if (is_continuous(fitted)) return continuous_ranks();
    Ranks ranks = { .variance = 1 / 12.0, .scale = 1 };
    double previous = 0, from = 0, to = 0;
    for (size_t i = 0; i < fitted->value_count; i++) {
        if (i + 1 < fitted->value_count && fitted->values[i] == fitted->values[i + 1]) continue;
        const bool can_end = to > from && to >= SMALLEST_PROBABILITY && to <= 1 - SMALLEST_PROBABILITY;
        if (can_end && fitted->cumulative[i] - from > GROUP) {
            add_group(&ranks, previous, from, to);
            previous = to - from;
            from = to;
        }
        to = fitted->cumulative[i];
    }
    add_group(&ranks, previous, from, to);
    return ranks;
}

bool draws_vary(const Fitted *fitted) {
    return !fitted->constant && (is_continuous(fitted) || ranks_of(fitted).count > 0);
}

/* Two inputs' ranks; b is turned upside down for a negative correlation, so that θ is never below 0. */
typedef struct Pair {
    Ranks a, b;
    double scale; /* of the correlation */
    double unit;  /* of the covariance: both standard deviations */
} Pair;

static Pair pair_of(const Fitted *a, const Fitted *b, bool upside_down) {
    Pair pair = { .a = ranks_of(a), .b = ranks_of(b) };
    pair.scale = pair.a.scale * pair.b.scale;
    pair.unit = sqrt(pair.a.variance * pair.b.variance);
    for (size_t j = 0; upside_down && j < pair.b.count; j++) {
        pair.b.at[j] = -pair.b.at[j];
        pair.b.below[j] = 1 - pair.b.below[j];
    }
    return pair;
}

static bool takes_any_value(const Ranks *ranks) {
    return ranks->scale < 1;
}

/* At a normal correlation of 1 both have the same uniform number. Of a continuous input the ranks are that number, and its
   covariance with any ranks is their variance. */
static double highest_of(const Pair *pair) {
    if (takes_any_value(&pair->a) || takes_any_value(&pair->b))
        return sqrt(fmin(pair->a.variance, pair->b.variance) * 12);
    double covariance = 0;
    for (size_t i = 0; i < pair->a.count; i++)
        for (size_t j = 0; j < pair->b.count; j++) {
            const double p = pair->a.below[i], q = pair->b.below[j];
            covariance += pair->a.rise[i] * pair->b.rise[j] * (fmin(p, q) - p * q);
        }
    return fmin(1, covariance / pair->unit);
}

CorrelationRange rank_correlation_range(const Fitted *a, const Fitted *b) {
    if (is_continuous(a) && is_continuous(b)) return (CorrelationRange){ -1, 1 };
    const Pair level = pair_of(a, b, false), opposite = pair_of(a, b, true);
    return (CorrelationRange){ -highest_of(&opposite), highest_of(&level) };
}

/* The integrand, in units of a rank correlation. */
static double slope_at(double theta, void *context) {
    const Pair *pair = context;
    const double sine = sin(theta), cosine = cos(theta), divisor = 2 * cosine * cosine;
    double sum = 0;
    for (size_t i = 0; i < pair->a.count; i++) {
        const double t = pair->a.at[i];
        double row = 0;
        for (size_t j = 0; j < pair->b.count; j++) {
            const double s = pair->b.at[j];
            row += pair->b.rise[j] * exp(-(t * t - 2 * t * s * sine + s * s) / divisor);
        }
        sum += pair->a.rise[i] * row;
    }
    return sum / (2 * PI * pair->unit);
}

/* The integral from the start of a panel as a series. */
typedef struct Panel {
    double coefficients[ORDER + 1];
    gsl_cheb_series series;
} Panel;

static void panel_integrate(Panel *panel, const Pair *pair, double start, double end) {
    double slopes[ORDER + 1], values[ORDER + 1];
    const gsl_function function = { slope_at, (void *)pair };
    gsl_cheb_series slope = { .c = slopes, .order = ORDER, .order_sp = ORDER, .f = values };
    panel->series = (gsl_cheb_series){ .c = panel->coefficients, .order = ORDER, .order_sp = ORDER };
    gsl_cheb_init(&slope, &function, start, end);
    gsl_cheb_calc_integ(&panel->series, &slope);
}

static double panel_end(int panel, double last) {
    const double end = PI / 2 * (1 - ldexp(1, -panel));
    return panel < PANELS ? fmin(end, last) : last;
}

/* Where a panel's integral reaches what is asked. It rises; bisection takes the same way on every machine. */
static double panel_find(const Panel *panel, double asked) {
    double low = panel->series.a, high = panel->series.b;
    for (int round = 0; round < BISECTIONS; round++) {
        const double middle = low + (high - low) / 2;
        if (gsl_cheb_eval(&panel->series, middle) < asked)
            low = middle;
        else
            high = middle;
    }
    return low + (high - low) / 2;
}

/* θ for a rank correlation above 0, or that of a normal correlation of 1 when it is not reached before. */
static double theta_of(const Pair *pair, double asked) {
    const double last = asin(pair->scale);
    double start = 0, reached = 0;
    for (int p = 1;; p++) {
        const double end = panel_end(p, last);
        Panel panel;
        panel_integrate(&panel, pair, start, end);
        const double gained = gsl_cheb_eval(&panel.series, end);
        if (reached + gained >= asked || end == last) return panel_find(&panel, asked - reached);
        reached += gained;
        start = end;
    }
}

static double reached_at(const Pair *pair, double theta) {
    double start = 0, reached = 0;
    for (int p = 1; start < theta; p++) {
        const double end = panel_end(p, theta);
        Panel panel;
        panel_integrate(&panel, pair, start, end);
        reached += gsl_cheb_eval(&panel.series, end);
        start = end;
    }
    return reached;
}

double normal_of_rank_correlation(const Fitted *a, const Fitted *b, double rank_correlation) {
    if (is_continuous(a) && is_continuous(b)) return steady(2 * sin(PI * rank_correlation / 6), 1, CORRELATION_DIGITS);
    const Pair pair = pair_of(a, b, rank_correlation < 0);
    const double asked = fabs(rank_correlation), highest = highest_of(&pair);
    const double normal = asked < highest - AT_THE_END ? sin(theta_of(&pair, asked)) / pair.scale : 1;
    return steady(copysign(fmin(normal, 1), rank_correlation), 1, CORRELATION_DIGITS);
}

double rank_of_normal_correlation(const Fitted *a, const Fitted *b, double normal) {
    if (is_continuous(a) && is_continuous(b)) return 6 / PI * asin(normal / 2);
    const Pair pair = pair_of(a, b, normal < 0);
    const double strength = fabs(normal);
    return copysign(strength < 1 ? reached_at(&pair, asin(pair.scale * strength)) : highest_of(&pair), normal);
}

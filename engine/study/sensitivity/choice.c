/* Choice under uncertainty: how often each alternative is best, what is regretted, and which distribution of NPV dominates
   which (J. Hadar and W. R. Russell, "Rules for ordering uncertain prospects", American Economic Review 59, 1969). */
#include <string.h>

#include "study/sensitivity/parts.h"
#include "study/simulation/order.h"

typedef struct Outlook { /* of one body */
    const Ensemble *ensemble;
    const double **npv; /* [alternative] → [trial] */
    double **sorted;    /* the same, rising */
} Outlook;

static double best_of(const Outlook *table, size_t trial) {
    double best = table->npv[0][trial];
    for (size_t a = 1; a < table->ensemble->alternative_count; a++)
        best = table->npv[a][trial] > best ? table->npv[a][trial] : best;
    return best;
}

/* Ties are shared among those that are tied. */
static double chance_of_being_best(const Outlook *table, size_t alternative) {
    double sum = 0;
    for (size_t i = 0; i < table->ensemble->trials; i++) {
        const double best = best_of(table, i);
        size_t tied = 0;
        for (size_t a = 0; a < table->ensemble->alternative_count; a++) tied += table->npv[a][i] == best;
        if (table->npv[alternative][i] == best) sum += 1 / (double)tied;
    }
    return sum / (double)table->ensemble->trials;
}

/* Equally many trials of each: first order when every order statistic is at least the other's, second order when every sum
   of the lowest ones is. */
static int dominance(const double *a, const double *b, size_t count) {
    bool first = true, second = true, differ = false;
    double ahead = 0;
    for (size_t i = 0; i < count && second; i++) {
        ahead += a[i] - b[i];
        first = first && a[i] >= b[i];
        second = ahead >= 0;
        differ = differ || a[i] != b[i];
    }
    return !differ || !second ? 0 : first ? 1 : 2;
}

static void add_choice(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown) {
    const size_t alternatives = ensemble->alternative_count, bodies = ensemble->body_count, trials = ensemble->trials;
    double *expected = arena_array(arena, alternatives * bodies, sizeof(double)),
           *best = arena_array(arena, alternatives * bodies, sizeof(double));
    double *regret = arena_array(arena, alternatives * bodies, sizeof(double)),
           *p95 = arena_array(arena, alternatives * bodies, sizeof(double));
    int *dominates = arena_array(arena, bodies * alternatives * alternatives, sizeof(int));
    const OrderRoom room = order_room(arena, trials);
    double *regrets = arena_array(arena, trials, sizeof(double));
    Outlook table = { ensemble, arena_array(arena, alternatives, sizeof(double *)),
        arena_array(arena, alternatives, sizeof(double *)) };
    for (size_t a = 0; a < alternatives; a++) table.sorted[a] = arena_array(arena, trials, sizeof(double));
    for (size_t b = 0; b < bodies; b++) {
        for (size_t a = 0; a < alternatives; a++) {
            table.npv[a] = ensemble_npv(ensemble, a, b);
            memcpy(table.sorted[a], table.npv[a], trials * sizeof(double));
            sort_numbers(table.sorted[a], trials, &room);
        }
        for (size_t a = 0; a < alternatives; a++) {
            const size_t at = a * bodies + b;
            for (size_t i = 0; i < trials; i++) regrets[i] = best_of(&table, i) - table.npv[a][i];
            expected[at] = ensemble_mean(table.npv[a], trials);
            best[at] = chance_of_being_best(&table, a);
            regret[at] = ensemble_mean(regrets, trials);
            p95[at] = ensemble_quantile(arena, regrets, trials, 0.95);
            for (size_t other = 0; other < alternatives; other++)
                dominates[(b * alternatives + a) * alternatives + other] =
                    other == a ? 0 : dominance(table.sorted[a], table.sorted[other], trials);
        }
    }
    BizcaseChoice *choice = arena_alloc(arena, sizeof *choice);
    *choice = (BizcaseChoice){ expected, best, regret, p95, dominates };
    shown->choice = choice;
}

static BizcaseStatus run(SensitivityStudy *study) {
    add_choice(study->what_if->arena, study->ensemble, study->shown);
    return BIZCASE_OK;
}

const SensitivityPart sensitivity_choice = { .needs_trials = true, .run = run };

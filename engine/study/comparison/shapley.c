#include "study/comparison/shapley.h"

#include <math.h>
#include <stdatomic.h>

#include "study/threads.h"

/* The coalitions whose worth is wanted, and their worths. */
typedef struct Survey {
    const ShapleyGame *game;
    bool *in;       /* [count][player] */
    double *worths; /* [count][value] */
    size_t count;
    atomic_bool failed;
} Survey;

static void survey_piece(void *context, size_t piece, unsigned worker) {
    Survey *survey = context;
    const ShapleyGame *game = survey->game;
    (void)worker;
    if (atomic_load(&survey->failed)) return;
    if (!game->worth(
            game->context, survey->in + piece * game->player_count, survey->worths + piece * game->value_count))
        atomic_store(&survey->failed, true);
}

static bool survey_report(void *context, size_t done) {
    const Survey *survey = context;
    return atomic_load(&survey->failed) ||
           (survey->game->progress && survey->game->progress(survey->game->context, done, survey->count));
}

static ShapleyOutcome find_worths(Survey *survey) {
    const SharedWork work = { survey_piece, survey_report, survey, survey->count };
    const bool done = threads_run(&work, survey->game->threads ? survey->game->threads : threads_available());
    return atomic_load(&survey->failed) ? SHAPLEY_NO_WORTH : done ? SHAPLEY_DONE : SHAPLEY_STOPPED;
}

static Survey *new_survey(Arena *arena, const ShapleyGame *game, size_t count) {
    Survey *survey = arena_alloc(arena, sizeof *survey);
    survey->game = game;
    survey->count = count;
    survey->in = arena_array(arena, count * game->player_count, sizeof *survey->in);
    survey->worths = arena_array(arena, count * game->value_count, sizeof *survey->worths);
    return survey;
}

/* --- every order ----------------------------------------------------------------------------------------------------- */

/* φ_i = Σ over coalitions S without i of |S|!·(n − |S| − 1)!/n! · (v(S ∪ i) − v(S)). */
static ShapleyOutcome count_all(Arena *arena, const ShapleyGame *game, ShapleyResult *result) {
    const size_t n = game->player_count, coalitions = (size_t)1 << n;
    Survey *survey = new_survey(arena, game, coalitions);
    for (size_t s = 0; s < coalitions; s++)
        for (size_t i = 0; i < n; i++) survey->in[s * n + i] = s >> i & 1;
    const ShapleyOutcome outcome = find_worths(survey);
    if (outcome != SHAPLEY_DONE) return outcome;
    double weight[SHAPLEY_MOST_EXACT]; /* by |S|: 1 ÷ (n · C(n − 1, |S|)) */
    weight[0] = 1 / (double)n;
    for (size_t k = 1; k < n; k++) weight[k] = weight[k - 1] * (double)k / (double)(n - k);
    for (size_t s = 0; s < coalitions; s++) {
        size_t size = 0;
        for (size_t i = 0; i < n; i++) size += s >> i & 1;
        for (size_t i = 0; i < n; i++) {
            if (s >> i & 1) continue;
            for (size_t v = 0; v < game->value_count; v++)
                result->parts[i * game->value_count + v] +=
                    weight[size] * (survey->worths[(s | (size_t)1 << i) * game->value_count + v] -
                                       survey->worths[s * game->value_count + v]);
        }
    }
    result->is_exact = true;
    result->evaluations = coalitions;
    return SHAPLEY_DONE;
}

/* --- some orders ----------------------------------------------------------------------------------------------------- */

/* SplitMix64 (G. L. Steele and others, "Fast splittable pseudorandom number generators", 2014): orders need no more. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* Fisher and Yates; the bias of the remainder is below 2⁻⁵⁰ for any number of changes that a case can have. */
static void shuffle(size_t *order, size_t count, uint64_t *state) {
    for (size_t i = count; i > 1; i--) {
        const size_t j = (size_t)(next_random(state) % i), swapped = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swapped;
    }
}

/* Orders come in pairs, each with its reverse, which makes their averages surer (I. Mann and L. S. Shapley, 1960; J. Castro
   and others, "Polynomial calculation of the Shapley value based on sampling", 2009). */
static size_t order_count(const ShapleyGame *game) {
    const size_t wanted = game->evaluations / (game->player_count > 1 ? game->player_count - 1 : 1);
    return wanted < 16 ? 16 : wanted / 2 * 2;
}

/* Coalitions: none, all, then each order's n − 1 between them. */
static size_t coalition_of(size_t order, size_t taken, size_t players) {
    return taken == 0 ? 0 : taken == players ? 1 : 2 + order * (players - 1) + taken - 1;
}

static size_t *draw_orders(Arena *arena, size_t players, size_t count) {
    uint64_t state = 1953;
    size_t *orders = arena_array(arena, count * players, sizeof *orders);
    for (size_t o = 0; o < count; o += 2) {
        size_t *order = orders + o * players;
        for (size_t i = 0; i < players; i++) order[i] = i;
        shuffle(order, players, &state);
        for (size_t i = 0; i < players; i++) order[players + i] = order[players - 1 - i];
    }
    return orders;
}

static void mark_coalitions(const size_t *orders, size_t count, Survey *survey) {
    const size_t players = survey->game->player_count;
    for (size_t i = 0; i < players; i++) survey->in[players + i] = true;
    for (size_t o = 0; o < count; o++)
        for (size_t taken = 1; taken < players; taken++)
            for (size_t i = 0; i < taken; i++)
                survey->in[coalition_of(o, taken, players) * players + orders[o * players + i]] = true;
}

/* What the player at a place of an order adds. */
static double marginal(const Survey *survey, size_t order, size_t place, size_t v) {
    const size_t players = survey->game->player_count, values = survey->game->value_count;
    return survey->worths[coalition_of(order, place + 1, players) * values + v] -
           survey->worths[coalition_of(order, place, players) * values + v];
}

static ShapleyOutcome count_some(Arena *arena, const ShapleyGame *game, ShapleyResult *result) {
    const size_t players = game->player_count, values = game->value_count, count = order_count(game);
    const size_t *orders = draw_orders(arena, players, count);
    Survey *survey = new_survey(arena, game, 2 + count * (players - 1));
    mark_coalitions(orders, count, survey);
    const ShapleyOutcome outcome = find_worths(survey);
    if (outcome != SHAPLEY_DONE) return outcome;
    double *squares = arena_array(arena, players * values, sizeof *squares);
    const double pairs = (double)count / 2;
    for (size_t o = 0; o < count; o += 2)
        for (size_t place = 0; place < players; place++)
            for (size_t v = 0; v < values; v++) {
                const size_t at = orders[o * players + place] * values + v;
                const double mean =
                    (marginal(survey, o, place, v) + marginal(survey, o + 1, players - 1 - place, v)) / 2;
                const double before = result->parts[at], k = (double)o / 2 + 1; /* Welford's recurrence */
                result->parts[at] += (mean - before) / k;
                squares[at] += (mean - before) * (mean - result->parts[at]);
            }
    for (size_t i = 0; i < players * values; i++) result->errors[i] = sqrt(squares[i] / (pairs - 1) / pairs);
    result->evaluations = survey->count;
    return SHAPLEY_DONE;
}

ShapleyOutcome shapley_values(Arena *arena, const ShapleyGame *game, ShapleyResult *result) {
    *result = (ShapleyResult){ .parts = arena_array(arena, game->player_count * game->value_count, sizeof(double)),
        .errors = arena_array(arena, game->player_count * game->value_count, sizeof(double)),
        .is_exact = true };
    if (game->player_count == 0) return SHAPLEY_DONE;
    if (game->player_count <= SHAPLEY_MOST_EXACT) return count_all(arena, game, result);
    result->is_exact = false;
    return count_some(arena, game, result);
}

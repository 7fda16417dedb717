/* Whose money the variance of NPV is: the trials once more with each category, and each programme, by itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/run_size.h"
#include "study/sensitivity/shares.h"

/* Trials have the flows of every group worked out, and are kept whole. */
enum { MOST_TRIALS = 20000, MOST_VALUES = 1 << 23, MOST_CATEGORIES = 200 };

typedef struct MoneyGroups {
    const char *name; /* "category" */
    Label *labels;    /* [count] ids, and names for people; of the rest the name alone */
    size_t count;
    bool has_rest; /* the last one is those for which there was no room */
} MoneyGroups;

/* The values of some groups in the trials, and what they add up to. */
typedef struct Values {
    const double *total, *groups; /* [trial]; [group][stride] */
    size_t count, trials, stride;
} Values;

static const BizcaseEstimate no_share = { NAN, NAN, 0 };

/* --- shares ----------------------------------------------------------------------------------------------------------- */

static double squares_about(const double *values, double mean, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += (values[i] - mean) * (values[i] - mean);
    return sum;
}

/* With y the total and g the group, both less their means: s = Σ g·y ÷ Σ y²; its error is that of a ratio of means, by the
   spread of g·y − s·y². */
static BizcaseEstimate share_of(const double *group, const double *total, double mean, double squares, size_t trials) {
    const double group_mean = ensemble_mean(group, trials);
    double products = 0, spread = 0;
    for (size_t i = 0; i < trials; i++) products += (group[i] - group_mean) * (total[i] - mean);
    const double share = products / squares;
    for (size_t i = 0; i < trials; i++) {
        const double y = total[i] - mean, rest = (group[i] - group_mean) * y - share * y * y;
        spread += rest * rest;
    }
    const double n = (double)trials;
    return (BizcaseEstimate){ share, sqrt(spread * n / (n - 1)) / squares, 0 };
}

/* shares: [group], `stride` apart. */
static void add_shares(const Values *values, double zero_money, BizcaseEstimate *shares, size_t stride) {
    const double mean = ensemble_mean(values->total, values->trials),
                 squares = squares_about(values->total, mean, values->trials),
                 zero = (double)values->trials * zero_money * zero_money;
    for (size_t g = 0; g < values->count; g++)
        shares[g * stride] =
            squares > zero ? share_of(values->groups + g * values->stride, values->total, mean, squares, values->trials)
                           : no_share;
}

/* --- rows ------------------------------------------------------------------------------------------------------------- */

static int larger_first(const void *a, const void *b) {
    const BizcaseMoneyShare *x = a, *y = b;
    const int order = compare_largest_first(x->share[0].value, y->share[0].value);
    return order ? order : (x->share > y->share) - (x->share < y->share);
}

/* shares: [group][body] */
static void add_rows(SensitivityStudy *study, const MoneyGroups *kind, const BizcaseEstimate *shares) {
    const size_t bodies = study->ensemble->body_count;
    Arena *arena = study->what_if->arena;
    BizcaseSensitivity *shown = study->shown;
    BizcaseMoneyShare *rows = arena_array(arena, shown->money_count + kind->count, sizeof *rows);
    if (shown->money_count > 0) memcpy(rows, shown->money, shown->money_count * sizeof *rows);
    for (size_t g = 0; g < kind->count; g++) {
        const bool is_rest = kind->has_rest && g == kind->count - 1;
        rows[shown->money_count + g] = (BizcaseMoneyShare){ .kind = kind->name,
            .name = is_rest ? "others" : arena_format(arena, "%s:%s", kind->name, kind->labels[g].id),
            .label = kind->labels[g].name,
            .is_rest = is_rest,
            .share = shares + g * bodies };
    }
    qsort(rows + shown->money_count, kind->count, sizeof *rows, larger_first);
    shown->money = rows;
    shown->money_count += kind->count;
}

/* So that every kind has the same trials, and none too many values. */
static size_t trials_for(const Ensemble *ensemble, size_t group_count) {
    const size_t fitting = MOST_VALUES / (ensemble->body_count * (group_count + 1));
    size_t trials = ensemble->trials < MOST_TRIALS ? ensemble->trials : MOST_TRIALS;
    if (trials > fitting) trials = fitting;
    return trials >= LANES || trials == ensemble->trials ? trials : LANES < ensemble->trials ? LANES : ensemble->trials;
}

/* plan: its programmes are the kind's. from, to: hundredths of the part's progress. */
static bool add_kind(SensitivityStudy *study, const MoneyGroups *kind, const Plan *plan, uint64_t from, uint64_t to) {
    const Ensemble *ensemble = study->ensemble;
    const size_t bodies = ensemble->body_count, columns = bodies * (kind->count + 1);
    const Rerun rerun = { .figure = FIGURE_NPV,
        .view = ensemble->views.items[0],
        .trials = (size_t)study->shown->money_trials,
        .by_programme = true,
        .plan = plan,
        .from = from,
        .to = to };
    BizcaseEstimate *shares = arena_array(study->what_if->arena, kind->count * bodies, sizeof *shares);
    Arena *working = arena_within(study->what_if->arena);
    double *npv = arena_array(working, columns * rerun.trials, sizeof *npv);
    const bool is_done = ensemble_rerun(working, ensemble, &rerun, npv);
    for (size_t b = 0; b < bodies && is_done; b++) {
        const double *of_body = npv + b * (kind->count + 1) * rerun.trials;
        const Values values = { of_body, of_body + rerun.trials, kind->count, rerun.trials, rerun.trials };
        add_shares(&values, plan->zero_money, shares + b, bodies);
    }
    arena_free(working);
    if (is_done) add_rows(study, kind, shares);
    return is_done;
}

/* --- categories ------------------------------------------------------------------------------------------------------- */

/* The categories in the order of the lines; those for which there is no room together are the last one. */
static MoneyGroups category_kind(Arena *arena, const Case *the_case, const Categories *categories) {
    size_t most = MOST_CATEGORIES;
    while (most > 1 && !run_has_room(the_case, &(RunSize){ .views = 1, .programmes = most })) most /= 2;
    MoneyGroups kind = { .name = "category",
        .count = categories->count < most ? categories->count : most,
        .has_rest = categories->count > most };
    kind.labels = arena_array(arena, kind.count, sizeof *kind.labels);
    for (size_t k = 0; k < kind.count; k++)
        kind.labels[k] = (Label){ .id = categories->names[k], .name = categories->names[k] };
    if (kind.has_rest)
        kind.labels[kind.count - 1].name =
            arena_format(arena, "%zu more categories together", categories->count - kind.count + 1);
    return kind;
}

/* The case with its categories as programmes; what is in none goes where the last one is. */
static Case case_by_category(
    Arena *arena, const Case *the_case, const Categories *categories, const MoneyGroups *kind) {
    Case data = *the_case;
    data.lines = arena_array(arena, data.line_count, sizeof *data.lines);
    data.risks = arena_array(arena, data.risk_count, sizeof *data.risks);
    for (size_t l = 0; l < data.line_count; l++) {
        data.lines[l] = the_case->lines[l];
        data.lines[l].programme = categories->of_line[l] < kind->count ? categories->of_line[l] : kind->count - 1;
    }
    for (size_t r = 0; r < data.risk_count; r++) {
        data.risks[r] = the_case->risks[r];
        data.risks[r].programme = categories->of_risk[r] < kind->count ? categories->of_risk[r] : kind->count - 1;
    }
    data.programmes = kind->labels;
    data.programme_count = kind->count;
    return data;
}

static bool add_categories(
    SensitivityStudy *study, const Categories *categories, const MoneyGroups *kind, uint64_t from, uint64_t to) {
    if (kind->count <= 1) return true;
    Arena *working = arena_within(study->what_if->arena);
    Case *variant = arena_alloc(working, sizeof *variant);
    *variant = case_by_category(working, study->what_if->the_case, categories, kind);
    const Model model = model_compile(working, variant, FOR_ENSEMBLE); /* the same inputs */
    const bool is_done = add_kind(study, kind, &model.plan, from, to);
    arena_free(working);
    return is_done;
}

/* --- the whole -------------------------------------------------------------------------------------------------------- */

/* The trials have NPV by council already. */
static void add_councils(SensitivityStudy *study, const MoneyGroups *kind) {
    const Ensemble *ensemble = study->ensemble;
    if (kind->count <= 1) return;
    const Values values = { ensemble_npv(ensemble, 0, 0), ensemble_npv(ensemble, 0, 1), kind->count,
        (size_t)study->shown->money_trials, ensemble->trials };
    const size_t bodies = ensemble->body_count, count = kind->count * bodies;
    BizcaseEstimate *shares = arena_array(study->what_if->arena, count, sizeof *shares);
    for (size_t i = 0; i < count; i++) shares[i] = no_share;
    add_shares(&values, ensemble->setup.model.plan.zero_money, shares, bodies);
    add_rows(study, kind, shares);
}

bool add_money_shares(SensitivityStudy *study, uint64_t hundredths_done) {
    const Ensemble *ensemble = study->ensemble;
    const Case *the_case = study->what_if->the_case;
    if (ensemble->groups.single_count == 0) return true; /* nothing varies */
    const Categories categories = categories_with_risks(study->what_if->arena, the_case);
    const MoneyGroups by_category = category_kind(study->what_if->arena, the_case, &categories),
                      by_programme = { "programme", the_case->programmes, the_case->programme_count, false },
                      by_council = { "council", the_case->councils, ensemble->body_count - 1, false };
    study->shown->money_trials =
        trials_for(ensemble, by_category.count > by_programme.count ? by_category.count : by_programme.count);
    const uint64_t half_way = (hundredths_done + 100) / 2;
    if (!add_categories(study, &categories, &by_category, hundredths_done, half_way)) return false;
    if (by_programme.count > 1 && !add_kind(study, &by_programme, &ensemble->setup.model.plan, half_way, 100))
        return false;
    add_councils(study, &by_council);
    return true;
}

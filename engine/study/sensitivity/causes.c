/* What makes NPV vary: causes that have no input in common, with shares that add up to 1. */
#include <math.h>
#include <stdlib.h>

#include "study/sensitivity/shapley_effects.h"
#include "study/sensitivity/shares.h"

/* Every point costs an evaluation for each cause. */
enum { MOST_CAUSES = 60, LEAST_POINTS = LANES, MOST_POINTS = 4096 };

/* --- which of them ---------------------------------------------------------------------------------------------------- */

typedef struct Strength {
    size_t item;
    double effect; /* on the joint NPV */
} Strength;

static int stronger_first(const void *a, const void *b) {
    const Strength *x = a, *y = b;
    const int order = compare_largest_first(x->effect, y->effect);
    return order ? order : (x->item > y->item) - (x->item < y->item);
}

/* [input] the larger of the first and the total effect: of inputs that are correlated with each other the first is. */
static double *effects_of_inputs(Arena *arena, const Ensemble *ensemble, const BizcaseSensitivity *shown) {
    double *effects = arena_array(arena, ensemble->setup.model.inputs.count, sizeof *effects);
    for (size_t i = 0; i < shown->variance_count; i++) {
        const BizcaseVarianceRow *row = &shown->variance[i];
        const InputGroup *group = &ensemble->groups.items[row->group];
        const double effect = fmax(row->first[0].value, row->total[0].value);
        if (row->group < ensemble->groups.single_count && effect > 0) effects[group->members[0]] = effect;
    }
    return effects;
}

/* What choose_causes has found: the rest, where there is one, is the last of them. */
typedef struct Causes {
    InputGroups groups;
    bool has_rest;
} Causes;

/* All together as one. */
static InputGroup others(
    Arena *arena, const InputGroup *groups, const Strength *ranked, size_t count, size_t input_count) {
    InputGroup rest = { .shown = { "others", arena_format(arena, "The %zu weakest causes together", count), 1, 0 },
        .members = arena_array(arena, input_count, sizeof(uint32_t)) };
    bool *is_in = arena_array(arena, input_count, sizeof *is_in);
    for (size_t i = 0; i < count; i++) {
        const InputGroup *group = &groups[ranked[i].item];
        for (size_t m = 0; m < group->member_count; m++) is_in[group->members[m]] = true;
    }
    for (uint32_t i = 0; i < input_count; i++)
        if (is_in[i]) rest.members[rest.member_count++] = i;
    return rest;
}

static Causes choose_causes(Arena *arena, const Ensemble *ensemble, const double *effects) {
    const InputGroups *all = &ensemble->disjoint;
    if (all->count <= MOST_CAUSES) return (Causes){ .groups = *all };
    Strength *ranked = arena_array(arena, all->count, sizeof *ranked);
    for (size_t g = 0; g < all->count; g++) {
        ranked[g].item = g;
        for (size_t m = 0; m < all->items[g].member_count; m++) ranked[g].effect += effects[all->items[g].members[m]];
    }
    qsort(ranked, all->count, sizeof *ranked, stronger_first);
    InputGroup *items = arena_array(arena, MOST_CAUSES + 1, sizeof *items);
    for (size_t g = 0; g < MOST_CAUSES; g++) items[g] = all->items[ranked[g].item];
    items[MOST_CAUSES] =
        others(arena, all->items, ranked + MOST_CAUSES, all->count - MOST_CAUSES, ensemble->setup.model.inputs.count);
    return (Causes){ .groups = { .items = items, .count = MOST_CAUSES + 1 }, .has_rest = true };
}

/* --- as they are shown ------------------------------------------------------------------------------------------------ */

/* "Energy prices, Pay and 3 more, correlated": the strongest first. */
static const char *label_together(
    Arena *arena, const char *const *labels, const InputGroup *group, const double *effects) {
    enum { MOST_NAMED = 3 };
    const size_t count = group->member_count, named = count <= MOST_NAMED ? count : MOST_NAMED - 1;
    Strength *ranked = arena_array(arena, count, sizeof *ranked);
    for (size_t m = 0; m < count; m++) ranked[m] = (Strength){ group->members[m], effects[group->members[m]] };
    qsort(ranked, count, sizeof *ranked, stronger_first);
    const char *label = labels[ranked[0].item];
    for (size_t m = 1; m < named; m++)
        label = arena_format(arena, "%s%s%s", label, m + 1 == count ? " and " : ", ", labels[ranked[m].item]);
    if (named < count) label = arena_format(arena, "%s and %zu more", label, count - named);
    return arena_format(arena, "%s, correlated", label);
}

static BizcaseCause shown_cause(Arena *arena, const Inputs *inputs, const InputGroup *group, const char *label) {
    const char **names = arena_array(arena, group->member_count, sizeof *names);
    for (size_t m = 0; m < group->member_count; m++) names[m] = inputs->items[group->members[m]].name;
    return (
        BizcaseCause){ .name = group->shown.name, .label = label, .inputs = names, .input_count = group->member_count };
}

/* The rest stays last. */
static int larger_first(const void *a, const void *b) {
    const BizcaseCause *x = a, *y = b;
    if (x->is_rest != y->is_rest) return x->is_rest - y->is_rest;
    const int order = compare_largest_first(x->share[0].value, y->share[0].value);
    return order ? order : (x->share > y->share) - (x->share < y->share);
}

static void show_causes(SensitivityStudy *study, const Causes *chosen, const double *strength,
    const ShapleyEffects *found, size_t body_count) {
    const Model *model = &study->ensemble->setup.model;
    Arena *arena = study->what_if->arena;
    const char **labels = input_labels(arena, study->what_if->the_case, &model->inputs);
    const InputGroups *causes = &chosen->groups;
    BizcaseCause *rows = arena_array(arena, causes->count, sizeof *rows);
    for (size_t g = 0; g < causes->count; g++) {
        const InputGroup *cause = &causes->items[g];
        BizcaseEstimate *share = found->shares + g * body_count;
        const bool is_rest = chosen->has_rest && g == causes->count - 1,
                   are_correlated = cause->member_count > 1 && !is_rest;
        rows[g] = shown_cause(arena, &model->inputs, cause,
            are_correlated ? label_together(arena, labels, cause, strength) : cause->shown.label);
        rows[g].is_rest = is_rest;
        rows[g].share = share;
        for (size_t b = 0; b < body_count; b++)
            if (found->sd[b] <= model->plan.zero_money) share[b].value = share[b].standard_error = NAN;
    }
    if (causes->count > 0) qsort(rows, causes->count, sizeof *rows, larger_first);
    study->shown->causes = rows;
    study->shown->cause_count = causes->count;
    study->shown->cause_evaluations = found->evaluations;
}

bool add_causes(SensitivityStudy *study, const IndexProblem *problem, uint64_t most_evaluations) {
    Arena *arena = study->what_if->arena;
    const double *strength = effects_of_inputs(arena, study->ensemble, study->shown);
    const Causes causes = choose_causes(arena, study->ensemble, strength);
    const size_t count = causes.groups.count;
    if (count == 0) return true;
    IndexProblem asked = *problem;
    asked.groups = causes.groups.items;
    asked.group_count = count;
    asked.points = LEAST_POINTS;
    while (2 * asked.points <= MOST_POINTS &&
           2 * asked.points * INDEX_RANDOMISATIONS * shapley_cost(count) <= most_evaluations)
        asked.points *= 2;
    ShapleyEffects effects;
    if (!shapley_effects(arena, &asked, &effects)) return false;
    *study->ensemble->evaluations += (size_t)effects.evaluations;
    show_causes(study, &causes, strength, &effects, problem->output_count);
    return true;
}

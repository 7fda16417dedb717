/* How far NPV moves with a price index: its growth in every year a part less and more. An index is no lever, as it works where
   the plan is compiled: each value of it is a variant of the case. */
#include <math.h>
#include <string.h>

#include "study/sensitivity/parts.h"

/* An index is looked at in two variants of the whole case: of very many, that would take more than they are worth. */
enum { MOST_INDICES = 100 };

static Amounts scaled(Arena *arena, const Amounts *amounts, double factor) {
    Amounts made = *amounts;
    double *values = arena_array(arena, amounts->count, sizeof *values);
    for (size_t i = 0; i < amounts->count; i++) values[i] = amounts->value[i] * factor;
    made.value = values;
    return made;
}

/* out: as what_if_try gives it. */
static void try_growth(WhatIf *what_if, size_t index, double factor, double *out) {
    WhatIf within = *what_if, varied;
    within.arena = arena_within(what_if->arena);
    Case *variant = arena_alloc(within.arena, sizeof *variant);
    *variant = *what_if->the_case;
    variant->indices = arena_array(within.arena, variant->index_count, sizeof *variant->indices);
    memcpy(variant->indices, what_if->the_case->indices, variant->index_count * sizeof *variant->indices);
    variant->indices[index].growth = scaled(within.arena, &variant->indices[index].growth, factor);
    what_if_vary(&within, variant, &varied);
    what_if_try(&varied, NULL, 0, out);
    what_if->evaluations += varied.evaluations;
    arena_free(within.arena);
}

static BizcaseIndexEffect effect_of(WhatIf *what_if, size_t index, double range, const double *plan_npv, double *out) {
    const size_t bodies = what_if->body_count;
    double *least = arena_array(what_if->arena, bodies, sizeof *least),
           *most = arena_array(what_if->arena, bodies, sizeof *most);
    for (size_t b = 0; b < bodies; b++) least[b] = most[b] = plan_npv[b];
    for (int side = -1; side <= 1; side += 2) {
        try_growth(what_if, index, 1 + side * range, out);
        for (size_t b = 0; b < bodies; b++) {
            const double npv = what_if_value(what_if, out, 0, b, WHAT_IF_NPV);
            least[b] = fmin(least[b], npv);
            most[b] = fmax(most[b], npv);
        }
    }
    return (BizcaseIndexEffect){ what_if->the_case->indices[index].label.id, least, most };
}

void add_index_effects(WhatIf *what_if, double range, BizcaseSensitivity *shown) {
    const size_t count = what_if->the_case->index_count;
    if (count > MOST_INDICES) return;
    double *out = arena_array(what_if->arena, what_if_out_count(what_if), sizeof *out);
    BizcaseIndexEffect *effects = arena_array(what_if->arena, count, sizeof *effects);
    for (size_t i = 0; i < count; i++) effects[i] = effect_of(what_if, i, range, shown->plan_npv, out);
    shown->index_effects = effects;
    shown->index_effect_count = count;
}

#include "model/inputs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "case/readings.h"
#include "evaluate/plan.h"
#include "sample/compile.h"

static uint32_t add_input(
    Arena *arena, Inputs *inputs, const char *kind, const char *id, Fitted fitted, double plan_value) {
    Input *input = &inputs->items[inputs->count];
    *input = (Input){ arena_format(arena, "%s:%s", kind, id), fitted, plan_value };
    return inputs->count++;
}

static Fitted fit_event(Arena *arena, double probability) {
    Fitted fitted;
    const char *fault = distribution_fit(arena, distribution_find("bernoulli"),
        &(DistributionInput){ .low = __builtin_nan(""),
            .central = __builtin_nan(""),
            .high = __builtin_nan(""),
            .shape = &probability,
            .shape_count = 1 },
        &fitted);
    assert(fault == NULL); /* the case has checked that it is a probability */
    (void)fault;
    return fitted;
}

static uint32_t *index_array(Arena *arena, size_t count) {
    uint32_t *array = arena_array(arena, count, sizeof *array);
    for (size_t i = 0; i < count; i++) array[i] = NO_INDEX;
    return array;
}

/* Those of lines, of those that count in the whole or of the others. */
static void add_lines(
    Arena *arena, const Case *the_case, unsigned readings, bool every_line, bool in_whole, Inputs *inputs) {
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (!counts_in(the_case, line, readings) || counts(the_case, line) != in_whole) continue;
        const Fitted *own = &line->own.fitted;
        if (!every_line && own->constant && own->central == 1) continue;
        inputs->of_line[l] = add_input(arena, inputs, "line", line->label.id, *own, own->central);
    }
}

Inputs inputs_compile(Arena *arena, const Case *the_case, unsigned readings, bool every_line) {
    const bool risk_in_plan = the_case->settings.risk_in_plan;
    const size_t most = the_case->line_count + the_case->driver_count + 2 * the_case->risk_count +
                        the_case->phase_count + the_case->quantity_count;
    Inputs inputs = {
        .items = arena_array(arena, most, sizeof(Input)),
        .of_line = index_array(arena, the_case->line_count),
        .of_driver = index_array(arena, the_case->driver_count),
        .of_risk = index_array(arena, the_case->risk_count),
        .of_event = index_array(arena, the_case->risk_count),
        .of_phase = index_array(arena, the_case->phase_count),
        .of_quantity = index_array(arena, the_case->quantity_count),
    };
    add_lines(arena, the_case, readings, every_line, true, &inputs);
    for (size_t d = 0; d < the_case->driver_count; d++) {
        const Driver *driver = &the_case->drivers[d];
        const Fitted *fitted = &driver->uncertainty.fitted;
        inputs.of_driver[d] = add_input(arena, &inputs, "driver", driver->label.id, *fitted, fitted->central);
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const Risk *risk = &the_case->risks[r];
        inputs.of_risk[r] =
            add_input(arena, &inputs, "risk", risk->label.id, risk->impact.fitted, risk->impact.fitted.mean);
        inputs.of_event[r] = add_input(arena, &inputs, "event", risk->label.id, fit_event(arena, risk->probability),
            risk_in_plan ? risk->probability : 0);
    }
    for (size_t p = 0; p < the_case->phase_count; p++) {
        const Phase *phase = &the_case->phases[p];
        const Fitted *slip = &phase->slip_months.fitted;
        inputs.of_phase[p] = add_input(arena, &inputs, "phase", phase->label.id, *slip, slip->central);
    }
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        const Quantity *quantity = &the_case->quantities[q];
        const Fitted *own = &quantity->own.fitted;
        if (!quantity->uses_own_past)
            inputs.of_quantity[q] = add_input(arena, &inputs, "quantity", quantity->label.id, *own, own->central);
    }
    inputs.count_of_whole = inputs.count;
    add_lines(arena, the_case, readings, every_line, false, &inputs); /* last, so that no other draw is another */
    return inputs;
}

static uint32_t input_of(const Inputs *inputs, InputName name) {
    switch (name.kind) {
    case INPUT_LINE: return inputs->of_line[name.index];
    case INPUT_DRIVER: return inputs->of_driver[name.index];
    case INPUT_RISK: return inputs->of_risk[name.index];
    case INPUT_PHASE: return inputs->of_phase[name.index];
    case INPUT_QUANTITY: return inputs->of_quantity[name.index];
    }
    return NO_INDEX;
}

typedef struct ByName {
    const char *name;
    uint32_t input;
    bool is_late; /* it does not count in the whole, whose draws do not depend on it */
} ByName;

static int by_name(const void *a, const void *b) {
    const ByName *one = a, *other = b;
    if (one->is_late != other->is_late) return one->is_late ? 1 : -1;
    return strcmp(one->name, other->name);
}

/* Inputs that are correlated, by name, so that the order of the rows in the files changes nothing; their places, [input]:
   1 + place, 0 when it is not correlated. */
static size_t list_correlated(
    Arena *arena, const Case *the_case, const Inputs *inputs, uint32_t *correlated, size_t *place) {
    ByName *found = arena_array(arena, inputs->count, sizeof *found);
    size_t count = 0;
    for (size_t i = 0; i < the_case->correlation_count; i++) {
        const uint32_t pair[] = { input_of(inputs, the_case->correlations[i].a),
            input_of(inputs, the_case->correlations[i].b) };
        if (pair[0] == NO_INDEX || pair[1] == NO_INDEX) continue; /* a line that the appraisal leaves out */
        for (size_t k = 0; k < 2; k++) {
            if (!place[pair[k]])
                found[count++] = (ByName){ inputs->items[pair[k]].name, pair[k], pair[k] >= inputs->count_of_whole };
            place[pair[k]] = 1;
        }
    }
    qsort(found, count, sizeof *found, by_name);
    for (size_t i = 0; i < count; i++) {
        correlated[i] = found[i].input;
        place[found[i].input] = i + 1;
    }
    return count;
}

DrawPlan inputs_draw_plan(Arena *arena, const Case *the_case, const Inputs *inputs, uint64_t seed) {
    uint32_t *correlated = arena_array(arena, inputs->count, sizeof *correlated);
    size_t *place = arena_array(arena, inputs->count, sizeof *place);
    const size_t count = list_correlated(arena, the_case, inputs, correlated, place);

    double *normal = arena_array(arena, count * count, sizeof *normal);
    double *factor = arena_array(arena, count * count, sizeof *factor);
    for (size_t i = 0; i < count; i++) normal[i * count + i] = 1;
    for (size_t i = 0; i < the_case->correlation_count; i++) {
        const Correlation *pair = &the_case->correlations[i];
        const uint32_t of_a = input_of(inputs, pair->a), of_b = input_of(inputs, pair->b);
        if (of_a == NO_INDEX || of_b == NO_INDEX) continue;
        const size_t a = place[of_a] - 1, b = place[of_b] - 1;
        normal[a * count + b] = normal[b * count + a] = pair->normal;
    }
    if (count > 0) correlation_factor(arena, count, normal, factor); /* a repair has been reported with the case */

    const char **names = arena_array(arena, inputs->count, sizeof *names);
    Fitted *fitted = arena_array(arena, inputs->count, sizeof *fitted);
    for (uint32_t i = 0; i < inputs->count; i++) {
        names[i] = inputs->items[i].name;
        fitted[i] = inputs->items[i].fitted;
    }
    return draw_plan_compile(
        arena, seed, inputs->count, names, fitted, count, correlated, factor, the_case->quantile_tables);
}

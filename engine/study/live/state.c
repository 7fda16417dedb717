#include "study/live/state.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "case/party.h"
#include "evaluate/figure_table.h"
#include "model/timeline.h"
#include "sample/designs.h"
#include "study/appraisal/appraise.h"
#include "study/live/figures.h"
#include "study/plan_changes.h"
#include "study/sensitivity/parts.h"
#include "study/simulation/odd_trials.h"
#include "study/simulation/order.h"
#include "study/simulation/outcomes.h"
#include "study/simulation/results.h"

/* Drawn inputs are kept as far as this; further ones are drawn again. */
#define MOST_DRAWN_BYTES ((size_t)96 << 20)

#define NAME_OF(field) [offsetof(LiveAnswer, field) / sizeof(double)] = #field
const char *const live_answer_names[LIVE_ANSWER_NUMBERS] = { NAME_OF(npv), NAME_OF(bcr), NAME_OF(payback_years),
    NAME_OF(mean), NAME_OF(standard_error), NAME_OF(loss), NAME_OF(loss_error), NAME_OF(reach), NAME_OF(reach_error),
    NAME_OF(p10), NAME_OF(p50), NAME_OF(p90) };
#undef NAME_OF

const char *const live_slot_names[LIVE_SLOTS] = {
    [LIVE_NOW] = "now", [LIVE_UNCHANGED] = "unchanged", [LIVE_A] = "a", [LIVE_B] = "b"
};

static size_t programmes_of(const LiveState *state) {
    return (size_t)state->plan.programme_count + 1;
}

size_t live_result(const LiveState *state, size_t scope) {
    const size_t councils = state->plan.council_count;
    return scope <= councils ? scope * programmes_of(state) : scope - councils;
}

static Arena *renewed(Arena *arena) {
    arena_free(arena);
    return arena_new();
}

/* --- changes -------------------------------------------------------------------------------------------------------- */

void live_clear_changes(LiveState *state) {
    state->change_count = 0;
}

bool live_change(LiveState *state, LiveChange change) {
    if (!live_change_is_sound(&state->variant.plain, &change) || !isfinite(change.value)) return false;
    state->changes =
        arena_grow(state->arena, state->changes, state->change_count, &state->change_capacity, sizeof *state->changes);
    state->changes[state->change_count++] = change;
    return true;
}

/* What trials have when the page has them with optimism bias: as much of it as the case says. */
static TrialBias bias_when_on(TrialBias planned) {
    return planned == TRIALS_WITHOUT_BIAS ? TRIALS_WITH_BIAS : planned;
}

/* A plan with optimism bias or without, as it was, or as the last change of it says. */
static Plan plan_with_bias(const LiveState *state, LiveChangeKind kind, bool planned, const Plan *biased) {
    bool with_bias = planned;
    for (size_t i = 0; i < state->change_count; i++)
        if (state->changes[i].kind == kind) with_bias = state->changes[i].value != 0;
    return with_bias ? *biased : state->variant.plain;
}

static void change_plan(Arena *arena, const LiveState *state, const LiveChange *change, Plan *plan) {
    const Settings *settings = &state->variant.facts.settings;
    switch (change->kind) {
    case LIVE_LINE: plan_scale_stream(arena, change->index, change->value, plan); break;
    case LIVE_SHARE:
        plan_fix_share(
            arena, state->variant.plan_values, change->index, change->council, change->value, KEEP_FIRST, plan);
        break;
    case LIVE_RATE: plan_set_rate(arena, settings, change->value, plan); break;
    case LIVE_RATE_SHIFT: plan_shift_rate(arena, &state->facts.settings, change->value, plan); break;
    case LIVE_OWN_BIAS: plan_scale_own_bias(arena, &state->facts, change->value, plan); break;
    default: break;
    }
}

static void change_inputs(const LiveState *state, const LiveChange *change, double *inputs) {
    if (change->kind == LIVE_INPUT) inputs[change->index] = change->value;
    if (change->kind == LIVE_PROBABILITY)
        inputs[change->index] = state->variant.facts.settings.risk_in_plan ? change->value : 0;
}

static void change_all(
    Arena *arena, const LiveState *state, const LiveChange *changes, size_t count, Plan *plan, double *inputs) {
    for (size_t i = 0; i < count; i++) {
        change_plan(arena, state, &changes[i], plan);
        if (inputs) change_inputs(state, &changes[i], inputs);
    }
}

static double *plan_inputs(Arena *arena, const LiveState *state) {
    const size_t count = state->variant.plain.input_count;
    double *inputs = arena_array(arena, count, sizeof *inputs);
    for (size_t i = 0; i < count; i++) inputs[i] = state->variant.plan_values[i];
    return inputs;
}

static Model model_of(const Plan *plan) {
    return (Model){ .plan = *plan, .inputs = { .count = plan->input_count } };
}

/* As in BizcaseSimulation, where it is optimism bias that differs. */
static const double *plan_as_trials(Arena *arena, const LiveState *state) {
    const Settings *settings = &state->facts.settings;
    const bool in_trials = settings->optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS;
    if (settings->optimism_bias_in_plan == in_trials || !plan_has_bias(&state->variant.biased)) return NULL;
    Plan plan = in_trials ? state->variant.biased : state->variant.plain;
    const size_t councils = state->facts.council_count, results = state->facts.programme_count + 1;
    double *npv = arena_array(arena, councils + 1, sizeof *npv);
    BizcaseAppraisal appraisal;
    change_all(arena, state, state->changes, state->change_count, &plan, NULL);
    const Model model = model_of(&plan);
    appraise_trial(arena, &state->facts, &model, &state->shown, state->inputs, &appraisal);
    for (size_t b = 0; b <= councils; b++) npv[b] = appraisal.results[b * results].figures[FIGURE_NPV];
    return npv;
}

/* --- answers -------------------------------------------------------------------------------------------------------- */

static double shown_figure(const LiveState *state, size_t scope, FigureIndex figure) {
    return state->appraisal.results[live_result(state, scope)].figures[figure];
}

static void answer(LiveState *state) {
    LiveAnswers *now = &state->answers[LIVE_NOW];
    const bool counted = state->outcome_count > 0;
    now->is_there = true;
    now->trials = counted ? state->outcome_count : 0;
    for (size_t s = 0; s < state->scope_count; s++) {
        LiveAnswer *to = (LiveAnswer *)(void *)(now->numbers + s * LIVE_ANSWER_NUMBERS);
        *to = (LiveAnswer){ shown_figure(state, s, FIGURE_NPV), shown_figure(state, s, FIGURE_BCR),
            shown_figure(state, s, FIGURE_PAYBACK_YEARS), NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
        if (!counted) continue;
        const BizcaseDistribution *npv = &state->simulation.distributions[s];
        enum { P10 = 2, P50 = 4, P90 = 7 };
        to->mean = npv->mean;
        to->standard_error = npv->standard_error;
        to->loss = npv->probability_negative;
        to->loss_error = npv->probability_negative_error;
        to->reach = npv->probability_at_least_plan;
        to->reach_error = npv->probability_at_least_plan_error;
        to->p10 = npv->percentiles[P10];
        to->p50 = npv->percentiles[P50];
        to->p90 = npv->percentiles[P90];
    }
    double *gain = now->numbers + state->scope_count * LIVE_ANSWER_NUMBERS;
    gain[0] = counted ? state->simulation.agreements[0].all_councils_gain : NAN;
    gain[1] = counted ? state->simulation.agreements[0].standard_error : NAN;
}

size_t live_answer_count(const LiveState *state) {
    return state->scope_count * LIVE_ANSWER_NUMBERS + 2;
}

double *live_slot(LiveState *state, size_t slot, uint64_t trials, bool is_there) {
    if (slot == LIVE_NOW || slot >= LIVE_SLOTS) return NULL;
    state->answers[slot].is_there = is_there;
    state->answers[slot].trials = trials;
    return state->answers[slot].numbers;
}

/* --- the plan ------------------------------------------------------------------------------------------------------- */

static void forget_trials(LiveState *state) {
    state->outcome_count = 0;
    state->simulation = (BizcaseSimulation){ 0 };
    state->spread = (BizcaseSpread){ 0 };
}

/* What sentences say of the rules. */
static void change_facts(Arena *arena, LiveState *state) {
    static const int from_year[] = { 1 };
    Settings *settings = &state->facts.settings;
    for (size_t i = 0; i < state->change_count; i++) {
        const LiveChange *change = &state->changes[i];
        if (change->kind == LIVE_BIAS_IN_PLAN) settings->optimism_bias_in_plan = change->value != 0;
        if (change->kind == LIVE_BIAS_IN_SIMULATION)
            settings->optimism_bias_in_simulation =
                change->value != 0 ? bias_when_on(state->variant.facts.settings.optimism_bias_in_simulation)
                                   : TRIALS_WITHOUT_BIAS;
        if (change->kind != LIVE_RATE) continue;
        double *rate = arena_array(arena, 1, sizeof *rate);
        *rate = change->value;
        settings->discount =
            (Schedule){ .name = "", .source = "", .band_count = 1, .from_year = from_year, .rate_per_year = rate };
    }
}

void live_apply(LiveState *state) {
    const Settings *settings = &state->variant.facts.settings;
    Arena *arena = state->changed = renewed(state->changed);
    state->plan = plan_with_bias(state, LIVE_BIAS_IN_PLAN, settings->optimism_bias_in_plan, &state->variant.biased);
    state->trial_plan = plan_with_bias(state, LIVE_BIAS_IN_SIMULATION,
        settings->optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS, &state->variant.held);
    state->facts = state->variant.facts;
    change_facts(arena, state);
    state->inputs = plan_inputs(arena, state);
    change_all(arena, state, state->changes, state->change_count, &state->plan, state->inputs);
    change_all(arena, state, state->changes, state->change_count, &state->trial_plan, NULL);
    const Model model = model_of(&state->plan);
    appraise_trial(arena, &state->facts, &model, &state->shown, state->inputs, &state->appraisal);
    forget_trials(state);
    answer(state);
}

bool live_choose(LiveState *state, size_t view) {
    if (view >= state->variant.views.count) return false;
    state->shown = state->variant.views;
    state->shown.items = arena_alloc(state->arena, sizeof(View));
    state->shown.items[0] = state->variant.views.items[view];
    state->shown.items[0].is_main = true;
    state->shown.count = 1;
    live_apply(state);
    return true;
}

bool live_open(Arena *arena, const uint8_t *image, size_t size, size_t variant, LiveState *state) {
    *state = (LiveState){ .arena = arena, .kernel = kernel_named(NULL) };
    if (!live_image_read(arena, image, size, variant, &state->variant)) return false;
    const Plan *plan = &state->variant.plain;
    state->plan = *plan;
    state->variant.facts.arena = arena;
    state->scope_count = 1 + (size_t)plan->council_count + plan->programme_count;
    for (size_t slot = 0; slot < LIVE_SLOTS; slot++)
        state->answers[slot].numbers = arena_array(arena, live_answer_count(state), sizeof(double));
    state->block_values = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof(double));
    state->block_results = arena_rows(arena, (size_t)state->variant.views.result_count * LANES * sizeof(double));
    state->draw_scratch = arena_rows(arena, state->kernel->draw_scratch_size(&state->variant.draws));
    return live_choose(state, 0);
}

void live_close(LiveState *state) {
    for (size_t b = 0; b < state->drawn_room; b++) free(state->drawn[b]);
    free(state->drawn);
    free(state->trial_columns);
    arena_free(state->changed);
    arena_free(state->counted);
}

/* --- trials --------------------------------------------------------------------------------------------------------- */

static size_t block_bytes(const LiveState *state) {
    return (size_t)state->plan.input_count * LANES * sizeof(double);
}

static void *grown(void *array, size_t size) {
    void *larger = realloc(array, size);
    if (!larger) abort();
    return larger;
}

/* A block's draws, kept from the first time; NULL: there is no room for them. */
static const double *kept_draws(LiveState *state, size_t block) {
    if (block >= state->drawn_room) {
        const size_t room = 2 * block + 64;
        state->drawn = grown(state->drawn, room * sizeof *state->drawn);
        for (size_t b = state->drawn_room; b < room; b++) state->drawn[b] = NULL;
        state->drawn_room = room;
    }
    double **place = &state->drawn[block];
    if (*place || state->drawn_bytes + block_bytes(state) > MOST_DRAWN_BYTES) return *place;
    state->drawn_bytes += block_bytes(state);
    *place = grown(NULL, block_bytes(state));
    state->kernel->draw_block(&state->variant.draws, (uint64_t)block * LANES, *place, state->draw_scratch);
    return *place;
}

/* A risk that happens with another probability: by the same numbers, as if the case said so. */
static void draw_event(const LiveState *state, const LiveChange *change, size_t block, double *row) {
    double *uniform = state->draw_scratch;
    draw_uniform(
        state->variant.draws.seed, state->variant.draws.name_hash[change->index], (uint64_t)block * LANES, uniform);
    for (size_t k = 0; k < LANES; k++) row[k] = uniform[k] > 1 - change->value;
}

static bool changes_draws(const LiveState *state) {
    for (size_t i = 0; i < state->change_count; i++)
        if (state->changes[i].kind == LIVE_INPUT || state->changes[i].kind == LIVE_PROBABILITY) return true;
    return false;
}

/* [input][LANES] of a block, as changed. */
static const double *block_values(LiveState *state, size_t block, bool changed) {
    const double *kept = kept_draws(state, block);
    double *values = state->block_values;
    if (kept && !changed) return kept;
    if (kept)
        memcpy(values, kept, block_bytes(state));
    else
        state->kernel->draw_block(&state->variant.draws, (uint64_t)block * LANES, values, state->draw_scratch);
    for (size_t i = 0; i < state->change_count; i++) {
        const LiveChange *change = &state->changes[i];
        double *row = values + (size_t)change->index * LANES;
        if (change->kind == LIVE_INPUT)
            for (size_t k = 0; k < LANES; k++) row[k] = change->value;
        else if (change->kind == LIVE_PROBABILITY)
            draw_event(state, change, block, row);
    }
    return values;
}

static void *evaluate_room(LiveState *state, const Plan *plan) {
    const size_t wanted = state->kernel->evaluate_scratch_size(plan);
    if (wanted > state->evaluate_bytes) {
        state->evaluate_scratch = arena_rows(state->arena, wanted);
        state->evaluate_bytes = wanted;
    }
    return state->evaluate_scratch;
}

const double *live_trials(LiveState *state, size_t first, size_t block_count) {
    const WantedFigure npv = { state->kernel->figures[FIGURE_NPV], 0 };
    const BlockRequest request = { state->shown.items, 1, &npv, 1, LANES, false };
    const size_t count = block_count * LANES;
    const bool changed = changes_draws(state);
    void *scratch = evaluate_room(state, &state->trial_plan);
    if (count > state->trial_room) {
        state->trial_columns = grown(state->trial_columns, state->scope_count * count * sizeof(double));
        state->trial_room = count;
    }
    for (size_t b = 0; b < block_count; b++) {
        state->kernel->evaluate_block(&state->trial_plan, &request, block_values(state, first + b, changed), scratch,
            &(BlockResults){ .figures = state->block_results });
        for (size_t s = 0; s < state->scope_count; s++)
            memcpy(state->trial_columns + s * count + b * LANES, state->block_results + live_result(state, s) * LANES,
                LANES * sizeof(double));
    }
    return state->trial_columns;
}

/* --- what is made of them ------------------------------------------------------------------------------------------- */

double *live_outcomes(LiveState *state, size_t count) {
    state->counted = renewed(state->counted);
    state->outcomes = arena_array(state->counted, state->scope_count * count, sizeof *state->outcomes);
    forget_trials(state);
    state->outcome_count = count;
    return state->outcomes;
}

/* Of the trials in which the joint NPV is a number, of which there are count. */
static double chance_all_gain(const LiveState *state, size_t count) {
    const View *view = &state->shown.items[0];
    const size_t councils = state->plan.council_count;
    bool *counted = arena_array(state->counted, councils, sizeof *counted);
    size_t hits = 0;
    mark_counted_parties(
        &state->facts, READING_WHOLE, view->option, view->baseline == NO_INDEX ? NONE : view->baseline, counted);
    for (size_t i = 0; i < state->outcome_count; i++) {
        bool all = true;
        for (size_t c = 0; c < councils && all; c++)
            all = !counted[c] || state->outcomes[(c + 1) * state->outcome_count + i] > 0;
        hits += all;
    }
    return (double)hits / (double)count;
}

static size_t odd_outcomes(const LiveState *state, size_t scope) {
    size_t odd = 0;
    for (size_t i = 0; i < state->outcome_count; i++)
        odd += (size_t)!isfinite(state->outcomes[scope * state->outcome_count + i]);
    return odd;
}

static void sort_bodies(LiveState *state) {
    const size_t drawn = state->outcome_count, councils = state->plan.council_count;
    const size_t bodies = councils > 1 ? 1 + councils : 1;
    double *sorted = arena_array(state->counted, bodies * drawn, sizeof *sorted);
    size_t count;
    memcpy(sorted, state->outcomes, bodies * drawn * sizeof *sorted);
    const size_t *kept = finite_trials(state->counted, sorted, bodies, drawn, &count);
    if (kept) keep_trials(sorted, bodies, drawn, kept, count);
    const OrderRoom room = order_room(state->counted, count);
    for (size_t b = 0; b < bodies; b++) sort_numbers(sorted + b * count, count, &room);
    const BizcaseScope scope = scope_of(&state->facts, &state->shown.items[0], 0);
    state->spread = (BizcaseSpread){ .option = scope.option,
        .versus = scope.versus,
        .body_count = bodies,
        .period_count = state->plan.period_count,
        .trials = drawn,
        .kept = count,
        .npv = sorted,
        .not_finite = drawn - count };
}

void live_count(LiveState *state) {
    const size_t count = state->outcome_count;
    if (count == 0) return;
    Arena *arena = state->counted;
    const Case *the_case = &state->facts;
    const size_t npv = FIGURE_NPV;
    BizcaseDistribution *rows = arena_array(arena, state->scope_count, sizeof *rows);
    for (size_t s = 0; s < state->scope_count; s++) {
        outcomes_summarise(arena, state->kernel, state->kernel->figures[npv], shown_figure(state, s, FIGURE_NPV),
            state->outcomes + s * count, count, &rows[s]);
        rows[s].scope = scope_of(the_case, &state->shown.items[0], live_result(state, s));
        rows[s].figure = npv;
        rows[s].not_finite = odd_outcomes(state, s);
    }
    const size_t finite = count - (size_t)rows[0].not_finite;
    const double gain = chance_all_gain(state, finite);
    BizcaseAgreement *agreement = arena_alloc(arena, sizeof *agreement);
    *agreement = (BizcaseAgreement){ rows[0].scope.option, rows[0].scope.versus, gain,
        finite ? probability_error((uint64_t)(gain * (double)finite + 0.5), finite) : NAN };
    state->simulation = (BizcaseSimulation){ .trials = count,
        .seed = state->variant.draws.seed,
        .sampler = sampling_designs[DESIGN_RANDOM].name,
        .reached = NAN,
        .input_count = state->plan.input_count,
        .plan_on_trials_basis = plan_as_trials(arena, state),
        .distribution_count = state->scope_count,
        .distributions = rows,
        .agreement_count = 1,
        .agreements = agreement };
    sort_bodies(state);
    answer(state);
}

/* --- the tornado ---------------------------------------------------------------------------------------------------- */

/* NPV along a lever, besides the changes. */
typedef struct LiveScan {
    Arena *arena;
    const LiveState *state;
    const LiveLever *lever;
    double plan; /* the lever's value in the plan as it is now */
} LiveScan;

static LiveChange lever_at(const LiveScan *scan, double value) {
    const LiveLever *lever = scan->lever;
    LiveChange change = lever->change;
    change.value = lever->change_at_plan + (value - scan->plan) * lever->change_of_a_unit;
    return change;
}

/* npv: [lane][body] ← the plan with the changed inputs, [input][LANES]. */
static void npv_of_lanes(
    Arena *arena, const LiveState *state, const Plan *plan, const double *inputs, size_t lane_count, double *npv) {
    const size_t bodies = 1 + (size_t)plan->council_count;
    const WantedFigure figure = { state->kernel->figures[FIGURE_NPV], SKIP_PROGRAMMES };
    const BlockRequest request = { state->shown.items, 1, &figure, 1, (uint32_t)lane_count, false };
    double *results = arena_rows(arena, bodies * LANES * sizeof *results);
    state->kernel->evaluate_block(plan, &request, inputs, arena_rows(arena, state->kernel->evaluate_scratch_size(plan)),
        &(BlockResults){ .figures = results });
    for (size_t k = 0; k < lane_count; k++)
        for (size_t b = 0; b < bodies; b++) npv[k * bodies + b] = results[b * LANES + k];
}

static void lever_npv(void *context, const double *values, size_t count, double *npv) {
    const LiveScan *scan = context;
    const LiveState *state = scan->state;
    const size_t bodies = 1 + (size_t)state->plan.council_count;
    const bool at_once = scan->lever->change.kind == LIVE_INPUT;
    Arena *arena = arena_within(scan->arena);
    double *inputs = arena_rows(arena, (size_t)state->plan.input_count * LANES * sizeof *inputs);
    for (size_t i = 0; i < state->plan.input_count; i++)
        for (size_t k = 0; k < LANES; k++) inputs[i * LANES + k] = state->inputs[i];
    for (size_t v = 0; v < count; v++) {
        const LiveChange change = lever_at(scan, values[v]);
        Plan plan = state->plan;
        if (at_once) {
            inputs[(size_t)change.index * LANES + v] = change.value;
            continue;
        }
        change_plan(arena, state, &change, &plan);
        npv_of_lanes(arena, state, &plan, inputs, 1, npv + v * bodies);
    }
    if (at_once) npv_of_lanes(arena, state, &state->plan, inputs, count, npv);
    arena_free(arena);
}

static size_t scan_points(const LiveLever *lever) {
    return lever->change.kind == LIVE_INPUT        ? POINTS_AT_ONCE
           : lever->change.kind == LIVE_RATE_SHIFT ? POINTS_ONE_BY_ONE
                                                   : POINTS_STRAIGHT;
}

/* How far the changes have moved what a lever is measured from: the rate goes as far to either side of the one that is set. */
static double moved_by_changes(const LiveState *state, const LiveLever *lever) {
    return lever->change.kind == LIVE_RATE_SHIFT ? schedule_rate(&state->facts.settings.discount, 1) - lever->plan : 0;
}

void live_tornado(Arena *arena, const LiveState *state, BizcaseSensitivity *shown) {
    const LiveVariant *variant = &state->variant;
    const size_t bodies = 1 + (size_t)state->plan.council_count;
    BizcaseLever *levers = arena_array(arena, variant->lever_count, sizeof *levers);
    BizcaseTornadoRow *rows = arena_array(arena, variant->lever_count, sizeof *rows);
    double *plan_npv = arena_array(arena, bodies, sizeof *plan_npv);
    for (size_t b = 0; b < bodies; b++) plan_npv[b] = state->answers[LIVE_NOW].numbers[b * LIVE_ANSWER_NUMBERS];
    size_t count = 0;
    for (size_t k = 0; k < variant->lever_count; k++) {
        const LiveLever *lever = &variant->levers[k];
        const double moved = moved_by_changes(state, lever);
        levers[k] = (BizcaseLever){ .name = lever->name,
            .label = lever->label,
            .unit = lever->unit,
            .plan = lever->plan + moved,
            .measure = lever->measure,
            .levels = lever->levels };
        if (lever->change.kind == LIVE_OWN_BIAS && !state->facts.settings.optimism_bias_in_plan) continue;
        LiveScan scan = { arena, state, lever, levers[k].plan };
        const double now = lever->change.kind == LIVE_INPUT ? state->inputs[lever->change.index] : levers[k].plan;
        rows[count++] = tornado_row(arena, k,
            &(NpvCurve){ lever->low + moved, lever->high + moved, now, scan_points(lever), bodies,
                state->plan.zero_money, lever_npv, &scan });
    }
    count = tornado_order(rows, count, bodies, state->plan.zero_money);
    *shown = (BizcaseSensitivity){ .plan_npv = plan_npv,
        .body_count = bodies,
        .levers = levers,
        .lever_count = variant->lever_count,
        .tornado = rows,
        .tornado_count = count,
        .tornado_shown = count };
}

/* --- what must be the same ------------------------------------------------------------------------------------------ */

size_t live_check_plan(Arena *arena, const LiveState *state, double **figures) {
    const LiveVariant *variant = &state->variant;
    const Plan *plan = variant->facts.settings.optimism_bias_in_plan ? &variant->biased : &variant->plain;
    const Model model = model_of(plan);
    const Views first = { variant->views.items, 1, variant->views.result_count };
    BizcaseAppraisal appraisal;
    appraise_trial(arena, &variant->facts, &model, &first, variant->plan_values, &appraisal);
    return live_plan_figures(arena, &variant->facts, variant->views.items, first.result_count, &appraisal, figures);
}

size_t live_check_simulation(Arena *arena, const LiveState *state, uint64_t trials, double **figures) {
    const LiveVariant *variant = &state->variant;
    Case facts = variant->facts;
    size_t *usual;
    const size_t count = live_default_figures(arena, &usual);
    const char **names = arena_array(arena, count, sizeof *names);
    for (size_t f = 0; f < count; f++) names[f] = figure_table[usual[f]]->name;
    const BizcaseSimulateRequest asked = { .trials = trials,
        .has_seed = 1,
        .seed = variant->draws.seed,
        .sampler = sampling_designs[DESIGN_RANDOM].name,
        .figures = names,
        .figure_count = count,
        .threads = 1 };
    Setup setup;
    BizcaseSimulation simulation;
    if (setup_choose(arena, &facts, &asked, &setup, NULL) != BIZCASE_OK) return 0;
    setup.views = (Views){ variant->views.items, 1, variant->views.result_count };
    setup.model =
        model_of(facts.settings.optimism_bias_in_simulation != TRIALS_WITHOUT_BIAS ? &variant->held : &variant->plain);
    setup.draw_plan = variant->draws;
    setup_passes(arena, &setup);
    setup_plan(
        arena, &setup, facts.settings.optimism_bias_in_plan ? &variant->biased : &variant->plain, variant->plan_values);
    if (simulation_run(arena, &setup, &simulation) != BIZCASE_OK) return 0;
    return live_simulated_figures(arena, &facts, variant->views.items, setup.views.result_count, &simulation, figures);
}

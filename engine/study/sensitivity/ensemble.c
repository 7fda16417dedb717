#include "study/sensitivity/ensemble.h"

#include <math.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "study/simulation/odd_trials.h"
#include "study/simulation/select.h"

#define MOST_BYTES ((size_t)4 << 30)

enum { LEAST_KEPT = 10 };

/* --- state ------------------------------------------------------------------------------------------------------ */

typedef struct Collector {
    double *figures; /* [column][trial] */
    double **inputs; /* [input][trial] */
    size_t trials, column_count, input_count;
} Collector;

static void collect(void *context, const TrialBlock *block) {
    const Collector *collector = context;
    const size_t size = block->count * sizeof(double);
    for (size_t c = 0; c < collector->column_count; c++)
        memcpy(collector->figures + c * collector->trials + block->first, block->figures + c * LANES, size);
    for (size_t i = 0; i < collector->input_count; i++)
        if (collector->inputs[i]) memcpy(collector->inputs[i] + block->first, block->inputs + i * LANES, size);
}

int piece_report(void *piece, uint64_t done, uint64_t total) {
    const PieceOfPart *of_part = piece;
    const BizcaseSimulateRequest *asked = of_part->asked;
    return asked->progress(asked->context, of_part->from * total + (of_part->to - of_part->from) * done, 100 * total);
}

static size_t columns_of_body(const Ensemble *ensemble, const Rerun *rerun) {
    const Plan *plan = rerun->plan ? rerun->plan : &ensemble->setup.model.plan;
    return rerun->by_programme ? (size_t)plan->programme_count + 1 : 1;
}

static bool run_trials(Arena *arena, const Ensemble *ensemble, const Rerun *rerun, const View *views,
    uint32_t view_count, Collector *collector) {
    Setup setup = ensemble->setup;
    PieceOfPart piece = { &ensemble->asked, rerun->from, rerun->to };
    BizcaseSimulateRequest asked = ensemble->asked;
    if (asked.progress && rerun->to > 0) {
        asked.progress = piece_report;
        asked.context = &piece;
    }
    setup.asked = &asked;
    setup.trials = rerun->trials;
    if (rerun->plan) setup.model.plan = *rerun->plan;
    const WantedFigure figure = { setup.kernel->figures[rerun->figure], rerun->by_programme ? 0 : SKIP_PROGRAMMES };
    const BlockRequest block = { .views = views, .view_count = view_count, .figures = &figure, .figure_count = 1 };
    collector->column_count = view_count * ensemble->body_count * columns_of_body(ensemble, rerun);
    collector->trials = rerun->trials;
    *ensemble->evaluations += rerun->trials;
    return trials_each(arena,
        &(TrialsRequest){ .setup = &setup,
            .block = &block,
            .column_count = collector->column_count,
            .take = collect,
            .context = collector,
            .alter = rerun->alter,
            .alter_context = rerun->context },
        setup.threads);
}

/* The trials that are kept, of those that were drawn. */
static bool rerun_kept(Arena *arena, const Ensemble *ensemble, const Rerun *rerun, double *figures) {
    Arena *working = arena_within(arena);
    Rerun drawn = *rerun;
    drawn.trials = ensemble->kept[rerun->trials - 1] + 1;
    const size_t columns = ensemble->body_count * columns_of_body(ensemble, rerun);
    Collector collector = { .figures = arena_array(working, columns * drawn.trials, sizeof(double)) };
    const bool is_done = run_trials(arena, ensemble, &drawn, &rerun->view, 1, &collector);
    for (size_t c = 0; c < columns && is_done; c++)
        for (size_t i = 0; i < rerun->trials; i++)
            figures[c * rerun->trials + i] = collector.figures[c * drawn.trials + ensemble->kept[i]];
    arena_free(working);
    return is_done;
}

bool ensemble_rerun(Arena *arena, const Ensemble *ensemble, const Rerun *rerun, double *figures) {
    Collector collector = { .figures = figures };
    if (ensemble->kept && rerun->trials > 0) return rerun_kept(arena, ensemble, rerun, figures);
    return run_trials(arena, ensemble, rerun, &rerun->view, 1, &collector);
}

/* --- laying out ----------------------------------------------------------------------------------------------------- */

static BizcaseStatus too_many(const WhatIf *what_if, const Ensemble *ensemble, size_t columns) {
    diagnostics_error(what_if->problems, (Place){ .asked = "trials" },
        arena_format(what_if->arena, "at most %zu", (size_t)(MOST_BYTES / sizeof(double) / columns)),
        "%zu trials are more than can be kept", ensemble->trials);
    return BIZCASE_BAD_REQUEST;
}

static uint64_t trials_for(const WhatIf *what_if, const BizcaseSensitivityRequest *request) {
    const uint64_t of_case = what_if->the_case->settings.trials;
    if (request->trials) return request->trials;
    return of_case < BIZCASE_SENSITIVITY_TRIALS ? of_case : BIZCASE_SENSITIVITY_TRIALS;
}

/* Leaves out the trials in which some alternative's NPV is not a number. BIZCASE_BAD_REQUEST: hardly any are left. */
static BizcaseStatus leave_out(
    Arena *arena, const WhatIf *what_if, Ensemble *ensemble, double *npv, size_t columns, double *const *inputs) {
    const size_t drawn = ensemble->trials;
    size_t count;
    const size_t *kept = finite_trials(arena, npv, columns, drawn, &count);
    if (!kept) return BIZCASE_OK;
    const size_t out = drawn - count;
    if (count < LEAST_KEPT) {
        diagnostics_error(what_if->problems, (Place){ .asked = "trials" },
            "say in the formula what it is there: if(x = 0, 0, a / x)",
            "in %zu of %zu trials a formula divides by 0: too few are left", out, drawn);
        return BIZCASE_BAD_REQUEST;
    }
    keep_trials(npv, columns, drawn, kept, count);
    for (uint32_t i = 0; i < ensemble->setup.model.inputs.count; i++)
        if (inputs[i]) keep_trials(inputs[i], 1, drawn, kept, count);
    ensemble->kept = kept;
    ensemble->not_finite = out;
    ensemble->trials = count;
    return BIZCASE_OK;
}

BizcaseStatus ensemble_draw(
    Arena *arena, WhatIf *what_if, const BizcaseSensitivityRequest *request, Ensemble *ensemble) {
    /* One figure, so that the model has the inputs of the study's own reading and no others. */
    static const char *const figures[] = { "npv" };
    *ensemble = (Ensemble){ .views = what_if->views,
        .body_count = what_if->body_count,
        .alternative_count = what_if->alternative_count,
        .evaluations = &what_if->evaluations,
        .asked = { .trials = trials_for(what_if, request),
            .has_seed = request->has_seed,
            .seed = request->seed,
            .sampler = request->sampler,
            .threads = request->threads,
            .progress = request->progress,
            .context = request->context,
            .figures = figures,
            .figure_count = 1,
            .main_option_only = 1 } };
    const BizcaseStatus status =
        setup_simulation(arena, what_if->the_case, &ensemble->asked, &ensemble->setup, what_if->problems);
    if (status != BIZCASE_OK) return status;
    ensemble->setup.model = model_compile(arena, what_if->the_case, FOR_ENSEMBLE); /* the same inputs */
    const Inputs *inputs = &ensemble->setup.model.inputs;
    const size_t npv_columns = ensemble->alternative_count * ensemble->body_count,
                 columns = npv_columns + inputs->count;
    ensemble->trials = (size_t)ensemble->setup.trials;
    if (ensemble->trials > MOST_BYTES / sizeof(double) / columns) return too_many(what_if, ensemble, columns);
    double **kept = arena_array(arena, inputs->count, sizeof *kept);
    double *npv = arena_array(arena, npv_columns * ensemble->trials, sizeof *npv);
    for (uint32_t i = 0; i < inputs->count; i++)
        if (!inputs->items[i].fitted.constant) kept[i] = arena_array(arena, ensemble->trials, sizeof(double));
    const InputGroupings groupings = groupings_of(arena, &ensemble->setup);
    ensemble->groups = groupings.all;
    ensemble->disjoint = groupings.disjoint;
    Collector collector = { .figures = npv, .inputs = kept, .input_count = inputs->count };
    const Rerun all = { .figure = FIGURE_NPV, .trials = ensemble->trials };
    if (!run_trials(arena, ensemble, &all, ensemble->views.items, ensemble->views.count, &collector))
        return BIZCASE_STOPPED;
    ensemble->inputs = (const double **)kept;
    ensemble->npv = npv;
    return leave_out(arena, what_if, ensemble, npv, npv_columns, kept);
}

double ensemble_mean(const double *values, size_t count) {
    double sum = 0;
    size_t finite = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) continue;
        sum += values[i];
        finite++;
    }
    return finite ? sum / (double)finite : NAN;
}

double ensemble_quantile(Arena *arena, const double *values, size_t count, double probability) {
    double *copy = arena_array(arena, count, sizeof *copy);
    size_t finite = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i])) copy[finite++] = values[i];
    if (finite == 0) return NAN;
    const double position = probability * (double)(finite - 1);
    const size_t below = (size_t)position, ranks[] = { below, below + 1 < finite ? below + 1 : below };
    select_ranks(copy, finite, ranks, 2);
    return copy[ranks[0]] + (position - (double)below) * (copy[ranks[1]] - copy[ranks[0]]);
}

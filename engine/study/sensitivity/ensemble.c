#include "study/sensitivity/ensemble.h"

#include <math.h>
#include <string.h>

#include "evaluate/figure_table.h"
#include "study/simulation/select.h"

#define MOST_BYTES ((size_t)4 << 30)

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

static bool run_trials(Arena *arena, const Ensemble *ensemble, const Rerun *rerun, const View *views,
    uint32_t view_count, Collector *collector) {
    Setup setup = ensemble->setup;
    setup.trials = rerun->trials;
    if (rerun->plan) setup.model.plan = *rerun->plan;
    const WantedFigure figure = { setup.kernel->figures[rerun->figure], SKIP_PROGRAMMES };
    const BlockRequest block = { .views = views, .view_count = view_count, .figures = &figure, .figure_count = 1 };
    collector->column_count = view_count * ensemble->body_count;
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

bool ensemble_rerun(Arena *arena, const Ensemble *ensemble, const Rerun *rerun, double *figures) {
    Collector collector = { .figures = figures };
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

BizcaseStatus ensemble_draw(
    Arena *arena, WhatIf *what_if, const BizcaseSensitivityRequest *request, Ensemble *ensemble) {
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
    ensemble->groups = groups_of(arena, &ensemble->setup);
    Collector collector = { .figures = npv, .inputs = kept, .input_count = inputs->count };
    const Rerun all = { .figure = FIGURE_NPV, .trials = ensemble->trials };
    if (!run_trials(arena, ensemble, &all, ensemble->views.items, ensemble->views.count, &collector))
        return BIZCASE_STOPPED;
    ensemble->inputs = (const double **)kept;
    ensemble->npv = npv;
    return BIZCASE_OK;
}

double ensemble_mean(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return count ? sum / (double)count : NAN;
}

double ensemble_quantile(Arena *arena, const double *values, size_t count, double probability) {
    const double position = probability * (double)(count - 1);
    const size_t below = (size_t)position, ranks[] = { below, below + 1 < count ? below + 1 : below };
    double *copy = arena_array(arena, count, sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    select_ranks(copy, count, ranks, 2);
    return copy[ranks[0]] + (position - (double)below) * (copy[ranks[1]] - copy[ranks[0]]);
}

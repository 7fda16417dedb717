#include "study/simulation/setup.h"

#include <math.h>
#include <string.h>

#include "case/party.h"
#include "case/trial_bias.h"
#include "evaluate/figure_table.h"
#include "model/compile.h"
#include "sample/compile.h"
#include "sample/designs.h"
#include "study/plan_figures.h"
#include "study/run_size.h"
#include "study/threads.h"
#include "study/usual_figures.h"
#include "table/call.h"

/* Columns are gathered for as many views at once as fit into this; the others' trials are drawn again. */
#define MOST_COLUMN_BYTES ((size_t)256 << 20)

/* Who asks for a figure twice gets what either asks for. */
static void choose_figure(FigureChoice *choice, const Figure *figure, unsigned skips) {
    for (uint32_t f = 0; f < choice->count; f++)
        if (choice->figures[f].figure == figure) {
            choice->figures[f].skips &= skips;
            return;
        }
    choice->figures[choice->count++] = (WantedFigure){ figure, skips };
    choice->readings |= READING_BIT(figure->reading);
}

/* The name without what is behind "@". NULL when that is not "total". */
static const char *figure_name(Arena *arena, const char *wanted, bool *total_only) {
    const char *at = strchr(wanted, '@');
    *total_only = at != NULL;
    if (!at) return wanted;
    return strcmp(at, "@total") == 0 ? arena_text_n(arena, wanted, (size_t)(at - wanted)) : NULL;
}

/* Of other views only NPV is left, in total: for their comparison, and for the councils' agreement. */
static void keep_to_main_view(FigureChoice *choice) {
    bool has_npv = false;
    for (uint32_t f = 0; f < choice->count; f++) {
        choice->figures[f].skips |= SKIP_OTHER_VIEWS;
        has_npv = has_npv || choice->figures[f].figure == choice->npv;
    }
    choice->figures[choice->count++] = (WantedFigure){ choice->npv, SKIP_PROGRAMMES | SKIP_MAIN_VIEW };
    choice->shown_count = choice->count;
    if (!has_npv) choice->figures[choice->count++] = (WantedFigure){ choice->npv, SKIP_PROGRAMMES | SKIP_OTHER_VIEWS };
}

static void choose_usual(Arena *arena, const Kernel *kernel, const Case *the_case, FigureChoice *choice) {
    UsualFigure *usual;
    const size_t count = usual_figures(arena, the_case, &usual);
    for (size_t i = 0; i < count; i++)
        choose_figure(choice, kernel->figures[usual[i].figure], usual[i].total_only ? SKIP_PROGRAMMES : 0);
}

static BizcaseStatus choose_figures(Arena *arena, const Kernel *kernel, const Case *the_case,
    const BizcaseSimulateRequest *request, FigureChoice *choice, Diagnostics *problems) {
    *choice = (FigureChoice){ .figures = arena_array(arena, (size_t)figure_count + 2, sizeof(WantedFigure)) };
    const char **names = arena_array(arena, figure_count, sizeof *names);
    for (size_t f = 0; f < figure_count; f++) names[f] = figure_table[f]->name;
    for (size_t i = 0; i < request->figure_count; i++) {
        bool total_only;
        if (!request->figures || !request->figures[i]) {
            diagnostics_error(problems, (Place){ .asked = "figures" }, NULL, "found NULL where a text is needed");
            return BIZCASE_BAD_REQUEST;
        }
        const char *name = figure_name(arena, request->figures[i], &total_only);
        const size_t f = name ? bizcase_figure_find(name) : figure_count;
        if (f == figure_count) {
            diagnostics_error(problems, (Place){ .asked = "figures" },
                name ? word_hint(arena, name, names, figure_count)
                     : "expected @total, which leaves programmes out, or nothing",
                "\"%s\" is not a figure", request->figures[i]);
            return BIZCASE_BAD_REQUEST;
        }
        choose_figure(choice, kernel->figures[f], total_only ? SKIP_PROGRAMMES : 0);
    }
    if (request->figure_count == 0) choose_usual(arena, kernel, the_case, choice);
    choice->shown_count = choice->count;
    choice->npv = kernel->figures[FIGURE_NPV];
    if (request->main_option_only)
        keep_to_main_view(choice);
    else
        choose_figure(choice, choice->npv, SKIP_PROGRAMMES);
    return BIZCASE_OK;
}

static BizcaseStatus choose_design(Arena *arena, const Setup *setup, Design *design, Diagnostics *problems) {
    const char *names[SAMPLING_DESIGN_COUNT];
    const size_t found = sampling_design_find(setup->sampler);
    *design = (Design)found;
    if (found < SAMPLING_DESIGN_COUNT) return BIZCASE_OK;
    sampling_design_names(names);
    diagnostics_error(problems, (Place){ .asked = "sampler" },
        word_hint(arena, setup->sampler, names, SAMPLING_DESIGN_COUNT), "there is no sampler \"%s\"", setup->sampler);
    return BIZCASE_BAD_REQUEST;
}

/* Randomisations of equal size, whole blocks each; the last may be smaller. Sobol points are most even in powers of two,
   so there are up to twice as many randomisations of them. */
static uint64_t points_for(uint64_t trials, Design design) {
    static const uint64_t most = (uint64_t)1 << 31;
    const unsigned randomisations = sampling_designs[design].randomisations;
    if (randomisations == 0) return 0;
    if (design == DESIGN_SOBOL) {
        uint64_t points = LANES;
        while (2 * points <= trials / randomisations && 2 * points <= most) points *= 2;
        return points;
    }
    const uint64_t each = (trials + randomisations - 1) / randomisations;
    const uint64_t whole = (each + LANES - 1) / LANES * LANES;
    return whole < most ? whole : most;
}

BizcaseStatus setup_choose(
    Arena *arena, const Case *the_case, const BizcaseSimulateRequest *asked, Setup *setup, Diagnostics *problems) {
    *setup = (Setup){ .the_case = the_case,
        .kernel = kernel_named(the_case->kernel),
        .asked = asked,
        .trials = asked->trials ? asked->trials : the_case->settings.trials,
        .seed = asked->has_seed ? asked->seed : the_case->settings.seed,
        .sampler = arena_text(arena, asked->sampler ? asked->sampler : the_case->settings.sampler),
        .threads = threads_that_fit(the_case, asked->threads ? asked->threads : threads_available()) };
    return choose_figures(arena, setup->kernel, the_case, asked, &setup->choice, problems);
}

/* [view][council] who has to gain for all to gain. */
static const bool *counted_in_views(Arena *arena, const Setup *setup) {
    const size_t councils = setup->the_case->council_count;
    bool *counted = arena_array(arena, setup->views.count * councils, sizeof *counted);
    for (uint32_t v = 0; v < setup->views.count; v++) {
        const View *view = &setup->views.items[v];
        mark_counted_parties(setup->the_case, READING_WHOLE, view->option,
            view->baseline == NO_INDEX ? NONE : view->baseline, counted + v * councils);
    }
    return counted;
}

void setup_passes(Arena *arena, Setup *setup) {
    setup->has_stake = counted_in_views(arena, setup);
    const size_t columns_per_view = (size_t)setup->views.result_count * setup->choice.count;
    const size_t fitting = MOST_COLUMN_BYTES / (columns_per_view * run_column_bytes(setup->trials, OUTCOMES_SPREAD));
    setup->views_at_once = fitting < 1 ? 1 : fitting < setup->views.count ? fitting : setup->views.count;
    setup->pass_count = (setup->views.count + setup->views_at_once - 1) / setup->views_at_once;
}

static bool stream_varies(const Setup *setup, const Stream *stream) {
    for (uint32_t i = 0; i < stream->input_count; i++)
        if (!setup->model.inputs.items[stream->inputs[i]].fitted.constant) return true;
    return false;
}

static bool bundle_varies(const Setup *setup, const Bundle *bundle) {
    const Plan *plan = &setup->model.plan;
    const Pool *pool = &plan->pools[bundle->pool];
    if (bundle->phase != NO_INDEX || bundle->growth_count > 0 || bundle->level_count > 0 || bundle->step_levels)
        return true;
    for (uint32_t i = 0; i < pool->sharing_count; i++)
        if (!plan->splits[plan->sharings[pool->first_sharing + i].split].shares) return true;
    for (uint32_t s = 0; s < bundle->stream_count; s++)
        if (stream_varies(setup, &plan->streams[bundle->streams[s]])) return true;
    return false;
}

/* [1 + programme] whether its outcomes can differ between trials; the first is the total. */
static const bool *varying_programmes(Arena *arena, const Setup *setup) {
    const Plan *plan = &setup->model.plan;
    bool *varies = arena_array(arena, (size_t)plan->programme_count + 1, sizeof *varies);
    for (uint32_t b = 0; b < plan->bundle_count; b++) {
        const Bundle *bundle = &plan->bundles[b];
        if (!bundle_varies(setup, bundle)) continue;
        varies[0] = varies[1 + plan->pools[bundle->pool].programme] = true;
    }
    return varies;
}

static double view_bytes(const Setup *setup, const View *view, const bool *varies) {
    const Plan *plan = &setup->model.plan;
    const size_t programmes = (size_t)plan->programme_count + 1;
    double bytes = 0;
    for (uint32_t f = 0; f < setup->choice.count; f++)
        for (size_t r = 0; r < setup->views.result_count; r++)
            if (result_has(plan, view, r, &setup->choice.figures[f]))
                bytes += (double)run_column_bytes(
                    setup->trials, varies[r % programmes] ? OUTCOMES_SPREAD : OUTCOMES_ALL_SAME);
    return bytes;
}

/* Of the pass that takes most. */
static double bytes_at_once(Arena *arena, const Setup *setup) {
    const bool *varies = varying_programmes(arena, setup);
    double most = 0;
    for (size_t first = 0; first < setup->views.count; first += setup->views_at_once) {
        double bytes = 0;
        for (size_t v = first; v < setup->views.count && v < first + setup->views_at_once; v++)
            bytes += view_bytes(setup, &setup->views.items[v], varies);
        most = fmax(most, bytes);
    }
    return most;
}

/* What is kept of its results. */
static RunSize size_of(const Setup *setup) {
    return (RunSize){ .views = setup->asked->main_option_only ? 1 : setup->views.count,
        .programmes = setup->the_case->programme_count,
        .figures = setup->choice.shown_count };
}

BizcaseStatus setup_simulation(
    Arena *arena, const Case *the_case, const BizcaseSimulateRequest *asked, Setup *setup, Diagnostics *problems) {
    Design design = DESIGN_RANDOM;
    BizcaseStatus status = setup_choose(arena, the_case, asked, setup, problems);
    if (status == BIZCASE_OK) status = views_of(arena, the_case, asked->option, &setup->views, problems);
    if (status == BIZCASE_OK) {
        const RunSize size = size_of(setup);
        status = run_fits(the_case, &size, problems);
    }
    if (status == BIZCASE_OK) status = choose_design(arena, setup, &design, problems);
    if (status != BIZCASE_OK) return status;
    setup->model = model_compile_readings(arena, the_case, FOR_SIMULATION, setup->choice.readings);
    setup->draw_plan = inputs_draw_plan(arena, the_case, &setup->model.inputs, setup->seed);
    setup->points = points_for(setup->trials, design);
    draw_plan_design(arena, &setup->draw_plan, design, setup->points, setup->trials);
    setup_passes(arena, setup);
    return BIZCASE_OK;
}

BizcaseStatus setup_fits(Arena *arena, const Setup *setup, Diagnostics *problems) {
    RunSize size = size_of(setup);
    size.trial_bytes = bytes_at_once(arena, setup);
    return run_fits(setup->the_case, &size, problems);
}

/* One trial, in the columns of the run of a pass. */
static const double *plan_columns(
    Arena *arena, const Setup *setup, size_t pass, const Plan *plan, const double *values) {
    const RunRequest run = setup_run(setup, pass);
    const size_t most = (size_t)run.view_count * run.result_count * run.figure_count;
    const BlockRequest block = { run.views, run.view_count, run.figures, run.figure_count, 1, false };
    double *columns = arena_array(arena, most, sizeof *columns);
    Arena *working = arena_within(arena);
    double *figures = arena_rows(working, most * LANES * sizeof *figures);
    setup->kernel->evaluate_block(plan, &block, values, arena_rows(working, setup->kernel->evaluate_scratch_size(plan)),
        &(BlockResults){ .figures = figures });
    for (size_t column = 0; column < most; column++)
        columns[column] = isfinite(figures[column * LANES]) ? figures[column * LANES] : NAN;
    arena_free(working);
    return columns;
}

void setup_plan(Arena *arena, Setup *setup, const Plan *plan, const double *inputs) {
    const double **passes = arena_array(arena, setup->pass_count, sizeof *passes);
    Arena *working = arena_within(arena);
    double *values = arena_rows(working, (size_t)plan->input_count * LANES * sizeof *values);
    for (size_t i = 0; i < plan->input_count; i++)
        for (size_t k = 0; k < LANES; k++) values[i * LANES + k] = inputs[i];
    for (size_t pass = 0; pass < setup->pass_count; pass++)
        passes[pass] = plan_columns(arena, setup, pass, plan, values);
    arena_free(working);
    setup->plan = passes;
}

/* [1 + council] or NULL. */
static const double *plan_as_trials(Arena *arena, const Setup *setup) {
    static const size_t npv = FIGURE_NPV;
    if (!plan_differs_from_trials(setup->the_case)) return NULL;
    Case varied = *setup->the_case;
    const View view = main_view(&setup->views);
    varied.settings = settings_as_trials(&setup->the_case->settings);
    return plan_figures(arena, &varied, &view, 1, &npv, 1);
}

void setup_case_plan(Arena *arena, Setup *setup) {
    Arena *working = arena_within(arena);
    const Model model = model_compile_readings(working, setup->the_case, FOR_PLAN, setup->choice.readings);
    double *inputs = arena_array(working, model.inputs.count, sizeof *inputs);
    for (size_t i = 0; i < model.inputs.count; i++) inputs[i] = model.inputs.items[i].plan_value;
    setup_plan(arena, setup, &model.plan, inputs);
    arena_free(working);
    setup->plan_on_trials_basis = plan_as_trials(arena, setup);
}

RunRequest setup_run(const Setup *setup, size_t pass) {
    const size_t first = pass * setup->views_at_once, left = setup->views.count - first;
    return (RunRequest){ .kernel = setup->kernel,
        .model = &setup->model,
        .draw_plan = &setup->draw_plan,
        .views = setup->views.items + first,
        .view_count = (uint32_t)(left < setup->views_at_once ? left : setup->views_at_once),
        .result_count = setup->views.result_count,
        .figures = setup->choice.figures,
        .figure_count = setup->choice.count,
        .npv = setup->choice.npv,
        .has_stake = setup->has_stake + first * setup->the_case->council_count,
        .plan = setup->plan ? setup->plan[pass] : NULL,
        .trials = setup->trials,
        .points = setup->points,
        .end_trial = setup->trials,
        .threads = setup->threads,
        .progress = setup->asked->progress,
        .context = setup->asked->context,
        .progress_before = setup->trials * pass,
        .progress_total = setup->trials * setup->pass_count };
}

size_t bizcase_sampler_count(void) {
    return SAMPLING_DESIGN_COUNT;
}

BizcaseSampler bizcase_sampler(size_t index) {
    if (index >= bizcase_sampler_count()) return (BizcaseSampler){ "", "" };
    return (BizcaseSampler){ sampling_designs[index].name, sampling_designs[index].words };
}

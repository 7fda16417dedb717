/* Sides appraised one by one; between two, the cases that have some of the changes, and what each change adds. */
#include "study/comparison/compare.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "case/changes/hybrid.h"
#include "case/handle.h"
#include "case/party.h"
#include "case/reading/ids.h"
#include "case/reading/loader.h"
#include "evaluate/figure_table.h"
#include "study/comparison/shapley.h"
#include "study/main_option.h"
#include "study/plan_figures.h"
#include "study/threads.h"
#include "study/views.h"
#include "table/call.h"

typedef struct Comparison {
    BizcaseComparison shown; /* first: the handle is a pointer to it */
    Arena *arena;
    InputFiles inputs;
} Comparison;

const InputFiles *comparison_inputs(const BizcaseComparison *comparison) {
    return &((const Comparison *)(const void *)comparison)->inputs;
}

/* What the worth of a set of changes is found with. */
typedef struct Bridge {
    const CasePair *pair;
    const BizcaseCompareRequest *request;
    const BizcaseComparedSide *first;
    atomic_int failure; /* BizcaseStatus: what the machine failed in while a worth was looked for, by any thread */
} Bridge;

/* --- options ----------------------------------------------------------------------------------------------------------- */

/* The option asked for; else the one that the case marks as preferred; else the first side's where the case has it, so that
   like is compared with like; else its own. */
static BizcaseStatus choose_view(Arena *arena, const Case *the_case, const BizcaseCompareRequest *request,
    const char *first, Views *views, Diagnostics *problems) {
    const char *option = request->option;
    for (size_t o = 0; o < the_case->option_count && first && !option && !case_marks_preferred(the_case); o++)
        if (strcmp(the_case->options[o].label.id, first) == 0) option = first;
    return views_of(arena, the_case, option, views, problems);
}

/* --- sides ----------------------------------------------------------------------------------------------------------- */

/* [reading × bodies + body] */
static const int *stakes_of(Arena *arena, const Case *the_case, const View *view) {
    const size_t bodies = 1 + the_case->council_count, baseline = view->baseline == NO_INDEX ? NONE : view->baseline;
    int *has_stake = arena_array(arena, READING_COUNT * bodies, sizeof *has_stake);
    for (size_t r = 0; r < READING_COUNT; r++)
        for (size_t b = 0; b < bodies; b++)
            has_stake[r * bodies + b] =
                b == 0 || party_has_stake(the_case, (MoneyReading)r, view->option, baseline, b - 1);
    return has_stake;
}

static BizcaseComparedSide side_of(Arena *arena, const Case *the_case, const View *view, const char *label) {
    const size_t bodies = 1 + the_case->council_count;
    size_t *all = arena_array(arena, bizcase_figure_count(), sizeof *all);
    const char **ids = arena_array(arena, bodies, sizeof *ids), **names = arena_array(arena, bodies, sizeof *names);
    for (size_t f = 0; f < bizcase_figure_count(); f++) all[f] = f;
    for (size_t b = 0; b < bodies; b++) {
        ids[b] = b ? arena_text(arena, the_case->councils[b - 1].id) : "joint";
        names[b] = b ? arena_text(arena, the_case->councils[b - 1].name) : "joint";
    }
    double *figures = plan_figures(arena, the_case, view, 1, all, bizcase_figure_count());
    for (size_t i = 0; i < bodies * bizcase_figure_count(); i++)
        if (!isfinite(figures[i])) figures[i] = NAN;
    const BizcaseScope scope = scope_of(the_case, view, 0);
    const char *versus = view->baseline == NO_INDEX ? NULL : the_case->options[view->baseline].label.name;
    return (BizcaseComparedSide){ .label = arena_text(arena, label),
        .option = arena_text(arena, scope.option),
        .versus = scope.versus ? arena_text(arena, scope.versus) : NULL,
        .body_count = bodies,
        .bodies = ids,
        .names = names,
        .currency = arena_text(arena, the_case->settings.currency),
        .figures = figures,
        .eac_life = option_life_years(&the_case->options[view->option], &the_case->settings),
        .eac_life_is_own = the_case->options[view->option].life_periods > 0,
        .title = arena_text(arena, the_case->settings.title),
        .digest = arena_text(arena, the_case->digest),
        .option_name = arena_text(arena, the_case->options[view->option].label.name),
        .versus_name = versus ? arena_text(arena, versus) : NULL,
        .has_stake = stakes_of(arena, the_case, view) };
}

/* One case: a side for each option, against the baseline where there is one. */
static void add_options(Arena *arena, const Case *the_case, const Views *views, BizcaseComparison *shown) {
    BizcaseComparedSide *sides = arena_array(arena, views->count, sizeof *sides);
    for (uint32_t v = 0; v < views->count; v++) {
        const View *view = &views->items[v];
        if (the_case->baseline != NONE && view->baseline == NO_INDEX && the_case->option_count > 1) continue;
        sides[shown->side_count++] = side_of(arena, the_case, view, the_case->options[view->option].label.name);
    }
    shown->sides = sides;
}

static BizcaseStatus add_side(Call *call, const BizcaseCompareRequest *request, size_t s, BizcaseProblems *problems,
    BizcaseComparedSide *sides, Comparison *comparison) {
    BizcaseComparison *shown = &comparison->shown;
    Arena *arena = call->arena, *working = arena_within(arena);
    BizcaseCase *loaded;
    Views views;
    BizcaseStatus status = case_load_within(working, request->sides[s], problems, &loaded);
    if (status == BIZCASE_OK)
        status = choose_view(arena, case_of(loaded), request, s > 0 ? sides[0].option : NULL, &views, &call->problems);
    if (status != BIZCASE_OK) return status;
    const View view = main_view(&views);
    input_files_add(arena, &comparison->inputs, case_of(loaded));
    if (request->side_count == 1)
        add_options(arena, case_of(loaded), &views, shown);
    else
        sides[shown->side_count++] = side_of(arena, case_of(loaded), &view, request->labels[s]);
    arena_free(working);
    return BIZCASE_OK;
}

/* --- bridge ---------------------------------------------------------------------------------------------------------- */

typedef struct Worth {
    const Bridge *bridge;
    const Case *the_case;
    double *values; /* [body of the first side] */
} Worth;

/* Where the case has a body of the first side, whose councils may be in another order. */
static size_t find_body(const Case *the_case, const char *id) {
    size_t c = 0;
    while (c < the_case->council_count && strcmp(the_case->councils[c].id, id) != 0) c++;
    return 1 + c;
}

static BizcaseStatus find_npv(Call *call, void *context) {
    const Worth *worth = context;
    const BizcaseComparedSide *first = worth->bridge->first;
    const size_t npv = FIGURE_NPV;
    Views views;
    if (1 + worth->the_case->council_count != first->body_count) return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status =
        choose_view(call->arena, worth->the_case, worth->bridge->request, first->option, &views, &call->problems);
    if (status != BIZCASE_OK) return status;
    const View view = main_view(&views);
    const double *values = plan_figures(call->arena, worth->the_case, &view, 1, &npv, 1);
    worth->values[0] = values[0];
    for (size_t b = 1; b < first->body_count; b++) {
        const size_t body = find_body(worth->the_case, first->bodies[b]);
        if (body == first->body_count) return BIZCASE_BAD_REQUEST;
        worth->values[b] = values[body];
    }
    return BIZCASE_OK;
}

/* status: of loading the case, which is freed. */
static bool npv_of(Bridge *bridge, BizcaseStatus status, BizcaseCase *loaded, double *values) {
    if (status == BIZCASE_OK) status = call_do(NULL, find_npv, &(Worth){ bridge, case_of(loaded), values });
    if (status == BIZCASE_NO_MEMORY || status == BIZCASE_NOT_READ) atomic_store(&bridge->failure, (int)status);
    bizcase_case_free(loaded);
    return status == BIZCASE_OK;
}

static bool worth(void *context, const bool *in, double *values) {
    Bridge *bridge = context;
    BizcaseCase *loaded;
    const BizcaseStatus status = case_pair_load(bridge->pair, in, &loaded);
    return npv_of(bridge, status, loaded, values);
}

static bool report(void *context, size_t done, size_t total) {
    const Bridge *bridge = context;
    return bridge->request->progress && bridge->request->progress(bridge->request->context, done, total);
}

/* A change that only moves money between councils is as large as what it moves. */
static double size_of(const BizcaseBridgeStep *step, size_t body_count) {
    double size = 0;
    for (size_t b = 0; b < body_count; b++) size = fmax(size, fabs(step->npv[b]));
    return size;
}

/* Rows that are one only because there are many come last, however much they move together. */
static bool comes_before(const BizcaseBridgeStep *a, const BizcaseBridgeStep *b, size_t body_count) {
    if (a->holds_smaller != b->holds_smaller) return b->holds_smaller;
    return size_of(a, body_count) > size_of(b, body_count);
}

static void sort_steps(BizcaseBridgeStep *steps, size_t count, size_t body_count) {
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && comes_before(&steps[j], &steps[j - 1], body_count); j--) {
            const BizcaseBridgeStep swapped = steps[j];
            steps[j] = steps[j - 1];
            steps[j - 1] = swapped;
        }
}

static const char *place_or_nothing(Arena *arena, Place place) {
    return place.file || place.asked ? place_text(arena, place) : "";
}

/* Steps are sorted: cells point to them by name. */
static size_t step_named(const BizcaseComparison *shown, const char *what) {
    size_t s = 0;
    while (s < shown->step_count && strcmp(shown->steps[s].what, what) != 0) s++;
    return s;
}

/* "Existing data centres (costs.csv)" */
static const char *title_of_row(Arena *arena, const CasePair *pair, const CellChange *cell) {
    return arena_format(arena, "%s (%s)", case_pair_row_title(pair, cell), cell->file);
}

/* Of a group that is a row, the row's; "40 smaller changes (costs.csv)"; a file. */
static const char *title_of_group(Arena *arena, const CasePair *pair, const char *group, const CellChange *cell) {
    const char *separator = strstr(group, ": ");
    if (!separator) return group;
    if (strcmp(group, arena_format(arena, "%s: %s", cell->file, cell->row)) == 0)
        return title_of_row(arena, pair, cell);
    return arena_format(arena, "%s (%.*s)", separator + 2, (int)(separator - group), group);
}

/* --- cells ----------------------------------------------------------------------------------------------------------- */

/* The second version without each of some cells. */
typedef struct CellSurvey {
    Bridge *bridge;
    const CellChange **cells; /* [count] */
    double **npv;             /* [count] → [body]; NULL: there is no such case */
    size_t count;
} CellSurvey;

static void survey_cell(void *context, size_t piece, unsigned worker) {
    CellSurvey *survey = context;
    BizcaseCase *loaded;
    (void)worker;
    if (atomic_load(&survey->bridge->failure) != BIZCASE_OK) return;
    const BizcaseStatus status = case_pair_load_without(survey->bridge->pair, survey->cells[piece], &loaded);
    if (!npv_of(survey->bridge, status, loaded, survey->npv[piece])) survey->npv[piece] = NULL;
}

static bool report_cells(void *context, size_t done) {
    const CellSurvey *survey = context;
    return atomic_load(&survey->bridge->failure) != BIZCASE_OK || report(survey->bridge, done, survey->count);
}

/* A cell that a figure depends on, beside what it is chosen by. */
typedef struct Candidate {
    const CellChange *cell;
    size_t step, at;
} Candidate;

/* Those of the largest change first, and of one change the largest. */
static int by_step(const void *a, const void *b) {
    const Candidate *x = a, *y = b;
    if (x->step != y->step) return x->step < y->step ? -1 : 1;
    if (x->cell->size != y->cell->size) return x->cell->size > y->cell->size ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* So many at most that the work does not grow with their number. */
static CellSurvey choose_cells(Arena *arena, Bridge *bridge, const BizcaseComparison *shown) {
    const CasePair *pair = bridge->pair;
    Candidate *candidates = arena_array(arena, pair->cell_count, sizeof *candidates);
    size_t count = 0;
    for (size_t c = 0; c < pair->cell_count; c++)
        if (shown->cells[c].change < shown->step_count)
            candidates[count++] = (Candidate){ &pair->cells[c], shown->cells[c].change, c };
    if (count > 1) qsort(candidates, count, sizeof *candidates, by_step);
    if (count > BIZCASE_CELLS_WEIGHED) count = BIZCASE_CELLS_WEIGHED;
    CellSurvey survey = { .bridge = bridge,
        .cells = arena_array(arena, count, sizeof *survey.cells),
        .npv = arena_array(arena, count, sizeof *survey.npv),
        .count = count };
    for (size_t i = 0; i < count; i++) {
        survey.cells[i] = candidates[i].cell;
        survey.npv[i] = arena_array(arena, bridge->first->body_count, sizeof **survey.npv);
    }
    return survey;
}

/* cells: of shown, which it fills. */
static BizcaseStatus weigh_cells(
    Arena *arena, Bridge *bridge, const BizcaseComparison *shown, BizcaseCellChange *cells) {
    CellSurvey survey = choose_cells(arena, bridge, shown);
    const unsigned threads = bridge->request->threads ? bridge->request->threads : threads_available();
    const SharedWork work = { survey_cell, report_cells, &survey, survey.count };
    if (!threads_run(&work, threads) && atomic_load(&bridge->failure) == BIZCASE_OK) return BIZCASE_STOPPED;
    if (atomic_load(&bridge->failure) != BIZCASE_OK) return (BizcaseStatus)atomic_load(&bridge->failure);
    bool *all = arena_array(arena, bridge->pair->group_count, sizeof *all);
    double *second = arena_array(arena, bridge->first->body_count, sizeof *second);
    for (size_t g = 0; g < bridge->pair->group_count; g++) all[g] = true;
    if (!worth(bridge, all, second)) return (BizcaseStatus)atomic_load(&bridge->failure);
    for (size_t i = 0; i < survey.count; i++) {
        for (size_t b = 0; survey.npv[i] && b < bridge->first->body_count; b++)
            survey.npv[i][b] = second[b] - survey.npv[i][b];
        cells[survey.cells[i] - bridge->pair->cells].npv = survey.npv[i];
    }
    return BIZCASE_OK;
}

static BizcaseStatus add_cells(Arena *arena, Bridge *bridge, BizcaseComparison *shown) {
    const CasePair *pair = bridge->pair;
    BizcaseCellChange *cells = arena_array(arena, pair->cell_count, sizeof *cells);
    for (size_t c = 0; c < pair->cell_count; c++) {
        const CellChange *cell = &pair->cells[c];
        const char *row = title_of_row(arena, pair, cell);
        cells[c] = (BizcaseCellChange){ cell->file, cell->row, cell->column, cell->before, cell->after,
            place_or_nothing(arena, cell->before_place), place_or_nothing(arena, cell->after_place),
            cell->group == NONE ? shown->step_count : step_named(shown, pair->groups[cell->group]), NULL,
            *cell->column ? arena_format(arena, "%s, %s", row, cell->column) : row };
    }
    shown->cells = cells;
    shown->cell_count = pair->cell_count;
    return shown->has_bridge ? weigh_cells(arena, bridge, shown, cells) : BIZCASE_OK;
}

static void add_steps(
    Arena *arena, const CasePair *pair, const Bridge *bridge, const ShapleyResult *result, BizcaseComparison *shown) {
    const size_t bodies = bridge->first->body_count;
    BizcaseBridgeStep *steps = arena_array(arena, pair->group_count, sizeof *steps);
    for (size_t g = 0; g < pair->group_count; g++)
        steps[g] = (BizcaseBridgeStep){ pair->groups[g], result->parts + g * bodies, result->errors + g * bodies, NULL,
            pair->group[g].row_count, pair->group[g].is_joined };
    for (size_t c = 0; c < pair->cell_count; c++) {
        const CellChange *cell = &pair->cells[c];
        if (cell->group != NONE && !steps[cell->group].title)
            steps[cell->group].title = title_of_group(arena, pair, pair->groups[cell->group], cell);
    }
    sort_steps(steps, pair->group_count, bodies);
    shown->steps = steps;
    shown->step_count = pair->group_count;
    shown->is_exact = result->is_exact;
    shown->evaluations = result->evaluations;
    shown->has_bridge = 1;
}

/* A case takes the longer to read the more rows it has: of a large one fewer are made. */
static size_t evaluations_for(size_t row_count) {
    enum { MOST = 6000, ROWS = 100 };
    return row_count <= ROWS ? MOST : (size_t)MOST * ROWS / row_count;
}

/* Where a case between the two cannot be, as one change needs another, changes are taken together. */
static BizcaseStatus build_bridge(Arena *arena, const BizcaseCompareRequest *request, BizcaseComparison *shown) {
    for (Coarseness coarseness = GROUP_ROWS; coarseness <= GROUP_ALL; coarseness++) {
        CasePair *pair = arena_alloc(arena, sizeof *pair);
        const BizcaseStatus status = case_pair_read(arena, request->sides, coarseness, pair);
        if (status != BIZCASE_OK) return status;
        Bridge *bridge = arena_alloc(arena, sizeof *bridge);
        bridge->pair = pair;
        bridge->request = request;
        bridge->first = &shown->sides[0];
        ShapleyResult result;
        const ShapleyGame game = { pair->group_count, bridge->first->body_count, worth, report, bridge,
            request->threads, evaluations_for(pair->row_count) };
        const ShapleyOutcome outcome = pair->councils_differ ? SHAPLEY_NO_WORTH : shapley_values(arena, &game, &result);
        const BizcaseStatus failure = (BizcaseStatus)atomic_load(&bridge->failure);
        if (failure != BIZCASE_OK) return failure;
        if (outcome == SHAPLEY_STOPPED) return BIZCASE_STOPPED;
        if (outcome == SHAPLEY_DONE) add_steps(arena, pair, bridge, &result, shown);
        if (outcome == SHAPLEY_DONE || coarseness == GROUP_ALL || pair->councils_differ)
            return add_cells(arena, bridge, shown);
    }
    return BIZCASE_OK;
}

typedef struct CompareCall {
    BizcaseCompareRequest request;
    BizcaseProblems *problems; /* those of loading a side go there by themselves */
    BizcaseComparison *made;
} CompareCall;

static BizcaseStatus compare(Call *call, void *context) {
    CompareCall *asked = context;
    const BizcaseCompareRequest *request = &asked->request;
    Comparison *comparison = arena_alloc(call->arena, sizeof *comparison);
    comparison->arena = call->arena;
    asked->made = &comparison->shown;
    BizcaseComparedSide *sides = arena_array(call->arena, request->side_count, sizeof *sides);
    comparison->shown.sides = sides;
    for (size_t s = 0; s < request->side_count; s++) {
        const BizcaseStatus status = add_side(call, request, s, asked->problems, sides, comparison);
        if (status != BIZCASE_OK) return status;
    }
    return request->side_count == 2 ? build_bridge(call->arena, request, &comparison->shown) : BIZCASE_OK;
}

static bool sides_are_given(const BizcaseCompareRequest *request, BizcaseProblems *problems) {
    for (size_t s = 0; s < request->side_count; s++)
        if (!request->sides || !request->sides[s])
            return request_refused(problems, "sides", NULL, "found NULL where a case is needed");
    return request->side_count == 1 || request_texts_good(request->labels, request->side_count, "labels", problems);
}

BizcaseStatus bizcase_compare(
    const BizcaseCompareRequest *request, BizcaseComparison **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!request) return BIZCASE_BAD_REQUEST;
    CompareCall asked = { .problems = problems };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems) || !sides_are_given(&asked.request, problems))
        return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, compare, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

void bizcase_comparison_free(BizcaseComparison *comparison) {
    if (comparison) arena_free(((Comparison *)(void *)comparison)->arena);
}

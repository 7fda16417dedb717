/* The work of a batch: runs are shared among threads, each does whole runs and writes to its own run's outcome only. */
#include "study/batch/batch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "case/handle.h"
#include "case/reading/ids.h"
#include "study/find_next.h"
#include "study/plan_figures.h"
#include "study/threads.h"
#include "study/usual_figures.h"
#include "study/views.h"
#include "table/call.h"

/* What a thread works with. */
typedef struct BatchWorker {
    Arena *arena;              /* keeps outcomes; the thread's own */
    BizcaseProblems *problems; /* of the run at hand */
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
} BatchWorker;

typedef struct BatchWorkers {
    BatchWorker *items;
    size_t count;
} BatchWorkers;

typedef struct BatchWork {
    BizcaseBatch *batch;
    const BizcaseBatchRequest *request;
    BatchWorker *workers;
    unsigned threads_each; /* of a simulation, where there are fewer runs than processors */
} BatchWork;

const BizcaseBatchOutcome *bizcase_batch_outcome(const BizcaseBatch *batch, size_t run) {
    static const BizcaseBatchOutcome waiting = { .state = BIZCASE_RUN_WAITING };
    return batch && batch->finished && run < batch->run_count && atomic_load(&batch->finished[run])
               ? &batch->outcomes[run]
               : &waiting;
}

static const char *listed(Arena *arena, const char *const *texts, size_t count) {
    const char *list = "";
    for (size_t i = 0; i < count; i++) list = arena_format(arena, "%s\n%s", list, texts[i]);
    return list;
}

/* Of a run: indices of the table, each once. */
typedef struct RunFigures {
    size_t *items, count;
} RunFigures;

static void add_figure(RunFigures *figures, size_t figure) {
    for (size_t f = 0; f < figures->count; f++)
        if (figures->items[f] == figure) return;
    figures->items[figures->count++] = figure;
}

static RunFigures figures_of_run(Arena *arena, const BizcaseBatch *batch, const Case *the_case) {
    RunFigures figures = { arena_array(arena, bizcase_figure_count(), sizeof *figures.items), 0 };
    UsualFigure *usual;
    const size_t count = batch->has_usual_figures ? usual_figures(arena, the_case, &usual) : 0;
    for (size_t f = 0; f < count; f++) add_figure(&figures, usual[f].figure);
    for (size_t f = 0; f < batch->figure_count; f++) add_figure(&figures, batch->figures[f]);
    return figures;
}

static const char *figure_list(Arena *arena, const RunFigures *figures) {
    const char *list = "";
    for (size_t f = 0; f < figures->count; f++)
        list = arena_format(arena, "%s %s", list, bizcase_figure(figures->items[f]).name);
    return list;
}

/* All that decides the rows and documents. */
static void digest_run(
    Arena *arena, const RunFigures *figures, const BizcaseBatchRun *run, const Case *the_case, char digest[65]) {
    const char *text = arena_format(arena,
        "bizcase %s\n%s\nscenarios%s\nchanges%s\n%s\n%s\n%llu %d %llu %s\n%s\nformats%s\n", bizcase_version(),
        the_case->digest, listed(arena, run->scenarios, run->scenario_count),
        listed(arena, run->changes, run->change_count), run->option ? run->option : "", run->study,
        (unsigned long long)run->trials, run->has_seed, (unsigned long long)run->seed, run->sampler ? run->sampler : "",
        figure_list(arena, figures), listed(arena, run->formats, run->format_count));
    digest_hex(text, strlen(text), digest);
}

static const char *figure_unit_text(Arena *arena, const Case *the_case, size_t figure) {
    static const char *const units[] = {
        [BIZCASE_RATIO] = "ratio", [BIZCASE_RATE] = "fraction a year", [BIZCASE_YEARS] = "years"
    };
    const BizcaseUnit unit = bizcase_figure(figure).unit;
    return unit == BIZCASE_MONEY ? arena_text(arena, the_case->settings.currency) : units[unit];
}

/* Rows by council and figure: the plan's, then a simulation's statistics. */
static void fill_rows(Arena *arena, const RunFigures *figures, const Case *the_case, const View *view,
    const double *plan, const BizcaseSimulation *simulation, BizcaseBatchOutcome *outcome) {
    const size_t bodies = 1 + the_case->council_count, each = 1 + (simulation ? batch_statistic_count() : 0);
    BizcaseBatchRow *rows = arena_array(arena, bodies * figures->count * each, sizeof *rows);
    size_t count = 0, from = 0;
    for (size_t b = 0; b < bodies; b++) {
        const BizcaseScope scope = scope_of(the_case, view, b * (1 + the_case->programme_count));
        const char *council = arena_text(arena, scope.council);
        for (size_t f = 0; f < figures->count; f++) {
            const BizcaseFigure figure = bizcase_figure(figures->items[f]);
            const double value = plan[b * figures->count + f];
            const char *unit = figure_unit_text(arena, the_case, figures->items[f]);
            BizcaseBatchRow row = { council, figure.name, "plan", isfinite(value) ? value : NAN, unit };
            rows[count++] = row;
            const BizcaseDistribution *distribution =
                simulation ? simulation_find_next(simulation, &scope, figures->items[f], &from) : NULL;
            for (size_t s = 0; distribution && s < batch_statistic_count(); s++) {
                row.statistic = batch_statistic_name(arena, s);
                row.value = batch_statistic(distribution, s);
                row.unit = batch_statistic_unit(s, unit);
                rows[count++] = row;
            }
        }
    }
    outcome->rows = rows;
    outcome->row_count = count;
}

static BizcaseStatus simulate(
    const BatchWork *work, BatchWorker *worker, const BizcaseBatchRun *run, const RunFigures *figures) {
    const char **names = arena_array(worker->arena, figures->count, sizeof *names);
    for (size_t f = 0; f < figures->count; f++)
        names[f] = arena_format(worker->arena, "%s@total", bizcase_figure(figures->items[f]).name);
    const BizcaseSimulateRequest request = { .option = run->option,
        .trials = run->trials,
        .has_seed = run->has_seed,
        .seed = run->seed,
        .sampler = run->sampler,
        .figures = names,
        .figure_count = figures->count,
        .threads = work->threads_each };
    return bizcase_simulate(worker->loaded, &request, &worker->simulation, worker->problems);
}

static BizcaseStatus write_documents(const BatchWork *work, BatchWorker *worker, const BizcaseBatchRun *run) {
    if (!run->format_count || !work->request->write) return BIZCASE_OK;
    const BizcaseAppraiseRequest request = { .option = run->option };
    const BizcaseStatus status = bizcase_appraise(worker->loaded, &request, &worker->appraisal, worker->problems);
    if (status != BIZCASE_OK) return status;
    return work->request->write(work->request->context, run, worker->loaded, worker->appraisal, worker->simulation);
}

/* The first error, as the command prints it. */
static const char *first_error(Arena *arena, const BizcaseProblems *problems, BizcaseStatus status) {
    size_t count = 0;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    for (size_t i = 0; i < count; i++) {
        const BizcaseDiagnostic *item = &items[i];
        const Place place = {
            .file = *item->file ? item->file : NULL, .line = item->line, .column = item->column, .asked = item->field
        };
        if (item->severity == BIZCASE_ERROR)
            return arena_format(arena, "%s: %s", place_text(arena, place), item->message);
    }
    return bizcase_status_text(status);
}

static bool can_be_kept(const BatchWork *work, size_t r) {
    const BizcaseBatch *batch = work->batch;
    if (!batch->earlier || strcmp(batch->earlier[r].run_digest, batch->outcomes[r].run_digest) != 0) return false;
    return !batch->runs[r].format_count || !work->request->is_written ||
           work->request->is_written(work->request->context, &batch->runs[r]);
}

/* A run on its way. */
typedef struct RunCall {
    const BatchWork *work;
    BatchWorker *worker;
    size_t run;
    BizcaseStatus status;
} RunCall;

/* The call's arena is the worker's, which keeps what comes of the run; passing is for the rest. */
static BizcaseStatus work_out(Call *call, const RunCall *running, Arena *passing) {
    const BatchWork *work = running->work;
    BatchWorker *worker = running->worker;
    const BizcaseBatch *batch = work->batch;
    const BizcaseBatchRun *run = &batch->runs[running->run];
    BizcaseBatchOutcome *outcome = &batch->outcomes[running->run];
    const Case *the_case = case_of(worker->loaded);
    memcpy(outcome->digest, the_case->digest, sizeof outcome->digest);
    const RunFigures figures = figures_of_run(passing, batch, the_case);
    digest_run(passing, &figures, run, the_case, outcome->run_digest);
    if (can_be_kept(work, running->run)) {
        *outcome = batch->earlier[running->run];
        outcome->state = BIZCASE_RUN_KEPT;
        return BIZCASE_OK;
    }
    Views views;
    BizcaseStatus status = views_of(passing, the_case, run->option, &views, &call->problems);
    if (status != BIZCASE_OK) return status;
    const View view = main_view(&views);
    const BizcaseScope scope = scope_of(the_case, &view, 0);
    outcome->option = arena_text(call->arena, scope.option);
    outcome->versus = scope.versus ? arena_text(call->arena, scope.versus) : NULL;
    const double *plan = plan_figures(passing, the_case, &view, 1, figures.items, figures.count);
    if (strcmp(run->study, "simulate") == 0) status = simulate(work, worker, run, &figures);
    if (status != BIZCASE_OK) return status;
    fill_rows(call->arena, &figures, the_case, &view, plan, worker->simulation, outcome);
    status = write_documents(work, worker, run);
    if (status == BIZCASE_OK) outcome->state = BIZCASE_RUN_DONE;
    return status;
}

/* All tests that hold; a statistic that the run's study has not fails its test, and the message says so. */
static void test_run(
    Arena *arena, const BizcaseBatch *batch, const BizcaseBatchRun *run, BizcaseBatchOutcome *outcome) {
    const bool is_simulated = strcmp(run->study, "simulate") == 0;
    outcome->failed = 0;
    outcome->message = NULL;
    for (size_t i = 0; i < batch->test_count; i++) {
        const FailTest *test = &batch->tests[i];
        if (!fail_test_holds(test, outcome)) continue;
        const char *text = test->text;
        if (!is_simulated && strcmp(test->statistic, "plan") != 0)
            text = arena_format(arena, "%s (%s needs a simulation)", text, test->statistic);
        outcome->failed = 1;
        outcome->message = outcome->message ? arena_format(arena, "%s; %s", outcome->message, text) : text;
    }
}

static void finish_run(BizcaseBatch *batch, BatchWorker *worker, size_t r, BizcaseStatus status) {
    BizcaseBatchOutcome *outcome = &batch->outcomes[r];
    outcome->status = status;
    if (status == BIZCASE_OK) {
        test_run(worker->arena, batch, &batch->runs[r], outcome);
    } else {
        outcome->state = BIZCASE_RUN_BAD;
        outcome->row_count = 0;
        outcome->message = status == BIZCASE_NO_MEMORY ? bizcase_status_text(status)
                                                       : first_error(worker->arena, worker->problems, status);
    }
    bizcase_simulation_free(worker->simulation);
    bizcase_appraisal_free(worker->appraisal);
    bizcase_case_free(worker->loaded);
    bizcase_problems_clear(worker->problems);
    *worker = (BatchWorker){ .arena = worker->arena, .problems = worker->problems };
    atomic_store(&batch->finished[r], true);
}

static BizcaseStatus do_run(Call *call, void *context) {
    RunCall *running = context;
    BatchWorker *worker = running->worker;
    const BizcaseBatchRun *run = &running->work->batch->runs[running->run];
    const BizcaseCaseRequest request = { .folder = run->folder,
        .scenarios = run->scenarios,
        .scenario_count = run->scenario_count,
        .changes = run->changes,
        .change_count = run->change_count,
        .kernel = running->work->request->kernel };
    BizcaseStatus status = bizcase_case_load(&request, &worker->loaded, worker->problems);
    if (status != BIZCASE_OK) return status;
    Arena *passing = arena_within(call->arena);
    status = work_out(call, running, passing);
    arena_free(passing);
    return status;
}

static BizcaseStatus close_run(Call *call, void *context) {
    const RunCall *running = context;
    (void)call;
    finish_run(running->work->batch, running->worker, running->run, running->status);
    return BIZCASE_OK;
}

static void run_piece(void *context, size_t r, unsigned number) {
    const BatchWork *work = context;
    BatchWorker *worker = &work->workers[number];
    RunCall running = { .work = work, .worker = worker, .run = r };
    running.status = call_within(worker->arena, worker->problems, do_run, &running);
    if (call_within(worker->arena, NULL, close_run, &running) != BIZCASE_OK)
        finish_run(work->batch, worker, r, BIZCASE_NO_MEMORY);
}

static bool report(void *context, size_t done) {
    const BatchWork *work = context;
    return work->request->progress && work->request->progress(work->request->context, done, work->batch->run_count);
}

static BizcaseStatus read_request(BizcaseBatch *batch, const BizcaseBatchRequest *request, Diagnostics *problems) {
    batch->figure_count = batch->test_count = 0; /* of a request that was refused */
    batch->has_usual_figures = !request->figures;
    batch->figures = arena_array(batch->arena, request->figure_count + request->test_count, sizeof *batch->figures);
    for (size_t f = 0; f < request->figure_count; f++) {
        const size_t figure = bizcase_figure_find(request->figures[f]);
        if (figure < bizcase_figure_count())
            batch->figures[batch->figure_count++] = figure;
        else
            diagnostics_error(
                problems, (Place){ .asked = "figures" }, NULL, "there is no figure \"%s\"", request->figures[f]);
    }
    batch->tests = arena_array(batch->arena, request->test_count, sizeof *batch->tests);
    for (size_t i = 0; i < request->test_count; i++)
        if (fail_test_parse(batch->arena, request->tests[i], problems, &batch->tests[batch->test_count]))
            batch->test_count++;
    return problems->error_count ? BIZCASE_BAD_REQUEST : BIZCASE_OK;
}

/* What a test asks about must be worked out. There is room for it. */
static void add_tested_figures(BizcaseBatch *batch) {
    for (size_t i = 0; i < batch->test_count; i++)
        batch->figures[batch->figure_count++] = bizcase_figure_find(batch->tests[i].figure);
}

static void free_workers(void *object) {
    BatchWorkers *workers = object;
    for (size_t w = 0; w < workers->count; w++) {
        bizcase_problems_free(workers->items[w].problems);
        arena_free(workers->items[w].arena);
    }
}

/* Each has an arena of its own, as threads cannot share one; they are freed with the batch. */
static BatchWorker *make_workers(Arena *arena, size_t count) {
    BatchWorkers *workers = arena_alloc(arena, sizeof *workers);
    workers->items = arena_array(arena, count, sizeof *workers->items);
    arena_defer(arena, free_workers, workers);
    for (size_t w = 0; w < count; w++) {
        workers->count = w + 1;
        workers->items[w].arena = arena_new();
        workers->items[w].problems = bizcase_problems_new();
        if (!workers->items[w].arena || !workers->items[w].problems) arena_out_of_memory(arena);
    }
    return workers->items;
}

typedef struct BatchCall {
    BizcaseBatch *batch;
    BizcaseBatchRequest request;
} BatchCall;

static BizcaseStatus do_batch(Call *call, void *context) {
    BatchCall *asked = context;
    BizcaseBatch *batch = asked->batch;
    const BizcaseBatchRequest *request = &asked->request;
    const BizcaseStatus status = read_request(batch, request, &call->problems);
    if (status != BIZCASE_OK) return status;
    problems_pass_on(&call->problems, batch->doubts.items, batch->doubts.count);
    add_tested_figures(batch);
    const unsigned processors = request->threads ? request->threads : threads_available();
    const unsigned threads = batch->run_count < processors ? (unsigned)batch->run_count : processors;
    BatchWorker *workers = make_workers(batch->arena, threads);
    batch->outcomes = arena_array(batch->arena, batch->run_count, sizeof *batch->outcomes);
    batch->finished = arena_array(batch->arena, batch->run_count, sizeof *batch->finished);
    BatchWork work = { batch, request, workers, threads ? processors / threads : 1 };
    const SharedWork shared = { run_piece, report, &work, batch->run_count };
    return threads_run(&shared, threads) ? BIZCASE_OK : BIZCASE_STOPPED;
}

BizcaseStatus bizcase_batch_do(BizcaseBatch *batch, const BizcaseBatchRequest *request, BizcaseProblems *problems) {
    if (!batch || !request) return BIZCASE_BAD_REQUEST;
    BatchCall asked = { .batch = batch };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_texts_good(asked.request.figures, asked.request.figure_count, "figures", problems))
        return BIZCASE_BAD_REQUEST;
    if (!request_texts_good(asked.request.tests, asked.request.test_count, "tests", problems))
        return BIZCASE_BAD_REQUEST;
    return call_within(batch->arena, problems, do_batch, &asked);
}

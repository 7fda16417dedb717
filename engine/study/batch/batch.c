/* The work of a batch: runs are shared among threads, each does whole runs and writes to its own run's outcome only. */
#include "study/batch/batch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "case/handle.h"
#include "case/ids.h"
#include "study/plan_figures.h"
#include "study/threads.h"
#include "study/views.h"

/* What a thread works with. */
typedef struct Worker {
    Arena *arena; /* keeps outcomes */
    BizcaseCase *loaded;
    BizcaseAppraisal *appraisal;
    BizcaseSimulation *simulation;
} Worker;

typedef struct BatchWork {
    BizcaseBatch *batch;
    const BizcaseBatchRequest *request;
    Worker *workers;
    unsigned threads_each; /* of a simulation, where there are fewer runs than processors */
} BatchWork;

const BizcaseBatchOutcome *bizcase_batch_outcome(const BizcaseBatch *batch, size_t run) {
    static const BizcaseBatchOutcome waiting = { .state = BIZCASE_RUN_WAITING };
    return batch->finished && atomic_load(&batch->finished[run]) ? &batch->outcomes[run] : &waiting;
}

static const char *listed(Arena *arena, const char *const *texts, size_t count) {
    const char *list = "";
    for (size_t i = 0; i < count; i++) list = arena_format(arena, "%s\n%s", list, texts[i]);
    return list;
}

static const char *figure_list(Arena *arena, const BizcaseBatch *batch) {
    const char *list = "";
    for (size_t f = 0; f < batch->figure_count; f++)
        list = arena_format(arena, "%s %s", list, bizcase_figure(batch->figures[f]).name);
    return list;
}

/* All that decides the rows and documents. */
static void digest_run(
    Arena *arena, const BizcaseBatch *batch, const BizcaseBatchRun *run, const Case *the_case, char digest[65]) {
    const char *text = arena_format(arena,
        "bizcase %s\n%s\nscenarios%s\nchanges%s\n%s\n%s\n%llu %d %llu %s\n%s\nformats%s\n", bizcase_version(),
        the_case->digest, listed(arena, run->scenarios, run->scenario_count),
        listed(arena, run->changes, run->change_count), run->option ? run->option : "", run->study,
        (unsigned long long)run->trials, run->has_seed, (unsigned long long)run->seed, run->sampler ? run->sampler : "",
        figure_list(arena, batch), listed(arena, run->formats, run->format_count));
    digest_hex(text, strlen(text), digest);
}

static const char *unit_text(Arena *arena, const Case *the_case, size_t figure) {
    static const char *const units[] = {
        [BIZCASE_RATIO] = "ratio", [BIZCASE_RATE] = "fraction a year", [BIZCASE_YEARS] = "years"
    };
    const BizcaseUnit unit = bizcase_figure(figure).unit;
    return unit == BIZCASE_MONEY ? arena_text(arena, the_case->settings.currency) : units[unit];
}

static void add_row(BizcaseBatchOutcome *outcome, BizcaseBatchRow row) {
    BizcaseBatchRow *rows = (BizcaseBatchRow *)(void *)(size_t)outcome->rows;
    rows[outcome->row_count++] = row;
}

/* Rows by council and figure: the plan's, then a simulation's statistics. */
static void fill_rows(Arena *arena, const BizcaseBatch *batch, const Case *the_case, const View *view,
    const double *plan, const BizcaseSimulation *simulation, BizcaseBatchOutcome *outcome) {
    const size_t bodies = 1 + the_case->council_count, each = 1 + (simulation ? batch_statistic_count() : 0);
    outcome->rows = arena_array(arena, bodies * batch->figure_count * each, sizeof *outcome->rows);
    for (size_t b = 0; b < bodies; b++) {
        const BizcaseScope scope = scope_of(the_case, view, b * (1 + the_case->programme_count));
        const char *council = arena_text(arena, scope.council);
        for (size_t f = 0; f < batch->figure_count; f++) {
            const BizcaseFigure figure = bizcase_figure(batch->figures[f]);
            const double value = plan[b * batch->figure_count + f];
            BizcaseBatchRow row = { council, figure.name, "plan", isfinite(value) ? value : NAN,
                unit_text(arena, the_case, batch->figures[f]) };
            add_row(outcome, row);
            const BizcaseDistribution *distribution =
                simulation ? bizcase_simulation_find(simulation, &scope, batch->figures[f]) : NULL;
            for (size_t s = 0; distribution && s < batch_statistic_count(); s++) {
                row.statistic = batch_statistic_name(arena, s);
                row.value = batch_statistic(distribution, s);
                add_row(outcome, row);
            }
        }
    }
}

static BizcaseStatus simulate(const BatchWork *work, Worker *worker, const BizcaseBatchRun *run) {
    const BizcaseBatch *batch = work->batch;
    const char **figures = arena_array(worker->arena, batch->figure_count, sizeof *figures);
    for (size_t f = 0; f < batch->figure_count; f++)
        figures[f] = arena_format(worker->arena, "%s@total", bizcase_figure(batch->figures[f]).name);
    const BizcaseSimulateRequest request = { .option = run->option,
        .trials = run->trials,
        .has_seed = run->has_seed,
        .seed = run->seed,
        .sampler = run->sampler,
        .figures = figures,
        .figure_count = batch->figure_count,
        .threads = work->threads_each };
    return bizcase_simulate(worker->loaded, &request, &worker->simulation);
}

static BizcaseStatus write_documents(const BatchWork *work, Worker *worker, const BizcaseBatchRun *run) {
    if (!run->format_count || !work->request->write) return BIZCASE_OK;
    const BizcaseStatus status =
        bizcase_appraise(worker->loaded, &(BizcaseAppraiseRequest){ .option = run->option }, &worker->appraisal);
    if (status != BIZCASE_OK) return status;
    return work->request->write(work->request->context, run, worker->loaded, worker->appraisal, worker->simulation);
}

/* The first error, as the command prints it. */
static const char *first_error(Arena *arena, const BizcaseCase *loaded, BizcaseStatus status) {
    size_t count = 0;
    const BizcaseDiagnostic *items = loaded ? bizcase_case_diagnostics(loaded, &count) : NULL;
    for (size_t i = 0; i < count; i++)
        if (items[i].severity == BIZCASE_ERROR)
            return arena_format(arena, "%s: %s",
                place_text(arena, (Place){ .file = items[i].file, .line = items[i].line, .column = items[i].column }),
                items[i].message);
    return bizcase_status_text(status);
}

static bool can_be_kept(const BatchWork *work, size_t r) {
    const BizcaseBatch *batch = work->batch;
    if (!batch->earlier || strcmp(batch->earlier[r].digest, batch->outcomes[r].digest) != 0) return false;
    return !batch->runs[r].format_count || !work->request->is_written ||
           work->request->is_written(work->request->context, &batch->runs[r]);
}

static BizcaseStatus do_run(const BatchWork *work, Worker *worker, size_t r) {
    BizcaseBatch *batch = work->batch;
    const BizcaseBatchRun *run = &batch->runs[r];
    BizcaseBatchOutcome *outcome = &batch->outcomes[r];
    const BizcaseCaseRequest request = { .folder = run->folder,
        .scenarios = run->scenarios,
        .scenario_count = run->scenario_count,
        .changes = run->changes,
        .change_count = run->change_count };
    BizcaseStatus status = bizcase_case_load(&request, &worker->loaded);
    if (status != BIZCASE_OK) return status;
    Case *the_case = case_of(worker->loaded);
    Arena *passing = the_case->arena; /* freed with the case */
    if (setjmp(*arena_on_failure(passing))) return BIZCASE_NO_MEMORY;
    digest_run(passing, batch, run, the_case, outcome->digest);
    if (can_be_kept(work, r)) {
        *outcome = batch->earlier[r];
        outcome->state = BIZCASE_RUN_KEPT;
        return BIZCASE_OK;
    }
    Views views;
    status = views_of(passing, the_case, run->option, &views);
    if (status != BIZCASE_OK) return status;
    const View view = main_view(&views);
    const BizcaseScope scope = scope_of(the_case, &view, 0);
    outcome->option = arena_text(worker->arena, scope.option);
    outcome->versus = scope.versus ? arena_text(worker->arena, scope.versus) : NULL;
    const double *plan = plan_figures(passing, the_case, &view, 1, batch->figures, batch->figure_count);
    if (strcmp(run->study, "simulate") == 0) status = simulate(work, worker, run);
    if (status != BIZCASE_OK) return status;
    fill_rows(worker->arena, batch, the_case, &view, plan, worker->simulation, outcome);
    status = write_documents(work, worker, run);
    if (status == BIZCASE_OK) outcome->state = BIZCASE_RUN_DONE;
    return status;
}

static void test_run(const BizcaseBatch *batch, BizcaseBatchOutcome *outcome) {
    outcome->failed = 0;
    outcome->message = NULL;
    for (size_t i = 0; i < batch->test_count; i++) {
        if (!fail_test_holds(&batch->tests[i], outcome)) continue;
        outcome->failed = 1;
        outcome->message = batch->tests[i].text;
        return;
    }
}

static void finish_run(BizcaseBatch *batch, Worker *worker, size_t r, BizcaseStatus status) {
    BizcaseBatchOutcome *outcome = &batch->outcomes[r];
    outcome->status = status;
    if (status == BIZCASE_OK) {
        test_run(batch, outcome);
    } else {
        outcome->state = BIZCASE_RUN_BAD;
        outcome->row_count = 0;
        outcome->message = status == BIZCASE_NO_MEMORY ? bizcase_status_text(status)
                                                       : first_error(worker->arena, worker->loaded, status);
    }
    bizcase_simulation_free(worker->simulation);
    bizcase_appraisal_free(worker->appraisal);
    bizcase_case_free(worker->loaded);
    *worker = (Worker){ .arena = worker->arena };
    atomic_store(&batch->finished[r], true);
}

static void run_piece(void *context, size_t r, unsigned number) {
    const BatchWork *work = context;
    Worker *worker = &work->workers[number];
    if (setjmp(*arena_on_failure(worker->arena)))
        finish_run(work->batch, worker, r, BIZCASE_NO_MEMORY);
    else
        finish_run(work->batch, worker, r, do_run(work, worker, r));
}

static bool report(void *context, size_t done) {
    const BatchWork *work = context;
    return work->request->progress && work->request->progress(work->request->context, done, work->batch->run_count);
}

static BizcaseStatus read_request(BizcaseBatch *batch, const BizcaseBatchRequest *request) {
    batch->figures = arena_array(batch->arena, bizcase_figure_count() + request->figure_count, sizeof *batch->figures);
    for (size_t f = 0; f < bizcase_figure_count() && !request->figures; f++)
        if (bizcase_figure(f).by_default) batch->figures[batch->figure_count++] = f;
    for (size_t f = 0; f < request->figure_count; f++) {
        const size_t figure = bizcase_figure_find(request->figures[f]);
        if (figure < bizcase_figure_count())
            batch->figures[batch->figure_count++] = figure;
        else
            diagnostics_error(&batch->diagnostics, (Place){ .file = "--figures" }, NULL, "there is no figure \"%s\"",
                request->figures[f]);
    }
    batch->tests = arena_array(batch->arena, request->test_count, sizeof *batch->tests);
    for (size_t i = 0; i < request->test_count; i++)
        if (fail_test_parse(batch->arena, request->tests[i], &batch->diagnostics, &batch->tests[batch->test_count]))
            batch->test_count++;
    return batch->diagnostics.error_count ? BIZCASE_BAD_REQUEST : BIZCASE_OK;
}

/* What a test asks about must be worked out. */
static void add_tested_figures(BizcaseBatch *batch) {
    for (size_t i = 0; i < batch->test_count; i++) {
        const size_t wanted = bizcase_figure_find(batch->tests[i].figure);
        bool known = false;
        for (size_t f = 0; f < batch->figure_count; f++) known = known || batch->figures[f] == wanted;
        if (known) continue;
        size_t *figures = arena_array(batch->arena, batch->figure_count + 1, sizeof *figures);
        memcpy(figures, batch->figures, batch->figure_count * sizeof *figures);
        figures[batch->figure_count++] = wanted;
        batch->figures = figures;
    }
}

static bool make_workers(BizcaseBatch *batch, size_t count, Worker *workers) {
    batch->worker_arenas = arena_array(batch->arena, count, sizeof(Arena *));
    for (; batch->worker_count < count; batch->worker_count++) {
        batch->worker_arenas[batch->worker_count] = workers[batch->worker_count].arena = arena_new();
        if (!workers[batch->worker_count].arena) return false;
    }
    return true;
}

BizcaseStatus bizcase_batch_do(BizcaseBatch *batch, const BizcaseBatchRequest *request) {
    if (setjmp(*arena_on_failure(batch->arena))) return BIZCASE_NO_MEMORY;
    const BizcaseStatus status = read_request(batch, request);
    if (status != BIZCASE_OK) return status;
    add_tested_figures(batch);
    const unsigned processors = request->threads ? request->threads : threads_available();
    const unsigned threads = batch->run_count < processors ? (unsigned)batch->run_count : processors;
    Worker *workers = arena_array(batch->arena, threads, sizeof *workers);
    if (!make_workers(batch, threads, workers)) return BIZCASE_NO_MEMORY;
    batch->outcomes = arena_array(batch->arena, batch->run_count, sizeof *batch->outcomes);
    batch->finished = arena_array(batch->arena, batch->run_count, sizeof *batch->finished);
    BatchWork work = { batch, request, workers, threads ? processors / threads : 1 };
    const SharedWork shared = { run_piece, report, &work, batch->run_count };
    return threads_run(&shared, threads) ? BIZCASE_OK : BIZCASE_STOPPED;
}

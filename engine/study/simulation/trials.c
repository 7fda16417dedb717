#include "study/simulation/trials.h"

#include "study/threads.h"

typedef struct TrialWorkspace {
    double *inputs, *figures, *flows;
    void *draw_scratch, *evaluate_scratch;
} TrialWorkspace;

typedef struct Trials {
    const TrialsRequest *request;
    TrialWorkspace *workspaces; /* [thread] */
} Trials;

static size_t flow_rows(const Plan *plan, const BlockRequest *block) {
    if (!block || !block->flows) return 0;
    return (size_t)block->view_count * (1 + plan->council_count) * (1 + plan->programme_count) * plan->period_count;
}

static TrialWorkspace workspace_of(Arena *arena, const Setup *setup, const BlockRequest *block, size_t column_count) {
    const Plan *plan = &setup->model.plan;
    return (TrialWorkspace){ .inputs = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof(double)),
        .figures = arena_rows(arena, column_count * LANES * sizeof(double)),
        .flows = arena_rows(arena, flow_rows(plan, block) * LANES * sizeof(double)),
        .draw_scratch = arena_rows(arena, setup->kernel->draw_scratch_size(&setup->draw_plan)),
        .evaluate_scratch = arena_rows(arena, setup->kernel->evaluate_scratch_size(plan)) };
}

static void run_block(void *context, size_t piece, unsigned worker) {
    const Trials *trials = context;
    const TrialsRequest *request = trials->request;
    const Setup *setup = request->setup;
    const TrialWorkspace *workspace = &trials->workspaces[worker];
    const uint64_t first = (uint64_t)piece * LANES, left = setup->trials - first;
    BlockRequest block = *request->block;
    block.lane_count = left < LANES ? (uint32_t)left : LANES;
    setup->kernel->draw_block(&setup->draw_plan, first, workspace->inputs, workspace->draw_scratch);
    if (request->alter) request->alter(request->alter_context, workspace->inputs);
    const double *levels;
    setup->kernel->evaluate_block(&setup->model.plan, &block, workspace->inputs, workspace->evaluate_scratch,
        &(BlockResults){ .figures = workspace->figures, .flows = workspace->flows, .levels = &levels });
    request->take(request->context, &(TrialBlock){ first, block.lane_count, worker, workspace->inputs,
                                        workspace->figures, block.flows ? workspace->flows : NULL, levels });
}

static bool report(void *context, size_t done) {
    const Trials *trials = context;
    const Setup *setup = trials->request->setup;
    if (trials->request->stop && trials->request->stop(trials->request->context)) return true;
    if (!setup->asked->progress) return false;
    const uint64_t count = (uint64_t)done * LANES;
    return setup->asked->progress(
               setup->asked->context, count < setup->trials ? count : setup->trials, setup->trials) != 0;
}

bool trials_each(Arena *arena, const TrialsRequest *request, unsigned threads) {
    Arena *working = arena_within(arena);
    Trials trials = { request, arena_array(working, threads, sizeof(TrialWorkspace)) };
    for (unsigned w = 0; w < threads; w++)
        trials.workspaces[w] = workspace_of(working, request->setup, request->block, request->column_count);
    const size_t blocks = (size_t)((request->setup->trials + LANES - 1) / LANES);
    const bool done = threads_run(&(SharedWork){ run_block, report, &trials, blocks }, threads);
    arena_free(working);
    return done;
}

const double *trial_inputs(Arena *arena, const Setup *setup, uint64_t trial) {
    const size_t count = setup->model.inputs.count;
    const TrialWorkspace workspace = workspace_of(arena, setup, NULL, 0);
    double *inputs = arena_array(arena, count, sizeof *inputs);
    setup->kernel->draw_block(&setup->draw_plan, trial / LANES * LANES, workspace.inputs, workspace.draw_scratch);
    for (size_t i = 0; i < count; i++) inputs[i] = workspace.inputs[i * LANES + trial % LANES];
    return inputs;
}

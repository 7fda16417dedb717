/* Trials are drawn, evaluated and counted in chunks that threads take as they come. Why the bits do not depend on who
   does which chunk, and percentiles are exact though few outcomes are kept:
   1. A draw depends on seed, input and trial alone, so a chunk gives the same outcomes in any thread, process or order.
   2. Counts are whole numbers and add up in any order. Sums of doubles do not: each chunk has a place of its own for
      them (sums, slips), and they are added in the order of chunks at the end. Least and greatest do not depend on order.
   3. The pilot (the first chunks, the same for every thread count) lays the cells out. Cells are counted for all trials,
      so the rank of each cell's first outcome is known exactly. A percentile needs the order statistics next to its rank;
      if they lie in marked cells, whose outcomes were all kept, they are found by selection among the kept ones. If one
      lies elsewhere, the pass is done again with wider marks: never a guess.
   4. Where marked cells would hold too much, they are divided finely and counted with their least and greatest outcome;
      the rank is then known to within one fine cell, and that is reported as percentile_rank_error. */
#include "study/simulation/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/moved_out.h"
#include "study/simulation/grid.h"
#include "study/simulation/run_state.h"
#include "study/threads.h"

/* The pilot is a sixteenth of the trials, within these. */
enum { LEAST_PILOT = 4 * CHUNK_TRIALS, MOST_PILOT = 64 * CHUNK_TRIALS };
/* Outcomes of a column near its percentiles are kept while they are expected to fit into this; then they are counted in
   finer cells. Neither this nor the pilot depends on what else is asked for, or results would. */
#define MOST_KEPT_BYTES ((size_t)2 << 20)

static uint64_t trials_in_chunk(const RunState *state, uint64_t chunk) {
    const uint64_t left = state->request.trials - chunk * state->chunk_trials;
    return left < state->chunk_trials ? left : state->chunk_trials;
}

static bool counts(const RunState *state, uint64_t chunk) {
    return !state->request.counted_elsewhere && chunk >= state->first_chunk && chunk < state->end_chunk;
}

static uint64_t pilot_trials(const RunState *state) {
    const uint64_t trials = state->pilot_chunks * state->chunk_trials;
    return trials < state->request.trials ? trials : state->request.trials;
}

static size_t randomisation_of(const RunState *state, uint64_t chunk) {
    return state->randomisation_count ? (size_t)(chunk * state->chunk_trials / state->request.points) : 0;
}

/* --- a block into tallies ------------------------------------------------------------------------------------------- */

/* Trials that a thread may expect to count. */
static double expected_trials(const RunState *state) {
    return (double)(state->request.end_trial - state->request.first_trial) / state->request.threads;
}

/* Room for another block's outcomes; threads cannot share an arena. */
static bool make_room(const RunState *state, Workspace *workspace, size_t column) {
    Tally *tally = &workspace->tallies[column];
    if (tally->outcome_count + LANES <= workspace->capacities[column]) return true;
    const size_t expected = (size_t)(state->kept_parts[column] * expected_trials(state));
    const size_t room = workspace->capacities[column]
                            ? workspace->capacities[column] + workspace->capacities[column] / 2
                            : expected + expected / 16 + 4 * LANES;
    double *outcomes = allocation_fails() ? NULL : realloc(tally->outcomes, room * sizeof *outcomes);
    if (!outcomes) return false;
    tally->outcomes = outcomes;
    workspace->capacities[column] = room;
    return true;
}

/* The same counts again for one randomisation of the design. */
static void note_randomisation(const RunState *state, size_t column, const double *outcomes, uint32_t lane_count,
    const Tally *before, const Tally *after, Randomisation *randomisation) {
    randomisation->trials += lane_count;
    randomisation->finite += after->finite - before->finite;
    randomisation->negative += after->negative - before->negative;
    randomisation->reached += after->reached - before->reached;
    randomisation->never_back += after->never_back - before->never_back;
    randomisation->missing += after->missing - before->missing;
    state->request.kernel->tally_below(outcomes, lane_count, state->thresholds + column * BIZCASE_PERCENTILE_COUNT,
        BIZCASE_PERCENTILE_COUNT, randomisation->below);
}

static void tally_column(
    RunState *state, Workspace *workspace, size_t column, uint64_t chunk, const double *outcomes, uint32_t lane_count) {
    Tally *tally = &workspace->tallies[column];
    TallySums *sums = &state->sums[(chunk - state->first_chunk) * state->column_count + column];
    if (state->grids[column].keeps_outcomes && !make_room(state, workspace, column)) {
        atomic_store(&state->out_of_memory, true);
        return;
    }
    const Kernel *kernel = state->request.kernel;
    if (state->randomisation_count == 0) {
        kernel->tally_block(&state->grids[column], outcomes, lane_count, tally, sums);
        return;
    }
    const Tally before = *tally;
    kernel->tally_block(&state->grids[column], outcomes, lane_count, tally, sums);
    note_randomisation(state, column, outcomes, lane_count, &before, tally,
        &workspace->randomisations[randomisation_of(state, chunk) * state->column_count + column]);
}

/* --- a chunk of trials ---------------------------------------------------------------------------------------------- */

/* Counts the trials of a block in which every council gains. */
static void count_agreement(
    const RunState *state, const double *figures, uint64_t chunk, uint32_t lane_count, uint64_t *agreed_by_view) {
    const RunRequest *request = &state->request;
    const Plan *plan = &request->model->plan;
    for (uint32_t v = 0; v < request->view_count; v++) {
        uint64_t gains[LANES], agreed = 0;
        for (uint32_t k = 0; k < LANES; k++) gains[k] = 1;
        for (uint32_t c = 1; c <= plan->council_count; c++) {
            if (!request->has_stake[v * plan->council_count + c - 1]) continue;
            const double *npv = figures + state->npv_columns[v * plan->council_count + c - 1] * LANES;
            for (uint32_t k = 0; k < LANES; k++) gains[k] &= npv[k] > 0;
        }
        for (uint32_t k = 0; k < lane_count; k++) agreed += gains[k];
        agreed_by_view[randomisation_of(state, chunk) * request->view_count + v] += agreed;
    }
}

/* Draws and evaluates a block of a chunk's trials, and counts what is no column. */
static void run_block(
    RunState *state, Workspace *workspace, uint64_t chunk, uint64_t first_trial, uint32_t lane_count, double *figures) {
    const RunRequest *request = &state->request;
    BlockRequest block = state->block;
    block.lane_count = lane_count;
    request->kernel->draw_block(request->draw_plan, first_trial, workspace->values, workspace->draw_scratch);
    request->kernel->evaluate_block(&request->model->plan, &block, workspace->values, workspace->evaluate_scratch,
        &(BlockResults){ .figures = figures, .slips = workspace->slips });
    if (!counts(state, chunk)) return;
    count_agreement(state, figures, chunk, lane_count, workspace->agreed);
    add_slips(request->kernel, &request->model->plan, workspace->slips, lane_count,
        state->slips + (chunk - state->first_chunk) * slip_sum_count(&request->model->plan));
}

static void run_chunk(RunState *state, uint64_t chunk, unsigned worker, bool is_pilot) {
    Workspace *workspace = &state->workspaces[worker];
    const uint64_t first = chunk * state->chunk_trials, count = trials_in_chunk(state, chunk);
    const uint64_t pilot = pilot_trials(state);
    for (uint64_t done = 0; done < count; done += BLOCKS_AT_ONCE * LANES) {
        uint32_t lane_counts[BLOCKS_AT_ONCE];
        size_t blocks = 0;
        for (uint64_t next = done; blocks < BLOCKS_AT_ONCE && next < count; next += LANES, blocks++) {
            lane_counts[blocks] = count - next < LANES ? (uint32_t)(count - next) : LANES;
            run_block(state, workspace, chunk, first + next, lane_counts[blocks],
                workspace->figures + blocks * state->column_count * LANES);
        }
        for (size_t column = 0; column < state->column_count; column++)
            for (size_t b = 0; b < blocks; b++) {
                const double *outcomes = workspace->figures + (b * state->column_count + column) * LANES;
                if (is_pilot)
                    memcpy(state->pilot + column * pilot + first + done + b * LANES, outcomes,
                        lane_counts[b] * sizeof *outcomes);
                else
                    tally_column(state, workspace, column, chunk, outcomes, lane_counts[b]);
            }
    }
}

static void run_pilot_chunk(void *context, size_t piece, unsigned worker) {
    run_chunk(context, piece, worker, true);
}

/* The chunks that count and are not in the pilot. */
static uint64_t rest_begin(const RunState *state) {
    return state->first_chunk > state->pilot_chunks ? state->first_chunk : state->pilot_chunks;
}

static void run_rest_chunk(void *context, size_t piece, unsigned worker) {
    run_chunk(context, rest_begin(context) + piece, worker, false);
}

static bool report_chunks(void *context, size_t done) {
    RunState *state = context;
    const RunRequest *request = &state->request;
    if (atomic_load(&state->out_of_memory)) return true;
    if (!request->progress) return false;
    const uint64_t trials = (state->chunks_before + done) * state->chunk_trials;
    const uint64_t capped = trials < request->trials ? trials : request->trials;
    return request->progress(request->context, request->progress_before + capped, request->progress_total) != 0;
}

/* --- the pilot ------------------------------------------------------------------------------------------------------ */

static void lay_out_column(void *context, size_t column, unsigned worker) {
    RunState *state = context;
    const uint64_t pilot = pilot_trials(state);
    double *copy = state->pilot_copies + worker * pilot;
    uint8_t *kept = state->kept + column * MOST_CELLS;
    uint32_t *first_fine = state->first_fine + column * (MOST_CELLS + 1);
    double *thresholds = state->thresholds + column * BIZCASE_PERCENTILE_COUNT;
    memcpy(copy, state->pilot + column * pilot, (size_t)pilot * sizeof *copy);
    const double *plan = state->request.plan;
    GridRequest request = { state->columns[column].figure, true, state->width, plan ? plan[column] : NAN };
    state->kept_parts[column] =
        grid_lay_out(&request, copy, (size_t)pilot, kept, NULL, &state->grids[column], thresholds);
    if (state->kept_parts[column] * (double)state->request.trials * sizeof(double) <= MOST_KEPT_BYTES) return;
    request.keeps_outcomes = false;
    memset(kept, 0, MOST_CELLS);
    grid_lay_out(&request, copy, (size_t)pilot, kept, first_fine, &state->grids[column], thresholds);
}

static void tally_pilot_column(void *context, size_t column, unsigned worker) {
    RunState *state = context;
    const uint64_t pilot = pilot_trials(state);
    double block[LANES];
    for (uint64_t chunk = state->first_chunk; chunk < state->pilot_chunks && chunk < state->end_chunk; chunk++) {
        const uint64_t first = chunk * state->chunk_trials, count = trials_in_chunk(state, chunk);
        for (uint64_t done = 0; done < count; done += LANES) {
            const uint32_t lane_count = count - done < LANES ? (uint32_t)(count - done) : LANES;
            memcpy(block, state->pilot + column * pilot + first + done, lane_count * sizeof *block);
            tally_column(state, &state->workspaces[worker], column, chunk, block, lane_count);
        }
    }
}

static Tally empty_tally(Arena *arena, const CellGrid *grid) {
    const size_t cells = (size_t)2 * grid->side_count;
    Tally tally = { .cells = arena_array(arena, cells, sizeof *tally.cells), .min = INFINITY, .max = -INFINITY };
    if (grid->keeps_outcomes) return tally;
    const size_t fine_count = grid_fine_count(grid);
    tally.fine = arena_array(arena, fine_count, sizeof *tally.fine);
    tally.lowest = arena_array(arena, fine_count, sizeof *tally.lowest);
    tally.highest = arena_array(arena, fine_count, sizeof *tally.highest);
    for (size_t fine = 0; fine < fine_count; fine++) {
        tally.lowest[fine] = INFINITY;
        tally.highest[fine] = -INFINITY;
    }
    return tally;
}

/* --- putting together ----------------------------------------------------------------------------------------------- */

static void add_tally(const CellGrid *grid, const Tally *from, Tally *to) {
    const size_t cells = (size_t)2 * grid->side_count;
    const size_t fine_count = grid->keeps_outcomes ? 0 : grid_fine_count(grid);
    for (size_t cell = 0; cell < cells; cell++) to->cells[cell] += from->cells[cell];
    for (size_t fine = 0; fine < fine_count; fine++) {
        to->fine[fine] += from->fine[fine];
        to->lowest[fine] = fmin(to->lowest[fine], from->lowest[fine]);
        to->highest[fine] = fmax(to->highest[fine], from->highest[fine]);
    }
    to->finite += from->finite;
    to->negative += from->negative;
    to->reached += from->reached;
    to->missing += from->missing;
    to->never_back += from->never_back;
    to->never_negative += from->never_negative;
    to->min = fmin(to->min, from->min);
    to->max = fmax(to->max, from->max);
}

static void add_randomisation(const Randomisation *from, Randomisation *to) {
    to->trials += from->trials;
    to->finite += from->finite;
    to->negative += from->negative;
    to->reached += from->reached;
    to->never_back += from->never_back;
    to->missing += from->missing;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) to->below[i] += from->below[i];
}

/* All outcomes that the workspaces have kept of a column go to the first workspace. */
static bool gather_outcomes(RunState *state, size_t c) {
    Tally *first = &state->workspaces[0].tallies[c];
    size_t count = 0;
    for (unsigned w = 0; w < state->request.threads; w++) count += state->workspaces[w].tallies[c].outcome_count;
    if (count > state->workspaces[0].capacities[c]) {
        double *outcomes = allocation_fails() ? NULL : realloc(first->outcomes, count * sizeof *outcomes);
        if (!outcomes) return false;
        first->outcomes = outcomes;
    }
    for (unsigned w = 1; w < state->request.threads; w++) {
        Tally *other = &state->workspaces[w].tallies[c];
        if (other->outcome_count > 0)
            memcpy(first->outcomes + first->outcome_count, other->outcomes,
                other->outcome_count * sizeof *other->outcomes);
        first->outcome_count += other->outcome_count;
        free(other->outcomes);
        other->outcomes = NULL;
    }
    return true;
}

static void put_column_together(void *context, size_t c, unsigned worker) {
    RunState *state = context;
    FigureColumn *column = &state->columns[c];
    Randomisation *parts = state->randomisations + c * state->randomisation_count;
    (void)worker;
    if (!gather_outcomes(state, c)) {
        atomic_store(&state->out_of_memory, true);
        return;
    }
    column->grid = &state->grids[c];
    column->tally = state->workspaces[0].tallies[c];
    for (unsigned w = 1; w < state->request.threads; w++)
        add_tally(column->grid, &state->workspaces[w].tallies[c], &column->tally);
    for (unsigned w = 0; w < state->request.threads; w++)
        for (size_t r = 0; r < state->randomisation_count; r++)
            add_randomisation(&state->workspaces[w].randomisations[r * state->column_count + c], &parts[r]);
    for (uint64_t chunk = state->first_chunk; chunk < state->end_chunk; chunk++) {
        const TallySums *sums = &state->sums[(chunk - state->first_chunk) * state->column_count + c];
        column->sums.sum += sums->sum;
        column->sums.squares += sums->squares;
        column->sums.worst += sums->worst;
        if (state->randomisation_count > 0) parts[randomisation_of(state, chunk)].sum += sums->sum;
    }
    column->randomisations = parts;
    column->randomisation_count = state->randomisation_count;
    column->spare = state->spare + 2 * c * state->randomisation_count;
}

static const FigureColumn *joint_npv(const RunState *state, size_t view) {
    for (size_t c = 0; c < state->column_count; c++) {
        const FigureColumn *column = &state->columns[c];
        if (column->view == view && column->result == 0 && column->figure == state->request.npv) return column;
    }
    return NULL;
}

static double agreement_error(Arena *arena, const RunState *state, size_t view, uint64_t agreed, uint64_t trials) {
    const RunRequest *request = &state->request;
    const size_t count = state->randomisation_count;
    const FigureColumn *joint = joint_npv(state, view);
    if (count == 0) return probability_error(agreed, trials);
    double *parts = arena_array(arena, count, sizeof *parts), *weights = arena_array(arena, count, sizeof *weights);
    for (uint64_t chunk = state->first_chunk; chunk < state->end_chunk; chunk++)
        weights[randomisation_of(state, chunk)] += (double)trials_in_chunk(state, chunk);
    for (size_t r = 0; r < count; r++) {
        if (joint) weights[r] -= (double)joint->randomisations[r].missing;
        for (unsigned w = 0; w < request->threads; w++)
            parts[r] += (double)state->workspaces[w].agreed[r * request->view_count + view];
        parts[r] = weights[r] > 0 ? parts[r] / weights[r] : 0;
    }
    return randomised_error(parts, weights, count);
}

BizcaseStatus run_finish(Arena *arena, RunState *state, Run *run) {
    const RunRequest *request = &state->request;
    *run = (Run){ .column_count = state->column_count,
        .columns = state->columns,
        .agreed = arena_array(arena, request->view_count, sizeof(uint64_t)),
        .agreed_errors = arena_array(arena, request->view_count, sizeof(double)),
        .comparable = arena_array(arena, request->view_count, sizeof(uint64_t)),
        .slips = arena_array(arena, slip_sum_count(&request->model->plan), sizeof(double)),
        .trials = request->end_trial - request->first_trial };
    state->randomisations = arena_array(arena, state->column_count * state->randomisation_count, sizeof(Randomisation));
    state->spare = arena_array(arena, 2 * state->column_count * state->randomisation_count, sizeof(double));
    threads_run(&(SharedWork){ put_column_together, NULL, state, state->column_count }, request->threads);
    if (atomic_load(&state->out_of_memory)) return BIZCASE_NO_MEMORY;
    const size_t parts = state->randomisation_count ? state->randomisation_count : 1;
    for (uint32_t v = 0; v < request->view_count; v++) {
        for (unsigned w = 0; w < request->threads; w++)
            for (size_t r = 0; r < parts; r++)
                run->agreed[v] += state->workspaces[w].agreed[r * request->view_count + v];
        const FigureColumn *joint = joint_npv(state, v);
        run->comparable[v] = run->trials - (joint ? joint->tally.missing : 0);
        run->agreed_errors[v] = agreement_error(arena, state, v, run->agreed[v], run->comparable[v]);
    }
    for (uint64_t chunk = 0; chunk < state->end_chunk - state->first_chunk; chunk++)
        for (size_t i = 0; i < slip_sum_count(&request->model->plan); i++)
            run->slips[i] += state->slips[chunk * slip_sum_count(&request->model->plan) + i];
    return BIZCASE_OK;
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static Workspace workspace_of(Arena *arena, const RunState *state) {
    const RunRequest *request = &state->request;
    const Plan *plan = &request->model->plan;
    const size_t columns = state->column_count, randomisations = state->randomisation_count;
    return (Workspace){
        .values = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof(double)),
        .figures = arena_rows(arena, BLOCKS_AT_ONCE * columns * LANES * sizeof(double)),
        .slips = arena_rows(arena, (size_t)plan->phase_count * LANES * sizeof(double)),
        .draw_scratch = arena_rows(arena, request->kernel->draw_scratch_size(request->draw_plan)),
        .evaluate_scratch = arena_rows(arena, request->kernel->evaluate_scratch_size(plan)),
        .tallies = arena_array(arena, columns, sizeof(Tally)),
        .capacities = arena_array(arena, columns, sizeof(size_t)),
        .randomisations = arena_array(arena, randomisations * columns, sizeof(Randomisation)),
        .agreed = arena_array(arena, (randomisations ? randomisations : 1) * request->view_count, sizeof(uint64_t)),
    };
}

/* Few trials are all pilot. */
static uint64_t pilot_size(uint64_t trials) {
    if (trials <= 2 * LEAST_PILOT) return trials;
    uint64_t pilot = LEAST_PILOT;
    while (2 * pilot <= trials / 16 && 2 * pilot <= MOST_PILOT) pilot *= 2;
    return pilot;
}

size_t run_column_bytes(uint64_t trials, OutcomeSpread spread) {
    /* Threads' outcomes are joined: a small part is held twice for a while. */
    const double kept = (spread == OUTCOMES_ALL_SAME ? 1 : 0.24) * (double)trials * sizeof(double);
    const double most = spread == OUTCOMES_ALL_SAME ? MOST_KEPT_BYTES : 2 * MOST_KEPT_BYTES;
    const size_t cells = MOST_CELLS * (sizeof(uint8_t) + 2 * sizeof(uint32_t)); /* kept, first_fine, a tally's */
    const size_t sums = (size_t)(trials / CHUNK_TRIALS + 1) * sizeof(TallySums);
    return (size_t)pilot_size(trials) * sizeof(double) + (size_t)(kept < most ? kept : most) + cells + sums;
}

/* How many units hold the number. */
static uint64_t in_whole(uint64_t number, uint64_t unit) {
    return (number + unit - 1) / unit;
}

static void lay_out_columns(Arena *arena, const RunRequest *request, RunState *state) {
    const Plan *plan = &request->model->plan;
    const size_t most = (size_t)request->view_count * request->result_count * request->figure_count;
    const size_t programmes = (size_t)plan->programme_count + 1;
    state->columns = arena_array(arena, most, sizeof(FigureColumn));
    state->npv_columns = arena_array(arena, (size_t)request->view_count * plan->council_count, sizeof(size_t));
    for (uint32_t v = 0; v < request->view_count; v++)
        for (uint32_t r = 0; r < request->result_count; r++)
            for (uint32_t f = 0; f < request->figure_count; f++) {
                if (!result_has(plan, &request->views[v], r, &request->figures[f])) continue;
                if (request->figures[f].figure == request->npv && r >= programmes && r % programmes == 0)
                    state->npv_columns[v * plan->council_count + r / programmes - 1] = state->column_count;
                state->columns[state->column_count++] =
                    (FigureColumn){ .view = v, .result = r, .wanted = f, .figure = request->figures[f].figure };
            }
}

static void gather(Arena *arena, const RunRequest *request, double width, RunState *state) {
    const uint64_t points = request->points;
    *state = (RunState){ .request = *request,
        .width = width,
        .block = { .views = request->views,
            .view_count = request->view_count,
            .figures = request->figures,
            .figure_count = request->figure_count },
        .randomisation_count = points ? (size_t)in_whole(request->trials, points) : 0,
        .chunk_trials = points % CHUNK_TRIALS == 0 ? CHUNK_TRIALS
                        : points < CHUNK_TRIALS    ? points
                                                   : LANES };
    lay_out_columns(arena, request, state);
    const size_t columns = state->column_count;
    state->chunk_count = in_whole(request->trials, state->chunk_trials);
    state->pilot_chunks = in_whole(pilot_size(request->trials), state->chunk_trials);
    state->first_chunk = request->first_trial / state->chunk_trials;
    state->end_chunk = in_whole(request->end_trial, state->chunk_trials);
    const size_t counted = (size_t)(state->end_chunk - state->first_chunk);
    state->workspaces = arena_array(arena, request->threads, sizeof(Workspace));
    for (unsigned w = 0; w < request->threads; w++) state->workspaces[w] = workspace_of(arena, state);
    state->grids = arena_array(arena, columns, sizeof(CellGrid));
    state->kept = arena_array(arena, columns, MOST_CELLS);
    state->first_fine = arena_array(arena, columns * (MOST_CELLS + 1), sizeof(uint32_t));
    state->thresholds = arena_array(arena, columns * BIZCASE_PERCENTILE_COUNT, sizeof(double));
    state->pilot = arena_array(arena, columns * (size_t)pilot_trials(state), sizeof(double));
    state->pilot_copies = arena_array(arena, request->threads * (size_t)pilot_trials(state), sizeof(double));
    state->kept_parts = arena_array(arena, columns, sizeof(double));
    state->sums = arena_array(arena, counted * columns, sizeof(TallySums));
    state->slips = arena_array(arena, counted * slip_sum_count(&request->model->plan), sizeof(double));
}

static void abandon(void *object) {
    run_abandon(object);
}

BizcaseStatus run_begin(Arena *arena, const RunRequest *request, double width, RunState **result) {
    RunState *state = *result = arena_alloc(arena, sizeof *state);
    arena_defer(arena, abandon, state);
    gather(arena, request, width, state);
    if (!threads_run(
            &(SharedWork){ run_pilot_chunk, report_chunks, state, (size_t)state->pilot_chunks }, request->threads))
        return BIZCASE_STOPPED;
    threads_run(&(SharedWork){ lay_out_column, NULL, state, state->column_count }, request->threads);
    for (unsigned w = 0; w < request->threads; w++)
        for (size_t c = 0; c < state->column_count; c++)
            state->workspaces[w].tallies[c] = empty_tally(arena, &state->grids[c]);
    return BIZCASE_OK;
}

BizcaseStatus run_count(RunState *state) {
    const uint64_t begin = rest_begin(state);
    bool stopped = false;
    threads_run(&(SharedWork){ tally_pilot_column, NULL, state, state->column_count }, state->request.threads);
    state->chunks_before = state->pilot_chunks;
    if (begin < state->end_chunk)
        stopped =
            !threads_run(&(SharedWork){ run_rest_chunk, report_chunks, state, (size_t)(state->end_chunk - begin) },
                state->request.threads);
    if (atomic_load(&state->out_of_memory)) return BIZCASE_NO_MEMORY;
    return stopped ? BIZCASE_STOPPED : BIZCASE_OK;
}

void run_abandon(RunState *state) {
    for (unsigned w = 0; state->workspaces && w < state->request.threads; w++)
        for (size_t c = 0; state->workspaces[w].tallies && c < state->column_count; c++) {
            free(state->workspaces[w].tallies[c].outcomes);
            state->workspaces[w].tallies[c].outcomes = NULL;
            state->workspaces[w].capacities[c] = 0;
        }
}

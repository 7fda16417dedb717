#include "study/simulation/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/crew.h"
#include "study/moved_out.h"
#include "study/simulation/gathering.h"
#include "study/simulation/grid.h"

/* The pilot is a sixteenth of the trials, within these. */
enum { LEAST_PILOT = 4 * CHUNK_TRIALS, MOST_PILOT = 64 * CHUNK_TRIALS };
/* Outcomes of a column near its percentiles are kept while they are expected to fit into this; then they are counted in
   finer cells. Neither this nor the pilot depends on what else is asked for, or results would. */
#define MOST_KEPT_BYTES ((size_t)2 << 20)

static uint64_t trials_in_chunk(const Gathering *gathering, uint64_t chunk) {
    const uint64_t left = gathering->request.trials - chunk * gathering->chunk_trials;
    return left < gathering->chunk_trials ? left : gathering->chunk_trials;
}

static bool counts(const Gathering *gathering, uint64_t chunk) {
    return !gathering->request.counted_elsewhere && chunk >= gathering->first_chunk && chunk < gathering->end_chunk;
}

static uint64_t pilot_trials(const Gathering *gathering) {
    const uint64_t trials = gathering->pilot_chunks * gathering->chunk_trials;
    return trials < gathering->request.trials ? trials : gathering->request.trials;
}

static size_t randomisation_of(const Gathering *gathering, uint64_t chunk) {
    return gathering->randomisation_count ? (size_t)(chunk * gathering->chunk_trials / gathering->request.points) : 0;
}

/* --- a block into tallies ------------------------------------------------------------------------------------------- */

/* Trials that a thread may expect to count. */
static double expected_trials(const Gathering *gathering) {
    return (double)(gathering->request.end_trial - gathering->request.first_trial) / gathering->request.threads;
}

/* Room for another block's outcomes; threads cannot share an arena. */
static bool make_room(const Gathering *gathering, Desk *desk, size_t column) {
    Tally *tally = &desk->tallies[column];
    if (tally->outcome_count + LANES <= desk->rooms[column]) return true;
    const size_t expected = (size_t)(gathering->kept_parts[column] * expected_trials(gathering));
    const size_t room =
        desk->rooms[column] ? desk->rooms[column] + desk->rooms[column] / 2 : expected + expected / 16 + 4 * LANES;
    double *outcomes = realloc(tally->outcomes, room * sizeof *outcomes);
    if (!outcomes) return false;
    tally->outcomes = outcomes;
    desk->rooms[column] = room;
    return true;
}

/* The same counts again for one randomisation of the design. */
static void note_randomisation(const Gathering *gathering, size_t column, const double *outcomes, uint32_t lane_count,
    const Tally *before, const Tally *after, Randomisation *randomisation) {
    randomisation->trials += lane_count;
    randomisation->finite += after->finite - before->finite;
    randomisation->negative += after->negative - before->negative;
    randomisation->never_back += after->never_back - before->never_back;
    randomisation->missing += after->missing - before->missing;
    gathering->request.kernel->tally_below(outcomes, lane_count,
        gathering->thresholds + column * BIZCASE_PERCENTILE_COUNT, BIZCASE_PERCENTILE_COUNT, randomisation->below);
}

static void tally_column(
    Gathering *gathering, Desk *desk, size_t column, uint64_t chunk, const double *outcomes, uint32_t lane_count) {
    Tally *tally = &desk->tallies[column];
    TallySums *sums = &gathering->sums[(chunk - gathering->first_chunk) * gathering->column_count + column];
    if (gathering->grids[column].keeps_outcomes && !make_room(gathering, desk, column)) {
        atomic_store(&gathering->out_of_memory, true);
        return;
    }
    const Tally before = *tally;
    gathering->request.kernel->tally_block(&gathering->grids[column], outcomes, lane_count, tally, sums);
    if (gathering->randomisation_count > 0)
        note_randomisation(gathering, column, outcomes, lane_count, &before, tally,
            &desk->randomisations[randomisation_of(gathering, chunk) * gathering->column_count + column]);
}

/* --- a chunk of trials ---------------------------------------------------------------------------------------------- */

/* Counts the trials of a block in which every council gains. */
static void count_agreement(const Gathering *gathering, const Desk *desk, uint64_t chunk, uint32_t lane_count) {
    const RunRequest *request = &gathering->request;
    const Plan *plan = &request->model->plan;
    for (uint32_t v = 0; v < request->view_count; v++) {
        uint64_t gains[LANES], agreed = 0;
        for (uint32_t k = 0; k < LANES; k++) gains[k] = 1;
        for (uint32_t c = 1; c <= plan->council_count; c++) {
            const double *npv = desk->figures + gathering->npv_columns[v * plan->council_count + c - 1] * LANES;
            for (uint32_t k = 0; k < LANES; k++) gains[k] &= npv[k] > 0;
        }
        for (uint32_t k = 0; k < lane_count; k++) agreed += gains[k];
        desk->agreed[randomisation_of(gathering, chunk) * request->view_count + v] += agreed;
    }
}

static void run_chunk(Gathering *gathering, uint64_t chunk, unsigned worker, bool is_pilot) {
    const RunRequest *request = &gathering->request;
    Desk *desk = &gathering->desks[worker];
    const uint64_t first = chunk * gathering->chunk_trials, count = trials_in_chunk(gathering, chunk);
    for (uint64_t done = 0; done < count; done += LANES) {
        BlockRequest block = gathering->block;
        block.lane_count = count - done < LANES ? (uint32_t)(count - done) : LANES;
        request->kernel->draw_block(request->draw_plan, first + done, desk->values, desk->draw_scratch);
        request->kernel->evaluate_block(&request->model->plan, &block, desk->values, desk->evaluate_scratch,
            &(BlockResults){ .figures = desk->figures, .slips = desk->slips });
        if (is_pilot) {
            const uint64_t pilot = pilot_trials(gathering);
            for (size_t column = 0; column < gathering->column_count; column++)
                memcpy(gathering->pilot + column * pilot + first + done, desk->figures + column * LANES,
                    block.lane_count * sizeof(double));
        } else {
            for (size_t column = 0; column < gathering->column_count; column++)
                tally_column(gathering, desk, column, chunk, desk->figures + column * LANES, block.lane_count);
        }
        if (!counts(gathering, chunk)) continue;
        count_agreement(gathering, desk, chunk, block.lane_count);
        add_slips(request->kernel, &request->model->plan, desk->slips, block.lane_count,
            gathering->slips + (chunk - gathering->first_chunk) * slip_sum_count(&request->model->plan));
    }
}

static void run_pilot_chunk(void *context, size_t piece, unsigned worker) {
    run_chunk(context, piece, worker, true);
}

/* The chunks that count and are not in the pilot. */
static uint64_t rest_begin(const Gathering *gathering) {
    return gathering->first_chunk > gathering->pilot_chunks ? gathering->first_chunk : gathering->pilot_chunks;
}

static void run_rest_chunk(void *context, size_t piece, unsigned worker) {
    run_chunk(context, rest_begin(context) + piece, worker, false);
}

static bool report_chunks(void *context, size_t done) {
    Gathering *gathering = context;
    const RunRequest *request = &gathering->request;
    if (atomic_load(&gathering->out_of_memory)) return true;
    if (!request->progress) return false;
    const uint64_t trials = (gathering->chunks_before + done) * gathering->chunk_trials;
    const uint64_t capped = trials < request->trials ? trials : request->trials;
    return request->progress(request->context, request->progress_before + capped, request->progress_total) != 0;
}

/* --- the pilot ------------------------------------------------------------------------------------------------------ */

static void lay_out_column(void *context, size_t column, unsigned worker) {
    Gathering *gathering = context;
    const uint64_t pilot = pilot_trials(gathering);
    double *copy = gathering->pilot_copies + worker * pilot;
    uint8_t *kept = gathering->kept + column * MOST_CELLS;
    uint32_t *first_fine = gathering->first_fine + column * (MOST_CELLS + 1);
    double *thresholds = gathering->thresholds + column * BIZCASE_PERCENTILE_COUNT;
    memcpy(copy, gathering->pilot + column * pilot, (size_t)pilot * sizeof *copy);
    GridRequest request = { gathering->columns[column].figure, true, gathering->width };
    gathering->kept_parts[column] =
        grid_lay_out(&request, copy, (size_t)pilot, kept, NULL, &gathering->grids[column], thresholds);
    if (gathering->kept_parts[column] * (double)gathering->request.trials * sizeof(double) <= MOST_KEPT_BYTES) return;
    request.keeps_outcomes = false;
    memset(kept, 0, MOST_CELLS);
    grid_lay_out(&request, copy, (size_t)pilot, kept, first_fine, &gathering->grids[column], thresholds);
}

static void tally_pilot_column(void *context, size_t column, unsigned worker) {
    Gathering *gathering = context;
    const uint64_t pilot = pilot_trials(gathering);
    double block[LANES];
    for (uint64_t chunk = gathering->first_chunk; chunk < gathering->pilot_chunks && chunk < gathering->end_chunk;
         chunk++) {
        const uint64_t first = chunk * gathering->chunk_trials, count = trials_in_chunk(gathering, chunk);
        for (uint64_t done = 0; done < count; done += LANES) {
            const uint32_t lane_count = count - done < LANES ? (uint32_t)(count - done) : LANES;
            memcpy(block, gathering->pilot + column * pilot + first + done, lane_count * sizeof *block);
            tally_column(gathering, &gathering->desks[worker], column, chunk, block, lane_count);
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
    to->never_back += from->never_back;
    to->missing += from->missing;
    for (size_t i = 0; i < BIZCASE_PERCENTILE_COUNT; i++) to->below[i] += from->below[i];
}

/* All outcomes that the desks have kept of a column go to the first desk. */
static bool gather_outcomes(Gathering *gathering, size_t c) {
    Tally *first = &gathering->desks[0].tallies[c];
    size_t count = 0;
    for (unsigned w = 0; w < gathering->request.threads; w++) count += gathering->desks[w].tallies[c].outcome_count;
    double *outcomes =
        count > gathering->desks[0].rooms[c] ? realloc(first->outcomes, count * sizeof *outcomes) : first->outcomes;
    if (count > 0 && !outcomes) return false;
    first->outcomes = outcomes;
    for (unsigned w = 1; w < gathering->request.threads; w++) {
        Tally *other = &gathering->desks[w].tallies[c];
        if (other->outcome_count > 0)
            memcpy(first->outcomes + first->outcome_count, other->outcomes, other->outcome_count * sizeof *outcomes);
        first->outcome_count += other->outcome_count;
        free(other->outcomes);
        other->outcomes = NULL;
    }
    return true;
}

static void put_column_together(void *context, size_t c, unsigned worker) {
    Gathering *gathering = context;
    Column *column = &gathering->columns[c];
    Randomisation *parts = gathering->randomisations + c * gathering->randomisation_count;
    (void)worker;
    if (!gather_outcomes(gathering, c)) {
        atomic_store(&gathering->out_of_memory, true);
        return;
    }
    column->grid = &gathering->grids[c];
    column->tally = gathering->desks[0].tallies[c];
    for (unsigned w = 1; w < gathering->request.threads; w++)
        add_tally(column->grid, &gathering->desks[w].tallies[c], &column->tally);
    for (unsigned w = 0; w < gathering->request.threads; w++)
        for (size_t r = 0; r < gathering->randomisation_count; r++)
            add_randomisation(&gathering->desks[w].randomisations[r * gathering->column_count + c], &parts[r]);
    for (uint64_t chunk = gathering->first_chunk; chunk < gathering->end_chunk; chunk++) {
        const TallySums *sums = &gathering->sums[(chunk - gathering->first_chunk) * gathering->column_count + c];
        column->sums.sum += sums->sum;
        column->sums.squares += sums->squares;
        column->sums.worst += sums->worst;
        if (gathering->randomisation_count > 0) parts[randomisation_of(gathering, chunk)].sum += sums->sum;
    }
    column->randomisations = parts;
    column->randomisation_count = gathering->randomisation_count;
}

static double agreement_error(Arena *arena, const Gathering *gathering, size_t view, uint64_t agreed, uint64_t trials) {
    const RunRequest *request = &gathering->request;
    const size_t count = gathering->randomisation_count;
    if (count == 0) return probability_error(agreed, trials);
    double *parts = arena_array(arena, count, sizeof *parts), *weights = arena_array(arena, count, sizeof *weights);
    for (uint64_t chunk = gathering->first_chunk; chunk < gathering->end_chunk; chunk++)
        weights[randomisation_of(gathering, chunk)] += (double)trials_in_chunk(gathering, chunk);
    for (size_t r = 0; r < count; r++) {
        for (unsigned w = 0; w < request->threads; w++)
            parts[r] += (double)gathering->desks[w].agreed[r * request->view_count + view];
        parts[r] = weights[r] > 0 ? parts[r] / weights[r] : 0;
    }
    return randomised_error(parts, weights, count);
}

BizcaseStatus run_finish(Arena *arena, Gathering *gathering, Run *run) {
    const RunRequest *request = &gathering->request;
    *run = (Run){ .column_count = gathering->column_count,
        .columns = gathering->columns,
        .agreed = arena_array(arena, request->view_count, sizeof(uint64_t)),
        .agreed_errors = arena_array(arena, request->view_count, sizeof(double)),
        .slips = arena_array(arena, slip_sum_count(&request->model->plan), sizeof(double)),
        .trials = request->end_trial - request->first_trial };
    gathering->randomisations =
        arena_array(arena, gathering->column_count * gathering->randomisation_count, sizeof(Randomisation));
    crew_run(&(CrewWork){ put_column_together, NULL, gathering, gathering->column_count }, request->threads);
    if (atomic_load(&gathering->out_of_memory)) return BIZCASE_NO_MEMORY;
    const size_t parts = gathering->randomisation_count ? gathering->randomisation_count : 1;
    for (uint32_t v = 0; v < request->view_count; v++) {
        for (unsigned w = 0; w < request->threads; w++)
            for (size_t r = 0; r < parts; r++)
                run->agreed[v] += gathering->desks[w].agreed[r * request->view_count + v];
        run->agreed_errors[v] = agreement_error(arena, gathering, v, run->agreed[v], run->trials);
    }
    for (uint64_t chunk = 0; chunk < gathering->end_chunk - gathering->first_chunk; chunk++)
        for (size_t i = 0; i < slip_sum_count(&request->model->plan); i++)
            run->slips[i] += gathering->slips[chunk * slip_sum_count(&request->model->plan) + i];
    return BIZCASE_OK;
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static Desk desk_of(Arena *arena, const Gathering *gathering) {
    const RunRequest *request = &gathering->request;
    const Plan *plan = &request->model->plan;
    const size_t columns = gathering->column_count, randomisations = gathering->randomisation_count;
    return (Desk){
        .values = arena_rows(arena, (size_t)plan->input_count * LANES * sizeof(double)),
        .figures = arena_rows(arena, columns * LANES * sizeof(double)),
        .slips = arena_rows(arena, (size_t)plan->phase_count * LANES * sizeof(double)),
        .draw_scratch = arena_rows(arena, request->kernel->draw_scratch_size(request->draw_plan)),
        .evaluate_scratch = arena_rows(arena, request->kernel->evaluate_scratch_size(plan)),
        .tallies = arena_array(arena, columns, sizeof(Tally)),
        .rooms = arena_array(arena, columns, sizeof(size_t)),
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

size_t run_column_bytes(uint64_t trials) {
    const double kept = 0.12 * (double)trials * sizeof(double);
    return (size_t)pilot_size(trials) * sizeof(double) + (kept < MOST_KEPT_BYTES ? (size_t)kept : MOST_KEPT_BYTES);
}

/* How many units hold the number. */
static uint64_t in_whole(uint64_t number, uint64_t unit) {
    return (number + unit - 1) / unit;
}

static void lay_out_columns(Arena *arena, const RunRequest *request, Gathering *gathering) {
    const Plan *plan = &request->model->plan;
    const size_t most = (size_t)request->view_count * request->result_count * request->figure_count;
    const size_t programmes = (size_t)plan->programme_count + 1;
    gathering->columns = arena_array(arena, most, sizeof(Column));
    gathering->npv_columns = arena_array(arena, (size_t)request->view_count * plan->council_count, sizeof(size_t));
    for (uint32_t v = 0; v < request->view_count; v++)
        for (uint32_t r = 0; r < request->result_count; r++)
            for (uint32_t f = 0; f < request->figure_count; f++) {
                if (!result_has(plan, &request->views[v], r, &request->figures[f])) continue;
                if (request->figures[f].figure == request->npv && r >= programmes && r % programmes == 0)
                    gathering->npv_columns[v * plan->council_count + r / programmes - 1] = gathering->column_count;
                gathering->columns[gathering->column_count++] =
                    (Column){ .view = v, .result = r, .wanted = f, .figure = request->figures[f].figure };
            }
}

static void gather(Arena *arena, const RunRequest *request, double width, Gathering *gathering) {
    const uint64_t points = request->points;
    *gathering = (Gathering){ .request = *request,
        .width = width,
        .block = { .views = request->views,
            .view_count = request->view_count,
            .figures = request->figures,
            .figure_count = request->figure_count },
        .randomisation_count = points ? (size_t)in_whole(request->trials, points) : 0,
        .chunk_trials = points % CHUNK_TRIALS == 0 ? CHUNK_TRIALS
                        : points < CHUNK_TRIALS    ? points
                                                   : LANES };
    lay_out_columns(arena, request, gathering);
    const size_t columns = gathering->column_count;
    gathering->chunk_count = in_whole(request->trials, gathering->chunk_trials);
    gathering->pilot_chunks = in_whole(pilot_size(request->trials), gathering->chunk_trials);
    gathering->first_chunk = request->first_trial / gathering->chunk_trials;
    gathering->end_chunk = in_whole(request->end_trial, gathering->chunk_trials);
    const size_t counted = (size_t)(gathering->end_chunk - gathering->first_chunk);
    gathering->desks = arena_array(arena, request->threads, sizeof(Desk));
    for (unsigned w = 0; w < request->threads; w++) gathering->desks[w] = desk_of(arena, gathering);
    gathering->grids = arena_array(arena, columns, sizeof(CellGrid));
    gathering->kept = arena_array(arena, columns, MOST_CELLS);
    gathering->first_fine = arena_array(arena, columns * (MOST_CELLS + 1), sizeof(uint32_t));
    gathering->thresholds = arena_array(arena, columns * BIZCASE_PERCENTILE_COUNT, sizeof(double));
    gathering->pilot = arena_array(arena, columns * (size_t)pilot_trials(gathering), sizeof(double));
    gathering->pilot_copies = arena_array(arena, request->threads * (size_t)pilot_trials(gathering), sizeof(double));
    gathering->kept_parts = arena_array(arena, columns, sizeof(double));
    gathering->sums = arena_array(arena, counted * columns, sizeof(TallySums));
    gathering->slips = arena_array(arena, counted * slip_sum_count(&request->model->plan), sizeof(double));
}

BizcaseStatus run_begin(Arena *arena, const RunRequest *request, double width, Gathering **result) {
    Gathering *gathering = *result = arena_alloc(arena, sizeof *gathering);
    gather(arena, request, width, gathering);
    if (!crew_run(&(CrewWork){ run_pilot_chunk, report_chunks, gathering, (size_t)gathering->pilot_chunks },
            request->threads))
        return BIZCASE_STOPPED;
    crew_run(&(CrewWork){ lay_out_column, NULL, gathering, gathering->column_count }, request->threads);
    for (unsigned w = 0; w < request->threads; w++)
        for (size_t c = 0; c < gathering->column_count; c++)
            gathering->desks[w].tallies[c] = empty_tally(arena, &gathering->grids[c]);
    return BIZCASE_OK;
}

BizcaseStatus run_count(Gathering *gathering) {
    const uint64_t begin = rest_begin(gathering);
    bool stopped = false;
    crew_run(&(CrewWork){ tally_pilot_column, NULL, gathering, gathering->column_count }, gathering->request.threads);
    gathering->chunks_before = gathering->pilot_chunks;
    if (begin < gathering->end_chunk)
        stopped =
            !crew_run(&(CrewWork){ run_rest_chunk, report_chunks, gathering, (size_t)(gathering->end_chunk - begin) },
                gathering->request.threads);
    if (atomic_load(&gathering->out_of_memory)) return BIZCASE_NO_MEMORY;
    return stopped ? BIZCASE_STOPPED : BIZCASE_OK;
}

void run_abandon(Gathering *gathering) {
    for (unsigned w = 0; gathering && gathering->desks && w < gathering->request.threads; w++)
        for (size_t c = 0; gathering->desks[w].tallies && c < gathering->column_count; c++)
            free(gathering->desks[w].tallies[c].outcomes);
}

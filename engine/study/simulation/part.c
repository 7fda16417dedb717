#include "study/simulation/part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/moved_out.h"
#include "study/simulation/grid.h"
#include "study/simulation/run_state.h"

/* --- bytes ---------------------------------------------------------------------------------------------------------- */

void part_put(PartBytes *part, const void *bytes, size_t size) {
    while (part->size + size > part->capacity) {
        const size_t larger = part->capacity ? 2 * part->capacity : 4096;
        unsigned char *copy = arena_array(part->arena, larger, 1);
        if (part->size > 0) memcpy(copy, part->bytes, part->size);
        part->bytes = copy;
        part->capacity = larger;
    }
    if (size > 0) memcpy(part->bytes + part->size, bytes, size);
    part->size += size;
}

void part_put_number(PartBytes *part, uint64_t number) {
    unsigned char bytes[8];
    for (unsigned i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(number >> (8 * i));
    part_put(part, bytes, sizeof bytes);
}

static void put_real(PartBytes *part, double real) {
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    part_put_number(part, bits);
}

void part_put_text(PartBytes *part, const char *text) {
    part_put_number(part, strlen(text));
    part_put(part, text, strlen(text));
}

uint64_t part_number(PartReader *reader) {
    uint64_t number = 0;
    if (reader->bad || reader->size - reader->at < 8) {
        reader->bad = true;
        return 0;
    }
    for (unsigned i = 0; i < 8; i++) number |= (uint64_t)reader->bytes[reader->at + i] << (8 * i);
    reader->at += 8;
    return number;
}

static double real(PartReader *reader) {
    const uint64_t bits = part_number(reader);
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* A count of things of which each takes at least `least` bytes. */
static size_t counted(PartReader *reader, size_t least) {
    const uint64_t count = part_number(reader);
    if (count > (reader->size - reader->at) / least) reader->bad = true;
    return reader->bad ? 0 : (size_t)count;
}

const char *part_text(Arena *arena, PartReader *reader) {
    const size_t length = counted(reader, 1);
    const char *text = arena_text_n(arena, (const char *)reader->bytes + reader->at, length);
    reader->at += length;
    return text;
}

/* --- packing -------------------------------------------------------------------------------------------------------- */

static size_t fine_count(const CellGrid *grid) {
    return grid->keeps_outcomes ? 0 : grid_fine_count(grid);
}

static void pack_cells(PartBytes *part, const uint32_t *cells, size_t count) {
    uint64_t filled = 0;
    for (size_t i = 0; i < count; i++) filled += cells[i] > 0;
    part_put_number(part, filled);
    for (size_t i = 0; i < count; i++) {
        if (cells[i] == 0) continue;
        part_put_number(part, i);
        part_put_number(part, cells[i]);
    }
}

/* One workspace's tally of one column. */
static void pack_tally(PartBytes *part, const CellGrid *grid, const Tally *tally) {
    part_put_number(part, tally->finite);
    part_put_number(part, tally->negative);
    part_put_number(part, tally->missing);
    part_put_number(part, tally->never_back);
    part_put_number(part, tally->never_negative);
    part_put_number(part, tally->reached);
    put_real(part, tally->min);
    put_real(part, tally->max);
    pack_cells(part, tally->cells, (size_t)2 * grid->side_count);
    pack_cells(part, tally->fine, fine_count(grid));
    for (size_t i = 0; i < fine_count(grid); i++) {
        if (tally->fine[i] == 0) continue;
        put_real(part, tally->lowest[i]);
        put_real(part, tally->highest[i]);
    }
    part_put_number(part, tally->outcome_count);
    for (size_t i = 0; i < tally->outcome_count; i++) put_real(part, tally->outcomes[i]);
}

void part_pack(const RunState *state, PartBytes *part) {
    const RunRequest *request = &state->request;
    const size_t chunks = (size_t)(state->end_chunk - state->first_chunk);
    const size_t slips = slip_sum_count(&request->model->plan);
    part_put_number(part, state->column_count);
    part_put_number(part, state->first_chunk);
    part_put_number(part, state->end_chunk);
    part_put_number(part, request->threads);
    for (size_t c = 0; c < state->column_count; c++) {
        put_real(part, state->grids[c].centre);
        put_real(part, state->grids[c].unit);
        part_put_number(part, state->grids[c].side_count);
        for (unsigned w = 0; w < request->threads; w++)
            pack_tally(part, &state->grids[c], &state->workspaces[w].tallies[c]);
    }
    for (size_t i = 0; i < chunks * state->column_count; i++) {
        put_real(part, state->sums[i].sum);
        put_real(part, state->sums[i].squares);
        put_real(part, state->sums[i].worst);
    }
    for (size_t i = 0; i < chunks * slips; i++) put_real(part, state->slips[i]);
    for (uint32_t v = 0; v < request->view_count; v++) {
        uint64_t agreed = 0;
        for (unsigned w = 0; w < request->threads; w++) agreed += state->workspaces[w].agreed[v];
        part_put_number(part, agreed);
    }
}

/* --- adding --------------------------------------------------------------------------------------------------------- */

/* Adds to cells; indices[] get those that had any, in order, and *filled how many. */
static void add_cells(PartReader *reader, uint32_t *cells, size_t count, size_t *indices, size_t *filled) {
    *filled = counted(reader, 16);
    if (*filled > count) reader->bad = true;
    for (size_t i = 0; i < *filled && !reader->bad; i++) {
        const uint64_t index = part_number(reader), added = part_number(reader);
        if (index >= count || added > UINT32_MAX - cells[index]) {
            reader->bad = true;
            return;
        }
        cells[index] += (uint32_t)added;
        indices[i] = (size_t)index;
    }
}

/* No case's money comes near this: what does is damage. */
static bool is_countable(double outcome) {
    return fabs(outcome) < 1e150;
}

/* What a part says of a column, over all its workspaces. */
typedef struct PartColumn {
    uint64_t finite, negative, missing, never_back, never_negative, reached;
    double min, max;
} PartColumn;

static bool add_outcomes(
    PartReader *reader, const CellGrid *grid, const PartColumn *column, Tally *tally, size_t *room) {
    const size_t count = counted(reader, 8);
    if (count == 0) return true;
    if (tally->outcome_count + count > *room) {
        const size_t larger = tally->outcome_count + count + *room / 2;
        double *outcomes = allocation_fails() ? NULL : realloc(tally->outcomes, larger * sizeof *outcomes);
        if (!outcomes) {
            reader->out_of_memory = true;
            return false;
        }
        tally->outcomes = outcomes;
        *room = larger;
    }
    for (size_t i = 0; i < count; i++) {
        const double outcome = real(reader);
        if (!is_countable(outcome) || !grid->kept[tally_cell(grid, outcome)]) return false;
        if (outcome < column->min || outcome > column->max) return false;
        tally->outcomes[tally->outcome_count++] = outcome;
    }
    return true;
}

/* How many outcomes the kept cells have: as many must be there one by one. */
static uint64_t kept_count(const CellGrid *grid, const Tally *tally) {
    uint64_t kept = 0;
    for (size_t cell = 0; cell < (size_t)2 * grid->side_count; cell++)
        if (grid->kept[cell]) kept += tally->cells[cell];
    return kept;
}

/* Adds the next number, of so many trials at most. */
static void add_count(PartReader *reader, uint64_t trials, uint64_t *count) {
    const uint64_t added = part_number(reader);
    if (added > trials - *count) reader->bad = reader->contradicts = true;
    if (!reader->bad) *count += added;
}

static void add_tally(PartReader *reader, const CellGrid *grid, uint64_t trials, size_t *indices, Tally *tally,
    size_t *room, PartColumn *column) {
    size_t filled;
    add_count(reader, trials, &column->finite);
    add_count(reader, trials, &column->negative);
    add_count(reader, trials, &column->missing);
    add_count(reader, trials, &column->never_back);
    add_count(reader, trials, &column->never_negative);
    add_count(reader, trials, &column->reached);
    column->min = fmin(column->min, real(reader));
    column->max = fmax(column->max, real(reader));
    add_cells(reader, tally->cells, (size_t)2 * grid->side_count, indices, &filled);
    add_cells(reader, tally->fine, fine_count(grid), indices, &filled);
    for (size_t i = 0; i < filled && !reader->bad; i++) {
        const double lowest = real(reader), highest = real(reader);
        if (!is_countable(lowest) || !(lowest <= highest) || !is_countable(highest)) reader->bad = true;
        tally->lowest[indices[i]] = fmin(tally->lowest[indices[i]], lowest);
        tally->highest[indices[i]] = fmax(tally->highest[indices[i]], highest);
    }
    if (!reader->bad && !add_outcomes(reader, grid, column, tally, room)) reader->bad = reader->contradicts = true;
}

/* Each kept cell's outcomes are all in its fine cells. */
static bool fine_cells_agree(const CellGrid *grid, const Tally *tally) {
    for (size_t cell = 0; cell < (size_t)2 * grid->side_count; cell++) {
        uint64_t in_fine = 0;
        for (uint32_t fine = grid->first_fine[cell]; fine < grid->first_fine[cell + 1]; fine++)
            in_fine += tally->fine[fine];
        if (grid->kept[cell] && in_fine != tally->cells[cell]) return false;
    }
    return true;
}

/* Cells are in the order of outcomes: the first and last that have any are those of the least and the greatest, and
   where 0 lies says how many are negative. */
static bool cells_agree(const CellGrid *grid, const Tally *tally) {
    const size_t count = (size_t)2 * grid->side_count, zero = tally_cell(grid, 0);
    uint64_t in_cells = 0, surely_negative = 0, perhaps_negative = 0;
    size_t first = count, last = 0;
    for (size_t cell = 0; cell < count; cell++) {
        in_cells += tally->cells[cell];
        surely_negative += cell < zero ? tally->cells[cell] : 0;
        perhaps_negative += cell <= zero ? tally->cells[cell] : 0;
        if (tally->cells[cell] > 0 && first == count) first = cell;
        if (tally->cells[cell] > 0) last = cell;
    }
    if (in_cells != tally->finite || tally->negative < surely_negative || tally->negative > perhaps_negative)
        return false;
    return in_cells == 0 || (first == tally_cell(grid, tally->min) && last == tally_cell(grid, tally->max));
}

/* Every trial has one outcome, and the ends say whether any is negative, or none. */
static bool counts_agree(const PartColumn *column, uint64_t trials) {
    if (column->finite + column->missing + column->never_back + column->never_negative != trials) return false;
    if (column->finite == 0) return column->negative == 0 && isinf(column->min) && isinf(column->max);
    return is_countable(column->min) && is_countable(column->max) && column->min <= column->max &&
           column->negative <= column->finite && (column->negative > 0) == (column->min < 0) &&
           (column->negative < column->finite) == (column->max >= 0);
}

/* A mean is between the ends, and squares have a mean at least that of the mean; but for rounding. */
static bool sums_agree(const CellGrid *grid, const PartColumn *column, const TallySums *sums) {
    static const double ROUNDING = 1e-9;
    const double n = (double)column->finite, least = n * (column->min - grid->centre),
                 most = n * (column->max - grid->centre), slack = ROUNDING * (fabs(least) + fabs(most));
    if (!isfinite(sums->sum) || !isfinite(sums->squares) || !isfinite(sums->worst)) return false;
    if (column->finite == 0) return sums->sum == 0 && sums->squares == 0;
    return sums->sum >= least - slack && sums->sum <= most + slack &&
           sums->sum * sums->sum <= n * sums->squares * (1 + ROUNDING) + slack * slack;
}

static void take_column(const PartColumn *column, Tally *tally) {
    tally->finite += column->finite;
    tally->negative += column->negative;
    tally->missing += column->missing;
    tally->never_back += column->never_back;
    tally->never_negative += column->never_negative;
    tally->reached += column->reached;
    tally->min = fmin(tally->min, column->min);
    tally->max = fmax(tally->max, column->max);
}

static bool is_consistent(const CellGrid *grid, const Tally *tally) {
    if (!cells_agree(grid, tally)) return false;
    return grid->keeps_outcomes ? kept_count(grid, tally) == tally->outcome_count : fine_cells_agree(grid, tally);
}

/* made: what the part has said of each column. */
static void add_sums(RunState *state, PartReader *reader, uint64_t first, uint64_t end, const PartColumn *made) {
    const size_t columns = state->column_count;
    for (uint64_t i = first * columns; i < end * columns && !reader->bad; i++) {
        TallySums *sums = &state->sums[i];
        sums->sum = real(reader);
        sums->squares = real(reader);
        sums->worst = real(reader);
    }
    for (size_t c = 0; c < columns && !reader->bad; c++) {
        TallySums whole = { 0 };
        for (uint64_t i = first * columns + c; i < end * columns; i += columns) {
            whole.sum += state->sums[i].sum;
            whole.squares += state->sums[i].squares;
            whole.worst += state->sums[i].worst;
        }
        if (!sums_agree(&state->grids[c], &made[c], &whole)) reader->bad = reader->contradicts = true;
    }
}

bool part_add(RunState *state, PartReader *reader, uint64_t first_trial, uint64_t end_trial) {
    const size_t slips = slip_sum_count(&state->request.model->plan);
    const uint64_t columns = part_number(reader), first = part_number(reader), end = part_number(reader);
    const uint64_t workspaces = part_number(reader);
    if (columns != state->column_count || workspaces > 4096 || first != first_trial / state->chunk_trials ||
        end != (end_trial + state->chunk_trials - 1) / state->chunk_trials || first > end || end > state->end_chunk)
        return false;
    Workspace *workspace = &state->workspaces[0];
    size_t most_cells = MOST_CELLS;
    for (size_t c = 0; c < columns; c++)
        if (fine_count(&state->grids[c]) > most_cells) most_cells = fine_count(&state->grids[c]);
    const uint64_t trials = end_trial - first_trial;
    size_t *indices = allocation_fails() ? NULL : calloc(most_cells, sizeof *indices);
    PartColumn *made = allocation_fails() ? NULL : calloc((size_t)columns + 1, sizeof *made);
    if (!indices || !made) {
        free(indices);
        free(made);
        reader->out_of_memory = true;
        return false;
    }
    for (size_t c = 0; c < columns && !reader->bad; c++) {
        const CellGrid *grid = &state->grids[c];
        const double centre = real(reader), unit = real(reader);
        if (part_number(reader) != grid->side_count || centre != grid->centre || unit != grid->unit) reader->bad = true;
        made[c] = (PartColumn){ .min = INFINITY, .max = -INFINITY };
        for (uint64_t w = 0; w < workspaces && !reader->bad; w++)
            add_tally(reader, grid, trials, indices, &workspace->tallies[c], &workspace->capacities[c], &made[c]);
        if (reader->bad) break;
        take_column(&made[c], &workspace->tallies[c]);
        if (!counts_agree(&made[c], trials) || !is_consistent(grid, &workspace->tallies[c]))
            reader->bad = reader->contradicts = true;
    }
    free(indices);
    add_sums(state, reader, first, end, made);
    free(made);
    for (uint64_t i = first * slips; i < end * slips && !reader->bad; i++) {
        state->slips[i] = real(reader);
        if (!isfinite(state->slips[i])) reader->bad = true;
    }
    for (uint32_t v = 0; v < state->request.view_count; v++) {
        uint64_t agreed = 0;
        add_count(reader, trials, &agreed);
        workspace->agreed[v] += agreed;
    }
    return !reader->bad;
}

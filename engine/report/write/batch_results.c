/* The rows of a batch as a CSV file, and back again for --resume. The file always holds whole runs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/escape.h"
#include "base/exact_number.h"
#include "base/file.h"
#include "report/write/format.h"
#include "study/batch/batch.h"
#include "table/call.h"
#include "table/table.h"

enum {
    RUN,
    CASE,
    SCENARIOS,
    SET,
    OPTION,
    VERSUS,
    COUNCIL,
    FIGURE,
    STATISTIC,
    VALUE,
    UNIT,
    STATUS,
    NOTE,
    DIGEST,
    RUN_DIGEST,
    ROWS_DIGEST,
    COLUMN_COUNT
};
static const char *const columns[COLUMN_COUNT] = { "run", "case", "scenarios", "set", "option", "versus", "council",
    "figure", "statistic", "value", "unit", "status", "note", "digest", "run_digest", "rows_digest" };

static const char *value_text_of(Arena *arena, const BizcaseBatchRow *row) {
    return isfinite(row->value) ? number_exact_text(arena, row->value == 0 ? 0 : row->value) : "";
}

/* SHA-256 of what a run's rows say, so that rows which somebody has changed are not taken over. No signature: who changes
   rows can change it, too. */
static void digest_rows(Arena *arena, const BizcaseBatchOutcome *outcome, char digest[65]) {
    Arena *working = arena_within(arena);
    Buffer text = { .arena = working };
    const char *const head[] = { outcome->digest, outcome->run_digest, outcome->option,
        outcome->versus ? outcome->versus : "" };
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++) buffer_add(&text, arena_format(working, "%s\n", head[i]));
    for (size_t i = 0; i < outcome->row_count; i++) {
        const BizcaseBatchRow *row = &outcome->rows[i];
        buffer_add(&text, arena_format(working, "%s\n%s\n%s\n%s\n%s\n", row->council, row->figure, row->statistic,
                              value_text_of(working, row), row->unit));
    }
    digest_hex(text.bytes, text.size, digest);
    arena_free(working);
}

static void add_list(Buffer *out, const char *const *texts, size_t count) {
    const char *list = "";
    for (size_t i = 0; i < count; i++) list = i ? arena_format(out->arena, "%s;%s", list, texts[i]) : texts[i];
    csv_add_exact(out, list);
}

static void add_text(Buffer *out, const char *text) {
    buffer_add(out, ",");
    csv_add_exact(out, text ? text : "");
}

/* row NULL: the run has none. */
static void add_row(Buffer *out, const BizcaseBatchRun *run, const BizcaseBatchOutcome *outcome,
    const BizcaseBatchRow *row, const char *rows_digest) {
    static const char *const states[] = { "done", "failed", "bad" };
    csv_add_exact(out, run->name);
    add_text(out, run->folder);
    buffer_add(out, ",");
    add_list(out, run->scenarios, run->scenario_count);
    buffer_add(out, ",");
    add_list(out, run->changes, run->change_count);
    add_text(out, outcome->option);
    add_text(out, outcome->versus);
    add_text(out, row ? row->council : "");
    add_text(out, row ? row->figure : "");
    add_text(out, row ? row->statistic : "");
    buffer_add(out, ",");
    if (row) buffer_add(out, value_text_of(out->arena, row));
    add_text(out, row ? row->unit : "");
    add_text(out, states[outcome->state == BIZCASE_RUN_BAD ? 2 : outcome->failed]);
    add_text(out, outcome->message);
    add_text(out, outcome->digest);
    add_text(out, outcome->run_digest);
    add_text(out, rows_digest);
    buffer_add(out, "\n");
}

/* One run's rows at a time, so that memory does not grow with the batch. */
static void put_run(Arena *arena, const BizcaseBatch *batch, size_t r, FileWriter *writer) {
    const BizcaseBatchOutcome *outcome = bizcase_batch_outcome(batch, r);
    if (outcome->state == BIZCASE_RUN_WAITING) return;
    Arena *working = arena_within(arena);
    Buffer out = { .arena = working };
    char digest[65] = "";
    if (outcome->row_count == 0)
        add_row(&out, &batch->runs[r], outcome, NULL, digest);
    else
        digest_rows(working, outcome, digest);
    for (size_t i = 0; i < outcome->row_count; i++) add_row(&out, &batch->runs[r], outcome, &outcome->rows[i], digest);
    file_writer_add(writer, out.bytes, out.size);
    arena_free(working);
}

typedef struct WriteCall {
    const BizcaseBatch *batch;
    const char *path;
} WriteCall;

static BizcaseStatus write_results(Call *call, void *context) {
    const WriteCall *asked = context;
    FileWriter *writer = file_writer_within(call->arena, asked->path);
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        if (c) file_writer_add(writer, ",", 1);
        file_writer_add(writer, columns[c], strlen(columns[c]));
    }
    file_writer_add(writer, "\n", 1);
    for (size_t r = 0; r < asked->batch->run_count; r++) put_run(call->arena, asked->batch, r, writer);
    return file_problem(&call->problems, file_writer_close(writer, true), asked->path);
}

BizcaseStatus bizcase_batch_write(const BizcaseBatch *batch, const char *path, BizcaseProblems *problems) {
    if (!batch || !path) return BIZCASE_BAD_REQUEST;
    WriteCall asked = { batch, path };
    return call_do(problems, write_results, &asked);
}

/* --- back again ------------------------------------------------------------------------------------------------------ */

static bool same_name(const BizcaseBatch *batch, size_t r, const char *name) {
    return r < batch->run_count && strcmp(batch->runs[r].name, name) == 0;
}

/* Files are in the order of their runs: the next run is looked at first. */
static size_t find_run(const BizcaseBatch *batch, const char *name, size_t last) {
    if (same_name(batch, last, name)) return last;
    if (same_name(batch, last + 1, name)) return last + 1;
    size_t r = 0;
    while (r < batch->run_count && !same_name(batch, r, name)) r++;
    return r;
}

static void fill_cells(const TableRow *from, Cell cells[COLUMN_COUNT]) {
    for (size_t c = 0; c < COLUMN_COUNT; c++) cells[c] = row_cell_at(from, c);
}

static bool read_row(Arena *arena, const TableRow *from, BizcaseBatchRow *row) {
    Cell cells[COLUMN_COUNT];
    fill_cells(from, cells);
    const size_t figure = bizcase_figure_find(cells[FIGURE].text);
    char *end;
    if (figure == bizcase_figure_count()) return false;
    *row =
        (BizcaseBatchRow){ cells[COUNCIL].text, bizcase_figure(figure).name, arena_text(arena, cells[STATISTIC].text),
            cells[VALUE].text[0] ? strtod(cells[VALUE].text, &end) : NAN, cells[UNIT].text };
    return !cells[VALUE].text[0] || (*end == '\0' && isfinite(row->value));
}

/* The rows of one run, from `first` on; returns the row after them. */
static size_t take_run(BizcaseBatch *batch, const Table *table, size_t first, size_t *last_run) {
    Cell cells[COLUMN_COUNT];
    fill_cells(&table->rows[first], cells);
    const char *name = cells[RUN].text;
    size_t end = first;
    while (end < table->row_count && strcmp(row_cell_at(&table->rows[end], RUN).text, name) == 0) end++;
    const size_t r = find_run(batch, name, *last_run);
    if (r == batch->run_count || strlen(cells[DIGEST].text) != 64 || strlen(cells[RUN_DIGEST].text) != 64 ||
        strcmp(cells[STATUS].text, "bad") == 0)
        return end;
    *last_run = r;
    BizcaseBatchRow *rows = arena_array(batch->arena, end - first, sizeof *rows);
    bool good = true;
    for (size_t i = first; i < end && good; i++) {
        static const size_t same[] = { OPTION, VERSUS, DIGEST, RUN_DIGEST, ROWS_DIGEST };
        good = read_row(batch->arena, &table->rows[i], &rows[i - first]);
        for (size_t s = 0; s < sizeof same / sizeof same[0]; s++)
            good = good && strcmp(row_cell_at(&table->rows[i], same[s]).text, cells[same[s]].text) == 0;
    }
    BizcaseBatchOutcome earlier = { .option = cells[OPTION].text,
        .versus = cells[VERSUS].text[0] ? cells[VERSUS].text : NULL,
        .rows = rows,
        .row_count = end - first };
    memcpy(earlier.digest, cells[DIGEST].text, sizeof earlier.digest);
    memcpy(earlier.run_digest, cells[RUN_DIGEST].text, sizeof earlier.run_digest);
    char digest[65] = "";
    if (good) digest_rows(batch->arena, &earlier, digest);
    if (strcmp(digest, cells[ROWS_DIGEST].text) == 0)
        batch->earlier[r] = earlier;
    else
        diagnostics_warning(&batch->doubts, cells[RUN].place, "a file of results is not for editing: copy it first",
            "the rows of run \"%s\" are not as they were written: it is run again", name);
    return end;
}

static bool has_our_header(const Table *table) {
    if (table->column_count != COLUMN_COUNT) return false;
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        if (strcmp(table->header[c].text, columns[c]) != 0) return false;
    return true;
}

typedef struct ResumeCall {
    BizcaseBatch *batch;
    const char *path;
} ResumeCall;

/* What is wrong with the file matters to nobody: all is run then. */
static BizcaseStatus read_results(Call *call, void *context) {
    const ResumeCall *asked = context;
    BizcaseBatch *batch = asked->batch;
    char *bytes;
    size_t size, last_run = 0;
    Table table;
    if (file_read(call->arena, asked->path, &bytes, &size) != BIZCASE_OK) return BIZCASE_OK;
    if (!table_parse_rows(
            call->arena, arena_text(batch->arena, asked->path), bytes, size, SIZE_MAX, &table, &call->problems) ||
        !has_our_header(&table))
        return BIZCASE_OK;
    diagnostics_init(&batch->doubts, batch->arena);
    batch->earlier = arena_array(batch->arena, batch->run_count, sizeof *batch->earlier);
    for (size_t first = 0; first < table.row_count;) first = take_run(batch, &table, first, &last_run);
    return BIZCASE_OK;
}

BizcaseStatus bizcase_batch_resume(BizcaseBatch *batch, const char *path) {
    if (!batch || !path) return BIZCASE_BAD_REQUEST;
    ResumeCall asked = { batch, path };
    return call_within(batch->arena, NULL, read_results, &asked);
}

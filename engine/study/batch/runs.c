/* The runs of a batch: rows of a CSV file, or cases. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "bizcase/document.h" /* the names of formats */
#include "sample/designs.h"
#include "study/batch/batch.h"
#include "table/amount.h"
#include "table/call.h"
#include "table/table.h"

enum { RUN, CASE, SCENARIOS, SET, OPTION, STUDY, FORMATS, TRIALS, SEED, SAMPLER, NOTE, COLUMN_COUNT };
static const char *const columns[COLUMN_COUNT] = { "run", "case", "scenarios", "set", "option", "study", "formats",
    "trials", "seed", "sampler", "note" };
static const char *const studies[] = { "appraise", "simulate" };

/* One row while it is read. */
typedef struct RunReader {
    BizcaseBatch *batch;
    Diagnostics *problems;
    const Table *table;
    const long *at;   /* [COLUMN_COUNT] column of the table, or -1 */
    const char *base; /* folder of the file, with a slash at the end; "" for the current one */
    size_t row;
} RunReader;

void bizcase_batch_free(BizcaseBatch *batch) {
    if (batch) arena_free(batch->arena);
}

size_t bizcase_batch_run_count(const BizcaseBatch *batch) {
    return batch ? batch->run_count : 0;
}

const BizcaseBatchRun *bizcase_batch_run(const BizcaseBatch *batch, size_t run) {
    return batch && run < batch->run_count ? &batch->runs[run] : NULL;
}

static Cell cell_of(const RunReader *reader, size_t column) {
    const TableRow *row = &reader->table->rows[reader->row];
    if (reader->at[column] >= 0) return row_cell_at(row, (size_t)reader->at[column]);
    Place place = row->cells[0].place;
    place.column = 0;
    return (Cell){ .text = "", .place = place };
}

static bool refuse(const RunReader *reader, size_t column, const char *hint, const char *what) {
    const Cell cell = cell_of(reader, column);
    diagnostics_error(
        reader->problems, cell.place, hint, "\"%s\" is not %s (column %s)", cell.text, what, columns[column]);
    return false;
}

/* The parts between ; without white space around. */
static const char **list_parts(Arena *arena, const char *text, size_t *count) {
    size_t most = 1;
    for (const char *at = text; *at; at++) most += *at == ';';
    const char **parts = arena_array(arena, most, sizeof *parts);
    *count = 0;
    for (;;) {
        const size_t length = strcspn(text, ";");
        size_t from = 0, to = length;
        while (from < to && isspace((unsigned char)text[from])) from++;
        while (to > from && isspace((unsigned char)text[to - 1])) to--;
        if (to > from) parts[(*count)++] = arena_text_n(arena, text + from, to - from);
        if (!text[length]) return parts;
        text += length + 1;
    }
}

/* A value may hold a ; itself: what does not look like FILE:ROW:COLUMN goes on with the change before it. */
static const char **list_changes(Arena *arena, const char *text, size_t *count) {
    const char **parts = list_parts(arena, text, count);
    char *end = arena_alloc(arena, strlen(text) + 1); /* room for all parts and what is between them, written once */
    size_t kept = 0;
    for (size_t p = 0; p < *count; p++) {
        const char *part = parts[p], *first = strchr(part, ':');
        const bool begins = first && strchr(first + 1, ':');
        if (p > 0) *end++ = begins ? '\0' : ';';
        if (begins || kept == 0) parts[kept++] = end;
        const size_t length = strlen(part);
        memcpy(end, part, length);
        end += length;
    }
    *count = kept;
    return parts;
}

static bool is_one_of(const char *word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0) return true;
    return false;
}

/* A number of trials, 20k or 1m too, as after --trials. */
static bool read_trials(const RunReader *reader, uint64_t *number) {
    static const double most = 1e12;
    const char *text = cell_of(reader, TRIALS).text;
    if (!*text) return true;
    const Amount amount = amount_parse(text);
    const bool good = !amount.fault && !amount.has_percent && amount.value >= 1 && amount.value <= most &&
                      amount.value == floor(amount.value);
    *number = good ? (uint64_t)amount.value : 0;
    return good || refuse(reader, TRIALS, NULL, "a number of trials such as 250000, 100k or 1m");
}

/* Digits only, at most 15 of them. */
static bool read_whole(const RunReader *reader, size_t column, uint64_t least, uint64_t *number) {
    const char *text = cell_of(reader, column).text;
    if (!*text) return true;
    const bool digits = text[strspn(text, "0123456789")] == '\0' && strlen(text) <= 15;
    *number = digits ? strtoull(text, NULL, 10) : 0;
    return (digits && *number >= least) || refuse(reader, column, NULL, "a whole number");
}

static bool has_control(const char *name) {
    while (*name && (unsigned char)*name >= ' ' && *name != 0x7F) name++;
    return *name;
}

/* It becomes the name of files, and the first cell of rows: those that begin with # are comments. */
static bool is_file_name(const char *name) {
    return *name && !strchr(".-#", *name) && !has_control(name) && !strpbrk(name, "/\\:*?\"<>|") &&
           strlen(name) <= 100 && strcmp(name, "results") != 0;
}

static bool read_name(const RunReader *reader, BizcaseBatchRun *run) {
    BizcaseBatch *batch = reader->batch;
    const char *text = cell_of(reader, RUN).text;
    run->name = *text ? arena_text(batch->arena, text) : arena_format(batch->arena, "run-%zu", reader->row + 1);
    if (!is_file_name(run->name))
        return refuse(reader, RUN, "letters, digits and hyphens", "a name that a file can have");
    return true;
}

static const char *format_list(Arena *arena) {
    const char *list = "";
    for (size_t i = 0; i < bizcase_format_count(); i++)
        list = arena_format(arena, "%s%s%s", list,
            i == 0                           ? ""
            : i + 1 < bizcase_format_count() ? ", "
                                             : " or ",
            bizcase_format(i).name);
    return arena_format(arena, "%s, with ; between", list);
}

static bool read_formats(const RunReader *reader, BizcaseBatchRun *run) {
    run->formats = list_parts(reader->batch->arena, cell_of(reader, FORMATS).text, &run->format_count);
    for (size_t f = 0; f < run->format_count; f++)
        if (bizcase_format_find(run->formats[f]) == bizcase_format_count())
            return refuse(reader, FORMATS, format_list(reader->batch->arena), "a list of formats");
    return true;
}

static bool read_study(const RunReader *reader, BizcaseBatchRun *run) {
    const char *study = cell_of(reader, STUDY).text, *sampler = cell_of(reader, SAMPLER).text;
    run->study = *study ? study : studies[0];
    run->sampler = *sampler ? sampler : NULL;
    bool good = true;
    if (!is_one_of(run->study, studies, 2)) good = refuse(reader, STUDY, "appraise or simulate", "a study");
    if (run->sampler && sampling_design_find(run->sampler) == SAMPLING_DESIGN_COUNT) {
        const char *names[SAMPLING_DESIGN_COUNT];
        sampling_design_names(names);
        good = refuse(
            reader, SAMPLER, word_hint(reader->batch->arena, run->sampler, names, SAMPLING_DESIGN_COUNT), "a sampler");
    }
    good = read_trials(reader, &run->trials) && good;
    run->has_seed = *cell_of(reader, SEED).text != '\0';
    return read_whole(reader, SEED, 0, &run->seed) && good;
}

static void read_run(const RunReader *reader) {
    BizcaseBatch *batch = reader->batch;
    Arena *arena = batch->arena;
    BizcaseBatchRun run = { 0 };
    const char *folder = cell_of(reader, CASE).text, *option = cell_of(reader, OPTION).text;
    bool good = read_name(reader, &run);
    if (!*folder) good = refuse(reader, CASE, "the folder of the case, from where this file is", "a case");
    run.folder = *folder == '/' ? folder : arena_format(arena, "%s%s", reader->base, folder);
    run.option = *option ? option : NULL;
    run.scenarios = list_parts(arena, cell_of(reader, SCENARIOS).text, &run.scenario_count);
    run.changes = list_changes(arena, cell_of(reader, SET).text, &run.change_count);
    good = read_formats(reader, &run) && good;
    if (!read_study(reader, &run) || !good) return;
    batch->runs = arena_grow(arena, batch->runs, batch->run_count, &batch->run_capacity, sizeof *batch->runs);
    batch->runs[batch->run_count++] = run;
}

static void find_columns(Call *call, const Table *table, long at[COLUMN_COUNT]) {
    for (size_t c = 0; c < COLUMN_COUNT; c++) at[c] = table_find_column(table, columns[c]);
    for (size_t i = 0; i < table->column_count; i++) {
        bool known = false;
        for (size_t c = 0; c < COLUMN_COUNT; c++) known = known || names_match(columns[c], table->header[i].text);
        if (!known)
            diagnostics_error(&call->problems, table->header[i].place,
                word_hint(call->arena, table->header[i].text, columns, COLUMN_COUNT),
                "\"%s\" is not a column of a file of runs", table->header[i].text);
    }
    if (at[CASE] < 0) diagnostics_error(&call->problems, table->header[0].place, NULL, "there is no column \"case\"");
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(const BizcaseBatchRun *const *)a)->name, (*(const BizcaseBatchRun *const *)b)->name);
}

static void check_names_differ(Call *call, const BizcaseBatch *batch, Place place) {
    const BizcaseBatchRun **sorted = arena_array(call->arena, batch->run_count, sizeof *sorted);
    for (size_t r = 0; r < batch->run_count; r++) sorted[r] = &batch->runs[r];
    if (batch->run_count) qsort(sorted, batch->run_count, sizeof *sorted, by_name);
    for (size_t r = 1; r < batch->run_count; r++)
        if (strcmp(sorted[r - 1]->name, sorted[r]->name) == 0)
            diagnostics_error(
                &call->problems, place, "each needs a name of its own", "two runs are called \"%s\"", sorted[r]->name);
}

typedef struct LoadCall {
    const char *path;
    BizcaseBatch *made;
} LoadCall;

static BizcaseStatus read_runs(Call *call, void *context) {
    LoadCall *asked = context;
    const char *path = arena_text(call->arena, asked->path);
    char *bytes;
    size_t size;
    Table table;
    long at[COLUMN_COUNT];
    BizcaseBatch *batch = asked->made = arena_alloc(call->arena, sizeof *batch);
    batch->arena = call->arena;
    const BizcaseStatus status = file_read(call->arena, path, &bytes, &size);
    if (status != BIZCASE_OK) {
        diagnostics_error(&call->problems, (Place){ .file = path }, "a CSV file of runs, or the folder of a case",
            "the file of runs cannot be read");
        return file_problem(&call->problems, status, path);
    }
    if (table_parse(call->arena, path, bytes, size, &table, &call->problems)) {
        const char *slash = strrchr(path, '/');
        RunReader reader = { .batch = batch,
            .problems = &call->problems,
            .table = &table,
            .at = at,
            .base = slash ? arena_text_n(call->arena, path, (size_t)(slash - path) + 1) : "" };
        find_columns(call, &table, at);
        for (; reader.row < table.row_count && at[CASE] >= 0; reader.row++) read_run(&reader);
        if (table.row_count == 0) diagnostics_error(&call->problems, (Place){ .file = path }, NULL, "there is no run");
        check_names_differ(call, batch, (Place){ .file = path });
    }
    diagnostics_sort(&call->problems);
    return call->problems.error_count ? BIZCASE_CASE_WRONG : BIZCASE_OK;
}

BizcaseStatus bizcase_batch_load(const char *path, BizcaseBatch **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!path) return BIZCASE_BAD_REQUEST;
    LoadCall asked = { .path = path };
    const BizcaseStatus status = call_make(problems, read_runs, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

/* "joint-ict-2017" of "scenarios/joint-ict-2017/" and of "joint-ict-2017.xlsx". */
static const char *folder_name(Arena *arena, const char *folder) {
    size_t end = strlen(folder), start;
    while (end > 1 && folder[end - 1] == '/') end--;
    for (start = end; start > 0 && folder[start - 1] != '/'; start--) {
    }
    char *name = arena_text_n(arena, folder + start, end - start);
    if (is_workbook_name(name)) *strrchr(name, '.') = '\0';
    return is_file_name(name) ? name : arena_format(arena, "case-%s", *name == '.' ? name + strspn(name, ".") : "0");
}

typedef struct CasesCall {
    const char *const *folders;
    size_t count;
    BizcaseBatchRun model;
    BizcaseBatch *made;
} CasesCall;

static BizcaseStatus make_runs(Call *call, void *context) {
    CasesCall *asked = context;
    BizcaseBatch *batch = asked->made = arena_alloc(call->arena, sizeof *batch);
    batch->arena = call->arena;
    batch->runs = arena_array(call->arena, asked->count, sizeof *batch->runs);
    for (size_t r = 0; r < asked->count; r++) {
        batch->runs[r] = asked->model;
        batch->runs[r].folder = arena_text(call->arena, asked->folders[r]);
        batch->runs[r].name = folder_name(call->arena, asked->folders[r]);
    }
    batch->run_count = asked->count;
    check_names_differ(call, batch, (Place){ .asked = "folders" });
    return call->problems.error_count ? BIZCASE_CASE_WRONG : BIZCASE_OK;
}

static bool model_is_whole(const BizcaseBatchRun *model, BizcaseProblems *problems) {
    if (!model->study || !is_one_of(model->study, studies, 2))
        return request_refused(problems, "study", "expected appraise or simulate", "there is no such study");
    return request_texts_good(model->scenarios, model->scenario_count, "scenarios", problems) &&
           request_texts_good(model->changes, model->change_count, "changes", problems) &&
           request_texts_good(model->formats, model->format_count, "formats", problems);
}

BizcaseStatus bizcase_batch_of_cases(const char *const *folders, size_t count, const BizcaseBatchRun *model,
    BizcaseBatch **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!model) return BIZCASE_BAD_REQUEST;
    CasesCall asked = { .folders = folders, .count = count };
    if (!request_copy(&asked.model, sizeof asked.model, model, problems)) return BIZCASE_BAD_REQUEST;
    if (!model_is_whole(&asked.model, problems) || !request_texts_good(folders, count, "folders", problems))
        return BIZCASE_BAD_REQUEST;
    const BizcaseStatus status = call_make(problems, make_runs, &asked);
    if (status == BIZCASE_OK) *result = asked.made;
    return status;
}

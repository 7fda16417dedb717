/* Every trial of a simulation as a CSV row, for other tools. Written as it is made: it need not fit into memory. */
#include <string.h>

#include "base/escape.h"
#include "base/exact_number.h"
#include "base/file.h"
#include "bizcase/replay.h"
#include "case/handle.h"
#include "case/reading/outputs.h"
#include "report/document/number_text.h"
#include "report/write/format.h"
#include "study/simulation/trials.h"
#include "table/call.h"

typedef struct DrawsFile {
    FileWriter *writer;
    const Setup *setup;
    size_t columns_in_block; /* of figures: joint, then councils */
} DrawsFile;

static void put(FileWriter *writer, const char *text) {
    file_writer_add(writer, text, strlen(text));
}

static void put_number(FileWriter *writer, double number) {
    char text[NUMBER_TEXT];
    put(writer, number_write_exact(number, text));
}

static void put_rows(void *context, const TrialBlock *block) {
    const DrawsFile *file = context;
    for (uint32_t k = 0; k < block->count; k++) {
        put_number(file->writer, (double)(block->first + k + 1));
        for (uint32_t i = 0; i < file->setup->model.inputs.count; i++) {
            put(file->writer, ",");
            put_number(file->writer, block->inputs[(size_t)i * LANES + k]);
        }
        for (size_t c = 0; c < file->columns_in_block; c++) {
            put(file->writer, ",");
            put_number(file->writer, block->figures[c * LANES + k]);
        }
        put(file->writer, "\n");
    }
}

/* On a full disk the rest of the trials would be drawn for nothing. */
static bool cannot_go_on(const void *context) {
    const DrawsFile *file = context;
    return !file_writer_is_good(file->writer);
}

/* A heading as csv wants it: ids may hold commas, and must not run as formulas. */
static void put_heading(Arena *arena, FileWriter *writer, const char *text) {
    Buffer cell = { .arena = arena };
    csv_add_text(&cell, text);
    put(writer, ",");
    file_writer_add(writer, cell.bytes, cell.size);
}

static void put_header(
    Arena *arena, const DrawsFile *file, const View *view, const WantedFigure *figures, uint32_t wanted_count) {
    const Case *the_case = file->setup->the_case;
    put(file->writer, "trial");
    for (uint32_t i = 0; i < file->setup->model.inputs.count; i++)
        put_heading(arena, file->writer, file->setup->model.inputs.items[i].name);
    for (size_t c = 0; c <= the_case->council_count; c++) {
        const BizcaseScope scope = scope_of(the_case, view, c * (the_case->programme_count + 1));
        for (uint32_t f = 0; f < wanted_count; f++)
            put_heading(arena, file->writer, arena_format(arena, "%s/%s", figures[f].figure->name, scope.council));
    }
    put(file->writer, "\n");
}

typedef struct DrawsCall {
    const Case *the_case;
    BizcaseSimulateRequest request;
    const char *path;
} DrawsCall;

static BizcaseStatus write_draws(Call *call, void *context) {
    const DrawsCall *asked = context;
    Arena *arena = call->arena;
    Setup setup;
    BizcaseStatus status = output_check(call, asked->the_case, asked->path);
    if (status == BIZCASE_OK)
        status = setup_simulation(arena, asked->the_case, &asked->request, &setup, &call->problems);
    if (status != BIZCASE_OK) return status;
    const uint32_t wanted_count = setup.choice.shown_count;
    WantedFigure *figures = arena_array(arena, wanted_count, sizeof *figures);
    for (uint32_t f = 0; f < wanted_count; f++)
        figures[f] = (WantedFigure){ setup.choice.figures[f].figure, SKIP_PROGRAMMES };
    const View view = main_view(&setup.views);
    const BlockRequest block = { .views = &view, .view_count = 1, .figures = figures, .figure_count = wanted_count };
    DrawsFile file = { .setup = &setup, .columns_in_block = (1 + asked->the_case->council_count) * wanted_count };
    const TrialsRequest trials = { .setup = &setup,
        .block = &block,
        .column_count = file.columns_in_block,
        .take = put_rows,
        .stop = cannot_go_on,
        .context = &file };
    file.writer = file_writer_within(arena, asked->path);
    put_header(arena, &file, &view, figures, wanted_count);
    if (!trials_each(arena, &trials, 1) && file_writer_is_good(file.writer)) return BIZCASE_STOPPED;
    return file_problem(&call->problems, file_writer_close(file.writer, true), asked->path);
}

BizcaseStatus bizcase_draws_write(
    const BizcaseCase *loaded, const BizcaseSimulateRequest *request, const char *path, BizcaseProblems *problems) {
    if (!case_is_sound(loaded) || !request || !path) return BIZCASE_BAD_REQUEST;
    DrawsCall asked = { .the_case = case_of(loaded), .path = path };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    if (!request_threads_good(asked.request.threads, problems)) return BIZCASE_BAD_REQUEST;
    asked.request.main_option_only = 0; /* its figures are chosen here */
    return call_do(problems, write_draws, &asked);
}

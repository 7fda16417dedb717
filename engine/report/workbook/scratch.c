#include "report/workbook/scratch.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "report/workbook/read_back.h"

const char *scratch_folder(void) {
    const char *wanted = getenv("TMPDIR");
    return wanted && *wanted ? wanted : "/tmp";
}

static void free_scratch(void *object) {
    ScratchFile *scratch = object;
    if (scratch->book) lxw_workbook_free(scratch->book);
    if (scratch->name) unlink(scratch->name);
    temporary_forget(scratch->kept);
}

/* A cell takes it some 150 bytes, and the text of a formula as much. */
void scratch_ask_for_room(Arena *arena, double cells) {
    enum { BYTES_A_CELL = 300, LEAST = 4 << 20 };
    if (!memory_is_there(3 * (LEAST + BYTES_A_CELL * cells))) arena_out_of_memory(arena);
}

ScratchFile *scratch_make(Arena *arena) {
    ScratchFile *scratch = arena_alloc(arena, sizeof *scratch);
    char *name = arena_format(arena, "%s/bizcase-workbook-XXXXXX", scratch_folder());
    lxw_workbook_options options = { .tmpdir = arena_text(arena, scratch_folder()) };
    arena_defer(arena, free_scratch, scratch);
    const int descriptor = mkstemp(name);
    if (descriptor < 0) return NULL;
    scratch->name = name;
    if (close(descriptor) != 0) return NULL;
    scratch->kept = temporary_remember(name);
    scratch->book = workbook_new_opt(name, &options);
    if (!scratch->book) arena_out_of_memory(arena);
    return scratch;
}

/* The library writes to a name; its file is read back and put where it belongs whole. */
static BizcaseStatus move_into_place(Arena *arena, const char *temporary, const char *path) {
    char *bytes;
    size_t size;
    const BizcaseStatus status = file_read(arena, temporary, &bytes, &size);
    if (status != BIZCASE_OK) return BIZCASE_NOT_WRITTEN;
    return file_write_whole(path, bytes, size);
}

BizcaseStatus scratch_finish(
    Call *call, ScratchFile *scratch, const size_t *cells, size_t sheet_count, BizcaseStatus status, const char *path) {
    lxw_workbook *book = scratch->book;
    scratch->book = NULL; /* closing frees it, written or not */
    errno = 0;
    if (workbook_close(book) != LXW_NO_ERROR) status = BIZCASE_NOT_WRITTEN;
    if (status == BIZCASE_OK && !workbook_is_whole(call->arena, scratch->name, cells, sheet_count)) {
        errno = ENOSPC; /* the library has not kept what it was, and nothing else is likely */
        return file_problem(&call->problems, BIZCASE_NOT_WRITTEN, scratch_folder());
    }
    if (status == BIZCASE_OK) status = move_into_place(call->arena, scratch->name, path);
    return file_problem(&call->problems, status, path);
}

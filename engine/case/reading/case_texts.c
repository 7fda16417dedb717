#include "case/reading/case_texts.h"

#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "case/reading/book_files.h"
#include "table/call.h"

static BizcaseStatus read_text(
    Arena *arena, const Folder *folder, const char *path, CaseTexts *texts, Diagnostics *diagnostics) {
    CaseText *text = &texts->items[texts->count++];
    text->path = path;
    const BizcaseStatus status = folder_read_text(folder, arena, path, &text->bytes, &text->size);
    return file_problem(diagnostics, status, path);
}

static bool is_read(const CaseTexts *texts, const char *name) {
    const size_t length = strlen(name);
    for (size_t t = 0; t < texts->count; t++) {
        const char *path = texts->items[t].path;
        if (strncmp(path, name, length) == 0 && (path[length] == '\0' || path[length] == '/')) return true;
    }
    return false;
}

/* Hidden files, and what an office program locks another with, are nobody's work. */
static void warn_of_others(Arena *arena, const FolderEntry *entries, size_t count, const char *folder,
    const CaseTexts *texts, Diagnostics *diagnostics) {
    for (size_t e = 0; e < count; e++) {
        const char *name = entries[e].name, *path = arena_format(arena, "%s%s", folder, name);
        if (name[0] == '.' || strncmp(name, "~$", 2) == 0 || is_read(texts, path)) continue;
        diagnostics_warning(diagnostics, (Place){ .file = path }, "copy it yourself if you need it",
            "\"%s\" is not a file of the case, so it is left out", path);
    }
}

static void warn_of_other_sheets(Arena *arena, const BookFiles *book, Diagnostics *diagnostics) {
    for (size_t s = 0; s < book->other_count; s++)
        diagnostics_warning(diagnostics,
            (Place){ .file = arena_format(arena, "%s:%s", book->name, book->others[s]->name) },
            "copy it yourself if you need it", "the sheet \"%s\" is not a file of the case, so it is left out",
            book->others[s]->name);
}

BizcaseStatus case_texts_read(Arena *arena, const Case *the_case, CaseTexts *texts, Diagnostics *diagnostics) {
    const Folder *folder = the_case->opened;
    BizcaseStatus status = BIZCASE_OK;
    *texts = (CaseTexts){ 0 };
    texts->items = arena_array(arena, the_case->file_count + folder->scenario_count, sizeof *texts->items);
    for (size_t f = 0; f < the_case->file_count && status == BIZCASE_OK; f++)
        status = read_text(arena, folder, the_case->files[f].path, texts, diagnostics);
    for (size_t s = 0; s < folder->scenario_count && status == BIZCASE_OK; s++)
        status =
            read_text(arena, folder, arena_format(arena, "scenarios/%s.csv", folder->scenarios[s]), texts, diagnostics);
    if (folder->book) warn_of_other_sheets(arena, folder->book, diagnostics);
    warn_of_others(arena, folder->entries, folder->entry_count, "", texts, diagnostics);
    warn_of_others(arena, folder->scenario_entries, folder->scenario_entry_count, "scenarios/", texts, diagnostics);
    return status;
}

BizcaseStatus case_texts_write(Arena *arena, const CaseTexts *texts, const char *folder, Diagnostics *diagnostics) {
    BizcaseStatus status = folder_make_empty(folder);
    if (status == BIZCASE_BAD_REQUEST)
        diagnostics_error(diagnostics, (Place){ .asked = "folder" }, "a new folder, or an empty one",
            "the folder \"%s\" is not empty", folder);
    if (status != BIZCASE_OK) return file_problem(diagnostics, status, folder);
    for (size_t t = 0; t < texts->count && status == BIZCASE_OK; t++) {
        const char *path = arena_format(arena, "%s/%s", folder, texts->items[t].path);
        status = folder_make(arena_text_n(arena, path, (size_t)(strrchr(path, '/') - path)));
        if (status == BIZCASE_OK) status = file_write_whole(path, texts->items[t].bytes, texts->items[t].size);
        if (status != BIZCASE_OK) (void)file_problem(diagnostics, status, path);
    }
    return status;
}

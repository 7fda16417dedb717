#include "case/reading/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/plain_file.h"
#include "base/size_limits.h"
#include "case/reading/book_files.h"

static void fail(Folder *folder, const char *file, const char *what, Diagnostics *diagnostics) {
    folder->status = BIZCASE_NOT_READ;
    const char *reason = file_fault_text(errno);
    diagnostics_error(diagnostics, (Place){ .file = file }, NULL, "%s cannot be read: %s", what, reason);
}

bool is_csv_name(const char *name) {
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0 && name[0] != '.' && strncmp(name, "~$", 2) != 0;
}

static const char **csv_names(Arena *arena, const FolderEntry *entries, size_t entry_count, size_t *count) {
    const char **names = arena_array(arena, entry_count, sizeof *names);
    *count = 0;
    for (size_t i = 0; i < entry_count; i++)
        if (is_csv_name(entries[i].name)) names[(*count)++] = entries[i].name;
    return names;
}

static void list_scenarios(Folder *folder, Diagnostics *diagnostics) {
    const char *path = arena_format(folder->arena, "%s/scenarios", folder->path);
    if (!folder_exists(path)) {
        if (errno != ENOENT && errno != ENOTDIR) fail(folder, "scenarios", "the folder of scenarios", diagnostics);
        return;
    }
    errno = FILE_IS_OUTSIDE;
    if (!folder_is_inside(folder->path, "scenarios") ||
        folder_list(folder->arena, path, &folder->scenario_entries, &folder->scenario_entry_count) != BIZCASE_OK) {
        fail(folder, "scenarios", "the folder of scenarios", diagnostics);
        return;
    }
    folder->scenarios =
        csv_names(folder->arena, folder->scenario_entries, folder->scenario_entry_count, &folder->scenario_count);
    for (size_t s = 0; s < folder->scenario_count; s++)
        folder->scenarios[s] =
            arena_text_n(folder->arena, folder->scenarios[s], strlen(folder->scenarios[s]) - strlen(".csv"));
}

/* What a file is too large for is said before it is taken. */
static bool check_size(const char *file, const char *path, Diagnostics *diagnostics) {
    const uint64_t size = file_size(path);
    if (size <= MOST_FILE_BYTES) return true;
    diagnostics_error(diagnostics, (Place){ .file = file }, "use fewer rows, or remove what the case does not need",
        "the file has %llu MB; the limit is %d MB", (unsigned long long)((size + 999999) / 1000000),
        MOST_FILE_BYTES / 1000000);
    return false;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A workbook: its sheets are the files. */
static void list_sheets(Folder *folder) {
    static const char scenarios[] = "scenarios/";
    const BookFiles *book = folder->book;
    folder->csv = arena_array(folder->arena, book->file_count, sizeof *folder->csv);
    folder->scenarios = arena_array(folder->arena, book->file_count, sizeof *folder->scenarios);
    for (size_t f = 0; f < book->file_count; f++) {
        const char *path = book->files[f].path;
        if (strncmp(path, scenarios, strlen(scenarios)) == 0)
            folder->scenarios[folder->scenario_count++] = arena_text_n(
                folder->arena, path + strlen(scenarios), strlen(path) - strlen(scenarios) - strlen(".csv"));
        else
            folder->csv[folder->csv_count++] = path;
    }
    if (folder->scenario_count) qsort(folder->scenarios, folder->scenario_count, sizeof *folder->scenarios, by_text);
}

static void open_file(Folder *folder, Diagnostics *diagnostics) {
    char *bytes;
    size_t size;
    if (!check_size(folder->path, folder->path, diagnostics)) {
        folder->status = BIZCASE_CASE_WRONG;
        return;
    }
    if (file_read(folder->arena, folder->path, &bytes, &size) != BIZCASE_OK) {
        fail(folder, folder->path, "the workbook", diagnostics);
        return;
    }
    if (!is_book(bytes, size)) {
        diagnostics_error(diagnostics, (Place){ .file = folder->path },
            "a case is a folder of CSV files, or a workbook that ends in .xlsx, .xlsm or .ods",
            is_workbook_name(folder->path) ? "the workbook cannot be read: it does not begin as a workbook does"
                                           : "the case cannot be read: it is a file, and no workbook");
        folder->status = is_workbook_name(folder->path) ? BIZCASE_CASE_WRONG : BIZCASE_NOT_READ;
        return;
    }
    folder->book = book_files_open(folder->arena, folder->path, bytes, size, diagnostics);
    folder->status = folder->book ? BIZCASE_OK : BIZCASE_CASE_WRONG;
    if (folder->book) list_sheets(folder);
}

void folder_open(Folder *folder, Arena *arena, const char *path, Diagnostics *diagnostics) {
    *folder = (Folder){ .arena = arena, .path = path, .status = BIZCASE_OK };
    if (folder_list(arena, path, &folder->entries, &folder->entry_count) != BIZCASE_OK) {
        folder->status = BIZCASE_NOT_READ;
        if (errno == ENOTDIR)
            open_file(folder, diagnostics);
        else if (errno == ENOENT)
            diagnostics_error(diagnostics, (Place){ .file = path },
                "a case is a folder of CSV files, or a workbook; to make one, run: bizcase new my-case",
                "the case folder cannot be read: %s", file_fault_text(errno));
        else
            fail(folder, path, "the case folder", diagnostics);
        return;
    }
    folder->csv = csv_names(arena, folder->entries, folder->entry_count, &folder->csv_count);
    list_scenarios(folder, diagnostics);
}

bool folder_has(const Folder *folder, const char *name) {
    for (size_t i = 0; i < folder->csv_count; i++)
        if (strcmp(folder->csv[i], name) == 0) return true;
    return false;
}

int folder_fault(const Folder *folder, const char *path) {
    if (folder->book) return book_files_find(folder->book, path) ? 0 : ENOENT;
    const int descriptor = plain_file_open_inside(folder->path, path);
    if (descriptor < 0) return errno;
    close(descriptor);
    return 0;
}

static bool check_room(Folder *folder, const char *file, const char *bytes, size_t size, Diagnostics *diagnostics) {
    const double needed = table_bytes(bytes, size);
    folder->held_bytes += needed;
    if (folder->held_bytes <= MOST_RUN_BYTES) return true;
    folder->held_bytes -= needed;
    diagnostics_error(diagnostics, (Place){ .file = file }, "use fewer rows or columns",
        "the cells of this file would take the case over 2 GB of memory");
    return false;
}

static void remember(Folder *folder, const char *path, const char *bytes, size_t size) {
    folder->files =
        arena_grow(folder->arena, folder->files, folder->file_count, &folder->file_capacity, sizeof *folder->files);
    FileRead *file = &folder->files[folder->file_count++];
    file->path = path;
    digest_hex(bytes, size, file->sha256);
}

typedef struct RoomCheck {
    Folder *folder;
    Diagnostics *diagnostics;
} RoomCheck;

static bool sheet_has_room(void *context, const char *file, const char *bytes, size_t size) {
    const RoomCheck *check = context;
    return check_room(check->folder, file, bytes, size, check->diagnostics);
}

static bool read_sheet(Folder *folder, const char *path, Table *table, Diagnostics *diagnostics) {
    const BookFile *file = book_files_find(folder->book, path);
    Arena *working = arena_within(folder->arena);
    BookText text;
    if (!file) {
        errno = ENOENT;
        fail(folder, path, "the file", diagnostics);
        return false;
    }
    const bool good = book_file_read(folder->arena, working, folder->book, file, &text, sheet_has_room,
        &(RoomCheck){ folder, diagnostics }, table, diagnostics);
    remember(folder, path, text.bytes, text.size);
    arena_free(working);
    return good;
}

BizcaseStatus folder_read_text(const Folder *folder, Arena *arena, const char *path, const char **bytes, size_t *size) {
    char *read;
    if (folder->book) {
        const BookFile *file = book_files_find(folder->book, path);
        BookText text = { 0 };
        Diagnostics unheard;
        Table unused;
        diagnostics_init(&unheard, arena);
        errno = ENOENT;
        if (!file) return BIZCASE_NOT_READ;
        (void)book_file_read(arena, arena, folder->book, file, &text, NULL, NULL, &unused, &unheard);
        *bytes = text.bytes;
        *size = text.size;
        return BIZCASE_OK;
    }
    const BizcaseStatus status = file_read_inside(arena, folder->path, path, &read, size);
    *bytes = read;
    return status;
}

const char *folder_shown(const Folder *folder, const char *path) {
    const BookFile *file = folder->book ? book_files_find(folder->book, path) : NULL;
    return file ? file->shown : path;
}

bool folder_read_table(Folder *folder, const char *path, Table *table, Diagnostics *diagnostics) {
    char *bytes;
    size_t size;
    if (folder->book) return read_sheet(folder, path, table, diagnostics);
    *table = (Table){ .file = path };
    if (!check_size(path, arena_format(folder->arena, "%s/%s", folder->path, path), diagnostics)) return false;
    Arena *working = arena_within(folder->arena);
    if (file_read_inside(working, folder->path, path, &bytes, &size) != BIZCASE_OK) {
        fail(folder, path, "the file", diagnostics);
        return false;
    }
    remember(folder, path, bytes, size);
    const bool good = check_room(folder, path, bytes, size, diagnostics) &&
                      table_parse(folder->arena, path, bytes, size, table, diagnostics);
    arena_free(working);
    return good;
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const FileRead *)a)->path, ((const FileRead *)b)->path);
}

void folder_digest(const Folder *folder, char digest[65]) {
    size_t size = 0, length = 0;
    for (size_t i = 0; i < folder->file_count; i++) size += 64 + 3 + strlen(folder->files[i].path);
    char *listing = arena_alloc(folder->arena, size + 1);
    if (folder->file_count) qsort(folder->files, folder->file_count, sizeof *folder->files, by_path);
    for (size_t i = 0; i < folder->file_count; i++) {
        const char *const parts[] = { folder->files[i].sha256, "  ", folder->files[i].path, "\n" };
        for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
            memcpy(listing + length, parts[p], strlen(parts[p]));
            length += strlen(parts[p]);
        }
    }
    digest_hex(listing, length, digest);
}

#include "case/reading/outputs.h"

#include <string.h>
#include <sys/stat.h>

#include "base/folder.h"
#include "case/handle.h"
#include "case/reading/csv_kind.h"
#include "case/reading/folder.h"
#include "table/call.h"

/* Places: links followed. */
typedef struct FilesOfCase {
    const char *folder;
    const char *scenarios; /* NULL: there is no such folder */
    const char **files;    /* [file_count] paths that were read */
    size_t file_count;
} FilesOfCase;

static const char *place_of(Arena *arena, const char *path) {
    char place[LONGEST_PLACE];
    return path_place(path, place) ? arena_text(arena, place) : NULL;
}

void input_files_add(Arena *arena, InputFiles *inputs, const Case *the_case) {
    const char *folder = place_of(arena, the_case->folder);
    if (!folder) return; /* it has gone: there is nothing to lose */
    inputs->cases = arena_grow(arena, inputs->cases, inputs->case_count, &inputs->case_capacity, sizeof *inputs->cases);
    FilesOfCase *added = &inputs->cases[inputs->case_count++];
    *added = (FilesOfCase){ .folder = folder,
        .scenarios = place_of(arena, arena_format(arena, "%s/scenarios", folder)),
        .files = arena_array(arena, the_case->file_count, sizeof *added->files) };
    for (size_t f = 0; f < the_case->file_count; f++)
        added->files[added->file_count++] = arena_format(arena, "%s/%s", folder, the_case->files[f].path);
}

void input_files_add_all(Arena *arena, InputFiles *inputs, const InputFiles *others) {
    for (size_t c = 0; c < others->case_count; c++) {
        const FilesOfCase *from = &others->cases[c];
        inputs->cases =
            arena_grow(arena, inputs->cases, inputs->case_count, &inputs->case_capacity, sizeof *inputs->cases);
        FilesOfCase *added = &inputs->cases[inputs->case_count++];
        *added = (FilesOfCase){ .folder = arena_text(arena, from->folder),
            .scenarios = from->scenarios ? arena_text(arena, from->scenarios) : NULL,
            .files = arena_array(arena, from->file_count, sizeof *added->files),
            .file_count = from->file_count };
        for (size_t f = 0; f < from->file_count; f++) added->files[f] = arena_text(arena, from->files[f]);
    }
}

/* What lies in the folder itself under this place; NULL where it is elsewhere or deeper. */
static const char *name_in(const char *folder, const char *place) {
    const size_t length = folder ? strlen(folder) : 0;
    const bool is_below = folder && strncmp(place, folder, length) == 0 && place[length] == '/';
    return is_below && !strchr(place + length + 1, '/') ? place + length + 1 : NULL;
}

/* Whether the place alone says that a case is read from it. */
static bool has_its_name(const FilesOfCase *inputs, const char *place) {
    const char *name = name_in(inputs->folder, place), *scenario = name_in(inputs->scenarios, place);
    for (size_t k = 0; k < CSV_KIND_COUNT && name; k++)
        if (strcmp(csv_kinds[k]->file, name) == 0) return true;
    return scenario && is_csv_name(scenario);
}

/* Under another name too: through a link, or where capitals are no different. */
static bool is_file(const char *path, const struct stat *found) {
    struct stat other;
    return stat(path, &other) == 0 && other.st_dev == found->st_dev && other.st_ino == found->st_ino;
}

bool input_files_hold(const InputFiles *inputs, const char *path) {
    char place[LONGEST_PLACE];
    struct stat found;
    const bool is_there = stat(path, &found) == 0 && S_ISREG(found.st_mode);
    if (!path_place(path, place)) return false;
    for (size_t c = 0; c < inputs->case_count; c++) {
        const char *workbook = inputs->cases[c].folder; /* or the folder, which is no file */
        if (strcmp(workbook, place) == 0 || (is_there && is_file(workbook, &found))) return true;
        if (has_its_name(&inputs->cases[c], place)) return true;
        for (size_t f = 0; f < inputs->cases[c].file_count; f++)
            if (strcmp(inputs->cases[c].files[f], place) == 0 ||
                (is_there && is_file(inputs->cases[c].files[f], &found)))
                return true;
    }
    return false;
}

BizcaseStatus input_files_check(Call *call, const InputFiles *inputs, const char *path) {
    if (!path || !input_files_hold(inputs, path)) return BIZCASE_OK;
    diagnostics_error(&call->problems, (Place){ .asked = "path" }, "write it to another file",
        "\"%s\" is a file of the case, and the output would replace it", path);
    return BIZCASE_BAD_REQUEST;
}

BizcaseStatus output_check(Call *call, const Case *the_case, const char *path) {
    InputFiles inputs = { 0 };
    input_files_add(call->arena, &inputs, the_case);
    return input_files_check(call, &inputs, path);
}

typedef struct ReadsCall {
    const BizcaseCaseRequest *request;
    const char *path;
    bool found;
} ReadsCall;

/* Files of data have any name, which only the case knows: it is read for those. Of a case with errors what could be read
   counts. */
static BizcaseStatus find_reads(Call *call, void *context) {
    ReadsCall *asked = context;
    char folder[LONGEST_PLACE], place[LONGEST_PLACE];
    if (!path_place(asked->request->folder, folder) || !path_place(asked->path, place)) return BIZCASE_OK;
    const size_t length = strlen(folder);
    if (strcmp(place, folder) == 0 && !folder_exists(folder)) asked->found = true;
    if (strncmp(place, folder, length) != 0 || place[length] != '/') return BIZCASE_OK;
    BizcaseCase *loaded;
    InputFiles inputs = { 0 };
    (void)case_load_within(call->arena, asked->request, NULL, &loaded);
    input_files_add(call->arena, &inputs, loaded ? case_of(loaded) : &(Case){ .folder = asked->request->folder });
    asked->found = input_files_hold(&inputs, asked->path);
    return BIZCASE_OK;
}

BizcaseStatus bizcase_case_reads(
    const BizcaseCaseRequest *request, const char *path, int *reads, BizcaseProblems *problems) {
    if (!reads) return BIZCASE_BAD_REQUEST;
    *reads = 0;
    if (!request || !path) return BIZCASE_BAD_REQUEST;
    ReadsCall asked = { .path = path };
    BizcaseCaseRequest copy;
    if (!request_copy(&copy, sizeof copy, request, problems) || !case_request_is_whole(&copy, problems))
        return BIZCASE_BAD_REQUEST;
    asked.request = &copy;
    const BizcaseStatus status = call_do(problems, find_reads, &asked);
    *reads = asked.found;
    return status;
}

/* bizcase_case_new: a small case that works, for the user to overwrite. */
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/folder.h"
#include "bizcase/case.h"
#include "case/starter/starter_files.h"
#include "table/call.h"

static BizcaseStatus write_files(Call *call, const char *folder) {
    const char *path = arena_format(call->arena, "%s/scenarios", folder);
    if (mkdir(path, 0777) != 0) return file_problem(&call->problems, BIZCASE_NOT_WRITTEN, path);
    for (size_t f = 0; f < starter_file_count; f++) {
        const StarterFile *file = &starter_files[f];
        path = arena_format(call->arena, "%s/%s", folder, file->path);
        const BizcaseStatus status = file_write_whole(path, file->text, strlen(file->text));
        if (status != BIZCASE_OK) return file_problem(&call->problems, status, path);
    }
    return BIZCASE_OK;
}

typedef struct StarterCall {
    const char *folder;
} StarterCall;

static BizcaseStatus make_case(Call *call, void *context) {
    const StarterCall *asked = context;
    const char *folder = asked->folder;
    const BizcaseStatus status = folder_make_empty(folder);
    if (status == BIZCASE_BAD_REQUEST)
        diagnostics_error(&call->problems, (Place){ .asked = "folder" }, "a new folder, or an empty one",
            "the folder \"%s\" is not empty", folder);
    return status == BIZCASE_OK ? write_files(call, folder) : file_problem(&call->problems, status, folder);
}

BizcaseStatus bizcase_case_new(const char *folder, BizcaseProblems *problems) {
    StarterCall asked = { folder };
    return folder ? call_do(problems, make_case, &asked) : BIZCASE_BAD_REQUEST;
}

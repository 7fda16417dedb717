#include "case/reading/outputs.h"

#include <string.h>

#include "base/folder.h"
#include "case/reading/csv_kind.h"
#include "table/call.h"

/* The path inside the folder; NULL where it is not inside. */
static const char *inside(Arena *arena, const char *folder, const char *path) {
    char root[LONGEST_PLACE], place[LONGEST_PLACE];
    if (!path_place(folder, root) || !path_place(path, place)) return NULL;
    const size_t length = strlen(root);
    return strncmp(place, root, length) == 0 && place[length] == '/' ? arena_text(arena, place + length + 1) : NULL;
}

static bool is_csv(const char *name) {
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

/* Whether the name alone says that a case is read from it. */
static bool has_its_name(const char *name) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++)
        if (strcmp(csv_kinds[k]->file, name) == 0) return true;
    return strncmp(name, "scenarios/", strlen("scenarios/")) == 0 && is_csv(name);
}

bool case_reads(Arena *arena, const Case *the_case, const char *path) {
    const char *name = inside(arena, the_case->folder, path);
    if (!name) return false;
    bool found = has_its_name(name);
    for (size_t f = 0; f < the_case->file_count && !found; f++) found = strcmp(the_case->files[f].path, name) == 0;
    return found;
}

BizcaseStatus output_check(Call *call, const Case *the_case, const char *path) {
    if (!case_reads(call->arena, the_case, path)) return BIZCASE_OK;
    diagnostics_error(&call->problems, (Place){ .asked = "path" }, "write it to another file",
        "\"%s\" is a file of the case, which would be lost", path);
    return BIZCASE_BAD_REQUEST;
}

typedef struct ReadsCall {
    const BizcaseCaseRequest *request;
    const char *path;
    bool found;
} ReadsCall;

/* Files of data have names of their own, which only the case knows: it is read for those. */
static BizcaseStatus find_reads(Call *call, void *context) {
    ReadsCall *asked = context;
    const char *name = inside(call->arena, asked->request->folder, asked->path);
    asked->found = name && has_its_name(name);
    if (!name || asked->found || !is_csv(name)) return BIZCASE_OK;
    BizcaseCase *loaded;
    (void)case_load_within(call->arena, asked->request, NULL, &loaded);
    asked->found = loaded && case_reads(call->arena, case_of(loaded), asked->path);
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

typedef struct HasReadCall {
    const Case *the_case;
    const char *path;
    bool found;
} HasReadCall;

static BizcaseStatus find_read(Call *call, void *context) {
    HasReadCall *asked = context;
    asked->found = case_reads(call->arena, asked->the_case, asked->path);
    return BIZCASE_OK;
}

BizcaseStatus bizcase_case_has_read(
    const BizcaseCase *loaded, const char *path, int *reads, BizcaseProblems *problems) {
    if (!reads) return BIZCASE_BAD_REQUEST;
    *reads = 0;
    if (!case_is_sound(loaded) || !path) return BIZCASE_BAD_REQUEST;
    HasReadCall asked = { .the_case = case_of(loaded), .path = path };
    const BizcaseStatus status = call_do(problems, find_read, &asked);
    *reads = asked.found;
    return status;
}

#define _XOPEN_SOURCE 700 /* uselocale */
#include "table/call.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_file.h"

struct BizcaseProblems {
    Diagnostics list;
};

/* --- the public list ------------------------------------------------------------------------------------------------- */

BizcaseProblems *bizcase_problems_new(void) {
    BizcaseProblems *problems = allocation_fails() ? NULL : calloc(1, sizeof *problems);
    Arena *arena = problems ? arena_new() : NULL;
    if (!arena) {
        free(problems);
        return NULL;
    }
    diagnostics_init(&problems->list, arena);
    return problems;
}

void bizcase_problems_free(BizcaseProblems *problems) {
    if (problems) arena_free(problems->list.arena);
    free(problems);
}

const BizcaseDiagnostic *bizcase_problems_items(const BizcaseProblems *problems, size_t *count) {
    if (count) *count = problems ? problems->list.count : 0;
    return problems ? problems->list.items : NULL;
}

/* Without asking for memory: clearing cannot fail. */
void bizcase_problems_clear(BizcaseProblems *problems) {
    if (problems) problems->list.count = problems->list.error_count = 0;
}

/* --- calls ----------------------------------------------------------------------------------------------------------- */

typedef struct PassOn {
    Diagnostics *to;
    const BizcaseDiagnostic *items;
    size_t count;
} PassOn;

static void pass_on(void *context) {
    const PassOn *passed = context;
    problems_pass_on(passed->to, passed->items, passed->count);
}

/* One call on its way. */
typedef struct Running {
    Call call;
    CallWork *work;
    void *context;
    BizcaseStatus status;
} Running;

static void run(void *context) {
    Running *running = context;
    diagnostics_init(&running->call.problems, running->call.arena);
    running->status = running->work(&running->call, running->context);
}

/* Numbers are read and written in the C locale, whatever the host has set; its own setting comes back at the end. The C
   locale needs no memory. */
BizcaseStatus call_within(Arena *arena, BizcaseProblems *problems, CallWork *work, void *context) {
    Running running = { .call = { .arena = arena }, .work = work, .context = context };
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0), host = c ? uselocale(c) : (locale_t)0;
    if (!c || !arena_try(arena, run, &running)) running.status = BIZCASE_NO_MEMORY;
    PassOn passed = { problems ? &problems->list : NULL, running.call.problems.items, running.call.problems.count };
    if (running.status != BIZCASE_NO_MEMORY && passed.to && !arena_try(passed.to->arena, pass_on, &passed))
        running.status = BIZCASE_NO_MEMORY;
    if (c) {
        uselocale(host);
        freelocale(c);
    }
    return running.status;
}

BizcaseStatus call_do(BizcaseProblems *problems, CallWork *work, void *context) {
    Arena *arena = arena_new();
    if (!arena) return BIZCASE_NO_MEMORY;
    const BizcaseStatus status = call_within(arena, problems, work, context);
    arena_free(arena);
    return status;
}

BizcaseStatus call_make(BizcaseProblems *problems, CallWork *work, void *context) {
    Arena *arena = arena_new();
    if (!arena) return BIZCASE_NO_MEMORY;
    const BizcaseStatus status = call_within(arena, problems, work, context);
    if (status != BIZCASE_OK) arena_free(arena);
    return status;
}

/* --- requests -------------------------------------------------------------------------------------------------------- */

typedef struct Refusal {
    const char *field, *hint, *message;
} Refusal;

static BizcaseStatus refuse(Call *call, void *context) {
    const Refusal *refusal = context;
    diagnostics_add(
        &call->problems, BIZCASE_ERROR, (Place){ .asked = refusal->field }, refusal->message, refusal->hint);
    return BIZCASE_BAD_REQUEST;
}

bool request_refused(BizcaseProblems *problems, const char *field, const char *hint, const char *message) {
    call_do(problems, refuse, &(Refusal){ field, hint, message });
    return false;
}

/* Every struct has a size_t at its head, and ends where another could begin. */
bool request_copy(void *to, size_t size, const void *request, BizcaseProblems *problems) {
    size_t given;
    memcpy(&given, request, sizeof given);
    if (given % sizeof given != 0)
        return request_refused(problems, "size", "sizeof the struct, or 0", "the size is not that of any request");
    if (given == 0 || given > size) given = size;
    memset(to, 0, size);
    memcpy(to, request, given);
    memcpy(to, &size, sizeof size);
    return true;
}

bool request_threads_good(unsigned threads, BizcaseProblems *problems) {
    enum { MOST = 1024 };
    return threads <= MOST ||
           request_refused(problems, "threads", "0 means one for each processor", "more than 1024 threads");
}

bool request_texts_good(const char *const *texts, size_t count, const char *field, BizcaseProblems *problems) {
    for (size_t i = 0; i < count; i++)
        if (!texts || !texts[i]) return request_refused(problems, field, NULL, "found NULL where a text is needed");
    return true;
}

/* --- problems -------------------------------------------------------------------------------------------------------- */

BizcaseStatus file_problem(Diagnostics *problems, BizcaseStatus status, const char *path) {
    const int fault = errno;
    if (status == BIZCASE_NOT_READ || status == BIZCASE_NOT_WRITTEN)
        diagnostics_add(problems, BIZCASE_ERROR, (Place){ .file = path, .asked = "path" },
            fault ? file_fault_text(fault) : bizcase_status_text(status), NULL);
    return status;
}

void problems_pass_on(Diagnostics *problems, const BizcaseDiagnostic *items, size_t count) {
    for (size_t i = 0; i < count; i++) diagnostics_copy(problems, &items[i]);
}

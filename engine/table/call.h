/* What every public call goes through: working memory, the problems that it finds, numbers in the C locale, and a status
   where memory runs out. */
#ifndef TABLE_CALL_H
#define TABLE_CALL_H

#include "bizcase/status.h"
#include "table/diagnostics.h"

typedef struct Call {
    Arena *arena;
    Diagnostics problems; /* of the request: the case's own are in the case */
} Call;

typedef BizcaseStatus CallWork(Call *call, void *context);

/* Does the work with an arena that is freed afterwards, and hands what is wrong to problems, which may be NULL. */
BizcaseStatus call_do(BizcaseProblems *problems, CallWork *work, void *context);

/* The same for work whose result lives in the arena: it is kept when the status is BIZCASE_OK. */
BizcaseStatus call_make(BizcaseProblems *problems, CallWork *work, void *context);

/* The same for work in an arena that already exists. */
BizcaseStatus call_within(Arena *arena, BizcaseProblems *problems, CallWork *work, void *context);

/* Copies a request of any size, its first field: fields that the caller's struct does not have are 0. Size 0 is that of
   version 0.1, which every request still has. False, as with those below, when what the caller wrote cannot be meant: the
   problem, with its field, is added to problems, which may be NULL, and BIZCASE_BAD_REQUEST is the answer. */
bool request_copy(void *to, size_t size, const void *request, BizcaseProblems *problems);
/* Always false; hint may be NULL. */
bool request_refused(BizcaseProblems *problems, const char *field, const char *hint, const char *message);
bool request_threads_good(unsigned threads, BizcaseProblems *problems);
/* Whether a request has what it counts: an array where count is above 0, and no NULL in it. */
bool request_texts_good(const char *const *texts, size_t count, const char *field, BizcaseProblems *problems);

/* Of BIZCASE_NOT_READ and _NOT_WRITTEN adds the file and the system's reason, errno. Returns the status. */
BizcaseStatus file_problem(Diagnostics *problems, BizcaseStatus status, const char *path);

/* As if the call itself had found it. */
void problems_pass_on(Diagnostics *problems, const BizcaseDiagnostic *items, size_t count);

#endif

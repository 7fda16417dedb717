/* What is wrong, or doubtful, in a case or a request, and where. */
#ifndef BIZCASE_DIAGNOSTIC_H
#define BIZCASE_DIAGNOSTIC_H

#include <stddef.h>

#include "bizcase/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum BizcaseSeverity { BIZCASE_WARNING, BIZCASE_ERROR } BizcaseSeverity;

/* Either a place in a file (field is ""), or a field of the request (file is ""). With BIZCASE_NOT_READ and
   BIZCASE_NOT_WRITTEN the last diagnostic may have both: the file that the call was given, field "path", and the system's
   reason as its message. Texts are never NULL. */
typedef struct BizcaseDiagnostic {
    BizcaseSeverity severity;
    /* Path inside the case, the case's folder itself, or another file that was named; of a case in a workbook the workbook
       and its sheet, "case.xlsx:costs". */
    const char *file;
    unsigned line;       /* 1-based line of the file; 0 when the whole file is meant */
    unsigned column;     /* 1-based character in that line; 0 when the whole line is meant */
    const char *cell;    /* spreadsheet cell such as "H12"; "" when there is none */
    const char *message; /* one sentence, without a full stop */
    const char *hint;    /* what was expected, or the nearest right word; "" when there is none */
    const char *field;   /* of the request: its name in the struct or call, such as "sampler", "figures", "changes" */
    size_t count;        /* how many it stands for: 1, or more where further problems of the file are only counted */
    /* Nonzero: file names a sheet of a workbook, line and column are its row and column as numbers, and the place is written
       file!cell, "case.xlsx:costs!H12", or file!line where a whole row is meant. */
    int in_sheet;
} BizcaseDiagnostic;

/* A list of diagnostics that calls add to: the one way in which they say what is wrong. Every call that can fail for more
   than want of memory takes one as its last parameter, and adds to it; NULL is allowed, when the status will do. One list
   may serve many calls, but only one thread at a time. */
typedef struct BizcaseProblems BizcaseProblems;

/* NULL when there is no memory. */
BIZCASE_API BizcaseProblems *bizcase_problems_new(void);
BIZCASE_API void bizcase_problems_free(BizcaseProblems *problems);

/* In the order in which they were found; owned by the list, good until a call adds to it. NULL lists hold none. */
BIZCASE_API const BizcaseDiagnostic *bizcase_problems_items(const BizcaseProblems *problems, size_t *count);

/* Forgets them all. */
BIZCASE_API void bizcase_problems_clear(BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

/* Loading a case: a folder of CSV files, or a workbook with a sheet for each, with scenarios and single changes applied. */
#ifndef BIZCASE_CASE_H
#define BIZCASE_CASE_H

#include <stddef.h>

#include "bizcase/diagnostic.h"
#include "bizcase/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct BizcaseCase BizcaseCase;

typedef struct BizcaseCaseRequest {
    size_t size;                  /* see bizcase.h */
    const char *folder;           /* or a workbook: .xlsx, .xlsm or .ods */
    const char *const *scenarios; /* names of files in scenarios/, without ".csv"; applied in order */
    size_t scenario_count;
    const char *const *changes; /* FILE:ROW:COLUMN=VALUE, *FACTOR or +AMOUNT; applied after the scenarios, in order */
    size_t change_count;
    int strict; /* nonzero: every warning is an error */
    /* Instruction set: "baseline", "avx2", "avx512"; NULL: the best that there is. No figure depends on it. */
    const char *kernel;
    /* Nonzero: also reads each scenario of the folder alone on the case, once that is without error; what is wrong in one is
       wrong with the case. */
    int checks_scenarios;
} BizcaseCaseRequest;

/* Reads and checks everything. *result is set, and must be freed, for every status but BIZCASE_NO_MEMORY; unless the
   status is BIZCASE_OK only its diagnostics can be asked for, and shown as a document of the check; all else refuses it with
   BIZCASE_BAD_REQUEST. BIZCASE_CASE_WRONG: there are errors;
   BIZCASE_BAD_REQUEST: a scenario or change is not one; BIZCASE_NOT_READ: folder or file cannot be read. */
BIZCASE_API BizcaseStatus bizcase_case_load(
    const BizcaseCaseRequest *request, BizcaseCase **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_case_free(BizcaseCase *loaded);

/* What was found when it was read, sorted by place; owned by the case. bizcase_case_load adds the same to its problems. */
BIZCASE_API const BizcaseDiagnostic *bizcase_case_diagnostics(const BizcaseCase *loaded, size_t *count);

/* *reads: nonzero where the path is a file that loading the case reads, or would read if it were there: what is written to it
   would be lost, or change the case. Links are followed. Whatever writes something of a case, or a document about cases,
   refuses such a path with BIZCASE_BAD_REQUEST; what a batch writes, and the document of a verification, know no case. */
BIZCASE_API BizcaseStatus bizcase_case_reads(
    const BizcaseCaseRequest *request, const char *path, int *reads, BizcaseProblems *problems);

/* The case's own defaults for a simulation. */
BIZCASE_API unsigned long long bizcase_case_trials(const BizcaseCase *loaded);
BIZCASE_API unsigned long long bizcase_case_seed(const BizcaseCase *loaded);

/* Writes a starter case, with comments that say what to fill in, to a new or empty folder. BIZCASE_BAD_REQUEST: it is not
   empty; BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_case_new(const char *folder, BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

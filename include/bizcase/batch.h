/* Many runs of many cases, unattended: one bad case never stops the others. */
#ifndef BIZCASE_BATCH_H
#define BIZCASE_BATCH_H

#include "bizcase/document.h"
#include "bizcase/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct BizcaseBatch BizcaseBatch;

/* One run as it was asked for. */
typedef struct BizcaseBatchRun {
    size_t size;        /* see bizcase.h */
    const char *name;   /* unique, fit for the name of a file */
    const char *folder; /* of the case */
    const char *const *scenarios, *const *changes, *const *formats;
    size_t scenario_count, change_count, format_count;
    const char *option;  /* NULL: the main one */
    const char *study;   /* "appraise" or "simulate" */
    const char *sampler; /* NULL: the case's */
    uint64_t trials;     /* 0: the case's */
    int has_seed;
    uint64_t seed;
} BizcaseBatchRun;

typedef struct BizcaseBatchRow {
    const char *council, *figure;
    /* "plan"; of a simulation also "mean", "sd", "p1" … "p99", "probability_negative", "probability_at_least_plan",
       "probability_within_horizon" */
    const char *statistic;
    double value; /* NaN: it does not exist */
    const char *unit;
} BizcaseBatchRow;

typedef enum BizcaseBatchState {
    BIZCASE_RUN_WAITING, /* not run: the batch was stopped */
    BIZCASE_RUN_DONE,
    BIZCASE_RUN_KEPT, /* nothing has changed since the results that were resumed from */
    BIZCASE_RUN_BAD   /* message says why; there are no rows */
} BizcaseBatchState;

typedef struct BizcaseBatchOutcome {
    BizcaseBatchState state;
    BizcaseStatus status;
    char run_digest[65];         /* SHA-256 of all that decides the rows: files, changes, request, engine version */
    const char *option, *versus; /* the main option; versus NULL: absolute */
    size_t row_count;
    const BizcaseBatchRow *rows; /* joint, then councils; all programmes together */
    const char *message;         /* NULL, or what is wrong, or the test that failed */
    int failed;                  /* a test of the request holds */
    char digest[65];             /* SHA-256 of the case's files, as every document shows it; "": the case is wrong */
} BizcaseBatchOutcome;

typedef struct BizcaseBatchRequest {
    size_t size;                /* see bizcase.h */
    const char *const *figures; /* names; NULL: those that a simulation of the run's case reports by default */
    size_t figure_count;
    /* "p10(npv/CEC) < 0", "bcr < 1.5": a run for which one holds has failed. A figure that does not exist fails any test. */
    const char *const *tests;
    size_t test_count;
    unsigned threads; /* 0: one a processor; results do not depend on it */
    /* Writes a run's documents in its formats. Called from several threads at once. appraisal and, of a simulation,
       simulation are freed afterwards. May be NULL. */
    BizcaseStatus (*write)(void *context, const BizcaseBatchRun *run, const BizcaseCase *loaded,
        const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation);
    /* Whether the documents of a run that could be kept are there. NULL: they are. */
    int (*is_written)(void *context, const BizcaseBatchRun *run);
    /* Called from the calling thread now and then; outcomes of finished runs may be read. Nonzero stops. May be NULL. */
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
    const char *kernel; /* see BizcaseCaseRequest */
} BizcaseBatchRequest;

/* Reads runs from a CSV file with columns run, case, scenarios, set, option, study, formats, trials, seed, sampler, note;
   only case is required; folders are taken from where the file is. BIZCASE_CASE_WRONG: there are errors;
   BIZCASE_NOT_READ. */
BIZCASE_API BizcaseStatus bizcase_batch_load(const char *path, BizcaseBatch **result, BizcaseProblems *problems);
/* One run a case, named after its folder. model: what is the same in all of them; what it points to is borrowed for as
   long as the batch lives. BIZCASE_CASE_WRONG: two folders have the same name. */
BIZCASE_API BizcaseStatus bizcase_batch_of_cases(const char *const *folders, size_t count, const BizcaseBatchRun *model,
    BizcaseBatch **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_batch_free(BizcaseBatch *batch);

BIZCASE_API size_t bizcase_batch_run_count(const BizcaseBatch *batch);
BIZCASE_API const BizcaseBatchRun *bizcase_batch_run(const BizcaseBatch *batch, size_t run);
/* WAITING while it is not finished; never NULL. */
BIZCASE_API const BizcaseBatchOutcome *bizcase_batch_outcome(const BizcaseBatch *batch, size_t run);

/* Takes over the rows of an earlier results file: runs whose digest is the same are kept. A missing file, or
   one that is no results file, is no error: everything is run. */
BIZCASE_API BizcaseStatus bizcase_batch_resume(BizcaseBatch *batch, const char *path);

/* BIZCASE_OK when every run was tried, whatever came of it: what is wrong with a run is in its outcome.
   BIZCASE_BAD_REQUEST: a figure or test is not valid; BIZCASE_STOPPED. Once a batch. */
BIZCASE_API BizcaseStatus bizcase_batch_do(
    BizcaseBatch *batch, const BizcaseBatchRequest *request, BizcaseProblems *problems);

/* The rows of all finished runs, in the order of the runs, as CSV; whole or not at all. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_batch_write(const BizcaseBatch *batch, const char *path, BizcaseProblems *problems);
/* What came of each run. */
BIZCASE_API BizcaseStatus bizcase_batch_document(const BizcaseBatch *batch, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif

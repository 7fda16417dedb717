/* A case as a spreadsheet (XLSX) that works it out again: every figure of the plan is a formula over input cells. */
#ifndef BIZCASE_WORKBOOK_H
#define BIZCASE_WORKBOOK_H

#include "bizcase/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A scenario of the case, or one of the challenges of its challenges.csv, appraised. */
typedef struct BizcaseScenario {
    const char *name;
    int is_challenge;
    BizcaseStatus status;              /* BIZCASE_CASE_WRONG, …: it cannot be applied, appraisal is NULL */
    const BizcaseAppraisal *appraisal; /* every option */
} BizcaseScenario;

typedef struct BizcaseScenarios {
    size_t count;
    const BizcaseScenario *items; /* scenarios in the order of their names, then challenges as they are in the file */
} BizcaseScenarios;

/* Appraises every scenario in the case's folder, each after the scenarios and before the changes of the request, and every
   challenge, after both. One that cannot be applied is listed with its status. BIZCASE_CASE_WRONG, _BAD_REQUEST, _NOT_READ:
   of the case without them. */
BIZCASE_API BizcaseStatus bizcase_scenarios_appraise(
    const BizcaseCaseRequest *request, BizcaseScenarios **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_scenarios_free(BizcaseScenarios *scenarios);

typedef struct BizcaseWorkbookRequest {
    size_t size;                         /* see bizcase.h */
    const BizcaseAppraisal *appraisal;   /* of every option of the case */
    const BizcaseSimulation *simulation; /* NULL: no page of it */
    const BizcaseScenarios *scenarios;   /* NULL: no page of them */
} BizcaseWorkbookRequest;

/* Writes the file whole or not at all. The same case and results give the same bytes. BIZCASE_BAD_REQUEST: the appraisal
   is not of every option. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_workbook_write(
    const BizcaseCase *loaded, const BizcaseWorkbookRequest *request, const char *path, BizcaseProblems *problems);

/* Writes the case of a folder or workbook as the other of the two: as a workbook, to fill in, where `to` ends in .xlsx, else as
   a folder. The case that is read back has the same figures, to the bit. BIZCASE_CASE_WRONG: it has errors. BIZCASE_BAD_REQUEST: there is
   something at `to`, other than an empty folder, or its ending is one of a workbook that is only read. BIZCASE_NOT_READ, BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_case_convert(const char *from, const char *to, BizcaseProblems *problems);

/* The starter case of bizcase_case_new as such a workbook. BIZCASE_BAD_REQUEST, BIZCASE_NOT_WRITTEN likewise. */
BIZCASE_API BizcaseStatus bizcase_workbook_new(const char *path, BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

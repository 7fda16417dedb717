/* Study results as documents, and documents as bytes in several formats. */
#ifndef BIZCASE_DOCUMENT_H
#define BIZCASE_DOCUMENT_H

#include <stdio.h>

#include "bizcase/batch.h"
#include "bizcase/compare.h"
#include "bizcase/explain.h"
#include "bizcase/finance.h"
#include "bizcase/replay.h"
#include "bizcase/sensitivity.h"
#include "bizcase/spread.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct BizcaseDocument BizcaseDocument;
typedef struct BizcaseLive BizcaseLive; /* see live.h */

/* Each gives a document that owns all it needs; the case and results may be freed first. */
BIZCASE_API BizcaseStatus bizcase_check_document(const BizcaseCase *loaded, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_appraisal_document(
    const BizcaseCase *loaded, const BizcaseAppraisal *appraisal, BizcaseDocument **result);
/* spread NULL: without pictures of the trials, which only some formats have. */
BIZCASE_API BizcaseStatus bizcase_simulation_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSpread *spread, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_replay_document(
    const BizcaseCase *loaded, const BizcaseReplay *replay, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_explanation_document(
    const BizcaseCase *loaded, const BizcaseExplanation *explanation, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_sensitivity_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSensitivity *study, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_finance_document(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseFinance *finance, BizcaseDocument **result);

/* The studies of a report: the type of their results, and the name of their field. New ones come last. */
#define BIZCASE_REPORT_STUDIES(STUDY)                                                                                  \
    STUDY(BizcaseAppraisal, appraisal)                                                                                 \
    STUDY(BizcaseSimulation, simulation)                                                                               \
    STUDY(BizcaseSpread, spread)                                                                                       \
    STUDY(BizcaseSensitivity, sensitivity)                                                                             \
    STUDY(BizcaseFinance, finance)

/* What was found. Appraisal and simulation are needed; what is NULL besides is left out of the report. */
typedef struct BizcaseFindings {
    size_t size;             /* see bizcase.h */
    const BizcaseLive *live; /* whose page it is to be: then with the scenarios that had to be left out there */
#define BIZCASE_REPORT_FINDING(Results, name) const Results *name;
    BIZCASE_REPORT_STUDIES(BIZCASE_REPORT_FINDING)
#undef BIZCASE_REPORT_FINDING
} BizcaseFindings;

/* All in one, with the pictures: what a report shows. */
BIZCASE_API BizcaseStatus bizcase_report_document(
    const BizcaseCase *loaded, const BizcaseFindings *findings, BizcaseDocument **result);

/* The assumptions log: who answers for each line, risk and driver, and where it is from; what has neither is listed. */
BIZCASE_API BizcaseStatus bizcase_assumptions_document(const BizcaseCase *loaded, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_comparison_document(const BizcaseComparison *comparison, BizcaseDocument **result);
/* What came of each run. */
BIZCASE_API BizcaseStatus bizcase_batch_document(const BizcaseBatch *batch, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_distributions_document(BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_discount_rates_document(BizcaseDocument **result);
BIZCASE_API void bizcase_document_free(BizcaseDocument *document);

/* A way of writing a document; constants. */
typedef struct BizcaseFormat {
    const char *name;        /* "text", "json", "csv", "md", "html" */
    const char *extension;   /* of its files: "txt" */
    int is_for_terminals;    /* read between the messages of a command, so a wrong case has none */
    int has_pictures;        /* shows charts, so it wants the spread of a simulation */
    int tells_of_one_option; /* of the others no more than a comparison: they need not be simulated whole */
} BizcaseFormat;

/* The first is the usual one. */
BIZCASE_API size_t bizcase_format_count(void);
BIZCASE_API BizcaseFormat bizcase_format(size_t index);
/* The index of a format by name; bizcase_format_count() when there is none. */
BIZCASE_API size_t bizcase_format_find(const char *name);

/* format is a name of the table; path NULL: standard output. A file appears whole under its name or not at all.
   BIZCASE_BAD_REQUEST: no such format; BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_document_write(
    const BizcaseDocument *document, const char *format, const char *path, BizcaseProblems *problems);

/* Writes every section to files of its own, for documents that include them: NAME.md, .csv and .tex hold a table; of a
   chart they hold its numbers as NAME-numbers, NAME.md places it, and NAME.svg, .pdf and .png are the picture. The folder,
   and those above it, are made. Each file appears whole or not at all, and one whose bytes are the same already is left
   alone. PDF and PNG need the command rsvg-convert: without it *pictures, which may be NULL, is 0 and they are
   left out. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_document_fragments(
    const BizcaseDocument *document, const char *folder, int *pictures, BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

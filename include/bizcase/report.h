/* The report: what the studies of a case have found, in one document. */
#ifndef BIZCASE_REPORT_H
#define BIZCASE_REPORT_H

#include "bizcase/finance.h"
#include "bizcase/live.h"
#include "bizcase/sensitivity.h"
#include "bizcase/spread.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a report tells of besides the plan and its trials, in the order of its pages: the type of a study's results, and the
   study's name. New ones come last. */
#define BIZCASE_REPORT_STUDIES(STUDY)                                                                                  \
    STUDY(BizcaseFinance, finance)                                                                                     \
    STUDY(BizcaseSensitivity, sensitivity)

/* What was found. Appraisal and simulation are needed; what is NULL besides is left out of the report. */
typedef struct BizcaseFindings {
    size_t size;             /* see bizcase.h */
    const BizcaseLive *live; /* whose page it is to be: then with the scenarios that had to be left out there */
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const BizcaseSpread *spread;
#define BIZCASE_REPORT_FINDING(Results, name) const Results *name;
    BIZCASE_REPORT_STUDIES(BIZCASE_REPORT_FINDING)
#undef BIZCASE_REPORT_FINDING
} BizcaseFindings;

/* All in one, with the pictures: what a report shows. */
BIZCASE_API BizcaseStatus bizcase_report_document(
    const BizcaseCase *loaded, const BizcaseFindings *findings, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif

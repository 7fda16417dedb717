/* All that is asked about a case for a report. */
#ifndef CLI_REPORT_STUDIES_H
#define CLI_REPORT_STUDIES_H

#include "messages.h"

/* What is written, and from what. settings and loaded are the caller's. */
typedef struct Report {
    const Settings *settings;
    const BizcaseCase *loaded;
    BizcaseAppraisal *appraisal; /* of the option asked for, as the studies that follow */
    BizcaseSimulation *simulation;
    BizcaseSpread *spread;
#define STUDY_OF_REPORT(Results, name) Results *name;
    BIZCASE_REPORT_STUDIES(STUDY_OF_REPORT)
#undef STUDY_OF_REPORT
    BizcaseAppraisal *every_option;
    BizcaseScenarios *scenarios;
    BizcaseLive *live;
    BizcaseDocument *document;
} Report;

/* What the report asks of a study, in the file of the study's verb: finance_for_report. */
#define STUDY_FOR_REPORT(Results, name)                                                                                \
    BizcaseStatus name##_for_report(                                                                                   \
        const BizcaseCase *loaded, const Settings *settings, Progress *progress, Results **result);
BIZCASE_REPORT_STUDIES(STUDY_FOR_REPORT)
#undef STUDY_FOR_REPORT

/* Fills the rest in; free it whatever comes back. */
BizcaseStatus report_studies_run(Report *report, Progress *progress);
void report_studies_free(Report *report);

/* The last part of the case folder's path, whatever way it is written. */
void case_name(const char *folder, char *name, size_t room);
/* Adds to a file's name the scenarios that it was worked out with, and whether anything else was changed:
   "my-case-late-changed". */
void add_variation(const Settings *settings, char *name, size_t room);

#endif

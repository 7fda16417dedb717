/* What every document says first: which case, with which changes, and what is doubtful about it. */
#ifndef REPORT_SECTIONS_CASE_DATA_H
#define REPORT_SECTIONS_CASE_DATA_H

#include "case/case.h"
#include "report/document/document.h"

/* Starts document->data: engine version, study, case, scenarios, changes. discount_factors may be NULL. */
void case_data_start(Document *document, const char *study, const Case *the_case, const double *discount_factors);

/* Puts the diagnostics into document->data, last. */
void case_data_diagnostics(Document *document, const Diagnostics *diagnostics);

/* What the document's figures hold besides the case as its files have it: before its first section. */
void case_variation(Document *document, const Case *the_case);

/* That, title and head lines for people. what: "Appraisal of the plan", a constant. */
void case_head(Document *document, const char *what, const Case *the_case);

/* A section with the first few warnings, and how many more there are; nothing without warnings. */
void case_warnings_section(Document *document, const Diagnostics *diagnostics);

/* The case's own and those that a study added. Memory is the arena's. */
Diagnostics case_problems(Arena *arena, const Case *the_case, const BizcaseDiagnostic *more, size_t count);

/* The file, or, of what the request is to blame for, the option of the command. */
const char *diagnostic_source(const BizcaseDiagnostic *diagnostic);
/* A place as the library tells it, for readers: a change's is "--set". */
const char *shown_place(const char *place);
/* "costs.csv:12:9" */
const char *diagnostic_place(Arena *arena, const BizcaseDiagnostic *diagnostic);
const char *severity_name(BizcaseSeverity severity);

/* Period t of the case as text; t may lie past the horizon. */
const char *case_period_text(Arena *arena, const Settings *settings, size_t t);

const char *option_name(const Case *the_case, const char *id);

#endif

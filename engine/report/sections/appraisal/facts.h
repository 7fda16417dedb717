/* An appraised trial as data and as facts: the plan, or a trial of a simulation. */
#ifndef REPORT_SECTIONS_APPRAISAL_FACTS_H
#define REPORT_SECTIONS_APPRAISAL_FACTS_H

#include "bizcase/appraise.h"
#include "case/case.h"
#include "report/document/document.h"

Value appraisal_results_value(Arena *arena, const BizcaseAppraisal *appraisal);

/* Adds present values by line, category and type, what the baseline takes off, and shifts; nothing where they were not asked
   for. Case and appraisal are borrowed. */
void appraisal_line_values(Arena *arena, Value *data, const Case *the_case, const BizcaseAppraisal *appraisal);

/* Starts document->facts: figures, then flows by period, of every result; then present values by line, category and type,
   where they were asked for. */
void appraisal_facts(Document *document, const char *study, const Case *the_case, const BizcaseAppraisal *appraisal);

#endif

/* Present values of the plan by line, category and type, and by council: what the appraisal's sums are made of. */
#ifndef STUDY_APPRAISAL_LINE_VALUES_H
#define STUDY_APPRAISAL_LINE_VALUES_H

#include "bizcase/appraise.h"
#include "model/compile.h"
#include "study/views.h"

/* Whether a run has memory for them; as views_of, a problem in words where it has not. */
BizcaseStatus line_values_fit(const Case *the_case, const Views *views, Diagnostics *problems);

/* Adds them to what is shown: of each option against the baseline, without a baseline of each as it is. */
void appraise_lines(
    Arena *arena, const Case *the_case, const Model *model, const Views *views, BizcaseAppraisal *shown);

#endif

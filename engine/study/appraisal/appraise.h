/* One trial, whatever its inputs, in full. */
#ifndef STUDY_APPRAISAL_APPRAISE_H
#define STUDY_APPRAISAL_APPRAISE_H

#include "bizcase/appraise.h"
#include "model/compile.h"
#include "study/views.h"

/* The model has every reading. inputs: [model->inputs.count]. Memory of what is shown is the arena's. */
void appraise_trial(Arena *arena, const Case *the_case, const Model *model, const Views *views, const double *inputs,
    BizcaseAppraisal *shown);

/* Adds the lines that the appraisal leaves out. */
void appraise_excluded(Arena *arena, const Case *the_case, BizcaseAppraisal *shown);

#endif

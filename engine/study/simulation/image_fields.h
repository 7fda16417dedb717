/* The fields of what images are made of, in both directions: see transfer.h. Freestanding. */
#ifndef STUDY_SIMULATION_IMAGE_FIELDS_H
#define STUDY_SIMULATION_IMAGE_FIELDS_H

#include "study/simulation/transfer.h"

void plan_fields(Transfer *t, Plan *plan);
void draw_fields(Transfer *t, DrawPlan *draws);

#endif

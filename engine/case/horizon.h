/* The periods appraised. */
#ifndef CASE_HORIZON_H
#define CASE_HORIZON_H

#include "case/reading/row.h"

/* What case.csv says of it; blank texts where it says nothing. */
typedef struct HorizonRequest {
    bool has_start, has_count;
    Period start;
    size_t count;
    Place start_place, count_place;
} HorizonRequest;

/* Sets settings.start and period_count and horizon_known, by default from the period columns of costs and benefits. */
void horizon_resolve(Loader *loader, const HorizonRequest *request);

#endif

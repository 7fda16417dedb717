/* The samplers that a user may ask for, by the design that each draws with. */
#ifndef SAMPLE_DESIGNS_H
#define SAMPLE_DESIGNS_H

#include "sample/draw.h"

typedef struct SamplingDesign {
    const char *name;        /* "mc": what users write */
    const char *words;       /* "plain Monte Carlo" */
    unsigned randomisations; /* independent ones; 0: every trial is */
} SamplingDesign;

enum { SAMPLING_DESIGN_COUNT = DESIGN_SOBOL + 1 };
extern const SamplingDesign sampling_designs[SAMPLING_DESIGN_COUNT]; /* [Design] */

/* SAMPLING_DESIGN_COUNT if missing. */
size_t sampling_design_find(const char *name);

/* For lists of what there is. */
void sampling_design_names(const char *names[SAMPLING_DESIGN_COUNT]);

#endif

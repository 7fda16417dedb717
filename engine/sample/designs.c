#include "sample/designs.h"

#include <string.h>

/* Few randomisations make the points of each more even, many make the standard errors surer. */
const SamplingDesign sampling_designs[SAMPLING_DESIGN_COUNT] = {
    [DESIGN_RANDOM] = { "mc", "plain Monte Carlo", 0 },
    [DESIGN_HYPERCUBE] = { "lhs", "Latin hypercube", 16 },
    [DESIGN_SOBOL] = { "sobol", "scrambled Sobol points", 8 },
};

size_t sampling_design_find(const char *name) {
    size_t d = 0;
    while (d < SAMPLING_DESIGN_COUNT && strcmp(sampling_designs[d].name, name) != 0) d++;
    return d;
}

void sampling_design_names(const char *names[SAMPLING_DESIGN_COUNT]) {
    for (size_t d = 0; d < SAMPLING_DESIGN_COUNT; d++) names[d] = sampling_designs[d].name;
}

/* Whether a case's numbers stay countable: what grows without bound over the horizon would end in infinities, which no
   figure may be made of. */
#ifndef CASE_READING_SIZE_CHECKS_H
#define CASE_READING_SIZE_CHECKS_H

#include "case/reading/loader.h"

/* After everything else is read. Adds errors. */
void check_sizes(Loader *loader);

/* The same of what formulas come to, once the plan is worked out. */
void check_formula_sizes(Loader *loader);

#endif

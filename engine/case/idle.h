/* What is in a case and changes no answer of it: it may have been meant to. */
#ifndef CASE_IDLE_H
#define CASE_IDLE_H

#include "case/reading/loader.h"

/* Warns of definitions that nothing refers to, options and councils without money, lines and risks that a blank option
   puts into the baseline too, years at the end that have no amounts, and files without rows. After everything is read. */
void warn_of_idle_parts(Loader *loader);

#endif

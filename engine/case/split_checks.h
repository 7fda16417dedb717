/* Whether a split gives shares that can be paid in every period and whatever its drivers do. */
#ifndef CASE_SPLIT_CHECKS_H
#define CASE_SPLIT_CHECKS_H

#include "case/reading/loader.h"

void split_check(Loader *loader, const Split *split);

#endif

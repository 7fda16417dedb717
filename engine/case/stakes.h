/* Councils that bear part of what an option costs and have nothing of their own in it. */
#ifndef CASE_STAKES_H
#define CASE_STAKES_H

#include "case/reading/loader.h"

void check_stakes(Loader *loader);

#endif

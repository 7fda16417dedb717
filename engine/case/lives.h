/* Whether an option's money fits its life. */
#ifndef CASE_LIVES_H
#define CASE_LIVES_H

#include "case/reading/loader.h"

/* Warns of money after the end of an option's life: its equivalent annual cost spreads it over the life before. The lines
   have been read. */
void check_lives(Loader *loader);

#endif

/* Names that are not what they seem: characters that nobody sees, letters of two scripts, two names that look the same. */
#ifndef CASE_READING_LOOK_ALIKES_H
#define CASE_READING_LOOK_ALIKES_H

#include "case/reading/loader.h"

/* Warns about names of all kinds, once they are all read. */
void check_look_alikes(Loader *loader);

#endif

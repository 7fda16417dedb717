/* The names of the settings in case.csv. */
#ifndef CASE_SETTINGS_H
#define CASE_SETTINGS_H

#include "base/arena.h"

/* The setting's own spelling; NULL when there is none. */
const char *setting_find(const char *key);
/* `did you mean "x"?`, or NULL. */
const char *setting_hint(Arena *arena, const char *key);

#endif

/* The date of a case: shown on every output, and never calculated with. */
#ifndef TABLE_DATE_H
#define TABLE_DATE_H

#include "base/arena.h"

typedef enum DateLook {
    DATE_GOOD, /* 2027-03-14, 14/03/2027, 14 March 2027, March 2027, 2027/28, spring 2027 */
    DATE_IMPOSSIBLE /* 03/14/2027, 2027-02-30, 46095 */,
    DATE_UNKNOWN /* words without a year */
} DateLook;

/* hint: of a date that is impossible, what it most likely means, or NULL. */
DateLook date_look(Arena *arena, const char *text, const char **hint);

#endif

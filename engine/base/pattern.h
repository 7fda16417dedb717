/* Words of a case in texts of ours. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/arena.h"

/* The pattern, which is ours and never a user's text, with {party}, {parties}, {Party} and {Parties} in the words given. */
const char *pattern_text(Arena *arena, const char *pattern, const char *one, const char *several);

#endif

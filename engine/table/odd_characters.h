/* Characters that look like others, or like nothing, and so make a word or number that is not the one that is seen. They
   come from word processors and web pages. */
#ifndef TABLE_ODD_CHARACTERS_H
#define TABLE_ODD_CHARACTERS_H

#include "base/arena.h"

/* The first of them in a text, "a no-break space (U+00A0)", or an accent that is apart from its letter; NULL when there
   is none. */
const char *odd_character(const char *text);

/* The text with the plain characters that they are taken for; the text itself if it has none. */
const char *plain_spelling(Arena *arena, const char *text);

/* A hint on a text: "it holds a no-break space (U+00A0); " and the hint, which may be NULL. */
const char *odd_hint(Arena *arena, const char *text, const char *hint);

/* On a word that is unknown: "did you mean …?" where a candidate is near, and the odd characters that make the difference;
   NULL when there is nothing to say. */
const char *nearest_hint(Arena *arena, const char *word, const char *const *candidates, size_t count);

#endif

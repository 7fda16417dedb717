/* Words without regard to case, whatever the locale: letters are those of ASCII, others are compared as they are. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stddef.h>

char lower_letter(char c);

/* The candidate that a misspelt word most likely meant, by edit distance without case; NULL when none is near. */
const char *nearest_word(const char *word, const char *const *candidates, size_t count);

#endif

/* Words without regard to case, whatever the locale: letters are those of ASCII, others are compared as they are. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

char lower_letter(char c);

/* The candidate that a misspelt word most likely meant, by edit distance without case; NULL when none is near. */
const char *nearest_word(const char *word, const char *const *candidates, size_t count);

/* Each word is looked for among all names: where there are many of both, the first hints have to do. What looking for a word
   among so many costs, in comparisons of short words, and whether more may be looked for when so much has been spent. */
size_t search_cost(const char *word, size_t count);
bool search_is_open(size_t spent);

#endif

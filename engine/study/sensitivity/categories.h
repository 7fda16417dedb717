/* The categories that lines are in, numbered, and lists of the rows that are in something. */
#ifndef STUDY_SENSITIVITY_CATEGORIES_H
#define STUDY_SENSITIVITY_CATEGORIES_H

#include "case/case.h"

typedef struct Categories {
    const char *const *names; /* [count] in the order of the lines */
    size_t count;
    size_t *of_line, *of_risk; /* NONE: in none, or a risk in one that no line is in */
} Categories;

Categories categories_of(Arena *arena, const Case *the_case);

/* The same, with those that only risks are in: of_risk is NONE for a risk in none. */
Categories categories_with_risks(Arena *arena, const Case *the_case);

/* The rows of each of some things: rows[first[k]] … rows[first[k + 1] − 1] are in thing k, rising. */
typedef struct Members {
    size_t *first, *rows;
} Members;

/* in: [row_count] which thing a row is in; NONE: in none. */
Members members_of(Arena *arena, const size_t *in, size_t row_count, size_t count);

#endif

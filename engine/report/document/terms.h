/* The words of an appraisal and what they mean: a page explains those that it uses. */
#ifndef REPORT_DOCUMENT_TERMS_H
#define REPORT_DOCUMENT_TERMS_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_TERM_NAMES = 4 };

typedef struct Term {
    const char *id;                     /* of a figure: its name in the table of figures */
    const char *names[MOST_TERM_NAMES]; /* as they stand in pages; the first is the heading */
    bool
        in_headings_only; /* an everyday word, which is a term only where the heading of a row or column begins with it */
    const char *meaning;
} Term;

extern const Term term_table[];
extern const size_t term_count;

typedef enum TermPlace { TERM_IN_TEXT, TERM_BEGINS_HEADING } TermPlace;

/* The longest name of a term that begins at text and ends with a word, small and capital letters alike; its length in
   *size. term_count when there is none. */
size_t term_at(const char *text, TermPlace place, size_t *size);

#endif

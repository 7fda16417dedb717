/* The words of an appraisal and what they mean: a page explains those that it uses. */
#ifndef REPORT_DOCUMENT_TERMS_H
#define REPORT_DOCUMENT_TERMS_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_TERM_NAMES = 4 };

typedef struct Term {
    const char *id;                     /* of a figure: its name in the table of figures */
    const char *names[MOST_TERM_NAMES]; /* in pages; the first is the heading of its explanation */
    bool is_everyday_word;              /* explained only where the heading of a row or column begins with it */
    const char *meaning;
} Term;

/* Figures first. */
size_t term_count(void);
Term term(size_t index);

typedef enum TermPlace { TERM_IN_TEXT, TERM_BEGINS_HEADING } TermPlace;

/* The longest name of a term that begins at text and ends with a word, small and capital letters alike; its length in
   *size. term_count() if missing. */
size_t term_at(const char *text, TermPlace place, size_t *size);

/* By heading, as a reader looks them up. */
void terms_sort(size_t *terms, size_t count);

#endif

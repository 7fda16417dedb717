/* A list of diagnostics that grows while a case is read. */
#ifndef TABLE_DIAGNOSTICS_H
#define TABLE_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "bizcase/diagnostic.h"

/* Where a value stands in what the user wrote. */
typedef struct Place {
    const char *file;  /* path inside the case; NULL or "": field is meant */
    unsigned line;     /* 1-based; 0: the whole file */
    unsigned column;   /* 1-based, in characters; 0: the whole line */
    unsigned row;      /* 1-based row as a spreadsheet counts (blank and comment rows included); 0: none */
    unsigned field;    /* 1-based column as a spreadsheet counts; 0: none */
    const char *asked; /* the field of a request, as in BizcaseDiagnostic, where no file is meant */
} Place;

typedef struct Diagnostics {
    Arena *arena;
    BizcaseDiagnostic *items;
    size_t count, capacity, error_count;
} Diagnostics;

void diagnostics_init(Diagnostics *diagnostics, Arena *arena);

/* message and hint are copied, with what acts or cannot be seen as codes, so that no cell forges a line; hint may be NULL. */
void diagnostics_add(
    Diagnostics *diagnostics, BizcaseSeverity severity, Place place, const char *message, const char *hint);

/* The same diagnostic in another list, which keeps copies of its texts. */
void diagnostics_copy(Diagnostics *diagnostics, const BizcaseDiagnostic *item);

/* Formatted message; hint may be NULL. */
void diagnostics_error(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diagnostics_warning(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* By file, line and column; equal places keep their order. */
void diagnostics_sort(Diagnostics *diagnostics);

/* A hint on an unknown word: "did you mean …?" where one candidate is near, else what there is. */
const char *word_hint(Arena *arena, const char *word, const char *const *candidates, size_t count);

#endif

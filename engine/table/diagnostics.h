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
    bool in_sheet;     /* of a workbook, "case.xlsx:costs": line and column are row and field */
} Place;

/* Problems of one file that are not listed, because there are so many. */
typedef struct Unlisted {
    const char *file;
    size_t errors, warnings;
} Unlisted;

typedef struct Diagnostics {
    Arena *arena;
    BizcaseDiagnostic *items;
    size_t count, capacity, error_count;
    size_t warnings_listed;
    size_t compared; /* what looking for hints has cost, see base/words.h */
    Place *silenced; /* [silenced_count] cells of which nothing more is said */
    size_t silenced_count, silenced_capacity;
    Unlisted *unlisted; /* [unlisted_count]; the last stands for all other files, once there are many */
    size_t unlisted_count, unlisted_capacity;
} Diagnostics;

void diagnostics_init(Diagnostics *diagnostics, Arena *arena);

/* Whether MOST_PROBLEMS are listed, so that one more is only counted, which this has done then. An error takes the place of a
   warning. Whoever has to search for what to say asks first; all the others leave it to diagnostics_add. */
bool diagnostics_counted(Diagnostics *diagnostics, BizcaseSeverity severity, Place place);

/* What follows from a fault of this cell is kept quiet: it has been told. */
void diagnostics_silence(Diagnostics *diagnostics, Place cell);

/* A place in words: "costs.csv:12:9", "case.xlsx:costs!H12". */
const char *place_text(Arena *arena, Place place);

/* Whether the nearest of so many words may still be looked for, which is then counted. */
bool diagnostics_search(Diagnostics *diagnostics, const char *word, size_t count);

/* message and hint are copied, with what acts or cannot be seen as codes, so that no cell forges a line; hint may be NULL. */
void diagnostics_add(
    Diagnostics *diagnostics, BizcaseSeverity severity, Place place, const char *message, const char *hint);

/* The same diagnostic in another list, which keeps copies of its texts. */
void diagnostics_copy(Diagnostics *diagnostics, const BizcaseDiagnostic *item);

/* The beginning of a text as messages show it: at most MOST_QUOTED characters. */
const char *shown_text(Arena *arena, const char *text);
/* arena_format for messages: what it quotes, "%s", is shown_text. */
const char *message_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *message_vformat(Arena *arena, const char *format, va_list arguments);

/* message_format; hint may be NULL. */
void diagnostics_error(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diagnostics_warning(Diagnostics *diagnostics, Place place, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* By file, line and column; equal places keep their order. Last come how many are not listed, by file. */
void diagnostics_sort(Diagnostics *diagnostics);

/* A hint on an unknown word: "did you mean …?" where one candidate is near, else what there is. */
const char *word_hint(Arena *arena, const char *word, const char *const *candidates, size_t count);

#endif

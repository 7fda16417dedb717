/* Documents, and documents as bytes in several formats. A study's document is in the study's header; here are those that
   need no study. */
#ifndef BIZCASE_DOCUMENT_H
#define BIZCASE_DOCUMENT_H

#include <stdio.h>

#include "bizcase/case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Owns all it needs: the case and the results that it is made from may be freed before it. */
typedef struct BizcaseDocument BizcaseDocument;

BIZCASE_API BizcaseStatus bizcase_check_document(const BizcaseCase *loaded, BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_distributions_document(BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_functions_document(BizcaseDocument **result);
BIZCASE_API BizcaseStatus bizcase_discount_rates_document(BizcaseDocument **result);
BIZCASE_API void bizcase_document_free(BizcaseDocument *document);

/* How much of a document of finance, sensitivity or comparison text, Markdown and HTML show. JSON, CSV and fragments always
   hold everything. */
typedef enum BizcaseExtent {
    BIZCASE_EVERY_SECTION, /* every section, as in a report */
    BIZCASE_SHORT,         /* the answer and the tables that decide; how many more there are is said at the end */
    BIZCASE_FULL           /* every section, with all its rows where a report has only the largest */
} BizcaseExtent;

typedef struct BizcaseView {
    size_t size; /* see bizcase.h */
    BizcaseExtent extent;
    const char *const *subjects; /* [subject_count] only the sections of these, whatever the extent; none: all */
    size_t subject_count;
    /* What a reader of a short text writes to get the rest: "--full", and "--only", which subjects follow. NULL: not said. */
    const char *full_option, *only_option;
} BizcaseView;

/* Until the next call; at first, and with a view of 0: every section. Texts are borrowed until the document is freed.
   BIZCASE_BAD_REQUEST. */
BIZCASE_API BizcaseStatus bizcase_document_show(BizcaseDocument *document, const BizcaseView *view);

/* A way of writing a document; constants. */
typedef struct BizcaseFormat {
    const char *name;      /* "text", "json", "csv", "md", "html" */
    const char *extension; /* of its files: "txt" */
    int is_for_terminals;  /* read between the messages of a command, so a wrong case has none */
    int has_pictures;      /* shows charts, so it wants the spread of a simulation */
    int shows_one_option;  /* and only compares the others with it, so they need not be simulated whole */
} BizcaseFormat;

/* The first is the usual one. */
BIZCASE_API size_t bizcase_format_count(void);
BIZCASE_API BizcaseFormat bizcase_format(size_t index);
/* The index of a format by name; bizcase_format_count() if missing. */
BIZCASE_API size_t bizcase_format_find(const char *name);

/* format is a name of the table; path NULL: standard output. A file appears whole under its name or not at all.
   BIZCASE_BAD_REQUEST: no such format; BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_document_write(
    const BizcaseDocument *document, const char *format, const char *path, BizcaseProblems *problems);

/* Writes every section to files of its own, for documents that include them: NAME.md, .csv and .tex hold a table; of a
   chart they hold its numbers as NAME-numbers, NAME.md places it, and NAME.svg, .pdf and .png are the picture. The folder,
   and those above it, are made. Each file appears whole or not at all, and one whose bytes are the same already is left
   alone. PDF and PNG need the command rsvg-convert: without it *pictures, which may be NULL, is 0 and they are
   left out. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_document_fragments(
    const BizcaseDocument *document, const char *folder, int *pictures, BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

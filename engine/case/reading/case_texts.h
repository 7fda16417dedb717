/* The files of a case as texts, whether a folder or a workbook holds them: what it is converted from. */
#ifndef CASE_READING_CASE_TEXTS_H
#define CASE_READING_CASE_TEXTS_H

#include "case/case.h"

typedef struct CaseText {
    const char *path; /* inside the case */
    const char *bytes;
    size_t size;
} CaseText;

typedef struct CaseTexts {
    CaseText *items; /* [count] the files that were read, by path, then the scenarios */
    size_t count;
} CaseTexts;

/* Reads the files of a case anew, those of its scenarios too, and warns of what lies beside them. BIZCASE_NOT_READ. */
BizcaseStatus case_texts_read(Arena *arena, const Case *the_case, CaseTexts *texts, Diagnostics *diagnostics);

/* Writes them to a folder, which is made, or must be empty: BIZCASE_BAD_REQUEST, BIZCASE_NOT_WRITTEN. */
BizcaseStatus case_texts_write(Arena *arena, const CaseTexts *texts, const char *folder, Diagnostics *diagnostics);

#endif

/* A case under one of its challenges. */
#ifndef CASE_CHANGES_CHALLENGED_H
#define CASE_CHANGES_CHALLENGED_H

#include "bizcase/case.h"
#include "case/case.h"

/* The case with the challenge's changes made to its cells, after its scenarios and changes, and read again; freed with the
   arena. BIZCASE_CASE_WRONG: its diagnostics say what is wrong. */
BizcaseStatus case_challenge(Arena *arena, const Case *the_case, size_t challenge, BizcaseCase **loaded);

/* The problems of a variant of a case that are its own: those in the file that makes it, and the errors that it leads to
   elsewhere, which begin with "with WHAT: ". */
typedef struct VariantFile {
    const char *path, *what; /* "scenarios/late.csv", "scenario \"late\"" */
    bool are_warnings_told;  /* those in its file have been */
} VariantFile;

void diagnostics_of_variant(Diagnostics *diagnostics, const VariantFile *file, const Diagnostics *found);

/* The same of a challenge. */
void diagnostics_of_challenge(
    Diagnostics *diagnostics, const Case *the_case, size_t challenge, const BizcaseCase *loaded);

#endif

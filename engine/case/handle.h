/* What the public handle of a case points to. */
#ifndef CASE_HANDLE_H
#define CASE_HANDLE_H

#include "bizcase/case.h"
#include "case/case.h"

struct BizcaseCase {
    Case data;
    bool is_sound; /* loaded with BIZCASE_OK: else only its diagnostics can be looked at */
};

/* False for NULL, too. */
static inline bool case_is_sound(const BizcaseCase *loaded) {
    return loaded && loaded->is_sound;
}

/* Fills an empty case by work, whose context it is; it is kept whatever the status, but for BIZCASE_NO_MEMORY. */
BizcaseStatus case_make(BizcaseStatus (*work)(Case *the_case, void *context), void *context, BizcaseCase **result,
    BizcaseProblems *problems);

/* Whether there are a folder, and all the scenarios and changes that the request counts, and a kernel of the name; of a copy
   (request_copy). What is missing is added to problems, which may be NULL. */
bool case_request_is_whole(const BizcaseCaseRequest *request, BizcaseProblems *problems);

/* bizcase_case_load of a case that is freed with the arena. */
BizcaseStatus case_load_within(
    Arena *arena, const BizcaseCaseRequest *request, BizcaseProblems *problems, BizcaseCase **loaded);

/* What is wrong with a case that a study has loaded for itself. NULL: nothing is known of it. */
void case_problems_pass_on(const BizcaseCase *loaded, Diagnostics *problems);

static inline const Case *case_of(const BizcaseCase *loaded) {
    return &loaded->data;
}

#endif

/* Which results a study gives: every option against the baseline and absolute, by council and programme. */
#ifndef STUDY_VIEWS_H
#define STUDY_VIEWS_H

#include "bizcase/appraise.h"
#include "case/case.h"
#include "evaluate/block.h"

typedef struct Views {
    View *items;
    uint32_t count;
    uint32_t result_count; /* a view's: (1 + councils) × (1 + programmes) */
} Views;

/* option NULL: all of them. BIZCASE_BAD_REQUEST adds to the problems when there is no such option, BIZCASE_CASE_WRONG when the
   views' results are more than a run may hold. */
BizcaseStatus views_of(Arena *arena, const Case *the_case, const char *option, Views *views, Diagnostics *problems);

/* All options' views, the main one that of `option`; NULL: of the main option. */
BizcaseStatus views_about(Arena *arena, const Case *the_case, const char *option, Views *views, Diagnostics *problems);

/* The view that documents are about: the one option asked for, or else the main option, against the baseline where there
   is one. */
View main_view(const Views *views);

/* The scope of result r of a view, in the order of BlockResults. */
BizcaseScope scope_of(const Case *the_case, const View *view, size_t result);

bool scopes_match(const BizcaseScope *a, const BizcaseScope *b);

#endif

/* A page that works the case out again: the plan and the engine in one HTML file, with controls. */
#ifndef BIZCASE_LIVE_H
#define BIZCASE_LIVE_H

#include <stdint.h>

#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct BizcaseLive BizcaseLive;

typedef struct BizcaseLiveRequest {
    size_t size;                    /* see bizcase.h */
    const BizcaseCaseRequest *with; /* what the case was loaded with: scenarios are stacked on it */
    const char *name;               /* what commands on the page call the case; NULL: "CASE" */
    const char *option;             /* id of the one shown first; NULL: the main one */
    /* The simulation in the report on the same page; the page names them where its own trials differ. */
    uint64_t trials;     /* 0: the case's */
    const char *sampler; /* NULL: the case's */
    int has_seed;
    uint64_t seed;
    unsigned threads; /* 0: one a processor */
} BizcaseLiveRequest;

/* The case, and the case under each scenario in its folder, in each reading that differs from the whole in one of them,
   ready for a page; keeps no pointer into the case. A scenario that cannot be applied, or that changes what the options
   are, is left out with a warning. BIZCASE_BAD_REQUEST: there is no such option; BIZCASE_CASE_WRONG, BIZCASE_NOT_READ: the
   folder has changed since the case was loaded. */
BIZCASE_API BizcaseStatus bizcase_live(
    const BizcaseCase *loaded, const BizcaseLiveRequest *request, BizcaseLive **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_live_free(BizcaseLive *live);

/* Writes the document as a page with the live part in front of it. path NULL: standard output. A file appears whole under
   its name or not at all. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_live_page_write(
    const BizcaseDocument *document, const BizcaseLive *live, const char *path, BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

/* A page that works the case out again: the plan and the engine in one HTML file, with controls. */
#ifndef BIZCASE_LIVE_H
#define BIZCASE_LIVE_H

#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The case, and the case under each scenario in its folder, ready for a page. */
typedef struct BizcaseLive BizcaseLive;

typedef struct BizcaseLiveRequest {
    BizcaseCaseRequest with; /* what the case was loaded with: scenarios are stacked on it */
    const char *name;        /* what commands on the page call the case; NULL: "CASE" */
    const char *option;      /* id of the one shown first; NULL: the main one */
    uint64_t
        trials; /* of the report that the page stands with, which it tells where its own are others; 0: the case's */
    const char *sampler; /* likewise; NULL: the case's */
    int has_seed;
    uint64_t seed;
    unsigned threads; /* 0: one a processor */
} BizcaseLiveRequest;

/* *result keeps no pointer into the case. BIZCASE_BAD_REQUEST adds a diagnostic to the case; a scenario that cannot be
   applied, or that changes what the options are, is left out with a warning. */
BIZCASE_API BizcaseStatus bizcase_live(BizcaseCase *loaded, const BizcaseLiveRequest *request, BizcaseLive **result);
BIZCASE_API void bizcase_live_free(BizcaseLive *live);

/* Writes the document as a page with the live part in front of it. path NULL: standard output. A file appears whole under
   its name or not at all. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_live_page_write(
    const BizcaseDocument *document, const BizcaseLive *live, const char *path);

#ifdef __cplusplus
}
#endif

#endif

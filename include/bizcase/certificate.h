/* Sign-off: what was worked out from which files, in a form that can be worked out again. */
#ifndef BIZCASE_CERTIFICATE_H
#define BIZCASE_CERTIFICATE_H

#include "bizcase/document.h"
#include "bizcase/sensitivity.h"
#include "bizcase/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Writes certificate.json: engine version, digest of every file read, scenarios, changes, option, seed, trials and
   sampler, checks of the figures, and the figures of the main option with every bit.
   simulation may be NULL. path NULL: standard output. Whole or not at all. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_certificate_write(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const char *path, BizcaseProblems *problems);

/* A page to sign: what is certified, the figures of one council beside the joint ones, the assumptions that matter most,
   the checks, and lines for name, role, signature and date. It holds no time. Page 0 is of all councils together; where
   there are several, each has a page after it. study: with a tornado, or NULL: without the assumptions. */
BIZCASE_API size_t bizcase_certificate_page_count(const BizcaseCase *loaded);
/* The id of the page's council; "" of page 0, and of one that is not there. */
BIZCASE_API const char *bizcase_certificate_page_council(const BizcaseCase *loaded, size_t page);
BIZCASE_API BizcaseStatus bizcase_certificate_page_write(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const BizcaseSensitivity *study, size_t page, const char *path,
    BizcaseProblems *problems);
/* The same where the data beside the page is called something else than certificate.json; data_name NULL: it is not. */
BIZCASE_API BizcaseStatus bizcase_certificate_page_write_beside(const BizcaseCase *loaded,
    const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation, const BizcaseSensitivity *study,
    size_t page, const char *data_name, const char *path, BizcaseProblems *problems);

typedef struct BizcaseDifference {
    const char *what;       /* "costs.csv", "npv/CEC (p10)", "engine version" */
    const char *then, *now; /* "" if missing */
    int matters;            /* 0: a note, such as another version that gives the same figures */
} BizcaseDifference;

typedef struct BizcaseVerification {
    int same; /* files, checks and figures are */
    size_t difference_count;
    const BizcaseDifference *differences;
    const char *title;
    size_t figure_count, file_count; /* compared */
} BizcaseVerification;

typedef struct BizcaseVerifyRequest {
    size_t size;             /* see bizcase.h */
    const char *certificate; /* path */
    const char *folder;      /* of the case */
    unsigned threads;        /* 0: one a processor */
    /* Of the simulation; nonzero stops it. May be NULL. */
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
    const char *kernel; /* see BizcaseCaseRequest */
} BizcaseVerifyRequest;

/* Works everything out again as the certificate says, and compares. BIZCASE_NOT_READ; BIZCASE_CASE_WRONG: the file is no
   certificate, or the case is wrong now; BIZCASE_STOPPED. */
BIZCASE_API BizcaseStatus bizcase_certificate_verify(
    const BizcaseVerifyRequest *request, BizcaseVerification **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_verification_free(BizcaseVerification *verification);
BIZCASE_API BizcaseStatus bizcase_verification_document(
    const BizcaseVerification *verification, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif

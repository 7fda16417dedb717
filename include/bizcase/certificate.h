/* Sign-off: what was worked out from which files, in a form that can be worked out again. */
#ifndef BIZCASE_CERTIFICATE_H
#define BIZCASE_CERTIFICATE_H

#include "bizcase/document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Writes certificate.json: engine version, digest of every file read, scenarios, changes, option, seed, trials and
   sampler, checks of the figures, and the figures of the main option with every bit.
   simulation may be NULL. path NULL: standard output. Whole or not at all. BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_certificate_write(
    BizcaseCase *loaded, const BizcaseAppraisal *appraisal, const BizcaseSimulation *simulation, const char *path);

typedef struct BizcaseVerification {
    int same; /* files, checks and figures are */
    size_t difference_count;
    const struct BizcaseDifference {
        const char *what;       /* "costs.csv", "npv/CEC (p10)", "engine version" */
        const char *then, *now; /* "" where there is none */
        int matters;            /* 0: a note, such as another version that gives the same figures */
    } * differences;
    const char *title;
    size_t figure_count, file_count; /* compared */
} BizcaseVerification;

typedef struct BizcaseVerifyRequest {
    const char *certificate;                                       /* path */
    const char *folder;                                            /* of the case */
    unsigned threads;                                              /* 0: one a processor */
    int (*progress)(void *context, uint64_t done, uint64_t total); /* of the simulation; may be NULL */
    void *context;
} BizcaseVerifyRequest;

/* Works everything out again as the certificate says, and compares. *loaded, for its diagnostics, must be freed for every
   status and may be NULL. When the status is not BIZCASE_OK, problem says why unless diagnostics do. BIZCASE_NOT_READ,
   BIZCASE_CASE_WRONG: the certificate is none, or the case is wrong now. */
BIZCASE_API BizcaseStatus bizcase_certificate_verify(
    const BizcaseVerifyRequest *request, BizcaseCase **loaded, BizcaseVerification **result, char problem[256]);
BIZCASE_API void bizcase_verification_free(BizcaseVerification *verification);
BIZCASE_API BizcaseStatus bizcase_verification_document(
    const BizcaseVerification *verification, BizcaseDocument **result);

#ifdef __cplusplus
}
#endif

#endif

/* A certificate in memory: made from a case, or read back. */
#ifndef STUDY_SIGNOFF_CERTIFICATE_H
#define STUDY_SIGNOFF_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "bizcase/certificate.h"

typedef struct CertifiedFile {
    const char *path, *sha256;
} CertifiedFile;

typedef struct CertifiedFigure {
    const char *council, *figure, *statistic; /* "plan", "mean", "p10" … */
    double value;                             /* NaN: it does not exist */
} CertifiedFigure;

typedef struct CertifiedCheck {
    const char *what;
    bool passed;
} CertifiedCheck;

typedef struct Certificate {
    const char *title, *version, *digest; /* version: of the engine; digest: of the case */
    const char *option;                   /* the main one */
    const char **scenarios, **changes;
    size_t scenario_count, change_count;
    uint64_t trials, seed; /* trials 0: nothing was simulated */
    const char *sampler;
    CertifiedFile *files;
    size_t file_count;
    CertifiedCheck *checks;
    size_t check_count;
    CertifiedFigure *figures;
    size_t figure_count;
} Certificate;

/* Texts are borrowed from the case. simulation may be NULL. */
BizcaseStatus certificate_make(Arena *arena, const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, Certificate *certificate);

/* bytes → certificate, for outside bytes. False, with a problem, when it is not a certificate. */
bool certificate_parse(Arena *arena, const char *bytes, size_t size, Certificate *certificate, char problem[256]);

#endif

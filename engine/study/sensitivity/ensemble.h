/* Trials kept whole: what each drew, and what each alternative was worth in it. */
#ifndef STUDY_SENSITIVITY_ENSEMBLE_H
#define STUDY_SENSITIVITY_ENSEMBLE_H

#include "evaluate/figure_table.h"
#include "study/sensitivity/groups.h"
#include "study/sensitivity/what_if.h"
#include "study/simulation/setup.h"
#include "study/simulation/trials.h"

typedef struct Ensemble {
    Setup setup;
    BizcaseSimulateRequest asked; /* the setup's */
    InputGroups groups, disjoint; /* see InputGroupings */
    Views views;                  /* the what-if model's */
    size_t trials, alternative_count, body_count;
    const double **inputs; /* [input] → [trial]; NULL: the input is certain */
    const double *npv;     /* [alternative][body][trial], in the order of BizcaseSensitivity.alternatives */
    size_t *evaluations;   /* the what-if model's */
    /* Trials in which a formula divides by 0 are left out: which of the drawn ones are kept, [trials]; NULL: all are. */
    const size_t *kept;
    size_t not_finite; /* how many are left out */
} Ensemble;

/* Lays out and runs the trials. BIZCASE_BAD_REQUEST adds a diagnostic; _STOPPED by progress. */
BizcaseStatus ensemble_draw(
    Arena *arena, WhatIf *what_if, const BizcaseSensitivityRequest *request, Ensemble *ensemble);

static inline const double *ensemble_npv(const Ensemble *ensemble, size_t alternative, size_t body) {
    return ensemble->npv + (alternative * ensemble->body_count + body) * ensemble->trials;
}

/* A piece of the work of a part of the study, in the progress of that part. */
typedef struct PieceOfPart {
    const BizcaseSimulateRequest *asked; /* the ensemble's */
    uint64_t from, to;                   /* hundredths of the part */
} PieceOfPart;

/* A function of progress for the piece. */
int piece_report(void *piece, uint64_t done, uint64_t total);

/* The first `trials` trials once more, with something changed. */
typedef struct Rerun {
    FigureIndex figure;
    View view;
    size_t trials;
    bool by_programme; /* also each programme's part of the figure */
    const Plan *plan;  /* NULL: as it is */
    void (*alter)(
        const void *context, double *inputs); /* of a block, [input][LANES], once they are drawn; NULL: as they are */
    const void *context;
    uint64_t from, to; /* hundredths of the progress of the part: 0 and 0 for all of it */
} Rerun;

/* The figure by body, [body][trial], or [body][1 + programme][trial] with the total first. False when progress stopped it. */
bool ensemble_rerun(Arena *arena, const Ensemble *ensemble, const Rerun *rerun, double *figures);

/* A Hyndman–Fan type 7 quantile of [count] values, in no order; like the mean of those that are numbers. */
double ensemble_quantile(Arena *arena, const double *values, size_t count, double probability);
double ensemble_mean(const double *values, size_t count);

#endif

/* One trial of a simulation again, in full; and all of them, as rows. */
#ifndef BIZCASE_REPLAY_H
#define BIZCASE_REPLAY_H

#include "bizcase/document.h"
#include "bizcase/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct BizcaseInput {
    const char *name;   /* "line:ID", "driver:ID", "risk:ID" (impact), "event:ID" (0 or 1), "phase:ID" (months) */
    double value, plan; /* drawn in the trial, and in the plan */
} BizcaseInput;

typedef struct BizcaseReplay {
    uint64_t trial, trials, seed; /* trial counts from 1 */
    const char *sampler;
    double percentile; /* of joint NPV at which the trial was picked; NaN: it was asked for by number */
    size_t input_count;
    const BizcaseInput *inputs;
    BizcaseAppraisal appraisal; /* what an appraisal gives, with this trial's inputs */
} BizcaseReplay;

/* Draws and evaluates trial number `trial`, 1 to the simulation's trials, alone; its figures have the bits that they had
   in the simulation of the same request (its figures and threads do not matter). trial 0: the first of those whose joint
   NPV, of the main option, is at `percentile` (0 to 100) of all trials: at rank
   ⌊(trials − 1)·percentile ÷ 100⌋. BIZCASE_BAD_REQUEST: as of bizcase_simulate, or there is no such trial or percentile;
   BIZCASE_STOPPED. */
BIZCASE_API BizcaseStatus bizcase_replay(const BizcaseCase *loaded, const BizcaseSimulateRequest *request,
    uint64_t trial, double percentile, BizcaseReplay **result, BizcaseProblems *problems);
BIZCASE_API void bizcase_replay_free(BizcaseReplay *replay);
BIZCASE_API BizcaseStatus bizcase_replay_document(
    const BizcaseCase *loaded, const BizcaseReplay *replay, BizcaseDocument **result);

/* Writes every trial of a simulation as a CSV row: its number, every drawn input, and the request's figures, joint and by
   council, of the main option. The file appears whole or not at all.
   BIZCASE_BAD_REQUEST: as of bizcase_simulate; BIZCASE_STOPPED; BIZCASE_NOT_WRITTEN. */
BIZCASE_API BizcaseStatus bizcase_draws_write(
    const BizcaseCase *loaded, const BizcaseSimulateRequest *request, const char *path, BizcaseProblems *problems);

#ifdef __cplusplus
}
#endif

#endif

/* The trials themselves, block by block, for studies that look at each. */
#ifndef STUDY_TRIALS_H
#define STUDY_TRIALS_H

#include "study/setup.h"

/* A block of trials: inputs is [input][LANES], figures [column][LANES] and flows [flow][LANES] as in BlockResults. */
typedef struct TrialBlock {
    uint64_t first;
    uint32_t count;
    const double *inputs, *figures;
    const double *flows; /* NULL unless the request wants them */
} TrialBlock;

typedef struct TrialsRequest {
    const Setup *setup;
    const BlockRequest *block; /* its lane_count does not matter */
    size_t column_count;
    void (*take)(void *context, const TrialBlock *block);
    void *context;
    size_t flow_count; /* results × periods, where block.flows is set; else 0 */
} TrialsRequest;

/* Calls take for every block: in order and from the calling thread with one thread, else from several in any order.
   False when the caller's progress function has stopped it. Memory is the arena's. */
bool trials_each(Arena *arena, const TrialsRequest *request, unsigned threads);

/* The inputs of one trial, [input]; trial counts from 0. */
const double *trial_inputs(Arena *arena, const Setup *setup, uint64_t trial);

#endif

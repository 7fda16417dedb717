/* The trials themselves, block by block, for studies that look at each. */
#ifndef STUDY_SIMULATION_TRIALS_H
#define STUDY_SIMULATION_TRIALS_H

#include "study/simulation/setup.h"

/* A block of trials: inputs is [input][LANES], figures [column][LANES], flows and levels as in BlockResults. */
typedef struct TrialBlock {
    uint64_t first;
    uint32_t count;
    unsigned worker; /* 0 to threads − 1 */
    const double *inputs, *figures;
    const double *flows; /* NULL unless the request's block asks for them */
    const double *levels;
} TrialBlock;

typedef struct TrialsRequest {
    const Setup *setup;
    const BlockRequest *block; /* its lane_count does not matter */
    size_t column_count;
    void (*take)(void *context, const TrialBlock *block);
    bool (*stop)(const void *context); /* whether to end early; may be NULL */
    void *context;
    /* Changes the inputs of a block, [input][LANES], before they are evaluated. May be NULL. */
    void (*alter)(const void *context, double *inputs);
    const void *alter_context;
} TrialsRequest;

/* Calls take for every block: in order and from the calling thread with one thread, else from several in any order.
   False when stop or the caller's progress function has stopped it. Memory is the arena's, and given
   back: a study has trials again for every input. */
bool trials_each(Arena *arena, const TrialsRequest *request, unsigned threads);

/* The inputs of one trial, [input]; trial counts from 0. */
const double *trial_inputs(Arena *arena, const Setup *setup, uint64_t trial);

#endif

/* How a simulation's results come out of its runs, wherever those were counted. */
#ifndef STUDY_SIMULATION_RESULTS_H
#define STUDY_SIMULATION_RESULTS_H

#include "study/simulation/setup.h"

/* Fills the state of a pass: counts its trials, or adds what was counted elsewhere. */
typedef struct RunSource {
    BizcaseStatus (*fill)(void *context, size_t pass, RunState *state);
    void *context;
    bool counted_elsewhere; /* see RunRequest */
} RunSource;

/* A simulation that owns the arena. */
BizcaseSimulation *simulation_new(Arena *arena);

/* Memory of what is shown is the arena's. */
BizcaseStatus simulation_fill(Arena *arena, const Setup *setup, const RunSource *source, BizcaseSimulation *shown);

/* All counted here. */
BizcaseStatus simulation_run(Arena *arena, const Setup *setup, BizcaseSimulation *shown);

#endif

/* Trials → tallies. A run draws and evaluates its trials in chunks, shared among threads, and keeps of each column (one
   figure of one result) only what tally.h says. What comes out depends on the trials alone. */
#ifndef STUDY_SIMULATION_RUN_H
#define STUDY_SIMULATION_RUN_H

#include "bizcase/simulate.h"
#include "model/compile.h"
#include "sample/draw.h"
#include "study/kernel.h"
#include "study/simulation/summary.h"

enum { CHUNK_TRIALS = 4096 };

typedef struct RunRequest {
    const Kernel *kernel;
    const Model *model;
    const DrawPlan *draw_plan;
    const View *views;
    uint32_t view_count, result_count; /* results of a view */
    const WantedFigure *figures;
    uint32_t figure_count;
    const Figure *npv;               /* every view has it of each council's total */
    const bool *has_stake;           /* [view × councils + council]: who must gain for all to agree */
    const double *plan;              /* [column] what the plan has, NaN where it has none; NULL: nothing to compare */
    uint64_t trials;                 /* of the whole design */
    uint64_t points;                 /* of one randomisation, a multiple of LANES; 0: plain Monte Carlo */
    uint64_t first_trial, end_trial; /* those that count here, multiples of CHUNK_TRIALS or the end */
    bool counted_elsewhere;          /* nothing is counted here: part_add brings it */
    unsigned threads;
    int (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
    uint64_t progress_before, progress_total;
} RunRequest;

typedef struct Run {
    size_t column_count;
    FigureColumn *columns; /* in the order of BlockResults.figures */
    uint64_t *agreed;      /* [view]: trials in which the total NPV of every council with a stake is above 0 */
    double *agreed_errors; /* [view] */
    uint64_t *comparable;  /* [view]: trials in which the joint NPV is a number, and so are those of councils */
    double *slips;         /* [slip_sum_count] Σ over trials, see moved_out.h */
    uint64_t trials;       /* that counted */
} Run;

/* Bytes that one more column costs a run, roughly. Outcomes that are all the same lie near every percentile: all are kept. */
typedef enum OutcomeSpread { OUTCOMES_SPREAD, OUTCOMES_ALL_SAME } OutcomeSpread;
size_t run_column_bytes(uint64_t trials, OutcomeSpread spread);

/* How far around a percentile, in standard errors of the pilot's, it is looked for at first: missed about once in 10⁹
   times, and then the run is done again. */
#define RUN_WIDTH 6.0

typedef struct RunState RunState;

/* Lays a run out: evaluates the pilot and makes the grids. width: see GridRequest. request is borrowed. BIZCASE_OK,
   _STOPPED or _NO_MEMORY. What threads allocate is freed with the arena. */
BizcaseStatus run_begin(Arena *arena, const RunRequest *request, double width, RunState **state);

/* Evaluates and counts the request's trials. */
BizcaseStatus run_count(RunState *state);

/* What was counted, by run_count or part_add. The run is good until then. BIZCASE_OK or _NO_MEMORY. */
BizcaseStatus run_finish(Arena *arena, RunState *state, Run *run);

/* Frees what threads have allocated before the arena does. */
void run_abandon(RunState *state);

#endif

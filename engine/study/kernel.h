/* The hot half of the engine, compiled once for each instruction set and chosen when the program runs. */
#ifndef STUDY_KERNEL_H
#define STUDY_KERNEL_H

#include "evaluate/block.h"
#include "evaluate/quantities.h"
#include "sample/draw.h"
#include "study/simulation/tally.h"

typedef struct Kernel {
    const char *name;
    size_t (*draw_scratch_size)(const DrawPlan *plan);
    void (*draw_block)(const DrawPlan *plan, uint64_t first_trial, double *values, void *scratch);
    void (*draw_uniforms)(const DrawPlan *plan, uint64_t first_trial, double *uniforms);
    void (*draw_values)(const DrawPlan *plan, const double *uniforms, double *values, void *scratch);
    size_t (*evaluate_scratch_size)(const Plan *plan);
    void (*evaluate_block)(const Plan *plan, const BlockRequest *request, const double *values, void *scratch,
        const BlockResults *results);
    double (*evaluate_sum)(double *row, uint32_t lane_count);
    void (*evaluate_time_within)(const Plan *plan, const Step *step, const double *slip, double *periods);
    void (*evaluate_program)(
        const Program *program, const double *const *inputs, double *const *outputs, double *memory);
    void (*tally_block)(
        const CellGrid *grid, const double *outcomes, uint32_t lane_count, Tally *tally, TallySums *sums);
    void (*tally_below)(
        const double *outcomes, uint32_t lane_count, const double *thresholds, uint32_t count, uint64_t *below);
    const Figure *const *figures; /* the table of figures, same rows in every kernel */
} Kernel;

/* Those that this processor can run, best first; all give the same bits. */
size_t kernels_available(const Kernel *kernels[], size_t room);

const Kernel *kernel_best(void);
/* "baseline", "avx2", "avx512"; the best when it is NULL or none of these. */
const Kernel *kernel_named(const char *name);

#endif

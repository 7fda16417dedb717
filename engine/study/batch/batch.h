/* A batch as its files share it: runs.c makes the runs, fail_test.c reads tests, batch.c does the work. */
#ifndef STUDY_BATCH_BATCH_H
#define STUDY_BATCH_BATCH_H

#include <stdatomic.h>
#include <stdbool.h>

#include "bizcase/batch.h"
#include "table/diagnostics.h"

/* "p10(npv/CEC) < 0" */
typedef struct FailTest {
    const char *text, *statistic, *figure, *council;
    enum { TEST_BELOW, TEST_AT_MOST, TEST_ABOVE, TEST_AT_LEAST } comparison;
    double bound;
} FailTest;

struct BizcaseBatch {
    Arena *arena;
    BizcaseBatchRun *runs; /* [run_count] */
    size_t run_count, run_capacity;
    BizcaseBatchOutcome *outcomes; /* [run_count] */
    atomic_bool *finished;         /* [run_count] outcomes may be read */
    /* [run_count] of a results file; run_digest "" if missing; NULL: none at all */
    BizcaseBatchOutcome *earlier;
    Diagnostics doubts; /* what is wrong with those: told when the batch is done */
    FailTest *tests;
    size_t test_count;
    bool has_usual_figures; /* each run has those that are usual for its case, then: */
    size_t *figures;        /* [figure_count] of the table */
    size_t figure_count;
};

/* False, with a diagnostic, when it is not a test. */
bool fail_test_parse(Arena *arena, const char *text, Diagnostics *diagnostics, FailTest *test);
/* Whether it holds; a figure that does not exist, or that the run does not have, fails. */
bool fail_test_holds(const FailTest *test, const BizcaseBatchOutcome *outcome);

/* The statistics of a simulated figure, in the order of rows. */
size_t batch_statistic_count(void);
const char *batch_statistic_name(Arena *arena, size_t statistic);
double batch_statistic(const BizcaseDistribution *distribution, size_t statistic);
/* unit: the figure's. */
const char *batch_statistic_unit(size_t statistic, const char *unit);

#endif

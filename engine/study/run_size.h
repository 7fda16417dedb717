/* What a run of a study will hold at once, reckoned from the sizes of the case before any of it is taken. */
#ifndef STUDY_RUN_SIZE_H
#define STUDY_RUN_SIZE_H

#include "bizcase/status.h"
#include "case/case.h"
#include "table/diagnostics.h"

typedef struct RunSize {
    size_t views, programmes; /* programmes: or accounts */
    size_t figures;           /* whose distributions are kept of each result; 0: none */
    double trial_bytes;       /* of the trials' columns that are gathered at once */
    double line_bytes;        /* of present values by line */
} RunSize;

bool run_has_room(const Case *the_case, const RunSize *size);

/* BIZCASE_CASE_WRONG with a problem in words where it is more than MOST_RUN_BYTES. */
BizcaseStatus run_fits(const Case *the_case, const RunSize *size, Diagnostics *problems);

/* As many of the threads as have room for what each holds while it evaluates a view; at least one. */
unsigned threads_that_fit(const Case *the_case, unsigned threads);

#endif

/* A column's tally → what is reported of it. */
#ifndef STUDY_SIMULATION_SUMMARY_H
#define STUDY_SIMULATION_SUMMARY_H

#include "bizcase/simulate.h"
#include "evaluate/figure.h"
#include "study/simulation/tally.h"

/* What one independent randomisation adds. Plain Monte Carlo needs none: there each trial is one. */
typedef struct Randomisation {
    uint64_t trials, finite, negative, never_back, never_negative, missing, reached;
    uint64_t below[BIZCASE_PERCENTILE_COUNT]; /* of FigureColumn.thresholds */
    double sum;                               /* of outcome − centre */
} Randomisation;

typedef struct FigureColumn {
    uint32_t view, result, wanted; /* numbers in the run's request */
    const Figure *figure;
    const CellGrid *grid;
    Tally tally; /* of all threads; outcomes are rearranged */
    TallySums sums;
    const Randomisation *randomisations; /* [randomisation_count]; 0 for plain Monte Carlo */
    size_t randomisation_count;
    double *spare; /* [2 × randomisation_count] working memory */
} FigureColumn;

/* Fills the numbers of summary. False when a percentile fell into a cell that was not kept: then the grid must be
   wider. The result depends on the set of outcomes alone. */
bool column_summarise(const FigureColumn *column, BizcaseDistribution *summary);

/* Standard error of a probability estimated from `hits` of `trials`, or from its values in the randomisations. */
double probability_error(uint64_t hits, uint64_t trials);
double randomised_error(const double *values, const double *weights, size_t count);

#endif

/* The figures of a run of trials that names none. */
#ifndef STUDY_USUAL_FIGURES_H
#define STUDY_USUAL_FIGURES_H

#include "case/case.h"

typedef struct UsualFigure {
    size_t figure;   /* of the table */
    bool total_only; /* all programmes together */
} UsualFigure;

/* Those of the whole and, where another reading can differ, what differs most. Memory is the arena's. */
size_t usual_figures(Arena *arena, const Case *the_case, UsualFigure **figures);

#endif

/* FIGURE/COUNCIL/PROGRAMME/OPTION as indices: how a request names one number of an appraisal. */
#ifndef STUDY_FIGURE_NAME_H
#define STUDY_FIGURE_NAME_H

#include "bizcase/status.h"
#include "case/case.h"
#include "evaluate/block.h"

typedef struct FigureName {
    size_t figure, council, programme; /* council 0: joint; programme 0: total */
    View view;
} FigureName;

/* What is left out is joint, total, the main option. BIZCASE_BAD_REQUEST adds a diagnostic. */
BizcaseStatus figure_name_parse(
    Arena *arena, const Case *the_case, const char *text, FigureName *name, Diagnostics *problems);

#endif

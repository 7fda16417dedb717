/* What money is made of, by period: sections and data of explanations. */
#ifndef REPORT_SECTIONS_EXPLAINED_LEVELS_H
#define REPORT_SECTIONS_EXPLAINED_LEVELS_H

#include "bizcase/explain.h"
#include "report/document/document.h"

/* A section for each level. */
void explained_level_sections(Document *document, const char *const *periods, size_t period_count,
    const BizcaseExplainedLevel *levels, size_t level_count);

/* The same as data. */
Value explained_level_values(
    Arena *arena, size_t period_count, const BizcaseExplainedLevel *levels, size_t level_count);

#endif

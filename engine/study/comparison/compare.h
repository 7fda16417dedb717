/* What a comparison keeps besides what it shows. */
#ifndef STUDY_COMPARISON_COMPARE_H
#define STUDY_COMPARISON_COMPARE_H

#include "bizcase/compare.h"
#include "case/reading/outputs.h"

/* Files of its sides. */
const InputFiles *comparison_inputs(const BizcaseComparison *comparison);

#endif

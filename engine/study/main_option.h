/* Which option documents are about. */
#ifndef STUDY_MAIN_OPTION_H
#define STUDY_MAIN_OPTION_H

#include "case/case.h"

/* The option that every study and every document is about where none is asked for: the preferred one; where the case marks
   none, of the options that are not the baseline the one whose plan has the highest NPV (against the baseline, absolute
   without one), of equals the first in the file. Gives its index. */
size_t main_option(Arena *arena, const Case *the_case);

bool case_marks_preferred(const Case *the_case);

#endif

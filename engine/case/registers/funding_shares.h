/* How much of the same spending the sources of funding take together. */
#ifndef CASE_REGISTERS_FUNDING_SHARES_H
#define CASE_REGISTERS_FUNDING_SHARES_H

#include "case/case.h"

/* Of a source: what those that are used before it fund, as shares of the spending that it is for. */
typedef struct SharesBefore {
    double most;           /* of whatever part of that spending they fund the most of */
    bool is_for_something; /* it is for some spending; a source with errors may not be */
    bool is_left;          /* of some part they do not fund all */
} SharesBefore;

/* [funding_count]. Spending is told apart by option, kind, council and programme; a source that has a cap may leave all to
   those after it, so it counts as nothing. */
SharesBefore *shares_before(Arena *arena, const Case *the_case);

#endif

/* A council that does not take part. It takes with it what is its own: a line that is all its own, and its part of one that
   is shared by a driver or a quantity in its column. Of other lines it takes its part of the benefits and of what the
   baseline would have cost, and the others bear its part of the new costs: then volumes stay. */
#ifndef STUDY_SENSITIVITY_LEAVING_H
#define STUDY_SENSITIVITY_LEAVING_H

#include "study/sensitivity/what_if.h"

/* Before the variant is compiled: every split twice. */
void leaving_prepare(const WhatIf *what_if, Case *variant);
/* After: what_if is of the case as it was. */
void leaving_take_out(const WhatIf *what_if, size_t leaver, WhatIf *varied);

/* Whether some line of the option, or of the baseline, is shared with the council and is not its own in that sense. */
bool leaving_volumes_stay(const WhatIf *what_if, size_t leaver);

#endif

/* How far from an estimate the true value may be. */
#ifndef STUDY_SIMULATION_INTERVAL_H
#define STUDY_SIMULATION_INTERVAL_H

#include <stddef.h>

/* Half of the 95 % interval around an estimate. Where its standard error is the spread of a few independent
   `randomisations`, by Student's t of one degree of freedom less; where it is that of independent trials, 0, by the
   normal distribution. NaN for a single randomisation, which has no spread. */
double half_width_95(double standard_error, size_t randomisations);

#endif

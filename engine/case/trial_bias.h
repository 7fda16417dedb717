/* How much of its optimism bias a line keeps in the trials. */
#ifndef CASE_TRIAL_BIAS_H
#define CASE_TRIAL_BIAS_H

#include "case/reading/loader.h"

/* Sets bias_in_trials of every line: once the whole case is read, so that no study changes it. Each driver and quantity is
   counted once, where a formula is multiplied or divided by it as a whole (formula/factors.h). It is an approximation: the
   mean of a quotient is taken for the quotient of the means, inputs for independent ones, and what only a part of a sum
   goes with, the base of a power, or a condition for certain. */
void settle_trial_bias(Loader *loader);

/* What is applied, by what case.csv says; never below 0. */
double line_bias_in_plan(const Settings *settings, const Line *line);
double line_bias_in_trials(const Settings *settings, const Line *line);

/* What a plan holds that can be set beside the trials: the risk register, and optimism bias where they have any. Ranges that
   keep only a part of the bias cover the rest of it. */
Settings settings_as_trials(const Settings *settings);
/* Whether the plan holds something else than that. */
bool plan_differs_from_trials(const Case *the_case);

#endif

/* Whether the evaluator can run a plan from outside without leaving its arrays. A plan compiled from a case always is
   sound. Freestanding. */
#ifndef STUDY_SIMULATION_PLAN_SOUND_H
#define STUDY_SIMULATION_PLAN_SOUND_H

#include "evaluate/plan.h"
#include "sample/draw.h"

/* Of lines, periods, inputs …: products of three stay below 2⁶⁴. */
enum { PLAN_MOST_OF_A_KIND = 1 << 20 };

/* Every index lies in its array, time is in order, and the working memory stays below 2 GB. */
bool plan_is_sound(const Plan *plan);

/* The same of the draws for a plan's inputs. */
bool draws_are_sound(const DrawPlan *draws, const Plan *plan);

/* How long a sampler's table and rows are. */
uint64_t sampler_table_length(const Sampler *sampler);
uint64_t sampler_rows_length(const Sampler *sampler);

#endif

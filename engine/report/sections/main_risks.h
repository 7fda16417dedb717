/* The risk register as tables show it: the risks of the main option with what they cost. */
#ifndef REPORT_SECTIONS_MAIN_RISKS_H
#define REPORT_SECTIONS_MAIN_RISKS_H

#include "report/sections/briefing.h"

typedef struct MainRisk {
    const Risk *risk;
    const double *expected; /* [body] £ of present value; an opportunity is below 0 */
} MainRisk;

/* risks[risk_count], as the appraisal's lines are put in order. Their count. */
size_t main_risks(const Briefing *briefing, MainRisk *risks);

/* Whether what a risk costs is shown from its low to its high, and not as one amount. */
bool impact_is_range(const Risk *risk);

#endif

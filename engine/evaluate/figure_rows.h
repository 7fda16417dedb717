/* The rows of the table of figures, each defined in the file of its kind. */
#ifndef EVALUATE_FIGURE_ROWS_H
#define EVALUATE_FIGURE_ROWS_H

#include "evaluate/figure.h"

/* present_value.c */
extern const Figure figure_npv, figure_pv_costs, figure_pv_benefits, figure_bcr, figure_eac;
extern const Figure figure_base_npv, figure_risk_pv, figure_optimism_bias_pv;
/* payback.c */
extern const Figure figure_payback_years, figure_discounted_payback_years, figure_peak_funding;
/* internal_rate.c */
extern const Figure figure_irr, figure_mirr;

#endif

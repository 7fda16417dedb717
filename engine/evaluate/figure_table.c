/* The table of figures. A new one is its file and a row here. */
#include "evaluate/figure_rows.h"

const Figure *const figure_table[] = {
    &figure_npv,
    &figure_pv_costs,
    &figure_pv_benefits,
    &figure_bcr,
    &figure_irr,
    &figure_mirr,
    &figure_payback_years,
    &figure_discounted_payback_years,
    &figure_peak_funding,
    &figure_eac,
    &figure_base_npv,
    &figure_risk_pv,
    &figure_optimism_bias_pv,
};
const uint32_t figure_count = sizeof figure_table / sizeof figure_table[0];

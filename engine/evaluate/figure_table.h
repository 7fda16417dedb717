/* The table of figures, in the order of SPEC's. A new one is its file and a row here: FIGURE_NAME is its index, and
   figure_name is what its file defines. */
#ifndef EVALUATE_FIGURE_TABLE_H
#define EVALUATE_FIGURE_TABLE_H

#include "evaluate/figure.h"

#define FIGURE_TABLE(ROW)                                                                                              \
    ROW(NPV, npv)                                                                                                      \
    ROW(PV_COSTS, pv_costs)                                                                                            \
    ROW(PV_BENEFITS, pv_benefits)                                                                                      \
    ROW(BCR, bcr)                                                                                                      \
    ROW(IRR, irr)                                                                                                      \
    ROW(MIRR, mirr)                                                                                                    \
    ROW(PAYBACK_YEARS, payback_years)                                                                                  \
    ROW(DISCOUNTED_PAYBACK_YEARS, discounted_payback_years)                                                            \
    ROW(PEAK_FUNDING, peak_funding)                                                                                    \
    ROW(EAC, eac)                                                                                                      \
    ROW(BASE_NPV, base_npv)                                                                                            \
    ROW(RISK_PV, risk_pv)                                                                                              \
    ROW(OPTIMISM_BIAS_PV, optimism_bias_pv)

#define FIGURE_INDEX(INDEX, name) FIGURE_##INDEX,
typedef enum FigureIndex { FIGURE_TABLE(FIGURE_INDEX) FIGURE_COUNT } FigureIndex;
#undef FIGURE_INDEX

#define FIGURE_ROW(INDEX, name) extern const Figure figure_##name;
FIGURE_TABLE(FIGURE_ROW)
#undef FIGURE_ROW

#endif

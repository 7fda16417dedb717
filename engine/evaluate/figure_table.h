/* The table of figures, in the order of SPEC's: those of the whole, then those that other readings have too. A new one is
   its file and a row here: FIGURE_NAME is its index, and figure_name is what its file defines. */
#ifndef EVALUATE_FIGURE_TABLE_H
#define EVALUATE_FIGURE_TABLE_H

#include "evaluate/figure.h"

#define FIGURES_OF_WHOLE(ROW)                                                                                          \
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

/* What each reading has; of the whole with nothing behind the names. */
#define FIGURES_OF_READING(ROW, READING, reading)                                                                      \
    ROW(NPV##READING, npv##reading)                                                                                    \
    ROW(PV_COSTS##READING, pv_costs##reading)                                                                          \
    ROW(PV_BENEFITS##READING, pv_benefits##reading)                                                                    \
    ROW(BCR##READING, bcr##reading)                                                                                    \
    ROW(PAYBACK_YEARS##READING, payback_years##reading)                                                                \
    ROW(DISCOUNTED_PAYBACK_YEARS##READING, discounted_payback_years##reading)                                          \
    ROW(PEAK_FUNDING##READING, peak_funding##reading)

#define FIGURE_TABLE(ROW)                                                                                              \
    FIGURES_OF_WHOLE(ROW)                                                                                              \
    FIGURES_OF_READING(ROW, _PUBLIC, _public)                                                                          \
    FIGURES_OF_READING(ROW, _CASH, _cash)

#define FIGURE_INDEX(INDEX, name) FIGURE_##INDEX,
typedef enum FigureIndex { FIGURE_TABLE(FIGURE_INDEX) FIGURE_COUNT } FigureIndex;
#undef FIGURE_INDEX

/* Those of the whole come first. */
enum { WHOLE_FIGURE_COUNT = FIGURE_NPV_PUBLIC };

#define FIGURE_ROW(INDEX, name) extern const Figure figure_##name;
FIGURE_TABLE(FIGURE_ROW)
#undef FIGURE_ROW

/* The same figure of another reading; FIGURE_COUNT where that has none. */
uint32_t figure_in_reading(uint32_t figure, MoneyReading reading);

#endif

/* The parts of the sensitivity study, one file each. Each adds its rows to what is shown. */
#ifndef STUDY_SENSITIVITY_PARTS_H
#define STUDY_SENSITIVITY_PARTS_H

#include "study/sensitivity/ensemble.h"
#include "study/sensitivity/regression.h"
#include "study/sensitivity/what_if.h"

void add_tornado(WhatIf *what_if, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown);
/* Whether the tornado has a row for the lever, and from where to where it goes there: P10 to P90, or the request's ranges.
   False when it goes nowhere. */
bool tornado_has(const Lever *lever);
bool tornado_range(
    const WhatIf *what_if, const Lever *lever, const BizcaseSensitivityRequest *request, double *low, double *high);
/* Widest first, without those that move nothing. Returns how many are left. */
size_t tornado_order(BizcaseTornadoRow *rows, size_t count, size_t body_count, double zero_money);
void add_switching(WhatIf *what_if, BizcaseSensitivity *shown);
/* BIZCASE_BAD_REQUEST adds a diagnostic. */
BizcaseStatus add_grid(WhatIf *what_if, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown);
/* BIZCASE_STOPPED by progress: these, and those below. */
BizcaseStatus add_delays(WhatIf *what_if, const Ensemble *ensemble, BizcaseSensitivity *shown);
/* risk_factor: P90 of the option's risks ÷ what is expected of them; NaN: nothing is. */
void add_challenges(WhatIf *what_if, double risk_factor, BizcaseSensitivity *shown);
BizcaseStatus add_variance(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown);
void add_associations(Arena *arena, const Ensemble *ensemble, const Regression *regression, BizcaseSensitivity *shown);
void add_information(Arena *arena, const Ensemble *ensemble, const Regression *regression, BizcaseSensitivity *shown);
void add_choice(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown);
/* After the plan has been shown. */
BizcaseStatus add_agreement(WhatIf *what_if, const Ensemble *ensemble, BizcaseSensitivity *shown);

/* NPV of every body of the main view, [body], with a lever at a value. */
static inline void what_if_main_npv(
    WhatIf *what_if, double *out, const LeverChange *changes, size_t count, double *npv) {
    what_if_try(what_if, changes, count, out);
    for (size_t b = 0; b < what_if->body_count; b++) npv[b] = what_if_value(what_if, out, 0, b, WHAT_IF_NPV);
}

/* Payback that never comes within the horizon is NaN in results. */
static inline double shown_payback(double years) {
    return years < __builtin_inf() ? years : __builtin_nan("");
}

#endif

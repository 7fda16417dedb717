/* The parts of the sensitivity study, one file each. Each adds its rows to what is shown. */
#ifndef STUDY_SENSITIVITY_PARTS_H
#define STUDY_SENSITIVITY_PARTS_H

#include "study/sensitivity/ensemble.h"
#include "study/sensitivity/lab.h"
#include "study/sensitivity/regression.h"

void add_tornado(Lab *lab, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown);
/* Whether the tornado has a row for the lever, and from where to where it goes there: P10 to P90, or the request's ranges.
   False when it goes nowhere. */
bool tornado_has(const Lever *lever);
bool tornado_range(
    const Lab *lab, const Lever *lever, const BizcaseSensitivityRequest *request, double *low, double *high);
/* Widest first, without those that move nothing. Returns how many are left. */
size_t tornado_order(BizcaseTornadoRow *rows, size_t count, size_t body_count, double zero_money);
void add_switching(Lab *lab, BizcaseSensitivity *shown);
/* BIZCASE_BAD_REQUEST adds a diagnostic. */
BizcaseStatus add_grid(Lab *lab, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown);
/* BIZCASE_STOPPED by progress: these, and those below. */
BizcaseStatus add_delays(Lab *lab, const Ensemble *ensemble, BizcaseSensitivity *shown);
/* risk_factor: P90 of the option's risks ÷ what is expected of them; NaN: nothing is. */
void add_challenges(Lab *lab, double risk_factor, BizcaseSensitivity *shown);
BizcaseStatus add_variance(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown);
void add_associations(Arena *arena, const Ensemble *ensemble, const Regression *regression, BizcaseSensitivity *shown);
void add_information(Arena *arena, const Ensemble *ensemble, const Regression *regression, BizcaseSensitivity *shown);
void add_choice(Arena *arena, const Ensemble *ensemble, BizcaseSensitivity *shown);
/* After the plan has been shown. */
BizcaseStatus add_agreement(Lab *lab, const Ensemble *ensemble, BizcaseSensitivity *shown);

/* NPV of every body of the main view, [body], with a lever at a value. */
static inline void lab_main_npv(Lab *lab, double *out, const Pull *pulls, size_t count, double *npv) {
    lab_try(lab, pulls, count, out);
    for (size_t b = 0; b < lab->body_count; b++) npv[b] = lab_value(lab, out, 0, b, LAB_NPV);
}

/* Payback that never comes within the horizon is NaN in results. */
static inline double shown_payback(double years) {
    return years < __builtin_inf() ? years : __builtin_nan("");
}

#endif

/* The parts of the sensitivity study, one file each. Each adds its rows to what is shown. */
#ifndef STUDY_SENSITIVITY_PARTS_H
#define STUDY_SENSITIVITY_PARTS_H

#include "study/lab.h"

void add_tornado(Lab *lab, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown);
void add_switching(Lab *lab, BizcaseSensitivity *shown);
/* BIZCASE_BAD_REQUEST adds a diagnostic. */
BizcaseStatus add_grid(Lab *lab, const BizcaseSensitivityRequest *request, BizcaseSensitivity *shown);
void add_delays(Lab *lab, BizcaseSensitivity *shown);

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

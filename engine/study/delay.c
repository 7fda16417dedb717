/* What a delay costs: NPV and payback with each phase 0 to 24 months late. */
#include <string.h>

#include "study/sensitivity_parts.h"

void add_delays(Lab *lab, BizcaseSensitivity *shown) {
    double *out = arena_array(lab->arena, lab_out_count(lab), sizeof *out);
    BizcaseDelay *rows = arena_array(lab->arena, lab->lever_count, sizeof *rows);
    for (size_t k = 0; k < lab->lever_count; k++) {
        const Lever *lever = &lab->levers[k];
        if (strncmp(lever->shown.name, "phase:", 6) != 0) continue;
        double *npv = arena_array(lab->arena, BIZCASE_DELAY_MONTHS * lab->body_count, sizeof *npv);
        double *payback = arena_array(lab->arena, BIZCASE_DELAY_MONTHS * lab->body_count, sizeof *payback);
        double *per_month = arena_array(lab->arena, lab->body_count, sizeof *per_month);
        for (size_t month = 0; month < BIZCASE_DELAY_MONTHS; month++) {
            lab_main_npv(lab, out, &(Pull){ lever, (double)month }, 1, npv + month * lab->body_count);
            for (size_t b = 0; b < lab->body_count; b++)
                payback[month * lab->body_count + b] = shown_payback(lab_value(lab, out, 0, b, LAB_PAYBACK));
        }
        lab_main_npv(lab, out, &(Pull){ lever, lever->shown.plan + 1 }, 1, per_month);
        for (size_t b = 0; b < lab->body_count; b++) per_month[b] = shown->plan_npv[b] - per_month[b];
        rows[shown->delay_count++] = (BizcaseDelay){ k, per_month, npv, payback };
    }
    shown->delays = rows;
}

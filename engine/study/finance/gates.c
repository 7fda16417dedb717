/* What it costs to stop at the end of a phase, by the plan: capital spent on assets that are abandoned has to be charged to
   revenue, as no asset is left that it could be spread over. */
#include <math.h>

#include "model/timeline.h"
#include "study/finance/parts.h"

/* The part of a period that lies before a month. */
static double part_before(const Settings *settings, size_t period, int month) {
    const int begins = period_month(settings, period), length = settings->start.length_months;
    return fmin(1, fmax(0, (double)(month - begins) / length));
}

void add_gates(FinanceStudy *study, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    const Books *books = &study->books;
    const size_t periods = the_case->settings.period_count, accounts = books->cash.account_count;
    BizcaseGate *gates = arena_array(study->arena, the_case->phase_count, sizeof *gates);
    for (size_t p = 0; p < the_case->phase_count; p++) {
        const int month = the_case->phases[p].end_month + 1;
        double *capital = arena_array(study->arena, study->body_count, sizeof *capital);
        double *one_off = arena_array(study->arena, study->body_count, sizeof *one_off),
               *to_come = arena_array(study->arena, study->body_count, sizeof *to_come);
        for (size_t c = 0; c < the_case->council_count; c++)
            for (size_t a = 0; a < accounts; a++) {
                const AccountKind kind = books->cash.accounts[a].kind;
                if (kind != ACCOUNT_CAPITAL && kind != ACCOUNT_ONE_OFF) continue;
                for (size_t t = 0; t < periods; t++) {
                    const double spent = study->spent[(c * accounts + a) * periods + t],
                                 before = spent * part_before(&the_case->settings, t, month);
                    (kind == ACCOUNT_CAPITAL ? capital : one_off)[c + 1] += before;
                    to_come[c + 1] += spent - before;
                }
            }
        for (size_t b = 1; b < study->body_count; b++) {
            capital[0] += capital[b];
            one_off[0] += one_off[b];
            to_come[0] += to_come[b];
        }
        gates[p] = (BizcaseGate){ the_case->phases[p].label.id, the_case->phases[p].label.name,
            month_text(study->arena, month - 1), capital, one_off, to_come };
    }
    shown->gates = gates;
    shown->gate_count = the_case->phase_count;
}

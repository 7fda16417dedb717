/* What it costs to stop at the end of a phase, by the plan: capital spent on assets that are abandoned has to be charged to
   revenue, as no asset is left that it could be spread over. What is in use by then is no abandoned asset. */
#include <limits.h>
#include <math.h>

#include "model/compile.h"
#include "model/timeline.h"
#include "study/appraisal/ledger.h"
#include "study/finance/parts.h"

/* The end of a phase. Months may have a part, as slips have. */
typedef struct Gate {
    double month;                        /* after the phase's last */
    size_t period;                       /* that it falls into; the number of periods when it is behind them */
    double moment;                       /* the same in periods from the start */
    double *capital, *one_off, *to_come; /* [body] */
} Gate;

typedef struct Gates {
    const FinanceStudy *study;
    const Ledger *ledger;
    Gate *items; /* [phase] */
    double last; /* the month after the horizon */
} Gates;

static Gate gate_at(FinanceStudy *study, double month) {
    const Settings *settings = &study->the_case->settings;
    const double moment = (month - settings->start.first_month) / settings->start.length_months,
                 periods = (double)settings->period_count;
    return (Gate){ month, (size_t)fmin(periods, fmax(0, floor(moment))), moment,
        arena_array(study->arena, study->body_count, sizeof(double)),
        arena_array(study->arena, study->body_count, sizeof(double)),
        arena_array(study->arena, study->body_count, sizeof(double)) };
}

/* What part of a period's money has flowed by then: a slip may have its money stop or begin within the period. */
static double part_before(const LedgerRow *row, size_t periods, size_t t, double moment) {
    double before = 0;
    for (size_t i = 0; i < periods; i++) {
        const double from = fmax(row->starts[i], (double)t), until = fmin(row->starts[i + 1], moment);
        if (until > from) before += row->amounts[i] * (until - from);
    }
    return row->moved[t] != 0 ? before / row->moved[t] : 0;
}

/* The month from which an asset is in use, as far as the case says: see scenarios/README.md. NaN: when the period that pays
   for it has ended. */
static double use_month(const Gates *gates, const LedgerRow *row) {
    if (!row->line) return NAN;
    if (row->line->first_use_month != INT_MIN) return row->line->first_use_month;
    return row->line->phase == NONE ? NAN : gates->items[row->line->phase].month;
}

/* At the end of the phase that brings it into use an asset is not in use yet: that gate is the last that it counts at. At the
   end of the horizon nothing is left to be stopped. */
static bool is_in_use(const Gates *gates, double from_month, size_t t, double month) {
    const double use = isnan(from_month) ? period_month(&gates->study->the_case->settings, t + 1) : from_month;
    return month >= gates->last || use < month;
}

/* Adds what a line or risk costs a council in a period to every gate. */
static void add_spending(
    const Gates *gates, const LedgerRow *row, bool is_capital, double from_month, size_t council, size_t t) {
    const size_t split = split_in_option(gates->study->the_case->splits, row->split, gates->study->option.option);
    const double spent = -row->net_weight * row->values[t] * ledger_share(gates->ledger, split, council, t);
    if (spent == 0) return;
    for (size_t g = 0; g < gates->study->the_case->phase_count; g++) {
        const Gate *gate = &gates->items[g];
        const double part = t < gate->period   ? 1
                            : t > gate->period ? 0
                                               : part_before(row, gates->ledger->period_count, t, gate->moment);
        gate->to_come[council + 1] += spent * (1 - part);
        if (!is_capital)
            gate->one_off[council + 1] += spent * part;
        else if (!is_in_use(gates, from_month, t, gate->month))
            gate->capital[council + 1] += spent * part;
    }
}

static void add_row(const Gates *gates, const LedgerRow *row) {
    const AccountKind kind = gates->study->books.cash.accounts[row->programme].kind;
    const double from_month = use_month(gates, row);
    if (kind != ACCOUNT_CAPITAL && kind != ACCOUNT_ONE_OFF) return;
    if (!row->in_option[gates->study->option.option]) return;
    for (size_t c = 0; c < gates->ledger->council_count; c++)
        for (size_t t = 0; t < gates->ledger->period_count; t++)
            add_spending(gates, row, kind == ACCOUNT_CAPITAL, from_month, c, t);
}

static void add_up_bodies(const FinanceStudy *study, double *values) {
    for (size_t b = 1; b < study->body_count; b++) values[0] += values[b];
}

void add_gates(FinanceStudy *study, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    const size_t count = the_case->phase_count;
    if (count == 0) return;
    const Model model = model_compile(study->arena, &study->cash, FOR_APPRAISAL);
    const Ledger ledger = ledger_of(study->arena, &study->cash, &model);
    const Gates gates = { study, &ledger, arena_array(study->arena, count, sizeof(Gate)),
        period_month(&the_case->settings, the_case->settings.period_count) };
    for (size_t p = 0; p < count; p++)
        gates.items[p] = gate_at(study, the_case->phases[p].end_month + 1 + ledger.phase_slips[p]);
    for (size_t r = 0; r < ledger.row_count; r++) add_row(&gates, &ledger.rows[r]);
    BizcaseGate *rows = arena_array(study->arena, count, sizeof *rows);
    for (size_t p = 0; p < count; p++) {
        const Gate *gate = &gates.items[p];
        add_up_bodies(study, gate->capital);
        add_up_bodies(study, gate->one_off);
        add_up_bodies(study, gate->to_come);
        rows[p] = (BizcaseGate){ the_case->phases[p].label.id, the_case->phases[p].label.name,
            month_text(study->arena, (int)ceil(gate->month - 1e-9) - 1), gate->capital, gate->one_off, gate->to_come };
    }
    shown->gates = rows;
    shown->gate_count = count;
}

/* What each option spends besides its running costs, and how much of it is an allowance. */
#include "model/compile.h"
#include "study/finance/parts.h"

static BizcaseOutlay outlay_of(const FinanceStudy *study, const CashCase *cash, const Model *model, size_t option) {
    Arena *arena = study->arena;
    const size_t accounts = cash->account_count, periods = model->plan.period_count;
    double *capital = arena_array(arena, study->body_count, sizeof *capital),
           *one_off = arena_array(arena, study->body_count, sizeof *one_off);
    Arena *working = arena_within(arena);
    const double *flows = flows_of_plan(
        working, kernel_named(study->the_case->kernel), model, (View){ (uint32_t)option, NO_INDEX, false });
    for (size_t b = 1; b < study->body_count; b++)
        for (size_t a = 0; a < accounts; a++) {
            const AccountKind kind = cash->accounts[a].kind;
            double *sums = kind == ACCOUNT_CAPITAL ? capital : one_off;
            if (kind != ACCOUNT_CAPITAL && kind != ACCOUNT_ONE_OFF) continue;
            for (size_t t = 0; t < periods; t++) sums[b] -= flows[(b * (accounts + 1) + a + 1) * periods + t];
        }
    for (size_t b = 1; b < study->body_count; b++) {
        capital[0] += capital[b];
        one_off[0] += one_off[b];
    }
    arena_free(working);
    return (BizcaseOutlay){ study->the_case->options[option].label.id, capital, one_off };
}

/* [body] How much less the option spends by a plan that leaves something out. */
static const double *allowance(const FinanceStudy *study, const Case *without, const BizcaseOutlay *with) {
    const CashCase cash = cash_case(study->arena, without, CASH_ALL_STEPS);
    const Model model = model_compile(study->arena, &cash.data, FOR_APPRAISAL);
    const BizcaseOutlay outlay = outlay_of(study, &cash, &model, study->option.option);
    double *part = arena_array(study->arena, study->body_count, sizeof *part);
    for (size_t b = 0; b < study->body_count; b++)
        part[b] = with->capital[b] + with->one_off[b] - outlay.capital[b] - outlay.one_off[b];
    return part;
}

void add_outlays(FinanceStudy *study, const Model *model, BizcaseFinance *shown) {
    const Case *the_case = study->the_case;
    BizcaseOutlay *outlays = arena_array(study->arena, the_case->option_count, sizeof *outlays);
    for (size_t o = 0; o < the_case->option_count; o++) outlays[o] = outlay_of(study, &study->books.cash, model, o);
    const BizcaseOutlay *with = &outlays[study->option.option];
    Case without_bias = *the_case, without_risk = *the_case;
    without_bias.settings.optimism_bias_in_plan = false;
    without_risk.settings.risk_in_plan = false;
    shown->bias_allowance = allowance(study, &without_bias, with);
    shown->risk_allowance = allowance(study, &without_risk, with);
    shown->outlays = outlays;
    shown->outlay_count = the_case->option_count;
}

#include "report/document/terms.h"

#include <ctype.h>
#include <string.h>

/* In the order of the alphabet, as a reader looks them up. */
const Term term_table[] = {
    { "base_npv", { "Net present value before risk and optimism bias", "NPV before risk and optimism bias" }, false,
        "Net present value of what the lines say, without the expected cost of risks and without optimism bias." },
    { "bcr", { "Benefit-cost ratio", "BCR" }, false,
        "Present value of benefits divided by present value of costs. Above 1 to 1 the benefits are worth more than "
        "they cost." },
    { "chance_of_loss", { "Chance below 0", "Chance of a loss" }, false,
        "The part of the trials in which the figure is below nil." },
    { "cumulative", { "Cumulative cash flow", "Cumulative position", "Cumulative" }, false,
        "Net cash flow added up from the first period: below nil as long as more has gone out than has come in." },
    { "discounting", { "Discounted", "Discount rate", "Discount factor" }, false,
        "Money counts for less the later it comes. Each period's amount is multiplied by a factor that falls by the "
        "discount rate, "
        "as the Treasury's Green Book has it (2022, annex A6)." },
    { "eac", { "Equivalent annual cost", "EAC" }, false,
        "The level yearly payment over the whole horizon that has the same present value. In brackets it is a gain." },
    { "cost_per_month", { "A month", "Cost of a month's delay" }, true,
        "Net present value that is lost if the phase ends one month later than planned." },
    { "discounted_payback_years", { "Discounted payback" }, false,
        "Payback counted with discounted amounts: when what has come in has repaid, with interest at the discount "
        "rate, what went out." },
    { "irr", { "Internal rate of return", "IRR" }, false,
        "The discount rate at which net present value would be nil. Some cash flows have several such rates, some "
        "none." },
    { "mean", { "Mean" }, true, "The average over all trials." },
    { "mirr", { "Modified internal rate of return", "MIRR" }, false,
        "The internal rate of return if what goes out is financed, and what comes in is invested again, at the case's "
        "own rates." },
    { "npv", { "Net present value", "NPV" }, false,
        "Present value of benefits less present value of costs: what the option is worth today, in real terms, against "
        "what it is "
        "compared with." },
    { "net_cash_flow", { "Net cash flow" }, false, "What comes in less what goes out, not discounted." },
    { "optimism_bias_pv", { "Present value of optimism bias", "PV of optimism bias", "Optimism bias" }, false,
        "What is added to costs, and taken off benefits, because estimates have turned out too hopeful before (Green "
        "Book 2022, annex A5). "
        "Here at present value." },
    { "p10", { "P10" }, false, "One trial in ten lies below." },
    { "p5", { "P5" }, false, "One trial in twenty lies below." },
    { "p25", { "P25" }, false, "One trial in four lies below." },
    { "p50", { "P50", "Median" }, false, "Half of the trials lie below." },
    { "p75", { "P75" }, false, "Three trials in four lie below." },
    { "p90", { "P90" }, false, "Nine trials in ten lie below." },
    { "p95", { "P95" }, false, "Nineteen trials in twenty lie below." },
    { "payback_years", { "Payback" }, false,
        "The time from the start of the first period until the cumulative cash flow reaches nil and stays there, "
        "undiscounted." },
    { "peak_funding", { "Peak funding" }, false,
        "The lowest point of the cumulative cash flow: the most that has to be financed at one time, undiscounted." },
    { "plan", { "Plan" }, true, "The case with every uncertain input at its central value." },
    { "present_value", { "Present value", "PV" }, false,
        "What amounts of several periods are worth together today, after discounting." },
    { "pv_benefits", { "Present value of benefits", "PV of benefits" }, false,
        "What comes in or is saved, discounted and added up." },
    { "pv_costs", { "Present value of costs", "PV of costs" }, false,
        "What goes out, discounted and added up, with risk and optimism bias where the case has them." },
    { "real", { "Real terms" }, false, "At the prices of the base year: general inflation is taken out." },
    { "risk_pv", { "Present value of risk", "PV of risk", "Risk" }, true,
        "Expected cost of the risk register: each risk's chance times its impact, discounted and added up." },
    { "standard_error", { "± (95%)" }, true,
        "The true mean lies this close to the mean shown with 95% confidence. It comes from the number of trials being "
        "finite and says "
        "nothing about whether the case is right." },
    { "switching", { "Switching value", "NPV is 0 at", "Joint NPV is 0 at" }, false,
        "The value of an assumption at which net present value becomes nil, if all others stay as planned." },
    { "trial", { "Trials", "Trial" }, false,
        "One run of the case in which every uncertain input has been drawn at random from its range." },
};
const size_t term_count = sizeof term_table / sizeof term_table[0];

static bool begins_with(const char *text, const char *name) {
    for (; *name; name++, text++)
        if (tolower((unsigned char)*name) != tolower((unsigned char)*text)) return false;
    return !isalnum((unsigned char)*text) && *text != '-';
}

size_t term_at(const char *text, TermPlace place, size_t *size) {
    size_t found = term_count;
    *size = 0;
    for (size_t i = 0; i < term_count; i++) {
        if (term_table[i].in_headings_only && place != TERM_BEGINS_HEADING) continue;
        for (size_t n = 0; n < MOST_TERM_NAMES && term_table[i].names[n]; n++) {
            const size_t length = strlen(term_table[i].names[n]);
            if (length > *size && begins_with(text, term_table[i].names[n])) found = i, *size = length;
        }
    }
    return found;
}

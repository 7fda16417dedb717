#include "report/document/terms.h"

#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "evaluate/figure_table.h"

/* Beside the names of figures, which explain themselves in their table. */
static const Term words[] = {
    { "chance_of_loss", { "Chance below 0", "Chance of a loss" }, false,
        "The share of trials in which the figure is below zero." },
    { "plan_or_better", { "Plan or better" }, false,
        "The share of trials that do at least as well as the plan, with its optimism bias and risk. For costs, peak "
        "funding and payback, lower is better." },
    { "cumulative", { "Cumulative cash flow", "Cumulative position", "Cumulative" }, false,
        "Net cash flow added up from the first period. It is below zero while more has gone out than has come in." },
    { "discounting", { "Discounted", "Discount rate", "Discount factor" }, false,
        "Money counts for less the later it comes. Each period's amount is multiplied by a factor that falls by the "
        "discount rate (HM Treasury, The Green Book, 2026, chapter 6)." },
    { "baseline", { "Baseline" }, false,
        "What happens if the proposal does not go ahead. The other options are compared with it." },
    { "financing_requirement", { "Capital financing requirement" }, false,
        "Capital spending that a council has not yet paid for from its own money or grants: its underlying need to "
        "borrow." },
    { "mrp", { "Minimum revenue provision", "MRP" }, false,
        "The amount that a council must set aside from revenue each year to repay its borrowing for capital." },
    { "cost_per_month", { "A month", "Cost of a month's delay" }, true,
        "The net present value lost if the phase ends one month later than planned." },
    { "mean", { "Mean" }, true, "The average over all trials." },
    { "net_cash_flow", { "Net cash flow" }, false, "Income and savings less spending, not discounted." },
    { "p10", { "P10" }, false, "One trial in ten is below this value." },
    { "p5", { "P5" }, false, "One trial in twenty is below this value." },
    { "p25", { "P25" }, false, "One trial in four is below this value." },
    { "p50", { "P50", "Median" }, false, "Half of the trials are below this value." },
    { "p75", { "P75" }, false, "Three trials in four are below this value." },
    { "p90", { "P90" }, false, "Nine trials in ten are below this value." },
    { "p95", { "P95" }, false, "Nineteen trials in twenty are below this value." },
    { "plan", { "Plan" }, true, "The case with every uncertain input at its central value." },
    { "present_value", { "Present value", "PV" }, false,
        "What amounts of several periods are worth together today, after discounting." },
    { "real", { "Real terms" }, false, "At the prices of the base year, without general inflation." },
    { "standard_error", { "± (95%)" }, true,
        "The true mean is this close to the mean shown, with 95% confidence. It depends only on the number of "
        "trials; it does not say whether the case is right." },
    { "switching", { "Switching value", "NPV is 0 at", "Joint NPV is 0 at" }, false,
        "The value of an assumption at which net present value becomes zero, if all others stay as planned." },
    { "trial", { "Trials", "Trial" }, false,
        "One run of the case, with every uncertain input drawn at random from its range." },
};
enum { WORD_COUNT = sizeof words / sizeof words[0] };

size_t term_count(void) {
    return figure_count + WORD_COUNT;
}

Term term(size_t index) {
    if (index >= figure_count) return words[index - figure_count];
    const Figure *figure = figure_table[index];
    Term of_figure = { .id = figure->name, .is_everyday_word = figure->is_everyday_word, .meaning = figure->meaning };
    memcpy(of_figure.names, figure->names, sizeof figure->names);
    return of_figure;
}

static bool begins_with(const char *text, const char *name) {
    for (; *name; name++, text++)
        if (lower_letter(*name) != lower_letter(*text)) return false;
    return !isalnum((unsigned char)*text) && *text != '-';
}

size_t term_at(const char *text, TermPlace place, size_t *size) {
    size_t found = term_count();
    *size = 0;
    for (size_t i = 0; i < term_count(); i++) {
        const Term candidate = term(i);
        if (candidate.is_everyday_word && place != TERM_BEGINS_HEADING) continue;
        for (size_t n = 0; n < MOST_TERM_NAMES && candidate.names[n]; n++) {
            const size_t length = strlen(candidate.names[n]);
            if (length > *size && begins_with(text, candidate.names[n])) found = i, *size = length;
        }
    }
    return found;
}

static bool comes_first(const char *a, const char *b) {
    while (*a && lower_letter(*a) == lower_letter(*b)) a++, b++;
    return lower_letter(*a) < lower_letter(*b);
}

void terms_sort(size_t *terms, size_t count) {
    for (size_t i = 1; i < count; i++) {
        const size_t moved = terms[i];
        size_t at = i;
        for (; at && comes_first(term(moved).names[0], term(terms[at - 1]).names[0]); at--) terms[at] = terms[at - 1];
        terms[at] = moved;
    }
}

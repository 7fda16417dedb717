/* What a reader decides on, in figures: what is asked for, what it is worth, how sure that is, whether it can be afforded and
   what would change it. The first page of every document is made of it. */
#ifndef REPORT_SECTIONS_DECISION_DECISION_H
#define REPORT_SECTIONS_DECISION_DECISION_H

#include "report/document/front.h"
#include "report/sections/contents.h"

/* NaN: there is no such figure. */
typedef struct Decision {
    const Briefing *briefing;
    NumberStyle money; /* of tables on the page */
    const char *unit;  /* "£m" */

    /* What is asked for, £ of the day, [body] */
    const double *capital, *one_off;
    double bias_allowance, risk_allowance, borrowed, unfunded;

    /* What it is worth: of the plan, £ at present value */
    double npv, cash_npv, bcr, payback_years;
    size_t rank, alternatives; /* 1 is best; alternatives: what can be chosen, the baseline too */

    /* How sure: over the outcomes */
    bool is_uncertain;
    double mean, low, high, loss, reach, all_gain;

    /* Whether it can be afforded, £ of the day */
    double worst_year, peak, peak_80, contingency_80, over_plan;
    const char *worst_year_name;

    /* What would change it: how far costs and benefits may move, as a part of what they are */
    double costs_to_zero, costs_to_other, benefits_to_zero, benefits_to_other, month_of_delay;
    const BizcaseChallenge *worst_test;
} Decision;

/* What the study of finance has for an option; it has all of them. */
const BizcaseOutlay *outlay_of(const BizcaseFinance *finance, const char *option);

Decision decision_of(const Briefing *briefing);

/* "£16.1m", "£215k", "−£0.4m": money in a sentence, to one decimal of a million. */
const char *amount_text(const Decision *decision, double amount);
/* "+£5.6m": of a gain or a change. */
const char *gain_text(const Decision *decision, double amount);
/* "+14%" of a part of 1. */
const char *shift_in_words(const Decision *decision, double part);

/* The four questions, and the tests that the case meets or does not. */
void decision_answers(const Decision *decision, FrontAnswer *answers);
FrontTest *decision_tests(const Decision *decision, size_t *count);

#endif

/* What only the financial case reads: money that councils have, owe and charge, and how options are judged besides it. */
#ifndef CASE_REGISTERS_REGISTERS_H
#define CASE_REGISTERS_REGISTERS_H

#include "case/registers/actuals.h"
#include "case/registers/budgets.h"
#include "case/registers/challenges.h"
#include "case/registers/criteria.h"
#include "case/registers/finance.h"
#include "case/registers/funding.h"
#include "case/registers/payments.h"
#include "case/registers/scores.h"
#include "case/registers/services.h"

typedef struct Registers {
    CouncilFinance *finance; /* [council_count] */
    Budget *budgets;
    size_t budget_count;
    Funding *funding;
    size_t funding_count;
    Payment *payments;
    size_t payment_count;
    Criterion *criteria;
    size_t criterion_count;
    Score *scores;
    size_t score_count;
    Actual *actuals;
    size_t actual_count;
    Service *services;
    size_t service_count;
    Challenge *challenges;
    size_t challenge_count;
} Registers;

/* The files that they are read from, as in CSV_KINDS of case.h: those that lines refer to, and those that refer to lines. */
#define REGISTERS_BEFORE_LINES(KIND)                                                                                   \
    KIND(finance)                                                                                                      \
    KIND(budgets)
#define REGISTERS_AFTER_LINES(KIND)                                                                                    \
    KIND(funding)                                                                                                      \
    KIND(payments)                                                                                                     \
    KIND(criteria)                                                                                                     \
    KIND(scores)                                                                                                       \
    KIND(actuals)                                                                                                      \
    KIND(services)                                                                                                     \
    KIND(challenges)

#endif

/* What councils pay each other. */
#ifndef CASE_REGISTERS_PAYMENTS_H
#define CASE_REGISTERS_PAYMENTS_H

#include <stdbool.h>

#include "case/registers/volumes.h"
#include "case/values.h"

typedef enum PaymentType {
    PAYMENT_FIXED,      /* amounts say how much */
    PAYMENT_VOLUME,     /* amounts are rates a unit, of a guaranteed volume and what comes above it */
    PAYMENT_GAIN_SHARE, /* a share of what lines save the payer */
    PAYMENT_VARIANCE, /* a share of what lines cost the payee above, or below, the plan: a true-up at the year's end */
    PAYMENT_EXIT,     /* compensation: as fixed */
    PAYMENT_TYPE_COUNT
} PaymentType;

/* From one council to another, nominal. */
typedef struct Payment {
    Label label;
    const char *vintage, *source, *note;
    bool *in_option; /* [option_count] */
    size_t from, to; /* councils */
    PaymentType type;
    bool *of_line; /* [line_count] what a share is of */
    double share;
    Volume volume;      /* a year */
    double guaranteed;  /* units a year that are paid for in any case */
    double marginal;    /* rate above it, in the units of the cells; NaN: the same rate */
    double least, most; /* a year, in the units of the cells; NaN: no limit */
    Amounts amounts;    /* in the units of the cells */
} Payment;
enum { MOST_PAYMENTS = 64 }; /* that are shares of lines */

#endif

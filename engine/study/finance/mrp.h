/* Minimum revenue provision on debt-financed capital spending, by the life of the asset (option 3 of the statutory guidance
   on minimum revenue provision; regulation 28 of the Local Authorities (Capital Finance and Accounting) (England)
   Regulations 2003). Interest is no part of it. */
#ifndef STUDY_FINANCE_MRP_H
#define STUDY_FINANCE_MRP_H

#include <stddef.h>

typedef enum MrpMethod { MRP_STRAIGHT_LINE, MRP_ANNUITY } MrpMethod;

/* The charge in year t of a life of `life` years, t from 1, on a principal of 1; 0 outside. Straight line: equal
   instalments. Annuity: (A − r)·(1 + r)^(t − 1), where A = r ÷ (1 − (1 + r)^−life). rate: a year, a fraction. */
double mrp_charge(MrpMethod method, double rate, size_t life, size_t t);

#endif

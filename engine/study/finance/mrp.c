#include "study/finance/mrp.h"

#include <math.h>

double mrp_charge(MrpMethod method, double rate, size_t life, size_t t) {
    if (t < 1 || t > life) return 0;
    if (method == MRP_STRAIGHT_LINE || rate == 0) return 1 / (double)life;
    const double annuity = rate / -expm1(-(double)life * log1p(rate));
    return (annuity - rate) * pow(1 + rate, (double)(t - 1));
}

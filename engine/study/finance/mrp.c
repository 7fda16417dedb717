#include "study/finance/mrp.h"

#include "base/elementary.h"
#include "evaluate/power.h"

double mrp_charge(MrpMethod method, double rate, size_t life, size_t t) {
    if (t < 1 || t > life) return 0;
    if (method == MRP_STRAIGHT_LINE || rate == 0) return 1 / (double)life;
    const double annuity = rate / -exponential_less_one(-(double)life * logarithm_of_one_plus(rate));
    return (annuity - rate) * power_real(1 + rate, (double)(t - 1));
}

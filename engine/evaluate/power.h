/* Real powers without a library: integer powers by squaring, fractions by square roots, so that every processor gives
   the same bits. Relative error about 60 roundings, some 1e-14. */
#ifndef EVALUATE_POWER_H
#define EVALUATE_POWER_H

/* base^exponent for base > 0 and 0 ≤ exponent < 2^31. */
static inline double power_real(double base, double exponent) {
    unsigned whole = (unsigned)exponent;
    double fraction = exponent - (double)whole;
    double result = 1;
    for (double square = base; whole != 0; whole >>= 1) {
        if (whole & 1) result *= square;
        square *= square;
    }
    /* The fraction's binary digits choose among base^(1/2), base^(1/4) … */
    double root = base;
    for (int digit = 0; digit < 53 && fraction > 0; digit++) {
        root = __builtin_sqrt(root);
        fraction *= 2;
        if (fraction >= 1) {
            result *= root;
            fraction -= 1;
        }
    }
    return result;
}

#endif

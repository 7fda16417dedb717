#include "study/simulation/interval.h"

#include <math.h>

#include "sample/steady.h"

enum { BISECTIONS = 60, QUANTILE_DIGITS = 42 };

/* P(|T| < t) for a whole number of degrees of freedom, which has a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4),
   where t = √ν·tan θ. Not by GSL: the live page has none. */
static double within(double theta, size_t freedom) {
    const double sine = sin(theta), square = cos(theta) * cos(theta);
    static const double two_over_pi = 0.63661977236758134;
    const size_t odd = freedom % 2;
    double sum = 0, term = odd ? cos(theta) : 1;
    for (size_t i = odd; i < freedom; i += 2) {
        sum += term;
        term *= square * (double)(i + 1) / (double)(i + 2);
    }
    return odd ? two_over_pi * (theta + sine * sum) : sine * sum;
}

static double student_975(size_t freedom) {
    double low = 0, high = 1.5707963267948966; /* π/2 */
    for (int round = 0; round < BISECTIONS; round++) {
        const double middle = low + (high - low) / 2;
        if (within(middle, freedom) < 0.95)
            low = middle;
        else
            high = middle;
    }
    const double quantile = sqrt((double)freedom) * tan(low);
    return steady(quantile, quantile, QUANTILE_DIGITS);
}

double half_width_95(double standard_error, size_t randomisations) {
    static const double normal_975 = 1.959963984540054; /* standard normal quantile of 0.975 */
    if (randomisations == 1) return NAN;
    return standard_error * (randomisations == 0 ? normal_975 : student_975(randomisations - 1));
}

/* What a driver's value, and the parts of a split, mean in a period: the rules, for one trial. Whoever needs a level or a
   share by itself takes it from here; evaluate_growths and evaluate_shares do the same for a block of trials at once, to the
   bit. */
#ifndef EVALUATE_MEANING_H
#define EVALUATE_MEANING_H

#include <stddef.h>

#include "evaluate/power.h"

typedef enum DriverKind { DRIVER_MULTIPLIER, DRIVER_GROWTH } DriverKind;

/* levels, [period_count] ← value × path of a multiplier; of a growth (1 + value) to the power of the years since the first
   period, step by step. path NULL: 1; a growth has none. */
static inline void driver_levels(DriverKind kind, double value, const double *path, size_t period_count,
    unsigned months_per_period, double *levels) {
    if (kind == DRIVER_GROWTH) {
        const double step = power_real(1 + value, months_per_period / 12.0);
        for (size_t t = 0; t < period_count; t++) levels[t] = t == 0 ? 1 : levels[t - 1] * step;
    } else
        for (size_t t = 0; t < period_count; t++) levels[t] = value * (path ? path[t] : 1);
}

/* What a driver's level is as a part: an unbounded distribution can stray below 0, and is then held at it. */
static inline double level_as_part(double level) {
    return level <= 0 ? 0 : level; /* what is not a number stays so */
}

/* shares, [count], of 1 ← parts, [count], 0 or above. Without a rest, parts are weights; all at 0 they weigh the same. With
   one, parts are shares already, unless they stray above 1 together, and rest says who gets what remains; its part is 0.
   rest is count if missing. */
static inline void shares_of_parts(const double *parts, size_t rest, size_t count, double *shares) {
    double total = 0;
    for (size_t c = 0; c < count; c++) total += parts[c];
    for (size_t c = 0; c < count; c++)
        if (rest == count)
            shares[c] = total <= 0 ? 1 / (double)count : parts[c] / total;
        else if (c == rest)
            shares[c] = total >= 1 ? 0 : 1 - total;
        else
            shares[c] = total <= 1 ? parts[c] : parts[c] / total;
}

#endif

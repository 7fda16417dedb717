/* What the slip of a phase makes of a level: the one place that says so, for any number of lanes. The evaluator takes it over
   LANES, the compiler over one lane for what no trial can change.

   A level is v(x) at time x, the same all through a period. Moved by a slip of s it is v(x − s), and its value in a period is
   the average over it: of two periods of v that lie side by side. With s = n + f, n whole, the older one has the part f and
   the newer one 1 − f. One that extends stays as it is until the phase's end (at once where the phase is early), holds what
   it had there until that end comes, and goes on from there as if moved. */
#ifndef EVALUATE_MOVEMENT_H
#define EVALUATE_MOVEMENT_H

#include "base/lanes.h"
#include "evaluate/plan.h"

/* [lane] A slip in periods, in parts: beyond the horizon it makes no difference how far. */
typedef struct SlipParts {
    int32_t whole[LANES];
    double part[LANES]; /* 0 or above, below 1 */
} SlipParts;

static inline void slip_parts(const double *restrict slip, uint32_t period_count, uint32_t width, SlipParts *parts) {
    const double most = (double)period_count + 2;
    for (uint32_t k = 0; k < width; k++) {
        const double late = slip[k] > -most ? slip[k] : -most; /* NaN too, which only a damaged plan has */
        const double held = late < most ? late : most;
        const int32_t toward_zero = (int32_t)held, down = (double)toward_zero > held ? 1 : 0;
        parts->whole[k] = toward_zero - down;
        parts->part[k] = held - (double)(toward_zero - down);
    }
}

/* A value that has no part in a period does not count there, even if it is not a number. */
static inline double weighed(double part, double value) {
    const double product = part * value;
    return part > 0 ? product : 0;
}

/* The part of the period from t on that lies before a time. */
static inline double part_before(double time, double t) {
    const double part = time - t, capped = part < 1 ? part : 1;
    return capped > 0 ? capped : 0;
}

static inline size_t padded_row(int64_t period, uint32_t period_count) {
    const int64_t row = period + 1, last = (int64_t)period_count + 1;
    return (size_t)(row < 0 ? 0 : row > last ? last : row);
}

/* Everything moves. padded: [1 + period + 1][lane], with what is before the horizon and after it. */
static inline void shift_rows(
    const SlipParts *parts, uint32_t period_count, const double *restrict padded, double *restrict to, uint32_t width) {
    for (uint32_t t = 0; t < period_count; t++)
        for (uint32_t k = 0; k < width; k++) {
            const int64_t newer = (int64_t)t - parts->whole[k];
            to[(size_t)t * width + k] =
                weighed(parts->part[k], padded[padded_row(newer - 1, period_count) * width + k]) +
                weighed(1 - parts->part[k], padded[padded_row(newer, period_count) * width + k]);
        }
}

/* The first period that begins at or after a time; a damaged plan may have any. */
static inline int64_t period_from(double time, uint32_t period_count) {
    int64_t t = -1;
    while (t < (int64_t)period_count + 1 && (double)t < time) t++;
    return t;
}

static inline void extend_rows(const SlipParts *parts, double end, uint32_t period_count, const double *restrict padded,
    double *restrict to, uint32_t width) {
    const int64_t after = period_from(end, period_count); /* where v goes on that is held until then */
    const double *restrict held = padded + padded_row(after - 1, period_count) * width;
    for (uint32_t t = 0; t < period_count; t++)
        for (uint32_t k = 0; k < width; k++) {
            const double slip = (double)parts->whole[k] + parts->part[k], early = end + slip;
            const double stays_until = slip < 0 ? early : (double)after, held_until = (double)after + slip;
            const double stays = part_before(stays_until, t), still = part_before(held_until, t);
            const double part = parts->part[k], older = part > still ? part - still : 0;
            const double newer = 1 - (part > still ? part : still);
            const int64_t from = (int64_t)t - parts->whole[k];
            to[(size_t)t * width + k] = weighed(stays, padded[((size_t)t + 1) * width + k]) +
                                        weighed(still - stays, held[k]) +
                                        weighed(older, padded[padded_row(from - 1, period_count) * width + k]) +
                                        weighed(newer, padded[padded_row(from, period_count) * width + k]);
        }
}

/* rows, [period][lane], moved in place; padded: room for two rows more. */
static inline __attribute__((always_inline)) void move_rows(const Movement *movement, const SlipParts *parts,
    uint32_t period_count, double *restrict rows, double *restrict padded, const uint32_t width) {
    const size_t size = (size_t)period_count * width;
    for (uint32_t k = 0; k < width; k++) padded[k] = movement->before;
    for (size_t i = 0; i < size; i++) padded[width + i] = rows[i];
    for (uint32_t k = 0; k < width; k++) padded[width + size + k] = movement->falls ? 0 : rows[size - width + k];
    if (movement->extends)
        extend_rows(parts, movement->end, period_count, padded, rows, width);
    else
        shift_rows(parts, period_count, padded, rows, width);
}

#endif

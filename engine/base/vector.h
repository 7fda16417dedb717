/* Lanes as vectors of C, as wide as the instruction set's registers: what is written with them does not depend on what a
   compiler's vectoriser can see. Memory needs no alignment. */
#ifndef BASE_VECTOR_H
#define BASE_VECTOR_H

#include <stdint.h>

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include "base/lanes.h"

#if defined __AVX512F__
#define VECTOR_BYTES 64
#elif defined __AVX2__
#define VECTOR_BYTES 32
#else
#define VECTOR_BYTES 16
#endif

/* LANE(0), LANE(1) … for the lanes of a vector: to write out which of two vectors goes where. */
#if VECTOR_BYTES == 64
#define EACH_OF_VECTOR(LANE) LANE(0), LANE(1), LANE(2), LANE(3), LANE(4), LANE(5), LANE(6), LANE(7)
#elif VECTOR_BYTES == 32
#define EACH_OF_VECTOR(LANE) LANE(0), LANE(1), LANE(2), LANE(3)
#else
#define EACH_OF_VECTOR(LANE) LANE(0), LANE(1)
#endif

typedef double Reals __attribute__((vector_size(VECTOR_BYTES)));
typedef int64_t Mask __attribute__((vector_size(VECTOR_BYTES))); /* of a comparison: all bits of a lane, or none */
typedef uint64_t Words __attribute__((vector_size(VECTOR_BYTES)));

/* GROUP vectors are worked on together, so that one's results are ready when they are needed. */
enum { WIDTH = VECTOR_BYTES / 8, GROUP = 4, GROUP_LANES = GROUP * WIDTH };

static inline Reals reals_at(const double *row) {
    Reals reals;
    __builtin_memcpy(&reals, row, sizeof reals);
    return reals;
}

static inline void put_reals(double *row, Reals reals) {
    __builtin_memcpy(row, &reals, sizeof reals);
}

static inline Reals reals_of(double value) {
    return value - (Reals){ 0 };
}

static inline Words words_at(const uint64_t *row) {
    Words words;
    __builtin_memcpy(&words, row, sizeof words);
    return words;
}

static inline void put_words(uint64_t *row, Words words) {
    __builtin_memcpy(row, &words, sizeof words);
}

static inline Words words_of(uint64_t value) {
    return value - (Words){ 0 };
}

/* Lane by lane mask ? yes : no. */
static inline Reals pick(Mask mask, Reals yes, Reals no) {
#if VECTOR_BYTES == 64 /* gcc does not see that this is one instruction */
    return (Reals)_mm512_ternarylogic_epi64((__m512i)mask, (__m512i)yes, (__m512i)no, 0xCA);
#elif VECTOR_BYTES == 32
    return (Reals)_mm256_blendv_pd((__m256d)no, (__m256d)yes, (__m256d)mask);
#else
    return (Reals)((mask & (Mask)yes) | (~mask & (Mask)no));
#endif
}

#endif

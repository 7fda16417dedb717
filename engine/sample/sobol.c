#include "sample/sobol.h"

static unsigned degree_of(unsigned polynomial) {
    unsigned degree = 0;
    while (polynomial >> (degree + 1)) degree++;
    return degree;
}

/* Where the numbers of a dimension, from 1, begin. */
static const uint16_t *numbers_of(size_t dimension) {
    const uint16_t *numbers = sobol_numbers;
    for (size_t d = 1; d < dimension; d++) numbers += 1 + degree_of(numbers[0]);
    return numbers;
}

void sobol_directions(size_t dimension, uint32_t directions[SOBOL_BITS]) {
    if (dimension == 0) { /* van der Corput's */
        for (unsigned i = 0; i < SOBOL_BITS; i++) directions[i] = (uint32_t)1 << (SOBOL_BITS - 1 - i);
        return;
    }
    const uint16_t *numbers = numbers_of(dimension);
    const unsigned polynomial = numbers[0], degree = degree_of(polynomial);
    for (unsigned i = 0; i < degree; i++) directions[i] = (uint32_t)numbers[1 + i] << (SOBOL_BITS - 1 - i);
    for (unsigned i = degree; i < SOBOL_BITS; i++) {
        directions[i] = directions[i - degree] ^ (directions[i - degree] >> degree);
        for (unsigned j = 1; j < degree; j++)
            if (polynomial >> (degree - j) & 1) directions[i] ^= directions[i - j];
    }
}

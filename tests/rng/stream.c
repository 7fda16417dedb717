/* Writes the generator's words to standard output without end, for batteries of tests: blocks of trials of many inputs by
   turns, as a simulation draws them. */
#include <stdio.h>
#include <stdlib.h>

#include "sample/compile.h"

enum { INPUTS = 64 };

int main(int count, char **arguments) {
    const uint64_t seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 1;
    uint64_t names[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
        char name[32];
        snprintf(name, sizeof name, "driver:d%d", i);
        names[i] = name_hash(name);
    }
    for (uint64_t first = 0;; first += LANES)
        for (int i = 0; i < INPUTS; i++) {
            double uniform[LANES];
            uint32_t words[LANES];
            draw_uniform(seed, names[i], first, uniform);
            for (size_t k = 0; k < LANES; k++) words[k] = (uint32_t)(uniform[k] * 0x1p32); /* (word + ½) rounded down */
            if (fwrite(words, sizeof words, 1, stdout) != 1) return 0; /* the reader has had enough */
        }
}

#define _POSIX_C_SOURCE 200809L /* strnlen */
#include "base/words.h"

#include <string.h>

enum { LONGEST_WORD = 64 };

char lower_letter(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least_of(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment: insert, delete, replace or swap neighbours. Only what is within `most` matters: lengths that
   differ by more are not looked at, nor is what is further from the diagonal. Beyond most it is most + 1. */
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t most) {
    size_t rows[3][LONGEST_WORD + 2];
    if (a_length > b_length + most || b_length > a_length + most) return most + 1;
    size_t least_before = 0;
    for (size_t j = 0; j <= b_length; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        const size_t from = i > most ? i - most : 1, to = least_of(b_length, i + most);
        size_t least = row[from - 1] = from == 1 ? i : most + 1;
        if (to == i + most) above[to] = most + 1; /* it ended one before */
        for (size_t j = from; j <= to; j++) {
            const bool same = lower_letter(a[i - 1]) == lower_letter(b[j - 1]);
            size_t best = least_of(above[j - 1] + !same, least_of(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && lower_letter(a[i - 1]) == lower_letter(b[j - 2]) &&
                lower_letter(a[i - 2]) == lower_letter(b[j - 1]))
                best = least_of(best, two_above[j - 2] + 1);
            row[j] = best;
            least = least_of(least, best);
        }
        if (least > most && least_before > most) return most + 1; /* a swap reaches two rows up */
        least_before = least;
    }
    return least_of(rows[a_length % 3][b_length], most + 1);
}

const char *nearest_word(const char *word, const char *const *candidates, size_t count) {
    const char *nearest = NULL;
    const size_t length = strlen(word);
    size_t most = length / 3 + 1; /* further off it is another word */
    if (length > LONGEST_WORD) return NULL;
    for (size_t i = 0; i < count; i++) {
        const size_t candidate_length = strnlen(candidates[i], LONGEST_WORD + 1);
        if (candidate_length > LONGEST_WORD) continue;
        const size_t distance = edit_distance(word, length, candidates[i], candidate_length, most);
        if (distance > most || distance >= candidate_length) continue;
        nearest = candidates[i];
        if (distance == 0) break;
        most = distance - 1;
    }
    return nearest;
}

/* A comparison fills a table of one row and one column a character. */
size_t search_cost(const char *word, size_t count) {
    enum { SHORT = 8 };
    const size_t length = strnlen(word, LONGEST_WORD + 1);
    return length > LONGEST_WORD ? count : count * (1 + length * length / (SHORT * SHORT));
}

bool search_is_open(size_t spent) {
    enum { MOST_SPENT = 10 * 1000 * 1000 };
    return spent <= MOST_SPENT;
}

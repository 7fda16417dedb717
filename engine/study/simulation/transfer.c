#include "study/simulation/transfer.h"
#include "study/simulation/plan_sound.h"

enum { ALIGNMENT = 8 };
#define MOST_MEMORY ((uint64_t)1 << 31)

/* --- numbers --- */

static void carry(Transfer *t, uint64_t *value, size_t width) {
    if (t->reading) {
        *value = 0;
        t->sound = t->sound && t->size - t->place >= width;
        if (!t->sound) return;
        for (size_t i = 0; i < width; i++) *value |= (uint64_t)t->from[t->place + i] << (8 * i);
    } else if (t->to) {
        for (size_t i = 0; i < width; i++) t->to[t->place + i] = (uint8_t)(*value >> (8 * i));
    }
    t->place += width;
}

void carry_mark(Transfer *t, const char *mark) {
    for (; *mark; mark++) {
        uint64_t letter = (unsigned char)*mark;
        carry(t, &letter, 1);
        t->sound = t->sound && letter == (unsigned char)*mark;
    }
}

void carry_whole_64(Transfer *t, uint64_t *value) {
    carry(t, value, 8);
}

void carry_whole(Transfer *t, uint32_t *value) {
    uint64_t wide = *value;
    carry(t, &wide, 4);
    *value = (uint32_t)wide;
}

void carry_count(Transfer *t, uint32_t *value) {
    carry_whole(t, value);
    if (*value <= PLAN_MOST_OF_A_KIND) return;
    t->sound = false;
    *value = 0;
}

void carry_size(Transfer *t, size_t *value) {
    uint32_t narrow = (uint32_t)*value;
    carry_count(t, &narrow);
    *value = narrow;
}

void carry_truth(Transfer *t, bool *value) {
    uint64_t wide = *value;
    carry(t, &wide, 1);
    t->sound = t->sound && wide <= 1;
    *value = wide == 1;
}

void carry_real(Transfer *t, double *value) {
    uint64_t bits;
    __builtin_memcpy(&bits, value, sizeof bits);
    carry(t, &bits, 8);
    __builtin_memcpy(value, &bits, sizeof bits);
}

bool carry_is_there(Transfer *t, const void *list) {
    bool there = list != 0;
    carry_truth(t, &there);
    return there;
}

/* --- lists --- */

void *transfer_room(Transfer *t, uint64_t length, size_t item_size) {
    if (!t->reading || length == 0) return 0;
    t->sound = t->sound && length <= t->size - t->place; /* an item takes a byte at least */
    if (!t->sound) return 0;
    const uint64_t begin = (t->memory_used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    t->memory_used = begin + length * item_size;
    t->sound = t->memory_used <= MOST_MEMORY;
    return t->sound && t->memory ? t->memory + begin : 0;
}

TRANSFER_LIST(uint32_t, list_of_wholes, carry_whole)
TRANSFER_LIST(uint64_t, list_of_wholes_64, carry_whole_64)
TRANSFER_LIST(bool, list_of_truths, carry_truth)
TRANSFER_LIST(double, list_of_reals, carry_real)

void carry_wholes(Transfer *t, const uint32_t **list, uint64_t length) {
    list_of_wholes(t, list, length);
}

void carry_wholes_64(Transfer *t, const uint64_t **list, uint64_t length) {
    list_of_wholes_64(t, list, length);
}

void carry_truths(Transfer *t, const bool **list, uint64_t length) {
    list_of_truths(t, list, length);
}

void carry_reals(Transfer *t, const double **list, uint64_t length) {
    list_of_reals(t, list, length);
}

void carry_optional_reals(Transfer *t, const double **list, uint64_t length) {
    if (carry_is_there(t, *list)) carry_reals(t, list, length);
}

static void letter(Transfer *t, char *value) {
    uint64_t wide = (unsigned char)*value;
    carry(t, &wide, 1);
    *value = (char)wide;
}
TRANSFER_LIST(char, letters, letter)

void carry_text(Transfer *t, const char **text) {
    uint32_t length = 0; /* with the 0 at its end */
    if (!t->reading && *text)
        while ((*text)[length++]) {
        }
    carry_count(t, &length);
    letters(t, text, length);
    if (t->reading && t->sound && length > 0) t->sound = t->from[t->place - 1] == 0;
}

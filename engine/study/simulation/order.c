#include "study/simulation/order.h"

#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 6, VALUES = 1 << DIGIT_BITS };

/* A whole number that is larger when the real one is; −0 and 0 are one. */
static uint64_t key_of(double value) {
    const uint64_t sign = (uint64_t)1 << 63;
    uint64_t bits;
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    return bits & sign ? ~bits : bits | sign;
}

static unsigned digit_of(uint64_t key, unsigned digit) {
    return (unsigned)(key >> digit * DIGIT_BITS) & (VALUES - 1);
}

/* Moves all by one digit, keeping those that are equal in their order. False: all have the same digit, nothing was done. */
static int sort_by_digit(const OrderRoom *room, size_t count, unsigned digit, int from) {
    uint32_t starts[VALUES + 1] = { 0 };
    for (size_t i = 0; i < count; i++) starts[digit_of(room->keys[from][i], digit) + 1]++;
    if (starts[digit_of(room->keys[from][0], digit) + 1] == count) return 0;
    for (unsigned v = 0; v < VALUES; v++) starts[v + 1] += starts[v];
    for (size_t i = 0; i < count; i++) {
        const uint32_t to = starts[digit_of(room->keys[from][i], digit)]++;
        room->keys[!from][to] = room->keys[from][i];
        room->places[!from][to] = room->places[from][i];
    }
    return 1;
}

static int sorted_side(const double *values, size_t count, const OrderRoom *room) {
    int side = 0;
    for (size_t i = 0; i < count; i++) {
        room->keys[0][i] = key_of(values[i]);
        room->places[0][i] = (uint32_t)i;
    }
    for (unsigned digit = 0; digit < DIGITS && count > 0; digit++)
        if (sort_by_digit(room, count, digit, side)) side = !side;
    return side;
}

OrderRoom order_room(Arena *arena, size_t count) {
    OrderRoom room;
    for (int side = 0; side < 2; side++) {
        room.keys[side] = arena_array(arena, count, sizeof(uint64_t));
        room.places[side] = arena_array(arena, count, sizeof(uint32_t));
    }
    return room;
}

const uint32_t *order_of(const double *values, size_t count, const OrderRoom *room) {
    return room->places[sorted_side(values, count, room)];
}

void ranks_of(const double *values, size_t count, const OrderRoom *room, double *ranks) {
    const int side = sorted_side(values, count, room);
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && room->keys[side][end] == room->keys[side][i]) end++;
        for (size_t k = i; k < end; k++) ranks[room->places[side][k]] = ((double)i + 1 + (double)end) / 2;
        i = end;
    }
}

static double number_of(uint64_t key) {
    const uint64_t sign = (uint64_t)1 << 63, bits = key & sign ? key & ~sign : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void sort_numbers(double *values, size_t count, const OrderRoom *room) {
    const int side = sorted_side(values, count, room);
    for (size_t i = 0; i < count; i++) values[i] = number_of(room->keys[side][i]);
}

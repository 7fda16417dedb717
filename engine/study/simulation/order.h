/* Numbers in rising order, and their ranks. A radix sort: of 100,000 numbers a comparing sort takes five times as long, and
   sensitivity orders every input of every trial. No NaN. */
#ifndef STUDY_SIMULATION_ORDER_H
#define STUDY_SIMULATION_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct OrderRoom {
    uint64_t *keys[2];   /* [count] each */
    uint32_t *places[2]; /* [count] each */
} OrderRoom;

OrderRoom order_room(Arena *arena, size_t count);

/* places[i]: where the i-th smallest of the values is. What is returned is part of the room. */
const uint32_t *order_of(const double *values, size_t count, const OrderRoom *room);

/* ranks[i] of values[i], from 1; equal values have the mean of theirs. */
void ranks_of(const double *values, size_t count, const OrderRoom *room, double *ranks);

/* Puts the values themselves into order. */
void sort_numbers(double *values, size_t count, const OrderRoom *room);

#endif

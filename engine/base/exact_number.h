/* A number as text that reads back to the same bits, whatever the locale. */
#ifndef BASE_EXACT_NUMBER_H
#define BASE_EXACT_NUMBER_H

#include "base/arena.h"

/* Fewest digits that read back to the same double; "" when it is not finite. Returns text. */
enum { NUMBER_TEXT = 64 };
const char *number_write_exact(double number, char text[NUMBER_TEXT]);
const char *number_exact_text(Arena *arena, double number);

/* To ten figures, with separators of thousands: "1,234.5". */
const char *number_grouped_text(Arena *arena, double number);

#endif

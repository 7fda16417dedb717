#include "base/exact_number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* %g writes the locale's decimal mark, which may be several bytes long: whatever is no digit, sign or exponent is it. */
static void set_decimal_point(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (strchr("0123456789+-e", *from))
            *to++ = *from;
        else if (to == text || to[-1] != '.')
            *to++ = '.';
    }
    *to = '\0';
}

const char *number_write_exact(double number, char text[NUMBER_TEXT]) {
    text[0] = '\0';
    if (!isfinite(number)) return text;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, NUMBER_TEXT, "%.*g", digits, number);
        if (strtod(text, NULL) == number) break;
    }
    set_decimal_point(text);
    return text;
}

const char *number_exact_text(Arena *arena, double number) {
    char text[NUMBER_TEXT];
    return arena_text(arena, number_write_exact(number, text));
}

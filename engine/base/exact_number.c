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

const char *number_grouped_text(Arena *arena, double number) {
    const char *digits = arena_format(arena, "%.10g", fabs(number));
    const size_t whole = strspn(digits, "0123456789"), length = strlen(digits);
    if (!isfinite(number) || strchr(digits, 'e')) return arena_format(arena, "%.10g", number);
    char *text = arena_alloc(arena, length + length / 3 + 2);
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) text[used++] = ',';
        text[used++] = digits[i];
    }
    text[used] = '\0';
    return arena_format(arena, "%s%s", number < 0 ? "-" : "", text);
}

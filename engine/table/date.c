#include "table/date.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "table/period.h"

enum { MOST_NUMBERS = 6 };

/* The runs of digits of a text, and the month that it names. */
typedef struct DateParts {
    int number[MOST_NUMBERS];
    size_t digits[MOST_NUMBERS];
    size_t count;
    bool has_letters;
    int month; /* 1 to 12; 0: it names none */
} DateParts;

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int month_of_word(const char *word, size_t length) {
    static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december" };
    for (int m = 0; m < 12; m++)
        if (length >= 3 && length <= strlen(months[m]) && strncasecmp(word, months[m], length) == 0) return m + 1;
    return 0;
}

static DateParts take_apart(const char *text) {
    DateParts parts = { .count = 0 };
    while (*text) {
        const size_t digits = strspn(text, "0123456789");
        size_t letters = 0;
        while (is_letter(text[letters])) letters++;
        if (digits && parts.count < MOST_NUMBERS) {
            parts.number[parts.count] = digits < 9 ? atoi(text) : 0;
            parts.digits[parts.count++] = digits;
        }
        if (letters) parts.has_letters = true;
        if (letters && !parts.month) parts.month = month_of_word(text, letters);
        text += digits ? digits : letters ? letters : 1;
    }
    return parts;
}

static bool is_day(int year, int month, int day) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap);
}

static bool has_year(const DateParts *parts) {
    for (size_t i = 0; i < parts->count; i++)
        if (parts->digits[i] == 4 && parts->number[i] >= 1900 && parts->number[i] < 2200) return true;
    return false;
}

/* Year first, or last as in Britain. hint: the date with day and month the other way round, where that is one. */
static DateLook look_at_numbers(Arena *arena, const DateParts *parts, const char **hint) {
    const int *n = parts->number;
    const bool year_first = parts->digits[0] == 4;
    const int year = year_first ? n[0] : n[2], month = n[1], day = year_first ? n[2] : n[0];
    if (is_day(year, month, day)) return DATE_GOOD;
    const int full_year = year < 100 ? 2000 + year : year;
    if (is_day(year, day, month)) *hint = arena_format(arena, "did you mean %d-%02d-%02d?", full_year, day, month);
    return DATE_IMPOSSIBLE;
}

DateLook date_look(Arena *arena, const char *text, const char **hint) {
    const DateParts parts = take_apart(text);
    Period period;
    *hint = NULL;
    if (period_parse(text, &period)) return DATE_GOOD;
    if (parts.count >= 3 && !parts.month) return look_at_numbers(arena, &parts, hint);
    if (!has_year(&parts)) return parts.has_letters || parts.count == 0 ? DATE_UNKNOWN : DATE_IMPOSSIBLE;
    for (size_t i = 0; i < parts.count && parts.month; i++)
        if (parts.digits[i] <= 2 && !is_day(2000, parts.month, parts.number[i])) return DATE_IMPOSSIBLE;
    return DATE_GOOD;
}

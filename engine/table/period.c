#include "table/period.h"

#include <string.h>

#include "base/words.h"

static const char *const month_names[] = { "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December" };

/* Anything earlier is a slip of the pen. */
enum { EARLIEST_YEAR = 1900 };

static void skip_spaces(const char **at) {
    while (**at == ' ') ++*at;
}

/* Reads up to `most` digits; returns how many. */
static int read_number(const char **at, int most, int *number) {
    int count = 0;
    *number = 0;
    for (; count < most && **at >= '0' && **at <= '9'; ++*at, count++) *number = *number * 10 + (**at - '0');
    return count;
}

/* The first three letters or the whole name of a month; 0 to 11, or −1. */
static int read_month_name(const char **at) {
    for (int m = 0; m < 12; m++) {
        size_t same = 0;
        while (month_names[m][same] && lower_letter((*at)[same]) == lower_letter(month_names[m][same])) same++;
        const char next = (*at)[same];
        const bool ends = !((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
        if (ends && (same == 3 || month_names[m][same] == '\0')) {
            *at += same;
            return m;
        }
    }
    return -1;
}

/* Apr-18, Apr 2018, April 2018 */
static bool parse_named_month(const char *at, int *month) {
    const int m = read_month_name(&at);
    if (m < 0) return false;
    if (*at != '-' && *at != ' ' && *at != '/') return false;
    ++at;
    skip_spaces(&at);
    int year;
    const int digits = read_number(&at, 4, &year);
    if ((digits != 2 && digits != 4) || *at != '\0') return false;
    if (digits == 2) year += 2000;
    *month = year * 12 + m;
    return year >= EARLIEST_YEAR;
}

/* 2018-04 */
static bool parse_numbered_month(const char *at, int *month) {
    int year, m;
    if (read_number(&at, 4, &year) != 4 || *at != '-') return false;
    ++at;
    if (read_number(&at, 2, &m) != 2 || *at != '\0' || m < 1 || m > 12) return false;
    *month = year * 12 + m - 1;
    return year >= EARLIEST_YEAR;
}

bool month_parse(const char *text, int *month) {
    skip_spaces(&text);
    return parse_named_month(text, month) || parse_numbered_month(text, month);
}

/* 2018/19, 2018-19, 2018/2019 and the rest of the text after it. */
static bool read_financial_year(const char **at, int *year) {
    int next;
    if (read_number(at, 4, year) != 4 || *year < EARLIEST_YEAR || (**at != '/' && **at != '-')) return false;
    ++*at;
    const int digits = read_number(at, 4, &next);
    if (digits == 4) return next == *year + 1;
    return digits == 2 && next == (*year + 1) % 100;
}

bool period_parse(const char *text, Period *period) {
    const char *at = text;
    int year, quarter, month;
    skip_spaces(&at);
    if (read_financial_year(&at, &year)) {
        skip_spaces(&at);
        if (*at == '\0') {
            *period = (Period){ year * 12 + 3, 12 };
            return true;
        }
        if (*at == 'Q' || *at == 'q') {
            ++at;
            if (read_number(&at, 1, &quarter) == 1 && *at == '\0' && quarter >= 1 && quarter <= 4) {
                *period = (Period){ year * 12 + 3 + 3 * (quarter - 1), 3 };
                return true;
            }
        }
        return false;
    }
    if (!month_parse(text, &month)) return false;
    *period = (Period){ month, 1 };
    return true;
}

int financial_year_start(int month) {
    enum { APRIL = 3 };
    return (month - APRIL) / 12 * 12 + APRIL;
}

const char *financial_year_text(Arena *arena, int month) {
    const int year = financial_year_start(month) / 12;
    return arena_format(arena, "%d/%02d", year, (year + 1) % 100);
}

/* 2011-12 would read as the financial year: such months are written with their name. */
static const char *single_month_text(Arena *arena, int month) {
    const int year = month / 12, number = month % 12 + 1;
    if (number == (year + 1) % 100) return arena_format(arena, "%.3s %d", month_names[month % 12], year);
    return arena_format(arena, "%d-%02d", year, number);
}

const char *period_text(Arena *arena, Period period) {
    if (period.length_months == 1) return single_month_text(arena, period.first_month);
    const char *year = financial_year_text(arena, period.first_month);
    if (period.length_months == 12) return year;
    return arena_format(arena, "%s Q%d", year, (period.first_month + 9) % 12 / 3 + 1);
}

const char *month_text(Arena *arena, int month) {
    return arena_format(arena, "%s %d", month_names[month % 12], month / 12);
}

static size_t leading_letters(const char *text) {
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}

const char *period_meant(Arena *arena, const char *text) {
    const size_t letters = leading_letters(text);
    const char *rest = text + letters;
    Period period;
    if (letters == 1 && strchr("Qq", text[0]) && rest[0] >= '1' && rest[0] <= '4' && rest[1] == ' ') {
        const char *quarter = arena_format(arena, "%s Q%c", rest + 2, rest[0]);
        if (period_parse(quarter, &period)) return quarter;
    }
    if (letters > 3) {
        const char *month = arena_format(arena, "%.3s%s", text, rest);
        if (period_parse(month, &period)) return month;
    }
    rest += strspn(rest, " -:");
    return letters > 0 && period_parse(rest, &period) ? arena_text(arena, rest) : NULL;
}

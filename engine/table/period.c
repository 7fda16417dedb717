#include "table/period.h"

#include <string.h>

#include "base/words.h"
#include "table/odd_characters.h"

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

bool period_parse_among(const char *text, int months, Period *period) {
    int month;
    if (months != 1 || !month_parse(text, &month)) return period_parse(text, period);
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

bool month_may_be_year(int month) {
    return month % 12 + 1 == (month / 12 + 1) % 100;
}

/* 2011-12 would read as the financial year: such months are written with their name. */
static const char *single_month_text(Arena *arena, int month) {
    const int year = month / 12;
    if (month_may_be_year(month)) return arena_format(arena, "%.3s %d", month_names[month % 12], year);
    return arena_format(arena, "%d-%02d", year, month % 12 + 1);
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

/* --- dates ----------------------------------------------------------------------------------------------------------- */

typedef struct Date {
    int month, day;
    bool has_year;
} Date;

static bool read_separator(const char **at) {
    const char *start = *at;
    *at += strspn(*at, " ,/.-");
    return *at > start;
}

/* 2018 or 18, and nothing after it but a time of day. */
static bool read_last_year(const char *at, int *year) {
    const int digits = read_number(&at, 4, year);
    if (digits == 2) *year += 2000;
    return (digits == 2 || digits == 4) && *year >= EARLIEST_YEAR && (*at == '\0' || *at == ' ' || *at == 'T');
}

/* 18-Apr, 1 April 2018 */
static bool parse_day_and_name(const char *at, Date *date) {
    int year = 0;
    const int digits = read_number(&at, 2, &date->day);
    skip_spaces(&at);
    if (*at == '-' || *at == '/') ++at;
    const int name = read_month_name(&at);
    if (digits == 0 || name < 0) return false;
    date->has_year = *at != '\0';
    date->month = name;
    if (!date->has_year) return true;
    if (!read_separator(&at) || !read_last_year(at, &year)) return false;
    date->month += year * 12;
    return true;
}

/* April 1, 2018 */
static bool parse_name_and_day(const char *at, Date *date) {
    int year;
    const int name = read_month_name(&at);
    if (name < 0 || !read_separator(&at) || read_number(&at, 2, &date->day) == 0) return false;
    if (!read_separator(&at) || !read_last_year(at, &year)) return false;
    *date = (Date){ year * 12 + name, date->day, true };
    return true;
}

/* 01/04/2018 as in Britain, and 4/1/2018 as in America: what a spreadsheet makes of a month is its first day. */
static bool parse_numbered_date(const char *at, Date *date) {
    int first, second, year;
    if (read_number(&at, 2, &first) == 0 || !read_separator(&at) || read_number(&at, 2, &second) == 0) return false;
    if (!read_separator(&at) || !read_last_year(at, &year)) return false;
    const bool day_comes_second = second > 12 || (second == 1 && first != 1);
    const int month = day_comes_second ? first : second;
    if (month < 1 || month > 12) return false;
    *date = (Date){ year * 12 + month - 1, day_comes_second ? second : first, true };
    return true;
}

/* 2018-04-01, with or without a time of day */
static bool parse_dated_year(const char *at, Date *date) {
    int year, month;
    if (read_number(&at, 4, &year) != 4 || !read_separator(&at) || read_number(&at, 2, &month) == 0) return false;
    if (!read_separator(&at) || read_number(&at, 2, &date->day) == 0) return false;
    if (year < EARLIEST_YEAR || month < 1 || month > 12 || (*at != '\0' && *at != ' ' && *at != 'T')) return false;
    *date = (Date){ year * 12 + month - 1, date->day, true };
    return true;
}

/* 43191: days since 30 December 1899. By the calendar of 400 years from 1 March (E. G. Richards, "Calendars", in:
   Explanatory Supplement to the Astronomical Almanac, 3rd edition, 2013, 15.11.3). */
static bool parse_serial_number(const char *at, Date *date) {
    enum { FROM_1982 = 30000, TO_2119 = 79999, DAYS_IN_400_YEARS = 146097, MARCH_0000_TO_1899 = 693899 };
    int serial;
    if (read_number(&at, 5, &serial) != 5 || *at != '\0' || serial < FROM_1982 || serial > TO_2119) return false;
    const int days = serial + MARCH_0000_TO_1899, century = (4 * days + 3) / DAYS_IN_400_YEARS;
    const int in_century = days - century * DAYS_IN_400_YEARS / 4, year = (4 * in_century + 3) / 1461;
    const int in_year = in_century - 1461 * year / 4, month = (5 * in_year + 2) / 153;
    *date = (Date){ (100 * century + year) * 12 + month + 2, in_year - (153 * month + 2) / 5 + 1, true };
    return true;
}

static bool date_parse(const char *text, Date *date) {
    bool (*const forms[])(const char *at, Date *date) = { parse_day_and_name, parse_name_and_day, parse_numbered_date,
        parse_dated_year, parse_serial_number };
    skip_spaces(&text);
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++)
        if (forms[f](text, date) && date->day >= 1 && date->day <= 31) return true;
    return false;
}

const char *date_hint(Arena *arena, const char *text) {
    Date date;
    if (!date_parse(text, &date)) return NULL;
    if (!date.has_year) date = (Date){ (2000 + date.day) * 12 + date.month, 1, true };
    const char *write = "the period, such as 2018/19, 2018/19 Q1 or 2018-04";
    if (date.day == 1) write = single_month_text(arena, date.month);
    if (date.day == 1 && month_may_be_year(date.month))
        write = arena_format(
            arena, "%s for the month, or %d/%02d for the year", write, date.month / 12, (date.month / 12 + 1) % 100);
    return arena_format(
        arena, "a spreadsheet has probably changed it to a date: format the cell as text and write %s", write);
}

/* A year that is nearly written as one: 28/29, 2028 / 29, and any period with words behind it, 2028/29 £000. */
static const char *period_nearly(Arena *arena, const char *text) {
    enum { LONGEST_HEADING = 60 };
    Period period;
    const size_t letters = leading_letters(text);
    text += letters + (letters > 0 ? strspn(text + letters, " -:") : 0); /* FY28/29 */
    const size_t digits = strspn(text, "0123456789"), length = strlen(text);
    if (length > LONGEST_HEADING) return NULL;
    if (digits == 2 && length == 5) {
        const char *year = arena_format(arena, "20%s", text);
        if (period_parse(year, &period)) return year;
    }
    char *close = arena_text(arena, text);
    size_t kept = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ') close[kept++] = text[i];
    close[kept] = '\0';
    if (period_parse(close, &period)) return close;
    for (size_t end = length; letters == 0 && end-- > 1;)
        if (text[end] == ' ' && period_parse(arena_text_n(arena, text, end), &period))
            return arena_text_n(arena, text, end);
    return NULL;
}

const char *period_hint(Arena *arena, const char *text) {
    Period period;
    const char *plain = plain_spelling(arena, text);
    const char *hint = date_hint(arena, plain);
    if (hint) return odd_hint(arena, text, hint);
    const char *meant = plain != text && period_parse(plain, &period) ? plain : period_meant(arena, plain);
    if (!meant) meant = period_nearly(arena, plain);
    return odd_hint(arena, text,
        meant ? arena_format(arena, "did you mean \"%s\"?", meant)
              : "write a period as 2018/19, 2018/19 Q1 or 2018-04");
}

#include "table/workbook/number_format.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/exact_number.h"
#include "base/words.h"
#include "table/currency.h"
#include "table/period.h"

/* --- codes ------------------------------------------------------------------------------------------------------------- */

/* Of a place in a code, the next: one character, or what quotes, brackets and the like hold together. */
static size_t step_length(const char *at) {
    const char *end;
    switch (*at) {
    case '"': end = strchr(at + 1, '"'); return end ? (size_t)(end - at) + 1 : strlen(at);
    case '[': end = strchr(at + 1, ']'); return end ? (size_t)(end - at) + 1 : strlen(at);
    case '\\':
    case '_':
    case '*': {
        size_t length = 1;
        if (at[1]) length++;
        while (((unsigned char)at[length] & 0xC0) == 0x80) length++;
        return length;
    }
    default: return 1;
    }
}

/* Positive; negative; zero; text. A condition in brackets is for whoever wrote it: the first part then stands for all. */
static const char *section_of(Arena *arena, const char *code, double value) {
    enum { MOST_SECTIONS = 3 };
    const char *begin[MOST_SECTIONS] = { code }, *end[MOST_SECTIONS] = { code + strlen(code) };
    size_t count = 1;
    bool has_condition = false;
    for (const char *at = code; *at; at += step_length(at)) {
        has_condition = has_condition || (*at == '[' && strchr("<>=", at[1]) && at[1]);
        if (*at != ';') continue;
        end[count - 1] = at;
        if (count == MOST_SECTIONS) break;
        begin[count] = at + 1;
        end[count++] = code + strlen(code);
    }
    size_t taken = 0;
    if (!has_condition && value < 0 && count > 1) taken = 1;
    if (!has_condition && value == 0 && count > 2) taken = 2;
    if (begin[taken] == end[taken]) taken = 0; /* hidden, and yet it counts */
    return arena_text_n(arena, begin[taken], (size_t)(end[taken] - begin[taken]));
}

/* [$€-407] → "€", [$-409] → NULL */
static const char *bracket_currency(Arena *arena, const char *at, size_t length) {
    if (length < 4 || at[1] != '$') return NULL;
    const char *sign = at + 2;
    const size_t size = strcspn(sign, "-]");
    return size > 0 ? arena_text_n(arena, sign, size) : NULL;
}

static const char *literal_currency(Arena *arena, const char *text, size_t length) {
    while (length > 0 && *text == ' ') text++, length--;
    while (length > 0 && text[length - 1] == ' ') length--;
    for (size_t i = 0; i < length; i++)
        if (islower((unsigned char)text[i])) return NULL; /* a word, not a code */
    return length > 0 && is_currency(text, length) ? arena_text_n(arena, text, length) : NULL;
}

/* A sign that needs no quotes; 0: none begins here. */
static size_t bare_currency(const char *at) {
    if (isalpha((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '.' || *at == ',') return 0;
    const char *behind = at;
    return currency_skip(&behind) ? (size_t)(behind - at) : 0;
}

typedef struct Seen {
    bool percent, literal_percent, day, month, time, digit;
    const char *currency;
} Seen;

static bool is_elapsed(const char *at, size_t length) {
    size_t same = 1;
    while (same + 1 < length && strchr("hms", lower_letter(at[same]))) same++;
    return length > 2 && same + 1 == length;
}

static void see_literal(Arena *arena, Seen *seen, const char *text, size_t length) {
    const char *currency = literal_currency(arena, text, length);
    seen->literal_percent = seen->literal_percent || memchr(text, '%', length);
    if (currency) seen->currency = currency;
}

static void see_step(Arena *arena, Seen *seen, const char *at, size_t length) {
    const char *currency = NULL;
    if (*at == '"')
        see_literal(arena, seen, at + 1, length > 1 ? length - 2 : 0);
    else if (*at == '\\')
        see_literal(arena, seen, at + 1, length - 1);
    else if (*at == '[') {
        currency = bracket_currency(arena, at, length);
        seen->time = seen->time || is_elapsed(at, length);
    } else if (*at == '%')
        seen->percent = true;
    else if (*at == '0' || *at == '#' || *at == '?')
        seen->digit = true;
    else if (strchr("yYdDeE", *at))
        seen->day = seen->day || lower_letter(*at) != 'e' || !seen->digit; /* 0.0E+00 */
    else if (strchr("mM", *at))
        seen->month = true; /* or minutes, beside hours or seconds */
    else if (strchr("hHsS", *at))
        seen->time = true;
    if (currency) seen->currency = currency;
}

NumberFormat number_format_read(Arena *arena, const char *code, double value) {
    Seen seen = { 0 };
    if (!code || strncmp(code, "General", 7) == 0) return (NumberFormat){ 0 };
    for (const char *at = section_of(arena, code, value); *at;) {
        if (strncmp(at, "General", 7) == 0) {
            at += 7;
            continue;
        }
        const size_t bare = bare_currency(at);
        if (bare > 0) seen.currency = arena_text_n(arena, at, bare);
        const size_t length = bare > 0 ? bare : step_length(at);
        if (bare == 0) see_step(arena, &seen, at, length);
        at += length;
    }
    if (seen.day || (seen.month && !seen.time)) return (NumberFormat){ .sort = FORMAT_DATE };
    if (seen.time) return (NumberFormat){ .sort = FORMAT_TIME };
    if (seen.percent) return (NumberFormat){ .sort = FORMAT_PERCENT };
    if (seen.literal_percent) return (NumberFormat){ .sort = FORMAT_LITERAL_PERCENT };
    return (NumberFormat){ .currency = seen.currency };
}

const char *number_format_code(unsigned id) {
    static const struct {
        unsigned first, last;
        const char *code;
    } formats[] = { { 9, 9, "0%" }, { 10, 10, "0.00%" }, { 14, 17, "d/m/yyyy" }, { 18, 21, "h:mm:ss" },
        { 22, 22, "d/m/yyyy h:mm" }, { 27, 31, "d/m/yyyy" }, { 32, 35, "h:mm:ss" }, { 36, 36, "d/m/yyyy" },
        { 45, 47, "mm:ss" }, { 50, 58, "d/m/yyyy" } };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (id >= formats[i].first && id <= formats[i].last) return formats[i].code;
    return NULL;
}

/* --- numbers ------------------------------------------------------------------------------------------------------------ */

/* The longest is that of the least number, with its currency. */
typedef struct PlainText {
    char text[512];
    size_t length;
} PlainText;

static void add(PlainText *out, const char *text, int count) {
    for (int i = 0; i < count && text[i] && out->length + 1 < sizeof out->text; i++) out->text[out->length++] = text[i];
}

static void add_zeros(PlainText *out, int count) {
    for (int i = 0; i < count; i++) add(out, "0", 1);
}

/* Digits and the place of their point → text. */
static void add_digits(PlainText *out, const char *digits, int count, int point) {
    if (point <= 0) {
        add(out, "0.", 2);
        add_zeros(out, -point);
        add(out, digits, count);
        return;
    }
    add(out, digits, point < count ? point : count);
    add_zeros(out, point - count);
    if (point >= count) return;
    add(out, ".", 1);
    add(out, digits + point, count - point);
}

/* "-1.25e-07": its digits without a point; where that is, counted from the first of them. */
static int digits_of(const char *exact, char digits[NUMBER_TEXT], int *count) {
    int point = 0, exponent = 0;
    bool has_point = false;
    *count = 0;
    for (const char *at = exact; *at && *at != 'e'; at++) {
        if (*at == '.') has_point = true;
        if (*at < '0' || *at > '9') continue;
        if (*count == 0 && *at == '0') { /* in front of the first that counts */
            point -= has_point;
            continue;
        }
        digits[(*count)++] = *at;
        point += !has_point;
    }
    const char *e = strchr(exact, 'e');
    if (e && sscanf(e + 1, "%d", &exponent) != 1) exponent = 0;
    while (*count > 0 && digits[*count - 1] == '0') --*count;
    return point + exponent;
}

const char *number_as_text(Arena *arena, double value, NumberFormat format) {
    enum { MOST_CURRENCY = 32 };
    char exact[NUMBER_TEXT], digits[NUMBER_TEXT];
    int count;
    if (!isfinite(value)) return "";
    number_write_exact(value, exact);
    const int point = digits_of(exact, digits, &count) + (format.sort == FORMAT_PERCENT ? 2 : 0);
    PlainText out = { .length = 0 };
    if (value < 0) add(&out, "-", 1);
    if (format.currency) {
        const size_t length = strlen(format.currency);
        add(&out, format.currency, MOST_CURRENCY);
        if (length > 0 && isalpha((unsigned char)format.currency[length - 1])) add(&out, " ", 1);
    }
    if (count == 0)
        add(&out, "0", 1);
    else
        add_digits(&out, digits, count, point);
    /* In a file 50.125 might be fifty thousand and more, as others group; 50.1250 is not. */
    if (format.sort != FORMAT_PERCENT && point >= 1 && point <= 3 && count == point + 3) add(&out, "0", 1);
    if (format.sort == FORMAT_PERCENT) add(&out, "%", 1);
    return arena_text_n(arena, out.text, out.length);
}

/* --- dates -------------------------------------------------------------------------------------------------------------- */

/* Days since 1 March of year 0 → date: years that begin in March have their leap day last. */
static void date_of_days(long days, BookDate *date) {
    const long era = days / 146097, of_era = days % 146097;
    const long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const long of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    date->day = (int)(of_year - (153 * month + 2) / 5) + 1;
    date->month = (int)(month < 10 ? month + 3 : month - 9);
    date->year = (int)(year + era * 400) + (date->month <= 2);
}

bool date_of_serial(double serial, bool from_1904, BookDate *date) {
    static const double days_to_1904 = 1462, last_day = 2958465; /* 31 December 9999 */
    static const long first_day = 693899;                        /* 30 December 1899, since 1 March of year 0 */
    if (from_1904) serial += days_to_1904;
    if (!(serial >= 0) || serial >= last_day + 1) return false;
    double day = floor(serial);
    const double seconds = round((serial - day) * 86400);
    date->seconds = seconds < 86400 ? (int)seconds : 0;
    if (seconds >= 86400) day++;
    /* Excel counts a 29 February 1900, which never was. */
    if (day < 60 && !from_1904) day++;
    date_of_days(first_day + (long)day, date);
    return true;
}

bool date_of_iso(const char *text, BookDate *date) {
    int length = 0, hours = 0, minutes = 0;
    double seconds = 0;
    *date = (BookDate){ 0 };
    if (sscanf(text, "%4d-%2d-%2d%n", &date->year, &date->month, &date->day, &length) != 3) return false;
    if (text[length] == 'T' && sscanf(text + length + 1, "%2d:%2d:%lf", &hours, &minutes, &seconds) < 2) return false;
    if (date->year < 1 || date->month < 1 || date->month > 12 || date->day < 1 || date->day > 31) return false;
    if (!(hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60)) return false;
    date->seconds = hours * 3600 + minutes * 60 + (int)seconds;
    return text[length] == '\0' || text[length] == 'T';
}

const char *date_month_text(Arena *arena, BookDate date) {
    return period_text(arena, (Period){ date.year * 12 + date.month - 1, 1 });
}

const char *date_day_text(Arena *arena, BookDate date) {
    const char *day = arena_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    if (date.seconds == 0) return day;
    return arena_format(arena, "%s %02d:%02d", day, date.seconds / 3600, date.seconds / 60 % 60);
}

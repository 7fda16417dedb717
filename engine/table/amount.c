#include "table/amount.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_AMOUNT = 60 };

/* The number as it will be read: sign, digits with grouping taken out, and a power of ten. */
typedef struct Digits {
    char text[LONGEST_AMOUNT + 16]; /* digits and one '.' */
    size_t length;
    bool has_digit;
} Digits;

static bool skip_text(const char **at, const char *text) {
    const size_t length = strlen(text);
    if (strncmp(*at, text, length) != 0) return false;
    *at += length;
    return true;
}

static void skip_space(const char **at) {
    while (skip_text(at, " ") || skip_text(at, "\t") || skip_text(at, "\xC2\xA0")) {
    }
}

static bool skip_minus(const char **at) {
    return skip_text(at, "-") || skip_text(at, "\xE2\x88\x92") /* U+2212 */;
}

static bool skip_currency(const char **at) {
    static const char *const symbols[] = { "£", "€", "$", "GBP", "EUR", "USD" };
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++)
        if (skip_text(at, symbols[i])) return true;
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* 1234, 1,234 or 12,345,678: after the first comma groups are of three. 0,123 is how others write 0.123. NULL or the
   fault. */
static const char *read_whole(const char **at, Digits *digits) {
    size_t group = 0;
    bool grouped = false;
    for (;; ++*at) {
        if (is_digit(**at)) {
            if (digits->length >= LONGEST_AMOUNT) return "too long for a number";
            digits->text[digits->length++] = **at;
            digits->has_digit = true;
            group++;
        } else if (**at == ',') {
            if (group == 0 || group > 3 || (grouped && group != 3)) return "digits that are not grouped in threes";
            if (!grouped && digits->text[0] == '0') return "a comma after a leading zero";
            grouped = true;
            group = 0;
        } else {
            break;
        }
    }
    return grouped && group != 3 ? "digits that are not grouped in threes" : NULL;
}

static const char *read_digits(const char **at, Digits *digits) {
    const char *fault = read_whole(at, digits);
    if (fault || **at != '.') return fault;
    ++*at;
    digits->text[digits->length++] = '.';
    for (; is_digit(**at); ++*at) {
        if (digits->length >= LONGEST_AMOUNT) return "too long for a number";
        digits->text[digits->length++] = **at;
        digits->has_digit = true;
    }
    return **at == ',' ? "a comma after the decimal point" : NULL;
}

static int read_suffix(const char **at) {
    static const struct {
        const char *text;
        int exponent;
    } suffixes[] = { { "bn", 9 }, { "BN", 9 }, { "Bn", 9 }, { "k", 3 }, { "K", 3 }, { "m", 6 }, { "M", 6 } };
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (skip_text(at, suffixes[i].text)) return suffixes[i].exponent;
    return 0;
}

bool is_spreadsheet_error(const char *text) {
    static const char *const errors[] = { "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!",
        "#CALC!", "#FIELD!", "#GETTING_DATA" };
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (strcmp(text, errors[i]) == 0) return true;
    return strncmp(text, "Err:", 4) == 0;
}

static Amount faulty(const char *fault) {
    return (Amount){ .value = NAN, .fault = fault };
}

/* The sign and currency in either order; sets *negative and *bracketed. */
static const char *read_front(const char **at, bool *negative, bool *bracketed) {
    bool currency = false;
    *negative = *bracketed = false;
    for (;;) {
        skip_space(at);
        if (!*bracketed && !*negative && skip_text(at, "("))
            *bracketed = true;
        else if (!*negative && !*bracketed && skip_minus(at))
            *negative = true;
        else if (!currency && skip_currency(at))
            currency = true;
        else
            return NULL;
    }
}

/* One strtod, on digits and an exponent, gives the nearest double; without a decimal point no locale matters. */
static double to_double(Digits *digits, int exponent) {
    char text[LONGEST_AMOUNT + 32];
    size_t length = 0;
    for (size_t i = 0; i < digits->length; i++)
        if (digits->text[i] != '.') text[length++] = digits->text[i];
    const char *point = memchr(digits->text, '.', digits->length);
    const int decimals = point ? (int)(digits->length - (size_t)(point - digits->text) - 1) : 0;
    const int power = exponent - decimals;
    text[length++] = 'e';
    text[length++] = power < 0 ? '-' : '+';
    const int size = power < 0 ? -power : power;
    text[length++] = (char)('0' + size / 10);
    text[length++] = (char)('0' + size % 10);
    text[length] = '\0';
    return strtod(text, NULL);
}

static bool is_one_of(const char *text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(text, words[i]) == 0) return true;
    return false;
}

const char *amount_hint(const char *text) {
    static const char *const dashes[] = { "\xE2\x80\x93", "\xE2\x80\x94", "--", "\x96", "\x97" };
    static const char *const nothings[] = { "n/a", "na", "n.a.", "nil", "none", "tbc", "tba", "tbd", "?" };
    const size_t length = strlen(text);
    if (text[0] == '=') return "save the values, not the formulas";
    if (text[0] == '\'' || strncmp(text, "\xE2\x80\x98", 3) == 0 || text[0] == '"') return "clear the quotation mark";
    if (is_one_of(text, dashes, sizeof dashes / sizeof dashes[0])) return "nothing is a blank cell, or a plain -";
    if (is_one_of(text, nothings, sizeof nothings / sizeof nothings[0]))
        return "nothing is a blank cell; what is not known yet needs an estimate";
    if (length > 1 && is_digit(text[0]) && text[length - 1] == '-') return "a negative amount is written -500 or (500)";
    for (size_t i = 1; i + 1 < length; i++)
        if (text[i] == ' ' && is_digit(text[i - 1]) && is_digit(text[i + 1]))
            return "thousands are written 1000 or 1,000";
    return NULL;
}

Amount amount_parse(const char *text) {
    const char *at = text;
    bool negative, bracketed;
    Digits digits = { .length = 0 };
    skip_space(&at);
    if (*at == '\0') return faulty("nothing");
    if (*at == '#' || is_spreadsheet_error(at)) return faulty("a spreadsheet error");
    read_front(&at, &negative, &bracketed);
    if (negative && *at == '\0') return (Amount){ .value = 0 };

    const char *fault = read_digits(&at, &digits);
    if (fault) return faulty(fault);
    if (!digits.has_digit) return faulty("not a number");
    skip_space(&at);
    Amount amount = { .value = 0 };
    int exponent = read_suffix(&at);
    amount.has_suffix = exponent != 0;
    skip_space(&at);
    if (!amount.has_suffix && skip_text(&at, "%")) {
        amount.has_percent = true;
        exponent = -2;
    }
    skip_space(&at);
    if (bracketed && !skip_text(&at, ")")) return faulty(*at ? "not a number" : "an open bracket");
    skip_space(&at);
    if (*at != '\0') return faulty("not a number");
    amount.value = to_double(&digits, exponent);
    if (!isfinite(amount.value)) return faulty("too large");
    if ((negative || bracketed) && amount.value > 0) amount.value = -amount.value; /* no negative zero */
    return amount;
}

const char *money_in_words(Arena *arena, const char *currency, double amount) {
    char digits[64], grouped[96];
    const double rounded = round(fabs(amount) * 100) / 100;
    snprintf(digits, sizeof digits, "%.*f", rounded == floor(rounded) ? 0 : 2, rounded < 1e40 ? rounded : 1e40);
    const size_t whole = strspn(digits, "0123456789");
    size_t length = 0;
    for (size_t i = 0; digits[i]; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) grouped[length++] = ',';
        grouped[length++] = digits[i] >= '0' && digits[i] <= '9' ? digits[i] : '.';
    }
    grouped[length] = '\0';
    return arena_format(arena, "%s%s%s", amount < 0 && rounded > 0 ? "-" : "", currency, grouped);
}

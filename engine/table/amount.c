#include "table/amount.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "table/currency.h"
#include "table/odd_characters.h"

enum { LONGEST_AMOUNT = 60 };

/* The number as it will be read: sign, digits with grouping taken out, and a power of ten. */
typedef struct Digits {
    char text[LONGEST_AMOUNT + 16]; /* digits and one '.' */
    size_t length;
    size_t comma_count;
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
            if (group == 0 || group > 3 || (grouped && group != 3))
                return "commas must separate groups of three digits";
            if (!grouped && digits->text[0] == '0') return "a comma after a leading zero";
            grouped = true;
            digits->comma_count++;
            group = 0;
        } else {
            break;
        }
    }
    return grouped && group != 3 ? "commas must separate groups of three digits" : NULL;
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

/* The sign and currency in either order; sets *negative and *bracketed. The currency, or NULL. */
static const char *read_front(const char **at, bool *negative, bool *bracketed) {
    const char *currency = NULL;
    *negative = *bracketed = false;
    for (;;) {
        skip_space(at);
        if (!*bracketed && !*negative && skip_text(at, "("))
            *bracketed = true;
        else if (!*negative && !*bracketed && skip_minus(at))
            *negative = true;
        else if (currency || !(currency = currency_skip(at)))
            return currency;
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

static void count_decimals(const Digits *digits, Amount *amount) {
    const char *point = memchr(digits->text, '.', digits->length);
    amount->could_be_decimal = !point && digits->comma_count == 1;
    amount->is_grouped = digits->comma_count > 0 && !amount->could_be_decimal;
    if (!point) return;
    const size_t whole = (size_t)(point - digits->text);
    amount->decimal_count = digits->length - whole - 1;
    amount->could_be_grouped =
        amount->decimal_count == 3 && whole >= 1 && whole <= 3 && digits->text[0] != '0' && digits->comma_count == 0;
}

static bool is_one_of(const char *text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(text, words[i]) == 0) return true;
    return false;
}

Amount amount_parse(const char *text) {
    const char *at = text;
    bool negative, bracketed;
    Digits digits = { .length = 0 };
    skip_space(&at);
    if (*at == '\0') return faulty("nothing");
    if (*at == '#' || is_spreadsheet_error(at)) return faulty("a spreadsheet error");
    const char *currency = read_front(&at, &negative, &bracketed);
    if (negative && *at == '\0') return (Amount){ .value = 0 };

    const char *fault = read_digits(&at, &digits);
    if (fault) return faulty(fault);
    if (!digits.has_digit) return faulty("not a number");
    skip_space(&at);
    Amount amount = { .currency = currency };
    count_decimals(&digits, &amount);
    int exponent = read_suffix(&at);
    amount.has_suffix = exponent != 0;
    skip_space(&at);
    if (!amount.has_suffix && skip_text(&at, "%")) {
        amount.has_percent = true;
        exponent = -2;
    }
    skip_space(&at);
    if (bracketed && !skip_text(&at, ")")) return faulty(*at ? "not a number" : "a bracket is not closed");
    skip_space(&at);
    if (*at != '\0') return faulty("not a number");
    amount.value = to_double(&digits, exponent);
    if (!isfinite(amount.value)) return faulty("too large");
    if ((negative || bracketed) && amount.value > 0) amount.value = -amount.value; /* no negative zero */
    return amount;
}

static double to_power(double value, int exponent) {
    double factor = 1;
    for (int i = 0; i < (exponent < 0 ? -exponent : exponent); i++) factor *= 10;
    return exponent < 0 ? value / factor : value * factor;
}

static const char *write_instead(Arena *arena, const char *number) {
    return arena_format(arena, "write %s", number);
}

/* Whether it is a number, and one whose last word on its digits is not a guess. */
static bool is_number(const char *text) {
    return text[0] != '\0' && strcmp(text, "-") != 0 && !amount_parse(text).fault;
}

/* The text without the characters of a set. */
static const char *without(Arena *arena, const char *text, const char *set) {
    char *left = arena_alloc(arena, strlen(text) + 1);
    size_t length = 0;
    for (; *text; text++)
        if (!strchr(set, *text)) left[length++] = *text;
    left[length] = '\0';
    return left;
}

/* 1 234, 1'234: what is between two digits. */
static bool has_between_digits(const char *text, const char *set) {
    for (size_t i = 1; text[0] && text[i]; i++)
        if (strchr(set, text[i]) && is_digit(text[i - 1]) && is_digit(text[i + 1])) return true;
    return false;
}

/* 400000,50 and 400.000,50: the last comma is a decimal point, and what was between the thousands goes. */
static const char *decimal_comma_hint(Arena *arena, const char *text) {
    const char *comma = strrchr(text, ',');
    if (!comma || !is_digit(comma[1])) return NULL;
    const size_t decimals = strspn(comma + 1, "0123456789"), whole = (size_t)(comma - text);
    const char *point = memchr(text, '.', whole);
    const bool leads_with_zero = comma > text && comma[-1] == '0' && (whole == 1 || !is_digit(comma[-2]));
    if (memchr(text, ',', whole) || (decimals == 3 && !point && !leads_with_zero && whole < 4)) return NULL;
    const char *meant =
        arena_format(arena, "%s.%s", without(arena, arena_text_n(arena, text, whole), ". '"), comma + 1);
    return is_number(meant) ? arena_format(arena, "the decimal point is a full stop: %s", write_instead(arena, meant))
                            : NULL;
}

/* 1.00E+05 → 100000; NULL when it is no such number, or one too long to be written out. */
static const char *power_of_ten_hint(Arena *arena, const char *text) {
    enum { MOST_ZEROS = 18 };
    const size_t letter = strcspn(text, "eE"), sign = text[0] == '-';
    if (text[letter] == '\0' || letter == sign) return NULL;
    const char *power = text + letter + 1;
    const bool smaller = *power == '-';
    if (*power == '-' || *power == '+') power++;
    const size_t digits = strspn(power, "0123456789");
    const char *number = arena_text_n(arena, text, letter);
    if (digits == 0 || digits > 2 || power[digits] != '\0' || !is_number(number)) return NULL;
    const int exponent = (int)strtol(power, NULL, 10);
    if (exponent > MOST_ZEROS) return NULL;
    const double value = to_power(amount_parse(number).value, smaller ? -exponent : exponent);
    char written[64];
    snprintf(written, sizeof written, "%.*f", smaller ? exponent + 2 : 2, value);
    for (char *c = written; *c; c++)
        if (*c != '-' && !is_digit(*c)) *c = '.'; /* whatever the locale's is */
    size_t length = strlen(written);
    while (written[length - 1] == '0') length--;
    if (written[length - 1] == '.') length--;
    written[length] = '\0';
    return arena_format(arena, "%s: show the cells as plain numbers before saving", write_instead(arena, written));
}

/* 1.2 million and 12 thousand. */
static const char *size_word_hint(Arena *arena, const char *text) {
    static const struct {
        const char *word, *suffix;
    } sizes[] = { { "thousand", "k" }, { "mn", "m" }, { "mio", "m" }, { "mil", "m" }, { "million", "m" },
        { "billion", "bn" } };
    const size_t front = strspn(text, "0123456789.,-()£ ");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (strcasecmp(text + front, sizes[i].word) == 0) {
            const char *number = without(arena, arena_text_n(arena, text, front), " ");
            if (is_number(number)) return write_instead(arena, arena_format(arena, "%s%s", number, sizes[i].suffix));
        }
    return NULL;
}

/* A number, or at least written like one: the currency beside it is told first. */
static bool is_like_number(Arena *arena, const char *text) {
    return strpbrk(text, "0123456789") &&
           (is_number(text) || text[strspn(text, "0123456789.,-()' ")] == '\0' || size_word_hint(arena, text));
}

static const char *currency_before(Arena *arena, const char *text, const char **number) {
    const size_t sign = strspn(text, "(- ");
    const size_t length = strcspn(text + sign, "0123456789(- ");
    const char *rest = text + sign + length;
    if (!is_currency(text + sign, length)) return NULL;
    *number = arena_format(arena, "%.*s%s", (int)sign, text, rest + strspn(rest, " "));
    return is_like_number(arena, *number) ? arena_text_n(arena, text + sign, length) : NULL;
}

static const char *currency_behind(Arena *arena, const char *text, const char **number) {
    size_t end = strlen(text);
    const bool in_brackets = text[0] == '(' && text[end - 1] == ')';
    if (in_brackets) end--;
    size_t start = end;
    while (start > 0 && !is_digit(text[start - 1]) && text[start - 1] != ' ' && text[start - 1] != ')') start--;
    const char *currency = arena_text_n(arena, text + start, end - start);
    if (!is_currency(currency, end - start)) return NULL;
    while (start > 0 && text[start - 1] == ' ') start--;
    *number = arena_format(arena, "%.*s%s", (int)start, text, in_brackets ? ")" : "");
    return is_like_number(arena, *number) ? currency : NULL;
}

const char *currency_beside(Arena *arena, const char *text, const char **number) {
    const char *plain = plain_spelling(arena, text), *before = currency_before(arena, plain, number);
    return before || plain[0] == '\0' ? before : currency_behind(arena, plain, number);
}

/* 400000 £, 400000 GBP and 400000 pounds: whether the currency could be before the number. */
static const char *currency_hint(Arena *arena, const char *text) {
    const char *number, *currency = currency_beside(arena, text, &number), *at = currency;
    if (!currency || !is_number(number)) return NULL;
    if (amount_parse(number).currency || !currency_skip(&at) || *at)
        return arena_format(arena, "%s, without \"%s\"", write_instead(arena, number), currency);
    return arena_format(arena, "the currency goes before the number: %s",
        write_instead(arena, arena_format(arena, "%s%s", currency, number)));
}

/* 50p, ~5, 5-10, 5/2 and similar: what is not one amount. */
static const char *no_amount_hint(Arena *arena, const char *text) {
    static const char *const vague[] = { "~", "<", ">", "c.", "c ", "ca.", "ca ", "circa ", "approx", "about " };
    static const char *const between[] = { "-", "to" };
    const size_t number = strspn(text, "0123456789.,£"), space = strspn(text + number, " ");
    const char *rest = text + number + space;
    const char *second = rest + strspn(rest, "/.-");
    const size_t more = strspn(second, "0123456789");
    (void)arena;
    for (size_t i = 0; i < sizeof vague / sizeof vague[0]; i++)
        if (strncasecmp(text, vague[i], strlen(vague[i])) == 0 && strpbrk(text, "0123456789"))
            return "write one number, and its range in low, central and high";
    if (number == 0 || !is_digit(text[number - 1])) return NULL;
    if (more > 0 && second == rest + 1 && rest[0] == second[more] && is_digit(second[more + 1]))
        return "this is a date: write a number";
    if (strcmp(rest, "p") == 0) return "write pence as parts of a pound: 50p is 0.50";
    for (size_t i = 0; i < 2; i++)
        if (strncmp(rest, between[i], strlen(between[i])) == 0 && strpbrk(rest, "0123456789"))
            return "write one number, and its range in low, central and high";
    return strchr("+*/", *rest) && *rest && is_digit(rest[1]) ? "write the result" : NULL;
}

/* +1500 and £+1500. */
static const char *plus_hint(Arena *arena, const char *text) {
    const char *number = without(arena, text, "+ ");
    if (strchr(text, '+') && strlen(number) < strlen(text) && is_number(number))
        return arena_format(arena, "%s, without the plus sign", write_instead(arena, number));
    return NULL;
}

/* Of a text whose characters are plain ones. */
static const char *plain_hint(Arena *arena, const char *text) {
    static const char *const nothings[] = { "n/a", "na", "n.a.", "nil", "none", "tbc", "tba", "tbd", "?" };
    static const char *(*const guesses[])(Arena * arena, const char *text) = { decimal_comma_hint, power_of_ten_hint,
        currency_hint, size_word_hint, no_amount_hint, plus_hint };
    const size_t length = strlen(text);
    if (text[0] == '=') return "save the values, not the formulas";
    if (text[0] == '\'' || text[0] == '"') return "clear the quotation mark";
    if (length > 0 && strspn(text, "-") == length) return "for nothing, leave the cell blank or write a plain -";
    if (is_one_of(text, nothings, sizeof nothings / sizeof nothings[0]))
        return "for nothing, leave the cell blank; if it is not known yet, write an estimate";
    if (length > 1 && is_digit(text[0]) && text[length - 1] == '-') return "write a negative amount as -500 or (500)";
    for (size_t i = 0; i < sizeof guesses / sizeof guesses[0]; i++) {
        const char *hint = guesses[i](arena, text);
        if (hint) return hint;
    }
    if (has_between_digits(text, " '")) return "write thousands as 1000 or 1,000";
    return NULL;
}

const char *amount_hint(Arena *arena, const char *text, const char *fault) {
    const char *plain = plain_spelling(arena, text);
    const char *hint = plain_hint(arena, plain);
    /* What is left of "–500" is a number: only the character is wrong. */
    if (!hint && plain != text && is_number(plain)) hint = write_instead(arena, plain);
    if (!hint && strncmp(fault, "not a", 5) != 0) hint = fault;
    return odd_hint(arena, text, hint);
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

/* Units: how they read, multiply and are written. */
#include "formula/units.h"

#include <string.h>

#include "base/words.h"

enum { MOST_POWER = 99 };

static const char *const pure_words[] = { "%", "share", "index", "ratio", "factor" };

static size_t singular(const char *word) {
    const size_t length = strlen(word);
    return length > 1 && lower_letter(word[length - 1]) == 's' ? length - 1 : length;
}

static bool are_same_word(const char *a, const char *b) {
    const size_t length = singular(a);
    if (length != singular(b)) return false;
    for (size_t i = 0; i < length; i++)
        if (lower_letter(a[i]) != lower_letter(b[i])) return false;
    return true;
}

static bool is_pure_word(const char *word) {
    for (size_t i = 0; i < sizeof pure_words / sizeof pure_words[0]; i++)
        if (are_same_word(word, pure_words[i])) return true;
    return false;
}

static int find_factor(const UnitFactor *factors, uint32_t count, const char *word) {
    for (uint32_t i = 0; i < count; i++)
        if (are_same_word(factors[i].word, word)) return (int)i;
    return -1;
}

Unit unit_times(Arena *arena, const Unit *a, const Unit *b, int power) {
    UnitFactor *factors = arena_array(arena, a->count + b->count, sizeof *factors);
    uint32_t count = 0, kept = 0;
    for (; count < a->count; count++) factors[count] = a->factors[count];
    for (uint32_t i = 0; i < b->count; i++) {
        const int same = find_factor(factors, count, b->factors[i].word);
        if (same >= 0)
            factors[same].power += power * b->factors[i].power;
        else
            factors[count++] = (UnitFactor){ b->factors[i].word, power * b->factors[i].power };
    }
    for (uint32_t i = 0; i < count; i++)
        if (factors[i].power != 0) factors[kept++] = factors[i];
    return (Unit){ .is_known = a->is_known && b->is_known, .count = kept, .factors = factors };
}

static bool is_space(char c) {
    return c == ' ' || c == '\t';
}

static void skip_space(const char **at) {
    while (is_space(**at)) ++*at;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t word_length(const char *at) {
    return is_digit(*at) ? 0 : strcspn(at, " \t*/^()[],;=+<>\"");
}

/* The power after a word: 1 if missing; 0 when it is not a whole number. */
static int read_power(const char **at) {
    int power = 0, sign = 1;
    skip_space(at);
    if (**at != '^') return 1;
    ++*at;
    skip_space(at);
    if (**at == '-') {
        sign = -1;
        ++*at;
    }
    for (; is_digit(**at) && power <= MOST_POWER; ++*at) power = power * 10 + (**at - '0');
    return power > MOST_POWER ? 0 : sign * power;
}

/* A word with its power, or 1; false when it is neither. */
static bool read_factor(Arena *arena, const char **at, int sign, const char *currency, Unit *unit) {
    skip_space(at);
    if (**at == '1' && !is_digit((*at)[1])) {
        ++*at;
        return true;
    }
    const size_t length = word_length(*at);
    if (length == 0) return false;
    const char *word = arena_text_n(arena, *at, length);
    *at += length;
    const int power = read_power(at);
    if (power == 0) return false;
    if (is_pure_word(word)) return true;
    const char *money = currency ? currency : "£";
    if (strcmp(word, "£") == 0 || are_same_word(word, money)) word = money;
    const UnitFactor factor = { word, power };
    *unit = unit_times(arena, unit, &(Unit){ .is_known = true, .count = 1, .factors = &factor }, sign);
    return true;
}

Unit unit_parse(Arena *arena, const char *text, const char *currency) {
    const Unit unknown = { .is_known = false };
    Unit unit = { .is_known = true };
    for (int sign = 1;; text++) {
        if (!read_factor(arena, &text, sign, currency, &unit)) return unknown;
        skip_space(&text);
        if (*text == '\0') return unit;
        if (*text != '*' && *text != '/') return unknown;
        sign = *text == '*' ? 1 : -1;
    }
}

bool unit_is_pure(const Unit *unit) {
    return unit->is_known && unit->count == 0;
}

bool units_are_equal(const Unit *a, const Unit *b) {
    if (!a->is_known || !b->is_known || a->count != b->count) return false;
    for (uint32_t i = 0; i < a->count; i++) {
        const int same = find_factor(b->factors, b->count, a->factors[i].word);
        if (same < 0 || b->factors[same].power != a->factors[i].power) return false;
    }
    return true;
}

static const char *power_text(Arena *arena, const UnitFactor *factor) {
    const int power = factor->power < 0 ? -factor->power : factor->power;
    return power == 1 ? factor->word : arena_format(arena, "%s^%d", factor->word, power);
}

const char *unit_text(Arena *arena, const Unit *unit) {
    const char *text = "";
    if (unit->count == 0) return "a pure number";
    for (uint32_t i = 0; i < unit->count; i++)
        if (unit->factors[i].power > 0)
            text = arena_format(arena, "%s%s%s", text, *text ? "*" : "", power_text(arena, &unit->factors[i]));
    if (!*text) text = "1";
    for (uint32_t i = 0; i < unit->count; i++)
        if (unit->factors[i].power < 0) text = arena_format(arena, "%s/%s", text, power_text(arena, &unit->factors[i]));
    return text;
}

uint32_t units_of_money(Arena *arena, const char *currency, bool is_yearly, Unit units[MOST_MONEY_UNITS]) {
    uint32_t count = 0;
    units[count++] = unit_parse(arena, "£", currency);
    if (is_yearly) units[count++] = unit_parse(arena, "£/year", currency);
    units[count++] = unit_parse(arena, "£/period", currency);
    return count;
}

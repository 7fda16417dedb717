#include "report/document/number_text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/elementary.h"

double style_step(NumberStyle style) {
    double step = style.divisor;
    for (int i = 0; i < style.decimals; i++) step /= 10;
    return step;
}

/* Halves go away from zero, as a spreadsheet rounds. The tolerance is a few ulps: 2.675 is meant, though the double is
   a hair below. */
static double round_to(double number, int decimals) {
    double power = 1;
    for (int i = 0; i < decimals; i++) power *= 10;
    double scaled = fabs(number) * power;
    if (scaled > 1e15) return number;
    return copysign(floor(scaled * (1 + 4e-16) + 0.5) / power, number);
}

/* digits: "1234.56" with any decimal mark, decimals after it. */
static const char *group_thousands(Arena *arena, const char *digits, int decimals) {
    size_t whole = strspn(digits, "0123456789"), length = strlen(digits), used = 0;
    char *text = arena_alloc(arena, length + whole / 3 + 2);
    for (size_t i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0) text[used++] = ',';
        text[used++] = digits[i];
    }
    if (decimals > 0) {
        text[used++] = '.';
        memcpy(text + used, digits + length - (size_t)decimals, (size_t)decimals);
    }
    return text;
}

static double as_shown(double number, NumberStyle style) {
    return round_to(number / style.divisor, style.decimals);
}

/* Of a number as it is shown, without its sign. */
static const char *size_text(Arena *arena, double shown, NumberStyle style) {
    char digits[400];
    snprintf(digits, sizeof digits, "%.*f", style.decimals, fabs(shown));
    const char *grouped = isinf(shown) ? "infinite" : group_thousands(arena, digits, style.decimals);
    return arena_format(arena, "%s%s%s", style.prefix, grouped, style.suffix);
}

const char *number_text(Arena *arena, double number, NumberStyle style) {
    if (isnan(number)) return "n/a";
    const double shown = as_shown(number, style);
    const char *size = size_text(arena, shown, style);
    return shown < 0 ? arena_format(arena, "(%s)", size) : size;
}

const char *number_in_words(Arena *arena, double number, NumberStyle style) {
    if (isnan(number)) return "n/a";
    const double shown = as_shown(number, style);
    const char *size = size_text(arena, shown, style);
    return shown < 0 ? arena_format(arena, "−%s", size) : size;
}

const char *count_text(Arena *arena, uint64_t count) {
    return number_text(arena, (double)count, (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = 0 });
}

const char *share_text(Arena *arena, double share) {
    const bool is_whole = fabs(share * 100 - round(share * 100)) < 0.05;
    return number_text(
        arena, share, (NumberStyle){ .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = is_whole ? 0 : 1 });
}

NumberStyle style_money_in_words(const char *currency, double size) {
    size = fabs(size);
    NumberStyle style = { .prefix = currency, .suffix = "", .divisor = 1, .decimals = 0 };
    if (size >= 999.5e6)
        style.suffix = "bn", style.divisor = 1e9, style.decimals = 2;
    else if (size >= 99.95e6)
        style.suffix = "m", style.divisor = 1e6, style.decimals = 1;
    else if (size >= 999.5e3)
        style.suffix = "m", style.divisor = 1e6, style.decimals = 2;
    else if (size >= 9995)
        style.suffix = "k", style.divisor = 1e3;
    return style;
}

MoneyUnit money_unit(double size) {
    static const struct {
        double from;
        MoneyUnit unit;
    } units[] = {
        { 1e8, { { "", "", 1e6, 1 }, { "", "m", 1e6, 1 }, "m", " millions" } },
        { 1e6, { { "", "", 1e3, 0 }, { "", "m", 1e6, 3 }, "000", " thousands" } },
        { 1e5, { { "", "", 1e3, 0 }, { "", "k", 1e3, 0 }, "000", " thousands" } },
        { 0, { { "", "", 1, 0 }, { "", "", 1, 0 }, "", "" } },
    };
    size_t u = 0;
    while (u + 1 < sizeof units / sizeof units[0] && !(size >= units[u].from)) u++;
    return units[u].unit;
}

double round_to_two_figures(double number) {
    if (number == 0 || !isfinite(number)) return number;
    double unit = power_of_ten(decimal_exponent(number) - 1);
    return round(number / unit) * unit;
}

ChanceLook chance_look(double probability) {
    if (probability > 0 && probability < 0.001) return CHANCE_HARDLY;
    if (probability < 1 && probability > 0.999) return CHANCE_ALMOST_SURE;
    const bool near_an_end = (probability > 0 && probability < 0.0095) || (probability < 1 && probability > 0.9905);
    return near_an_end ? CHANCE_NEAR_AN_END : CHANCE_WHOLE;
}

const char *chance_text(Arena *arena, double probability) {
    const ChanceLook look = chance_look(probability);
    if (look == CHANCE_HARDLY) return "less than 0.1%";
    if (look == CHANCE_ALMOST_SURE) return "more than 99.9%";
    return number_text(arena, probability,
        (NumberStyle){ .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = look == CHANCE_NEAR_AN_END ? 1 : 0 });
}

const char *chance_cell(Arena *arena, double probability) {
    const ChanceLook look = chance_look(probability);
    return look == CHANCE_HARDLY ? "<0.1%" : look == CHANCE_ALMOST_SURE ? ">99.9%" : chance_text(arena, probability);
}

const char *odds_text(Arena *arena, double probability) {
    static const double least = 0.01, most = 0.95, from_tens = 1.0 / 3, nearness = 0.1; /* nearness: of the chance */
    if (!(probability >= least && probability <= most)) return NULL;
    const double in = round(1 / probability), tenths = round(10 * probability);
    if (in >= 2 && fabs(1 / in - probability) <= nearness * probability) return arena_format(arena, "1 in %g", in);
    const bool is_near = probability > from_tens && fabs(tenths / 10 - probability) <= nearness * probability;
    return is_near && tenths < 10 ? arena_format(arena, "%g in 10", tenths) : NULL;
}

const char *reach_text(Arena *arena, double probability) {
    if (isnan(probability)) return NULL;
    if (probability == 0) return "no outcome is as good as the plan";
    if (probability == 1) return "every outcome is as good as the plan";
    if (probability < 0.001) return "fewer than 1 in 1,000 outcomes are as good as the plan";
    const double in_1000 = round(1000 * probability);
    if (probability < 0.0095)
        return arena_format(
            arena, "only %g in 1,000 outcomes %s as good as the plan", in_1000, in_1000 == 1 ? "is" : "are");
    return arena_format(arena, "%s%s of outcomes are as good as the plan", probability < 0.5 ? "only " : "",
        chance_text(arena, probability));
}

const char *odd_trials_text(Arena *arena, uint64_t not_finite, uint64_t trials) {
    if (not_finite == 0) return NULL;
    return arena_format(arena, "In %s of %s outcomes a formula divides by 0. The figures leave these out.",
        count_text(arena, not_finite), count_text(arena, trials));
}

const char *sentence_text(Arena *arena, const char *clause) {
    char *sentence = arena_text(arena, clause);
    if (*sentence >= 'a' && *sentence <= 'z') *sentence = (char)(*sentence - 'a' + 'A');
    return sentence;
}

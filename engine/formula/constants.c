/* Arguments that have to be known when the case is read: numbers of periods, weights, digits and exponents. */
#include <math.h>

#include "formula/arithmetic.h"
#include "formula/compile.h"
#include "formula/read.h"

#define OTHER_EXPONENTS                                                                                                \
    "use other exponents only with numbers, words and functions of periods, not with quantities, drivers or indices"

enum { MOST_EXPONENT = 64, MOST_DIGITS = 9 };

static bool is_whole(double value, double least, double most) {
    return value >= least && value <= most && value == floor(value);
}

/* 0.1 * 30 is three periods, whatever a tenth is in binary. */
static double without_rounding_error(double value) {
    const double below = floor_of(value);
    return below == ceiling_of(value) ? below : value;
}

static const char *text_of(Reader *reader, uint32_t node) {
    return formula_text_of(reader->arena, &reader->formula, node);
}

static bool is_number(Reader *reader, uint32_t argument, const char *what, double *number) {
    const Node *node = &reader->nodes[argument];
    if (node->knowledge != KNOWN_AS_NUMBER) {
        reader_error(reader, node->start, "use numbers and periods_per_year only",
            "%s must be known when the case is read, but %s is not", what, text_of(reader, argument));
        return false;
    }
    *number = formula_known(reader->arena, &reader->formula, argument, reader->setting->horizon)[0];
    return true;
}

static bool take_whole(Reader *reader, Node *node, uint32_t argument, char takes) {
    static const struct {
        char takes;
        const char *what, *expected;
        double least, most;
    } rows[] = { { 'n', "a number of periods", "a whole number, 1 or more", 1, INFINITY },
        { 'l', "a number of periods", "a whole number, 0 or more", 0, INFINITY },
        { 'd', "a number of digits", "a whole number from -9 to 9", -MOST_DIGITS, MOST_DIGITS } };
    size_t r = 0;
    double number;
    while (rows[r].takes != takes) r++;
    if (!is_number(reader, argument, rows[r].what, &number)) return false;
    number = without_rounding_error(number);
    if (!is_whole(number, rows[r].least, rows[r].most)) {
        reader_error(reader, reader->nodes[argument].start,
            arena_format(reader->arena, "expected %s", rows[r].expected), "%s is not %s", text_of(reader, argument),
            rows[r].what);
        return false;
    }
    /* What lies before the first period is 0, however long before. */
    const double most = (double)reader->setting->horizon.period_count;
    node->whole = (int32_t)(number < most || takes == 'd' ? number : most);
    return true;
}

static bool take_weights(Reader *reader, Node *node, const uint32_t *arguments, uint32_t count) {
    double *weights = arena_array(reader->arena, count, sizeof *weights);
    for (uint32_t i = 1; i < count; i++) {
        if (!is_number(reader, arguments[i], "a weight", &weights[i - 1])) return false;
        if (isfinite(weights[i - 1])) continue;
        reader_error(reader, reader->nodes[arguments[i]].start, NULL, "%s is not a number: it divides by 0",
            text_of(reader, arguments[i]));
        return false;
    }
    node->weights = weights;
    node->whole = (int32_t)(count - 1);
    return true;
}

static const char *period_in_words(Reader *reader, uint32_t t) {
    const Period start = reader->setting->horizon.start;
    return period_text(
        reader->arena, (Period){ start.first_month + (int)t * start.length_months, start.length_months });
}

/* One value of an exponent that is not whole, or out of bounds: allowed where the base is known too, and not below 0. */
static bool check_value(
    Reader *reader, uint32_t base, const double *bases, uint32_t exponent, double value, uint32_t t) {
    const uint32_t start = reader->nodes[exponent].start;
    const char *period = period_in_words(reader, t), *text = text_of(reader, exponent);
    if (isnan(value))
        reader_error(reader, start, NULL, "the exponent %s divides by 0 in %s", text, period);
    else if (!bases && reader->nodes[exponent].knowledge == KNOWN_AS_NUMBER)
        reader_error(reader, start, OTHER_EXPONENTS, "the exponent %s is not a whole number from -64 to 64", text);
    else if (!bases)
        reader_error(reader, start, OTHER_EXPONENTS, "the exponent %s is %s in %s, not a whole number from -64 to 64",
            text, formula_number_text(reader->arena, value), period);
    else if (bases[t] < 0)
        reader_error(reader, start, "only whole powers of a number below 0 are numbers",
            "the base %s is below 0 in %s, and the exponent is %s", text_of(reader, base), period,
            formula_number_text(reader->arena, value));
    return !reader->failed;
}

/* Whole in each period, or both known. */
static bool check_exponent(Reader *reader, uint32_t base, uint32_t exponent) {
    const Node *of_base = &reader->nodes[base], *of_exponent = &reader->nodes[exponent];
    const Horizon horizon = reader->setting->horizon;
    if (of_exponent->knowledge == NOT_YET_KNOWN) {
        reader_error(reader, of_exponent->start, OTHER_EXPONENTS,
            "an exponent must be known when the case is read, but %s is not", text_of(reader, exponent));
        return false;
    }
    const double *values = formula_known(reader->arena, &reader->formula, exponent, horizon), *bases = NULL;
    if (of_base->knowledge != NOT_YET_KNOWN) bases = formula_known(reader->arena, &reader->formula, base, horizon);
    for (uint32_t t = 0; t < horizon.period_count; t++)
        if (!is_whole(values[t], -MOST_EXPONENT, MOST_EXPONENT) &&
            !check_value(reader, base, bases, exponent, values[t], t))
            return false;
    return true;
}

bool check_constants(Reader *reader, Node *node, const uint32_t *arguments, uint32_t count) {
    if (node->operation == OPERATION_POWER) return check_exponent(reader, arguments[0], arguments[1]);
    if (operations[node->operation].step == DO_COHORT) return take_weights(reader, node, arguments, count);
    for (uint32_t i = 1; i < count; i++) {
        const char takes = operation_takes(node->operation, i);
        if (takes != 'x' && !take_whole(reader, node, arguments[i], takes)) return false;
    }
    return true;
}

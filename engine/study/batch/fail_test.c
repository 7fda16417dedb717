/* Tests of a run's rows: STATISTIC(FIGURE/COUNCIL) < NUMBER. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "study/batch/batch.h"
#include "table/amount.h"

typedef struct Statistic {
    const char *name;
    size_t offset; /* of a double in BizcaseDistribution */
    bool is_probability;
} Statistic;

static const Statistic statistics[] = {
    { "mean", offsetof(BizcaseDistribution, mean), false },
    { "sd", offsetof(BizcaseDistribution, sd), false },
    { "probability_negative", offsetof(BizcaseDistribution, probability_negative), true },
    { "probability_at_least_plan", offsetof(BizcaseDistribution, probability_at_least_plan), true },
    { "probability_within_horizon", offsetof(BizcaseDistribution, probability_within_horizon), true },
};
enum { STATISTIC_COUNT = sizeof statistics / sizeof statistics[0] };

size_t batch_statistic_count(void) {
    return STATISTIC_COUNT + BIZCASE_PERCENTILE_COUNT;
}

const char *batch_statistic_name(Arena *arena, size_t statistic) {
    if (statistic < STATISTIC_COUNT) return statistics[statistic].name;
    return arena_format(arena, "p%g", bizcase_percentiles()[statistic - STATISTIC_COUNT]);
}

double batch_statistic(const BizcaseDistribution *distribution, size_t statistic) {
    if (statistic >= STATISTIC_COUNT) return distribution->percentiles[statistic - STATISTIC_COUNT];
    return *(const double *)(const void *)((const char *)distribution + statistics[statistic].offset);
}

const char *batch_statistic_unit(size_t statistic, const char *unit) {
    return statistic < STATISTIC_COUNT && statistics[statistic].is_probability ? "probability" : unit;
}

static bool refuse(Diagnostics *diagnostics, const char *hint, const char *what, const char *text) {
    diagnostics_error(diagnostics, (Place){ .asked = "tests" }, hint, "\"%s\" %s", text, what);
    return false;
}

static const char *trimmed(Arena *arena, const char *from, const char *to) {
    while (from < to && isspace((unsigned char)*from)) from++;
    while (to > from && isspace((unsigned char)to[-1])) to--;
    return arena_text_n(arena, from, (size_t)(to - from));
}

static bool is_statistic(Arena *arena, const char *name) {
    if (strcmp(name, "plan") == 0) return true;
    for (size_t s = 0; s < batch_statistic_count(); s++)
        if (strcmp(batch_statistic_name(arena, s), name) == 0) return true;
    return false;
}

static bool check_names(Arena *arena, Diagnostics *diagnostics, const FailTest *test) {
    if (!is_statistic(arena, test->statistic)) {
        const char **names = arena_array(arena, 1 + batch_statistic_count(), sizeof *names);
        names[0] = "plan";
        for (size_t s = 0; s < batch_statistic_count(); s++) names[1 + s] = batch_statistic_name(arena, s);
        return refuse(diagnostics, word_hint(arena, test->statistic, names, 1 + batch_statistic_count()),
            "is not a statistic", test->statistic);
    }
    if (bizcase_figure_find(test->figure) < bizcase_figure_count()) return true;
    const char **names = arena_array(arena, bizcase_figure_count(), sizeof *names);
    for (size_t f = 0; f < bizcase_figure_count(); f++) names[f] = bizcase_figure(f).name;
    return refuse(
        diagnostics, word_hint(arena, test->figure, names, bizcase_figure_count()), "is not a figure", test->figure);
}

bool fail_test_parse(Arena *arena, const char *text, Diagnostics *diagnostics, FailTest *test) {
    static const char expected[] = "such as \"p10(npv/CEC) < 0\" or \"bcr < 1.5\"";
    const char *sign = strpbrk(text, "<>"), *open = strchr(text, '(');
    *test = (FailTest){ .text = arena_text(arena, text), .statistic = "plan", .council = "joint" };
    if (!sign) return refuse(diagnostics, expected, "is not a test", text);
    const char *left = text, *end = sign;
    if (open && open < sign) {
        test->statistic = trimmed(arena, text, open);
        left = open + 1;
        end = memchr(left, ')', (size_t)(sign - left));
        if (!end || *trimmed(arena, end + 1, sign)) return refuse(diagnostics, expected, "is not a test", text);
    }
    const char *slash = memchr(left, '/', (size_t)(end - left));
    test->figure = trimmed(arena, left, slash ? slash : end);
    if (slash) test->council = trimmed(arena, slash + 1, end);
    const bool or_equal = sign[1] == '=';
    test->comparison = *sign == '<' ? (or_equal ? TEST_AT_MOST : TEST_BELOW) : (or_equal ? TEST_AT_LEAST : TEST_ABOVE);
    const char *number = trimmed(arena, sign + 1 + or_equal, text + strlen(text));
    const Amount amount = amount_parse(number);
    test->bound = amount.value;
    if (!*number || amount.fault) return refuse(diagnostics, expected, "does not end with a number", text);
    return check_names(arena, diagnostics, test);
}

bool fail_test_holds(const FailTest *test, const BizcaseBatchOutcome *outcome) {
    for (size_t r = 0; r < outcome->row_count; r++) {
        const BizcaseBatchRow *row = &outcome->rows[r];
        if (strcmp(row->statistic, test->statistic) != 0 || strcmp(row->figure, test->figure) != 0 ||
            strcmp(row->council, test->council) != 0)
            continue;
        switch (test->comparison) {
        case TEST_BELOW: return !(row->value >= test->bound);
        case TEST_AT_MOST: return !(row->value > test->bound);
        case TEST_ABOVE: return !(row->value <= test->bound);
        case TEST_AT_LEAST: return !(row->value < test->bound);
        }
    }
    return true;
}

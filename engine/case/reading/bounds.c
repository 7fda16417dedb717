#include "case/reading/bounds.h"

#include <string.h>

static const struct {
    double least, most;
    NumberRule rule;
    const char *what;
} table[BOUND_COUNT] = {
#define BOUND_ROW(name, least, most, rule, what) [BOUND_##name] = { least, most, rule, what },
    BOUNDS(BOUND_ROW)
#undef BOUND_ROW
};

Reading row_within(const Row *row, size_t column, Bound bound, double *value) {
    const Reading reading = row_number(row, column, table[bound].rule, value);
    if (reading != READ_GOOD || (*value >= table[bound].least && *value <= table[bound].most)) return reading;
    const char *hint = NULL, *text = row_text(row, column);
    if (*value > 1 && *value <= 100 && table[bound].most <= 1 && (*value >= 2 || table[bound].least == 0) &&
        !strchr(text, '%'))
        hint = arena_format(row->loader->arena, "did you mean \"%s%%\"?", text);
    row_error(row, column, hint, "\"%s\" is not %s", text, table[bound].what);
    return READ_BAD;
}

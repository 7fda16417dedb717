/* Cases that are wrong in one way, and the one diagnostic that each must give. */
#ifndef TESTS_SUPPORT_EXPECTED_DIAGNOSTIC_H
#define TESTS_SUPPORT_EXPECTED_DIAGNOSTIC_H

#include "support/temporary_case.h"

typedef struct ExpectedDiagnostic {
    CaseFile files[MOST_CASE_FILES]; /* without costs.csv or benefits.csv a plain costs.csv is added */
    const char *scenario, *change;   /* NULL: none */
    const char *place;               /* "costs.csv:2:9" */
    BizcaseSeverity severity;
    const char *message, *hint;
} ExpectedDiagnostic;

static const CaseFile plain_costs = { "costs.csv", "line,2018/19,2019/20\na,1,2\n" };

static inline bool has_file(const CaseFile *files, const char *path) {
    for (size_t f = 0; f < MOST_CASE_FILES && files[f].path; f++)
        if (strcmp(files[f].path, path) == 0) return true;
    return false;
}

static inline void place_of(const BizcaseDiagnostic *item, char text[TEMPORARY_PATH]) {
    snprintf(text, TEMPORARY_PATH, "%s:%u:%u", *item->file ? item->file : item->field, item->line, item->column);
}

/* Cases that are wrong in one way need not use all that they define. */
static inline bool is_beside_the_point(const BizcaseDiagnostic *item, const ExpectedDiagnostic *expected) {
    static const char unused[] = "nothing uses ";
    return strncmp(item->message, unused, strlen(unused)) == 0 &&
           strncmp(expected->message, unused, strlen(unused)) != 0;
}

static inline void check_diagnostic(const ExpectedDiagnostic *expected, size_t row) {
    CaseFile files[MOST_CASE_FILES];
    memcpy(files, expected->files, sizeof files);
    if (!has_file(files, "costs.csv") && !has_file(files, "benefits.csv")) {
        size_t end = 0;
        while (files[end].path) end++;
        files[end] = plain_costs;
    }
    TemporaryCase made = temporary_case(files, (BizcaseCaseRequest){ .scenarios = &expected->scenario,
                                                   .scenario_count = expected->scenario != NULL,
                                                   .changes = &expected->change,
                                                   .change_count = expected->change != NULL });
    size_t all, count = 0;
    char place[TEMPORARY_PATH] = "";
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(made.loaded, &all), *said = NULL;
    for (size_t i = 0; i < all; i++) {
        if (is_beside_the_point(&items[i], expected)) continue;
        said = &items[i];
        count++;
    }
    if (said) place_of(said, place);
    if (count != 1 || strcmp(place, expected->place) != 0 || strcmp(said->message, expected->message) != 0 ||
        strcmp(said->hint, expected->hint) != 0 || said->severity != expected->severity) {
        print_error("row %zu should say only\n  %s: %s [%s]\nand says\n", row, expected->place, expected->message,
            expected->hint);
        print_case_diagnostics(made.loaded);
        fail();
    }
    if (expected->severity == BIZCASE_WARNING)
        assert_int_equal(made.status, BIZCASE_OK);
    else
        assert_int_not_equal(made.status, BIZCASE_OK);
    temporary_case_free(&made);
}

static inline void check_diagnostics(const ExpectedDiagnostic *rows, size_t count) {
    for (size_t r = 0; r < count; r++) check_diagnostic(&rows[r], r);
}

#endif

/* What reaches a figure is worked out with + − × ÷, √ and the engine's own functions (base/elementary.h, evaluate/power.h),
   or rounded as quantile tables are: then a page has the command's bits, and a machine those of every other. This reads the
   sources, as seen from the project's folder, for calls of a mathematics library or of GSL that are not in the list below. */
#include "support/assert_close.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of math.h, what a library may round as it likes. The others are exact, or rounded correctly by IEEE 754. */
static const char *const rounded[] = { "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos",
    "cosh", "erf", "erfc", "exp", "exp10", "exp2", "expm1", "hypot", "lgamma", "log", "log10", "log1p", "log2", "pow",
    "sin", "sinh", "tan", "tanh", "tgamma" };

typedef struct Allowed {
    const char *file, *function, *reason;
} Allowed;

static const Allowed allowed[] = {
    { "engine/sample/tabulate.c", "gsl_cdf_ugaussian_P", "nodes of the table are rounded" },
    { "engine/sample/normal.c", "gsl_cdf_ugaussian_Pinv", "tables and quantiles by a standard are rounded" },
    { "engine/sample/normal.c", "gsl_cdf_ugaussian_Qinv", "tables and quantiles by a standard are rounded" },
    { "engine/sample/gamma.c", "gsl_cdf_gamma_P", "inverted for tables and quantiles, which are rounded" },
    { "engine/sample/gamma.c", "gsl_cdf_gamma_Q", "inverted for tables and quantiles, which are rounded" },
    { "engine/sample/gamma.c", "gsl_sf_lngamma", "of the density, which only leads the inversion" },
    { "engine/sample/beta.c", "gsl_cdf_beta_P", "inverted for tables and quantiles, which are rounded" },
    { "engine/sample/beta.c", "gsl_cdf_beta_Q", "inverted for tables and quantiles, which are rounded" },
    { "engine/sample/beta.c", "gsl_sf_lnbeta", "of the density, which only leads the inversion" },
    { "engine/sample/gamma.c", "exp", "of the density, which only leads the inversion" },
    { "engine/sample/gamma.c", "log", "of the density, which only leads the inversion" },
    { "engine/sample/beta.c", "exp", "of the density, which only leads the inversion" },
    { "engine/sample/beta.c", "log", "of the density, which only leads the inversion" },
    { "engine/sample/beta.c", "log1p", "of the density, which only leads the inversion" },
    { "engine/sample/weibull.c", "gsl_sf_gamma", "the mean is rounded" },
    { "engine/sample/rank_correlation.c", "sin", "normal correlations are rounded" },
    { "engine/sample/rank_correlation.c", "asin", "normal correlations are rounded" },
    { "engine/sample/rank_correlation.c", "cos", "of an integral whose end is rounded" },
    { "engine/sample/rank_correlation.c", "exp", "of an integral whose end is rounded" },
    { "engine/sample/rank_correlation.c", "gsl_cdf_ugaussian_Pinv", "of an integral whose end is rounded" },
    { "engine/study/simulation/interval.c", "sin", "Student's quantile is rounded" },
    { "engine/study/simulation/interval.c", "cos", "Student's quantile is rounded" },
    { "engine/study/simulation/interval.c", "tan", "Student's quantile is rounded" },
    { "engine/sample/correlation.c", "gsl_eigen_symmv", "the repaired matrix is rounded" },
};

/* Of GSL, what is arithmetic of a given order, or none at all. */
static const char *const plain_gsl[] = { "gsl_root_", "gsl_matrix_view_array", "gsl_vector_view_array", "gsl_cheb_" };

typedef struct Search {
    bool used[COUNT_OF(allowed)];
    int calls, wrong, files;
    bool quiet;
} Search;

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Blanks comments, and what strings and characters hold. */
static void keep_code(char *text) {
    for (char *c = text; *c; c++) {
        if (c[0] == '/' && c[1] == '/')
            for (; *c && *c != '\n'; c++) *c = ' ';
        else if (c[0] == '/' && c[1] == '*') {
            for (; *c && !(c[0] == '*' && c[1] == '/'); c++)
                if (*c != '\n') *c = ' ';
            if (*c) *c++ = ' ', *c = ' ';
        } else if (*c == '"' || *c == '\'') {
            const char quote = *c++;
            for (; *c && *c != quote; *c++ = ' ')
                if (*c == '\\' && c[1]) *c++ = ' ';
        }
        if (!*c) break;
    }
}

/* exp, expf and expl are one function; so is __builtin_exp. */
static bool is_rounded(const char *name) {
    char plain[64];
    snprintf(plain, sizeof plain, "%s", strncmp(name, "__builtin_", 10) == 0 ? name + 10 : name);
    for (int suffix = 0; suffix < 2; suffix++) {
        for (size_t i = 0; i < COUNT_OF(rounded); i++)
            if (strcmp(plain, rounded[i]) == 0) return true;
        const size_t length = strlen(plain);
        if (length < 2 || (plain[length - 1] != 'f' && plain[length - 1] != 'l')) return false;
        plain[length - 1] = '\0';
    }
    return false;
}

static bool is_gsl(const char *name) {
    if (strncmp(name, "gsl_", 4) != 0) return false;
    for (size_t i = 0; i < COUNT_OF(plain_gsl); i++)
        if (strncmp(name, plain_gsl[i], strlen(plain_gsl[i])) == 0) return false;
    return true;
}

static void look_at_call(Search *search, const char *file, int line, const char *name) {
    if (!is_rounded(name) && !is_gsl(name)) return;
    search->calls++;
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (strcmp(allowed[i].file, file) == 0 && strcmp(allowed[i].function, name) == 0) {
            search->used[i] = true;
            return;
        }
    search->wrong++;
    if (search->quiet) return;
    print_error(
        "%s:%d: %s is a library's: use base/elementary.h, or round it and say so in this test\n", file, line, name);
}

static void look_at_text(Search *search, const char *file, char *text) {
    int line = 1;
    keep_code(text);
    for (const char *c = text; *c;) {
        if (*c == '\n') line++;
        if (!is_word(*c)) {
            c++;
            continue;
        }
        char name[64];
        const char *end = c;
        while (is_word(*end)) end++;
        snprintf(name, sizeof name, "%.*s", (int)(end - c), c);
        const bool is_member = c > text && (c[-1] == '.' || (c[-1] == '>' && c[-2] == '-'));
        for (c = end; *c == ' ';) c++;
        if (*c == '(' && !is_member) look_at_call(search, file, line, name);
    }
}

static void look_at_file(Search *search, const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    char *text = calloc((size_t)size + 1, 1);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)size, file), size);
    fclose(file);
    look_at_text(search, path, text);
    free(text);
    search->files++;
}

static void look_through(Search *search, const char *path) {
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[512];
        const size_t length = strlen(entry->d_name);
        assert_true(snprintf(name, sizeof name, "%s/%s", path, entry->d_name) < (int)sizeof name);
        if (length > 2 &&
            (strcmp(entry->d_name + length - 2, ".c") == 0 || strcmp(entry->d_name + length - 2, ".h") == 0))
            look_at_file(search, name);
        else if (!strchr(entry->d_name, '.'))
            look_through(search, name);
    }
    closedir(folder);
}

static void calls_are_found_in_code_alone(void **state) {
    static const struct {
        const char *text;
        int calls;
    } rows[] = { { "x = pow(2, y);", 1 }, { "x = expf (y) + __builtin_log(y);", 2 }, { "/* pow(2) */ // exp(3)\n", 0 },
        { "s = \"LN(\\\"pow(x)\"; c = '\"'; x = sin(1);", 1 }, { "explore(x); power(x, y); z->exp(1); a.log(2);", 0 },
        { "gsl_cdf_gamma_P(x); gsl_root_test_interval(x);", 1 }, { "sqrt(x) + floor(x) + fabs(x)", 0 } };
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        char text[128];
        Search search = { .quiet = true };
        snprintf(text, sizeof text, "%s", rows[r].text);

        look_at_text(&search, allowed[0].file, text);

        assert_int_equal(search.calls, rows[r].calls);
    }
}

static void no_figure_hangs_on_the_bits_of_a_library(void **state) {
    Search search = { .quiet = false };
    (void)state;

    look_through(&search, "engine");

    assert_true(search.files > 100);
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (!search.used[i])
            print_error("%s no longer calls %s: strike it out\n", allowed[i].file, allowed[i].function);
    for (size_t i = 0; i < COUNT_OF(allowed); i++) assert_true(search.used[i]);
    assert_int_equal(search.wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_are_found_in_code_alone),
        cmocka_unit_test(no_figure_hangs_on_the_bits_of_a_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

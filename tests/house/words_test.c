/* Turns of phrase that are not plain English, and what to write instead. Nobody should read them: not in the texts of the
   engine and of the page, not in what the command prints, not in the READMEs, and not in the notes of the samples. Add a row
   when you find another. */
#include <ctype.h>
#include <dirent.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/assert_close.h"
#include "support/file_text.h"

typedef struct Phrase {
    const char *pattern; /* extended regular expression; capitals do not matter */
    const char *found;   /* an example of it */
    const char *better;  /* the same in plain English */
} Phrase;

static const Phrase phrases[] = {
    { "\\b(is|are|be|was|were) none\\b", "where there is none", "if there is no baseline" },
    { "\\bnone of (them|which)\\b", "and none of them gains", "no council gains" },
    { "\\b(stand|stands|stood)\\b", "the case as it stands", "the case without changes" },
    { "\\b(is|are|be|was|were|been) told\\b|\\b(told|tells?) of\\b", "it is told beside", "the table shows it" },
    { "\\bworth to know\\b", "what it is worth to know", "the most it is worth paying to find out" },
    { "\\b(for|of|by|takes?) all together\\b", "for all together", "for all councils" },
    { "\\bnought\\b", "crosses nought", "is above zero" },
    { "\\b(bears|borne)\\b|\\bbear (the|its|part|what|costs?|half)\\b", "costs that it bears", "costs that it pays" },
    { "\\b(lie|lies|lay) (between|below|above|beyond|within|outside|at)\\b", "lie between", "are between" },
    { "\\bto be broken\\b", "the envelope is to be broken", "it costs more than budgeted" },
    { "\\bby the root of\\b", "by the root of their number", "more trials would change the last digits" },
    { "\\banew\\b", "worked out anew", "worked out again" },
    { "\\bmend(s|ed)?\\b", "mend the first problem", "correct the first problem" },
    { "\\bthe one\\b.{1,60}\\bthe other\\b", "the one gains, the other loses", "Northshire gains, Southshire loses" },
    { "\\bin the red\\b", "in the red for good", "below zero" },
    { "\\bcounts? as none\\b", "money that counts as none", "rounding tolerance" },
    { "\\bthe like\\b", "a share or the like", "a share or similar" },
    { "\\bif rarely\\b", "could, if rarely, fall", "could fall in rare trials" },
    { "\\b(is|are) there already\\b", "is there already", "already exists" },
    { "\\bis said\\b|\\bare said\\b", "it is said in the answer", "the answer says so" },
    { "\\b(held|hold|holds) against\\b", "figures to hold against the sheet", "figures to compare with the sheet" },
    { "\\bthere is but\\b", "there is but one", "there is only one" },
    { "\\bof whom\\b|\\bwhereof\\b|\\bthereof\\b", "a part thereof", "a part of it" },
};

typedef struct Search {
    regex_t compiled[COUNT_OF(phrases)];
    size_t texts, found;
} Search;

static void search_start(Search *search) {
    *search = (Search){ 0 };
    for (size_t p = 0; p < COUNT_OF(phrases); p++)
        assert_int_equal(regcomp(&search->compiled[p], phrases[p].pattern, REG_EXTENDED | REG_ICASE), 0);
}

static void search_end(Search *search) {
    for (size_t p = 0; p < COUNT_OF(phrases); p++) regfree(&search->compiled[p]);
}

static void look_at(Search *search, const char *text, const char *path, unsigned line) {
    regmatch_t match;
    search->texts++;
    for (size_t p = 0; p < COUNT_OF(phrases); p++) {
        if (regexec(&search->compiled[p], text, 1, &match, 0) != 0) continue;
        search->found++;
        print_error("%s:%u: \"%.*s\": write as in \"%s\"\n", path, line, (int)(match.rm_eo - match.rm_so),
            text + match.rm_so, phrases[p].better);
    }
}

/* A sentence may go over several lines of a paragraph, so line ends are spaces, and a blank line ends a text. */
static void look_at_paragraphs(Search *search, const char *path) {
    char *text = read_file(path);
    unsigned line = 1;
    for (char *at = text; *at;) {
        char *end = strstr(at, "\n\n");
        const unsigned first = line;
        if (end) *end = '\0';
        for (char *c = at; *c; c++)
            if (*c == '\n') *c = ' ', line++;
        look_at(search, at, path, first);
        if (!end) break;
        line += 2;
        at = end + 2;
    }
    free(text);
}

static void look_at_lines(Search *search, const char *path) {
    char *text = read_file(path), *rest = NULL;
    unsigned line = 0;
    for (char *at = text; at; at = rest) {
        rest = strchr(at, '\n');
        if (rest) *rest++ = '\0';
        look_at(search, at, path, ++line);
    }
    free(text);
}

/* The end of a comment, of a string's literal or of a character's that begins at c, or c itself. */
static const char *after_comment(const char *c) {
    if (c[0] == '/' && c[1] == '/') return c + strcspn(c, "\n");
    if (c[0] != '/' || c[1] != '*') return c;
    const char *end = strstr(c, "*/");
    return end ? end + 2 : c + strlen(c);
}

/* Of C and JavaScript: literals side by side are one text. */
static void look_at_literals(Search *search, const char *path) {
    char *source = read_file(path), *text = malloc(strlen(source) + 1);
    assert_non_null(text);
    size_t length = 0;
    unsigned line = 1, first = 1;
    for (const char *c = source; *c;) {
        const char *next = after_comment(c);
        if (next != c) {
            for (; c < next; c++) line += *c == '\n';
            continue;
        }
        if (*c == '"' || *c == '\'' || *c == '`') {
            const char quote = *c++;
            if (length == 0) first = line;
            for (; *c && *c != quote && (quote == '`' || *c != '\n'); c++) {
                if (*c == '\\' && c[1] == 'n') {
                    text[length++] = ' ';
                    c++;
                    continue;
                }
                if (*c == '\\' && c[1]) c++;
                line += *c == '\n';
                text[length++] = *c;
            }
            if (*c == quote) c++;
            continue;
        }
        if (!isspace((unsigned char)*c) && *c != '\\' && length > 0) {
            text[length] = '\0';
            look_at(search, text, path, first);
            length = 0;
        }
        line += *c == '\n';
        c++;
    }
    free(text);
    free(source);
}

static bool has_ending(const char *path, const char *ending) {
    const size_t length = strlen(path), size = strlen(ending);
    return length >= size && strcmp(path + length - size, ending) == 0;
}

/* Every file below a folder whose path ends so. */
static void look_below(
    Search *search, const char *folder, const char *ending, void (*look)(Search *search, const char *path)) {
    DIR *open = opendir(folder);
    assert_non_null(open);
    for (struct dirent *entry; (entry = readdir(open));) {
        char path[1024];
        struct stat about;
        if (entry->d_name[0] == '.') continue;
        assert_true(snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path);
        if (stat(path, &about) != 0) continue;
        if (S_ISDIR(about.st_mode))
            look_below(search, path, ending, look);
        else if (has_ending(path, ending))
            look(search, path);
    }
    closedir(open);
}

static void each_phrase_is_found_and_not_what_is_better(void **state) {
    (void)state;
    Search search;
    search_start(&search);
    for (size_t p = 0; p < COUNT_OF(phrases); p++) {
        assert_int_equal(regexec(&search.compiled[p], phrases[p].found, 0, NULL, 0), 0);
        for (size_t other = 0; other < COUNT_OF(phrases); other++)
            assert_int_equal(regexec(&search.compiled[other], phrases[p].better, 0, NULL, 0), REG_NOMATCH);
    }
    search_end(&search);
}

static void texts_of_the_engine_are_in_plain_english(void **state) {
    (void)state;
    static const char *const rooms[] = { "base", "case", "chart", "cli", "evaluate", "formula", "model", "page",
        "report", "sample", "study", "table" };
    Search search;
    search_start(&search);
    for (size_t r = 0; r < COUNT_OF(rooms); r++) {
        static const char *const endings[] = { ".c", ".h", ".mjs" };
        char folder[64];
        snprintf(folder, sizeof folder, "engine/%s", rooms[r]);
        for (size_t e = 0; e < COUNT_OF(endings); e++) look_below(&search, folder, endings[e], look_at_literals);
    }
    search_end(&search);

    assert_true(search.texts > 1000);
    assert_int_equal(search.found, 0);
}

static void readmes_and_notes_are_in_plain_english(void **state) {
    (void)state;
    static const char *const readmes[] = { "README.md", "scenarios/README.md", "scenarios/business-case.md",
        "engine/README.md", "bench/README.md" };
    Search search;
    search_start(&search);
    for (size_t r = 0; r < COUNT_OF(readmes); r++) look_at_paragraphs(&search, readmes[r]);
    look_below(&search, "scenarios", ".csv", look_at_lines);
    search_end(&search);

    assert_true(search.texts > 1000);
    assert_int_equal(search.found, 0);
}

static void what_the_command_prints_is_in_plain_english(void **state) {
    (void)state;
    Search search;
    search_start(&search);
    look_below(&search, "tests/cases", "/output", look_at_paragraphs);
    look_below(&search, "tests/cases", "/errors", look_at_paragraphs);
    search_end(&search);

    assert_true(search.texts > 300);
    assert_int_equal(search.found, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_phrase_is_found_and_not_what_is_better),
        cmocka_unit_test(texts_of_the_engine_are_in_plain_english),
        cmocka_unit_test(readmes_and_notes_are_in_plain_english),
        cmocka_unit_test(what_the_command_prints_is_in_plain_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

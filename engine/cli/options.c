#include "options.h"

#include <getopt.h>
#include <string.h>

#include "escape.h"
#include "words.h"

#define OPTION(fields, ...) +1
enum {
    LONG_BASE = 256,
    OPTION_COUNT = 0
#include "option_rows.h"
};

ExitStatus usage_fault(const Verb *verb, const char *what, const char *hint) {
    fprintf(stderr, "bizcase %s: ", verb->name);
    message_put(stderr, what);
    fputc('\n', stderr);
    if (hint) fprintf(stderr, "    %s\n", hint);
    fprintf(stderr, "    run \"bizcase %s --help\" for help\n", verb->name);
    return EXIT_USAGE;
}

static ExitStatus unknown_option(const Verb *verb, const char *word) {
    const char *names[OPTION_COUNT];
    char what[256], hint[128];
    size_t count = 0, length = strcspn(word, "=");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_is_taken(verb, &option_rows[i])) names[count++] = option_rows[i].name;
    snprintf(what, sizeof what, "\"%.*s\" is not an option of this verb", (int)(length < 100 ? length : 100), word);
    char plain[64] = "";
    const char *start = word + strspn(word, "-");
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(start, "="), start);
    const char *nearest = nearest_word(plain, names, count);
    if (nearest) snprintf(hint, sizeof hint, "did you mean --%s?", nearest);
    return usage_fault(verb, what, nearest ? hint : NULL);
}

/* The choice that a name of the value most likely meant, which is none of them; NULL when none is near. */
static const char *nearest_choice(const OptionRow *row, const char *value) {
    enum { MOST = 64 };
    const char *choices[MOST], *nearest = NULL;
    size_t count = 0;
    for (; row->choice && count < MOST && row->choice(count); count++) choices[count] = row->choice(count);
    for (size_t length; *value && !nearest; value += length + (value[length] == ',')) {
        char name[64] = "";
        length = strcspn(value, ",");
        snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name - 1), value);
        nearest = nearest_word(name, choices, count);
        if (nearest && strcmp(nearest, name) == 0) nearest = NULL;
    }
    return nearest;
}

static ExitStatus bad_value(const Verb *verb, const OptionRow *row, const char *value, const char *expected) {
    char what[256], words[OPTION_TEXT], hint[OPTION_TEXT + 128];
    const char *nearest = nearest_choice(row, value);
    snprintf(what, sizeof what, "--%s cannot be \"%.100s\"", row->name, value);
    snprintf(hint, sizeof hint, "%s%s%sexpected %s", nearest ? "did you mean " : "", nearest ? nearest : "",
        nearest ? "? " : "", option_text(row, expected, ", ", words, sizeof words));
    return usage_fault(verb, what, hint);
}

/* Of two values the user expects both to hold. */
static ExitStatus given_twice(const Verb *verb, const OptionRow *row) {
    char what[256];
    snprintf(what, sizeof what, "--%s is given twice", row->name);
    return usage_fault(verb, what, "it takes one value");
}

static ExitStatus missing_value(const Verb *verb, const char *word, int code) {
    char what[256];
    const OptionRow *row = NULL;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (code == LONG_BASE + (int)i || (option_rows[i].letter && code == option_rows[i].letter))
            row = &option_rows[i];
    snprintf(what, sizeof what, "%.100s needs a value%s%s", word, row ? ": " : "", row ? row->argument : "");
    return usage_fault(verb, what, NULL);
}

/* The tables that getopt_long wants, of the options that the verb takes. */
static void list_options(const Verb *verb, struct option *list, char *letters) {
    size_t count = 0;
    *letters++ = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const OptionRow *row = &option_rows[i];
        if (!option_is_taken(verb, row)) continue;
        list[count++] = (struct option){
            .name = row->name, .has_arg = row->argument ? required_argument : no_argument, .val = LONG_BASE + (int)i
        };
        if (!row->letter) continue;
        *letters++ = row->letter;
        if (row->argument) *letters++ = ':';
    }
    list[count] = (struct option){ 0 };
    *letters = '\0';
}

static const OptionRow *row_of_code(int code) {
    if (code >= LONG_BASE) return &option_rows[code - LONG_BASE];
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_rows[i].letter && code == option_rows[i].letter) return &option_rows[i];
    return NULL;
}

/* What getopt_long could not read stands just before optind; a bad letter may stand within a group, such as -qx. */
static ExitStatus unreadable_option(const Verb *verb, char **argv) {
    char letter[3] = { '-', (char)optopt, '\0' };
    const char *word = argv[optind - 1];
    bool is_letter = optopt > 0 && optopt < LONG_BASE && strncmp(word, "--", 2) != 0;
    if (optopt >= LONG_BASE) {
        char what[256];
        snprintf(what, sizeof what, "--%s takes no value", option_rows[optopt - LONG_BASE].name);
        return usage_fault(verb, what, NULL);
    }
    return unknown_option(verb, is_letter ? letter : word);
}

static const char case_hint[] = "a case is a folder of CSV files, or a workbook; to make one, run: bizcase new my-case";

static ExitStatus take_arguments(const Verb *verb, int argc, char **argv, Settings *settings) {
    char what[256];
    if (settings->help || settings->version) return EXIT_DONE;
    if (verb->argument && optind == argc) {
        snprintf(what, sizeof what, "%.*s is missing", (int)strcspn(verb->argument, " "), verb->argument);
        return usage_fault(verb, what, strncmp(verb->argument, "CASE", 4) == 0 ? case_hint : NULL);
    }
    if (verb->argument) settings->argument = argv[optind++];
    if (verb->argument && strstr(verb->argument, "...")) {
        settings->arguments = argv + optind - 1;
        settings->argument_count = (size_t)(argc - optind + 1);
        return EXIT_DONE;
    }
    if (verb->argument && strchr(verb->argument, ' ') && optind < argc) settings->second = argv[optind++];
    if (optind < argc) {
        snprintf(what, sizeof what, "\"%.100s\" is one argument too many", argv[optind]);
        return usage_fault(verb, what, NULL);
    }
    return EXIT_DONE;
}

ExitStatus options_parse(const Verb *verb, int argc, char **argv, Settings *settings) {
    struct option list[OPTION_COUNT + 1];
    char letters[2 * OPTION_COUNT + 2];
    bool is_given[OPTION_COUNT] = { false };
    *settings = (Settings){ .verb = verb, .format = bizcase_format(0).name };
    list_options(verb, list, letters);
    opterr = 0;
    optind = 1;
    for (int code; (code = getopt_long(argc, argv, letters, list, NULL)) != -1;) {
        if (code == ':') return missing_value(verb, argv[optind - 1], optopt);
        if (code == '?') return unreadable_option(verb, argv);
        const OptionRow *row = row_of_code(code);
        bool *given = &is_given[row - option_rows];
        if (*given && row->argument && !row->repeats) return given_twice(verb, row);
        *given = true;
        const char *expected = row->take(row, settings, optarg);
        if (expected) return bad_value(verb, row, optarg, expected);
    }
    return take_arguments(verb, argc, argv, settings);
}

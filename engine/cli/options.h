/* The command line: option rows shared by all verbs, their parsing and their help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdio.h>

#include "command.h"

/* Takes the option's value; NULL, or what was expected instead. */
typedef const char *TakeValue(Settings *settings, const char *value);

typedef struct OptionRow {
    const char *name, *argument; /* argument NULL: a switch */
    char letter;                 /* 0: none */
    const char *help;
    unsigned group;
    TakeValue *take;
} OptionRow;

extern const OptionRow option_rows[];
extern const size_t option_count;
extern const char exit_help[]; /* a line an exit status */

static inline bool option_is_taken(const Verb *verb, const OptionRow *row) {
    return (verb->groups & row->group) != 0;
}

/* argv[0] is the verb. EXIT_DONE, or a message has been printed. Free settings either way. */
ExitStatus options_parse(const Verb *verb, int argc, char **argv, Settings *settings);
void settings_free(Settings *settings);

/* Says what is wrong with the command line. hint may be NULL. */
ExitStatus usage_fault(const Verb *verb, const char *what, const char *hint);

void help_program(FILE *out);
void help_verb(FILE *out, const Verb *verb);

/* The candidate that a misspelt word most likely meant; NULL when none is near. */
const char *nearest_candidate(const char *word, const char *const *candidates, size_t count);

#endif

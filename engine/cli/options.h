/* The command line: option rows shared by all verbs, their parsing and their help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdio.h>

#include "command.h"

/* Takes the option's value; NULL, or what was expected instead, with %s for the choices. */
typedef struct OptionRow OptionRow;
typedef const char *TakeValue(const OptionRow *row, Settings *settings, const char *value);

struct OptionRow {
    const char *name, *argument; /* argument NULL: a switch */
    char letter;                 /* 0: none */
    unsigned group;              /* of OptionGroup: verbs with one of these take it */
    const char *verb;            /* the one verb that takes it; NULL: those of the group */
    bool repeats;                /* may be given again, and no value is lost */
    TakeValue *take;
    size_t at, count_at;                 /* places in Settings, where take puts a value anywhere; count_at: of a list */
    const char *(*choice)(size_t index); /* the names that it may have, NULL at the end; NULL: anything */
    const char *help;                    /* %s: the choices */
};

extern const OptionRow option_rows[];
extern const size_t option_count;
extern const char exit_help[]; /* a line an exit status */

bool option_is_taken(const Verb *verb, const OptionRow *row);
bool verb_takes(const Verb *verb, const char *option);

/* The pattern with the row's choices for %s: "a, b", last (" or ") before the last one. Returns text. */
enum { OPTION_TEXT = 256 };
const char *option_text(const OptionRow *row, const char *pattern, const char *last, char *text, size_t size);

/* argv[0] is the verb. EXIT_DONE, or a message has been printed. Free settings either way. */
ExitStatus options_parse(const Verb *verb, int argc, char **argv, Settings *settings);
void settings_free(Settings *settings);

/* Says what is wrong with the command line. hint may be NULL. */
ExitStatus usage_fault(const Verb *verb, const char *what, const char *hint);

void help_program(FILE *out);
void help_verb(FILE *out, const Verb *verb);

#endif

/* The command line: option rows shared by all verbs, their parsing and their help. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdio.h>

#include "command.h"

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

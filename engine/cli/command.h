/* What every verb is made of: a row with its texts, the options that it takes, and its work. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <bizcase/bizcase.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit statuses, see the help texts. */
typedef enum ExitStatus {
    EXIT_DONE = 0,
    EXIT_CASE_WRONG = 1,
    EXIT_USAGE = 2,
    EXIT_MACHINE = 3,
    EXIT_TEST_FAILED = 4
} ExitStatus;

/* Which options a verb takes beside those that are for it alone. */
typedef enum OptionGroup {
    GROUP_GENERAL = 1, /* --help, --version, --quiet */
    GROUP_OUTPUT = 2,
    GROUP_CASE = 4,
    GROUP_OPTION = 8,
    GROUP_TRIALS = 16,
    GROUP_THREADS = 32,
    GROUP_FIGURES = 64,
    GROUP_FOLDER = 128,
    GROUP_TARGET = 256, /* --output without --format */
    GROUP_FULL = 512    /* the document has a short form */
} OptionGroup;

/* What the command line says. Texts belong to argv, lists to the struct. */
typedef struct Settings {
    const struct Verb *verb;
    const char *argument;   /* CASE or DIR */
    const char *second;     /* of a verb with an optional second one; NULL: not given */
    char *const *arguments; /* [argument_count], where a verb takes several */
    size_t argument_count;
    /* Of the environment's BIZCASE_KERNEL: for measuring, and to show that all give the same bits. */
    const char *kernel;
    BizcaseProblems *problems; /* what the calls find wrong */
    char **owned;              /* [owned_count] copies of values, in parts */
    size_t owned_count;
#define OPTION(fields, ...) fields;
#include "option_rows.h"
} Settings;

typedef struct Verb {
    const char *name;
    /* "CASE"; NULL: none; "PART...": one or more; "CERTIFICATE CASE": two; "CASE [FIGURE]": the second is optional */
    const char *argument;
    const char *summary;  /* one line */
    const char *help;     /* paragraphs; may be "" */
    const char *examples; /* a line each, indented */
    unsigned groups;      /* of OptionGroup */
    ExitStatus (*run)(const Settings *settings);
} Verb;

extern const Verb *const verb_table[];
extern const size_t verb_count;

#endif

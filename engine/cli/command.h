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

/* What the command line says. Texts belong to argv, lists to the struct. */
typedef struct Settings {
    const char *argument;   /* CASE or DIR */
    const char *second;     /* of a verb with an optional second one; NULL: not given */
    char *const *arguments; /* [argument_count], where a verb takes several */
    size_t argument_count;
    const char *option, *format, *output, *sampler, *draws, *case_folder, *folder; /* folder: of --out */
    unsigned shard, shard_count;                                                   /* 0: the whole run */
    uint64_t trial;                                                                /* 0: the one at percentile */
    double percentile;
    bool has_trial;
    unsigned parts; /* of the sensitivity study; 0: all */
    const char *grid[2], *figure;
    double until; /* 0: not given; a part of the mean when until_is_relative, else money */
    bool until_is_relative;
    const char **scenarios, **changes, **figures; /* figures NULL: the default set */
    size_t scenario_count, change_count, figure_count;
    uint64_t trials, seed; /* trials 0: the case's */
    bool has_seed;
    unsigned threads; /* 0: one a processor */
    bool strict, quiet, help, version;
    const char *study;
    const char **tests; /* of --fail-if */
    size_t test_count;
    bool resume;
    char *figure_texts; /* what figures point into */
} Settings;

/* Which options a verb takes. */
typedef enum OptionGroup {
    GROUP_GENERAL = 1, /* --help, --version, --quiet */
    GROUP_OUTPUT = 2,
    GROUP_CASE = 4,
    GROUP_OPTION = 8,
    GROUP_TRIALS = 16,
    GROUP_SIMULATE = 32,
    GROUP_EXPLAIN = 64,
    GROUP_MERGE = 128,
    GROUP_THREADS = 256,
    GROUP_SENSITIVITY = 512,
    GROUP_FIGURES = 1024,
    GROUP_REPORT = 2048,
    GROUP_BATCH = 4096,
    GROUP_TARGET = 8192 /* --output without --format */
} OptionGroup;

typedef struct Verb {
    const char *name;
    const char *argument; /* "CASE"; NULL: none; "PART...": one or more; "CASE [FIGURE]": the second is optional */
    const char *summary;  /* one line */
    const char *help;     /* paragraphs; may be "" */
    const char *examples; /* a line each, indented */
    unsigned groups;      /* of OptionGroup */
    ExitStatus (*run)(const Settings *settings);
} Verb;

extern const Verb verb_check, verb_appraise, verb_simulate, verb_explain, verb_merge, verb_batch, verb_compare,
    verb_certify, verb_verify, verb_assumptions, verb_sensitivity, verb_finance, verb_report, verb_live, verb_new,
    verb_distributions, verb_discount_rates;

extern const Verb *const verb_table[];
extern const size_t verb_count;

#endif

/* The options of the command line, one a row: the fields of Settings that it fills, then its OptionRow (see options.h).
   Whoever includes this says with OPTION(fields, ...) what becomes of a row. A new option is a row here; it needs a
   function of its own in option_values.c only when its value is of a new sort. */
#ifndef OPTION
#define OPTION(fields, ...)
#endif
/* clang-format off: rows end without a semicolon */

/* --- of the case ---------------------------------------------------------------------------------------------------- */

OPTION(const char *option, .name = "option", .argument = "ID", .group = GROUP_OPTION, .take = take_text,
    .at = AT(option), .help = "look at this option of the case")
OPTION(const char **scenarios; size_t scenario_count, .name = "scenario", .argument = "NAME", .group = GROUP_CASE,
       .take = take_another, .at = AT(scenarios), .count_at = AT(scenario_count), .repeats = true,
       .help = "apply scenarios/NAME.csv; can be repeated, applied in order")
OPTION(const char **changes; size_t change_count, .name = "set", .argument = "FILE:ROW:COLUMN=VALUE",
       .group = GROUP_CASE, .take = take_another, .at = AT(changes), .count_at = AT(change_count), .repeats = true,
       .help = "change a value before the run; *FACTOR and +AMOUNT work too; can be repeated")
OPTION(bool strict, .name = "strict", .group = GROUP_CASE, .take = take_switch, .at = AT(strict),
    .help = "treat warnings as errors")

/* --- of the trials -------------------------------------------------------------------------------------------------- */

OPTION(uint64_t trials /* 0: the case's */, .name = "trials", .argument = "N", .group = GROUP_TRIALS,
    .take = take_trials, .help = "number of trials: 250000, 100k or 1m")
OPTION(uint64_t seed; bool has_seed, .name = "seed", .argument = "N", .group = GROUP_TRIALS, .take = take_seed,
       .help = "seed of the random numbers; the same seed gives the same figures")
OPTION(const char *sampler, .name = "sampler", .argument = "NAME", .group = GROUP_TRIALS, .take = take_choice,
    .at = AT(sampler), .choice = sampler_choice, .help = "how to draw the trials: %s")
OPTION(const char **figures /* NULL: the default set */; size_t figure_count, .name = "figures", .argument = "A,B",
       .group = GROUP_FIGURES, .take = take_figures, .at = AT(figures), .count_at = AT(figure_count),
       .choice = figure_choice, .help = "figures to simulate, such as npv,irr; NAME@total leaves out programmes")

/* --- of some verbs -------------------------------------------------------------------------------------------------- */

OPTION(double until /* 0: not given */; bool until_is_relative /* a part of the mean, else money */, .name = "until",
       .argument = "HOW-SURE", .verb = "simulate", .take = take_until,
       .help = "run trials, up to --trials, until the mean, P10 and P90 of NPV are this accurate: 0.5% or 10000")
OPTION(const char *draws, .name = "draws", .argument = "FILE", .verb = "simulate", .take = take_file, .at = AT(draws),
    .help = "also write each trial, with its inputs and figures, as a row of a CSV file")
OPTION(unsigned shard; unsigned shard_count /* 0: the whole run */, .name = "shard", .argument = "N/M",
       .verb = "simulate", .take = take_shard, .help = "run only part N of M, for \"bizcase merge\"; needs --output")
OPTION(bool has_trial; uint64_t trial /* 0: the one at percentile */; double percentile, .name = "trial",
       .argument = "N", .verb = "explain", .take = take_trial,
       .help = "the trial to show: a number from 1, or p5 for the one at percentile 5 of NPV")
OPTION(unsigned parts /* of the sensitivity study; 0: all */, .name = "only", .argument = "A,B", .verb = "sensitivity",
    .take = take_only, .choice = part_choice, .repeats = true, .help = "only these parts (see above)")
OPTION(const char **subjects /* of a finance document; none: all */; size_t subject_count, .name = "only",
       .argument = "A,B", .verb = "finance", .take = take_subjects, .at = AT(subjects), .count_at = AT(subject_count),
       .choice = subject_choice, .repeats = true, .help = "only the tables on these subjects (see above)")
OPTION(const char **councils; size_t council_count, .name = "council", .argument = "ID,ID", .verb = "finance",
       .take = take_councils, .at = AT(councils), .count_at = AT(council_count), .repeats = true,
       .help = "only these councils; joint is all of them together")
OPTION(const char *years, .name = "years", .argument = "FROM..TO", .verb = "finance", .take = take_text,
    .at = AT(years), .help = "only these years in tables by year: 2019/20..2023/24")
OPTION(const char *grid[2], .name = "grid", .argument = "LEVER=FROM:TO:N", .verb = "sensitivity", .take = take_grid,
    .repeats = true, .help = "one side of the grid, with N values; give it twice")
OPTION(const char *figure, .name = "figure", .argument = "NAME", .verb = "sensitivity", .take = take_text,
    .at = AT(figure), .choice = figure_choice, .help = "figure in the grid; default npv")
OPTION(BizcaseReading reading, .name = "reading", .argument = "NAME", .verb = "sensitivity", .take = take_reading,
    .choice = reading_choice, .help = "whose money counts: %s")
OPTION(const char *folder, .name = "out", .argument = "DIR", .group = GROUP_FOLDER, .take = take_folder,
    .at = AT(folder), .help = "folder to write to; it is made if needed")
OPTION(const char *study, .name = "study", .argument = "NAME", .verb = "batch", .take = take_choice, .at = AT(study),
    .choice = study_choice, .help = "for cases on the command line: %s")
OPTION(bool resume, .name = "resume", .verb = "batch", .take = take_switch, .at = AT(resume),
    .help = "keep the results of runs that have not changed")
OPTION(const char **tests; size_t test_count, .name = "fail-if", .argument = "TEST", .verb = "batch",
       .take = take_another, .at = AT(tests), .count_at = AT(test_count), .repeats = true,
       .help = "exit status 4 if this is true of any run; can be repeated")
OPTION(const char *case_folder, .name = "case", .argument = "FOLDER", .verb = "merge", .take = take_text,
    .at = AT(case_folder), .help = "folder of the case, if it has moved")

OPTION(bool full, .name = "full", .group = GROUP_FULL, .take = take_switch, .at = AT(full),
    .help = "show every table and row; json and csv always hold all of them")

/* --- of most verbs -------------------------------------------------------------------------------------------------- */

OPTION(unsigned threads /* 0: one a processor */, .name = "threads", .argument = "N",
    .group = GROUP_TRIALS | GROUP_THREADS, .take = take_threads, .help = "number of threads; never changes a figure")
OPTION(const char *format, .name = "format", .argument = "NAME", .letter = 'f', .group = GROUP_OUTPUT,
    .take = take_choice, .at = AT(format), .choice = format_choice, .help = "format of the output: %s")
OPTION(const char *output, .name = "output", .argument = "FILE", .letter = 'o', .group = GROUP_OUTPUT | GROUP_TARGET,
    .take = take_file, .at = AT(output), .help = "write to FILE instead of standard output")
OPTION(bool quiet, .name = "quiet", .letter = 'q', .group = GROUP_GENERAL, .take = take_switch, .at = AT(quiet),
    .help = "show no progress and no warnings, only errors")
OPTION(bool help, .name = "help", .letter = 'h', .group = GROUP_GENERAL, .take = take_switch, .at = AT(help),
    .help = "show this help")
OPTION(bool version, .name = "version", .letter = 'V', .group = GROUP_GENERAL, .take = take_switch, .at = AT(version),
    .help = "show the version")
/* clang-format on */

#undef OPTION

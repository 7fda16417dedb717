/* The options of the command line, one a row: the fields of Settings that it fills, then its OptionRow (see options.h).
   Whoever includes this says with OPTION(fields, ...) what becomes of a row. A new option is a row here; it needs a
   function of its own in option_values.c only when its value is of a new sort. */
#ifndef OPTION
#define OPTION(fields, ...)
#endif
/* clang-format off: rows end without a semicolon */

/* --- of the case ---------------------------------------------------------------------------------------------------- */

OPTION(const char *option, .name = "option", .argument = "ID", .group = GROUP_OPTION, .take = take_text,
    .at = AT(option), .help = "only this option of the case")
OPTION(const char **scenarios; size_t scenario_count, .name = "scenario", .argument = "NAME", .group = GROUP_CASE,
       .take = take_another, .at = AT(scenarios), .count_at = AT(scenario_count), .repeats = true,
       .help = "apply scenarios/NAME.csv; may be given again, applied in order")
OPTION(const char **changes; size_t change_count, .name = "set", .argument = "FILE:ROW:COLUMN=VALUE",
       .group = GROUP_CASE, .take = take_another, .at = AT(changes), .count_at = AT(change_count), .repeats = true,
       .help = "change one value; *FACTOR and +AMOUNT work too; may be given again")
OPTION(bool strict, .name = "strict", .group = GROUP_CASE, .take = take_switch, .at = AT(strict),
    .help = "a warning is an error")

/* --- of the trials -------------------------------------------------------------------------------------------------- */

OPTION(uint64_t trials /* 0: the case's */, .name = "trials", .argument = "N", .group = GROUP_TRIALS,
    .take = take_trials, .help = "how many trials: 250000, 100k, 1m")
OPTION(uint64_t seed; bool has_seed, .name = "seed", .argument = "N", .group = GROUP_TRIALS, .take = take_seed,
       .help = "start of the random numbers; the same seed gives the same figures")
OPTION(const char *sampler, .name = "sampler", .argument = "NAME", .group = GROUP_TRIALS, .take = take_choice,
    .at = AT(sampler), .choice = sampler_choice, .help = "%s")
OPTION(const char **figures /* NULL: the default set */; size_t figure_count; char *figure_texts, .name = "figures",
       .argument = "A,B", .group = GROUP_FIGURES, .take = take_figures, .at = AT(figures), .count_at = AT(figure_count),
       .choice = figure_choice, .help = "which figures to simulate, for example npv,irr; NAME@total: not by programme")

/* --- of some verbs -------------------------------------------------------------------------------------------------- */

OPTION(double until /* 0: not given */; bool until_is_relative /* a part of the mean, else money */, .name = "until",
       .argument = "HOW-SURE", .verb = "simulate", .take = take_until,
       .help = "as many trials, up to --trials, as make mean, P10 and P90 of NPV this sure: 0.5%, 10000")
OPTION(const char *draws, .name = "draws", .argument = "FILE", .verb = "simulate", .take = take_file, .at = AT(draws),
    .help = "write every trial, its inputs and figures, as a row of a CSV file too")
OPTION(unsigned shard; unsigned shard_count /* 0: the whole run */, .name = "shard", .argument = "N/M",
       .verb = "simulate", .take = take_shard, .help = "count only part N of M, for \"bizcase merge\"; needs --output")
OPTION(bool has_trial; uint64_t trial /* 0: the one at percentile */; double percentile, .name = "trial",
       .argument = "N", .verb = "explain", .take = take_trial,
       .help = "which trial: a number from 1, or p5: the one at percentile 5 of NPV")
OPTION(unsigned parts /* of the sensitivity study; 0: all */, .name = "only", .argument = "A,B", .verb = "sensitivity",
    .take = take_only, .choice = part_choice, .repeats = true, .help = "only these parts; see above")
OPTION(const char *grid[2], .name = "grid", .argument = "LEVER=FROM:TO:N", .verb = "sensitivity", .take = take_grid,
    .repeats = true, .help = "a side of the grid, N values; given twice")
OPTION(const char *figure, .name = "figure", .argument = "NAME", .verb = "sensitivity", .take = take_text,
    .at = AT(figure), .choice = figure_choice, .help = "the figure in the grid; npv unless given")
OPTION(BizcaseReading reading, .name = "reading", .argument = "NAME", .verb = "sensitivity", .take = take_reading,
    .choice = reading_choice, .help = "whose money it is about: %s")
OPTION(const char *folder, .name = "out", .argument = "DIR", .group = GROUP_FOLDER, .take = take_folder,
    .at = AT(folder), .help = "the folder to write into; it is made if it is not there")
OPTION(const char *study, .name = "study", .argument = "NAME", .verb = "batch", .take = take_choice, .at = AT(study),
    .choice = study_choice, .help = "of cases that are named: %s")
OPTION(bool resume, .name = "resume", .verb = "batch", .take = take_switch, .at = AT(resume),
    .help = "keep the results of runs for which nothing has changed")
OPTION(const char **tests; size_t test_count, .name = "fail-if", .argument = "TEST", .verb = "batch",
       .take = take_another, .at = AT(tests), .count_at = AT(test_count), .repeats = true,
       .help = "exit status 4 when it holds for some run; may be given again")
OPTION(const char *case_folder, .name = "case", .argument = "FOLDER", .verb = "merge", .take = take_text,
    .at = AT(case_folder), .help = "where the case is, if it is not where the parts found it")

OPTION(bool full, .name = "full", .group = GROUP_FULL, .take = take_switch, .at = AT(full),
    .help = "every table and row in text, md and html; json and csv always hold everything")

/* --- of most verbs -------------------------------------------------------------------------------------------------- */

OPTION(unsigned threads /* 0: one a processor */, .name = "threads", .argument = "N",
    .group = GROUP_TRIALS | GROUP_THREADS, .take = take_threads,
    .help = "how many processors to use; never changes a figure")
OPTION(const char *format, .name = "format", .argument = "NAME", .letter = 'f', .group = GROUP_OUTPUT,
    .take = take_choice, .at = AT(format), .choice = format_choice, .help = "%s")
OPTION(const char *output, .name = "output", .argument = "FILE", .letter = 'o', .group = GROUP_OUTPUT | GROUP_TARGET,
    .take = take_file, .at = AT(output), .help = "write to FILE, whole or not at all, instead of standard output")
OPTION(bool quiet, .name = "quiet", .letter = 'q', .group = GROUP_GENERAL, .take = take_switch, .at = AT(quiet),
    .help = "no progress and no warnings; errors are still shown")
OPTION(bool help, .name = "help", .letter = 'h', .group = GROUP_GENERAL, .take = take_switch, .at = AT(help),
    .help = "show this help")
OPTION(bool version, .name = "version", .letter = 'V', .group = GROUP_GENERAL, .take = take_switch, .at = AT(version),
    .help = "show the version")
/* clang-format on */

#undef OPTION

#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char NO_MEMORY_TEXT[] = "less: there is no memory for it";

static const char *add_text(const char ***list, size_t *count, const char *text) {
    const char **larger = realloc(*list, (*count + 1) * sizeof *larger);
    if (!larger) return NO_MEMORY_TEXT;
    larger[(*count)++] = text;
    *list = larger;
    return NULL;
}

static const char *take_option(Settings *settings, const char *value) {
    settings->option = value;
    return NULL;
}

static const char *take_scenario(Settings *settings, const char *value) {
    return add_text(&settings->scenarios, &settings->scenario_count, value);
}

static const char *take_change(Settings *settings, const char *value) {
    return add_text(&settings->changes, &settings->change_count, value);
}

static const char *take_strict(Settings *settings, const char *value) {
    (void)value;
    settings->strict = true;
    return NULL;
}

static const char *take_output(Settings *settings, const char *value) {
    settings->output = value;
    return *value ? NULL : "the name of a file";
}

static const char *take_format(Settings *settings, const char *value) {
    settings->format = value;
    for (size_t i = 0; i < bizcase_format_count(); i++)
        if (strcmp(bizcase_format_name(i), value) == 0) return NULL;
    return "one of text, json, csv, md, html";
}

/* Digits only: strtoull would take a sign and white space. */
static bool parse_whole(const char *text, uint64_t *number) {
    if (!*text || text[strspn(text, "0123456789")]) return false;
    errno = 0;
    *number = strtoull(text, NULL, 10);
    return errno == 0;
}

/* 250000, 100k, 1m, 2.5m */
static bool parse_trials(const char *text, uint64_t *trials) {
    static const double MOST = 1e12;
    size_t length = strlen(text), digits = strspn(text, "0123456789.");
    const char *point = strchr(text, '.');
    if (!isdigit((unsigned char)*text) || (point && strchr(point + 1, '.'))) return false;
    double scale = 1;
    if (digits + 1 == length && strchr("kK", text[digits]))
        scale = 1e3;
    else if (digits + 1 == length && strchr("mM", text[digits]))
        scale = 1e6;
    else if (digits != length)
        return false;
    double number = strtod(text, NULL) * scale;
    if (!(number >= 1 && number <= MOST)) return false;
    *trials = (uint64_t)(number + 0.5);
    double fraction = number - (double)*trials;
    return fraction < 1e-6 && fraction > -1e-6;
}

static const char *take_trials(Settings *settings, const char *value) {
    return parse_trials(value, &settings->trials) ? NULL : "a number of trials such as 250000, 100k or 1m";
}

static const char *take_seed(Settings *settings, const char *value) {
    settings->has_seed = true;
    return parse_whole(value, &settings->seed) && settings->seed <= INT64_MAX ? NULL : "a whole number, 0 or more";
}

static const char *take_sampler(Settings *settings, const char *value) {
    static const char *const samplers[] = { "mc", "lhs", "sobol" };
    settings->sampler = value;
    for (size_t i = 0; i < sizeof samplers / sizeof samplers[0]; i++)
        if (strcmp(samplers[i], value) == 0) return NULL;
    return "one of mc, lhs, sobol";
}

static const char *take_threads(Settings *settings, const char *value) {
    enum { MOST = 1024 };
    uint64_t threads;
    if (!parse_whole(value, &threads) || threads < 1 || threads > MOST) return "a whole number from 1 to 1024";
    settings->threads = (unsigned)threads;
    return NULL;
}

static const char *take_figures(Settings *settings, const char *value) {
    free(settings->figure_texts);
    settings->figure_texts = malloc(strlen(value) + 1);
    settings->figure_count = 0;
    if (!settings->figure_texts) return NO_MEMORY_TEXT;
    strcpy(settings->figure_texts, value);
    char *rest = NULL;
    for (char *name = strtok_r(settings->figure_texts, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        const char *fault = add_text(&settings->figures, &settings->figure_count, name);
        if (fault) return fault;
    }
    return settings->figure_count ? NULL : "names of figures with commas between";
}

static const char *take_draws(Settings *settings, const char *value) {
    settings->draws = value;
    return *value ? NULL : "the name of a file";
}

static const char *take_case_folder(Settings *settings, const char *value) {
    settings->case_folder = value;
    return NULL;
}

static const char *take_folder(Settings *settings, const char *value) {
    settings->folder = value;
    return *value ? NULL : "the name of a folder";
}

/* "3/16" */
static const char *take_shard(Settings *settings, const char *value) {
    enum { MOST = 1000000 };
    static const char expected[] = "a part of the run, such as 3/16";
    char number[16] = "";
    const char *slash = strchr(value, '/');
    uint64_t shard, count;
    if (!slash || (size_t)(slash - value) >= sizeof number) return expected;
    memcpy(number, value, (size_t)(slash - value));
    if (!parse_whole(number, &shard) || !parse_whole(slash + 1, &count)) return expected;
    if (shard < 1 || shard > count || count > MOST) return expected;
    settings->shard = (unsigned)shard;
    settings->shard_count = (unsigned)count;
    return NULL;
}

/* "17", or "p5" */
static const char *take_trial(Settings *settings, const char *value) {
    static const char expected[] = "the number of a trial, from 1, or a percentile such as p5";
    settings->has_trial = true;
    if (*value != 'p') return parse_whole(value, &settings->trial) && settings->trial > 0 ? NULL : expected;
    char *end;
    if (!isdigit((unsigned char)value[1])) return expected;
    settings->percentile = strtod(value + 1, &end);
    return *end || !(settings->percentile <= 100) ? expected : NULL;
}

/* "0.5%", or an amount of money */
static const char *take_until(Settings *settings, const char *value) {
    char *end;
    settings->until = isdigit((unsigned char)*value) ? strtod(value, &end) : 0;
    settings->until_is_relative = settings->until > 0 && strcmp(end, "%") == 0;
    if (settings->until_is_relative) settings->until /= 100;
    if (settings->until > 0 && settings->until < 1e15 && (settings->until_is_relative || *end == '\0')) return NULL;
    return "a percentage such as 0.5%, or an amount";
}

static const char *take_only(Settings *settings, const char *value) {
    static const struct {
        const char *name;
        unsigned part;
    } parts[] = { { "tornado", BIZCASE_TORNADO }, { "switching", BIZCASE_SWITCHING }, { "grid", BIZCASE_GRID },
        { "delay", BIZCASE_DELAY }, { "challenge", BIZCASE_CHALLENGE }, { "variance", BIZCASE_VARIANCE },
        { "association", BIZCASE_ASSOCIATION }, { "information", BIZCASE_INFORMATION }, { "choice", BIZCASE_CHOICE },
        { "agreement", BIZCASE_AGREEMENT } };
    static const char expected[] = "names with commas between, of tornado, switching, grid, delay, challenge, "
                                   "variance, association, information, choice, agreement";
    while (*value) {
        const size_t length = strcspn(value, ",");
        unsigned found = 0;
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
            if (strlen(parts[i].name) == length && strncmp(parts[i].name, value, length) == 0) found = parts[i].part;
        if (!found) return expected;
        settings->parts |= found;
        value += length + (value[length] == ',');
    }
    return settings->parts ? NULL : expected;
}

static const char *take_grid(Settings *settings, const char *value) {
    if (settings->grid[1]) return "two sides and no more";
    settings->grid[settings->grid[0] ? 1 : 0] = value;
    return NULL;
}

static const char *take_figure(Settings *settings, const char *value) {
    settings->figure = value;
    return NULL;
}

static const char *take_study(Settings *settings, const char *value) {
    settings->study = value;
    return strcmp(value, "appraise") == 0 || strcmp(value, "simulate") == 0 ? NULL : "appraise or simulate";
}

static const char *take_test(Settings *settings, const char *value) {
    return add_text(&settings->tests, &settings->test_count, value);
}

static const char *take_resume(Settings *settings, const char *value) {
    (void)value;
    settings->resume = true;
    return NULL;
}

static const char *take_quiet(Settings *settings, const char *value) {
    (void)value;
    settings->quiet = true;
    return NULL;
}

static const char *take_help(Settings *settings, const char *value) {
    (void)value;
    settings->help = true;
    return NULL;
}

static const char *take_version(Settings *settings, const char *value) {
    (void)value;
    settings->version = true;
    return NULL;
}

const OptionRow option_rows[] = {
    { "option", "ID", 0, "only this option of the case", GROUP_OPTION, take_option },
    { "scenario", "NAME", 0, "apply scenarios/NAME.csv; may be given again, applied in order", GROUP_CASE,
        take_scenario },
    { "set", "FILE:ROW:COLUMN=VALUE", 0, "change one value; *FACTOR and +AMOUNT work too; may be given again",
        GROUP_CASE, take_change },
    { "strict", NULL, 0, "a warning is an error", GROUP_CASE, take_strict },
    { "trials", "N", 0, "how many trials: 250000, 100k, 1m", GROUP_TRIALS, take_trials },
    { "seed", "N", 0, "start of the random numbers; the same seed gives the same figures", GROUP_TRIALS, take_seed },
    { "sampler", "NAME", 0, "mc, lhs or sobol", GROUP_TRIALS, take_sampler },
    { "figures", "A,B", 0, "which figures to simulate, for example npv,irr; NAME@total: not by programme",
        GROUP_FIGURES, take_figures },
    { "until", "HOW-SURE", 0, "as many trials, up to --trials, as make mean, P10 and P90 of NPV this sure: 0.5%, 10000",
        GROUP_SIMULATE, take_until },
    { "draws", "FILE", 0, "write every trial, its inputs and figures, as a row of a CSV file too", GROUP_SIMULATE,
        take_draws },
    { "shard", "N/M", 0, "count only part N of M, for \"bizcase merge\"; needs --output", GROUP_SIMULATE, take_shard },
    { "trial", "N", 0, "which trial: a number from 1, or p5: the one at percentile 5 of NPV", GROUP_EXPLAIN,
        take_trial },
    { "only", "A,B", 0, "only these parts; see above", GROUP_SENSITIVITY, take_only },
    { "grid", "LEVER=FROM:TO:N", 0, "a side of the grid, N values; given twice", GROUP_SENSITIVITY, take_grid },
    { "figure", "NAME", 0, "the figure in the grid; npv unless given", GROUP_SENSITIVITY, take_figure },
    { "out", "DIR", 0, "the folder to write into; it is made if it is not there", GROUP_REPORT | GROUP_BATCH,
        take_folder },
    { "study", "NAME", 0, "of cases that are named: appraise or simulate", GROUP_BATCH, take_study },
    { "resume", NULL, 0, "keep the results of runs for which nothing has changed", GROUP_BATCH, take_resume },
    { "fail-if", "TEST", 0, "exit status 4 when it holds for some run; may be given again", GROUP_BATCH, take_test },
    { "case", "FOLDER", 0, "where the case is, if it is not where the parts found it", GROUP_MERGE, take_case_folder },
    { "threads", "N", 0, "how many processors to use; never changes a figure", GROUP_TRIALS | GROUP_THREADS,
        take_threads },
    { "format", "NAME", 'f', "text, json, csv, md or html", GROUP_OUTPUT, take_format },
    { "output", "FILE", 'o', "write to FILE, whole or not at all, instead of standard output",
        GROUP_OUTPUT | GROUP_TARGET, take_output },
    { "quiet", NULL, 'q', "no progress and no warnings; errors are still shown", GROUP_GENERAL, take_quiet },
    { "help", NULL, 'h', "show this help", GROUP_GENERAL, take_help },
    { "version", NULL, 'V', "show the version", GROUP_GENERAL, take_version },
};
enum { OPTION_COUNT = sizeof option_rows / sizeof option_rows[0], LONG_BASE = 256 };
const size_t option_count = OPTION_COUNT;

/* Edit distance (Levenshtein) without case, by the two-row method; words longer than the row are far from everything. */
static size_t word_distance(const char *a, const char *b) {
    enum { LONGEST = 63 };
    size_t row[LONGEST + 1], a_length = strlen(a), b_length = strlen(b);
    if (a_length > LONGEST || b_length > LONGEST) return SIZE_MAX;
    for (size_t j = 0; j <= b_length; j++) row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t above = row[j];
            bool same = tolower((unsigned char)a[i - 1]) == tolower((unsigned char)b[j - 1]);
            size_t least = diagonal + !same;
            if (above + 1 < least) least = above + 1;
            if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
            row[j] = least;
            diagonal = above;
        }
    }
    return row[b_length];
}

const char *nearest_candidate(const char *word, const char *const *candidates, size_t count) {
    const char *nearest = NULL;
    size_t least = strlen(word) / 3 + 2; /* a third of the letters may be wrong */
    for (size_t i = 0; i < count; i++) {
        size_t distance = word_distance(word, candidates[i]);
        if (distance < least && distance < strlen(candidates[i])) nearest = candidates[i], least = distance;
    }
    return nearest;
}

ExitStatus usage_fault(const Verb *verb, const char *what, const char *hint) {
    fprintf(stderr, "bizcase %s: %s\n", verb->name, what);
    if (hint) fprintf(stderr, "    %s\n", hint);
    fprintf(stderr, "    \"bizcase %s --help\" shows what it takes\n", verb->name);
    return EXIT_USAGE;
}

static ExitStatus unknown_option(const Verb *verb, const char *word) {
    const char *names[OPTION_COUNT];
    char what[256], hint[128];
    size_t count = 0, length = strcspn(word, "=");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_is_taken(verb, &option_rows[i])) names[count++] = option_rows[i].name;
    snprintf(what, sizeof what, "\"%.*s\" is not an option here", (int)(length < 100 ? length : 100), word);
    char plain[64] = "";
    const char *start = word + strspn(word, "-");
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(start, "="), start);
    const char *nearest = nearest_candidate(plain, names, count);
    if (nearest) snprintf(hint, sizeof hint, "did you mean --%s?", nearest);
    return usage_fault(verb, what, nearest ? hint : NULL);
}

static ExitStatus bad_value(const Verb *verb, const OptionRow *row, const char *value, const char *expected) {
    char what[256], hint[256];
    snprintf(what, sizeof what, "--%s cannot be \"%.100s\"", row->name, value);
    snprintf(hint, sizeof hint, "expected %s", expected);
    return usage_fault(verb, what, hint);
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

static ExitStatus take_arguments(const Verb *verb, int argc, char **argv, Settings *settings) {
    char what[256];
    if (settings->help || settings->version) return EXIT_DONE;
    if (verb->argument && optind == argc) {
        snprintf(what, sizeof what, "%.*s is missing", (int)strcspn(verb->argument, " "), verb->argument);
        return usage_fault(verb, what, NULL);
    }
    if (verb->argument) settings->argument = argv[optind++];
    if (verb->argument && strstr(verb->argument, "...")) {
        settings->arguments = argv + optind - 1;
        settings->argument_count = (size_t)(argc - optind + 1);
        return EXIT_DONE;
    }
    if (verb->argument && strchr(verb->argument, '[') && optind < argc) settings->second = argv[optind++];
    if (optind < argc) {
        snprintf(what, sizeof what, "\"%.100s\" is one argument too many", argv[optind]);
        return usage_fault(verb, what, NULL);
    }
    return EXIT_DONE;
}

ExitStatus options_parse(const Verb *verb, int argc, char **argv, Settings *settings) {
    struct option list[OPTION_COUNT + 1];
    char letters[2 * OPTION_COUNT + 2];
    *settings = (Settings){ .format = "text" };
    list_options(verb, list, letters);
    opterr = 0;
    optind = 1;
    for (int code; (code = getopt_long(argc, argv, letters, list, NULL)) != -1;) {
        if (code == ':') return missing_value(verb, argv[optind - 1], optopt);
        if (code == '?') return unreadable_option(verb, argv);
        const OptionRow *row = row_of_code(code);
        const char *expected = row->take(settings, optarg);
        if (expected) return bad_value(verb, row, optarg, expected);
    }
    return take_arguments(verb, argc, argv, settings);
}

void settings_free(Settings *settings) {
    free(settings->scenarios);
    free(settings->changes);
    free(settings->figures);
    free(settings->tests);
    free(settings->figure_texts);
    *settings = (Settings){ 0 };
}

static void help_options(FILE *out, unsigned groups) {
    enum { HELP_COLUMN = 34 };
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const OptionRow *row = &option_rows[i];
        if (!(groups & row->group)) continue;
        int width =
            row->letter ? fprintf(out, "  -%c, --%s", row->letter, row->name) : fprintf(out, "      --%s", row->name);
        if (row->argument) width += fprintf(out, " %s", row->argument);
        if (width > HELP_COLUMN - 2) width = fprintf(out, "\n") - 1;
        fprintf(out, "%*s%s\n", HELP_COLUMN - width, "", row->help);
    }
}

const char exit_help[] = "  0  done\n"
                         "  1  the case is wrong: its problems are on standard error, there is no result\n"
                         "  2  the command line is wrong, or names an option, scenario or figure that does not exist\n"
                         "  3  the machine failed: a file cannot be read or written, or there is no memory\n"
                         "  4  done, but a stated test failed, or some case of a batch is wrong\n";

void help_program(FILE *out) {
    fputs("Usage: bizcase VERB [ARGUMENT] [OPTION]...\n"
          "Appraises a business case kept as a folder of CSV files: what it is worth, to whom, when it pays\n"
          "back, and how sure that is.\n\nVerbs:\n",
        out);
    for (size_t i = 0; i < verb_count; i++) {
        int width =
            fprintf(out, "  %s %s", verb_table[i]->name, verb_table[i]->argument ? verb_table[i]->argument : "");
        fprintf(out, "%*s%s\n", width < 20 ? 20 - width : 1, "", verb_table[i]->summary);
    }
    fputs("\nOptions:\n", out);
    help_options(out, GROUP_GENERAL);
    fputs("\nExamples:\n"
          "  bizcase new my-case                  a starter case to fill in\n"
          "  bizcase check my-case                is everything in order?\n"
          "  bizcase appraise my-case             the plan\n"
          "  bizcase simulate my-case             the plan and how sure it is\n"
          "\n\"bizcase VERB --help\" shows a verb's own options. Results go to standard output, everything else\n"
          "to standard error. NO_COLOR turns colour off.\n\n",
        out);
    fprintf(out, "Exit status:\n%s", exit_help);
}

void help_verb(FILE *out, const Verb *verb) {
    fprintf(out, "Usage: bizcase %s%s%s [OPTION]...\n%s.\n", verb->name, verb->argument ? " " : "",
        verb->argument ? verb->argument : "", verb->summary);
    if (*verb->help) fprintf(out, "\n%s", verb->help);
    fputs("\nOptions:\n", out);
    help_options(out, verb->groups);
    fprintf(out, "\nExamples:\n%s\nExit status:\n%s", verb->examples, exit_help);
}

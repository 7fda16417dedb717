/* The table of options, and how the value of each sort is read. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

static const char NO_MEMORY_TEXT[] = "less: there is no memory for it";

/* --- names to choose from ------------------------------------------------------------------------------------------- */

static const char *format_choice(size_t index) {
    return index < bizcase_format_count() ? bizcase_format(index).name : NULL;
}

static const char *figure_choice(size_t index) {
    return index < bizcase_figure_count() ? bizcase_figure(index).name : NULL;
}

static const char *sampler_choice(size_t index) {
    return index < bizcase_sampler_count() ? bizcase_sampler(index).name : NULL;
}

static const char *study_choice(size_t index) {
    static const char *const studies[] = { "appraise", "simulate", NULL };
    return studies[index];
}

static const char *reading_choice(size_t index) {
    return bizcase_reading_name((BizcaseReading)index);
}

static const char *part_choice(size_t index) {
    return index < bizcase_sensitivity_part_count() ? bizcase_sensitivity_part(index).name : NULL;
}

static const char *subject_choice(size_t index) {
    return index < bizcase_finance_subject_count() ? bizcase_finance_subject(index).name : NULL;
}

/* The index of the choice; that of the NULL if missing. */
static size_t choice_find(const OptionRow *row, const char *name, size_t length) {
    size_t index = 0;
    for (const char *choice; (choice = row->choice(index)) != NULL; index++)
        if (strlen(choice) == length && strncmp(choice, name, length) == 0) break;
    return index;
}

/* --- texts and switches --------------------------------------------------------------------------------------------- */

static void *field_of(Settings *settings, size_t at) {
    return (char *)settings + at;
}

static const char *take_text(const OptionRow *row, Settings *settings, const char *value) {
    *(const char **)field_of(settings, row->at) = value;
    return NULL;
}

static const char *take_file(const OptionRow *row, Settings *settings, const char *value) {
    take_text(row, settings, value);
    return *value ? NULL : "the name of a file";
}

static const char *take_folder(const OptionRow *row, Settings *settings, const char *value) {
    take_text(row, settings, value);
    return *value ? NULL : "the name of a folder";
}

static const char *take_choice(const OptionRow *row, Settings *settings, const char *value) {
    take_text(row, settings, value);
    return row->choice(choice_find(row, value, strlen(value))) ? NULL : "one of %s";
}

static const char *take_reading(const OptionRow *row, Settings *settings, const char *value) {
    const size_t reading = choice_find(row, value, strlen(value));
    if (!row->choice(reading)) return "one of %s";
    settings->reading = (BizcaseReading)reading;
    return NULL;
}

static const char *take_switch(const OptionRow *row, Settings *settings, const char *value) {
    (void)value;
    *(bool *)field_of(settings, row->at) = true;
    return NULL;
}

/* One more of a list. */
static const char *take_another(const OptionRow *row, Settings *settings, const char *value) {
    const char ***list = field_of(settings, row->at);
    size_t *count = field_of(settings, row->count_at);
    const char **larger = realloc(*list, (*count + 1) * sizeof *larger);
    if (!larger) return NO_MEMORY_TEXT;
    larger[(*count)++] = value;
    *list = larger;
    return NULL;
}

/* A copy that is freed with the settings. */
static char *owned_text(Settings *settings, const char *text) {
    char **larger = realloc(settings->owned, (settings->owned_count + 1) * sizeof *larger),
         *copy = malloc(strlen(text) + 1);
    if (larger) settings->owned = larger;
    if (!larger || !copy) {
        free(copy);
        return NULL;
    }
    return settings->owned[settings->owned_count++] = strcpy(copy, text);
}

/* "a,b": each is one more of a list. */
static const char *take_names(const OptionRow *row, Settings *settings, const char *value, const char *expected) {
    char *rest = NULL, *names = owned_text(settings, value);
    if (!names) return NO_MEMORY_TEXT;
    const size_t before = *(size_t *)field_of(settings, row->count_at);
    for (char *name = strtok_r(names, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        const char *fault = take_another(row, settings, name);
        if (fault) return fault;
    }
    return *(size_t *)field_of(settings, row->count_at) > before ? NULL : expected;
}

static const char *take_figures(const OptionRow *row, Settings *settings, const char *value) {
    return take_names(row, settings, value, "names of figures, separated by commas");
}

static const char *take_councils(const OptionRow *row, Settings *settings, const char *value) {
    return take_names(row, settings, value, "ids of councils, separated by commas");
}

static const char *take_subjects(const OptionRow *row, Settings *settings, const char *value) {
    static const char expected[] = "names separated by commas, of %s";
    const char *fault = take_names(row, settings, value, expected);
    for (size_t i = 0; !fault && i < settings->subject_count; i++)
        if (!row->choice(choice_find(row, settings->subjects[i], strlen(settings->subjects[i])))) fault = expected;
    return fault;
}

/* --- numbers -------------------------------------------------------------------------------------------------------- */

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

static const char *take_trials(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
    return parse_trials(value, &settings->trials) ? NULL : "a number of trials such as 250000, 100k or 1m";
}

static const char *take_seed(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
    settings->has_seed = true;
    return parse_whole(value, &settings->seed) && settings->seed <= INT64_MAX ? NULL : "a whole number, 0 or more";
}

static const char *take_threads(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
    enum { MOST = 1024 };
    uint64_t threads;
    if (!parse_whole(value, &threads) || threads < 1 || threads > MOST) return "a whole number from 1 to 1024";
    settings->threads = (unsigned)threads;
    return NULL;
}

/* "3/16" */
static const char *take_shard(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
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
static const char *take_trial(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
    static const char expected[] = "the number of a trial, from 1, or a percentile such as p5";
    settings->has_trial = true;
    if (*value != 'p') return parse_whole(value, &settings->trial) && settings->trial > 0 ? NULL : expected;
    char *end;
    if (!isdigit((unsigned char)value[1])) return expected;
    settings->percentile = strtod(value + 1, &end);
    return *end || !(settings->percentile <= 100) ? expected : NULL;
}

/* "0.5%", or an amount of money */
static const char *take_until(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
    char *end;
    settings->until = isdigit((unsigned char)*value) ? strtod(value, &end) : 0;
    settings->until_is_relative = settings->until > 0 && strcmp(end, "%") == 0;
    if (settings->until_is_relative) settings->until /= 100;
    if (settings->until > 0 && settings->until < 1e15 && (settings->until_is_relative || *end == '\0')) return NULL;
    return "a percentage such as 0.5%, or an amount";
}

/* --- of the sensitivity study --------------------------------------------------------------------------------------- */

static const char *take_only(const OptionRow *row, Settings *settings, const char *value) {
    static const char expected[] = "names separated by commas, of %s";
    while (*value) {
        const size_t length = strcspn(value, ","), found = choice_find(row, value, length);
        if (found == bizcase_sensitivity_part_count()) return expected;
        settings->parts |= bizcase_sensitivity_part(found).flag;
        value += length + (value[length] == ',');
    }
    return settings->parts ? NULL : expected;
}

static const char *take_grid(const OptionRow *row, Settings *settings, const char *value) {
    (void)row;
    if (settings->grid[1]) return "two sides and no more";
    settings->grid[settings->grid[0] ? 1 : 0] = value;
    return NULL;
}

/* --- the table ------------------------------------------------------------------------------------------------------ */

#define AT(field) offsetof(Settings, field)
#define OPTION(fields, ...) { __VA_ARGS__ },
const OptionRow option_rows[] = {
#include "option_rows.h"
};
const size_t option_count = sizeof option_rows / sizeof option_rows[0];

bool option_is_taken(const Verb *verb, const OptionRow *row) {
    return (verb->groups & row->group) != 0 || (row->verb && strcmp(row->verb, verb->name) == 0);
}

bool verb_takes(const Verb *verb, const char *option) {
    for (size_t i = 0; i < option_count; i++)
        if (option_is_taken(verb, &option_rows[i]) && strcmp(option_rows[i].name, option) == 0) return true;
    return false;
}

const char *option_text(const OptionRow *row, const char *pattern, const char *last, char *text, size_t size) {
    const char *place = strstr(pattern, "%s");
    const size_t before = place ? (size_t)(place - pattern) : strlen(pattern);
    size_t length = (size_t)snprintf(text, size, "%.*s", (int)before, pattern);
    for (size_t i = 0; place && length < size && row->choice(i); i++) {
        const char *between = i == 0 ? "" : row->choice(i + 1) ? ", " : last;
        length += (size_t)snprintf(text + length, size - length, "%s%s", between, row->choice(i));
    }
    if (place && length < size) snprintf(text + length, size - length, "%s", place + 2);
    return text;
}

void settings_free(Settings *settings) {
    for (size_t i = 0; i < option_count; i++)
        if (option_rows[i].count_at) free(*(const char ***)field_of(settings, option_rows[i].at));
    for (size_t i = 0; i < settings->owned_count; i++) free(settings->owned[i]);
    free(settings->owned);
    bizcase_problems_free(settings->problems);
    *settings = (Settings){ 0 };
}

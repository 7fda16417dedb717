/* case.csv: the settings, each a row of a table. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact_number.h"
#include "case/horizon.h"
#include "case/schedules.h"
#include "case/settings.h"
#include "sample/designs.h"
#include "table/amount.h"
#include "table/date.h"
#include "table/odd_characters.h"

enum { KEY, VALUE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [KEY] = { "key", .required = true, .help = "name of the setting" },
    [VALUE] = { "value", .required = true, .help = "its value" },
    [NOTE] = COLUMN_NOTE,
};

/* While case.csv is read. */
typedef struct SettingsReader {
    Loader *loader;
    HorizonRequest horizon;
    bool has_price_base;
    int price_base_month;
} SettingsReader;

/* One setting. Reads a value that is not blank; field points at its place in Settings. */
typedef struct Setting {
    const char *key, *otherwise, *help;
    size_t field; /* offset in Settings */
    void (*read)(SettingsReader *reader, const Row *row, void *field);
    enum { IN_PLAN, NOT_IN_PLAN } use; /* whether a figure of the plan depends on it */
} Setting;

static void refuse(const Row *row, const char *what, const char *hint) {
    row_error(row, VALUE, hint, "\"%s\" is not %s", row_text(row, VALUE), what);
}

static void read_text(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    *(const char **)field = row_text(row, VALUE);
}

/* "agency;agencies" */
static void read_party(SettingsReader *reader, const Row *row, void *field) {
    const char *text = row_text(row, VALUE), *semicolon = strchr(text, ';');
    const char **words = field; /* party, parties */
    (void)reader;
    if (!semicolon || strchr(semicolon + 1, ';')) {
        refuse(row, "a word and its plural", "such as agency;agencies");
        return;
    }
    const char *parts[] = { text, semicolon + 1 };
    const char *ends[] = { semicolon, semicolon + 1 + strlen(semicolon + 1) };
    for (size_t w = 0; w < 2; w++) {
        while (parts[w] < ends[w] && *parts[w] == ' ') parts[w]++;
        while (ends[w] > parts[w] && *(ends[w] - 1) == ' ') ends[w]--;
        if (parts[w] == ends[w]) {
            refuse(row, "a word and its plural", "such as agency;agencies");
            return;
        }
    }
    for (size_t w = 0; w < 2; w++) words[w] = arena_text_n(row->loader->arena, parts[w], (size_t)(ends[w] - parts[w]));
}

static void read_date(SettingsReader *reader, const Row *row, void *field) {
    const char *text = row_text(row, VALUE), *hint;
    const DateLook look = date_look(reader->loader->arena, text, &hint);
    *(const char **)field = text;
    if (!hint) hint = "write a date as 2027-03-14, 14/03/2027 or 14 March 2027";
    if (look == DATE_IMPOSSIBLE) refuse(row, "a date", hint);
    if (look == DATE_UNKNOWN) row_warning(row, VALUE, hint, "\"%s\" is not a date", text);
}

static void read_start(SettingsReader *reader, const Row *row, void *field) {
    (void)field;
    reader->horizon.has_start = row_first_period(
        row, VALUE, &reader->horizon.start, " A case by months also needs the setting \"periods\": how many months");
    reader->horizon.start_place = row_cell(row, VALUE).place;
}

static void read_price_base(SettingsReader *reader, const Row *row, void *field) {
    (void)field;
    Period period;
    if (names_match(row_text(row, VALUE), "start")) return;
    reader->has_price_base = row_period_of_case(row, VALUE, &period);
    if (reader->has_price_base) reader->price_base_month = period.first_month;
}

/* How a setting that is no number would be one; NULL where it is a word. */
static const char *number_hint(const Row *row) {
    const char *text = row_text(row, VALUE), *fault = amount_parse(text).fault;
    return fault && strpbrk(text, "0123456789") ? amount_hint(row->loader->arena, text, fault) : NULL;
}

/* 8 years */
static const char *whole_hint(const Row *row) {
    const char *text = row_text(row, VALUE);
    const size_t digits = strspn(text, "0123456789,"), space = strspn(text + digits, " ");
    const size_t letters = strspn(text + digits + space, "abcdefghijklmnopqrstuvwxyz");
    return digits > 0 && space > 0 && letters > 1 ? arena_format(row->loader->arena, "write %.*s", (int)digits, text)
                                                  : number_hint(row);
}

/* A whole number from least to most. */
static bool read_whole(const Row *row, double least, double most, const char *what, double *value) {
    const Amount amount = amount_parse(row_text(row, VALUE));
    *value = row_cell(row, VALUE).computed ? *row_cell(row, VALUE).computed : amount.value;
    if ((row_cell(row, VALUE).computed || (!amount.fault && !amount.has_percent)) && *value >= least &&
        *value <= most && *value == floor(*value) && !amount.could_be_grouped)
        return true;
    refuse(row, what,
        amount.could_be_grouped ? arena_format(row->loader->arena, "write %s, or %.0f",
                                      number_grouped_text(row->loader->arena, amount.value * 1000), amount.value)
                                : whole_hint(row));
    return false;
}

static void read_periods(SettingsReader *reader, const Row *row, void *field) {
    (void)field;
    double count;
    reader->horizon.count_place = row_cell(row, VALUE).place;
    reader->horizon.has_count = read_whole(row, 1, 6000, "a number of periods, from 1 to 6000", &count);
    if (reader->horizon.has_count) reader->horizon.count = (size_t)count;
}

static void read_trials(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    double count;
    if (read_whole(row, 1, 1e12, "a number of trials such as 250000, 100k or 1m", &count))
        *(uint64_t *)field = (uint64_t)count;
}

static void read_seed(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    double seed;
    if (read_whole(row, 0, 9007199254740992.0 /* 2^53: above it not every whole number is a double */,
            "a seed, a whole number from 0 to 9007199254740992", &seed))
        *(uint64_t *)field = (uint64_t)seed;
}

static void read_scale(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    const char *text = row_text(row, VALUE);
    const Amount amount = amount_parse(text);
    const double scale = names_match(text, "k") ? 1e3 : names_match(text, "m") ? 1e6 : amount.value;
    if (scale == 1 || scale == 1e3 || scale == 1e6)
        *(double *)field = scale;
    else
        refuse(row, "a scale", "expected 1, 1000 (k) or 1000000 (m)");
}

static void read_rate(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    double rate;
    if (row_number(row, VALUE, NUMBER_PLAIN, &rate) == READ_GOOD && check_rate(row, VALUE, rate))
        *(double *)field = rate;
}

/* A plain rate is a schedule of one band. */
static Schedule flat_schedule(Arena *arena, const char *name, double rate_per_year) {
    int *from_year = arena_array(arena, 1, sizeof *from_year);
    double *rate = arena_array(arena, 1, sizeof *rate);
    from_year[0] = 1;
    rate[0] = rate_per_year;
    return (Schedule){ name, "case.csv", 1, from_year, rate, NULL };
}

static const char *schedule_hint(Loader *loader, const char *name) {
    const Ids *own = loader_ids(loader, &csv_discount_rates);
    const char **names = arena_array(loader->arena, own->count + builtin_schedule_count, sizeof *names);
    for (size_t s = 0; s < builtin_schedule_count; s++) names[s] = builtin_schedules[s].name;
    for (size_t s = 0; s < own->count; s++) names[builtin_schedule_count + s] = own->id[s];
    const char *nearest = nearest_hint(loader->arena, name, names, builtin_schedule_count + own->count);
    return nearest ? nearest : "expected a rate such as 3.5%, or the name of a schedule";
}

static void read_discount(SettingsReader *reader, const Row *row, void *field) {
    const char *text = row_text(row, VALUE);
    const Cell cell = row_cell(row, VALUE);
    reader->loader->the_case->settings.discount_place = cell.place;
    const Schedule *named = cell.computed ? NULL : schedule_find(reader->loader, text);
    Amount amount = amount_parse(text);
    if (cell.computed) amount = (Amount){ .value = *cell.computed };
    if (named)
        *(Schedule *)field = *named;
    else if (!amount.fault) {
        if (check_rate(row, VALUE, amount.value))
            *(Schedule *)field = flat_schedule(reader->loader->arena, text, amount.value);
    } else if (!loader_ids(reader->loader, &csv_discount_rates)->incomplete) {
        const char *hint = number_hint(row);
        refuse(row, "a rate or a discount schedule", hint ? hint : schedule_hint(reader->loader, text));
    }
}

static void read_timing(SettingsReader *reader, const Row *row, void *field) {
    static const char *const words[] = { [DISCOUNT_START] = "start", [DISCOUNT_MID] = "mid", [DISCOUNT_END] = "end" };
    (void)reader;
    const size_t word = row_word(row, VALUE, words, 3, "a timing");
    if (word != NONE) *(DiscountTiming *)field = (DiscountTiming)word;
}

static void read_payback_timing(SettingsReader *reader, const Row *row, void *field) {
    static const char *const words[] = { [PAYBACK_SPREAD] = "spread", [PAYBACK_POINT] = "point" };
    (void)reader;
    const size_t word = row_word(row, VALUE, words, 2, "a timing");
    if (word != NONE) *(PaybackTiming *)field = (PaybackTiming)word;
}

/* yes and no first: they are what a hint offers. */
static const char *const yes_no[] = { "yes", "no", "y", "n", "true", "false", "1", "0" };

/* Whether it is one of the words for yes or no. */
static bool find_yes_no(const char *text, bool *yes) {
    for (size_t w = 0; w < sizeof yes_no / sizeof yes_no[0]; w++) {
        if (!names_match(text, yes_no[w])) continue;
        *yes = w % 2 == 0;
        return true;
    }
    return false;
}

static void read_yes_no(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    if (!find_yes_no(row_text(row, VALUE), field)) refuse(row, "yes or no", NULL);
}

static void read_trial_bias(SettingsReader *reader, const Row *row, void *field) {
    const char *text = row_text(row, VALUE);
    bool yes;
    (void)reader;
    if (names_match(text, "auto"))
        *(TrialBias *)field = TRIALS_WITH_REST_OF_BIAS;
    else if (find_yes_no(text, &yes))
        *(TrialBias *)field = yes ? TRIALS_WITH_BIAS : TRIALS_WITHOUT_BIAS;
    else
        refuse(row, "auto, yes or no", NULL);
}

static void read_deflator(SettingsReader *reader, const Row *row, void *field) {
    (void)reader;
    *(size_t *)field = row_name(row, VALUE, &csv_indices);
}

static void read_sampler(SettingsReader *reader, const Row *row, void *field) {
    const char *names[SAMPLING_DESIGN_COUNT];
    (void)reader;
    sampling_design_names(names);
    const size_t design = row_word(row, VALUE, names, SAMPLING_DESIGN_COUNT, "a sampler");
    if (design != NONE) *(const char **)field = names[design];
}

#define FIELD(name) offsetof(Settings, name)

static const Setting settings_table[] = {
    { "title", "", "shown on every output", FIELD(title), read_text, NOT_IN_PLAN },
    { "version", "", "shown on every output", FIELD(version), read_text, NOT_IN_PLAN },
    { "author", "", "shown on every output", FIELD(author), read_text, NOT_IN_PLAN },
    { "date", "", "shown on every output", FIELD(date), read_date, NOT_IN_PLAN },
    { "start", "", "first period; blank: the earliest period column", FIELD(start), read_start, IN_PLAN },
    { "periods", "", "how many periods; blank: through the last period column", FIELD(period_count), read_periods,
        IN_PLAN },
    { "currency", "£", "symbol", FIELD(currency), read_text, NOT_IN_PLAN },
    { "scale", "1", "what 1 means in the money cells: 1, 1000 (k) or 1000000 (m)", FIELD(scale), read_scale, IN_PLAN },
    { "discount", "green-book", "a rate such as 3.5%, or a schedule's name", FIELD(discount), read_discount, IN_PLAN },
    { "discount_timing", "start", "start, mid or end of the period", FIELD(discount_timing), read_timing, IN_PLAN },
    { "price_base", "start", "the period whose prices real amounts use", FIELD(price_base_month), read_price_base,
        IN_PLAN },
    { "deflator", "", "index of general inflation; blank: none", FIELD(deflator), read_deflator, IN_PLAN },
    { "finance_rate", "", "for MIRR; blank: the discount rate of year 1", FIELD(finance_rate), read_rate, IN_PLAN },
    { "reinvestment_rate", "", "for MIRR; blank: the discount rate of year 1", FIELD(reinvestment_rate), read_rate,
        IN_PLAN },
    { "payback_timing", "spread", "spread or point", FIELD(payback_timing), read_payback_timing, IN_PLAN },
    { "risk_in_plan", "yes", "yes: the expected value of the risks is a cost in the plan", FIELD(risk_in_plan),
        read_yes_no, IN_PLAN },
    { "optimism_bias_in_plan", "yes", "yes: lines carry their optimism bias in the plan", FIELD(optimism_bias_in_plan),
        read_yes_no, IN_PLAN },
    { "optimism_bias_in_simulation", "auto",
        "the same in the trials; auto: less what the ranges of the line, its drivers and its quantities add on "
        "average; "
        "yes: all of it; no: none",
        FIELD(optimism_bias_in_simulation), read_trial_bias, NOT_IN_PLAN },
    { "party", "council;councils", "what a party is called, and several of them, with ; between: agency;agencies",
        FIELD(party), read_party, NOT_IN_PLAN },
    { "trials", "100000", "of a simulation", FIELD(trials), read_trials, NOT_IN_PLAN },
    { "seed", "1", "of the random numbers", FIELD(seed), read_seed, NOT_IN_PLAN },
    { "sampler", "mc", "how a simulation draws", FIELD(sampler), read_sampler, NOT_IN_PLAN },
};

enum { SETTING_COUNT = sizeof settings_table / sizeof settings_table[0] };

static const char **setting_names(Arena *arena) {
    const char **names = arena_array(arena, SETTING_COUNT, sizeof *names);
    for (size_t s = 0; s < SETTING_COUNT; s++) names[s] = settings_table[s].key;
    return names;
}

static bool setting_matters(const char *key) {
    for (size_t s = 0; s < SETTING_COUNT; s++)
        if (names_match(settings_table[s].key, key)) return settings_table[s].use == IN_PLAN;
    return true;
}

const char *setting_find(const char *key) {
    for (size_t s = 0; s < SETTING_COUNT; s++)
        if (names_match(settings_table[s].key, key)) return settings_table[s].key;
    return NULL;
}

/* What others call a setting. */
static const struct {
    const char *word, *key;
} other_words[] = { { "name", "title" }, { "project", "title" }, { "owner", "author" }, { "first_year", "start" },
    { "first_period", "start" }, { "start_year", "start" }, { "start_date", "start" }, { "horizon", "periods" },
    { "years", "periods" }, { "term", "periods" }, { "length", "periods" }, { "duration", "periods" },
    { "units", "scale" }, { "unit", "scale" }, { "thousands", "scale" }, { "rate", "discount" },
    { "base_year", "price_base" }, { "price_year", "price_base" }, { "prices", "price_base" },
    { "inflation", "deflator" }, { "timing", "discount_timing" }, { "risk", "risk_in_plan" },
    { "risks", "risk_in_plan" }, { "optimism_bias", "optimism_bias_in_plan" }, { "payback", "payback_timing" },
    { "iterations", "trials" }, { "simulations", "trials" }, { "runs", "trials" }, { "random_seed", "seed" },
    { "sampling", "sampler" }, { "method", "sampler" } };

const char *setting_hint(Arena *arena, const char *key) {
    const char **names = setting_names(arena), *all = names[0];
    for (size_t i = 0; i < sizeof other_words / sizeof other_words[0]; i++)
        if (names_match(other_words[i].word, key)) return nearest_hint(arena, other_words[i].key, names, SETTING_COUNT);
    const char *nearest = nearest_hint(arena, key, names, SETTING_COUNT);
    if (nearest) return nearest;
    for (size_t s = 1; s < SETTING_COUNT; s++)
        all = arena_format(arena, "%s%s%s", all, s + 1 < SETTING_COUNT ? ", " : " and ", names[s]);
    return arena_format(arena, "the settings are %s", all);
}

/* A default goes through the same reader as what the user writes. */
static void read_default(SettingsReader *reader, const Setting *setting) {
    if (setting->otherwise[0] == '\0') return;
    Loader *loader = reader->loader;
    long at[COLUMN_COUNT] = { [KEY] = 0, [VALUE] = 1, [NOTE] = -1 };
    const Place place = { .file = csv_settings.file };
    Cell cells[] = { { .text = setting->key, .place = place }, { .text = setting->otherwise, .place = place } };
    const Sheet sheet = {
        .kind = &csv_settings, .table = { .file = csv_settings.file, .column_count = 2 }, .columns = at
    };
    const TableRow written = { .cells = cells, .count = sizeof cells / sizeof cells[0] };
    const Row row = { loader, &sheet, &written, setting->key };
    setting->read(reader, &row, (char *)&loader->the_case->settings + setting->field);
}

static const Setting *find_setting(const Row *row) {
    for (size_t s = 0; s < SETTING_COUNT; s++)
        if (names_match(settings_table[s].key, row->id)) return &settings_table[s];
    if (row->id[0] == '\0')
        diagnostics_error(
            row->loader->diagnostics, row_cell(row, KEY).place, NULL, "the setting has no name in column key");
    else
        diagnostics_error(row->loader->diagnostics, row_cell(row, KEY).place, setting_hint(row->loader->arena, row->id),
            "there is no setting \"%s\"", row->id);
    return NULL;
}

static void read_row(SettingsReader *reader, const Row *row, Place *seen) {
    const Setting *setting = find_setting(row);
    if (!setting) return;
    Place *first = &seen[setting - settings_table];
    if (first->file) {
        diagnostics_error(reader->loader->diagnostics, row_cell(row, KEY).place, NULL,
            "setting \"%s\" already exists, at %s", row->id, place_text(reader->loader->arena, *first));
        return;
    }
    *first = row_cell(row, KEY).place;
    Case *the_case = reader->loader->the_case;
    the_case->setting_places[the_case->setting_place_count++] =
        (SettingPlace){ setting->key, row_cell(row, VALUE).place };
    if (!row_is_blank(row, VALUE))
        setting->read(reader, row, (char *)&reader->loader->the_case->settings + setting->field);
}

static void read(Loader *loader, const Sheet *sheet) {
    Settings *settings = &loader->the_case->settings;
    SettingsReader reader = { .loader = loader };
    Place seen[SETTING_COUNT] = { 0 };
    *settings = (Settings){ .title = "",
        .version = "",
        .author = "",
        .date = "",
        .deflator = NONE,
        .finance_rate = NAN,
        .reinvestment_rate = NAN };
    loader->the_case->setting_places = arena_array(loader->arena, SETTING_COUNT, sizeof(SettingPlace));
    for (size_t s = 0; s < SETTING_COUNT; s++) read_default(&reader, &settings_table[s]);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        read_row(&reader, &row, seen);
    }
    horizon_resolve(loader, &reader.horizon);
    settings->price_base_month = reader.has_price_base ? reader.price_base_month : settings->start.first_month;
}

const CsvKind csv_settings = {
    .file = "case.csv",
    .row = "setting",
    .help = "a setting",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .row_matters = setting_matters,
    .read = read,
};

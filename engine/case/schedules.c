/* The built-in discount schedules, and discount_rates.csv: schedules of the user's own. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/reading/bounds.h"
#include "case/reading/row.h"
#include "case/schedules.h"

/* HM Treasury, The Green Book 2026, standard discount rates with their declining long-term schedule. */
#define SOURCE_GREEN_BOOK "HM Treasury, The Green Book (2026), discounting: standard social time preference rate"
#define SOURCE_HEALTH "HM Treasury, The Green Book (2026), discounting: rate for risks to health and life"
#define SOURCE_REDUCED                                                                                                 \
    "HM Treasury, The Green Book (2026), discounting: reduced rate, without pure time preference, for sensitivity "    \
    "over horizons of more than 50 years"

static const int green_book_years[] = { 1, 31, 76, 126, 201, 301 };
static const double standard_rates[] = { 0.035, 0.03, 0.025, 0.02, 0.015, 0.01 };
static const double health_rates[] = { 0.015, 0.0129, 0.0107, 0.0086, 0.0064, 0.0043 };
static const double reduced_rates[] = { 0.03, 0.0257, 0.0214, 0.0171, 0.0129, 0.0086 };

enum { GREEN_BOOK_BANDS = sizeof green_book_years / sizeof green_book_years[0] };

const Schedule builtin_schedules[] = {
    { "green-book", SOURCE_GREEN_BOOK, GREEN_BOOK_BANDS, green_book_years, standard_rates,
        "the Green Book's standard rates" },
    { "green-book-health", SOURCE_HEALTH, GREEN_BOOK_BANDS, green_book_years, health_rates,
        "the Green Book's rates for health" },
    { "green-book-reduced", SOURCE_REDUCED, GREEN_BOOK_BANDS, green_book_years, reduced_rates,
        "the Green Book's reduced rates" },
};
const size_t builtin_schedule_count = sizeof builtin_schedules / sizeof builtin_schedules[0];

enum { SCHEDULE, FROM_YEAR, RATE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [SCHEDULE] = { "schedule", .required = true, .help = "name of the schedule; its rows are its bands" },
    [FROM_YEAR] = { "from_year", .required = true,
        .help = "first year of the band; year 1 is from the first to the second" },
    [RATE] = { "rate", .required = true, .help = "rate a year, such as 3.5%" },
    [NOTE] = COLUMN_NOTE,
};

bool check_rate(const Row *row, size_t column, double rate) {
    if (rate > -1 && rate < 1) return true;
    const char *text = row_text(row, column);
    const bool forgot_percent = fabs(rate) < 100 && !strchr(text, '%');
    row_error(row, column, forgot_percent ? arena_format(row->loader->arena, "did you mean \"%s%%\"?", text) : NULL,
        "\"%s\" is a rate of %.10g%% a year", text, rate * 100);
    return false;
}

typedef struct Band {
    int from_year;
    double rate;
    Place place;
} Band;

/* One schedule while its rows are gathered. */
typedef struct Draft {
    Band *bands; /* [count], rising */
    size_t count, capacity;
    bool broken;
} Draft;

static bool read_band(const Row *row, Band *band) {
    double year = NAN;
    const Reading year_read = row_within(row, FROM_YEAR, BOUND_YEAR_OF_SCHEDULE, &year);
    const Reading rate_read = row_number(row, RATE, NUMBER_PLAIN, &band->rate);
    band->place = row_cell(row, FROM_YEAR).place;
    if (year_read == READ_BLANK) row_error(row, FROM_YEAR, NULL, "a year is missing");
    if (rate_read == READ_BLANK) row_error(row, RATE, NULL, "a rate is missing");
    bool good = year_read == READ_GOOD && rate_read == READ_GOOD && check_rate(row, RATE, band->rate);
    if (year_read == READ_GOOD && year != floor(year)) {
        row_error(row, FROM_YEAR, NULL, "\"%s\" is not a whole year", row_text(row, FROM_YEAR));
        good = false;
    }
    band->from_year = year_read == READ_GOOD ? (int)year : 0;
    return good;
}

static void insert_band(const Row *row, Draft *draft, Band band) {
    Arena *arena = row->loader->arena;
    draft->bands = arena_grow(arena, draft->bands, draft->count, &draft->capacity, sizeof *draft->bands);
    size_t at = draft->count;
    for (; at > 0 && draft->bands[at - 1].from_year >= band.from_year; at--)
        if (draft->bands[at - 1].from_year == band.from_year) {
            row_error(row, FROM_YEAR, NULL, "year %d already exists, at %s", band.from_year,
                place_text(arena, draft->bands[at - 1].place));
            draft->broken = true;
            return;
        }
    memmove(&draft->bands[at + 1], &draft->bands[at], (draft->count - at) * sizeof *draft->bands);
    draft->bands[at] = band;
    draft->count++;
}

static Schedule finish(Loader *loader, const char *name, const Draft *draft) {
    int *from_year = arena_array(loader->arena, draft->count, sizeof *from_year);
    double *rate = arena_array(loader->arena, draft->count, sizeof *rate);
    for (size_t b = 0; b < draft->count; b++) {
        from_year[b] = draft->bands[b].from_year;
        rate[b] = draft->bands[b].rate;
    }
    if (!draft->broken && draft->count > 0 && from_year[0] != 1)
        diagnostics_error(loader->diagnostics, draft->bands[0].place, "the first band starts at year 1",
            "schedule \"%s\" has no rate for the years before %d", name, from_year[0]);
    return (Schedule){ name, "discount_rates.csv", draft->count, from_year, rate, NULL };
}

static size_t enter_schedule(const Row *row, Ids *ids) {
    static const Ids none;
    const size_t found = ids_find(ids, row->id);
    if (found != NONE) return found;
    check_id(row, &none, NULL);
    for (size_t s = 0; s < builtin_schedule_count; s++)
        if (names_match(row->id, builtin_schedules[s].name))
            diagnostics_error(row->loader->diagnostics, row_cell(row, SCHEDULE).place, "give yours another name",
                "\"%s\" is a built-in schedule", row->id);
    return ids_add(ids, row->id, row_cell(row, SCHEDULE).place);
}

static void read(Loader *loader, const Sheet *sheet) {
    Ids *ids = loader_ids(loader, &csv_discount_rates);
    Draft *drafts = arena_array(loader->arena, sheet->table.row_count, sizeof *drafts);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Band band = { 0 };
        Draft *draft = &drafts[enter_schedule(&row, ids)];
        if (read_band(&row, &band))
            insert_band(&row, draft, band);
        else
            draft->broken = true;
    }
    Schedule *schedules = arena_array(loader->arena, ids->count, sizeof *schedules);
    for (size_t s = 0; s < ids->count; s++) schedules[s] = finish(loader, ids->id[s], &drafts[s]);
    loader->own_schedules = schedules;
}

const Schedule *schedule_find(Loader *loader, const char *name) {
    const size_t own = ids_find(loader_ids(loader, &csv_discount_rates), name);
    if (own != NONE) {
        ids_use(loader_ids(loader, &csv_discount_rates), own);
        return &loader->own_schedules[own];
    }
    for (size_t s = 0; s < builtin_schedule_count; s++)
        if (names_match(name, builtin_schedules[s].name)) return &builtin_schedules[s];
    return NULL;
}

const CsvKind csv_discount_rates = {
    .file = "discount_rates.csv",
    .row = "schedule",
    .help = "a named schedule of discount rates, band by band",
    .what = "a discount schedule",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .second_key = FROM_YEAR,
    .others = OTHERS_NONE,
    .change = CHANGES_IN_USE,
    .read = read,
};

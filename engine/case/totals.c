#include "case/totals.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/words.h"
#include "table/amount.h"

/* A row, as a total or as part of one. */
typedef struct Summand {
    const char *id, *name, *unit;
    Place place;
    Amounts amounts; /* by period, in time order; count 0: it has none */
    int divisor;     /* into how many of them a written number was divided */
    bool is_written; /* its numbers are typed: it may be a total */
} Summand;

/* --- what is called a total ------------------------------------------------------------------------------------------ */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether one of the words is in a text, as in "Sub-total" and "total_costs". */
static bool has_word(const char *text, const char *const *words, size_t count) {
    while (*text) {
        while (*text && !is_letter(*text)) text++;
        size_t length = 0;
        while (is_letter(text[length])) length++;
        for (size_t w = 0; w < count; w++) {
            size_t same = 0;
            while (same < length && words[w][same] && lower_letter(text[same]) == words[w][same]) same++;
            if (length > 0 && same == length && words[w][same] == '\0') return true;
        }
        text += length;
    }
    return false;
}

static bool is_called_total(const Summand *row) {
    static const char *const words[] = { "total", "totals", "subtotal", "subtotals", "sum", "sums" };
    const size_t count = sizeof words / sizeof words[0];
    return has_word(row->id, words, count) || has_word(row->name, words, count);
}

/* Names that are those of a total and of nothing else. */
static bool is_plain_total(const Summand *row) {
    static const char *const names[] = { "total", "totals", "grand total", "sub total", "subtotal", "sum",
        "total costs", "total benefits" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names_match(row->id, names[i]) || names_match(row->name, names[i])) return true;
    return false;
}

/* --- what is one ----------------------------------------------------------------------------------------------------- */

/* Running sums of rows, each as one number: the sum over periods of its amounts, in parts of 1, times a weight of the
   period, modulo 2^64. Rows that add up in every period add up here, and the search takes a step a row; what is found is
   then looked at amount by amount. */
typedef struct RunningSums {
    const Summand *rows;
    uint64_t *sum; /* [count + 1] of the first rows */
    size_t *row;   /* [count] index of the row that was the i-th */
    size_t count;
    size_t *slots; /* [slot_count], a power of two: 1 + how many rows are in a sum, of equal sums the most */
    size_t slot_count;
    double *added, *size; /* by period, while a total is looked at */
} RunningSums;

static RunningSums new_sums(Arena *arena, const Summand *rows, size_t most) {
    RunningSums sums = { .rows = rows,
        .sum = arena_array(arena, most + 1, sizeof *sums.sum),
        .row = arena_array(arena, most, sizeof *sums.row),
        .slot_count = 16 };
    size_t most_periods = 0;
    for (size_t r = 0; r < most; r++)
        if (rows[r].amounts.count > most_periods) most_periods = rows[r].amounts.count;
    while (sums.slot_count < 2 * (most + 1)) sums.slot_count *= 2;
    sums.slots = arena_array(arena, sums.slot_count, sizeof *sums.slots);
    sums.added = arena_array(arena, most_periods, sizeof *sums.added);
    sums.size = arena_array(arena, most_periods, sizeof *sums.size);
    return sums;
}

/* The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t scramble(uint64_t x) {
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* A hundredth of a penny; where numbers were divided, so small that what they were divided into is whole too. */
static double parts_of_one(const Summand *rows, size_t count) {
    enum { MOST_DIVISOR = 5040 };
    int common = 1;
    for (size_t r = 0; r < count; r++) {
        int a = common, b = rows[r].divisor;
        while (b) {
            const int rest = a % b;
            a = b;
            b = rest;
        }
        if (rows[r].divisor / a <= MOST_DIVISOR / common) common *= rows[r].divisor / a;
    }
    return (common <= 12 ? 1e4 : 1e2) * common;
}

/* A row with an amount that is too large to be held exactly gets a number of its own: nothing adds up across it. */
static uint64_t fingerprint(const Amounts *amounts, size_t row, double parts_of_one) {
    static const double most_exact = 9e14;
    uint64_t print = 0;
    for (size_t i = 0; i < amounts->count; i++) {
        const double parts = round(amounts->value[i] * parts_of_one);
        if (!(fabs(parts) < most_exact)) return scramble(~(uint64_t)row);
        print += (uint64_t)(int64_t)parts * scramble((uint64_t)amounts->first_month[i]);
    }
    return print;
}

static size_t slot_of(const RunningSums *sums, uint64_t sum) {
    size_t slot = (size_t)scramble(sum) & (sums->slot_count - 1);
    while (sums->slots[slot] && sums->sum[sums->slots[slot] - 1] != sum) slot = (slot + 1) & (sums->slot_count - 1);
    return slot;
}

/* The sum of the first `rows` rows may be where a total begins. */
static void enter(RunningSums *sums, size_t rows) {
    sums->slots[slot_of(sums, sums->sum[rows])] = rows + 1;
}

static void add_row(RunningSums *sums, size_t row, uint64_t print) {
    sums->row[sums->count] = row;
    sums->sum[sums->count + 1] = sums->sum[sums->count] + print;
    sums->count++;
    if (sums->count >= 2) enter(sums, sums->count - 2); /* a total has two rows at least above it */
}

/* Adds a part to the sums by period of a total; false where it has money in a period that the total has not. */
static bool add_part(const RunningSums *sums, const Amounts *part, const Amounts *total, bool *has_money) {
    size_t t = 0;
    for (size_t i = 0; i < part->count; i++) {
        if (part->value[i] == 0) continue;
        while (t < total->count && total->first_month[t] < part->first_month[i]) t++;
        if (t == total->count || total->first_month[t] != part->first_month[i]) return false;
        sums->added[t] += part->value[i];
        sums->size[t] += fabs(part->value[i]);
        *has_money = true;
    }
    return true;
}

static bool adds_up(const RunningSums *sums, size_t from, const Summand *row) {
    static const double least_difference = 1e-4;
    const Amounts *total = &row->amounts;
    size_t with_money = 0;
    for (size_t t = 0; t < total->count; t++) sums->added[t] = sums->size[t] = 0;
    for (size_t i = from; i < sums->count; i++) {
        const Summand *part = &sums->rows[sums->row[i]];
        bool has_money = false;
        if (part->amounts.count == 0 || !names_match(part->unit, row->unit)) return false;
        if (!add_part(sums, &part->amounts, total, &has_money)) return false;
        with_money += has_money;
    }
    for (size_t t = 0; t < total->count; t++)
        if (fabs(sums->added[t] - total->value[t]) > least_difference + 1e-12 * sums->size[t]) return false;
    return with_money > 1; /* a row beside an empty one is no sum */
}

/* How many of the last rows add up to it; 0: none do. */
static size_t rows_in_total(const RunningSums *sums, const Summand *total, uint64_t print) {
    const size_t found = sums->slots[slot_of(sums, sums->sum[sums->count] - print)];
    if (found == 0 || !adds_up(sums, found - 1, total)) return 0;
    return sums->count - (found - 1);
}

static bool has_amount(const Amounts *amounts) {
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] != 0) return true;
    return false;
}

/* [count] of how many rows directly above it each row is the sum; 0: of none. */
static size_t *find_totals(Arena *arena, const Summand *rows, size_t count) {
    size_t *found = arena_array(arena, count, sizeof *found);
    RunningSums all = new_sums(arena, rows, count), parts = new_sums(arena, rows, count);
    const double unit = parts_of_one(rows, count);
    for (size_t r = 0; r < count; r++) {
        const uint64_t print = fingerprint(&rows[r].amounts, r, unit);
        if (rows[r].is_written && has_amount(&rows[r].amounts)) {
            found[r] = rows_in_total(&all, &rows[r], print);
            if (found[r] == 0) found[r] = rows_in_total(&parts, &rows[r], print); /* leaving out totals of groups */
        }
        add_row(&all, r, print);
        if (found[r] == 0) add_row(&parts, r, print);
    }
    return found;
}

/* --- lines ----------------------------------------------------------------------------------------------------------- */

/* Into how many amounts a number of the line was divided. */
static int divisor_of(const Loader *loader, const Line *line) {
    if (line->amounts.count == 0 || line->given_by == BY_FORMULA) return 1;
    if (line->given_by == BY_CELLS) return (int)line->amounts.per_cell;
    if (line->type->is_whole_sum) return (int)line->amounts.count;
    return 12 / loader->the_case->settings.start.length_months;
}

static void report(Loader *loader, const CsvKind *kind, const Summand *row, size_t rows, const char *when) {
    if (is_called_total(row) && kind->totals != TOTALS_BY_NAME)
        diagnostics_error(loader->diagnostics, row->place,
            kind->totals == TOTALS_BY_FORMULA ? "remove the row, or give it a formula that adds them up"
                                              : "remove the row: bizcase works out totals",
            "%s \"%s\" is the sum of the %zu rows above it%s: they would count twice", kind->row, row->id, rows, when);
    else
        diagnostics_warning(loader->diagnostics, row->place, "remove the row if it is a total",
            "%s \"%s\" is%s the sum of the %zu rows above it", kind->row, row->id, when, rows);
}

/* A warning where a row that adds nothing up is called a total all the same. */
static void warn_of_name(Loader *loader, const Sheet *sheet, const Summand *row, size_t r) {
    const Row at = row_at(loader, sheet, r);
    if (is_plain_total(row))
        row_warning(&at, 0, "remove the row if it is one", "\"%s\" looks like a total, but counts as a separate %s",
            row->name[0] ? row->name : row->id, sheet->kind->row);
}

void check_line_totals(
    Loader *loader, const Sheet *sheet, const Line *lines, const Amounts *const *amounts, size_t count) {
    Arena *working = arena_within(loader->arena);
    Summand *rows = arena_array(working, count, sizeof *rows);
    for (size_t l = 0; l < count; l++)
        rows[l] = (Summand){ .id = lines[l].label.id,
            .name = lines[l].label.name,
            .unit = "",
            .place = lines[l].label.place,
            .amounts = *amounts[l],
            .divisor = divisor_of(loader, &lines[l]),
            .is_written = lines[l].given_by != BY_FORMULA };
    const size_t *found = find_totals(working, rows, count);
    for (size_t l = 0; l < count; l++) {
        if (found[l] > 0)
            report(loader, sheet->kind, &rows[l], found[l], " in every period");
        else
            warn_of_name(loader, sheet, &rows[l], l);
    }
    arena_free(working);
}

/* --- other files ----------------------------------------------------------------------------------------------------- */

static Cell cell_named(const Row *row, const char *column) {
    const long known = kind_find_column(row->sheet->kind, column);
    static const Cell blank = { .text = "" };
    return known < 0 ? blank : row_cell(row, (size_t)known);
}

/* Of a kind without periods the amounts of a row are those of its range; the first ones come first. */
static const char *const range_columns[] = { "central", "low", "high" };
enum { RANGE_COLUMNS = sizeof range_columns / sizeof range_columns[0] };

/* The numbers that a row has in up to `most` columns. */
static Amounts written_amounts(Arena *arena, const Row *row, size_t most) {
    const Sheet *sheet = row->sheet;
    const bool has_periods = sheet->kind->others == OTHERS_PERIODS;
    const size_t count = has_periods ? sheet->period_count : RANGE_COLUMNS;
    int *months = arena_array(arena, count, sizeof *months);
    double *values = arena_array(arena, count, sizeof *values);
    Amounts amounts = { .first_month = months, .value = values };
    for (size_t i = 0; i < count && i < most; i++) {
        const Cell cell =
            has_periods ? row_cell_at(row->cells, sheet->periods[i].column) : cell_named(row, range_columns[i]);
        const Amount amount = amount_parse(cell.text);
        const bool is_carried = cell.text[0] == '\0' && sheet->kind->periods_are_numbers && amounts.count > 0;
        if (!cell.computed && amount.fault && !is_carried) continue;
        months[amounts.count] = has_periods ? sheet->periods[i].period.first_month : (int)i;
        values[amounts.count] = is_carried ? values[amounts.count - 1] : cell.computed ? *cell.computed : amount.value;
        amounts.count++;
    }
    return amounts;
}

/* A lone amount of a range is soon the sum of two others, and drivers may be shares of each other on purpose. */
static bool is_told_of_all(const CsvKind *kind, const Summand *row) {
    return kind->totals != TOTALS_BY_NAME && (kind->others == OTHERS_PERIODS || row->amounts.count > 1);
}

/* rows, found: [row_count] of the sheet; those that are found already are left as they are. */
static void find_written_totals(Loader *loader, const Sheet *sheet, size_t most, Summand *rows, size_t *found) {
    Arena *working = arena_within(loader->arena);
    const size_t count = sheet->table.row_count;
    for (size_t r = 0; r < count; r++) {
        const Row row = row_at(loader, sheet, r);
        rows[r] = (Summand){ .id = row.id,
            .name = cell_named(&row, "name").text,
            .unit = cell_named(&row, "unit").text,
            .place = row_cell(&row, 0).place,
            .amounts = written_amounts(working, &row, most),
            .divisor = 1,
            .is_written = found[r] == 0 };
    }
    const size_t *totals = find_totals(working, rows, count);
    for (size_t r = 0; r < count; r++)
        if (totals[r] > 0 && (is_called_total(&rows[r]) || is_told_of_all(sheet->kind, &rows[r]))) found[r] = totals[r];
    arena_free(working);
}

/* What is wrong with a total beside is no matter, and nothing can refer to it. */
static bool is_set_aside(const CsvKind *kind, const Summand *row, size_t found) {
    return kind->totals == TOTALS_COUNT_TWICE && found > 0 && is_called_total(row);
}

/* Into an array of its own: cases that are read side by side may share a sheet's rows. */
static void set_aside(Arena *arena, Sheet *sheet, const Summand *rows, const size_t *found) {
    const size_t count = sheet->table.row_count;
    size_t kept = 0;
    for (size_t r = 0; r < count; r++) kept += !is_set_aside(sheet->kind, &rows[r], found[r]);
    if (kept == count) return;
    TableRow *others = arena_array(arena, kept, sizeof *others);
    size_t at = 0;
    for (size_t r = 0; r < count; r++)
        if (!is_set_aside(sheet->kind, &rows[r], found[r])) others[at++] = sheet->table.rows[r];
    sheet->table.rows = others;
    sheet->table.row_count = kept;
}

static void check_written_totals(Loader *loader, Sheet *sheet) {
    const CsvKind *kind = sheet->kind;
    const size_t count = sheet->table.row_count;
    const bool has_periods = kind->others == OTHERS_PERIODS;
    Summand *rows = arena_array(loader->arena, count, sizeof *rows);
    size_t *found = arena_array(loader->arena, count, sizeof *found);
    find_written_totals(loader, sheet, SIZE_MAX, rows, found);
    if (!has_periods) find_written_totals(loader, sheet, 1, rows, found);
    for (size_t r = 0; r < count; r++) {
        if (found[r] > 0)
            report(loader, kind, &rows[r], found[r], has_periods ? " in every period" : "");
        else if (kind->totals == TOTALS_COUNT_TWICE && kind->what)
            warn_of_name(loader, sheet, &rows[r], r);
    }
    set_aside(loader->arena, sheet, rows, found);
}

void check_totals(Loader *loader) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        Sheet *sheet = &loader->sheets[k];
        if (sheet->kind->totals != TOTALS_UNKNOWN && sheet->present && !sheet->broken)
            check_written_totals(loader, sheet);
    }
}

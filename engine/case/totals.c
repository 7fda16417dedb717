#include "case/totals.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/words.h"

/* --- what is called a total ------------------------------------------------------------------------------------------ */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether one of the words stands in a text, as in "Sub-total" and "total_costs". */
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

static bool is_called_total(const Line *line) {
    static const char *const words[] = { "total", "totals", "subtotal", "subtotals", "sum", "sums" };
    const size_t count = sizeof words / sizeof words[0];
    return has_word(line->label.id, words, count) || has_word(line->label.name, words, count);
}

/* Names that are those of a total and of nothing else. */
static bool is_plain_total(const Line *line) {
    static const char *const names[] = { "total", "totals", "grand total", "sub total", "subtotal", "sum",
        "total costs", "total benefits" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names_match(line->label.id, names[i]) || names_match(line->label.name, names[i])) return true;
    return false;
}

/* --- what is one ----------------------------------------------------------------------------------------------------- */

/* Running sums of rows, each as one number: the sum over periods of its amounts, in ten-thousandths, times a weight of the
   period, modulo 2^64. Rows that add up in every period add up here, and the search takes a step a row; what is found is
   then looked at amount by amount. */
typedef struct RunningSums {
    uint64_t *sum; /* [count + 1] of the first rows */
    size_t *row;   /* [count] index of the row that was the i-th */
    size_t count;
    size_t *slots; /* [slot_count], a power of two: 1 + how many rows are in a sum, of equal sums the most */
    size_t slot_count;
} RunningSums;

static RunningSums new_sums(Arena *arena, size_t most) {
    RunningSums sums = { .sum = arena_array(arena, most + 1, sizeof *sums.sum),
        .row = arena_array(arena, most, sizeof *sums.row),
        .slot_count = 16 };
    while (sums.slot_count < 2 * (most + 1)) sums.slot_count *= 2;
    sums.slots = arena_array(arena, sums.slot_count, sizeof *sums.slots);
    return sums;
}

/* The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t scramble(uint64_t x) {
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

static const double parts_of_one = 1e4, most_exact = 9e14;

/* A row with an amount that is too large to be held exactly gets a number of its own: nothing adds up across it. */
static uint64_t fingerprint(const Amounts *amounts, size_t row) {
    uint64_t print = 0;
    for (size_t i = 0; i < amounts->count; i++) {
        const double parts = round(amounts->value[i] * parts_of_one);
        if (!(fabs(parts) < most_exact)) return scramble(~(uint64_t)row);
        print += (uint64_t)(int64_t)parts * scramble(i + 1);
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

static bool adds_up(const Line *lines, const RunningSums *sums, size_t from, const Amounts *total) {
    size_t with_money = 0;
    for (size_t i = from; i < sums->count; i++) {
        const Amounts *part = &lines[sums->row[i]].amounts;
        size_t t = 0;
        if (part->count != total->count || part->first_month[0] != total->first_month[0]) return false;
        while (t < part->count && part->value[t] == 0) t++;
        with_money += t < part->count;
    }
    for (size_t t = 0; t < total->count; t++) {
        double sum = 0, size = 0;
        for (size_t i = from; i < sums->count; i++) {
            const double value = lines[sums->row[i]].amounts.value[t];
            sum += value;
            size += fabs(value);
        }
        if (fabs(sum - total->value[t]) > 1 / parts_of_one + 1e-12 * size) return false;
    }
    return with_money > 1; /* a row beside an empty one is no sum */
}

/* How many of the last rows add up to it; 0: none do. */
static size_t rows_in_total(const Line *lines, const RunningSums *sums, const Amounts *total, uint64_t print) {
    const size_t found = sums->slots[slot_of(sums, sums->sum[sums->count] - print)];
    if (found == 0 || !adds_up(lines, sums, found - 1, total)) return 0;
    return sums->count - (found - 1);
}

static bool has_money(const Amounts *amounts) {
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] != 0) return true;
    return false;
}

/* --------------------------------------------------------------------------------------------------------------------- */

static void report(Loader *loader, const Line *line, size_t rows) {
    const char *id = line->label.id;
    if (is_called_total(line))
        diagnostics_error(loader->diagnostics, line->label.place, "remove the row: totals are worked out",
            "line \"%s\" is the sum of the %zu rows above it in every period: they would count twice", id, rows);
    else
        diagnostics_warning(loader->diagnostics, line->label.place, "remove the row if it is a total",
            "line \"%s\" is in every period the sum of the %zu rows above it", id, rows);
}

void check_totals(Loader *loader, const Sheet *sheet, const Line *lines, size_t count) {
    RunningSums all = new_sums(loader->arena, count), parts = new_sums(loader->arena, count);
    for (size_t l = 0; l < count; l++) {
        const Amounts *amounts = &lines[l].amounts;
        const uint64_t print = fingerprint(amounts, l);
        size_t rows = 0;
        if (lines[l].given_by == BY_CELLS && has_money(amounts)) {
            rows = rows_in_total(lines, &all, amounts, print);
            if (rows == 0) rows = rows_in_total(lines, &parts, amounts, print); /* leaving out totals of groups */
        }
        if (rows > 0) {
            report(loader, &lines[l], rows);
        } else if (is_plain_total(&lines[l])) {
            const Row row = row_at(loader, sheet, l);
            row_warning(&row, 0, "remove the row if it is one",
                "\"%s\" looks like a total, and is counted as a line of its own", lines[l].label.name);
        }
        add_row(&all, l, print);
        if (rows == 0) add_row(&parts, l, print);
    }
}

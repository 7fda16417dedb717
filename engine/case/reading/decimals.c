#include "case/reading/decimals.h"

#include <math.h>
#include <string.h>

#include "base/exact_number.h"

/* The first such cell of a row, and how many more there are in it. */
struct DoubtfulNumber {
    Row row;
    Cell cell;
    const char *column_name;
    double value;
    size_t more;
};

static Decimals *decimals_of(const Row *row) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++)
        if (&row->loader->sheets[s] == row->sheet) return &row->loader->decimals[s];
    return NULL;
}

static void add_doubtful(
    const Row *row, DoubtfulNumbers *found, const Cell *cell, const char *column_name, const Amount *amount) {
    if (found->count && found->items[found->count - 1].row.cells == row->cells) {
        found->items[found->count - 1].more++;
        return;
    }
    found->items = arena_grow(row->loader->arena, found->items, found->count, &found->capacity, sizeof *found->items);
    found->items[found->count++] = (DoubtfulNumber){ *row, *cell, column_name, amount->value, 0 };
}

void decimals_note(const Row *row, const Cell *cell, const char *column_name, const Amount *amount) {
    if (amount->decimal_count == 0 || amount->has_suffix) return;
    Decimals *decimals = decimals_of(row);
    if (!decimals) return;
    if (amount->decimal_count != 3)
        decimals->has_others = true;
    else if (fabs(amount->value) < 1)
        decimals->has_point = true; /* nobody groups 0.285 */
    else {
        decimals->has_point = decimals->has_point || !amount->could_be_grouped;
        add_doubtful(row, &decimals->points, cell, column_name, amount);
    }
}

/* A computer that has semicolons between cells has them because its commas are decimal points. Says nothing of what a
   scenario or a change has put into the file. */
void commas_note(const Row *row, const Cell *cell, const char *column_name, const Amount *amount) {
    const Table *table = &row->sheet->table;
    if ((!amount->could_be_decimal && !amount->is_grouped) || table->separator != ';' ||
        cell->place.file != table->file)
        return;
    Decimals *decimals = decimals_of(row);
    if (!decimals) return;
    decimals->has_groups = decimals->has_groups || amount->is_grouped;
    if (amount->could_be_decimal) add_doubtful(row, &decimals->commas, cell, column_name, amount);
}

static const char *point_hint(const DoubtfulNumber *doubtful) {
    const Loader *loader = doubtful->row.loader;
    const double value = doubtful->value, pence = value * 100;
    const int decimals = value == round(value) ? 0 : pence == round(pence) ? 2 : 4;
    return arena_format(loader->arena, "for thousands write %s, otherwise %.*f",
        number_grouped_text(loader->arena, value * 1000), decimals, value);
}

/* The cell with its comma left out, and with a full stop in its place. */
static const char *comma_hint(const DoubtfulNumber *doubtful) {
    enum { DECIMALS = 3 };
    const char *text = doubtful->cell.text;
    const int before = (int)strcspn(text, ",");
    const char *behind = text + before + 1;
    int decimals = DECIMALS;
    while (decimals > 1 && behind[decimals - 1] == '0') decimals--;
    return arena_format(doubtful->row.loader->arena, "for thousands write %.*s%s, otherwise %.*s.%.*s%s", before, text,
        behind, before, text, decimals, behind, behind + DECIMALS);
}

static const char *more_in_words(const DoubtfulNumber *doubtful) {
    if (doubtful->more == 0) return "";
    if (doubtful->more == 1) return "; so is another cell of the row";
    return arena_format(doubtful->row.loader->arena, "; so are %zu other cells of the row", doubtful->more);
}

static void report_point(const DoubtfulNumber *doubtful, BizcaseSeverity severity) {
    void (*say)(const Row *, const Cell *, const char *, const char *, const char *, ...) =
        severity == BIZCASE_ERROR ? cell_error : cell_warning;
    say(&doubtful->row, &doubtful->cell, doubtful->column_name, point_hint(doubtful),
        "\"%s\" is read as %.10g: a full stop is the decimal point%s", doubtful->cell.text, doubtful->value,
        more_in_words(doubtful));
}

static void report_comma(const DoubtfulNumber *doubtful) {
    cell_error(&doubtful->row, &doubtful->cell, doubtful->column_name, comma_hint(doubtful),
        "the comma in \"%s\" may be a decimal point, because the file separates its cells with semicolons%s",
        doubtful->cell.text, more_in_words(doubtful));
}

/* Of the weights of a split only the ratio counts, which is the same either way when all of a row have such a comma. */
static bool is_ratio(const DoubtfulNumber *doubtful) {
    const Row *row = &doubtful->row;
    if (row->sheet->kind != &csv_splits) return false;
    for (size_t c = 0; c < row->cells->count; c++) {
        const Amount amount = amount_parse(row->cells->cells[c].text);
        if (!amount.fault && amount.value != 0 && !amount.could_be_decimal) return false;
    }
    return true;
}

/* Thousands of pounds with three decimals are exact to the pound, which is often meant, and so are quantities. */
static bool may_be_meant(const Loader *loader, const CsvKind *kind, const Decimals *decimals) {
    return decimals->has_point || loader->the_case->settings.scale != 1 || kind == &csv_quantities;
}

/* A quantity to the thousandth is one; to the hundredth nobody writes three decimals by hand. */
static bool is_quantity(const CsvKind *kind, const DoubtfulNumbers *points) {
    for (size_t i = 0; i < points->count; i++)
        if (fabs(points->items[i].value * 100 - round(points->items[i].value * 100)) > 1e-6)
            return kind == &csv_quantities;
    return false;
}

static void check_points(Loader *loader, const CsvKind *kind, const Decimals *decimals) {
    const DoubtfulNumbers *points = &decimals->points;
    if (decimals->has_others || points->count == 0 || is_quantity(kind, points)) return;
    if (may_be_meant(loader, kind, decimals))
        report_point(&points->items[0], BIZCASE_WARNING);
    else
        for (size_t i = 0; i < points->count; i++) report_point(&points->items[i], BIZCASE_ERROR);
}

void decimals_check(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const Decimals *decimals = &loader->decimals[s];
        check_points(loader, csv_kinds[s], decimals);
        for (size_t i = 0; i < decimals->commas.count && !decimals->has_groups; i++)
            if (!is_ratio(&decimals->commas.items[i])) report_comma(&decimals->commas.items[i]);
    }
}

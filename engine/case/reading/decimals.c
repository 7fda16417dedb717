#include "case/reading/decimals.h"

#include <math.h>

/* The first such cell of a row, and how many more there are in it. */
struct DoubtfulMoney {
    Row row;
    Cell cell;
    const char *column_name;
    double value;
    size_t more;
};

static MoneyDecimals *decimals_of(const Row *row) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++)
        if (&row->loader->sheets[s] == row->sheet) return &row->loader->decimals[s];
    return NULL;
}

static void add_doubtful(
    const Row *row, MoneyDecimals *decimals, const Cell *cell, const char *column_name, const Amount *amount) {
    if (decimals->count && decimals->found[decimals->count - 1].row.cells == row->cells) {
        decimals->found[decimals->count - 1].more++;
        return;
    }
    decimals->found =
        arena_grow(row->loader->arena, decimals->found, decimals->count, &decimals->capacity, sizeof *decimals->found);
    decimals->found[decimals->count++] = (DoubtfulMoney){ *row, *cell, column_name, amount->value, 0 };
}

void decimals_note(const Row *row, const Cell *cell, const char *column_name, const Amount *amount) {
    if (amount->decimal_count == 0 || amount->has_suffix) return;
    MoneyDecimals *decimals = decimals_of(row);
    if (!decimals) return;
    if (amount->decimal_count != 3)
        decimals->has_others = true;
    else if (fabs(amount->value) < 1)
        decimals->has_point = true; /* nobody groups 0.285 */
    else {
        decimals->has_point = decimals->has_point || !amount->could_be_grouped;
        add_doubtful(row, decimals, cell, column_name, amount);
    }
}

static const char *hint_for(const DoubtfulMoney *doubtful) {
    const Loader *loader = doubtful->row.loader;
    const double value = doubtful->value, pence = value * 100;
    const int decimals = value == round(value) ? 0 : pence == round(pence) ? 2 : 4;
    return arena_format(loader->arena, "if thousands are meant write %.0f, if not %.*f", value * 1000, decimals, value);
}

static const char *more_in_words(const DoubtfulMoney *doubtful) {
    if (doubtful->more == 0) return "";
    if (doubtful->more == 1) return "; so is another cell of the row";
    return arena_format(doubtful->row.loader->arena, "; so are %zu other cells of the row", doubtful->more);
}

static void report(const DoubtfulMoney *doubtful, BizcaseSeverity severity) {
    void (*say)(const Row *, const Cell *, const char *, const char *, const char *, ...) =
        severity == BIZCASE_ERROR ? cell_error : cell_warning;
    say(&doubtful->row, &doubtful->cell, doubtful->column_name, hint_for(doubtful),
        "\"%s\" is read as %.10g: a full stop is the decimal point%s", doubtful->cell.text, doubtful->value,
        more_in_words(doubtful));
}

/* Thousands of pounds with three decimals are exact to the pound, which is often meant. */
static bool may_be_meant(const Loader *loader, const MoneyDecimals *decimals) {
    return decimals->has_point || loader->the_case->settings.scale != 1;
}

void decimals_check(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const MoneyDecimals *decimals = &loader->decimals[s];
        if (decimals->has_others || decimals->count == 0) continue;
        if (may_be_meant(loader, decimals))
            report(&decimals->found[0], BIZCASE_WARNING);
        else
            for (size_t i = 0; i < decimals->count; i++) report(&decimals->found[i], BIZCASE_ERROR);
    }
}

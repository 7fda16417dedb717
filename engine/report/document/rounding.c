/* Largest remainder (Hamilton's method): round every part down, then give the units that are missing to the parts with
   the largest remainders. A table is rounded row by row; then units move within rows, from columns that have too much to
   columns that have too little, wherever that hurts least. */
#include "report/document/rounding.h"

#include <math.h>

double round_to_step(double value, double step) {
    return round(value / step) * step;
}

/* Parts in units; *total in units, whole. */
static void round_units(Arena *arena, double *units, size_t count, double total) {
    if (!count) return;
    double *remainder = arena_array(arena, count, sizeof *remainder);
    double missing = total;
    for (size_t i = 0; i < count; i++) {
        /* Remainders that differ by rounding error alone are equal: then the first part gets the unit. */
        double snapped = round(units[i] * 1e6) / 1e6, down = floor(snapped);
        remainder[i] = round((snapped - down) * 1e6) / 1e6;
        missing -= units[i] = down;
    }
    for (; missing > 0; missing--) {
        size_t largest = 0;
        for (size_t i = 1; i < count; i++)
            if (remainder[i] > remainder[largest]) largest = i;
        units[largest]++, remainder[largest]--;
    }
    for (; missing < 0; missing++) {
        size_t least = 0;
        for (size_t i = 1; i < count; i++)
            if (remainder[i] < remainder[least]) least = i;
        units[least]--, remainder[least]++;
    }
}

/* Whether parts make the total to within the rounding that casting may hide. */
static bool adds_up(const double *parts, size_t count, size_t stride, double total, double step) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += parts[i * stride];
    return fabs(sum - total) < step * (0.5 * (double)(count + 1) + 0.001) && isfinite(sum) && fabs(total / step) < 1e15;
}

static void round_each(double *table, size_t count, double step) {
    for (size_t i = 0; i < count; i++) table[i] = round_to_step(table[i], step);
}

static const double *copied(Arena *arena, const double *numbers, size_t count) {
    double *copy = arena_array(arena, count, sizeof *copy);
    for (size_t i = 0; i < count; i++) copy[i] = numbers[i];
    return copy;
}

static void find_moved(const double *exact, const double *rounded, size_t count, double step, Casting *casting) {
    for (size_t i = 0; i < count; i++)
        if (fabs(rounded[i] - round_to_step(exact[i], step)) > step / 2) casting->parts_moved = true;
}

double round_list(Arena *arena, double *parts, size_t count, double total, double step, Casting *casting) {
    double rounded = round_to_step(total, step);
    if (!adds_up(parts, count, 1, total, step)) {
        round_each(parts, count, step);
        return rounded;
    }
    const double *exact = copied(arena, parts, count);
    for (size_t i = 0; i < count; i++) parts[i] /= step;
    round_units(arena, parts, count, round(total / step));
    for (size_t i = 0; i < count; i++) parts[i] *= step;
    find_moved(exact, parts, count, step, casting);
    return rounded;
}

/* Units by which a row's total is above its rounded parts. */
static double shortage(const double *row, size_t columns, double step) {
    double sum = row[0];
    for (size_t c = 1; c < columns; c++) sum -= row[c];
    return round(sum / step);
}

void round_headlines(double *amounts, size_t count, double step, Casting *casting) {
    const bool is_sum = count > 1 && adds_up(amounts + 1, count - 1, 1, amounts[0], step);
    round_each(amounts, count, step);
    if (is_sum && shortage(amounts, count, step) != 0) casting->totals_apart = true;
}

static bool table_adds_up(const double *table, size_t rows, size_t columns, double step) {
    for (size_t r = 0; r < rows; r++)
        if (!adds_up(table + r * columns + 1, columns - 1, 1, table[r * columns], step)) return false;
    for (size_t c = 0; c < columns; c++)
        if (!adds_up(table + columns + c, rows - 1, columns, table[c], step)) return false;
    return true;
}

/* What it costs, in squared rounding error, to add one unit to an entry that is `error` units too high already. */
static double cost_of_adding(double error) {
    return 2 * error + 1;
}

/* Moves one unit within a row from column `from` to column `to`, in the row where that hurts least. */
static void move_unit(
    double *table, const double *exact, size_t rows, size_t columns, size_t from, size_t to, double step) {
    size_t best = 1;
    double best_cost = INFINITY;
    for (size_t r = 1; r < rows; r++) {
        size_t high = r * columns + from, low = r * columns + to;
        double cost =
            cost_of_adding((exact[high] - table[high]) / step) + cost_of_adding((table[low] - exact[low]) / step);
        if (cost < best_cost) best = r, best_cost = cost;
    }
    table[best * columns + from] -= step;
    table[best * columns + to] += step;
}

/* Units by which the inside of a column is above its total. */
static double column_excess(const double *table, size_t rows, size_t columns, size_t column, double step) {
    double sum = -table[column];
    for (size_t r = 1; r < rows; r++) sum += table[r * columns + column];
    return round(sum / step);
}

/* round_inside where row 0 adds up too. */
static void round_even(Arena *arena, double *table, size_t rows, size_t columns, double step) {
    const double *exact = copied(arena, table, rows * columns);
    Casting ignored;
    for (size_t r = 1; r < rows; r++)
        round_list(arena, table + r * columns + 1, columns - 1, table[r * columns], step, &ignored);
    for (;;) {
        size_t highest = 0, lowest = 0;
        double most = 0, least = 0;
        for (size_t c = 1; c < columns; c++) {
            double excess = column_excess(table, rows, columns, c, step);
            if (excess > most) highest = c, most = excess;
            if (excess < least) lowest = c, least = excess;
        }
        if (!highest || !lowest) return;
        move_unit(table, exact, rows, columns, highest, lowest, step);
    }
}

void round_inside(Arena *arena, double *table, size_t rows, size_t columns, double step, Casting *casting) {
    const double *exact = copied(arena, table, rows * columns), apart = shortage(table, columns, step);
    if (apart == 0) {
        round_even(arena, table, rows, columns, step);
    } else {
        /* One more column, of nothing, takes what row 0 is short of: then rows and columns can both add up. */
        const size_t wide = columns + 1;
        double *wider = arena_array(arena, rows * wide, sizeof *wider);
        for (size_t i = 0; i < rows * columns; i++) wider[i / columns * wide + i % columns] = table[i];
        wider[columns] = apart * step;
        round_even(arena, wider, rows, wide, step);
        for (size_t i = 0; i < rows * columns; i++) table[i] = wider[i / columns * wide + i % columns];
        casting->totals_apart = true;
    }
    find_moved(exact, table, rows * columns, step, casting);
}

/* Column 0 of a table, cast; row 0 as the caller has rounded it. */
static void round_below(
    Arena *arena, double *table, size_t rows, size_t columns, double total, double step, Casting *casting) {
    double *margin = arena_array(arena, rows, sizeof *margin);
    for (size_t r = 1; r < rows; r++) margin[r] = table[r * columns];
    round_list(arena, margin + 1, rows - 1, total, step, casting);
    for (size_t r = 1; r < rows; r++) table[r * columns] = margin[r];
    round_inside(arena, table, rows, columns, step, casting);
}

void round_table(Arena *arena, double *table, size_t rows, size_t columns, double step, Casting *casting) {
    if (rows < 2 || columns < 2 || !table_adds_up(table, rows, columns, step)) {
        round_each(table, rows * columns, step);
        return;
    }
    const double total = table[0];
    table[0] = round_list(arena, table + 1, columns - 1, total, step, casting);
    round_below(arena, table, rows, columns, total, step, casting);
}

void round_under_headlines(Arena *arena, double *table, size_t rows, size_t columns, double step, Casting *casting) {
    if (rows < 2 || columns < 2 || !table_adds_up(table, rows, columns, step)) {
        round_each(table, rows * columns, step);
        return;
    }
    const double total = table[0];
    round_headlines(table, columns, step, casting);
    round_below(arena, table, rows, columns, total, step, casting);
}

void round_walk(Arena *arena, double *steps, size_t rows, size_t columns, const double *from, const double *to,
    double step, Casting *casting) {
    double *sums = arena_array(arena, rows, sizeof *sums);
    for (size_t r = 0; r < rows; r++) sums[r] = steps[r * columns];
    round_list(arena, sums, rows, to[0] - from[0], step, casting);
    double *table = arena_array(arena, (rows + 1) * columns, sizeof *table);
    for (size_t c = 0; c < columns; c++) table[c] = to[c] - from[c];
    for (size_t i = 0; i < rows * columns; i++) table[columns + i] = i % columns ? steps[i] : sums[i / columns];
    if (columns > 1) round_inside(arena, table, rows + 1, columns, step, casting);
    for (size_t i = 0; i < rows * columns; i++) steps[i] = table[columns + i];
}

#include "case/driver_values.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "table/amount.h"

/* A cell as a number, and whether the sign was typed. */
typedef struct Typed {
    double value;
    bool has_percent, is_computed; /* by a scenario */
} Typed;

static bool read_typed(const Cell *cell, Typed *typed) {
    *typed = (Typed){ .value = cell->computed ? *cell->computed : 0, .is_computed = cell->computed };
    if (cell->computed) return true;
    const Amount amount = amount_parse(cell->text);
    typed->value = amount.value;
    typed->has_percent = amount.has_percent;
    return !amount.fault;
}

static const char *percent_hint(const Row *row, const Cell *cell, Typed typed, const char *otherwise) {
    if (typed.has_percent || fabs(typed.value) > 100) return otherwise;
    return arena_format(row->loader->arena, "did you mean \"%s%%\"?", cell->text);
}

/* --- growth ------------------------------------------------------------------------------------------------------ */

static const char *const growth_hint = "write growth as a share of the year before: 3% or 0.03";

/* 1.03 is 3% as a factor, or 1.03% without its sign. */
static const char *growth_cell_hint(const Row *row, const Cell *cell, Typed typed) {
    if (typed.has_percent || typed.value <= 1 || typed.value >= 1.5) return percent_hint(row, cell, typed, growth_hint);
    return arena_format(
        row->loader->arena, "did you mean \"%.6g%%\", or \"%s%%\"?", 100 * (typed.value - 1), cell->text);
}

/* 100% must be written with its sign: 1 is what is typed for 1%. */
static bool is_too_much_growth(Typed typed) {
    return typed.value > 1 || (typed.value == 1 && !typed.has_percent && !typed.is_computed);
}

static bool check_growth_cells(const Row *row, size_t first) {
    static const size_t values[] = { UNCERTAIN_LOW, UNCERTAIN_CENTRAL, UNCERTAIN_HIGH };
    bool good = true;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const Cell cell = row_cell(row, first + values[i]);
        Typed typed;
        if (!read_typed(&cell, &typed) || !(is_too_much_growth(typed) || typed.value <= -1)) continue;
        row_error(row, first + values[i], growth_cell_hint(row, &cell, typed), "\"%s\" is a growth of %.10g%% a year",
            cell.text, 100 * typed.value);
        good = false;
    }
    return good;
}

static size_t place_of_values(const Row *row, size_t first) {
    return first + (row_is_blank(row, first + UNCERTAIN_SHAPE) ? UNCERTAIN_DISTRIBUTION : UNCERTAIN_SHAPE);
}

/* What the shape gives: listed values, a bound, a mean. */
static bool check_growth_range(const Row *row, size_t first, const Fitted *fitted) {
    const bool lists_values = fitted->distribution->shape_kind == SHAPE_PAIRS;
    const char *shape = row_text(row, first + UNCERTAIN_SHAPE);
    const double largest = isfinite(fitted->maximum) ? fitted->maximum : fitted->central;
    if (!(largest > 1) && !(largest == 1 && lists_values && !strchr(shape, '%'))) return true;
    row_error(row, place_of_values(row, first), growth_hint, "\"%s\" gives a growth of up to %.10g%% a year",
        row_text(row, place_of_values(row, first)), 100 * largest);
    return false;
}

/* --- shares ------------------------------------------------------------------------------------------------------ */

/* How sure it is that the numbers are shares of one. */
typedef enum Sureness { SHARE_NO, SHARE_LIKELY, SHARE_SURE } Sureness;

static bool is_any(const char *text, const char *const *words, size_t count) {
    for (size_t w = 0; w < count; w++)
        if (names_match(text, words[w])) return true;
    return false;
}

/* Ignores case; a word within another one, as in shareholder, is none. */
static bool holds_word(const char *text, const char *word) {
    const size_t length = strlen(word);
    for (const char *at = text; *at; at++)
        if (strncasecmp(at, word, length) == 0 && (at == text || !isalnum((unsigned char)at[-1])) &&
            !isalnum((unsigned char)at[length]))
            return true;
    return false;
}

static bool holds_any(const char *text, const char *const *words, size_t count) {
    for (size_t w = 0; w < count; w++)
        if (holds_word(text, words[w])) return true;
    return false;
}

static bool is_percent_unit(const char *unit) {
    static const char *const words[] = { "%", "percent", "per cent", "percentage", "pct", "pc" };
    return unit[0] == '%' || is_any(unit, words, sizeof words / sizeof words[0]) || holds_word(unit, "percentage of") ||
           holds_word(unit, "per cent of");
}

bool is_unit_of_shares(const char *unit) {
    static const char *const units[] = { "share", "shares", "fraction", "proportion", "probability" };
    return is_percent_unit(unit) || is_any(unit, units, sizeof units / sizeof units[0]) ||
           holds_word(unit, "share of") || holds_word(unit, "proportion of") || holds_word(unit, "fraction of");
}

static bool is_index(const char *unit) {
    static const char *const units[] = { "index", "ratio", "factor", "multiplier" };
    return is_any(unit, units, sizeof units / sizeof units[0]);
}

bool is_pure_unit(const char *unit) {
    return *unit == '\0' || strcmp(unit, "1") == 0 || names_match(unit, "chance") || is_index(unit) ||
           is_unit_of_shares(unit);
}

static Sureness share_of(const Driver *driver) {
    static const char *const names[] = { "share", "percent", "percentage", "per cent", "proportion", "probability",
        "fraction", "take-up", "take up", "takeup", "uptake" };
    enum { NAMES = sizeof names / sizeof names[0] };
    if (is_unit_of_shares(driver->unit)) return SHARE_SURE;
    if (driver->unit[0]) return SHARE_NO;
    return holds_any(driver->label.id, names, NAMES) || holds_any(driver->label.name, names, NAMES) ? SHARE_LIKELY
                                                                                                    : SHARE_NO;
}

typedef void Say(const Row *row, const Cell *cell, const char *column_name, const char *hint, const char *format, ...);

/* Numbers that multiply what they are named by as they are, as drivers do, or what a formula makes of them: one in per
   cent may be divided by 100 there. */
static bool may_be_in_percent(const Row *row, const Driver *driver) {
    return row->sheet->kind == &csv_quantities && is_percent_unit(driver->unit);
}

/* Beyond twice the whole a share is most likely in per cent; of a unit of per cent, beyond the whole is doubtful. An index
   is 1 where nothing has changed, and seldom ten times that. */
static Say *verdict(const Row *row, const Driver *driver, Typed typed) {
    const Sureness share = share_of(driver);
    if (typed.has_percent || (share == SHARE_NO && !is_index(driver->unit))) return NULL;
    if (share == SHARE_NO) return fabs(typed.value) >= 10 ? cell_warning : NULL;
    if (fabs(typed.value) >= 2)
        return share == SHARE_SURE && !may_be_in_percent(row, driver) ? cell_error : cell_warning;
    return fabs(typed.value) > 1 && is_percent_unit(driver->unit) && !typed.is_computed ? cell_warning : NULL;
}

static const char *doubt_hint(const Row *row, const Cell *cell, const Driver *driver) {
    return arena_format(row->loader->arena, "did you mean \"%s%%\"? If not, %s", cell->text,
        may_be_in_percent(row, driver) ? "divide it by 100 where it is used"
        : is_index(driver->unit)       ? "give it another unit"
                                       : "name its unit");
}

static const char *share_hint(const Row *row, const Cell *cell, const Driver *driver, Typed typed) {
    if (share_of(driver) == SHARE_SURE && !may_be_in_percent(row, driver))
        return percent_hint(row, cell, typed, "a share is at most 1, or 100%");
    return doubt_hint(row, cell, driver);
}

static bool check_share_cells(const Row *row, size_t first, const Driver *driver) {
    static const size_t values[] = { UNCERTAIN_LOW, UNCERTAIN_CENTRAL, UNCERTAIN_HIGH };
    bool good = true;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const Cell cell = row_cell(row, first + values[i]);
        Typed typed;
        Say *say = read_typed(&cell, &typed) ? verdict(row, driver, typed) : NULL;
        if (!say) continue;
        say(row, &cell, row->sheet->kind->columns[first + values[i]].name, share_hint(row, &cell, driver, typed),
            "\"%s\" is %.10g%%, of a %s that is %s", cell.text, 100 * typed.value, row->sheet->kind->row,
            is_index(driver->unit) ? "an index" : "a share");
        good = good && say != cell_error;
    }
    return good;
}

static bool check_listed_shares(const Row *row, size_t first, const Driver *driver) {
    const Fitted *fitted = &driver->uncertainty.fitted;
    const char *shape = row_text(row, first + UNCERTAIN_SHAPE);
    if (fitted->value_count == 0 || strchr(shape, '%')) return true;
    const double largest = fmax(fabs(fitted->minimum), fabs(fitted->maximum));
    Say *say = verdict(row, driver, (Typed){ .value = largest });
    if (!say) return true;
    const Cell cell = row_cell(row, first + UNCERTAIN_SHAPE);
    say(row, &cell, "shape", "write its values as 45% or 0.45", "\"%s\" holds %.10g%%, of a %s that is %s", shape,
        100 * largest, row->sheet->kind->row, is_index(driver->unit) ? "an index" : "a share");
    return say != cell_error;
}

/* --- paths ------------------------------------------------------------------------------------------------------- */

/* What the cells of a path have in common. */
typedef struct PathLook {
    Cell first_large; /* the first of 2 or more without a sign; text NULL: missing */
    size_t column;
    Typed typed;
    size_t large_count, filled;
    bool has_percent, has_hundred, is_whole; /* is_whole: each is 0, or from 1 to 200 */
} PathLook;

static PathLook look_at_path(const Row *row) {
    PathLook look = { .is_whole = true };
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const size_t column = row->sheet->periods[i].column;
        const Cell cell = row_cell_at(row->cells, column);
        Typed typed;
        if (cell.text[0] == '\0' || !read_typed(&cell, &typed)) continue;
        look.filled++;
        look.has_percent = look.has_percent || typed.has_percent;
        look.has_hundred = look.has_hundred || (typed.value == 100 && !typed.has_percent);
        look.is_whole = look.is_whole && (typed.value == 0 || (typed.value >= 1 && typed.value <= 200));
        if (typed.has_percent || fabs(typed.value) < 2) continue;
        if (look.large_count++ > 0) continue;
        look.first_large = cell;
        look.column = column;
        look.typed = typed;
    }
    return look;
}

/* 0, 50, 90, 100 without a unit: counts have one. Beside a small central value they may be meant. */
static bool may_be_percentages(const Driver *driver, const PathLook *look) {
    static const char *const pure[] = { "", "1", "index", "ratio", "factor", "multiplier" };
    return look->filled > 1 && look->has_hundred && look->is_whole &&
           is_any(driver->unit, pure, sizeof pure / sizeof pure[0]) && driver->uncertainty.fitted.central >= 0.1;
}

static bool check_path(const Row *row, const Driver *driver) {
    const PathLook look = look_at_path(row);
    if (!look.first_large.text) return true;
    Say *say = look.has_percent ? cell_error : verdict(row, driver, look.typed);
    if (!say && may_be_percentages(driver, &look)) say = cell_warning;
    if (!say) return true;
    const char *more = "";
    if (look.large_count == 2) more = ", and so is another of its periods";
    if (look.large_count > 2)
        more = arena_format(row->loader->arena, ", and so are %zu others of its periods", look.large_count - 1);
    say(row, &look.first_large, row->sheet->table.header[look.column].text,
        say == cell_error ? percent_hint(row, &look.first_large, look.typed, "a share is at most 1, or 100%")
                          : doubt_hint(row, &look.first_large, driver),
        "\"%s\" is %.10g%%%s%s", look.first_large.text, 100 * look.typed.value,
        look.has_percent ? ", beside cells with the sign" : "", more);
    return say != cell_error;
}

/* Its own range is a multiplier where it has cells. */
void check_quantity_values(const Row *row, size_t first, const Quantity *quantity) {
    const Driver shares = { .label = quantity->label, .unit = quantity->unit_text, .uncertainty = quantity->own };
    if (!is_unit_of_shares(quantity->unit_text)) return;
    if (quantity->cells.count > 0)
        check_path(row, &shares);
    else if (check_share_cells(row, first, &shares))
        check_listed_shares(row, first, &shares);
}

bool check_driver_values(const Row *row, size_t first, const Driver *driver, bool is_fitted) {
    const Fitted *fitted = &driver->uncertainty.fitted;
    if (driver->kind == DRIVER_GROWTH)
        return check_growth_cells(row, first) && (!is_fitted || check_growth_range(row, first, fitted));
    const bool cells = check_share_cells(row, first, driver);
    const bool listed = !is_fitted || check_listed_shares(row, first, driver);
    return check_path(row, driver) && cells && listed;
}

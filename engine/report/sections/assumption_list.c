#include "report/sections/assumption_list.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "case/driver_values.h"
#include "case/plan_values.h"
#include "case/reading/sheet.h"
#include "report/document/number_text.h"
#include "report/sections/sensitivity/pages.h"
#include "study/quantity_levels.h"
#include "table/amount.h"

/* A lever of the study and its bar; bar NULL: it moves nothing. */
typedef struct Effect {
    const BizcaseLever *lever;
    const BizcaseTornadoRow *bar;
} Effect;

/* By name. */
typedef struct Effects {
    Effect *items;
    size_t count;
    const BizcaseSensitivity *study; /* may be NULL */
} Effects;

/* One row of a file while it is looked at. */
typedef struct LogRow {
    Arena *arena;
    const Case *the_case;
    const Sheet *sheet;
    const TableRow *cells;
    const Effects *effects;
    const PlanValues *values; /* NULL: the case has no quantity and no formula */
    Assumption item;
} LogRow;

/* --- effects --------------------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b) {
    return strcmp(((const Effect *)a)->lever->name, ((const Effect *)b)->lever->name);
}

static Effects effects_of(Arena *arena, const BizcaseSensitivity *study) {
    Effects effects = { .count = study ? study->lever_count : 0, .study = study };
    effects.items = arena_array(arena, effects.count, sizeof *effects.items);
    for (size_t k = 0; k < effects.count; k++) effects.items[k].lever = &study->levers[k];
    for (size_t i = 0; i < (study ? study->tornado_count : 0); i++)
        effects.items[study->tornado[i].lever].bar = &study->tornado[i];
    qsort(effects.items, effects.count, sizeof *effects.items, by_name);
    return effects;
}

static const Effect *find_effect(const Effects *effects, const char *name) {
    const BizcaseLever wanted = { .name = name };
    const Effect key = { .lever = &wanted };
    if (effects->count == 0) return NULL;
    return bsearch(&key, effects->items, effects->count, sizeof key, by_name);
}

static const char *reach_of(const BizcaseLever *lever) {
    if (lever->is_uncertain) return "P10 to P90";
    if (lever->unit == BIZCASE_LEVER_MONTHS) return "6 months more";
    return strcmp(lever->name, "discount_rate") == 0 ? "1 point either way" : "10% either way";
}

static void give_effect(const Effects *effects, const char *lever_name, Assumption *item) {
    const Effect *found = find_effect(effects, lever_name);
    if (!found) return;
    if (item->unit[0] == '\0' && found->lever->unit == BIZCASE_LEVER_MONTHS) item->unit = "months";
    item->npv_least = found->bar ? found->bar->npv_least : NULL;
    item->npv_most = found->bar ? found->bar->npv_most : NULL;
    item->effect_over = found->bar ? reach_of(found->lever) : "moves nothing by itself";
}

/* The effect of a price index, all years of which move together. */
static void give_index_effect(const Effects *effects, const char *id, Assumption *item) {
    const BizcaseSensitivity *study = effects->study;
    for (size_t i = 0; study && i < study->index_effect_count; i++) {
        const BizcaseIndexEffect *effect = &study->index_effects[i];
        if (strcmp(effect->index, id) != 0) continue;
        bool moves = false;
        for (size_t b = 0; b < study->body_count; b++) moves = moves || effect->npv_most[b] > effect->npv_least[b];
        item->npv_least = moves ? effect->npv_least : NULL;
        item->npv_most = moves ? effect->npv_most : NULL;
        item->effect_over = moves ? "10% either way" : "moves nothing by itself";
        return;
    }
}

static bool is_for_financial_case(const CsvKind *kind) {
#define ADDRESS(name) &csv_##name,
    static const CsvKind *const registers[] = { REGISTERS_BEFORE_LINES(ADDRESS) REGISTERS_AFTER_LINES(ADDRESS) };
#undef ADDRESS
    for (size_t k = 0; k < sizeof registers / sizeof registers[0]; k++)
        if (kind == registers[k]) return true;
    return false;
}

/* Of a row that has no lever: what else it is there for. */
static const char *why_no_effect(const CsvKind *kind) {
    return kind == &csv_splits           ? "none jointly: it says who pays what"
           : kind == &csv_correlations   ? "none in the plan: it says how trials vary together"
           : is_for_financial_case(kind) ? "none: only the financial case reads it"
                                         : "";
}

/* --- cells ----------------------------------------------------------------------------------------------------------- */

/* The column's text; "" if missing. */
static const char *text_of(const LogRow *row, const char *column) {
    const long at = table_find_column(&row->sheet->table, column);
    return at >= 0 ? row_cell_at(row->cells, (size_t)at).text : "";
}

static double number_of_cell(const Cell *cell) {
    const Amount amount = amount_parse(cell->text);
    if (cell->computed) return *cell->computed;
    return amount.fault ? NAN : amount.value;
}

static double number_of(const LogRow *row, const char *column) {
    const long at = table_find_column(&row->sheet->table, column);
    if (at < 0) return NAN;
    const Cell cell = row_cell_at(row->cells, (size_t)at);
    return number_of_cell(&cell);
}

static bool has_column(const LogRow *row, const char *column) {
    return kind_find_column(row->sheet->kind, column) >= 0;
}

static const char *money(const LogRow *row, double amount) {
    return number_text(row->arena, amount, style_money_in_words(row->the_case->settings.currency, amount));
}

static bool has_range(const LogRow *row) {
    return !isnan(row->item.low) && !isnan(row->item.high);
}

/* --- values ---------------------------------------------------------------------------------------------------------- */

/* What the period cells of a row come to. */
typedef struct PeriodCells {
    size_t count;
    double sum, least, most;
    const char *least_text, *most_text;
} PeriodCells;

static PeriodCells period_cells(const LogRow *row) {
    PeriodCells cells = { .least = INFINITY, .most = -INFINITY };
    for (size_t i = 0; i < row->sheet->period_count; i++) {
        const Cell cell = row_cell_at(row->cells, row->sheet->periods[i].column);
        const double value = number_of_cell(&cell);
        if (isnan(value)) continue;
        cells.count++;
        cells.sum += value;
        if (value < cells.least) cells.least = value, cells.least_text = cell.text;
        if (value > cells.most) cells.most = value, cells.most_text = cell.text;
    }
    return cells;
}

/* The money of a line: what its cells come to at its planning value; its own range multiplies it. */
static bool read_money(LogRow *row, double in_all) {
    const double central = number_of(row, "central");
    Assumption *item = &row->item;
    item->number = in_all * (isnan(central) ? 1 : central);
    item->low = in_all * number_of(row, "low");
    item->high = in_all * number_of(row, "high");
    item->value = money(row, item->number);
    item->unit = row->the_case->settings.currency;
    if (has_range(row))
        item->range = arena_format(row->arena, "%s to %s", money(row, item->low), money(row, item->high));
    return true;
}

/* Whether people read it in per cent: a growth, by its unit, or because a cell of it has the sign. */
static bool is_in_percent(const LogRow *row) {
    static const char *const columns[] = { "low", "central", "high" };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (strchr(text_of(row, columns[i]), '%')) return true;
    return names_match(text_of(row, "kind"), "growth") || is_unit_of_shares(row->item.unit);
}

/* As it was typed; a share always with its sign. */
static const char *typed_text(const LogRow *row, const char *typed, double number) {
    if (is_in_percent(row) && !strchr(typed, '%') && !isnan(number))
        return arena_format(row->arena, "%.4g%%", 100 * number);
    return typed[0] ? typed : arena_format(row->arena, "%.4g", number);
}

static const char *plain_text(const LogRow *row, const char *column, double number) {
    return typed_text(row, text_of(row, column), number);
}

/* "0% to 100%", or one of them where they are alike. */
static const char *periods_text(const LogRow *row, const PeriodCells *cells) {
    const char *least = typed_text(row, cells->least_text, cells->least);
    if (cells->least == cells->most) return least;
    return arena_format(row->arena, "%s to %s by period", least, typed_text(row, cells->most_text, cells->most));
}

static bool read_periods(LogRow *row) {
    const PeriodCells cells = period_cells(row);
    const double scale = row->the_case->settings.scale;
    if (cells.count == 0) return false;
    if (!row->sheet->kind->periods_are_numbers) return read_money(row, cells.sum * scale);
    row->item.value = periods_text(row, &cells);
    if (cells.least == cells.most) row->item.number = cells.least;
    return true;
}

/* A path beside a central value. */
static const char *with_path(const LogRow *row, const char *value) {
    const PeriodCells cells = period_cells(row);
    if (cells.count == 0 || !row->sheet->kind->periods_are_numbers) return value;
    return arena_format(row->arena, "%s × %s", value[0] ? value : "1", periods_text(row, &cells));
}

/* What the planning value is where it is left blank: the lever knows. */
static double planned(const LogRow *row) {
    const char *name = arena_format(row->arena, "%s:%s", row->sheet->kind->row, row->item.id);
    const Effect *found = find_effect(row->effects, name);
    return found ? found->lever->plan : NAN;
}

/* An input with its own distribution, in whatever it is measured. */
static bool read_input(LogRow *row) {
    const bool is_money = has_column(row, "probability");
    const double scale = is_money ? row->the_case->settings.scale : 1;
    const char *central = text_of(row, "central"), *shape = text_of(row, "shape");
    Assumption *item = &row->item;
    item->number = number_of(row, "central") * scale;
    if (isnan(item->number)) item->number = planned(row); /* already scaled */
    item->low = number_of(row, "low") * scale;
    item->high = number_of(row, "high") * scale;
    if (is_money) {
        item->value = isnan(item->number) ? shape : money(row, item->number);
        if (has_range(row))
            item->range = arena_format(row->arena, "%s to %s", money(row, item->low), money(row, item->high));
        item->unit = row->the_case->settings.currency;
        return true;
    }
    const char *plan = isnan(item->number) ? shape : plain_text(row, "central", item->number);
    item->value = with_path(row, central[0] ? plain_text(row, "central", item->number) : plan);
    if (has_range(row))
        item->range = arena_format(
            row->arena, "%s to %s", plain_text(row, "low", item->low), plain_text(row, "high", item->high));
    else if (shape[0])
        item->range = shape;
    return item->value[0] != '\0' || item->range[0] != '\0';
}

/* The weights of a split, and other columns with names of the user's own. */
static bool read_own_columns(LogRow *row) {
    const Table *table = &row->sheet->table;
    const char *list = "";
    if (row->sheet->kind->others != OTHERS_COUNCILS) return false;
    for (size_t c = 0; c < table->column_count; c++) {
        const char *name = table->header[c].text;
        if (kind_find_column(row->sheet->kind, name) >= 0 || is_log_column(name) || !row_cell_at(row->cells, c).text[0])
            continue;
        list = arena_format(row->arena, "%s%s%s %s", list, list[0] ? ", " : "", name, row_cell_at(row->cells, c).text);
    }
    row->item.value = list;
    return list[0] != '\0';
}

/* A quantity with cells or a formula: what that comes to in the plan. False of one without. */
static bool read_levels(LogRow *row) {
    const size_t q = (size_t)(row->cells - row->sheet->table.rows);
    const Quantity *quantity = &row->the_case->quantities[q];
    const BizcaseQuantityLevels *levels = quantity_levels(row->arena, row->values, q);
    Assumption *item = &row->item;
    if (!levels) return false;
    const BizcaseLever lever = { .measure = quantity->unit_text, .levels = levels };
    const double central = quantity->own.fitted.central;
    item->number = levels->first * central;
    item->low = levels->first * number_of(row, "low");
    item->high = levels->first * number_of(row, "high");
    item->value = setting_text(row->arena, &lever, central);
    item->has_unit = true;
    if (quantity->formula) item->value = arena_format(row->arena, "%s: %s", text_of(row, "formula"), item->value);
    if (has_range(row))
        item->range =
            arena_format(row->arena, "%s to %s", short_setting_text(row->arena, &lever, number_of(row, "low")),
                short_setting_text(row->arena, &lever, number_of(row, "high")));
    else
        item->range = text_of(row, "shape");
    return true;
}

/* The money of a line's formula, as of cells. */
static bool read_formula(LogRow *row, const char *formula) {
    const size_t r = (size_t)(row->cells - row->sheet->table.rows);
    const size_t l =
        row->sheet->kind == &csv_benefits ? row->the_case->line_count - row->sheet->table.row_count + r : r;
    const double *money_of_line = plan_line_own_money(row->arena, row->values, l);
    double in_all = 0;
    for (size_t t = 0; t < row->the_case->settings.period_count; t++) in_all += money_of_line[t];
    read_money(row, in_all);
    row->item.value = arena_format(row->arena, "%s: %s", formula, row->item.value);
    return true;
}

/* A single number in a column that says what it is. */
static bool read_single(LogRow *row) {
    static const char *const columns[] = { "amount", "value", "rate", "share", "correlation", "score", "weight",
        "units", "cap", "life" };
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
        const char *text = text_of(row, columns[c]);
        if (!has_column(row, columns[c]) || !text[0]) continue;
        row->item.value = text;
        row->item.number = number_of(row, columns[c]);
        row->item.low = number_of(row, "low");
        row->item.high = number_of(row, "high");
        if (has_range(row))
            row->item.range = arena_format(row->arena, "%s to %s", text_of(row, "low"), text_of(row, "high"));
        return true;
    }
    return false;
}

static bool is_line(const CsvKind *kind) {
    return strcmp(kind->row, "line") == 0 && kind_find_column(kind, "central") >= 0;
}

/* Whether its rows are inputs of the plan, which have levers. */
static bool has_levers(const CsvKind *kind) {
    return kind_find_column(kind, "central") >= 0;
}

/* False: the row holds no number, such as the name of a council. */
static bool read_value(LogRow *row) {
    const CsvKind *kind = row->sheet->kind;
    const char *formula = text_of(row, "formula");
    if (kind->row_matters && !kind->row_matters(row->item.id)) return false;
    if (kind == &csv_quantities && read_levels(row)) return true;
    if (formula[0] && is_line(kind)) return read_formula(row, formula);
    if (formula[0]) {
        row->item.value = formula;
        return true;
    }
    if (!is_line(kind) && has_column(row, "central")) return read_input(row);
    return read_periods(row) || read_own_columns(row) || read_single(row);
}

/* --- who says so ----------------------------------------------------------------------------------------------------- */

/* Words that a source begins with when it is not one. */
static const char *const weak_words[] = { "illustrative", "illustration", "estimated", "estimate", "assumed",
    "assumption", "guess", "guesstimate", "placeholder", "provisional", "dummy", "example", "to be confirmed",
    "to be agreed", "to be decided", "not known", "unknown", "tbc", "tba", "tbd", "none", "n/a", "?" };

static const char *weakness(const char *source) {
    for (size_t w = 0; w < sizeof weak_words / sizeof weak_words[0]; w++) {
        const size_t length = strlen(weak_words[w]);
        if (strncasecmp(source, weak_words[w], length) == 0 && !isalnum((unsigned char)source[length]))
            return weak_words[w];
    }
    return NULL;
}

static void read_remarks(LogRow *row) {
    Assumption *item = &row->item;
    const char *const dates[] = { text_of(row, "date"), text_of(row, "vintage"), text_of(row, "as_of") };
    item->owner = text_of(row, "owner");
    item->source = text_of(row, "source");
    item->note = text_of(row, "note");
    for (size_t d = 0; d < 3 && !item->date[0]; d++) item->date = dates[d];
    const bool is_setting = row->sheet->kind->row_matters != NULL;
    item->has_no_source = !is_setting && !item->source[0];
    item->has_no_owner =
        !item->owner[0] && (has_column(row, "owner") || table_find_column(&row->sheet->table, "owner") >= 0);
    item->weak = weakness(item->source);
}

/* --- the list -------------------------------------------------------------------------------------------------------- */

/* "costs.csv" → "cost" */
static const char *kind_text(Arena *arena, const CsvKind *kind) {
    return strcmp(kind->row, "line") == 0 ? arena_text_n(arena, kind->file, strlen(kind->file) - strlen("s.csv"))
                                          : kind->row;
}

static const char *id_of(const LogRow *row) {
    const CsvKind *kind = row->sheet->kind;
    const char *id = row_cell_at(row->cells, (size_t)row->sheet->columns[0]).text;
    const size_t keys[] = { kind->third_key, kind->second_key };
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const char *key = keys[k] ? text_of(row, kind->columns[keys[k]].name) : "";
        if (key[0]) id = arena_format(row->arena, "%s, %s", id, key);
    }
    return id;
}

static const char *name_of(const LogRow *row, const char *id) {
    const char *name = text_of(row, "name");
    return name[0] ? name : id;
}

static Assumption *append(AssumptionList *list, Assumption item) {
    list->items[list->count] = item;
    return &list->items[list->count++];
}

/* "green-book, 3.5% in year 1" */
static void read_discount(LogRow *row) {
    const Effect *found = find_effect(row->effects, "discount_rate");
    give_effect(row->effects, "discount_rate", &row->item);
    row->item.name = "Discount rate";
    if (!found) return;
    row->item.number = found->lever->plan;
    if (amount_parse(row->item.value).fault)
        row->item.value = arena_format(row->arena, "%s, %.4g%% in year 1", row->item.value, 100 * found->lever->plan);
}

static void add_row(AssumptionList *list, LogRow *row) {
    Arena *arena = row->arena;
    const CsvKind *kind = row->sheet->kind;
    const char *id = id_of(row), *lever_id = row_cell_at(row->cells, (size_t)row->sheet->columns[0]).text;
    row->item = (Assumption){ .kind = kind_text(arena, kind),
        .id = id,
        .name = name_of(row, id),
        .value = "",
        .range = "",
        .unit = text_of(row, "unit"),
        .date = "",
        .effect_over = row->effects->study ? why_no_effect(kind) : "",
        .number = NAN,
        .low = NAN,
        .high = NAN,
        .place = row_cell_at(row->cells, (size_t)row->sheet->columns[0]).place };
    if (row->item.unit[0] == '\0' && names_match(text_of(row, "kind"), "growth")) row->item.unit = "a year";
    if (!read_value(row)) return;
    read_remarks(row);
    if (has_levers(kind)) give_effect(row->effects, arena_format(arena, "%s:%s", kind->row, lever_id), &row->item);
    if (kind == &csv_indices) give_index_effect(row->effects, lever_id, &row->item);
    if (kind->row_matters && strcmp(lever_id, "discount") == 0) read_discount(row);
    append(list, row->item);
    if (!has_column(row, "probability")) return;
    Assumption *chance = append(list, row->item);
    const long at = table_find_column(&row->sheet->table, "probability");
    chance->kind = "probability";
    chance->name = arena_format(arena, "%s: probability", row->item.name);
    chance->number = number_of(row, "probability");
    chance->value = text_of(row, "probability");
    if (!isnan(chance->number) && !strchr(chance->value, '%'))
        chance->value = arena_format(arena, "%.4g%%", 100 * chance->number);
    chance->low = chance->high = NAN;
    chance->range = chance->unit = chance->effect_over = "";
    chance->npv_least = chance->npv_most = NULL;
    if (at >= 0) chance->place = row_cell_at(row->cells, (size_t)at).place;
    give_effect(row->effects, arena_format(arena, "event:%s", lever_id), chance);
    chance->unit = "chance";
}

/* What case.csv leaves to its default, and what the lines have in common. */
static void add_defaults(Arena *arena, AssumptionList *list, const Case *the_case, const Effects *effects) {
    Assumption item = { .kind = "setting",
        .owner = "",
        .source = "",
        .note = "",
        .date = "",
        .unit = "",
        .range = "",
        .effect_over = "",
        .number = NAN,
        .low = NAN,
        .high = NAN };
    if (the_case->settings.discount_place.line == 0) { /* case.csv does not say */
        LogRow row = { .arena = arena, .the_case = the_case, .effects = effects, .item = item };
        row.item.id = "discount";
        row.item.value = the_case->settings.discount.name;
        row.item.source = the_case->settings.discount.source;
        read_discount(&row);
        append(list, row.item);
    }
    item.id = "optimism_bias";
    item.name = "Optimism bias of all lines together";
    item.value = "as written on each line";
    item.source = "";
    give_effect(effects, "bias", &item);
    if (item.npv_most) append(list, item);
}

double assumption_swing(const Assumption *item, size_t body) {
    return item->npv_most ? item->npv_most[body] - item->npv_least[body] : 0;
}

const char *assumption_value(Arena *arena, const Assumption *item, const char *currency) {
    const char *unit = item->has_unit || is_pure_unit(item->unit) ? "" : item->unit;
    const bool is_money = strncmp(unit, currency, strlen(currency)) == 0; /* "£0.25/kWh" */
    if (unit[0] == '\0' || strcmp(unit, currency) == 0) return item->value;
    if (is_money && strstr(item->value, currency)) /* "£1,900" a family */
        return arena_format(arena, "%s%s", item->value, unit + strlen(currency));
    return is_money && isdigit((unsigned char)item->value[0])
               ? arena_format(arena, "%s%s%s", currency, item->value, unit + strlen(currency))
               : arena_format(arena, "%s %s", item->value, unit);
}

/* In the order of the files where nothing is known of their effects: each lies further on than the one before. */
static int larger_first(const void *a, const void *b) {
    const Assumption *const *x = a, *const *y = b;
    const double of_x = assumption_swing(*x, 0), of_y = assumption_swing(*y, 0);
    if (of_x != of_y) return of_x < of_y ? 1 : -1;
    return *x < *y ? -1 : 1;
}

static void sort_by_effect(Arena *arena, AssumptionList *list) {
    const Assumption **order = arena_array(arena, list->count, sizeof *order);
    Assumption *sorted = arena_array(arena, list->count, sizeof *sorted);
    for (size_t i = 0; i < list->count; i++) order[i] = &list->items[i];
    qsort(order, list->count, sizeof *order, larger_first);
    for (size_t i = 0; i < list->count; i++) sorted[i] = *order[i];
    list->items = sorted;
}

AssumptionList assumption_list(Arena *arena, const Case *the_case, const BizcaseSensitivity *study) {
    size_t most = 2;
    const Effects effects = effects_of(arena, study);
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) most += 2 * the_case->sheets[s].table.row_count;
    AssumptionList list = { .items = arena_array(arena, most, sizeof *list.items) };
    const bool is_made_of_levels = the_case->quantity_count > 0 || the_case->formula_counts.all > 0;
    const PlanValues *values = is_made_of_levels ? plan_values(arena, the_case) : NULL;
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const Sheet *sheet = &the_case->sheets[s];
        for (size_t r = 0; r < sheet->table.row_count && sheet->columns[0] >= 0; r++) {
            LogRow row = { .arena = arena,
                .the_case = the_case,
                .sheet = sheet,
                .cells = &sheet->table.rows[r],
                .effects = &effects,
                .values = values };
            add_row(&list, &row);
        }
    }
    add_defaults(arena, &list, the_case, &effects);
    sort_by_effect(arena, &list);
    return list;
}

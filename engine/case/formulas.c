#include "case/formulas.h"

#include <string.h>

#include "base/words.h"
#include "formula/units.h"

/* --- names ----------------------------------------------------------------------------------------------------------- */

static bool sheet_has_formula(Loader *loader, const CsvKind *kind) {
    const Sheet *sheet = loader_sheet(loader, kind);
    const long column = sheet->columns[kind_find_column(kind, "formula")];
    for (size_t r = 0; column >= 0 && r < sheet->table.row_count; r++)
        if (row_cell_at(&sheet->table.rows[r], (size_t)column).text[0]) return true;
    return false;
}

static bool case_has_formula(Loader *loader) {
    return sheet_has_formula(loader, &csv_quantities) || sheet_has_formula(loader, &csv_costs) ||
           sheet_has_formula(loader, &csv_benefits);
}

static bool is_same_id(const char *a, const char *b) {
    for (; *a && lower_letter(*a) == lower_letter(*b); a++, b++) {
    }
    return *a == *b;
}

static const Label *label_of(const Case *the_case, Name name) {
    if (name.kind == NAME_QUANTITY) return &the_case->quantities[name.index].label;
    if (name.kind == NAME_INDEX) return &the_case->indices[name.index].label;
    return &the_case->drivers[name.index].label;
}

/* Of two that come after each other in the files the later one is told. Two of one file that are the same to the letter
   have been reported there. */
static void check_unique(Loader *loader) {
    const Names *names = &loader->the_case->names;
    for (size_t i = 1; i < names->count; i++) {
        const NamedThing *a = &names->sorted[i - 1], *b = &names->sorted[i];
        const bool has_index = a->name.kind == NAME_INDEX, is_apart = has_index != (b->name.kind == NAME_INDEX);
        if (is_apart || a->id[0] == '\0' || !is_same_id(a->id, b->id)) continue;
        const Label *first = label_of(loader->the_case, a->name), *second = label_of(loader->the_case, b->name);
        const bool is_one_file = (a->name.kind == NAME_QUANTITY) == (b->name.kind == NAME_QUANTITY);
        if (is_one_file && strcmp(a->id, b->id) == 0) continue;
        const bool swapped = is_one_file ? first->place.line > second->place.line : a->name.kind == NAME_QUANTITY;
        if (swapped) {
            const Label *later = first;
            first = second;
            second = later;
        }
        diagnostics_error(loader->diagnostics, second->place,
            "choose another name for one of them: formulas ignore capital letters",
            "\"%s\" and \"%s\" (%s) are the same name in a formula", second->id, first->id,
            place_text(loader->arena, first->place));
    }
}

static size_t add_deflator(const Case *the_case, NamedThing *things, size_t count) {
    if (the_case->settings.deflator == NONE) return count;
    for (size_t i = 0; i < the_case->index_count; i++)
        if (is_same_id(the_case->indices[i].label.id, "deflator")) return count;
    things[count] = (NamedThing){ "deflator", { NAME_INDEX, (uint32_t)the_case->settings.deflator } };
    return count + 1;
}

void formulas_prepare(Loader *loader) {
    Case *the_case = loader->the_case;
    if (!case_has_formula(loader)) return;
    const size_t most = the_case->driver_count + the_case->quantity_count + the_case->index_count + 1;
    NamedThing *things = arena_array(loader->arena, most, sizeof *things);
    size_t count = 0;
    for (uint32_t d = 0; d < the_case->driver_count; d++) {
        const Driver *driver = &the_case->drivers[d];
        things[count++] =
            (NamedThing){ driver->label.id, { driver->kind == DRIVER_GROWTH ? NAME_GROWTH : NAME_DRIVER, d } };
    }
    for (uint32_t q = 0; q < the_case->quantity_count; q++)
        things[count++] = (NamedThing){ the_case->quantities[q].label.id, { NAME_QUANTITY, q } };
    for (uint32_t i = 0; i < the_case->index_count; i++)
        things[count++] = (NamedThing){ the_case->indices[i].label.id, { NAME_INDEX, i } };
    count = add_deflator(the_case, things, count);
    the_case->names = names_make(loader->arena, things, count);
    check_unique(loader);
}

/* --- formulas -------------------------------------------------------------------------------------------------------- */

static const CsvKind *file_of_name(NameKind kind) {
    if (kind == NAME_QUANTITY) return &csv_quantities;
    return kind == NAME_INDEX ? &csv_indices : &csv_drivers;
}

static void use_names(Loader *loader, const Formula *formula) {
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        if (node->operation == OPERATION_NAME)
            ids_use(loader_ids(loader, file_of_name(node->name.kind)), node->name.index);
    }
}

/* Then the names that it could be made of are not known. */
static bool lacks_names(Loader *loader) {
    return !loader->horizon_known || loader_ids(loader, &csv_quantities)->incomplete ||
           loader_ids(loader, &csv_drivers)->incomplete || loader_ids(loader, &csv_indices)->incomplete;
}

Horizon formula_horizon(const Case *the_case) {
    return (Horizon){ the_case->settings.start, (uint32_t)the_case->settings.period_count };
}

const Formula *row_formula(const Row *row, size_t column) {
    Loader *loader = row->loader;
    Case *the_case = loader->the_case;
    const Cell cell = row_cell(row, column);
    if (row_is_blank(row, column) || lacks_names(loader)) return NULL;
    const FormulaSetting setting = { &the_case->names, formula_horizon(the_case),
        arena_format(loader->arena, "formula of %s", row_words(row)) };
    Place first = cell.place;
    if (first.column > 0) first.column += cell.lead;
    const Formula *formula = formula_read(loader->arena, &setting, cell.text, first, loader->diagnostics);
    the_case->formula_counts.all++;
    if (formula) use_names(loader, formula);
    return formula;
}

/* --- quantities in order --------------------------------------------------------------------------------------------- */

bool formulas_order(Loader *loader) {
    Case *the_case = loader->the_case;
    const uint32_t count = (uint32_t)the_case->quantity_count;
    const Formula **formulas = arena_array(loader->arena, count, sizeof *formulas);
    const char **ids = arena_array(loader->arena, count, sizeof *ids);
    QuantityOrder *order = &the_case->quantity_order;
    for (uint32_t q = 0; q < count; q++) {
        formulas[q] = the_case->quantities[q].formula;
        ids[q] = the_case->quantities[q].label.id;
    }
    if (!formula_order(loader->arena, formulas, ids, count, order, loader->diagnostics)) return false;
    for (uint32_t g = 0; g < order->group_count; g++)
        for (uint32_t i = 0; i < order->groups[g].count; i++)
            the_case->quantities[order->quantities[order->groups[g].first + i]].uses_own_past =
                order->groups[g].uses_own_past;
    return true;
}

/* --- units ----------------------------------------------------------------------------------------------------------- */

typedef struct CaseUnits {
    Loader *loader;
    const Unit *of_driver; /* [driver_count] */
    UnitRequest request;
} CaseUnits;

static Unit unit_of_name(const void *context, Name name) {
    const CaseUnits *units = context;
    if (name.kind == NAME_QUANTITY) return units->loader->the_case->quantities[name.index].unit;
    return units->of_driver[name.index];
}

static bool is_unread(const char *text, const Unit *unit) {
    return text[0] && !unit->is_known;
}

/* Units that formulas meet and cannot be read are told once by a check. */
static void note_unread(CaseUnits *units, const Formula *formula) {
    Case *the_case = units->loader->the_case;
    FormulaCounts *counts = &the_case->formula_counts;
    for (uint32_t n = 0; n < formula->node_count; n++) {
        const Name name = formula->nodes[n].name;
        if (formula->nodes[n].operation != OPERATION_NAME) continue;
        const char *text = NULL;
        if (name.kind == NAME_QUANTITY &&
            is_unread(the_case->quantities[name.index].unit_text, &the_case->quantities[name.index].unit))
            text = the_case->quantities[name.index].unit_text;
        if (name.kind == NAME_DRIVER && is_unread(the_case->drivers[name.index].unit, &units->of_driver[name.index]))
            text = the_case->drivers[name.index].unit;
        bool is_new = text != NULL;
        for (size_t i = 0; i < counts->unread_count && is_new; i++) is_new = strcmp(counts->unread[i], text) != 0;
        if (is_new && counts->unread_count < MOST_UNREAD_UNITS) counts->unread[counts->unread_count++] = text;
    }
}

static UnitVerdict check_units(CaseUnits *units, const Formula *formula, const char *what, const Unit *expected,
    uint32_t expected_count, const char *expectation) {
    UnitRequest request = units->request;
    request.what = what;
    request.expected = expected;
    request.expected_count = expected_count;
    request.expectation = expectation;
    note_unread(units, formula);
    const UnitVerdict verdict =
        formula_check_units(units->loader->arena, formula, &request, units->loader->diagnostics);
    units->loader->the_case->formula_counts.units_checked += verdict != UNITS_UNKNOWN;
    return verdict;
}

static void check_line(CaseUnits *units, const Line *line, const Unit *money, uint32_t money_count) {
    Arena *arena = units->loader->arena;
    const Formula *formula = line->formula;
    if (!formula) return;
    const char *what = arena_format(arena, "formula of line \"%s\"", line->label.id);
    const UnitVerdict verdict = check_units(units, formula, what, money, money_count, "a line needs");
    const int length = units->loader->the_case->settings.start.length_months;
    if (verdict != UNITS_UNKNOWN || length == 12 || formula_uses(formula, OPERATION_PERIODS_PER_YEAR)) return;
    const char *period = length == 3 ? "quarter" : "month";
    diagnostics_warning(units->loader->diagnostics, formula_place(formula, 0),
        "give units to what it names, or divide money a year by periods_per_year",
        "the units of the formula cannot be checked: is it money for a %s or for a year? (%s)", period, what);
}

void check_formula_units(Loader *loader) {
    const Case *the_case = loader->the_case;
    Unit *of_driver = arena_array(loader->arena, the_case->driver_count, sizeof *of_driver);
    Unit money[MOST_MONEY_UNITS];
    if (!loader->horizon_known || the_case->formula_counts.all == 0) return;
    for (size_t d = 0; d < the_case->driver_count; d++)
        of_driver[d] = unit_parse(loader->arena, the_case->drivers[d].unit, the_case->settings.currency);
    CaseUnits units = { .loader = loader, .of_driver = of_driver };
    units.request = (UnitRequest){ .unit_of = unit_of_name,
        .context = &units,
        .currency = the_case->settings.currency,
        .horizon = formula_horizon(the_case) };
    const uint32_t money_count =
        units_of_money(loader->arena, the_case->settings.currency, the_case->settings.start.length_months == 12, money);
    for (size_t q = 0; q < the_case->quantity_count; q++) {
        const Quantity *quantity = &the_case->quantities[q];
        if (!quantity->formula) continue;
        const char *what = arena_format(loader->arena, "formula of quantity \"%s\"", quantity->label.id);
        check_units(&units, quantity->formula, what, &quantity->unit, quantity->unit.is_known, "its unit is");
    }
    for (size_t l = 0; l < the_case->line_count; l++) check_line(&units, &the_case->lines[l], money, money_count);
}

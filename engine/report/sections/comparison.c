/* The document of a comparison: figures side by side, the bridge between two, and the cells that differ. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/exact_number.h"
#include "evaluate/figure_table.h"
#include "report/document/document.h"
#include "report/document/figure_rounding.h"
#include "report/sections/briefing.h"
#include "report/sections/case_data.h"
#include "report/sections/figure_facts.h"
#include "report/sections/stakes.h"
#include "report/sections/whose_money.h"
#include "study/comparison/compare.h"
#include "table/amount.h"

/* Figures as they are printed, in one unit of money. */
typedef struct Printed {
    double **figures; /* [side] → [figure][body of the side] */
    Casting casting;
    NumberStyle money;
    const char *money_unit; /* "£000" */
} Printed;

static NumberStyle style_of(const Printed *printed, BizcaseUnit unit) {
    const NumberStyle styles[] = { [BIZCASE_MONEY] = printed->money,
        [BIZCASE_RATIO] = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 2 },
        [BIZCASE_RATE] = { .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 1 },
        [BIZCASE_YEARS] = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 } };
    return styles[unit];
}

/* --- data ------------------------------------------------------------------------------------------------------------ */

static Value side_value(Document *document, const BizcaseComparedSide *side) {
    Arena *arena = document->arena;
    Value value = value_object(), results = value_list();
    value_set(arena, &value, "label", value_text(arena, side->label));
    value_set(arena, &value, "option", value_text(arena, side->option));
    value_set(arena, &value, "versus", value_text(arena, side->versus));
    value_set(arena, &value, "title", value_text(arena, side->title));
    value_set(arena, &value, "digest", value_text(arena, side->digest));
    for (size_t b = 0; b < side->body_count; b++) {
        Value result = value_object();
        value_set(arena, &result, "council", value_text(arena, side->bodies[b]));
        for (size_t f = 0; f < bizcase_figure_count(); f++) {
            const double figure = side->figures[b * bizcase_figure_count() + f];
            value_set(arena, &result, bizcase_figure(f).name, value_number(figure));
            const Value facts[] = { value_text(arena, "figure"), value_text(arena, side->label),
                value_text(arena, side->bodies[b]), value_text(arena, bizcase_figure(f).name), value_number(figure),
                value_null(), value_null(), value_null() };
            for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) facts_add(document, facts[i]);
        }
        value_set_life(arena, &result, side->eac_life, side->eac_life_is_own);
        value_append(arena, &results, result);
    }
    value_set(arena, &value, "results", results);
    return value;
}

static Value step_value(Document *document, const BizcaseComparedSide *side, const BizcaseBridgeStep *step) {
    Arena *arena = document->arena;
    Value value = value_object(), councils = value_list();
    value_set(arena, &value, "change", value_text(arena, step->what));
    for (size_t b = 0; b < side->body_count; b++) {
        Value council = value_object();
        value_set(arena, &council, "council", value_text(arena, side->bodies[b]));
        value_set(arena, &council, "npv", value_number(step->npv[b]));
        value_set(arena, &council, "standard_error", value_number(step->error[b]));
        value_append(arena, &councils, council);
        const Value facts[] = { value_text(arena, "bridge"), value_text(arena, step->what),
            value_text(arena, side->bodies[b]), value_text(arena, "npv"), value_number(step->npv[b]),
            value_number(step->error[b]), value_null(), value_null() };
        for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) facts_add(document, facts[i]);
    }
    value_set(arena, &value, "by_council", councils);
    return value;
}

static const char *cell_name(Arena *arena, const BizcaseCellChange *cell) {
    return *cell->column ? arena_format(arena, "%s:%s:%s", cell->file, cell->row, cell->column)
                         : arena_format(arena, "%s:%s", cell->file, cell->row);
}

static Value cell_value(Document *document, const BizcaseComparison *comparison, const BizcaseCellChange *cell) {
    static const char *const keys[] = { "file", "row", "column", "before", "after", "before_place", "after_place" };
    Arena *arena = document->arena;
    const char *const texts[] = { cell->file, cell->row, cell->column, cell->before, cell->after,
        shown_place(cell->before_place), shown_place(cell->after_place) };
    Value value = value_object();
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        value_set(arena, &value, keys[i], value_text(arena, texts[i]));
    value_set(arena, &value, "change",
        cell->change < comparison->step_count ? value_text(arena, comparison->steps[cell->change].what) : value_null());
    value_set(arena, &value, "npv", cell->npv ? value_number(cell->npv[0]) : value_null());
    const Value facts[] = { value_text(arena, "cell"), value_text(arena, cell_name(arena, cell)),
        cell->npv ? value_text(arena, comparison->sides[0].bodies[0]) : value_null(),
        cell->npv ? value_text(arena, "npv") : value_null(), cell->npv ? value_number(cell->npv[0]) : value_null(),
        value_null(), value_text(arena, arena_format(arena, "%s (%s)", cell->before, shown_place(cell->before_place))),
        value_text(arena, arena_format(arena, "%s (%s)", cell->after, shown_place(cell->after_place))) };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) facts_add(document, facts[i]);
    return value;
}

static void add_data(Document *document, const BizcaseComparison *comparison) {
    static const char *const columns[] = { "kind", "what", "council", "figure", "value", "standard_error", "before",
        "after" };
    Arena *arena = document->arena;
    Value sides = value_list(), steps = value_list(), cells = value_list();
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t s = 0; s < comparison->side_count; s++)
        value_append(arena, &sides, side_value(document, &comparison->sides[s]));
    for (size_t s = 0; s < comparison->step_count; s++)
        value_append(arena, &steps, step_value(document, &comparison->sides[0], &comparison->steps[s]));
    for (size_t c = 0; c < comparison->cell_count; c++)
        value_append(arena, &cells, cell_value(document, comparison, &comparison->cells[c]));
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "study", value_text(arena, "compare"));
    value_set(arena, &document->data, "sides", sides);
    value_set(arena, &document->data, "bridge", steps);
    value_set(arena, &document->data, "bridge_is_exact",
        value_integer((uint64_t)(comparison->has_bridge && comparison->is_exact)));
    value_set(arena, &document->data, "cells", cells);
}

/* --- pages ----------------------------------------------------------------------------------------------------------- */

/* The larger of a side's joint present values. */
static double size_of(const BizcaseComparedSide *side) {
    return fmax(fabs(side->figures[FIGURE_PV_COSTS]), fabs(side->figures[FIGURE_PV_BENEFITS]));
}

/* That of a report, so that headlines are the same there; whole pounds where the two sides differ by too little to show in
   it. */
static MoneyUnit comparison_unit(const BizcaseComparison *comparison) {
    enum { LEAST_STEPS = 10 };
    double size = 0;
    for (size_t s = 0; s < comparison->side_count; s++) size = fmax(size, size_of(&comparison->sides[s]));
    const MoneyUnit unit = money_unit(size);
    if (comparison->side_count != 2) return unit;
    const double change = fabs(comparison->sides[1].figures[FIGURE_NPV] - comparison->sides[0].figures[FIGURE_NPV]);
    return change < LEAST_STEPS * style_step(unit.in_tables) ? money_unit(0) : unit;
}

static Printed print_figures(Arena *arena, const BizcaseComparison *comparison, MoneyUnit unit) {
    const size_t figures = bizcase_figure_count();
    Printed printed = { .figures = arena_array(arena, comparison->side_count, sizeof *printed.figures),
        .money = unit.in_tables,
        .money_unit = arena_format(arena, "%s%s", comparison->sides[0].currency, unit.name) };
    for (size_t s = 0; s < comparison->side_count; s++) {
        const BizcaseComparedSide *side = &comparison->sides[s];
        double *rounded = arena_array(arena, figures * side->body_count, sizeof *rounded);
        for (size_t f = 0; f < figures; f++)
            for (size_t b = 0; b < side->body_count; b++)
                rounded[f * side->body_count + b] = side->figures[b * figures + f];
        round_figures(arena, rounded, side->body_count, style_step(printed.money), &printed.casting);
        printed.figures[s] = rounded;
    }
    return printed;
}

/* NaN where the side has no such council. */
static double printed_figure(const BizcaseComparedSide *side, const double *printed, const char *body, size_t figure) {
    for (size_t b = 0; b < side->body_count; b++)
        if (strcmp(side->bodies[b], body) == 0) return printed[figure * side->body_count + b];
    return NAN;
}

/* "Net present value, £", "Payback, years" */
static const char *figure_label(Arena *arena, const Printed *printed, BizcaseFigure figure) {
    if (figure.unit == BIZCASE_MONEY) return arena_format(arena, "%s, %s", figure.label, printed->money_unit);
    return figure.unit == BIZCASE_YEARS ? arena_format(arena, "%s, years", figure.label) : figure.label;
}

/* Over how many years each side's equivalent annual cost spreads, where they need not be the horizon's. */
static void life_row(Document *document, Section *section, const BizcaseComparison *comparison) {
    static const NumberStyle years = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 1 };
    bool any_own = false;
    for (size_t s = 0; s < comparison->side_count; s++) any_own |= comparison->sides[s].eac_life_is_own != 0;
    if (!any_own) return;
    grid_text(document, section, "  over, years");
    for (size_t s = 0; s < comparison->side_count; s++)
        grid_number(document, section, comparison->sides[s].eac_life, years);
    if (comparison->side_count == 2)
        grid_number(document, section, comparison->sides[1].eac_life - comparison->sides[0].eac_life, years);
}

/* Of another reading than the whole what differs most, where a side of the comparison has such a difference. */
static bool is_told(const BizcaseComparison *comparison, size_t figure) {
    static const FigureIndex told[] = { FIGURE_NPV, FIGURE_PAYBACK_YEARS, FIGURE_PEAK_FUNDING };
    const BizcaseReading reading = bizcase_figure(figure).reading;
    const size_t figures = bizcase_figure_count(), same = bizcase_figure_in_reading(figure, BIZCASE_WHOLE);
    bool is_one = reading == BIZCASE_WHOLE;
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) is_one = is_one || told[i] == same;
    if (!is_one || reading == BIZCASE_WHOLE) return is_one;
    for (size_t s = 0; s < comparison->side_count; s++)
        for (size_t b = 0; b < comparison->sides[s].body_count; b++)
            for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
                const double *values = comparison->sides[s].figures + b * figures;
                if (readings_apart(values[told[i]], values[bizcase_figure_in_reading(told[i], reading)])) return true;
            }
    return false;
}

/* One party's figures are the joint ones. */
static size_t bodies_shown(const BizcaseComparison *comparison) {
    for (size_t s = 0; s < comparison->side_count; s++)
        if (comparison->sides[s].body_count != 2) return comparison->sides[0].body_count;
    return 1;
}

/* Whether money of some side falls in the reading on a body of the first. */
static bool has_stake_in(const BizcaseComparison *comparison, size_t body_at, BizcaseReading reading) {
    const char *body = comparison->sides[0].bodies[body_at];
    for (size_t s = 0; s < comparison->side_count; s++) {
        const BizcaseComparedSide *side = &comparison->sides[s];
        for (size_t b = 0; b < side->body_count; b++)
            if (strcmp(side->bodies[b], body) == 0 && side->has_stake[(size_t)reading * side->body_count + b])
                return true;
    }
    return false;
}

/* Those on whom no money falls have no section or column of their own. */
static bool is_shown(const BizcaseComparison *comparison, size_t body_at) {
    for (int r = 0; r < READING_COUNT; r++)
        if (has_stake_in(comparison, body_at, (BizcaseReading)r)) return true;
    return false;
}

static void stake_note(Document *document, Section *section, const BizcaseComparison *comparison) {
    const BizcaseComparedSide *first = &comparison->sides[0];
    const char **names = arena_array(document->arena, first->body_count, sizeof *names);
    size_t count = 0;
    for (size_t b = 1; b < bodies_shown(comparison); b++)
        if (!has_stake_in(comparison, b, BIZCASE_WHOLE)) names[count++] = first->names[b];
    if (count > 0) section_note(document, section, without_stake_text(document->arena, names, count, READING_WHOLE));
}

static void body_section(
    Document *document, const BizcaseComparison *comparison, const Printed *printed, size_t body_at) {
    const BizcaseComparedSide *first = &comparison->sides[0];
    const char *body = first->bodies[body_at];
    document_subject(document, NULL, body_at == 0 ? DECIDES : FULL_ONLY);
    Section *section =
        document_section(document, arena_format(document->arena, "Side by side: %s", first->names[body_at]));
    const bool has_difference = comparison->side_count == 2;
    grid_column(document, section, "Figure", ALIGN_LEFT);
    for (size_t s = 0; s < comparison->side_count; s++)
        grid_column(document, section, comparison->sides[s].label, ALIGN_RIGHT);
    if (has_difference) grid_column(document, section, "Difference", ALIGN_RIGHT);
    for (size_t f = 0; f < bizcase_figure_count(); f++) {
        if (!is_told(comparison, f) || !has_stake_in(comparison, body_at, bizcase_figure(f).reading)) continue;
        const NumberStyle style = style_of(printed, bizcase_figure(f).unit);
        double figure[2] = { 0 };
        grid_text(document, section, figure_label(document->arena, printed, bizcase_figure(f)));
        for (size_t s = 0; s < comparison->side_count; s++) {
            figure[s > 0] = printed_figure(&comparison->sides[s], printed->figures[s], body, f);
            grid_number(document, section, figure[s > 0], style);
        }
        const double step = style_step(style); /* the difference is that of what is shown */
        if (has_difference)
            grid_number(document, section, round_to_step(figure[1], step) - round_to_step(figure[0], step), style);
        if (f == FIGURE_EAC) life_row(document, section, comparison);
    }
    if (has_difference) section_note(document, section, "Differences of rates are in percentage points.");
    if (body_at == 0) section_note(document, section, sign_convention);
    if (body_at == 0) stake_note(document, section, comparison);
    casting_note(document, section, printed->casting);
}

static void bridge_row(Document *document, Section *section, const BizcaseComparison *comparison,
    const Printed *printed, const char *what, const double *npv) {
    grid_text(document, section, what);
    for (size_t b = 0; b < bodies_shown(comparison); b++)
        if (is_shown(comparison, b)) grid_number(document, section, npv[b], printed->money);
}

/* [body of the first side] of a side's NPV. */
static const double *side_npv(Arena *arena, const BizcaseComparison *comparison, const Printed *printed, size_t s) {
    const BizcaseComparedSide *first = &comparison->sides[0];
    double *npv = arena_array(arena, first->body_count, sizeof *npv);
    for (size_t b = 0; b < first->body_count; b++)
        npv[b] = printed_figure(&comparison->sides[s], printed->figures[s], first->bodies[b], FIGURE_NPV);
    return npv;
}

/* One more than is shown is shown too, rather than counted. */
static size_t steps_shown(const BizcaseComparison *comparison) {
    return comparison->step_count <= BIZCASE_CHANGES_SHOWN + 1 ? comparison->step_count : BIZCASE_CHANGES_SHOWN;
}

/* Of the changes from the first-th on: rows that changed. */
static size_t rows_in(const BizcaseComparison *comparison, size_t first) {
    size_t rows = 0;
    for (size_t s = first; s < comparison->step_count; s++) rows += comparison->steps[s].row_count;
    return rows;
}

static bool some_change_is_below(const BizcaseComparison *comparison, double step) {
    for (size_t s = 0; s < steps_shown(comparison); s++) {
        const double change = fabs(comparison->steps[s].npv[0]);
        if (change >= 0.5 && change < step) return true;
    }
    return false;
}

/* So fine that no change that is shown is rounded away, down to whole pounds. */
static MoneyUnit bridge_unit(const BizcaseComparison *comparison, MoneyUnit unit) {
    static const double finer[] = { 1e6, 0 };
    for (size_t i = 0; i < sizeof finer / sizeof finer[0]; i++)
        if (some_change_is_below(comparison, style_step(unit.in_tables)) &&
            style_step(money_unit(finer[i]).in_tables) < style_step(unit.in_tables))
            unit = money_unit(finer[i]);
    return unit;
}

static void bridge_section(Document *document, const BizcaseComparison *comparison, const Printed *printed) {
    Casting casting = printed->casting;
    Section *section = document_section(
        document, arena_format(document->arena, "What moved net present value, %s", printed->money_unit));
    if (!comparison->has_bridge) {
        section_paragraph(document, section,
            "There is no bridge: the two have different parties, or no list of changes leads from one to the other.");
        return;
    }
    grid_column(document, section, "Change", ALIGN_LEFT);
    const size_t bodies = comparison->sides[0].body_count;
    for (size_t b = 0; b < bodies_shown(comparison); b++)
        if (is_shown(comparison, b)) grid_column(document, section, comparison->sides[0].names[b], ALIGN_RIGHT);
    const double *from = side_npv(document->arena, comparison, printed, 0);
    const double *to = side_npv(document->arena, comparison, printed, 1);
    const size_t shown = steps_shown(comparison), rest = rows_in(comparison, shown);
    double *steps = arena_array(document->arena, (shown + 1) * bodies, sizeof *steps);
    for (size_t s = 0; s < comparison->step_count; s++)
        for (size_t b = 0; b < bodies; b++) steps[(s < shown ? s : shown) * bodies + b] += comparison->steps[s].npv[b];
    round_walk(document->arena, steps, shown + (rest > 0), bodies, from, to, style_step(printed->money), &casting);
    bridge_row(document, section, comparison, printed, comparison->sides[0].label, from);
    for (size_t s = 0; s < shown; s++)
        bridge_row(document, section, comparison, printed, comparison->steps[s].title, steps + s * bodies);
    if (rest > 0)
        bridge_row(document, section, comparison, printed,
            arena_format(document->arena, "%zu other changes together", rest), steps + shown * bodies);
    bridge_row(document, section, comparison, printed, comparison->sides[1].label, to);
    section->grid.total_last = true;
    section_note(document, section,
        "Each change's part is what it adds on average over all orders of the changes (L. S. Shapley, 1953). The parts add "
        "up to the difference.");
    casting_note(document, section, casting);
    if (comparison->is_exact) return;
    double largest = 0;
    for (size_t s = 0; s < comparison->step_count; s++) largest = fmax(largest, comparison->steps[s].error[0]);
    section_note(document, section,
        arena_format(document->arena,
            "With %zu changes, the orders are drawn at random. Joint parts have a standard error of %s at most.",
            rows_in(comparison, 0), number_text(document->arena, largest, printed->money)));
}

/* A cell beside what it is put in order by. */
typedef struct RankedCell {
    const BizcaseCellChange *cell;
    double size; /* the most that it moves net present value, joint or of a council; −1: not worked out */
    size_t at;
} RankedCell;

/* Largest first; where it is not worked out, of the largest change first. */
static int by_effect(const void *a, const void *b) {
    const RankedCell *x = a, *y = b;
    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    if (x->cell->change != y->cell->change) return x->cell->change < y->cell->change ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static RankedCell *rank_cells(Arena *arena, const BizcaseComparison *comparison) {
    RankedCell *ranked = arena_array(arena, comparison->cell_count, sizeof *ranked);
    for (size_t c = 0; c < comparison->cell_count; c++) {
        const BizcaseCellChange *cell = &comparison->cells[c];
        ranked[c] = (RankedCell){ cell, -1, c };
        for (size_t b = 0; cell->npv && b < comparison->sides[0].body_count; b++)
            ranked[c].size = fmax(ranked[c].size, fabs(cell->npv[b]));
    }
    if (comparison->cell_count > 1) qsort(ranked, comparison->cell_count, sizeof *ranked, by_effect);
    return ranked;
}

/* What a change worked out has digits that nobody typed: to ten figures, and in per cent where the other cell is. */
static const char *shown_cell(Arena *arena, const char *text, const char *other) {
    enum { LONG = 12 };
    const Amount number = amount_parse(text);
    if (number.fault || number.has_percent || number.has_suffix || number.currency) return *text ? text : "-";
    if (amount_parse(other).has_percent)
        return arena_format(arena, "%s%%", number_grouped_text(arena, 100 * number.value));
    return strlen(text) > LONG ? number_grouped_text(arena, number.value) : text;
}

static void cells_section(Document *document, const BizcaseComparison *comparison) {
    static const char *const headings[] = { "Cell", "First", "Second", "First's place", "Second's place" };
    Arena *arena = document->arena;
    const size_t count = comparison->cell_count,
                 shown = count <= BIZCASE_CHANGES_SHOWN + 1 ? count : BIZCASE_CHANGES_SHOWN;
    Section *section = document_section(document, "What differs");
    section_paragraph(document, section,
        arena_format(arena, "%zu cell%s or row%s differ.", count, count == 1 ? "" : "s", count == 1 ? "" : "s"));
    if (count == 0) return;
    const RankedCell *ranked = rank_cells(arena, comparison);
    const MoneyUnit unit = money_unit(ranked[0].size);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, section, headings[h], ALIGN_LEFT);
    if (comparison->has_bridge)
        grid_column(document, section, arena_format(arena, "Effect, %s%s", comparison->sides[0].currency, unit.name),
            ALIGN_RIGHT);
    for (size_t c = 0; c < shown; c++) {
        const BizcaseCellChange *cell = ranked[c].cell;
        const char *const texts[] = { cell->title, shown_cell(arena, cell->before, cell->after),
            shown_cell(arena, cell->after, cell->before), shown_place(cell->before_place),
            shown_place(cell->after_place) };
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            grid_text(document, section, *texts[i] ? texts[i] : "-");
        if (cell->npv)
            grid_number(document, section, cell->npv[0], unit.in_tables);
        else if (comparison->has_bridge)
            grid_text(document, section, "-");
    }
    if (comparison->has_bridge)
        section_note(document, section,
            "The effect of a cell is the second's net present value (NPV) less what it would be without this one "
            "change.");
    if (shown < count)
        section_note(document, section,
            arena_format(
                arena, "These move net present value most. The data files also have the other %zu.", count - shown));
}

static bool all_alike(const BizcaseComparison *comparison, const char *(*text)(const BizcaseComparedSide *side)) {
    for (size_t s = 1; s < comparison->side_count; s++)
        if (strcmp(text(&comparison->sides[s]), text(&comparison->sides[0])) != 0) return false;
    return true;
}

static const char *title_of(const BizcaseComparedSide *side) {
    return side->title;
}

static const char *digest_of(const BizcaseComparedSide *side) {
    return side->digest;
}

/* Which case each side is of; said once where all are alike. */
static void add_cases(Document *document, const BizcaseComparison *comparison) {
    Arena *arena = document->arena;
    const bool one_title = all_alike(comparison, title_of), one_digest = all_alike(comparison, digest_of);
    const BizcaseComparedSide *sides = comparison->sides;
    if (one_title && *sides[0].title) document->title = arena_format(arena, "%s: comparison", sides[0].title);
    for (size_t s = 0; s < comparison->side_count && !one_title; s++)
        if (*sides[s].title)
            document_head(document, arena_format(arena, "%s: case %s", sides[s].label, sides[s].title));
    document_head(document, arena_format(arena, "Made by: bizcase %s", bizcase_version()));
    for (size_t s = 0; s < (one_digest ? 1 : comparison->side_count); s++)
        document_head(
            document, one_digest ? arena_format(arena, "Digest of the files: %s", sides[s].digest)
                                 : arena_format(arena, "Digest of the files, %s: %s", sides[s].label, sides[s].digest));
}

/* "Net present value falls by £2.4m, from £5.6m (no scenario) to £3.2m (late)." */
static const char *change_sentence(
    Arena *arena, const BizcaseComparison *comparison, const double *npv, NumberStyle style) {
    const double change = npv[1] - npv[0];
    const char *from =
        arena_format(arena, "%s (%s)", number_in_words(arena, npv[0], style), comparison->sides[0].label);
    if (isnan(change)) return NULL;
    if (change == 0) return arena_format(arena, "Net present value is the same on both sides: %s.", from);
    return arena_format(arena, "Net present value %s by %s, from %s to %s (%s).", change > 0 ? "rises" : "falls",
        number_in_words(arena, fabs(change), style), from, number_in_words(arena, npv[1], style),
        comparison->sides[1].label);
}

static const char *best_sentence(
    Arena *arena, const BizcaseComparison *comparison, const double *npv, NumberStyle style) {
    size_t best = 0;
    for (size_t s = 1; s < comparison->side_count; s++)
        if (npv[s] > npv[best]) best = s;
    return arena_format(arena, "\"%s\" has the highest net present value of %zu: %s.", comparison->sides[best].label,
        comparison->side_count, number_in_words(arena, npv[best], style));
}

/* What the joint net present value does from one side to the other, or which of several has the highest. */
static void answer_section_add(
    Document *document, const BizcaseComparison *comparison, const Printed *printed, MoneyUnit unit) {
    Arena *arena = document->arena;
    const size_t count = comparison->side_count;
    NumberStyle style = unit.in_words;
    style.prefix = comparison->sides[0].currency;
    double *npv = arena_array(arena, count, sizeof *npv);
    for (size_t s = 0; s < count; s++) npv[s] = printed->figures[s][FIGURE_NPV * comparison->sides[s].body_count];
    const char *text = count == 1   ? NULL
                       : count == 2 ? change_sentence(arena, comparison, npv, style)
                                    : best_sentence(arena, comparison, npv, style);
    if (!text) return;
    Section *section = document_section(document, "The answer");
    section_paragraph(document, section, text);
    if (count != 2 || !comparison->has_bridge || comparison->step_count < 2) return;
    section_paragraph(document, section,
        arena_format(arena, "\"%s\" moves it most, by %s.", comparison->steps[0].title,
            number_in_words(arena, round_to_step(comparison->steps[0].npv[0], style_step(printed->money)), style)));
}

static void add_sections(Document *document, const BizcaseComparison *comparison) {
    document->title = "Comparison";
    for (size_t s = 0; s < comparison->side_count; s++) {
        const BizcaseComparedSide *side = &comparison->sides[s];
        document_head(document, side->versus
                                    ? arena_format(document->arena, "%s: option %s against %s", side->label,
                                          side->option_name, side->versus_name)
                                    : arena_format(document->arena, "%s: option %s", side->label, side->option_name));
    }
    if (comparison->side_count == 0) return;
    add_cases(document, comparison);
    const MoneyUnit unit = comparison_unit(comparison);
    const Printed printed = print_figures(document->arena, comparison, unit);
    answer_section_add(document, comparison, &printed, unit);
    for (size_t b = 0; b < bodies_shown(comparison); b++)
        if (is_shown(comparison, b)) body_section(document, comparison, &printed, b);
    document_subject(document, NULL, DECIDES);
    if (comparison->side_count != 2 || (!comparison->has_bridge && comparison->cell_count == 0))
        return; /* two options of one case */
    const Printed in_steps = print_figures(document->arena, comparison, bridge_unit(comparison, unit));
    bridge_section(document, comparison, &in_steps);
    cells_section(document, comparison);
}

static void fill(Document *document, const void *context) {
    const BizcaseComparison *comparison = context;
    input_files_add_all(document->arena, &document->inputs, comparison_inputs(comparison));
    add_data(document, comparison);
    add_sections(document, comparison);
}

BizcaseStatus bizcase_comparison_document(const BizcaseComparison *comparison, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!comparison) return BIZCASE_BAD_REQUEST;
    return document_make(fill, comparison, result);
}

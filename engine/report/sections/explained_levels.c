#include "report/sections/explained_levels.h"

#include <math.h>
#include <string.h>

#include "base/exact_number.h"
#include "case/handle.h"
#include "case/reading/csv_kind.h"
#include "case/reading/ids.h"
#include "case/reading/sheet.h"
#include "report/sections/case_data.h"

static const char STUDY[] = "explain";

/* --- data ------------------------------------------------------------------------------------------------------------ */

static Value texts_or_null(Arena *arena, const char *const *texts, size_t count) {
    if (!texts) return value_null();
    Value list = value_list();
    for (size_t i = 0; i < count; i++) value_append(arena, &list, value_text(arena, texts[i]));
    return list;
}

static Value places_value(Arena *arena, const char *const *places, size_t count) {
    Value list = value_list();
    for (size_t i = 0; i < count; i++) value_append(arena, &list, value_text(arena, shown_place(places[i])));
    return list;
}

static Value text_or_null(Arena *arena, const char *text) {
    return text ? value_text(arena, text) : value_null();
}

static Value level_value(Arena *arena, size_t period_count, const BizcaseExplainedLevel *level) {
    Value value = value_object();
    value_set(arena, &value, "what", value_text(arena, level->what));
    value_set(arena, &value, "name", value_text(arena, level->name));
    value_set(arena, &value, "unit", value_text(arena, level->unit));
    value_set(arena, &value, "place", value_text(arena, shown_place(level->place)));
    value_set(arena, &value, "formula", text_or_null(arena, level->formula));
    value_set(arena, &value, "formula_place",
        level->formula ? value_text(arena, shown_place(level->formula_place)) : value_null());
    value_set(arena, &value, "with_numbers", texts_or_null(arena, level->with_numbers, period_count));
    value_set(arena, &value, "own", value_numbers(arena, level->own, period_count));
    value_set(arena, &value, "places", places_value(arena, level->places, period_count));
    value_set(arena, &value, "multiplier", value_number(level->multiplier));
    value_set(arena, &value, "multiplier_place", value_text(arena, shown_place(level->multiplier_place)));
    value_set(arena, &value, "phase", text_or_null(arena, level->phase));
    value_set(arena, &value, "slip_months", value_number(level->slip_months));
    value_set(arena, &value, "on_delay",
        level->phase ? value_text(arena, level->is_extended ? "extend" : "shift") : value_null());
    value_set(arena, &value, "values", value_numbers(arena, level->values, period_count));
    return value;
}

Value explained_level_values(
    Arena *arena, size_t period_count, const BizcaseExplainedLevel *levels, size_t level_count) {
    Value list = value_list();
    for (size_t i = 0; i < level_count; i++) value_append(arena, &list, level_value(arena, period_count, &levels[i]));
    return list;
}

/* --- pages ----------------------------------------------------------------------------------------------------------- */

/* A period's index, for one that the slip takes a value from; missing before and after the horizon. */
static const char *period_or_outside(const char *const *periods, size_t period_count, double period) {
    return period < 0                       ? "before the start"
           : period >= (double)period_count ? periods[period_count - 1]
                                            : periods[(size_t)period];
}

/* Where a shifted value was before the slip: the part f of the older of two periods, and 1 − f of the newer one. */
static const char *origin_text(Arena *arena, const char *const *periods, size_t period_count, size_t t, double slip) {
    const double whole = floor(slip), part = slip - whole, newer = (double)t - whole;
    const char *to = period_or_outside(periods, period_count, newer);
    if (part == 0) return to;
    return arena_format(arena, "%.4g%% %s, %.4g%% %s", 100 * part, period_or_outside(periods, period_count, newer - 1),
        100 * (1 - part), to);
}

static const char *heading_text(Arena *arena, const BizcaseExplainedLevel *level) {
    const char *id = strchr(level->what, ':') + 1;
    return strcmp(id, level->name) == 0 ? level->what : arena_format(arena, "%s: %s", level->what, level->name);
}

static const char *movement_text(Arena *arena, const BizcaseExplainedLevel *level) {
    const double months = fabs(level->slip_months);
    return arena_format(arena, "It %s with phase \"%s\", which is %s in the plan.",
        level->is_extended ? "is extended" : "moves", level->phase,
        months == 0 ? "on time"
                    : arena_format(arena, "%.10g month%s %s", months, months == 1 ? "" : "s",
                          level->slip_months > 0 ? "late" : "early"));
}

static const char *unit_sentence(Arena *arena, const BizcaseExplainedLevel *level) {
    return *level->unit ? arena_format(arena, " Unit: %s.", level->unit) : "";
}

static void intro(Document *document, Section *section, const BizcaseExplainedLevel *level, bool from_cells) {
    Arena *arena = document->arena;
    const char *unit = unit_sentence(arena, level);
    const char *place = *level->multiplier_place ? level->multiplier_place : level->place;
    const char *value = number_grouped_text(arena, level->multiplier);
    if (level->formula)
        section_paragraph(document, section,
            arena_format(arena, "Formula: %s (%s).%s", level->formula, shown_place(level->formula_place), unit));
    else if (from_cells)
        section_paragraph(document, section, arena_format(arena, "By period (%s).%s", shown_place(level->place), unit));
    else if (level->is_growth)
        section_paragraph(
            document, section, arena_format(arena, "It grows each year by %s (%s).", value, shown_place(place)));
    else
        section_paragraph(document, section,
            arena_format(arena, "The same in every period: %s (%s).%s", value, shown_place(place), unit));
}

static bool has_cells(const BizcaseExplainedLevel *level, size_t period_count) {
    for (size_t t = 0; t < period_count; t++)
        if (*level->places[t]) return true;
    return false;
}

static bool differs(const BizcaseExplainedLevel *level, size_t period_count) {
    for (size_t t = 0; t < period_count; t++)
        if (level->values[t] != level->own[t]) return true;
    return false;
}

static void level_section(
    Document *document, const char *const *periods, size_t period_count, const BizcaseExplainedLevel *level) {
    Arena *arena = document->arena;
    Section *section = document_section(document, heading_text(arena, level));
    const bool from_cells = has_cells(level, period_count), has_own = level->formula || from_cells;
    const bool is_used_otherwise = has_own && differs(level, period_count);
    const bool is_shifted = level->phase && !level->is_extended && level->slip_months != 0;
    intro(document, section, level, from_cells);
    if (!has_own && !level->is_growth) return;
    grid_column(document, section, "Period", ALIGN_LEFT);
    if (level->formula) grid_column(document, section, "With its numbers", ALIGN_LEFT);
    if (has_own) grid_column(document, section, level->formula ? "Comes to" : "Says", ALIGN_RIGHT);
    if (is_used_otherwise || !has_own) grid_column(document, section, "As used", ALIGN_RIGHT);
    if (is_shifted) grid_column(document, section, "Moved from", ALIGN_LEFT);
    if (from_cells) grid_column(document, section, "Cell", ALIGN_LEFT);
    for (size_t t = 0; t < period_count; t++) {
        grid_text(document, section, periods[t]);
        if (level->formula) grid_text(document, section, level->with_numbers[t]);
        if (has_own) grid_text(document, section, number_grouped_text(arena, level->own[t]));
        if (is_used_otherwise || !has_own) grid_text(document, section, number_grouped_text(arena, level->values[t]));
        if (is_shifted) grid_text(document, section, origin_text(arena, periods, period_count, t, level->slip_periods));
        if (from_cells) grid_text(document, section, shown_place(level->places[t]));
    }
    if (has_own && level->multiplier != 1)
        section_note(document, section,
            arena_format(arena, "As used, it is multiplied by its own value, %s (%s).",
                number_grouped_text(arena, level->multiplier), shown_place(level->multiplier_place)));
    if (level->phase) section_note(document, section, movement_text(arena, level));
}

void explained_level_sections(Document *document, const char *const *periods, size_t period_count,
    const BizcaseExplainedLevel *levels, size_t level_count) {
    for (size_t i = 0; i < level_count; i++) level_section(document, periods, period_count, &levels[i]);
}

/* --- the document of one --------------------------------------------------------------------------------------------- */

static void add_facts(Document *document, const BizcaseLevelExplanation *explanation) {
    static const char *const columns[] = { "study", "what", "period", "with_numbers", "own", "value", "place" };
    Arena *arena = document->arena;
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < explanation->level_count; i++)
        for (size_t t = 0; t < explanation->period_count; t++) {
            const BizcaseExplainedLevel *level = &explanation->levels[i];
            facts_add(document, value_text(arena, STUDY));
            facts_add(document, value_text(arena, level->what));
            facts_add(document, value_text(arena, explanation->periods[t]));
            facts_add(document, value_text(arena, level->formula ? level->with_numbers[t] : ""));
            facts_add(document, value_number(level->own[t]));
            facts_add(document, value_number(level->values[t]));
            facts_add(
                document, value_text(arena, shown_place(level->formula ? level->formula_place : level->places[t])));
        }
}

/* --- an input: its range, and what uses it ------------------------------------------------------------------------------ */

/* "Its range: triangular, low 11, central 13, high 14." as its row has it; NULL where the row has no distribution. */
static const char *range_text(Arena *arena, const Case *the_case, const char *kind, const char *id) {
    static const char *const columns[] = { "low", "central", "high", "shape" };
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const Table *table = &the_case->sheets[s].table;
        if (strcmp(the_case->sheets[s].kind->row, kind) != 0) continue;
        const long ids = table_find_column(table, kind), distributions = table_find_column(table, "distribution");
        for (size_t r = 0; ids >= 0 && distributions >= 0 && r < table->row_count; r++) {
            const char *distribution = row_cell_at(&table->rows[r], (size_t)distributions).text;
            if (strcmp(row_cell_at(&table->rows[r], (size_t)ids).text, id) != 0 || !*distribution) continue;
            const char *text = arena_format(arena, "Its range: %s", distribution);
            for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
                const long column = table_find_column(table, columns[c]);
                const char *cell = column < 0 ? "" : row_cell_at(&table->rows[r], (size_t)column).text;
                if (*cell) text = arena_format(arena, "%s, %s %s", text, columns[c], cell);
            }
            return arena_format(
                arena, "%s (%s).", text, place_text(arena, row_cell_at(&table->rows[r], (size_t)distributions).place));
        }
    }
    return NULL;
}

static bool formula_names(const Formula *formula, NameKind kind, size_t index) {
    for (uint32_t n = 0; formula && n < formula->node_count; n++) {
        const Node *node = &formula->nodes[n];
        const NameKind named = node->name.kind == NAME_GROWTH ? NAME_DRIVER : node->name.kind;
        if (node->operation == OPERATION_NAME && named == kind && node->name.index == index) return true;
    }
    return false;
}

static bool line_uses(const Line *line, NameKind kind, size_t index) {
    for (size_t d = 0; d < line->driver_count; d++)
        if (kind == NAME_DRIVER && line->drivers[d] == index) return true;
    return formula_names(line->formula, kind, index);
}

typedef struct Uses {
    const char *text; /* "quantity:lamps, line:energy" */
    size_t count;
} Uses;

static void add_use(Arena *arena, Uses *uses, const char *kind, const char *id) {
    enum { MOST_NAMED = 12 };
    if (uses->count++ < MOST_NAMED)
        uses->text = arena_format(arena, "%s%s%s:%s", uses->text, uses->count > 1 ? ", " : "", kind, id);
    else if (uses->count == MOST_NAMED + 1)
        uses->text = arena_format(arena, "%s and others", uses->text);
}

/* NULL: no quantity and no line does. */
static const char *uses_text(Arena *arena, const Case *the_case, NameKind kind, size_t index) {
    Uses uses = { "", 0 };
    for (size_t q = 0; q < the_case->quantity_count; q++)
        if (formula_names(the_case->quantities[q].formula, kind, index))
            add_use(arena, &uses, "quantity", the_case->quantities[q].label.id);
    for (size_t l = 0; l < the_case->line_count; l++)
        if (line_uses(&the_case->lines[l], kind, index)) add_use(arena, &uses, "line", the_case->lines[l].label.id);
    return uses.count > 0 ? arena_format(arena, "It is used in %s.", uses.text) : NULL;
}

/* Of a quantity or driver. */
static void input_words(Document *document, Section *section, const Case *the_case, const char *what) {
    const size_t length = strcspn(what, ":");
    const char *kind = arena_text_n(document->arena, what, length), *id = what + length + 1, *uses = NULL;
    const char *range = range_text(document->arena, the_case, kind, id);
    for (size_t q = 0; q < the_case->quantity_count && strcmp(kind, "quantity") == 0; q++)
        if (strcmp(the_case->quantities[q].label.id, id) == 0)
            uses = uses_text(document->arena, the_case, NAME_QUANTITY, q);
    for (size_t d = 0; d < the_case->driver_count && strcmp(kind, "driver") == 0; d++)
        if (strcmp(the_case->drivers[d].label.id, id) == 0) uses = uses_text(document->arena, the_case, NAME_DRIVER, d);
    if (range) section_paragraph(document, section, range);
    if (uses) section_paragraph(document, section, uses);
}

/* --- the answer -------------------------------------------------------------------------------------------------------- */

/* "In the plan "LED lamps in place" is 1,500 in 2019/20 and 20,000 in 2026/27. Unit: lamp." */
static void lead_section(Document *document, const Case *the_case, const BizcaseLevelExplanation *explanation) {
    Arena *arena = document->arena;
    const BizcaseExplainedLevel *level = &explanation->levels[0];
    const size_t last = explanation->period_count - 1;
    Section *section = document_section(document, "The answer");
    section_paragraph(document, section,
        arena_format(arena, "In the plan \"%s\" is %s in %s and %s in %s.%s%s", level->name,
            number_grouped_text(arena, level->values[0]), explanation->periods[0],
            number_grouped_text(arena, level->values[last]), explanation->periods[last], unit_sentence(arena, level),
            strncmp(level->what, "line:", strlen("line:")) == 0
                ? " Drivers, prices, optimism bias and shares are applied to that."
                : ""));
    input_words(document, section, the_case, level->what);
}

typedef struct LevelPage {
    const Case *the_case;
    const BizcaseLevelExplanation *explanation;
} LevelPage;

static void fill(Document *document, const void *context) {
    const LevelPage *page = context;
    const BizcaseLevelExplanation *explanation = page->explanation;
    Arena *arena = document->arena;
    case_data_start(document, STUDY, page->the_case, NULL);
    value_set(arena, &document->data, "what", value_text(arena, explanation->levels[0].what));
    value_set(arena, &document->data, "levels",
        explained_level_values(arena, explanation->period_count, explanation->levels, explanation->level_count));
    case_data_diagnostics(document, &page->the_case->diagnostics);
    add_facts(document, explanation);
    case_head(document, "What a number is made of", page->the_case);
    lead_section(document, page->the_case, explanation);
    explained_level_sections(
        document, explanation->periods, explanation->period_count, explanation->levels, explanation->level_count);
    case_warnings_section(document, &page->the_case->diagnostics);
}

BizcaseStatus bizcase_level_explanation_document(
    const BizcaseCase *loaded, const BizcaseLevelExplanation *explanation, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !explanation) return BIZCASE_BAD_REQUEST;
    const LevelPage page = { &loaded->data, explanation };
    return document_make(fill, &page, result);
}

/* Tables of the plan's present values: by line, by category, by type, and what only moves between the councils. A page has
   the largest lines, and what the others add up to; a file of its own has all of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "case/party.h"
#include "report/sections/appraisal/line_words.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"

enum { MOST_SHOWN = 50 };

/* Parts of the main option with the same change, the largest first. */
typedef struct Block {
    const BizcasePart *parts;
    size_t count, shown;
} Block;

typedef struct PartTable {
    const Briefing *briefing;
    Section *section;
    const char *(*name_of)(Arena *arena, const BizcasePart *part);
    const char *thing, *things;    /* "line", "lines" */
    Block blocks[2][CHANGE_COUNT]; /* benefits, then costs */
    Casting casting;
} PartTable;

static void find_blocks(PartTable *table, const BizcasePart *parts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(parts[i].option, table->briefing->option) != 0) continue;
        Block *block = &table->blocks[parts[i].is_cost ? 1 : 0][parts[i].change];
        if (block->count++ == 0) block->parts = &parts[i];
    }
}

static size_t part_count(const PartTable *table) {
    size_t count = 0;
    for (size_t i = 0; i < 2 * CHANGE_COUNT; i++) count += table->blocks[i / CHANGE_COUNT][i % CHANGE_COUNT].count;
    return count;
}

/* The largest of all blocks. */
static void choose_shown(PartTable *table, size_t most) {
    for (size_t shown = 0; shown < most; shown++) {
        Block *next = NULL;
        for (size_t i = 0; i < 2 * CHANGE_COUNT; i++) {
            Block *block = &table->blocks[i / CHANGE_COUNT][i % CHANGE_COUNT];
            if (block->shown == block->count) continue;
            if (!next || block->parts[block->shown].size > next->parts[next->shown].size) next = block;
        }
        if (!next) return;
        next->shown++;
    }
}

static void add_numbers(PartTable *table, const double *values) {
    for (size_t b = 0; b < table->briefing->body_count; b = next_body(table->briefing, b))
        grid_number(table->briefing->document, table->section, values[b], table->briefing->money);
}

static void add_sum(PartTable *table, const char *label, const double *values) {
    grid_text(table->briefing->document, table->section, label);
    grid_text(table->briefing->document, table->section, "");
    add_numbers(table, values);
}

static void add_block(PartTable *table, const Block *block, const double *sum) {
    const Briefing *briefing = table->briefing;
    Document *document = briefing->document;
    const size_t bodies = briefing->body_count, rows = block->shown + (block->shown < block->count);
    double *values = arena_array(briefing->arena, (1 + rows) * bodies, sizeof *values);
    memcpy(values, sum, bodies * sizeof *values);
    for (size_t i = 0; i < block->count; i++)
        for (size_t b = 0; b < bodies; b++)
            values[(1 + (i < block->shown ? i : block->shown)) * bodies + b] += block->parts[i].present_values[b];
    cast_bodies(briefing, values, 1 + rows, &table->casting);
    for (size_t i = 0; i < rows; i++) {
        const char *name = i < block->shown ? table->name_of(briefing->arena, &block->parts[i])
                                            : arena_format(briefing->arena, "%zu smaller %s", block->count - i,
                                                  block->count - i == 1 ? table->thing : table->things);
        grid_text(document, table->section, name);
        grid_text(document, table->section, change_words(block->parts));
        add_numbers(table, values + (1 + i) * bodies);
    }
}

static void add_side(PartTable *table, bool is_cost) {
    static const char *const sums[][CHANGE_COUNT] = {
        { "New benefits", "Benefits given up", "Benefits shared differently" },
        { "New costs", "Costs avoided", "Costs shared differently" },
    };
    const Block *blocks = table->blocks[is_cost ? 1 : 0];
    const size_t bodies = table->briefing->body_count;
    size_t block_count = 0;
    const double *rounded = rounded_changes(table->briefing, is_cost, &table->casting);
    for (size_t c = 0; c < CHANGE_COUNT; c++) block_count += blocks[c].count > 0;
    for (size_t c = 0; c < CHANGE_COUNT; c++) {
        if (blocks[c].count == 0) continue;
        const double *sum = rounded + (1 + c) * bodies;
        add_block(table, &blocks[c], sum);
        if (block_count > 1 && blocks[c].count > 1) add_sum(table, sums[is_cost ? 1 : 0][c], sum);
    }
    if (block_count > 0) add_sum(table, is_cost ? "All costs" : "All benefits", rounded);
}

static bool has_change(const PartTable *table, BizcaseChange change) {
    return table->blocks[0][change].count + table->blocks[1][change].count > 0;
}

static void add_notes(PartTable *table) {
    const Briefing *briefing = table->briefing;
    Document *document = briefing->document;
    const char *versus = briefing->versus ? option_name(briefing->the_case, briefing->versus) : "";
    const Settings *settings = &briefing->the_case->settings;
    section_note(document, table->section,
        arena_format(briefing->arena, "Present values of the plan%s. %sThe net present value is benefits less costs.",
            settings->optimism_bias_in_plan ? ", with optimism bias where lines have it" : "",
            settings->risk_in_plan && briefing->the_case->risk_count
                ? "Risks are costs, at what they are expected to come to. "
                : ""));
    if (has_change(table, BIZCASE_AVOIDED))
        section_note(document, table->section,
            arena_format(briefing->arena,
                "What \"%s\" alone has is taken off: costs are avoided, benefits are given up.", versus));
    if (has_change(table, BIZCASE_KEPT))
        section_note(document, table->section,
            arena_format(briefing->arena, "\"%s\" %s", versus,
                party_text(briefing->arena, briefing->the_case,
                    "has what is shared differently too, so nothing changes for all {parties} together.")));
    casting_note(document, table->section, table->casting);
}

static void fill_table(PartTable *table, const char *heading) {
    const Briefing *briefing = table->briefing;
    Document *document = briefing->document;
    Casting ignored = { 0 };
    grid_column(document, table->section, heading, ALIGN_LEFT);
    grid_column(document, table->section, "Cost or benefit", ALIGN_LEFT);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b))
        grid_column(document, table->section, body_name(briefing, b), ALIGN_RIGHT);
    add_side(table, false);
    add_side(table, true);
    add_sum(table, "Net present value",
        rounded_plan(briefing, briefing->option, &ignored) + FIGURE_NPV * briefing->body_count);
    table->section->grid.total_last = true;
    add_notes(table);
}

/* --- by line, by category, by type ------------------------------------------------------------------------------------ */

static const char *line_name(Arena *arena, const BizcasePart *part) {
    (void)arena;
    return part->name;
}

static const char *category_name(Arena *arena, const BizcasePart *part) {
    (void)arena;
    return part->category;
}

static const char *type_name(Arena *arena, const BizcasePart *part) {
    return type_title(arena, part->type);
}

/* A way of telling the parts: its section, and where the appraisal has them. */
typedef struct Telling {
    const char *name, *heading, *column, *thing, *things;
    const char *(*name_of)(Arena *arena, const BizcasePart *part);
    const BizcasePart *parts;
    size_t count;
} Telling;

static PartTable table_of(const Briefing *briefing, const Telling *telling) {
    PartTable table = {
        .briefing = briefing, .name_of = telling->name_of, .thing = telling->thing, .things = telling->things
    };
    find_blocks(&table, telling->parts, telling->count);
    return table;
}

static void add_telling(const Briefing *briefing, const Telling *telling, bool also_in_full) {
    Document *document = briefing->document;
    PartTable table = table_of(briefing, telling);
    const size_t count = part_count(&table);
    if (count == 0) return;
    table.section = document_section(
        document, arena_format(briefing->arena, "%s (plan), %s", telling->heading, briefing->money_unit));
    table.section->name = telling->name;
    choose_shown(&table, MOST_SHOWN);
    fill_table(&table, telling->column);
    if (count <= MOST_SHOWN) return;
    section_note(document, table.section,
        arena_format(briefing->arena, "The largest %d of %s %s are shown one by one.", MOST_SHOWN,
            count_text(briefing->arena, count), telling->things));
    if (!also_in_full) return;
    PartTable full = table_of(briefing, telling);
    full.section = document_in_full(document, table.section);
    choose_shown(&full, count);
    fill_table(&full, telling->column);
}

static void add_tellings(const Briefing *briefing, bool also_in_full) {
    const BizcaseAppraisal *appraisal = briefing->appraisal;
    const Telling tellings[] = {
        { "lines", "Present values by line", "Line", "line", "lines", line_name, appraisal->lines,
            appraisal->line_count },
        { "by-category", "Present values by category", "Category", "category", "categories", category_name,
            appraisal->by_category, appraisal->category_count },
        { "by-type", "Present values by type of cost and benefit", "Type", "type", "types", type_name,
            appraisal->by_type, appraisal->type_count },
    };
    for (size_t i = 0; i < sizeof tellings / sizeof tellings[0]; i++) add_telling(briefing, &tellings[i], also_in_full);
}

/* --- what only moves between councils --------------------------------------------------------------------------------- */

static double moved_by(const BizcaseShift *shift, size_t councils) {
    double moved = 0;
    for (size_t c = 0; c < councils; c++) moved += fmax(0, shift->shifted[c]);
    return moved;
}

typedef struct Moved {
    const BizcaseShift *shift;
    double amount;
} Moved;

static int compare_moved(const void *a, const void *b) {
    const Moved *left = a, *right = b;
    if (left->amount != right->amount) return left->amount > right->amount ? -1 : 1;
    return left->shift < right->shift ? -1 : 1;
}

/* The main option's, the largest first. */
static Moved *sorted_shifts(const Briefing *briefing, size_t *count) {
    const BizcaseAppraisal *appraisal = briefing->appraisal;
    Moved *moved = arena_array(briefing->arena, appraisal->shift_count, sizeof *moved);
    *count = 0;
    for (size_t s = 0; s < appraisal->shift_count; s++)
        if (strcmp(appraisal->shifts[s].option, briefing->option) == 0)
            moved[(*count)++] =
                (Moved){ &appraisal->shifts[s], moved_by(&appraisal->shifts[s], briefing->the_case->council_count) };
    if (*count) qsort(moved, *count, sizeof *moved, compare_moved);
    return moved;
}

static const char *shift_words(const BizcaseShift *shift) {
    if (shift->line) return shift->is_cost ? "cost of both options" : "benefit of both options";
    return shift->is_cost ? "costs of the category" : "benefits of the category";
}

static void fill_shifts(
    const Briefing *briefing, Section *section, const Moved *moved, size_t count, size_t shown, const double *sums) {
    Document *document = briefing->document;
    const size_t bodies = briefing->body_count, rows = shown + (shown < count);
    double *values = arena_array(briefing->arena, (1 + rows) * bodies, sizeof *values);
    Casting casting = { 0 };
    memcpy(values, sums, bodies * sizeof *values);
    for (size_t i = 0; i < count; i++)
        for (size_t b = 1; b < bodies; b++)
            values[(1 + (i < shown ? i : shown)) * bodies + b] += moved[i].shift->shifted[b - 1];
    cast_bodies(briefing, values, 1 + rows, &casting);
    grid_column(document, section, "Line or category", ALIGN_LEFT);
    grid_column(document, section, "Cost or benefit", ALIGN_LEFT);
    for (size_t b = 1; b < bodies; b++) grid_column(document, section, body_name(briefing, b), ALIGN_RIGHT);
    for (size_t i = 0; i <= rows; i++) { /* the total, which is first among the values, comes last */
        const BizcaseShift *shift = i < shown ? moved[i].shift : NULL;
        grid_text(document, section,
            shift      ? (shift->line ? shift->name : shift->category)
            : i < rows ? arena_format(briefing->arena, count - shown == 1 ? "%zu smaller one" : "%zu smaller ones",
                             count - shown)
                       : "Total");
        grid_text(document, section, shift ? shift_words(shift) : "");
        for (size_t b = 1; b < bodies; b++)
            grid_number(document, section, values[(i < rows ? 1 + i : 0) * bodies + b], briefing->money);
    }
    section->grid.total_last = true;
    section_note(document, section,
        party_text(briefing->arena, briefing->the_case,
            "What one {party} gains and others lose, because the same money falls on another {party}. It is a part of each "
            "net present value, and adds up to nothing."));
    section_note(document, section,
        "A line of both options counts in full. New and avoided costs of a category, or benefits, count as far as what some "
        "gain is matched by what others lose, in proportion to what each gains or loses.");
    casting_note(document, section, casting);
}

static void shift_section(const Briefing *briefing, bool also_in_full) {
    size_t count;
    const BizcaseNetting *netting = main_netting(briefing);
    const Moved *moved = sorted_shifts(briefing, &count);
    if (count == 0) return;
    Section *section = document_section(briefing->document,
        arena_format(briefing->arena, "%s (plan), %s",
            party_text(briefing->arena, briefing->the_case, "What only moves between the {parties}"),
            briefing->money_unit));
    section->name = "shift";
    fill_shifts(briefing, section, moved, count, count < MOST_SHOWN ? count : MOST_SHOWN, netting->shift);
    if (also_in_full && count > MOST_SHOWN)
        fill_shifts(briefing, document_in_full(briefing->document, section), moved, count, count, netting->shift);
}

static void add_sections(const Briefing *briefing, bool also_in_full) {
    add_tellings(briefing, also_in_full);
    shift_section(briefing, also_in_full);
}

void line_sections(const Briefing *briefing) {
    add_sections(briefing, false);
}

void line_sections_in_full(const Briefing *briefing) {
    add_sections(briefing, true);
}

#include "report/document/document.h"

#include <assert.h>
#include <string.h>

#include "table/call.h"

static Document *empty_document(Arena *arena) {
    Document *document = arena_alloc(arena, sizeof *document);
    document->arena = arena;
    document->title = "";
    document->data = value_object();
    return document;
}

Document *document_within(Arena *whole) {
    return empty_document(arena_within(whole));
}

typedef struct Making {
    void (*fill)(Document *document, const void *context);
    const void *context;
    Document *made;
} Making;

static BizcaseStatus make(Call *call, void *context) {
    Making *making = context;
    Document *document = empty_document(call->arena);
    making->fill(document, making->context);
    making->made = document;
    return BIZCASE_OK;
}

BizcaseStatus document_make(
    void (*fill)(Document *document, const void *context), const void *context, BizcaseDocument **result) {
    Making making = { .fill = fill, .context = context };
    const BizcaseStatus status = call_make(NULL, make, &making);
    *result = status == BIZCASE_OK ? making.made : NULL;
    return status;
}

void bizcase_document_free(BizcaseDocument *document) {
    if (document) arena_free(document->arena);
}

static void add_text(Arena *arena, Texts *texts, const char *text) {
    texts->items = arena_grow(arena, texts->items, texts->count, &texts->capacity, sizeof *texts->items);
    texts->items[texts->count++] = arena_text(arena, text);
}

Section *document_section(Document *document, const char *heading) {
    document->sections = arena_grow(
        document->arena, document->sections, document->section_count, &document->section_capacity, sizeof(Section *));
    Section *section = arena_alloc(document->arena, sizeof *section);
    section->heading = arena_text(document->arena, heading);
    return document->sections[document->section_count++] = section;
}

Section *document_in_full(Document *document, Section *section) {
    section->in_full = arena_alloc(document->arena, sizeof *section->in_full);
    section->in_full->heading = section->heading;
    return section->in_full;
}

Section *document_chart(Document *document, const char *name, const char *heading, const Chart *chart) {
    Section *section = document_section(document, varied_text(document, heading));
    Chart varied = *chart;
    varied.title = varied_text(document, chart->title);
    varied.above = document->variation;
    section->name = name;
    section->chart = chart_copy(document->arena, &varied);
    return section;
}

void document_head(Document *document, const char *text) {
    add_text(document->arena, &document->head, text);
}

const char *varied_text(const Document *document, const char *text) {
    return document->variation ? arena_format(document->arena, "%s: %s", document->variation, text) : text;
}

void section_paragraph(Document *document, Section *section, const char *text) {
    const bool is_first = section == document->sections[0] && section->paragraphs.count == 0;
    add_text(document->arena, &section->paragraphs, is_first ? varied_text(document, text) : text);
}

void section_note(Document *document, Section *section, const char *text) {
    for (size_t i = 0; i < section->notes.count; i++)
        if (strcmp(section->notes.items[i], text) == 0) return;
    add_text(document->arena, &section->notes, text);
}

void grid_column(Document *document, Section *section, const char *heading, Align align) {
    Grid *grid = &section->grid;
    assert(!grid->cell_count);
    grid->columns =
        arena_grow(document->arena, grid->columns, grid->column_count, &grid->column_capacity, sizeof *grid->columns);
    grid->columns[grid->column_count++] =
        (GridColumn){ .heading = arena_text(document->arena, heading), .align = align };
}

static void add_cell(Document *document, Grid *grid, GridCell cell) {
    grid->cells = arena_grow(document->arena, grid->cells, grid->cell_count, &grid->cell_capacity, sizeof *grid->cells);
    grid->cells[grid->cell_count++] = cell;
}

void grid_text(Document *document, Section *section, const char *text) {
    add_cell(document, &section->grid, (GridCell){ .text = arena_text(document->arena, text) });
}

void grid_number(Document *document, Section *section, double number, NumberStyle style) {
    add_cell(document, &section->grid, (GridCell){ .number = number, .style = style });
}

size_t grid_row_count(const Grid *grid) {
    if (!grid->column_count) return 0;
    assert(grid->cell_count % grid->column_count == 0);
    return grid->cell_count / grid->column_count;
}

const char *grid_cell_text(Arena *arena, const GridCell *cell) {
    return cell->text ? cell->text : number_text(arena, cell->number, cell->style);
}

/* "NPV, £000 (plan)" becomes "npv-000-plan". */
static const char *slug(Arena *arena, const char *text) {
    char *name = arena_alloc(arena, strlen(text) + sizeof "section"), *to = name;
    for (; *text; text++) {
        const bool plain =
            (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9');
        if (plain)
            *to++ = (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text);
        else if (to > name && to[-1] != '-')
            *to++ = '-';
    }
    if (to > name && to[-1] == '-') *--to = '\0';
    return to > name ? name : strcpy(name, "section");
}

static bool is_taken(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

const char **document_names(Arena *arena, const Document *document) {
    const char **names = arena_array(arena, document->section_count, sizeof *names);
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document->sections[s];
        const char *name = slug(arena, section->name ? section->name : section->heading);
        names[s] = name;
        for (unsigned n = 2; is_taken(names, s, names[s]); n++) names[s] = arena_format(arena, "%s-%u", name, n);
    }
    return names;
}

void facts_start(Document *document, const char *const *columns, size_t column_count) {
    document->facts.columns = columns;
    document->facts.column_count = column_count;
}

void facts_add(Document *document, Value value) {
    Facts *facts = &document->facts;
    facts->cells =
        arena_grow(document->arena, facts->cells, facts->cell_count, &facts->cell_capacity, sizeof *facts->cells);
    facts->cells[facts->cell_count++] = value;
}

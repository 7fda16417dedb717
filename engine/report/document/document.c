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

void texts_add(Arena *arena, Texts *texts, const char *text) {
    texts->items = arena_grow(arena, texts->items, texts->count, &texts->capacity, sizeof *texts->items);
    texts->items[texts->count++] = arena_text(arena, text);
}

Section *document_section(Document *document, const char *heading) {
    document->sections = arena_grow(
        document->arena, document->sections, document->section_count, &document->section_capacity, sizeof(Section *));
    Section *section = arena_alloc(document->arena, sizeof *section);
    section->heading = arena_text(document->arena, heading);
    section->part = document->part_count;
    section->subject = document->subject;
    section->extent = document->extent;
    return document->sections[document->section_count++] = section;
}

void document_subject(Document *document, const char *subject, Extent extent) {
    document->subject = subject;
    document->extent = extent;
}

static bool is_last_part_empty(const Document *document) {
    const size_t last = document->part_count, count = document->section_count;
    return last > 0 && (count == 0 || document->sections[count - 1]->part < last);
}

void document_part(Document *document, const char *name, const char *heading, PartPlace where) {
    if (is_last_part_empty(document)) document->part_count--;
    document->parts = arena_grow(
        document->arena, document->parts, document->part_count, &document->part_capacity, sizeof *document->parts);
    document->parts[document->part_count++] =
        (Part){ .name = name, .heading = arena_text(document->arena, heading), .where = where };
}

void part_lede(Document *document, const char *text) {
    texts_add(document->arena, &document->parts[document->part_count - 1].lede, text);
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
    texts_add(document->arena, &document->head, text);
}

const char *varied_text(const Document *document, const char *text) {
    return document->variation ? arena_format(document->arena, "%s: %s", document->variation, text) : text;
}

/* The first section, and the first behind the first page. */
static bool begins_document(const Document *document, const Section *section) {
    size_t s = 0;
    while (s + 1 < document->section_count && document->sections[s]->is_front) s++;
    return section == document->sections[0] || section == document->sections[s];
}

void section_paragraph(Document *document, Section *section, const char *text) {
    const bool is_first = begins_document(document, section) && section->paragraphs.count == 0;
    texts_add(document->arena, &section->paragraphs, is_first ? varied_text(document, text) : text);
}

void section_note(Document *document, Section *section, const char *text) {
    for (size_t i = 0; i < section->notes.count; i++)
        if (strcmp(section->notes.items[i], text) == 0) return;
    texts_add(document->arena, &section->notes, text);
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

void grid_named(Document *document, Section *section, const char *text, const char *id) {
    add_cell(document, &section->grid,
        (GridCell){ .text = arena_text(document->arena, text), .id = arena_text(document->arena, id) });
}

void grid_number(Document *document, Section *section, double number, NumberStyle style) {
    if (*style.prefix) style.prefix = arena_text(document->arena, style.prefix);
    if (*style.suffix) style.suffix = arena_text(document->arena, style.suffix);
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

/* --- views ---------------------------------------------------------------------------------------------------------- */

BizcaseStatus bizcase_document_show(BizcaseDocument *document, const BizcaseView *view) {
    BizcaseView asked;
    if (!document || !view || !request_copy(&asked, sizeof asked, view, NULL)) return BIZCASE_BAD_REQUEST;
    if (!request_texts_good(asked.subjects, asked.subject_count, "subjects", NULL)) return BIZCASE_BAD_REQUEST;
    document->view = asked;
    return BIZCASE_OK;
}

static bool is_chosen(const BizcaseView *view, const Section *section) {
    for (size_t i = 0; i < view->subject_count; i++)
        if (section->subject && strcmp(view->subjects[i], section->subject) == 0) return true;
    return false;
}

const Section *document_shown(const Document *document, size_t index) {
    const BizcaseView *view = &document->view;
    const Section *section = document->sections[index];
    if (view->subject_count > 0 ? !is_chosen(view, section)
                                : view->extent == BIZCASE_SHORT && section->extent == FULL_ONLY)
        return NULL;
    return view->extent == BIZCASE_FULL && section->in_full ? section->in_full : section;
}

static bool is_left_out(const Document *document, size_t index) {
    const Section *section = document->sections[index];
    return !section->chart && section->grid.column_count > 0 && !document_shown(document, index);
}

/* What was chosen leaves nothing out that its reader does not know of. */
static size_t left_out_count(const Document *document) {
    size_t count = 0;
    for (size_t s = 0; document->view.subject_count == 0 && s < document->section_count; s++)
        count += is_left_out(document, s);
    return count;
}

const char *tables_left_out(Arena *arena, const Document *document) {
    const size_t count = left_out_count(document);
    if (count == 0) return NULL;
    return arena_format(arena, "%zu more table%s left out here.", count, count == 1 ? " is" : "s are");
}

/* "cash,debt": the subjects of what is left out, in its order; "" where nothing of it has one. */
static const char *subjects_left_out(Arena *arena, const Document *document) {
    const char **subjects = arena_array(arena, document->section_count, sizeof *subjects), *list = "";
    size_t count = 0;
    for (size_t s = 0; s < document->section_count; s++) {
        const char *subject = document->sections[s]->subject;
        if (!is_left_out(document, s) || !subject || is_taken(subjects, count, subject)) continue;
        subjects[count++] = subject;
        list = arena_format(arena, "%s%s%s", list, *list ? "," : "", subject);
    }
    return list;
}

const char *tables_left_out_hint(Arena *arena, const Document *document) {
    const BizcaseView *view = &document->view;
    const size_t count = left_out_count(document);
    if (count == 0 || !view->full_option) return tables_left_out(arena, document);
    const char *hint = arena_format(arena, "%zu more table%s: %s", count, count == 1 ? "" : "s", view->full_option);
    const char *subjects = view->only_option ? subjects_left_out(arena, document) : "";
    return *subjects ? arena_format(arena, "%s, or %s %s", hint, view->only_option, subjects) : hint;
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

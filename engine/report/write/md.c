/* The sections of a document as Markdown with pipe tables, for the business case's text. */
#include "report/write/format.h"

#include <string.h>

#include "base/escape.h"

static void add_paragraph(Buffer *out, const char *before, const char *text) {
    buffer_add(out, before);
    md_add_text(out, text + strspn(text, " ")); /* four spaces would make it code */
    buffer_add(out, "\n");
}

static void add_cell(Buffer *out, const GridCell *cell, bool strong) {
    const char *text = grid_cell_text(out->arena, cell);
    buffer_add(out, strong && *text ? " **" : " ");
    if (cell->text)
        md_add_text(out, text);
    else
        md_add_inline(out, text);
    buffer_add(out, strong && *text ? "** |" : " |");
}

/* Pandoc shares a wide table's width out by the dashes under its headings. */
static size_t dash_count(Arena *arena, const Grid *grid, size_t column) {
    enum { FEWEST = 3, MOST = 32 };
    size_t widest = text_width(grid->columns[column].heading);
    if (grid->columns[column].align == ALIGN_RIGHT) widest /= 2; /* words below each other */
    for (size_t r = 0; r < grid_row_count(grid); r++) {
        const size_t width = text_width(grid_cell_text(arena, &grid->cells[r * grid->column_count + column]));
        if (width > widest) widest = width;
    }
    if (grid->columns[column].align == ALIGN_RIGHT) widest += 2; /* digits are wide, and do not break */
    return widest < FEWEST ? FEWEST : widest > MOST ? MOST : widest;
}

static void add_rule(Buffer *out, const Grid *grid) {
    buffer_add(out, "\n|");
    for (size_t c = 0; c < grid->column_count; c++) {
        const bool right = grid->columns[c].align == ALIGN_RIGHT;
        buffer_add(out, right ? " " : " :");
        buffer_repeat(out, '-', dash_count(out->arena, grid, c));
        buffer_add(out, right ? ": |" : " |");
    }
}

static void add_grid(Buffer *out, const Grid *grid) {
    size_t row_count = grid_row_count(grid);
    buffer_add(out, "\n|");
    for (size_t c = 0; c < grid->column_count; c++)
        add_cell(out, &(GridCell){ .text = grid->columns[c].heading }, false);
    add_rule(out, grid);
    for (size_t r = 0; r < row_count; r++) {
        buffer_add(out, "\n|");
        bool strong = grid->total_last && r + 1 == row_count;
        for (size_t c = 0; c < grid->column_count; c++) add_cell(out, &grid->cells[r * grid->column_count + c], strong);
    }
    buffer_add(out, "\n");
}

static void add_list(Buffer *out, const Texts *texts) {
    if (texts->count) buffer_add(out, "\n");
    for (size_t i = 0; i < texts->count; i++) add_paragraph(out, "- ", texts->items[i]);
}

void md_add_section(Buffer *out, const Section *section, const char *caption) {
    for (size_t i = 0; i < section->paragraphs.count; i++) add_paragraph(out, "\n", section->paragraphs.items[i]);
    if (section->grid.column_count) add_grid(out, &section->grid);
    if (section->grid.column_count && caption) add_paragraph(out, "\nTable: ", caption);
    add_list(out, &section->notes);
}

static BizcaseStatus md_render(const Document *document, Buffer *out) {
    add_paragraph(out, "# ", document->title);
    add_list(out, &document->head);
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document_shown(document, s);
        if (!section || section->chart) continue;
        add_paragraph(out, "\n## ", section->heading);
        md_add_section(out, section, NULL);
    }
    const char *left_out = tables_left_out(out->arena, document);
    if (left_out) add_paragraph(out, "\n", left_out);
    return BIZCASE_OK;
}

const Format format_md = {
    .about = { .name = "md", .extension = "md", .shows_one_option = 1 },
    .render = md_render,
};

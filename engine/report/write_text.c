/* The sections of a document as plain text of fixed width, for a terminal or an e-mail. */
#include "report/format.h"

#include <string.h>

enum { LINE_WIDTH = 100, COLUMN_GAP = 2, WIDEST_TEXT_COLUMN = 44 };

/* Bytes of the next piece of text that fits into width characters: whole words where possible. Skips nothing. */
static size_t piece_size(const char *text, size_t width) {
    size_t characters = 0, fits = 0, last_space = 0;
    for (size_t i = 0; text[i] && text[i] != '\n'; i++) {
        if (text[i] == ' ') last_space = i;
        if (((unsigned char)text[i] & 0xC0) != 0x80 && ++characters > width) return last_space ? last_space : i;
        fits = i + 1;
    }
    return fits;
}

static const char *after_piece(const char *text, size_t size) {
    text += size;
    while (*text == ' ' || *text == '\n') text++;
    return text;
}

/* first stands before the first line, rest before the others; both take indent characters. */
static void add_wrapped(Buffer *out, const char *text, const char *first, const char *rest) {
    size_t width = LINE_WIDTH - text_width(first);
    const char *before = first;
    do {
        size_t size = piece_size(text, width);
        buffer_add(out, before);
        buffer_add_n(out, text, size);
        buffer_add(out, "\n");
        text = after_piece(text, size);
        before = rest;
    } while (*text);
}

static void add_heading(Buffer *out, const char *heading, char underline) {
    size_t width = text_width(heading);
    add_wrapped(out, heading, "", "");
    buffer_repeat(out, underline, width < LINE_WIDTH ? width : LINE_WIDTH);
    buffer_add(out, "\n");
}

static size_t longest_word(const char *text) {
    size_t longest = 0;
    while (*text) {
        size_t bytes = strcspn(text, " \n"), width = 0;
        for (size_t i = 0; i < bytes; i++) width += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (width > longest) longest = width;
        text += bytes;
        text += strspn(text, " \n");
    }
    return longest;
}

/* A grid whose cells are texts, with the width of each column. */
typedef struct Layout {
    size_t column_count, row_count;
    const char **headings, **cells;
    const Align *align; /* [column] */
    size_t *width;      /* [column] */
    bool total_last;
} Layout;

static bool ends_with_bracket(const char *text) {
    size_t length = strlen(text);
    return length && text[length - 1] == ')' && text[0] == '(';
}

/* Where a column has negative numbers in brackets, the others get a blank, so that units stand under units. */
static void align_brackets(Arena *arena, Layout *layout, size_t column) {
    bool any = false;
    for (size_t r = 0; r < layout->row_count; r++) any |= ends_with_bracket(layout->cells[r * layout->column_count + column]);
    if (!any) return;
    for (size_t r = 0; r < layout->row_count; r++) {
        const char **cell = &layout->cells[r * layout->column_count + column];
        if (!ends_with_bracket(*cell)) *cell = arena_format(arena, "%s ", *cell);
    }
}

static size_t column_width(const Layout *layout, size_t column) {
    size_t width = longest_word(layout->headings[column]);
    for (size_t r = 0; r < layout->row_count; r++) {
        size_t cell = text_width(layout->cells[r * layout->column_count + column]);
        if (cell > width) width = cell;
    }
    if (layout->align[column] == ALIGN_LEFT && width > WIDEST_TEXT_COLUMN) return WIDEST_TEXT_COLUMN;
    if (layout->align[column] == ALIGN_LEFT && text_width(layout->headings[column]) > width)
        return text_width(layout->headings[column]);
    return width < LINE_WIDTH / 2 ? width : LINE_WIDTH / 2;
}

static Layout layout_of(Arena *arena, const Grid *grid) {
    Layout layout = { .column_count = grid->column_count, .row_count = grid_row_count(grid), .total_last = grid->total_last };
    Align *align = arena_array(arena, layout.column_count, sizeof *align);
    layout.align = align;
    layout.headings = arena_array(arena, layout.column_count, sizeof *layout.headings);
    layout.cells = arena_array(arena, grid->cell_count, sizeof *layout.cells);
    layout.width = arena_array(arena, layout.column_count, sizeof *layout.width);
    for (size_t i = 0; i < grid->cell_count; i++) layout.cells[i] = grid_cell_text(arena, &grid->cells[i]);
    for (size_t c = 0; c < layout.column_count; c++) {
        layout.headings[c] = grid->columns[c].heading;
        align[c] = grid->columns[c].align;
        if (align[c] == ALIGN_RIGHT) align_brackets(arena, &layout, c);
        layout.width[c] = column_width(&layout, c);
    }
    return layout;
}

/* One row of texts on as many lines as its longest cell needs; headings stand at the bottom of theirs. */
static void add_row(Buffer *out, const Layout *layout, const char *const *texts, const size_t *columns, size_t count,
    bool at_bottom) {
    size_t line_count = 1;
    for (size_t i = 0; i < count; i++) {
        size_t lines = 0;
        for (const char *rest = texts[columns[i]]; *rest; lines++)
            rest = after_piece(rest, piece_size(rest, layout->width[columns[i]]));
        if (lines > line_count) line_count = lines;
    }
    const char **rest = arena_array(out->arena, count, sizeof *rest);
    size_t *waiting = arena_array(out->arena, count, sizeof *waiting); /* empty lines above a text */
    for (size_t i = 0; i < count; i++) {
        rest[i] = texts[columns[i]];
        size_t lines = 0;
        for (const char *piece = rest[i]; *piece; lines++)
            piece = after_piece(piece, piece_size(piece, layout->width[columns[i]]));
        waiting[i] = at_bottom && lines ? line_count - lines : 0;
    }
    for (size_t line = 0; line < line_count; line++) {
        size_t owed = 0; /* blanks are written only when something follows */
        for (size_t i = 0; i < count; i++) {
            size_t column_size = layout->width[columns[i]];
            size_t size = waiting[i] > line ? 0 : piece_size(rest[i], column_size);
            const char *piece = arena_text_n(out->arena, rest[i], size);
            size_t blank = column_size - text_width(piece);
            bool right = layout->align[columns[i]] == ALIGN_RIGHT;
            owed += i ? COLUMN_GAP : 0;
            if (size) {
                buffer_repeat(out, ' ', owed + (right ? blank : 0));
                buffer_add(out, piece);
                owed = right ? 0 : blank;
                rest[i] = after_piece(rest[i], size);
            } else {
                owed += column_size;
            }
        }
        buffer_add(out, "\n");
    }
}

static void add_rule(Buffer *out, const Layout *layout, const size_t *columns, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i) buffer_repeat(out, ' ', COLUMN_GAP);
        buffer_repeat(out, '-', layout->width[columns[i]]);
    }
    buffer_add(out, "\n");
}

static void add_columns(Buffer *out, const Layout *layout, const size_t *columns, size_t count) {
    buffer_add(out, "\n");
    add_row(out, layout, layout->headings, columns, count, true);
    add_rule(out, layout, columns, count);
    for (size_t r = 0; r < layout->row_count; r++) {
        if (layout->total_last && r + 1 == layout->row_count) add_rule(out, layout, columns, count);
        add_row(out, layout, layout->cells + r * layout->column_count, columns, count, false);
    }
}

/* A grid wider than the page is shown in parts; each repeats the first column. */
static void add_grid(Buffer *out, const Grid *grid) {
    Layout layout = layout_of(out->arena, grid);
    size_t *columns = arena_array(out->arena, layout.column_count, sizeof *columns);
    size_t next = 1;
    do {
        size_t count = 1, width = layout.width[0];
        while (next < layout.column_count && (count == 1 || width + COLUMN_GAP + layout.width[next] <= LINE_WIDTH)) {
            width += COLUMN_GAP + layout.width[next];
            columns[count++] = next++;
        }
        add_columns(out, &layout, columns, count);
    } while (next < layout.column_count);
}

static void add_section(Buffer *out, const Section *section) {
    buffer_add(out, "\n");
    add_heading(out, section->heading, '-');
    for (size_t i = 0; i < section->paragraphs.count; i++) {
        if (i) buffer_add(out, "\n");
        add_wrapped(out, section->paragraphs.items[i], "", "");
    }
    if (section->grid.column_count) add_grid(out, &section->grid);
    if (section->notes.count && section->grid.column_count) buffer_add(out, "\n");
    for (size_t i = 0; i < section->notes.count; i++) add_wrapped(out, section->notes.items[i], "- ", "  ");
}

static BizcaseStatus text_render(const Document *document, Buffer *out) {
    add_heading(out, document->title, '=');
    for (size_t i = 0; i < document->head.count; i++) add_wrapped(out, document->head.items[i], "", "    ");
    for (size_t s = 0; s < document->section_count; s++) add_section(out, document->sections[s]);
    return BIZCASE_OK;
}

const Format format_text = { .name = "text", .render = text_render };

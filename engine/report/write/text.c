/* The sections of a document as plain text of fixed width, for a terminal or an e-mail. */
#include "report/write/format.h"

#include <string.h>

#include "base/escape.h"

enum { LINE_WIDTH = 100, COLUMN_GAP = 2, WIDEST_TEXT_COLUMN = 44 };

/* Bytes of the next piece of text that fits into width characters: whole words where possible. Skips nothing. */
static size_t piece_size(const char *text, size_t width) {
    size_t characters = 0, fits = 0, last_space = 0;
    for (size_t i = 0; text[i]; i++) {
        if (text[i] == ' ') last_space = i;
        if (((unsigned char)text[i] & 0xC0) != 0x80 && ++characters > width) return last_space ? last_space : i;
        fits = i + 1;
    }
    return fits;
}

static const char *after_piece(const char *text, size_t size) {
    text += size;
    while (*text == ' ') text++;
    return text;
}

/* first is before the first line, rest before the others; both take indent characters. */
static void add_wrapped(Buffer *out, const char *typed, const char *first, const char *rest) {
    const char *text = plain_text(out->arena, typed);
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
    size_t width = text_width(plain_text(out->arena, heading));
    add_wrapped(out, heading, "", "");
    buffer_repeat(out, underline, width < LINE_WIDTH ? width : LINE_WIDTH);
    buffer_add(out, "\n");
}

static size_t longest_word(const char *text) {
    size_t longest = 0;
    while (*text) {
        size_t bytes = strcspn(text, " "), width = 0;
        for (size_t i = 0; i < bytes; i++) width += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (width > longest) longest = width;
        text += bytes;
        text += strspn(text, " ");
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

/* Where a column has negative numbers in brackets, the others get a blank, so that units are under units. */
static void align_brackets(Arena *arena, Layout *layout, size_t column) {
    bool any = false;
    for (size_t r = 0; r < layout->row_count; r++)
        any |= ends_with_bracket(layout->cells[r * layout->column_count + column]);
    if (!any) return;
    for (size_t r = 0; r < layout->row_count; r++) {
        const char **cell = &layout->cells[r * layout->column_count + column];
        if (!ends_with_bracket(*cell)) *cell = arena_format(arena, "%s ", *cell);
    }
}

static size_t line_count_of(const char *text, size_t width) {
    size_t lines = 0;
    for (; *text; lines++) text = after_piece(text, piece_size(text, width));
    return lines;
}

static size_t widest_cell(const Layout *layout, size_t column) {
    size_t width = 0;
    for (size_t r = 0; r < layout->row_count; r++) {
        size_t cell = text_width(layout->cells[r * layout->column_count + column]);
        if (cell > width) width = cell;
    }
    return width;
}

/* Wide enough for the cells and for a heading of so many lines, but never so wide that a page has room for only one. */
static size_t column_width(const Layout *layout, size_t column, size_t heading_lines) {
    const char *heading = layout->headings[column];
    size_t width = widest_cell(layout, column), word = longest_word(heading);
    if (layout->align[column] == ALIGN_LEFT && width > WIDEST_TEXT_COLUMN) return WIDEST_TEXT_COLUMN;
    if (width < word) width = word;
    while (width < LINE_WIDTH / 2 && line_count_of(heading, width) > heading_lines) width++;
    return width < LINE_WIDTH / 2 ? width : LINE_WIDTH / 2;
}

/* The width of the page that the columns take. */
static size_t set_widths(Layout *layout, size_t heading_lines) {
    size_t total = 0;
    for (size_t c = 0; c < layout->column_count; c++) {
        layout->width[c] = column_width(layout, c, heading_lines);
        total += layout->width[c] + (c ? COLUMN_GAP : 0);
    }
    return total;
}

/* The widest column of texts gives way, so that a grid need not be shown in parts. Returns the new total. */
static size_t squeeze_widest(Layout *layout, size_t total) {
    enum { NARROWEST = 24 };
    size_t widest = layout->column_count;
    for (size_t c = 0; c < layout->column_count; c++)
        if (layout->align[c] == ALIGN_LEFT &&
            (widest == layout->column_count || layout->width[c] > layout->width[widest]))
            widest = c;
    if (total <= LINE_WIDTH || widest == layout->column_count) return total;
    size_t excess = total - LINE_WIDTH;
    if (layout->width[widest] < NARROWEST + excess) return total;
    layout->width[widest] -= excess;
    return LINE_WIDTH;
}

/* A last column of long texts takes what is left of the page. */
static void stretch_last(Layout *layout, size_t total) {
    size_t last = layout->column_count - 1, widest = widest_cell(layout, last);
    if (layout->align[last] != ALIGN_LEFT || total >= LINE_WIDTH || widest <= layout->width[last]) return;
    size_t room = layout->width[last] + LINE_WIDTH - total;
    layout->width[last] = widest < room ? widest : room;
}

static Layout layout_of(Arena *arena, const Grid *grid) {
    enum { FEW_LINES = 2, MANY_LINES = 100 };
    Layout layout = {
        .column_count = grid->column_count, .row_count = grid_row_count(grid), .total_last = grid->total_last
    };
    Align *align = arena_array(arena, layout.column_count, sizeof *align);
    layout.align = align;
    layout.headings = arena_array(arena, layout.column_count, sizeof *layout.headings);
    layout.cells = arena_array(arena, grid->cell_count, sizeof *layout.cells);
    layout.width = arena_array(arena, layout.column_count, sizeof *layout.width);
    for (size_t i = 0; i < grid->cell_count; i++)
        layout.cells[i] = plain_text(arena, grid_cell_text(arena, &grid->cells[i]));
    for (size_t c = 0; c < layout.column_count; c++) {
        layout.headings[c] = plain_text(arena, grid->columns[c].heading);
        align[c] = grid->columns[c].align;
        if (align[c] == ALIGN_RIGHT) align_brackets(arena, &layout, c);
    }
    size_t total = set_widths(&layout, FEW_LINES);
    if (total > LINE_WIDTH) total = squeeze_widest(&layout, set_widths(&layout, MANY_LINES));
    stretch_last(&layout, total);
    return layout;
}

/* The last cell of a line may end in the blank that align_brackets put there. */
static void end_line(Buffer *out) {
    while (out->size && out->bytes[out->size - 1] == ' ') out->size--;
    buffer_add(out, "\n");
}

/* One line of a cell at its width: blanks that nothing follows are taken off again at the end of the line. */
static const char *add_piece(Buffer *out, const char *text, size_t width, Align align) {
    size_t size = piece_size(text, width);
    const char *piece = arena_text_n(out->arena, text, size);
    size_t blank = width - text_width(piece);
    buffer_repeat(out, ' ', align == ALIGN_RIGHT ? blank : 0);
    buffer_add(out, piece);
    buffer_repeat(out, ' ', align == ALIGN_RIGHT ? 0 : blank);
    return after_piece(text, size);
}

/* One row of texts on as many lines as its longest cell needs; headings are at the bottom of theirs. */
static void add_row(
    Buffer *out, const Layout *layout, const char *const *texts, const size_t *columns, size_t count, bool at_bottom) {
    size_t line_count = 1;
    const char **rest = arena_array(out->arena, count, sizeof *rest);
    size_t *lines = arena_array(out->arena, count, sizeof *lines);
    for (size_t i = 0; i < count; i++) {
        rest[i] = texts[columns[i]];
        lines[i] = line_count_of(rest[i], layout->width[columns[i]]);
        if (lines[i] > line_count) line_count = lines[i];
    }
    for (size_t line = 0; line < line_count; line++) {
        for (size_t i = 0; i < count; i++) {
            bool waits = at_bottom && line + lines[i] < line_count;
            if (i) buffer_repeat(out, ' ', COLUMN_GAP);
            const char *after =
                add_piece(out, waits ? "" : rest[i], layout->width[columns[i]], layout->align[columns[i]]);
            if (!waits) rest[i] = after;
        }
        end_line(out);
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
    for (size_t s = 0; s < document->section_count; s++) {
        const Section *section = document_shown(document, s);
        if (section && !section->chart) add_section(out, section);
    }
    const char *left_out = tables_left_out_hint(out->arena, document);
    if (left_out) {
        buffer_add(out, "\n");
        add_wrapped(out, left_out, "", "");
    }
    return BIZCASE_OK;
}

const Format format_text = {
    .about = { .name = "text", .extension = "txt", .is_for_terminals = 1, .shows_one_option = 1 },
    .render = text_render,
};

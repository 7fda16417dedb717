/* A document as one page that needs nothing else: no network, no script. Charts are in it as SVG, drawn once for a
   screen and once for a telephone; words with a meaning of their own lead to their explanation at the end. */
#include "report/write/format.h"

#include <ctype.h>
#include <string.h>

#include "base/digest.h"
#include "base/escape.h"
#include "report/document/terms.h"
#include "report/write/html_front.h"
#include "report/write/html_page.h"
#include "report/write/live_files.h"

enum { SCREEN_WIDTH = 720, TELEPHONE_WIDTH = 340 };

typedef struct HtmlPage {
    Buffer *out;
    const Document *document;
    const char **names; /* [section] */
    bool *used;         /* [term] explained at the end */
    bool *linked;       /* [term] in this section's text already */
    bool plain;         /* nothing is linked */
    int level;          /* of a section's heading: 3 within a part, else 2 */
    int figure_level;   /* of a chart's, one below what it is in */
} HtmlPage;

static void add(HtmlPage *page, const char *markup) {
    buffer_add(page->out, markup);
}

static void add_text(HtmlPage *page, const char *text) {
    markup_add(page->out, text);
}

/* --- links to explanations ------------------------------------------------------------------------------------------ */

static void add_term(HtmlPage *page, size_t index, const char *text, size_t size) {
    add(page, arena_format(page->out->arena, "<a class=\"term\" href=\"#term-%s\">", term(index).id));
    markup_add_n(page->out, text, size);
    add(page, "</a>");
    page->used[index] = true;
    page->linked[index] = true;
}

static bool is_word(char byte) {
    return isalnum((unsigned char)byte) || ((unsigned char)byte & 0x80);
}

typedef enum TextKind { RUNNING_TEXT, HEADING } TextKind;

/* In running text a term is linked the first time in its section only. */
static void add_linked(HtmlPage *page, const char *text, TextKind kind) {
    size_t plain = 0, size;
    for (size_t i = 0; text[i] && !page->plain;) {
        const bool starts = i == 0 || !is_word(text[i - 1]);
        const TermPlace place = kind == HEADING && i == 0 ? TERM_BEGINS_HEADING : TERM_IN_TEXT;
        const size_t found = starts ? term_at(text + i, place, &size) : term_count();
        if (found == term_count() || (kind == RUNNING_TEXT && page->linked[found])) {
            i += found == term_count() ? 1 : size;
            continue;
        }
        markup_add_n(page->out, text + plain, i - plain);
        add_term(page, found, text + i, size);
        plain = i += size;
    }
    add_text(page, text + plain);
}

/* --- tables --------------------------------------------------------------------------------------------------------- */

static void add_heading_row(HtmlPage *page, const Grid *grid) {
    add(page, "<thead><tr>");
    for (size_t c = 0; c < grid->column_count; c++) {
        if (!*grid->columns[c].heading) { /* heads nothing */
            add(page, "<td></td>");
            continue;
        }
        add(page, grid->columns[c].align == ALIGN_RIGHT ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        add_linked(page, grid->columns[c].heading, HEADING);
        add(page, "</th>");
    }
    add(page, "</tr></thead>\n");
}

/* A row of which only the first cell says something heads the rows below it. */
static bool is_group(const Grid *grid, const GridCell *row) {
    for (size_t c = 1; c < grid->column_count; c++)
        if (!row[c].text || *row[c].text) return false;
    return grid->column_count > 1;
}

static void add_first_cell(HtmlPage *page, const Grid *grid, const GridCell *cell) {
    const char *text = grid_cell_text(page->out->arena, cell);
    const bool inside = text[0] == ' ';
    add(page, "<th scope=\"row\"");
    if (inside)
        add(page, " class=\"in\"");
    else if (grid->columns[0].align == ALIGN_RIGHT)
        add(page, " class=\"n\"");
    if (cell->id) {
        add(page, " title=\"");
        add_text(page, cell->id);
        add(page, "\"");
    }
    add(page, ">");
    add_linked(page, text + strspn(text, " "), HEADING);
    add(page, "</th>");
}

static void add_row(HtmlPage *page, const Grid *grid, size_t r) {
    const GridCell *row = grid->cells + r * grid->column_count;
    const bool is_total = grid->total_last && r + 1 == grid_row_count(grid);
    add(page, is_total                    ? "<tr class=\"total\">"
              : r + 1 == grid->marked_row ? "<tr class=\"pick\">"
              : is_group(grid, row)       ? "<tr class=\"group\">"
                                          : "<tr>");
    add_first_cell(page, grid, row);
    for (size_t c = 1; c < grid->column_count; c++) {
        add(page, grid->columns[c].align == ALIGN_RIGHT ? "<td class=\"n\">" : "<td>");
        add_text(page, grid_cell_text(page->out->arena, &row[c]));
        add(page, "</td>");
    }
    add(page, "</tr>\n");
}

/* A table wider than the page scrolls within itself; the keyboard can reach it. */
static void add_grid(HtmlPage *page, const Section *section) {
    const Grid *grid = &section->grid;
    const size_t row_count = grid_row_count(grid);
    if (!grid->column_count) return;
    add(page, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    add_text(page, section->heading);
    add(page, "\"><table><caption>");
    add_text(page, section->heading);
    add(page, "</caption>\n");
    add_heading_row(page, grid);
    add(page, "<tbody>\n");
    for (size_t r = 0; r < row_count; r++) add_row(page, grid, r);
    add(page, "</tbody></table></div>\n");
}

/* --- sections ------------------------------------------------------------------------------------------------------- */

static void add_paragraphs(HtmlPage *page, const Texts *texts) {
    for (size_t i = 0; i < texts->count; i++) {
        add(page, "<p>");
        add_linked(page, texts->items[i], RUNNING_TEXT);
        add(page, "</p>\n");
    }
}

static void add_notes(HtmlPage *page, const Texts *notes) {
    if (!notes->count) return;
    add(page, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < notes->count; i++) {
        add(page, "<li>");
        add_linked(page, notes->items[i], RUNNING_TEXT);
        add(page, "</li>\n");
    }
    add(page, "</ul>\n");
}

static void add_drawing(HtmlPage *page, const Section *section, const char *name, const char *kind, double width) {
    add(page, arena_format(page->out->arena, "<div class=\"%s\">\n", kind));
    chart_write_svg(
        section->chart, arena_format(page->out->arena, "%s-%s", name, kind), width, CHART_INLINE, page->out);
    add(page, "</div>\n");
}

static void add_figure(HtmlPage *page, const Section *section, const char *name) {
    add(page, arena_format(page->out->arena, "<figure id=\"%s\">\n<h%d>", name, page->figure_level));
    add_text(page, section->heading);
    add(page, arena_format(page->out->arena, "</h%d>\n", page->figure_level));
    add_paragraphs(page, &section->paragraphs);
    add_drawing(page, section, name, "wide", SCREEN_WIDTH);
    add_drawing(page, section, name, "narrow", TELEPHONE_WIDTH);
    if (section->grid.column_count) {
        add(page, "<details><summary>The numbers in this chart</summary>\n");
        add_grid(page, section);
        add_notes(page, &section->notes);
        add(page, "</details>\n");
    } else {
        add_notes(page, &section->notes);
    }
    add(page, "</figure>\n");
}

static void add_table_section(HtmlPage *page, const Section *section, const char *name) {
    add(page, arena_format(page->out->arena, "<section class=\"sec\" aria-labelledby=\"%s\">\n<h%d id=\"%s\">", name,
                  page->level, name));
    add_text(page, section->heading);
    add(page, arena_format(page->out->arena, "</h%d>\n", page->level));
    if (section->paragraphs.count && !section->grid.column_count) add(page, "<div class=\"answer\">\n");
    add_paragraphs(page, &section->paragraphs);
    if (section->paragraphs.count && !section->grid.column_count) add(page, "</div>\n");
    add_grid(page, section);
    add_notes(page, &section->notes);
}

static bool is_on_front(const HtmlPage *page, size_t s) {
    const Front *front = page->document->front;
    for (size_t i = 0; front && i < FRONT_CHARTS; i++)
        if (strcmp(front->charts[i], page->names[s]) == 0) return true;
    return false;
}

/* Charts that follow each other are side by side where there is room. */
static size_t add_figures(HtmlPage *page, size_t from, size_t end) {
    size_t s = from;
    add(page, "<div class=\"figures\">\n");
    for (; s < end && page->document->sections[s]->chart; s++) {
        const Section *section = document_shown(page->document, s);
        if (!section || is_on_front(page, s)) continue;
        memset(page->linked, 0, term_count() * sizeof *page->linked);
        add_figure(page, section, page->names[s]);
    }
    add(page, "</div>\n");
    return s;
}

/* A section stays open for the charts that follow it. */
static void add_sections(HtmlPage *page, size_t from, size_t end) {
    bool open = false;
    for (size_t s = from; s < end;) {
        page->figure_level = open ? page->level + 1 : page->level;
        if (page->document->sections[s]->chart) {
            s = add_figures(page, s, end);
            continue;
        }
        const Section *section = document_shown(page->document, s);
        if (!section || section->is_front) {
            s++;
            continue;
        }
        memset(page->linked, 0, term_count() * sizeof *page->linked);
        if (open) add(page, "</section>\n");
        add_table_section(page, section, page->names[s++]);
        open = true;
    }
    if (open) add(page, "</section>\n");
}

/* The first section that is not in the part, or none of whose are. */
static size_t end_of_part(const Document *document, size_t from, size_t part) {
    while (from < document->section_count && document->sections[from]->part <= part) from++;
    return from;
}

static void add_part_head(HtmlPage *page, size_t number, const Part *part) {
    add(page,
        arena_format(page->out->arena, "<section class=\"part%s\" aria-labelledby=\"%s\">\n<header><h2 id=\"%s\">",
            part->where == IN_ANNEX ? " annex" : "", part->name, part->name));
    if (part->where == IN_BODY) add(page, arena_format(page->out->arena, "%zu. ", number));
    add_text(page, part->heading);
    add(page, "</h2>\n");
    for (size_t i = 0; i < part->lede.count; i++) {
        add(page, "<p>");
        add_linked(page, part->lede.items[i], RUNNING_TEXT);
        add(page, "</p>\n");
    }
    add(page, "</header>\n");
}

static void add_parts(HtmlPage *page) {
    const Document *document = page->document;
    size_t s = end_of_part(document, 0, 0);
    add_sections(page, 0, s);
    for (size_t p = 0; p < document->part_count; p++) {
        const size_t end = end_of_part(document, s, p + 1);
        page->level = 3;
        add_part_head(page, p + 1, &document->parts[p]);
        add_sections(page, s, end);
        add(page, "</section>\n");
        s = end;
    }
    page->level = 2;
    const char *left_out = tables_left_out(page->out->arena, document);
    if (!left_out) return;
    add(page, "<p>");
    add_text(page, left_out);
    add(page, "</p>\n");
}

static void add_front_charts(void *context) {
    HtmlPage *page = context;
    const Front *front = page->document->front;
    add(page, "<div class=\"three\">\n");
    for (size_t i = 0; i < FRONT_CHARTS; i++)
        for (size_t s = 0; s < page->document->section_count; s++)
            if (strcmp(front->charts[i], page->names[s]) == 0)
                add_figure(page, page->document->sections[s], page->names[s]);
    add(page, "</div>\n");
}

static void add_front_table(void *context, const Section *section) {
    add_grid(context, section);
}

static void add_explanations(HtmlPage *page) {
    add(page, "<section class=\"sec annex\" aria-labelledby=\"terms\">\n<h2 id=\"terms\">What the terms mean</h2>\n"
              "<dl class=\"terms\">\n");
    size_t *terms = arena_array(page->out->arena, term_count(), sizeof *terms), count = 0;
    for (size_t i = 0; i < term_count(); i++)
        if (page->used[i]) terms[count++] = i;
    terms_sort(terms, count);
    for (size_t i = 0; i < count; i++) {
        const Term used = term(terms[i]);
        add(page, arena_format(page->out->arena, "<div id=\"term-%s\"><dt>", used.id));
        add_text(page, used.names[0]);
        add(page, "</dt><dd>");
        add_text(page, used.meaning);
        add(page, "</dd></div>\n");
    }
    add(page, "</dl>\n</section>\n");
}

/* --- the page ------------------------------------------------------------------------------------------------------- */

static void add_contents_entry(HtmlPage *page, const char *name, const char *heading) {
    add(page, arena_format(page->out->arena, "<li><a href=\"#%s\">", name));
    add_text(page, heading);
    add(page, "</a></li>\n");
}

static void add_contents_of(HtmlPage *page, size_t from, size_t end) {
    for (size_t s = from; s < end; s++) {
        const Section *section = document_shown(page->document, s);
        if (section && !section->chart && !section->is_front)
            add_contents_entry(page, page->names[s], section->heading);
    }
}

static void add_contents_of_parts(HtmlPage *page, size_t s) {
    const Document *document = page->document;
    for (size_t p = 0; p < document->part_count; p++) {
        const Part *part = &document->parts[p];
        const size_t end = end_of_part(document, s, p + 1);
        add(page, arena_format(page->out->arena, "<li class=\"in-part\"><a href=\"#%s\">", part->name));
        if (part->where == IN_BODY) add(page, arena_format(page->out->arena, "%zu. ", p + 1));
        add_text(page, part->heading);
        add(page, "</a>\n");
        if (s < end) {
            add(page, "<ol>\n");
            add_contents_of(page, s, end);
            add(page, "</ol>\n");
        }
        add(page, "</li>\n");
        s = end;
    }
}

static void add_contents(HtmlPage *page) {
    const size_t outside = end_of_part(page->document, 0, 0);
    add(page, "<nav class=\"toc\" aria-labelledby=\"contents\"><h2 id=\"contents\">Contents</h2>\n<ol>\n");
    if (page->document->front) add_contents_entry(page, "front", "The decision");
    add_contents_of(page, 0, outside);
    add_contents_of_parts(page, outside);
    add_contents_entry(page, "terms", "What the terms mean");
    add(page, "</ol></nav>\n");
}

static const char *page_style(void) {
    return (const char *)live_page_style.bytes;
}

static void add_style_hash(HtmlPage *page, const char *style) {
    char hash[45];
    digest_base64(style, strlen(style), hash);
    add(page, arena_format(page->out->arena, " 'sha256-%s'", hash));
}

/* Nothing may be loaded, and nothing run but what the extras allow; of styles only these very ones. */
static void add_policy(HtmlPage *page, const PageExtras *extras) {
    add(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src");
    add_style_hash(page, page_style());
    if (extras->style) add_style_hash(page, extras->style);
    add(page, "; base-uri 'none'; form-action 'none'");
    add(page, extras->policy);
    add(page, "\">\n");
}

static void add_style(HtmlPage *page, const char *style) {
    add(page, "<style>");
    add(page, style);
    add(page, "</style>\n");
}

static void add_page_head(HtmlPage *page, const PageExtras *extras) {
    add(page, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    add_policy(page, extras);
    add(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    add_text(page, page->document->title);
    add(page, "</title>\n");
    add_style(page, page_style());
    if (extras->style) add_style(page, extras->style);
    add(page, "</head>\n");
}

static void add_banner(HtmlPage *page) {
    const Front *front = page->document->front;
    const Texts *head = front ? &front->about : &page->document->head;
    add(page, "<header class=\"mast\"><div>\n<h1>");
    add_text(page, front ? front->title : page->document->title);
    add(page, "</h1>\n<ul class=\"head\">\n");
    for (size_t i = 0; i < head->count; i++) {
        add(page, "<li>");
        add_text(page, head->items[i]);
        add(page, "</li>\n");
    }
    if (front && front->caution) {
        add(page, "<li class=\"tag note\">! ");
        add_text(page, front->caution);
        add(page, "</li>\n");
    }
    add(page, "</ul></div>\n<div class=\"views\" id=\"views\"></div>\n</header>\n");
}

void html_page(const Document *document, const PageExtras *extras, Buffer *out) {
    static const PageExtras none = { .policy = "", .before = "", .after = "" };
    HtmlPage page = { .out = out,
        .document = document,
        .names = document_names(out->arena, document),
        .used = arena_array(out->arena, term_count(), sizeof *page.used),
        .linked = arena_array(out->arena, term_count(), sizeof *page.linked),
        .level = 2,
        .figure_level = 3 };
    const HtmlFrontParts front = { &page, add_front_charts, add_front_table };
    if (!extras) extras = &none;
    add_page_head(&page, extras);
    add(&page, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n");
    add_banner(&page);
    add(&page, "<main id=\"main\">\n");
    add(&page, extras->before);
    add(&page, "<div class=\"report\">\n");
    if (document->front) html_front(document, &front, out);
    add(&page, "<div class=\"shell\">\n");
    add_contents(&page);
    add(&page, "<div>\n");
    add_parts(&page);
    add_explanations(&page);
    add(&page, "</div>\n</div>\n<a class=\"top-link\" href=\"#contents\">Contents</a>\n</div>\n</main>\n");
    add(&page, extras->after);
    add(&page, "</body>\n</html>\n");
}

void html_piece(const Document *document, size_t section, const char *name, Buffer *out) {
    HtmlPage page = { .out = out, .document = document, .plain = true, .level = 2, .figure_level = 3 };
    const Section *shown = document->sections[section];
    if (shown->chart) {
        add_figure(&page, shown, name);
        return;
    }
    add_table_section(&page, shown, name);
    add(&page, "</section>\n");
}

static BizcaseStatus html_render(const Document *document, Buffer *out) {
    html_page(document, NULL, out);
    return BIZCASE_OK;
}

const Format format_html = {
    .about = { .name = "html", .extension = "html", .has_pictures = 1, .shows_one_option = 1 },
    .render = html_render,
};

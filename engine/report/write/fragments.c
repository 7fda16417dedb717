/* The sections of a document as files of their own, so that a business case includes its tables and figures instead of
   having them typed: a kind of file is a row. */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/elementary.h"
#include "base/escape.h"
#include "base/exact_number.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/process.h"
#include "report/document/rounding.h"
#include "report/write/format.h"
#include "table/call.h"

enum { DRAWING_WIDTH = 720 };

/* A section with the name of its files. */
typedef struct Fragment {
    const Section *section;
    const char *name, *variation; /* variation: the document's; the section's heading begins with it */
    const InputFiles *inputs;     /* the document's */
} Fragment;

/* --- a table as LaTeX ----------------------------------------------------------------------------------------------- */

/* A row begins with {}: what is after \\ or a rule may be taken as its argument, as [5cm] and * are. */
static void tex_add_row(Buffer *out, const Grid *grid, const GridCell *row) {
    for (size_t c = 0; c < grid->column_count; c++) {
        const char *text = row ? grid_cell_text(out->arena, &row[c]) : grid->columns[c].heading;
        buffer_add(out, c ? " & " : text[0] == ' ' ? "{}\\quad " : "{}");
        tex_add_text(out, text + strspn(text, " "));
    }
    buffer_add(out, " \\\\\n");
}

/* What the figures hold besides the case is the first row: a table is included without the words around it. */
static void tex_render(const Fragment *fragment, Buffer *out) {
    const Grid *grid = &fragment->section->grid;
    const size_t row_count = grid_row_count(grid);
    buffer_add(out, "% needs \\usepackage{booktabs,textcomp} and T1 fonts\n\\begin{tabular}{");
    for (size_t c = 0; c < grid->column_count; c++) buffer_add(out, grid->columns[c].align == ALIGN_RIGHT ? "r" : "l");
    buffer_add(out, "}\n");
    if (fragment->variation) {
        buffer_add(out, arena_format(out->arena, "\\multicolumn{%zu}{@{}p{\\linewidth}@{}}{", grid->column_count));
        tex_add_text(out, fragment->section->heading);
        buffer_add(out, "} \\\\\n");
    }
    buffer_add(out, "\\toprule\n");
    tex_add_row(out, grid, NULL);
    buffer_add(out, "\\midrule\n");
    for (size_t r = 0; r < row_count; r++) {
        if (grid->total_last && r + 1 == row_count) buffer_add(out, "\\midrule\n");
        tex_add_row(out, grid, grid->cells + r * grid->column_count);
    }
    buffer_add(out, "\\bottomrule\n\\end{tabular}\n");
}

/* --- a table as CSV: the numbers that are shown, for a spreadsheet to compute with ------------------------------------ */

static const char *csv_number(Arena *arena, const GridCell *cell) {
    const double shown = round_to_step(cell->number, style_step(cell->style)) / cell->style.divisor;
    const double power = power_of_ten(cell->style.decimals);
    return isfinite(shown) ? number_exact_text(arena, round(shown * power) / power) : "";
}

static void csv_render(const Fragment *fragment, Buffer *out) {
    const Grid *grid = &fragment->section->grid;
    if (fragment->variation) { /* a comment, as in the files of a case */
        csv_add_text(out, arena_format(out->arena, "# %s", fragment->section->heading));
        buffer_add(out, "\n");
    }
    for (size_t c = 0; c < grid->column_count; c++) {
        if (c) buffer_add(out, ",");
        csv_add_text(out, grid->columns[c].heading);
    }
    buffer_add(out, "\n");
    for (size_t i = 0; i < grid->cell_count; i++) {
        const GridCell *cell = &grid->cells[i];
        if (cell->text)
            csv_add_text(out, cell->text + strspn(cell->text, " "));
        else
            buffer_add(out, csv_number(out->arena, cell));
        buffer_add(out, (i + 1) % grid->column_count ? "," : "\n");
    }
}

/* --- Markdown and pictures -------------------------------------------------------------------------------------------- */

static void md_render(const Fragment *fragment, Buffer *out) {
    md_add_section(out, fragment->section, fragment->section->heading);
}

/* The numbers of a chart without the words that are beside it. */
static void numbers_render(const Fragment *fragment, Buffer *out) {
    const Section bare = { .grid = fragment->section->grid };
    md_add_section(out, &bare, fragment->section->heading);
}

/* The picture with its title as caption. */
static void figure_render(const Fragment *fragment, Buffer *out) {
    const Section *section = fragment->section;
    buffer_add(out, "![");
    md_add_text(out, section->heading);
    buffer_add(out, arena_format(out->arena, "](%s.png)\n", fragment->name));
    const Section words = { .paragraphs = section->paragraphs, .notes = { 0 } };
    md_add_section(out, &words, NULL);
}

static void svg_render(const Fragment *fragment, Buffer *out) {
    chart_write_svg(fragment->section->chart, fragment->name, DRAWING_WIDTH, CHART_FILE, out);
}

typedef enum Needs { NEEDS_GRID = 1, NEEDS_CHART = 2, NEEDS_NO_CHART = 4 } Needs;

static const struct FragmentKind {
    const char *ending;
    unsigned needs;
    void (*render)(const Fragment *fragment, Buffer *out);
} kinds[] = {
    { ".md", NEEDS_NO_CHART, md_render },
    { ".csv", NEEDS_GRID | NEEDS_NO_CHART, csv_render },
    { ".tex", NEEDS_GRID | NEEDS_NO_CHART, tex_render },
    { ".md", NEEDS_CHART, figure_render },
    { ".svg", NEEDS_CHART, svg_render },
    { "-numbers.md", NEEDS_GRID | NEEDS_CHART, numbers_render },
    { "-numbers.csv", NEEDS_GRID | NEEDS_CHART, csv_render },
    { "-numbers.tex", NEEDS_GRID | NEEDS_CHART, tex_render },
};

enum { MOST_SECONDS = 60 }; /* for a chart that takes a tenth of one */

/* What rsvg-convert makes of an SVG file. */
static const struct PictureKind {
    const char *ending, *format, *zoom;
} picture_kinds[] = { { ".pdf", "pdf", "1" }, { ".png", "png", "2" } };

static bool has_needs(const Section *section, unsigned needs) {
    return (!(needs & NEEDS_GRID) || section->grid.column_count) && (!(needs & NEEDS_CHART) || section->chart) &&
           (!(needs & NEEDS_NO_CHART) || !section->chart);
}

/* --- files ------------------------------------------------------------------------------------------------------------ */

/* A file that says the same already keeps its date, and what is made from it need not be made again. */
static BizcaseStatus write_if_changed(
    Call *call, const InputFiles *inputs, const char *path, const char *bytes, size_t size) {
    char *before;
    size_t before_size;
    if (file_read(call->arena, path, &before, &before_size) == BIZCASE_OK && before_size == size &&
        memcmp(before, bytes, size) == 0)
        return BIZCASE_OK;
    return output_write(call, inputs, path, bytes, size);
}

static BizcaseStatus not_converted(Call *call, const char *target, ProcessEnd end, const char *words) {
    const char *why = end == PROCESS_TOO_SLOW
                          ? arena_format(call->arena, "rsvg-convert was ended after %d seconds", MOST_SECONDS)
                          : arena_format(call->arena, "rsvg-convert failed%s%s", *words ? ": " : "", words);
    diagnostics_add(&call->problems, BIZCASE_ERROR, (Place){ .file = target, .asked = "path" }, why, NULL);
    return BIZCASE_NOT_WRITTEN;
}

/* The time of making is left out of a PDF (SOURCE_DATE_EPOCH), so that the same chart gives the same bytes. */
static BizcaseStatus convert(
    Call *call, const InputFiles *inputs, const char *base, const struct PictureKind *kind, int *pictures) {
    Arena *arena = call->arena;
    const char *svg = arena_format(arena, "%s.svg", base), *target = arena_format(arena, "%s%s", base, kind->ending);
    const char *const argv[] = { "rsvg-convert", "--format", kind->format, "--zoom", kind->zoom, "--", svg, NULL };
    ProcessOutput output;
    const ProcessEnd end = process_run(arena, argv, "SOURCE_DATE_EPOCH=0", MOST_SECONDS, &output);
    if (end == PROCESS_NOT_FOUND) {
        *pictures = 0;
        return BIZCASE_OK;
    }
    if (end != PROCESS_DONE || output.size == 0) return not_converted(call, target, end, output.words);
    return write_if_changed(call, inputs, target, output.bytes, output.size);
}

static BizcaseStatus write_section(Call *call, const Fragment *fragment, const char *folder, int *pictures) {
    Arena *arena = call->arena;
    const Section *section = fragment->section;
    const char *base = arena_format(arena, "%s/%s", folder, fragment->name);
    BizcaseStatus status = BIZCASE_OK;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0] && status == BIZCASE_OK; k++) {
        if (!has_needs(section, kinds[k].needs)) continue;
        Buffer out = { .arena = arena };
        kinds[k].render(fragment, &out);
        status = write_if_changed(
            call, fragment->inputs, arena_format(arena, "%s%s", base, kinds[k].ending), out.bytes, out.size);
    }
    for (size_t k = 0;
         k < sizeof picture_kinds / sizeof picture_kinds[0] && section->chart && status == BIZCASE_OK && *pictures; k++)
        status = convert(call, fragment->inputs, base, &picture_kinds[k], pictures);
    return status;
}

typedef struct FragmentsCall {
    const BizcaseDocument *document;
    const char *folder;
    int pictures;
} FragmentsCall;

/* Where it is copied to, nothing else says with what scenario or changes it was worked out: its heading does, which is the
   caption of a table; charts and the document's first words do already. */
static Section section_alone(Arena *arena, const Document *document, const Section *section) {
    Section alone = *section;
    if (!document->variation || section->chart) return alone;
    alone.heading = arena_format(arena, "%s: %s", document->variation, section->heading);
    if (section == document->sections[0] || section->paragraphs.count == 0) return alone;
    const char **paragraphs = arena_array(arena, section->paragraphs.count, sizeof *paragraphs);
    memcpy(paragraphs, section->paragraphs.items, section->paragraphs.count * sizeof *paragraphs);
    paragraphs[0] = arena_format(arena, "%s: %s", document->variation, paragraphs[0]);
    alone.paragraphs.items = paragraphs;
    return alone;
}

static BizcaseStatus write_fragments(Call *call, void *context) {
    FragmentsCall *asked = context;
    const BizcaseDocument *document = asked->document;
    const char **names = document_names(call->arena, document);
    BizcaseStatus status = file_problem(&call->problems, folder_make(asked->folder), asked->folder);
    for (size_t s = 0; s < document->section_count && status == BIZCASE_OK; s++) {
        const Section *shown = document->sections[s];
        const Section section = section_alone(call->arena, document, shown->in_full ? shown->in_full : shown);
        const Fragment fragment = { &section, names[s], document->variation, &document->inputs };
        status = write_section(call, &fragment, asked->folder, &asked->pictures);
    }
    return status;
}

BizcaseStatus bizcase_document_fragments(
    const BizcaseDocument *document, const char *folder, int *pictures, BizcaseProblems *problems) {
    if (!document || !folder) return BIZCASE_BAD_REQUEST;
    FragmentsCall asked = { document, folder, 1 };
    const BizcaseStatus status = call_do(problems, write_fragments, &asked);
    if (pictures) *pictures = asked.pictures;
    return status;
}

/* A document: what a study found, in three shapes. `data` for programs, `facts` for spreadsheets, sections for people.
   Builders fill it, one file a study; writers walk it, one file a format, and know no study. */
#ifndef REPORT_DOCUMENT_DOCUMENT_H
#define REPORT_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "bizcase/document.h"
#include "case/reading/outputs.h"
#include "chart/chart.h"
#include "report/document/number_text.h"
#include "report/document/value.h"

typedef enum Align { ALIGN_LEFT, ALIGN_RIGHT } Align;

typedef struct GridColumn {
    const char *heading;
    Align align;
} GridColumn;

typedef struct GridCell {
    const char *text;  /* NULL: number holds */
    const char *id;    /* what data files call it, which a page shows where a reader points at it; NULL: none */
    double number;     /* NaN: "n/a" */
    NumberStyle style; /* of number */
} GridCell;

typedef struct Grid {
    GridColumn *columns;
    size_t column_count, column_capacity;
    GridCell *cells; /* [row][column] */
    size_t cell_count, cell_capacity;
    bool total_last;   /* the last row is a total */
    size_t marked_row; /* from 1: the row that the table is about; 0: none */
} Grid;

typedef struct Texts {
    const char **items;
    size_t count, capacity;
} Texts;

/* Whether a short document has the section: what decides, or what is there to look up. */
typedef enum Extent { DECIDES, FULL_ONLY } Extent;

/* Heading, paragraphs, a chart, a grid (if it has columns), notes: in this order. A section with a chart belongs to the
   one before it, and its grid holds the chart's numbers: formats without pictures leave it out. */
typedef struct Section {
    const char *name; /* a constant, or in the document's arena; NULL: after the heading. See document_names */
    const char *heading;
    Texts paragraphs, notes;
    const Chart *chart; /* NULL: none */
    Grid grid;
    size_t part;         /* from 1, of the document's parts; 0: none */
    bool is_front;       /* it is on the first page, which pages draw by themselves: see document/front.h */
    const char *subject; /* a constant, by which readers choose it; NULL: it has none */
    Extent extent;
    /* what full documents and files of their own have in its place, where a page has only the largest rows; NULL: itself */
    struct Section *in_full;
} Section;

typedef enum PartPlace { IN_BODY, IN_ANNEX } PartPlace;

/* Sections that belong together, under a heading of their own. */
typedef struct Part {
    const char *name, *heading; /* a constant; in the document's arena */
    Texts lede;                 /* what it has found, before its sections */
    PartPlace where;
} Part;

/* One fact a row; cells are plain values. A row with series of numbers and texts, all as long, is a fact for each item of
   them: its other cells are the same for all. */
typedef struct Facts {
    const char *const *columns; /* constants */
    size_t column_count;
    Value *cells; /* [row][column] */
    size_t cell_count, cell_capacity;
} Facts;

struct BizcaseDocument {
    Arena *arena; /* owns everything here */
    const char *title;
    /* What the figures hold besides the case as its files have it, "With the scenario \"late\""; NULL: nothing. To be set
       before sections are made: title, charts and the first paragraph begin with it. */
    const char *variation;
    Texts head; /* "Case version 1.2", "Scenario late": what the figures rest on */
    Section **sections;
    size_t section_count, section_capacity;
    Part *parts; /* in their order; sections before the first belong to none */
    size_t part_count, part_capacity;
    const struct Front *front; /* the first page; NULL: none */
    const char *subject;       /* of the sections to be made: see document_subject */
    Extent extent;
    BizcaseView view;
    Facts facts;
    Value data;
    InputFiles inputs; /* files of the cases that it is about: it is written to none of them */
};

typedef BizcaseDocument Document;

/* NULL when there is no memory. */
/* An empty document in an arena of its own, which is freed with `whole` at the latest. */
Document *document_within(Arena *whole);

/* Makes a document by fill, with an arena of its own. BIZCASE_NO_MEMORY; BIZCASE_BAD_REQUEST without a result. */
BizcaseStatus document_make(
    void (*fill)(Document *document, const void *context), const void *context, BizcaseDocument **result);

/* All texts are copied. */
Section *document_section(Document *document, const char *heading);
/* Sections made from here on are of the subject, a constant or NULL, and have the extent. At first: NULL, DECIDES. */
void document_subject(Document *document, const char *subject, Extent extent);
/* Becomes in_full of the section: with its heading, and empty. */
Section *document_in_full(Document *document, Section *section);
/* The chart is copied; name is borrowed. */
Section *document_chart(Document *document, const char *name, const char *heading, const Chart *chart);
void document_head(Document *document, const char *text);
/* Begins a part: the sections that follow belong to it. One without any sections gives way to the next. */
void document_part(Document *document, const char *name, const char *heading, PartPlace where);
/* To what the current part has found. */
void part_lede(Document *document, const char *text);

/* The text is copied. */
void texts_add(Arena *arena, Texts *texts, const char *text);

/* text after what the document's figures hold besides the case, if anything. */
const char *varied_text(const Document *document, const char *text);

void section_paragraph(Document *document, Section *section, const char *text);
/* A note that already exists is not repeated. */
void section_note(Document *document, Section *section, const char *text);

/* All columns before the first cell; cells row by row. */
void grid_column(Document *document, Section *section, const char *heading, Align align);
void grid_text(Document *document, Section *section, const char *text);
void grid_named(Document *document, Section *section, const char *text, const char *id);
void grid_number(Document *document, Section *section, double number, NumberStyle style);
size_t grid_row_count(const Grid *grid);
/* What a reader sees in the cell. */
const char *grid_cell_text(Arena *arena, const GridCell *cell);

/* [section_count] A name for each section, for files and links: of small letters, digits and hyphens, none twice, and the
   same from run to run as long as the sections are. */
const char **document_names(Arena *arena, const Document *document);

/* What the document's view shows in the place of its section: itself, its in_full, or NULL. Writers for people ask this. */
const Section *document_shown(const Document *document, size_t index);

/* "3 more tables are left out here."; on a terminal also how to get them: "3 more tables: --full, or --only cash,debt".
   NULL: all are shown. */
const char *tables_left_out(Arena *arena, const Document *document);
const char *tables_left_out_hint(Arena *arena, const Document *document);

void facts_start(Document *document, const char *const *columns, size_t column_count);
void facts_add(Document *document, Value value);

#endif

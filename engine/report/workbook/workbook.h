/* The case as a spreadsheet that calculates it again: what its pages share. One page a file, PAGE.c, in the order
   of workbook.c. A page is a worksheet; rows and columns count from 0, as libxlsxwriter has it.

   Pages along time have their first period in the same column and carry the period's name and number in the same rows;
   pages with one row for each line and risk have the same line in the same row. So a formula mostly looks at its own row
   and column on another page. Single values, columns and tables have defined names; one name of a column in a row's
   formula means the value in that row (implicit intersection). */
#ifndef REPORT_WORKBOOK_WORKBOOK_H
#define REPORT_WORKBOOK_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "bizcase/workbook.h"
#include "case/case.h"
#include "study/appraisal/ledger.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

enum { HEAD_ROW = 2, NUMBER_ROW = 3, FIRST_ROW = 4, FIRST_PERIOD = 6 };

typedef enum CellFormat {
    FORMAT_PLAIN,
    FORMAT_TITLE,
    FORMAT_ABOUT,   /* the line under the title */
    FORMAT_HEADING, /* of a column */
    FORMAT_HEADING_RIGHT,
    FORMAT_HEADING_NUMBER,
    FORMAT_SECTION, /* of rows */
    FORMAT_TEXT,
    FORMAT_WRAPPED,
    FORMAT_PLACE,      /* file:line:column */
    FORMAT_INPUT_TEXT, /* inputs: blue on yellow; whoever changes one sees the results follow */
    FORMAT_INPUT_NUMBER,
    FORMAT_INPUT_MONEY,
    FORMAT_INPUT_PERCENT,
    FORMAT_INPUT_MONTH,
    FORMAT_MONEY,
    FORMAT_HEADLINE, /* money with the digits of the report's headlines; the cell holds all of them */
    FORMAT_TOTAL,
    FORMAT_FACTOR, /* six decimals */
    FORMAT_PERCENT,
    FORMAT_RATE,   /* of return, as documents show one */
    FORMAT_CHANCE, /* see page_chance */
    FORMAT_CHANCE_NEAR_AN_END,
    FORMAT_CHANCE_HARDLY,
    FORMAT_CHANCE_ALMOST_SURE,
    FORMAT_NUMBER, /* as many decimals as there are, up to four */
    FORMAT_WHOLE,
    FORMAT_YEARS,
    FORMAT_RATIO,
    FORMAT_MONTH,
    FORMAT_DIFFERENCE,
    FORMAT_ENGINE, /* a value that the engine worked out and no formula does */
    FORMAT_LINK,
    FORMAT_CHECK, /* large, for the master check */
    FORMAT_GOOD,
    FORMAT_BAD,
    FORMAT_COUNT
} CellFormat;

/* Where things are that other pages point at. */
typedef struct Workbook {
    Arena *arena;
    struct lxw_workbook *book;
    struct lxw_format *formats[FORMAT_COUNT];
    bool failed; /* a call of the library was refused */

    const Case *the_case;
    const Ledger *ledger;
    const Model *model;
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation; /* may be NULL */
    const BizcaseScenarios *scenarios;   /* may be NULL */

    size_t period_count, row_count; /* rows: lines and risks */
    size_t driver_columns;          /* most drivers of a line */
    bool has_moves;                 /* there are phases */
    bool drivers_can_be_matched;
    const char **option_columns; /* [option] "In_new_model" */
    const char **council_ids;    /* [council] fit for names: "CEC" */
    /* Options in which every split is the same are a group: all of them, unless splits.csv has rows for some. */
    size_t group_count;
    size_t *group_of_option;    /* [option] */
    size_t *option_of_group;    /* [group] its first */
    const char **council_names; /* [group × council_count + council] what falls on it there: "CEC", "CEC_2" */
    const char **used_names;    /* defined so far */
    size_t used_name_count, used_name_capacity;
    struct QuantityRows *quantities; /* NULL: neither quantities nor formulas */
    const char **page_names, **page_abouts;
    size_t *page_cells; /* written to each */
    size_t page_count, page_capacity;
} Workbook;

typedef struct Page {
    Workbook *workbook;
    struct lxw_worksheet *sheet;
    const char *name;
    size_t number; /* from 0 */
    double width;  /* of its columns so far, in characters */
} Page;

typedef enum Paper { PAPER_UPRIGHT, PAPER_ONE_SHEET } Paper;

/* --- pages ---------------------------------------------------------------------------------------------------------- */

/* A new page with its title, and what it is about in a sentence. */
Page page_add(Workbook *workbook, const char *name, const char *about);
Page page_add_titled(Workbook *workbook, const char *name, const char *title, const char *about);
/* One along time; headings of the columns before the first period, FIRST_PERIOD of them, NULL if missing. */
Page page_add_time(Workbook *workbook, const char *name, const char *about, const char *const *headings);
void page_widths(Page *page, size_t first_column, size_t last_column, double width);
/* What stays in sight, and is repeated on paper. After the widths. */
void page_freeze(Page *page, size_t row, size_t column);
/* How a page without such rows is printed. */
void page_paper(Page *page, Paper paper);
/* Prints no more than the columns and rows to these. */
void page_print_columns(Page *page, size_t last_column, size_t last_row);
/* A row of headings from column 0, [count]. */
void page_headings(Page *page, size_t row, const char *const *headings, size_t count);

/* --- cells ---------------------------------------------------------------------------------------------------------- */

/* Always text, whatever it looks like. NULL or "": a blank cell. */
void page_text(Page *page, size_t row, size_t column, CellFormat format, const char *text);
/* NaN: "n/a". */
void page_number(Page *page, size_t row, size_t column, CellFormat format, double number);
/* Shown as documents show a chance: see chance_text. */
void page_chance(Page *page, size_t row, size_t column, double probability);
/* How a figure of a result is shown, with as many digits as in documents. */
CellFormat figure_cell_format(BizcaseFigure figure);
/* value: what the formula comes to, for programs that do not calculate; NaN: the text "n/a". formula without "=". */
void page_formula(Page *page, size_t row, size_t column, CellFormat format, double value, const char *formula, ...)
    __attribute__((format(printf, 6, 7)));
void page_text_formula(Page *page, size_t row, size_t column, CellFormat format, const char *value, const char *formula,
    ...) __attribute__((format(printf, 6, 7)));
/* A month as a date, the first of it. */
void page_month(Page *page, size_t row, size_t column, CellFormat format, int month);
/* "costs.csv:12:9" */
void page_place(Page *page, size_t row, size_t column, Place place);
void page_link(Page *page, size_t row, size_t column, const char *page_name);
/* Red where it is not 0, green where it is, within the tolerance. */
void page_mark_differences(Page *page, size_t first_row, size_t first_column, size_t last_row, size_t last_column);

/* --- references ----------------------------------------------------------------------------------------------------- */

typedef enum Fix { FIX_NONE, FIX_ROW, FIX_COLUMN, FIX_BOTH } Fix;

typedef struct Ref {
    char text[48];
} Ref;

Ref cell_at(size_t row, size_t column, Fix fix);
/* The same as a text that stays. */
const char *cell_text(const Workbook *workbook, size_t row, size_t column, Fix fix);
Ref cells_at(size_t first_row, size_t first_column, size_t last_row, size_t last_column, Fix fix);
/* All periods of a row, "$G5:$Q5". */
Ref periods_at(const Workbook *workbook, size_t row);

/* Defines a name for cells of a page. */
void page_name_cells(
    Page *page, const char *name, size_t first_row, size_t first_column, size_t last_row, size_t last_column);
/* For a column of all lines and risks. */
void page_name_column(Page *page, const char *name, size_t column);

/* text as part of a name: letters, digits and underscores; not the same for two texts of one prefix. */
const char *name_part(Workbook *workbook, const char *prefix, const char *text);

/* Whether MATCH finds each id: it ignores case, and takes *, ? and ~ for more than themselves. */
bool ids_can_be_matched(Arena *arena, const char *const *ids, size_t count);

/* --- uncertain inputs ------------------------------------------------------------------------------------------------ */

/* Distribution, low, planning value, high, shape in five columns from `column`. */
enum { UNCERTAIN_COLUMNS = 5, UNCERTAIN_PLAN = 2 };
void page_uncertainty(Page *page, size_t row, size_t column, const Uncertainty *uncertainty, CellFormat format);
/* The mean, as a formula of them where there is one. */
void page_mean(Page *page, size_t row, size_t column, size_t uncertainty_column, const Uncertainty *uncertainty,
    CellFormat format);

/* --- levels by period ------------------------------------------------------------------------------------------------ */

/* As typed: months and periods over a column for each of the file's, after one that says what they are; about NULL: another column. */
void page_level_headings(Page *page, size_t column, const Amounts *levels, const char *about, const char *name);
/* A blank cell holds the one before it. */
void page_levels(Page *page, size_t row, size_t column, const Amounts *levels, CellFormat format);

/* Where a page has them. */
typedef struct LevelCells {
    const char *page, *months; /* its name, and that of the cells with months */
    size_t row, column;
    const Amounts *levels;
    const char *before; /* until the first */
} LevelCells;
/* The level that holds in a month. */
const char *level_formula(const Workbook *workbook, const LevelCells *cells, const char *month);

/* A level that moves with a phase, on a page along time: its own row, two of parts where it extends, and what it comes to. */
enum { MOVED_SLIP = 4, MOVED_END };
typedef struct MovedLevel {
    size_t row, phase;
    DelayRule rule;
    const char *before; /* what a slip opens at the start, as a formula */
} MovedLevel;
size_t moved_row(const MovedLevel *level);
void page_slip(Page *page, const MovedLevel *level);
const char *moved_formula(const Workbook *workbook, const MovedLevel *level, size_t t);

/* --- quantities and formulas ------------------------------------------------------------------------------------------ */

/* Where each will have its row: before any page is written. */
void workbook_lay_out_quantities(Workbook *workbook);
/* The cell of a quantity in a period, and of what a line's formula comes to, in units of 1; with the page's name. */
const char *quantity_cell(const Workbook *workbook, size_t quantity, size_t t);
const char *line_formula_cell(const Workbook *workbook, size_t line, size_t t);

/* --- where things are ------------------------------------------------------------------------------------------------ */

enum LineColumn {
    LINE_ID,
    LINE_NAME,
    LINE_SIDE,
    LINE_PROGRAMME,
    LINE_CATEGORY,
    LINE_KIND,
    LINE_TYPE,
    LINE_BASIS,
    LINE_INDEX,
    LINE_SPLIT,
    LINE_PHASE,
    LINE_DELAY,
    LINE_BIAS,
    LINE_MITIGATION,
    LINE_UNCERTAINTY,
    LINE_FIRST_DRIVER = LINE_UNCERTAINTY + UNCERTAIN_COLUMNS
};
/* On the page Lines, with its name. */
Ref line_cell(size_t row, size_t column);
static inline size_t line_option_column(const Workbook *workbook) {
    return LINE_FIRST_DRIVER + workbook->driver_columns;
}

enum RiskColumn {
    RISK_ID,
    RISK_NAME,
    RISK_PROGRAMME,
    RISK_KIND,
    RISK_SPLIT,
    RISK_FROM,
    RISK_TO,
    RISK_PROBABILITY,
    RISK_UNCERTAINTY,
    RISK_MEAN = RISK_UNCERTAINTY + UNCERTAIN_COLUMNS,
    RISK_EXPECTED,
    RISK_FROM_MONTH,
    RISK_UNTIL_MONTH,
    RISK_OPTIONS
};

enum DriverColumn {
    DRIVER_ID,
    DRIVER_NAME,
    DRIVER_UNIT,
    DRIVER_KIND_WORD,
    DRIVER_UNCERTAINTY,
    DRIVER_SOURCE = DRIVER_UNCERTAINTY + UNCERTAIN_COLUMNS,
    DRIVER_NOTE,
    DRIVER_PLACE,
    DRIVER_PATH
};

enum LookUpColumn {
    LOOK_UP_ID,
    LOOK_UP_NAME,
    LOOK_UP_COMPONENT,
    LOOK_UP_PROGRAMME,
    LOOK_UP_SPLIT,
    LOOK_UP_PRICE,
    LOOK_UP_DELAY,
    LOOK_UP_SLIP,
    LOOK_UP_END,
    LOOK_UP_OWN,
    LOOK_UP_BIAS,
    LOOK_UP_WEIGHT,
    LOOK_UP_FIRST_DRIVER
};

enum ResultColumn {
    RESULT_OPTION,
    RESULT_VERSUS,
    RESULT_COUNCIL,
    RESULT_PROGRAMME,
    RESULT_PROGRAMME_NO,
    RESULT_FIGURES
};
enum { RESULT_COMPONENTS = 5 };

/* "Council CEC": what falls on a council in a group of options. */
const char *council_page(const Workbook *workbook, size_t group, size_t council);
/* The names of a group's options. */
const char *option_group_text(const Workbook *workbook, size_t group);
/* On the page of look-ups: a line's row among the shares in a group of options. */
size_t look_up_split_column(const Workbook *workbook, size_t group);

/* What an equivalent annual cost divides by, of an option. */
Ref life_factor(const Workbook *workbook, size_t option);

/* Row of result r on the pages that have one row for each. */
static inline size_t result_row(size_t r) {
    return FIRST_ROW + r;
}
/* The results that a decision turns on: joint first, then the councils; programmes together. */
size_t main_result(const Workbook *workbook, size_t body);

/* --- the pages, in order --------------------------------------------------------------------------------------------- */

void workbook_cover(Page *page); /* added first, written last: it lists the others */
void workbook_results(Workbook *workbook);
void workbook_whose_money(Workbook *workbook);
void workbook_charts(Workbook *workbook);
void workbook_checks(Workbook *workbook);
void workbook_settings(Workbook *workbook);
void workbook_lines(Workbook *workbook);
void workbook_amounts(Workbook *workbook);
void workbook_drivers(Workbook *workbook);
void workbook_quantities(Workbook *workbook);
void workbook_splits(Workbook *workbook);
void workbook_split_variants(Workbook *workbook);
void workbook_phases(Workbook *workbook);
void workbook_risks(Workbook *workbook);
void workbook_indices(Workbook *workbook);
void workbook_timeline(Workbook *workbook);
void workbook_lives(Workbook *workbook);
void workbook_prices(Workbook *workbook);
void workbook_look_ups(Workbook *workbook);
void workbook_moves(Workbook *workbook);
void workbook_values(Workbook *workbook);
void workbook_councils(Workbook *workbook);
void workbook_by_line(Workbook *workbook);
void workbook_flows(Workbook *workbook);
void workbook_rates(Workbook *workbook);
void workbook_simulation(Workbook *workbook);
void workbook_scenarios(Workbook *workbook);
void workbook_warnings(Workbook *workbook);
void workbook_sources(Workbook *workbook);

#endif

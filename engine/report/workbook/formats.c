#include "report/workbook/formats.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/escape.h"
#include "evaluate/figure_table.h"
#include "report/document/number_text.h"

#define INPUT_INK 0x1A3E9C
#define INPUT_PAPER 0xFFF8D6
#define HEADING_PAPER 0x1F4E5F
#define SECTION_PAPER 0xDCE8EC
#define QUIET_INK 0x5A5A5A

typedef struct Look {
    const char *number;  /* NULL: general; MONEY_LOOK and HEADLINE_LOOK: with the currency before the digits */
    unsigned ink, paper; /* 0: black on nothing */
    double size;         /* 0: the usual */
    bool bold, italic, right, wrap, top, bottom, border;
} Look;

/* Negatives in red brackets; zero as a dash. */
#define MONEY_LOOK "%s"
#define FACTOR_LOOK "0.000000"
#define NUMBER_LOOK "#,##0.####;[Red]-#,##0.####;0"
#define PERCENT_LOOK "0.00%;[Red]-0.00%"
#define HEADLINE_LOOK "%h"

static const Look looks[FORMAT_COUNT] = {
    [FORMAT_PLAIN] = { 0 },
    [FORMAT_TITLE] = { .size = 16, .bold = true, .ink = HEADING_PAPER },
    [FORMAT_ABOUT] = { .italic = true, .ink = QUIET_INK },
    [FORMAT_HEADING] = { .bold = true, .ink = 0xFFFFFF, .paper = HEADING_PAPER, .wrap = true, .bottom = true },
    [FORMAT_HEADING_RIGHT] = { .bold = true,
        .ink = 0xFFFFFF,
        .paper = HEADING_PAPER,
        .wrap = true,
        .bottom = true,
        .right = true },
    [FORMAT_HEADING_NUMBER] = { .number = "0", .ink = QUIET_INK, .paper = SECTION_PAPER, .right = true },
    [FORMAT_SECTION] = { .bold = true, .paper = SECTION_PAPER },
    [FORMAT_TEXT] = { 0 },
    [FORMAT_WRAPPED] = { .wrap = true, .top = true },
    [FORMAT_PLACE] = { .ink = QUIET_INK, .size = 9 },
    [FORMAT_INPUT_TEXT] = { .ink = INPUT_INK, .paper = INPUT_PAPER },
    [FORMAT_INPUT_NUMBER] = { .number = NUMBER_LOOK, .ink = INPUT_INK, .paper = INPUT_PAPER },
    [FORMAT_INPUT_MONEY] = { .number = "#,##0.##;[Red](#,##0.##);\"–\"", .ink = INPUT_INK, .paper = INPUT_PAPER },
    [FORMAT_INPUT_PERCENT] = { .number = PERCENT_LOOK, .ink = INPUT_INK, .paper = INPUT_PAPER },
    [FORMAT_INPUT_MONTH] = { .number = "mmm yyyy", .ink = INPUT_INK, .paper = INPUT_PAPER, .right = true },
    [FORMAT_MONEY] = { .number = MONEY_LOOK, .right = true },
    [FORMAT_HEADLINE] = { .number = HEADLINE_LOOK, .right = true },
    [FORMAT_TOTAL] = { .number = MONEY_LOOK, .bold = true, .border = true },
    [FORMAT_FACTOR] = { .number = FACTOR_LOOK },
    [FORMAT_PERCENT] = { .number = PERCENT_LOOK, .right = true },
    [FORMAT_RATE] = { .number = "0.0%;[Red]-0.0%", .right = true },
    [FORMAT_CHANCE] = { .number = "0%", .right = true },
    [FORMAT_CHANCE_NEAR_AN_END] = { .number = "0.0%", .right = true },
    [FORMAT_CHANCE_HARDLY] = { .number = "\"<0.1%\"", .right = true },
    [FORMAT_CHANCE_ALMOST_SURE] = { .number = "\">99.9%\"", .right = true },
    [FORMAT_NUMBER] = { .number = NUMBER_LOOK },
    [FORMAT_WHOLE] = { .number = "0" },
    [FORMAT_YEARS] = { .number = "0.0", .right = true },
    [FORMAT_RATIO] = { .number = "0.00;[Red]-0.00", .right = true },
    [FORMAT_MONTH] = { .number = "mmm yyyy" },
    [FORMAT_DIFFERENCE] = { .number = "0.000000;[Red]-0.000000;\"–\"", .right = true },
    [FORMAT_ENGINE] = { .number = NUMBER_LOOK, .italic = true, .ink = QUIET_INK },
    [FORMAT_LINK] = { .ink = 0x0563C1 },
    [FORMAT_CHECK] = { .size = 12, .bold = true },
    [FORMAT_GOOD] = { .bold = true, .ink = 0x00614A, .paper = 0xD7F0E6 },
    [FORMAT_BAD] = { .bold = true, .ink = 0x9C0006, .paper = 0xFFD9D6 },
};

const char *currency_of_looks(Workbook *workbook) {
    enum { LONGEST = 12 };
    const char *currency = sheet_text(workbook->arena, workbook->the_case->settings.currency);
    return strchr(currency, '"') || strlen(currency) > LONGEST ? "" : currency;
}

static const char *money_look(Workbook *workbook) {
    const char *currency = currency_of_looks(workbook);
    return arena_format(workbook->arena, "\"%s\"#,##0_);[Red]\\(\"%s\"#,##0\\);\"–\"_)", currency, currency);
}

/* "£5.562m" of a cell that holds 5,561,696. */
static const char *headline_look(Workbook *workbook) {
    const double *figures = workbook->appraisal->results[main_result(workbook, 0)].figures;
    const NumberStyle style =
        money_unit(fmax(fabs(figures[FIGURE_PV_COSTS]), fabs(figures[FIGURE_PV_BENEFITS]))).in_words;
    const char *digits = arena_format(workbook->arena, "\"%s\"#,##0%s%.*s%s\"%s\"", currency_of_looks(workbook),
        style.decimals ? "." : "", style.decimals, "000",
        style.divisor == 1e6   ? ",,"
        : style.divisor == 1e3 ? ","
                               : "",
        style.suffix);
    return arena_format(workbook->arena, "%s_);[Red]\\(%s\\);\"–\"_)", digits, digits);
}

static lxw_format *make_format(Workbook *workbook, const Look *look, const char *number) {
    lxw_format *format = workbook_add_format(workbook->book);
    format_set_font_name(format, "Calibri");
    format_set_font_size(format, look->size > 0 ? look->size : 10);
    if (number) format_set_num_format(format, number);
    if (look->ink) format_set_font_color(format, look->ink);
    if (look->paper) format_set_bg_color(format, look->paper);
    if (look->bold) format_set_bold(format);
    if (look->italic) format_set_italic(format);
    if (look->wrap) format_set_text_wrap(format);
    if (look->top) format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look->bottom) format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
    if (look->right) format_set_align(format, LXW_ALIGN_RIGHT);
    if (look->border) format_set_top(format, LXW_BORDER_THIN);
    return format;
}

void workbook_make_formats(Workbook *workbook) {
    const char *money = money_look(workbook), *headline = headline_look(workbook);
    for (size_t f = 0; f < FORMAT_COUNT; f++) {
        const char *number = looks[f].number;
        if (number && strcmp(number, MONEY_LOOK) == 0) number = money;
        if (number && strcmp(number, HEADLINE_LOOK) == 0) number = headline;
        workbook->formats[f] = make_format(workbook, &looks[f], number);
    }
}

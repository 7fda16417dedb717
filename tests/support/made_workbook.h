/* Workbooks written by hand: a zip file of given parts, so that what a test is about can be read in it. Includes cmocka through
   assert_close.h. */
#ifndef TESTS_SUPPORT_MADE_WORKBOOK_H
#define TESTS_SUPPORT_MADE_WORKBOOK_H

#include "support/assert_close.h"

#include <stdio.h>

#include "support/zip_bytes.h"

typedef struct MadePart {
    const char *path, *text;
} MadePart;

/* A list that ends with a NULL path; flags and claimed as in zip_bytes.h. */
static inline Buffer zip_of(Arena *arena, const MadePart *parts, uint32_t flags, uint32_t claimed) {
    Zip zip = zip_begin(arena);
    zip.flags = flags;
    zip.claimed = claimed;
    for (size_t p = 0; parts[p].path; p++) zip_add(&zip, parts[p].path, parts[p].text, strlen(parts[p].text));
    return zip_end(&zip);
}

#define MAIN_SPACE "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define LINK_SPACE "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define LINKS_BEGIN "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define LINK(id, type, target)                                                                                         \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type     \
    "\" Target=\"" target "\"/>"
#define LINKS_END "</Relationships>"
#define SHEET(rows) "<worksheet " MAIN_SPACE "><sheetData>" rows "</sheetData></worksheet>"
#define INLINE(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

/* Formats of cells by their style: 0 general, then as here. */
#define STYLES                                                                                                             \
    "<styleSheet " MAIN_SPACE "><numFmts count=\"7\"><numFmt numFmtId=\"164\" formatCode=\"[$€-407] #,##0.00\"/>"        \
    "<numFmt numFmtId=\"165\" formatCode=\"0.0&quot;%&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"mmm\\-yy\"/>"         \
    "<numFmt numFmtId=\"167\" formatCode=\"&quot;£&quot;#,##0;[Red]\\-&quot;£&quot;#,##0\"/>"                            \
    "<numFmt numFmtId=\"168\" formatCode=\"0.00E+00\"/><numFmt numFmtId=\"169\" formatCode=\"#,##0_ ;[Red]\\-#,##0\\ \"/>" \
    "<numFmt numFmtId=\"170\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"          \
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"                       \
    "<xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"168\"/><xf numFmtId=\"169\"/><xf numFmtId=\"170\"/>"       \
    "<xf numFmtId=\"14\"/></cellXfs></styleSheet>"
enum {
    PERCENT_STYLE = 1,
    EURO_STYLE,
    LITERAL_STYLE,
    MONTH_STYLE,
    POUND_STYLE,
    POWER_STYLE,
    RED_STYLE,
    TIME_STYLE,
    DAY_STYLE
};

/* One of the parts of a workbook in place of the usual one; a list ends with a NULL path. Without any it has a sheet costs and
   an empty sheet notes. */
enum { MOST_MADE_PARTS = 16 };

static const MadePart usual_parts[] = {
    { "_rels/.rels", LINKS_BEGIN LINK("a", "officeDocument", "xl/workbook.xml") LINKS_END },
    { "xl/workbook.xml", "<workbook " MAIN_SPACE " " LINK_SPACE "><sheets>"
                         "<sheet name=\"costs\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels", LINKS_BEGIN LINK("rId7", "worksheet", "worksheets/sheet1.xml") LINK("rId2",
                                        "worksheet", "worksheets/sheet2.xml") LINK("rId3", "styles", "styles.xml")
                                        LINK("rId4", "sharedStrings", "sharedStrings.xml") LINKS_END },
    { "xl/styles.xml", STYLES },
    { "xl/worksheets/sheet1.xml", SHEET("") },
};

static inline Buffer workbook_of(Arena *arena, const MadePart *given) {
    MadePart parts[2 * MOST_MADE_PARTS] = { { NULL, NULL } };
    size_t count = 0;
    for (; given[count].path; count++) parts[count] = given[count];
    for (size_t u = 0; u < COUNT_OF(usual_parts); u++) {
        size_t same = 0;
        while (given[same].path && strcmp(given[same].path, usual_parts[u].path) != 0) same++;
        if (!given[same].path) parts[count++] = usual_parts[u];
    }
    return zip_of(arena, parts, 0, 0);
}

static inline void write_bytes(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#endif

/* What the cells of a workbook say as CSV, however a program wrote them; and what is no workbook. */
#include "support/made_workbook.h"

#include "table/workbook/book.h"
#include "table/workbook/sheet_table.h"

static bool holds_days(const void *context, const char *heading, const char *row) {
    (void)context;
    (void)row;
    return strcmp(heading, "note") == 0;
}

static bool never(const void *context, const char *heading) {
    (void)context;
    (void)heading;
    return false;
}

static const SheetColumns columns = { NULL, holds_days, never, never };

static void check_csv(const Buffer *bytes, size_t sheet, const char *expected, size_t row) {
    Arena *arena = arena_new();
    Book book;
    BookCells cells;
    SheetText text;
    Diagnostics diagnostics;
    const char *hint;
    diagnostics_init(&diagnostics, arena);
    const char *fault = book_open(arena, bytes->bytes, bytes->size, &book, &hint);
    if (!fault) fault = book_read(arena, &book, &book.sheets[sheet], &cells);
    if (fault) fail_msg("row %zu: %s", row, fault);

    assert_true(sheet_as_csv(arena, "book", &book.sheets[sheet], &cells, &columns, &text, &diagnostics));

    if (strcmp(text.bytes, expected) != 0) print_error("row %zu\n", row);
    assert_string_equal(text.bytes, expected);
    arena_free(arena);
}

static void the_first_sheet_says_what_csv_would(void **state) {
    (void)state;
    static const struct {
        MadePart parts[MOST_MADE_PARTS];
        const char *csv;
    } rows[] = {
        /* a shared text in runs, with how it is spoken left out; a text in the cell; a formula's text */
        { { { "xl/sharedStrings.xml",
                "<sst " MAIN_SPACE "><si><t xml:space=\"preserve\"> a</t><phoneticPr/></si><si><r><t>two </t></r>"
                "<r><rPr/><t>runs</t></r><rPh><t>spoken</t></rPh></si></sst>" },
              { "xl/worksheets/sheet1.xml",
                  SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c>" INLINE(
                      "C1", "in_x000D_&amp;_x005F_x") "<c r=\"D1\" t=\"str\"><f>A1</f><v>=f</v></c></row>") } },
            "two runs, a,\"in\r&_x\",\"'=f\"\n" },
        /* numbers, truth, an error, and what shows them */
        { { { "xl/worksheets/sheet1.xml",
              SHEET(
                  "<row r=\"1\"><c r=\"A1\"><v>0.1</v></c><c r=\"B1\"><v>-1.5E-7</v></c><c r=\"C1\"><v>1E+21</v></c>"
                  "<c r=\"D1\" t=\"b\"><v>1</v></c><c r=\"E1\" t=\"e\"><v>#REF!</v></c><c r=\"F1\"><v>0.30000000000000004</v></c></row>") } },
            "0.1,-0.00000015,1000000000000000000000,TRUE,#REF!,0.30000000000000004\n" },
        { { { "xl/worksheets/sheet1.xml",
              SHEET(
                  "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>3.5000000000000003E-2</v></c><c r=\"B1\" s=\"2\"><v>-5</v></c><c r=\"C1\" s=\"5\"><v>-1200.5</v></c>"
                  "<c r=\"D1\" s=\"6\"><v>1500</v></c><c r=\"E1\" s=\"7\"><v>-2</v></c><c r=\"F1\" s=\"8\"><v>1.5</v></c><c r=\"G1\" s=\"1\"><v>1</v></c></row>") } },
            "3.5%,\"'-€5\",\"'-£1200.5\",1500,-2,36:00,100%\n" },
        /* dates: a month, a day where a day is wanted, a year's name where it would read as a financial year */
        { { { "xl/worksheets/sheet1.xml",
              SHEET("<row r=\"1\"><c r=\"A1\" s=\"4\"><v>43191</v></c>" INLINE("B1",
                  "note") "<c r=\"C1\" s=\"9\"><v>40892</v></c>"
                          "<c r=\"D1\" t=\"d\"><v>2018-04-01T00:00:00</v></c></row>"
                          "<row r=\"2\"><c r=\"A2\" s=\"9\"><v>43191</v></c><c r=\"B2\" s=\"9\"><v>43191.5</v></c></row>") } },
            "2018-04,note,Dec 2011,2018-04\n2018-04,2018-04-01 12:00\n" },
        { { { "xl/workbook.xml",
                "<workbook " MAIN_SPACE " " LINK_SPACE
                "><workbookPr date1904=\"1\"/><sheets><sheet name=\"costs\" r:id=\"rId7\"/></sheets></workbook>" },
              { "xl/worksheets/sheet1.xml", SHEET("<row><c s=\"4\"><v>41729</v></c></row>") } },
            "2018-04\n" },
        /* blank rows and columns, cells with a format alone, rows and cells without a place */
        { { { "xl/worksheets/sheet1.xml",
              SHEET("<row r=\"1\"><c r=\"XFD1\" s=\"1\"/></row><row r=\"3\">" INLINE("C3", "line") INLINE("E3",
                  "x") "</row>"
                       "<row><c r=\"B4\"/><c t=\"str\"><v>b</v></c></row><row r=\"1048576\" s=\"1\" customFormat=\"1\"/>") } },
            "line,x\nb\n" },
        /* names with prefixes, and strict Office Open XML */
        { { { "xl/worksheets/sheet1.xml",
              "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is>"
              "<x:t>p</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>" } },
            "p,2\n" },
        /* what belongs to another program is no cell */
        { { { "xl/worksheets/sheet1.xml",
              "<worksheet " MAIN_SPACE
              "><sheetData><row><c><v>1</v><extLst><ext><f xmlns=\"urn:other\">A1</f></ext></extLst></c></row></sheetData>"
              "<extLst><c xmlns=\"urn:other\"><v>2</v></c></extLst></worksheet>" } },
            "1\n" },
        /* the order of sheets is the workbook's, their parts what its relationships say, from the root too */
        { { { "xl/workbook.xml",
                "<workbook " MAIN_SPACE " " LINK_SPACE
                "><sheets><sheet name=\"b\" r:id=\"rId2\"/><sheet name=\"a\" r:id=\"rId7\"/></sheets></workbook>" },
              { "xl/_rels/workbook.xml.rels",
                  LINKS_BEGIN LINK("rId2", "worksheet", "/xl/worksheets/../sheets/second.xml")
                      LINK("rId7", "worksheet", "worksheets/sheet1.xml") LINKS_END },
              { "xl/sheets/second.xml", SHEET("<row><c><v>2</v></c></row>") } },
            "2\n" },
        /* beneath merged cells nothing counts */
        { { { "xl/worksheets/sheet1.xml",
              "<worksheet " MAIN_SPACE
              "><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\">"
              "<c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c><c r=\"C2\"><v>5</v></c></row></sheetData>"
              "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>" } },
            "1\n,5\n" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        const Buffer bytes = workbook_of(arena, rows[r].parts);
        check_csv(&bytes, 0, rows[r].csv, r);
        arena_free(arena);
    }
}

#define ODS_BEGIN                                                                                                             \
    "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                                       \
    "xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:x=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" " \
    "xmlns:c=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"><o:body><o:spreadsheet>"
#define ODS_END "</o:spreadsheet></o:body></o:document-content>"

static void an_opendocument_sheet_says_what_csv_would(void **state) {
    (void)state;
    static const struct {
        const char *content, *csv;
    } rows[] = {
        { ODS_BEGIN
            "<t:table t:name=\"costs\"><t:table-row t:number-rows-repeated=\"3\"><t:table-cell t:number-columns-repeated=\"16384\"/></t:table-row>"
            "<t:table-row><t:table-cell/><t:table-cell o:value-type=\"string\"><x:p>a<x:s x:c=\"2\"/>b</x:p><x:p><x:span>c</x:span></x:p>"
            "<o:annotation><x:p>note</x:p></o:annotation></t:table-cell>"
            "<t:table-cell t:number-columns-repeated=\"2\" o:value-type=\"float\" o:value=\"1.5\"><x:p>1,50</x:p></t:table-cell>"
            "<t:table-cell o:value-type=\"percentage\" o:value=\"0.035\"/><t:table-cell o:value-type=\"currency\" o:currency=\"EUR\" o:value=\"5\"/>"
            "<t:table-cell o:value-type=\"date\" o:date-value=\"2018-04-01\"/><t:table-cell o:value-type=\"boolean\" o:boolean-value=\"true\"/></t:table-row>"
            "<t:table-row t:number-rows-repeated=\"2\"><t:table-cell/><t:covered-table-cell o:value-type=\"float\" o:value=\"7\"/></t:table-row>"
            "<t:table-row t:number-rows-repeated=\"1048000\"><t:table-cell/></t:table-row></t:table>" ODS_END,
            "\"a  b\nc\",1.5,1.5,3.5%,EUR 5,2018-04,TRUE\n7\n7\n" },
        /* what another workbook held, and what was there before a change, is no sheet */
        { ODS_BEGIN
            "<t:tracked-changes><t:cell-content-change><t:previous><t:change-track-table-cell o:value-type=\"float\" o:value=\"9\"/></t:previous>"
            "</t:cell-content-change></t:tracked-changes><t:table t:name=\"'file:///x'#$a\"><t:table-source/><t:table-row><t:table-cell o:value-type=\"float\" o:value=\"9\"/>"
            "</t:table-row></t:table><t:table t:name=\"costs\"><t:table-row><t:table-cell o:value-type=\"float\" o:value=\"1\"/></t:table-row></t:table>" ODS_END,
            "1\n" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        const MadePart parts[] = { { "content.xml", rows[r].content }, { NULL, NULL } };
        const Buffer bytes = zip_of(arena, parts, 0, 0);
        check_csv(&bytes, 0, rows[r].csv, r);
        arena_free(arena);
    }
}

static void check_refused(const char *bytes, size_t size, const char *expected, size_t row) {
    Arena *arena = arena_new();
    Book book;
    BookCells cells;
    const char *hint, *fault = book_open(arena, bytes, size, &book, &hint);
    if (!fault) fault = book_read(arena, &book, &book.sheets[0], &cells);

    if (!fault || strcmp(fault, expected) != 0) print_error("row %zu: %s\n", row, fault ? fault : "is taken");
    assert_non_null(fault);
    assert_string_equal(fault, expected);
    arena_free(arena);
}

static void a_workbook_that_contradicts_itself_is_refused(void **state) {
    (void)state;
    static const struct {
        MadePart parts[MOST_MADE_PARTS];
        const char *fault;
    } rows[] = {
        { { { "xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>" SHEET("") } },
            "it declares a document type, which no workbook needs" },
        { { { "xl/workbook.xml", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><workbook/>" } },
            "it declares a document type, which no workbook needs" },
        { { { "xl/worksheets/sheet1.xml", SHEET("<row><c>") } }, "its XML is damaged" },
        { { { "xl/worksheets/sheet1.xml", SHEET("<row><c><v>&undefined;</v></c></row>") } }, "its XML is damaged" },
        { { { "xl/worksheets/sheet1.xml", STYLES } }, "the part that should hold its cells holds something else" },
        { { { "xl/worksheets/sheet1.xml", SHEET("<row><c t=\"s\"><v>0</v></c></row>") } },
            "a cell refers to a text that is not there" },
        { { { "xl/worksheets/sheet1.xml", SHEET("<row><c><v>0x1p3z</v></c></row>") } },
            "it has a cell that cannot be read" },
        { { { "xl/worksheets/sheet1.xml", SHEET("<row r=\"1\"><c r=\"B2\"><v>1</v></c></row>") } },
            "it has a cell that cannot be read" },
        { { { "xl/worksheets/sheet1.xml",
              SHEET("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>") } },
            "its cells are not in their order" },
        { { { "xl/worksheets/sheet1.xml",
              SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>") } },
            "its cells are not in their order" },
        { { { "xl/worksheets/sheet1.xml", SHEET("<row r=\"1048577\"><c><v>1</v></c></row>") } },
            "it has a cell beyond the last row or column" },
        { { { "xl/_rels/workbook.xml.rels", LINKS_BEGIN LINK("rId7", "worksheet", "../../../costs.xml") LINKS_END } },
            "it names a sheet that is not in it" },
        { { { "xl/_rels/workbook.xml.rels", LINKS_BEGIN LINKS_END } }, "it names a sheet that is not in it" },
        { { { "xl/workbook.xml",
              "<workbook " MAIN_SPACE " " LINK_SPACE
              "><sheets><sheet name=\"a\" r:id=\"rId7\"/><sheet name=\"b\" r:id=\"rId7\"/></sheets></workbook>" } },
            "it names a sheet that is not in it" },
        { { { "xl/workbook.xml", "<workbook " MAIN_SPACE "/>" } }, "it has no sheet" },
        { { { "xl/workbook.xml", "<document/>" } }, "it is an office file, and no workbook" },
        { { { "_rels/.rels", LINKS_BEGIN LINK("a", "officeDocument", "xl/workbook.bin") LINKS_END },
              { "xl/workbook.bin", "x" } },
            "it is a binary workbook (.xlsb)" },
        { { { "XL/Styles.xml", STYLES } }, "it has two parts of the same name" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        const Buffer bytes = workbook_of(arena, rows[r].parts);
        check_refused(bytes.bytes, bytes.size, rows[r].fault, r);
        arena_free(arena);
    }
}

static void what_is_no_workbook_is_told_apart(void **state) {
    (void)state;
    Arena *arena = arena_new();
    static const char office[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    const MadePart none[] = { { NULL, NULL } }, text[] = { { "a.txt", "a" }, { NULL, NULL } };
    const MadePart locked[] = {
        { "META-INF/manifest.xml",
            "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry>"
            "<m:encryption-data/></m:file-entry></m:manifest>" },
        { "content.xml", "noise" }, { NULL, NULL }
    };
    const MadePart repeats[] = {
        { "content.xml", ODS_BEGIN
            "<t:table t:name=\"a\"><t:table-row t:number-rows-repeated=\"1048576\"><t:table-cell "
            "t:number-columns-repeated=\"1000\" o:value-type=\"float\" o:value=\"1\"/></t:table-row></t:table>" ODS_END },
        { NULL, NULL }
    };
    Buffer encrypted = { .arena = arena }, older = { .arena = arena };
    buffer_add(&encrypted, office);
    buffer_add(&older, office);
    for (const char *c = "EEncryptedPackage"; *c; c++) buffer_add_n(&encrypted, (const char[]){ *c, 0 }, 2);
    for (const char *c = "Workbook"; *c; c++) buffer_add_n(&older, (const char[]){ *c, 0 }, 2);
    const Buffer book = workbook_of(arena, none);
    const struct {
        Buffer bytes;
        const char *fault;
    } rows[] = {
        { encrypted, "it is protected with a password" },
        { older, "it is a workbook of Excel 97 to 2003 (.xls)" },
        { zip_of(arena, locked, 0, 0), "it is protected with a password" },
        { zip_of(arena, usual_parts[0].path ? text : none, 1, 0), "it is protected with a password" },
        { zip_of(arena, text, 0, 0), "it is a zip file, and no workbook" },
        { zip_of(arena, text, 0, 600000000), "it would unpack to more than 200 times its size" },
        { zip_of(arena, repeats, 0, 0), "it repeats cells more than a million times" },
        { zip_of(arena, none, 0, 0), "it is damaged or cut short" },
        { { .bytes = book.bytes, .size = book.size / 2 }, "it is damaged or cut short" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        check_refused(rows[r].bytes.bytes, rows[r].bytes.size, rows[r].fault, r);
    arena_free(arena);
}

/* Whatever is cut off or changed, it is refused or read, and never more than that. */
static void a_damaged_workbook_ends_in_words(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const MadePart parts[] = { { "xl/worksheets/sheet1.xml", SHEET("<row>" INLINE("A1", "line") "</row>") },
        { NULL, NULL } };
    const Buffer whole = workbook_of(arena, parts);
    size_t refused = 0;

    for (size_t at = 0; at < whole.size; at++) {
        Arena *working = arena_new();
        Book book;
        BookCells cells;
        const char *hint;
        char *bytes = arena_text_n(working, whole.bytes, 0);
        bytes = arena_alloc(working, whole.size);
        memcpy(bytes, whole.bytes, whole.size);
        bytes[at] ^= 0x20;
        const char *fault = book_open(working, bytes, whole.size, &book, &hint);
        if (!fault) fault = book_read(working, &book, &book.sheets[0], &cells);
        refused += fault != NULL;
        arena_free(working);
    }

    assert_in_range(refused, whole.size / 2, whole.size);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_sheet_says_what_csv_would),
        cmocka_unit_test(an_opendocument_sheet_says_what_csv_would),
        cmocka_unit_test(a_workbook_that_contradicts_itself_is_refused),
        cmocka_unit_test(what_is_no_workbook_is_told_apart),
        cmocka_unit_test(a_damaged_workbook_ends_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

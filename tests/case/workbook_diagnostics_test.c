/* A workbook as a case: what each trap of a spreadsheet gives, and where. */
#include "support/made_workbook.h"
#include "support/temporary_case.h"

#define COSTS "xl/worksheets/sheet1.xml"
#define HEADER(more)                                                                                                   \
    "<row r=\"1\">" INLINE("A1", "line") INLINE("B1", "note") INLINE("C1", "2018/19") INLINE("D1", "2019/20") more     \
        "</row>"
#define ROW(cells) "<row r=\"2\">" INLINE("A2", "a") cells "</row>"
#define NUMBER(place, value) "<c r=\"" place "\"><v>" value "</v></c>"
#define STYLED(place, style, value) "<c r=\"" place "\" s=\"" style "\"><v>" value "</v></c>"
#define LINES(cells) SHEET(HEADER("") ROW(cells))
#define BOOK(sheets) "<workbook " MAIN_SPACE " " LINK_SPACE "><sheets>" sheets "</sheets></workbook>"
#define NAMED(name, id) "<sheet name=\"" name "\" r:id=\"" id "\"/>"
#define SECOND "xl/worksheets/sheet2.xml"

typedef struct Row {
    MadePart parts[MOST_MADE_PARTS];
    const char *said; /* each "place: severity: message [hint]\n" */
} Row;

static void add_diagnostics(Buffer *out, const BizcaseCase *loaded) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    for (size_t i = 0; i < count; i++) {
        const BizcaseDiagnostic *item = &items[i];
        const char *file = strrchr(item->file, '/') ? strrchr(item->file, '/') + 1 : item->file;
        buffer_add(out, file);
        if (item->line && !*item->cell) buffer_add(out, arena_format(out->arena, "!%u", item->line));
        if (*item->cell) buffer_add(out, arena_format(out->arena, "!%s", item->cell));
        buffer_add(out, item->severity == BIZCASE_ERROR ? ": error: " : ": warning: ");
        buffer_add(out, item->message);
        buffer_add(out, *item->hint ? arena_format(out->arena, " [%s]\n", item->hint) : "\n");
    }
}

static const char *diagnostics_of(Arena *arena, const Buffer *bytes, const char *name) {
    char folder[64], path[TEMPORARY_PATH];
    BizcaseCase *loaded;
    Buffer said = { .arena = arena };
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_bytes(path, bytes->bytes, bytes->size);
    (void)bizcase_case_load(&(BizcaseCaseRequest){ .folder = path, .checks_scenarios = 1 }, &loaded, NULL);
    add_diagnostics(&said, loaded);
    bizcase_case_free(loaded);
    remove_folder(folder);
    return buffer_text(&said);
}

static void check_rows(const Row *rows, size_t count) {
    for (size_t r = 0; r < count; r++) {
        Arena *arena = arena_new();
        const Buffer bytes = workbook_of(arena, rows[r].parts);

        const char *said = diagnostics_of(arena, &bytes, "case.xlsx");

        if (strcmp(said, rows[r].said) != 0) print_error("row %zu should say\n%sand says\n%s", r, rows[r].said, said);
        assert_string_equal(said, rows[r].said);
        arena_free(arena);
    }
}

static void cells_are_what_the_spreadsheet_stored(void **state) {
    (void)state;
    static const Row rows[] = {
        { { { COSTS, LINES(NUMBER("C2", "100") NUMBER("D2", "50.125")) } }, "" },
        /* formulas: used and counted once a sheet; not without a value, nor with an error */
        { { { COSTS, LINES("<c r=\"C2\"><f>1+1</f><v>2</v></c><c r=\"D2\"><f t=\"shared\" si=\"0\"/><v>3</v></c>") } },
            "case.xlsx:costs!C2: warning: 2 cells are formulas of the spreadsheet: what the spreadsheet stored for them is used "
            "[make sure that the workbook was calculated when it was last saved]\n" },
        { { { COSTS, LINES("<c r=\"C2\"><f>1+1</f></c>" NUMBER("D2", "1")) } },
            "case.xlsx:costs!C2: error: the formula in this cell has no stored value [open the workbook in a spreadsheet and "
            "save it there, which stores what formulas come to]\n" },
        { { { COSTS, LINES("<c r=\"C2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>" NUMBER("D2", "1")) } },
            "case.xlsx:costs!C2: error: \"#DIV/0!\" is a spreadsheet error [correct it in the spreadsheet]\n" },
        /* one cause, one diagnostic: also where nothing reads the cell */
        { { { COSTS, LINES("<c r=\"B2\" t=\"e\"><v>#N/A</v></c>" NUMBER("C2", "1") NUMBER("D2", "1")) } },
            "case.xlsx:costs!B2: error: \"#N/A\" is a spreadsheet error [correct it in the spreadsheet]\n" },
        /* number formats */
        { { { COSTS, LINES(STYLED("C2", "5", "100") STYLED("D2", "7", "50")) } }, "" },
        { { { COSTS, LINES(STYLED("C2", "1", "0.035") NUMBER("D2", "1")) } },
            "case.xlsx:costs!C2: error: \"3.5%\" is not an amount (column 2018/19 of line \"a\") [write money, not a percentage]\n" },
        { { { COSTS, LINES(STYLED("C2", "3", "3.5") NUMBER("D2", "1")) } },
            "case.xlsx:costs!C2: error: the cell holds 3.5, and its format shows a percent sign behind it [type the "
            "percentage into a cell with a percentage format]\n" },
        { { { COSTS, LINES(STYLED("C2", "2", "5") NUMBER("D2", "1")) } },
            "case.xlsx:costs!C2: error: \"€5\" is in a different currency from the case, which uses £ (column 2018/19 of line \"a\") [write the amount in £, or set currency in case.csv to €]\n" },
        { { { COSTS, LINES(STYLED("C2", "9", "43191") NUMBER("D2", "1")) } },
            "case.xlsx:costs!C2: error: \"2018-04\" is not an amount (column 2018/19 of line \"a\") [write one number, and its range in low, central and high]\n" },
        /* numbers as text; a text with more digits than a workbook's writer gives back is meant */
        { { { COSTS, LINES(INLINE("C2", "1,200") INLINE("D2", "12k")) } },
            "case.xlsx:costs!C2: warning: 2 cells are numbers stored as text: read as numbers [format the cells as numbers "
            "and type them again]\n" },
        { { { COSTS, LINES(INLINE("C2", "0.30000000000000004") NUMBER("D2", "1")) } }, "" },
        /* a formula in the column formula */
        { { { COSTS, SHEET(HEADER(INLINE("E1", "formula")) ROW("<c r=\"E2\"><f>1+1</f><v>2</v></c>")) } },
            "case.xlsx:costs!E2: error: the cell holds a formula of the spreadsheet (column formula) [write the formula as "
            "text: format the cell as text, then type it again]\n" },
        /* months of dates */
        { { { COSTS, SHEET("<row r=\"1\">" INLINE("A1", "line") STYLED("B1", "4", "43191")
                             STYLED("C1", "9", "43221") "</row>" ROW(NUMBER("B2", "1") NUMBER("C2", "1"))) } },
            "" },
        { { { COSTS, SHEET("<row r=\"4\">" INLINE("C4", "line") STYLED("D4", "4", "43191") STYLED("F4", "9",
                         "43200") "</row>"
                                  "<row r=\"6\">" INLINE("C6", "a") NUMBER("D6", "1") NUMBER("F6", "1") "</row>") } },
            "case.xlsx:costs!F4: error: period \"2018-04\" already exists: \"2018-04\" (case.xlsx:costs!D4)\n" },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void hidden_and_merged_cells_are_told(void **state) {
    (void)state;
    static const Row rows[] = {
        { { { COSTS,
              "<worksheet " MAIN_SPACE
              "><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols><sheetData>" HEADER(
                  "") "<row r=\"2\" hidden=\"1\">" INLINE("A2", "a") NUMBER("C2", "1")
                  NUMBER("D2", "1") "</row><row r=\"3\" hidden=\"1\"/>"
                                    "</sheetData></worksheet>" } },
            "case.xlsx:costs!A2: warning: 1 hidden row and 2 hidden columns are read [show them, so that others see what "
            "counts, or delete them]\n" },
        { { { "xl/workbook.xml", BOOK("<sheet name=\"Costs\" state=\"veryHidden\" r:id=\"rId7\"/>") },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) } },
            "case.xlsx:Costs: warning: the sheet is hidden, and is read [show it, so that others see what counts]\n" },
        { { { COSTS, "<worksheet " MAIN_SPACE "><sheetData>" HEADER("") ROW(INLINE("B2", "x") NUMBER("C2", "1")
                             NUMBER("D2", "1")) "<row r=\"3\">" INLINE("A3", "b") INLINE("B3", "y")
                         NUMBER("C3", "1") "</row></sheetData>"
                                           "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells></worksheet>" } },
            "case.xlsx:costs!B3: warning: \"y\" lies beneath merged cells, and is not read [unmerge the cells to see it]\n" },
        { { { COSTS, "<worksheet " MAIN_SPACE "><sheetData>" HEADER("") ROW(NUMBER("C2", "1")
                             NUMBER("D2", "1")) "</sheetData>"
                                                "<mergeCells><mergeCell ref=\"C2:D2\"/></mergeCells></worksheet>" } },
            "case.xlsx:costs!C2: error: merged cells lie over the cells of periods [unmerge the cells, and give each period "
            "its own]\n"
            "case.xlsx:costs!D2: warning: \"1\" lies beneath merged cells, and is not read [unmerge the cells to see it]\n" },
        /* over a comment above the table, and over one between its rows, nothing is lost */
        { { { COSTS, "<worksheet " MAIN_SPACE "><sheetData>" HEADER("")
                         ROW(NUMBER("C2", "1") NUMBER("D2", "1")) "<row r=\"3\">" INLINE(
                             "A3", "# more") "</row></sheetData>"
                                             "<mergeCells><mergeCell ref=\"A3:D3\"/></mergeCells></worksheet>" } },
            "" },
        /* the total row of a table */
        { { { COSTS, LINES(NUMBER("C2", "7") NUMBER("D2", "7") "</row><row r=\"3\">" INLINE(
                         "A3", "Total") "<c r=\"C3\"><f>SUBTOTAL(109,C2)</f><v>7</v></c>") },
              { "xl/worksheets/_rels/sheet1.xml.rels",
                  LINKS_BEGIN LINK("r", "table", "../tables/table1.xml") LINKS_END },
              { "xl/tables/table1.xml", "<table " MAIN_SPACE " ref=\"A1:D3\" totalsRowCount=\"1\"/>" } },
            "case.xlsx:costs!A3: error: the total row of a table would be counted as a row [switch off the total row of the "
            "table, or delete it]\n" },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void sheets_are_files_by_their_names(void **state) {
    (void)state;
    static const char late[] = SHEET("<row r=\"1\">" INLINE("A1", "file") INLINE("B1", "row") INLINE("C1", "column")
            INLINE("D1", "change") INLINE("E1", "value") "</row><row r=\"2\">" INLINE("A2", "costs") INLINE("B2", "b")
                INLINE("C2", "2018/19") INLINE("D2", "set") NUMBER("E2", "5") "</row>");
    static const Row rows[] = {
        { { { "xl/workbook.xml", BOOK(NAMED("costs", "rId7") NAMED("Notes", "rId2")) },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) }, { SECOND, SHEET("") } },
            "case.xlsx:Notes: warning: the sheet \"Notes\" is not a file of a case, so it is not read [the sheet contents can "
            "name the file that a sheet is]\n" },
        { { { "xl/workbook.xml", BOOK(NAMED("costs", "rId7") NAMED("benefit", "rId2")) },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) }, { SECOND, SHEET("") } },
            "case.xlsx:benefit: error: the sheet \"benefit\" is not a file of a case [did you mean \"benefits\"?]\n" },
        { { { "xl/workbook.xml", BOOK(NAMED("costs", "rId7") NAMED("Scenario late", "rId2")) },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) }, { SECOND, late } },
            "case.xlsx:Scenario late!B2: error: no row of costs.csv has line \"b\" [expected a]\n" },
        { { { "xl/workbook.xml", BOOK(NAMED("Contents", "rId2") NAMED("Money", "rId7")) },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) },
              { SECOND, SHEET("<row r=\"1\">" INLINE("A1", "Sheet") INLINE("B1", "File") "</row><row r=\"2\">" INLINE(
                            "A2", "money") INLINE("B2", "costs.csv") "</row>") } },
            "" },
        { { { "xl/workbook.xml", BOOK(NAMED("Contents", "rId2") NAMED("costs", "rId7")) },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) },
              { SECOND, SHEET("<row r=\"1\">" INLINE("A1", "Sheet") INLINE("B1", "File") "</row><row r=\"2\">" INLINE(
                            "A2", "cost") INLINE("B2", "costs.csv") "</row>"
                                                                    "<row r=\"3\">" INLINE("A3", "costs")
                                                                        INLINE("B3", "../costs.csv") "</row>") } },
            "case.xlsx:Contents!A2: error: \"cost\" is not a sheet of this workbook [did you mean \"costs\"?]\n"
            "case.xlsx:Contents!B3: error: \"../costs.csv\" is not a file of a case [write the name of a file in a case's folder, "
            "such as costs.csv or scenarios/late.csv]\n" },
        { { { "xl/workbook.xml", BOOK(NAMED("costs", "rId7") NAMED("COSTS", "rId2")) },
              { COSTS, LINES(NUMBER("C2", "1") NUMBER("D2", "1")) }, { SECOND, SHEET("") } },
            "case.xlsx:COSTS: error: the sheets \"costs\" and \"COSTS\" both are costs.csv [give one of them another name]\n" },
        { { { "xl/workbook.xml", BOOK(NAMED("drivers", "rId7")) },
              { COSTS, SHEET("<row r=\"1\">" INLINE("A1", "driver") "</row>") } },
            "case.xlsx: error: found neither a sheet costs nor a sheet benefits [a case is a workbook with a sheet costs, "
            "a sheet benefits or both]\n" },
    };
    check_rows(rows, COUNT_OF(rows));
}

static void a_file_that_is_no_workbook_is_told(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const MadePart none[] = { { NULL, NULL } };
    const Buffer book = workbook_of(arena, none);
    const struct {
        Buffer bytes;
        const char *name, *said;
    } rows[] = {
        { { .bytes = "line,2018/19\n", .size = 13 }, "costs.csv",
            "costs.csv: error: the case cannot be read: it is a file, and no workbook [a case is a folder of CSV files, or a "
            "workbook that ends in .xlsx, .xlsm or .ods]\n" },
        { { .bytes = "line,2018/19\n", .size = 13 }, "case.xlsx",
            "case.xlsx: error: the workbook cannot be read: it does not begin as a workbook does [a case is a folder of CSV "
            "files, or a workbook that ends in .xlsx, .xlsm or .ods]\n" },
        { { .bytes = book.bytes, .size = book.size - 5 }, "case.xlsx",
            "case.xlsx: error: the workbook cannot be read: it is damaged or cut short\n" },
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++)
        assert_string_equal(diagnostics_of(arena, &rows[r].bytes, rows[r].name), rows[r].said);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_what_the_spreadsheet_stored),
        cmocka_unit_test(hidden_and_merged_cells_are_told),
        cmocka_unit_test(sheets_are_files_by_their_names),
        cmocka_unit_test(a_file_that_is_no_workbook_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

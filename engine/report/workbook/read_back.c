#include "report/workbook/read_back.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the parts of a workbook must hold; libxlsxwriter looks at none of its own writes. */
typedef struct Part {
    const char *element; /* counted */
    size_t count;
    size_t told; /* by the attribute uniqueCount; SIZE_MAX: nothing is */
} Part;

static void XMLCALL count_element(void *context, const XML_Char *name, const XML_Char **attributes) {
    Part *part = context;
    if (part->element && strcmp(name, part->element) == 0) part->count++;
    for (; strcmp(name, "sst") == 0 && *attributes; attributes += 2)
        if (strcmp(attributes[0], "uniqueCount") == 0) part->told = strtoul(attributes[1], NULL, 10);
}

static bool feed(unzFile archive, XML_Parser parser) {
    char bytes[1 << 14];
    int got;
    while ((got = unzReadCurrentFile(archive, bytes, sizeof bytes)) > 0)
        if (XML_Parse(parser, bytes, got, 0) != XML_STATUS_OK) return false;
    return got == 0 && XML_Parse(parser, NULL, 0, 1) == XML_STATUS_OK;
}

/* Whole: its checksum holds and it is well-formed. */
static bool read_part(unzFile archive, Part *part) {
    XML_Parser parser = XML_ParserCreate(NULL);
    if (!parser) return false;
    XML_SetUserData(parser, part);
    XML_SetStartElementHandler(parser, count_element);
    bool good = unzOpenCurrentFile(archive) == UNZ_OK;
    if (good) {
        good = feed(archive, parser);
        good = unzCloseCurrentFile(archive) == UNZ_OK && good;
    }
    XML_ParserFree(parser);
    return good;
}

/* The number of a worksheet's part; 0: it is another part. */
static size_t sheet_of(const char *name) {
    size_t number = 0;
    int end = 0;
    return sscanf(name, "xl/worksheets/sheet%zu.xml%n", &number, &end) == 1 && name[end] == '\0' ? number : 0;
}

/* cells: [sheet_count] that were written to each; seen: of the same length, nil. */
static bool read_parts(unzFile archive, const size_t *cells, bool *seen, size_t sheet_count) {
    static const char *const needed[] = { "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "docProps/core.xml" };
    size_t found = 0, sheets = 0;
    int status = unzGoToFirstFile(archive);
    for (; status == UNZ_OK; status = unzGoToNextFile(archive)) {
        char name[256];
        unz_file_info about;
        if (unzGetCurrentFileInfo(archive, &about, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK) return false;
        const size_t sheet = sheet_of(name);
        Part part = { .element = sheet ? "c" : "si", .told = SIZE_MAX };
        if (!read_part(archive, &part)) return false;
        for (size_t n = 0; n < sizeof needed / sizeof needed[0]; n++) found += strcmp(name, needed[n]) == 0;
        if (part.told != SIZE_MAX && part.told != part.count) return false;
        if (!sheet) continue;
        if (sheet > sheet_count || seen[sheet - 1] || part.count != cells[sheet - 1]) return false;
        seen[sheet - 1] = true;
        sheets++;
    }
    return status == UNZ_END_OF_LIST_OF_FILE && found == sizeof needed / sizeof needed[0] && sheets == sheet_count;
}

bool workbook_is_whole(Arena *arena, const char *path, const size_t *cells, size_t sheet_count) {
    unzFile archive = unzOpen(path);
    if (!archive) return false;
    const bool whole = read_parts(archive, cells, arena_array(arena, sheet_count, sizeof(bool)), sheet_count);
    unzClose(archive);
    return whole;
}

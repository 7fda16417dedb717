/* Any texts as the parts of a workbook: a line "%sheet" begins one, and so on by the table below; a part that is not given is
   a plain one. So a fuzzer need not keep the sums of a zip file right to get at what reads XML. */
#include <stdint.h>
#include <stdlib.h>

#include "fuzz/fuzz_sheets.h"
#include "support/zip_bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    const char *mark, *path, *plain; /* plain NULL: it is there only where it is given */
} parts[] = {
    { "%root", "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" "
        "Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" },
    { "%book", "xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"costs\" "
        "r:id=\"s\"/></sheets></workbook>" },
    { "%links", "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"s\" "
        "Type=\"x/worksheet\" Target=\"sheet.xml\"/><Relationship Id=\"t\" Type=\"x/styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"u\" Type=\"x/sharedStrings\" Target=\"texts.xml\"/></Relationships>" },
    { "%sheet", "xl/sheet.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>" },
    { "%styles", "xl/styles.xml", NULL },
    { "%texts", "xl/texts.xml", NULL },
    { "%sheetlinks", "xl/_rels/sheet.xml.rels", NULL },
    { "%table", "xl/table.xml", NULL },
    { "%manifest", "META-INF/manifest.xml", NULL },
    { "%content", "content.xml", NULL },
};
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

static size_t part_begun(const char *line, size_t length) {
    for (size_t p = 0; p < PART_COUNT; p++)
        if (strlen(parts[p].mark) == length && memcmp(parts[p].mark, line, length) == 0) return p;
    return PART_COUNT;
}

static void add_given(Zip *zip, const char *data, size_t size, bool given[PART_COUNT]) {
    size_t part = PART_COUNT, begin = 0;
    for (size_t at = 0; at <= size;) {
        const char *newline = at < size ? memchr(data + at, '\n', size - at) : NULL;
        const size_t length = newline ? (size_t)(newline - data) - at : size - at, next = at + length + 1;
        const size_t begun = part_begun(data + at, length);
        if (begun < PART_COUNT || next > size) {
            const size_t end = begun < PART_COUNT ? at : size;
            if (part < PART_COUNT && !given[part]) {
                zip_add(zip, parts[part].path, data + begin, end - begin);
                given[part] = true;
            }
            part = begun;
            begin = next;
        }
        at = next;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Zip zip = zip_begin(arena);
    bool given[PART_COUNT] = { false };
    add_given(&zip, (const char *)data, size, given);
    const bool is_ods = given[PART_COUNT - 1];
    for (size_t p = 0; p < PART_COUNT && !is_ods; p++)
        if (!given[p] && parts[p].plain) zip_add(&zip, parts[p].path, parts[p].plain, strlen(parts[p].plain));
    const Buffer bytes = zip_end(&zip);
    fuzz_sheets(bytes.bytes, bytes.size);
    arena_free(arena);
    return 0;
}

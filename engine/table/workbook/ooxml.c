/* Office Open XML, as Excel writes it and others do: which part is which, and what the sheets share. */
#include <stdlib.h>
#include <string.h>

#include "table/workbook/book.h"
#include "table/workbook/ooxml.h"
#include "table/workbook/xml.h"

/* --- relationships ------------------------------------------------------------------------------------------------------- */

/* ".." and "." are taken out; NULL where a path leads out of the workbook. */
static const char *path_within(Arena *arena, const char *folder, const char *target) {
    const char *whole = target[0] == '/' ? target + 1 : arena_format(arena, "%s%s", folder, target);
    char *path = arena_alloc(arena, strlen(whole) + 1);
    size_t length = 0;
    for (const char *at = whole; *at;) {
        const size_t name = strcspn(at, "/");
        if (name == 2 && strncmp(at, "..", 2) == 0) {
            if (length == 0) return NULL;
            length--; /* the slash behind the folder */
            while (length > 0 && path[length - 1] != '/') length--;
        } else if (name > 0 && !(name == 1 && *at == '.')) {
            memcpy(path + length, at, name);
            length += name;
            if (at[name]) path[length++] = '/';
        }
        at += name + (at[name] != '\0');
    }
    path[length] = '\0';
    return path;
}

static const char *folder_of(Arena *arena, const char *part) {
    const char *slash = strrchr(part, '/');
    return slash ? arena_text_n(arena, part, (size_t)(slash + 1 - part)) : "";
}

typedef struct LinkReading {
    Arena *arena;
    Links *links;
    const char *folder, *fault;
} LinkReading;

static void start_link(void *context, XmlName name, const char *const *attributes) {
    enum { MOST_LINKS = 10000 };
    LinkReading *reading = context;
    Links *links = reading->links;
    if (!xml_is(name, XML_PACKAGE_LINK, "Relationship")) return;
    const char *id = xml_attribute(attributes, XML_NONE, "Id"), *type = xml_attribute(attributes, XML_NONE, "Type");
    const char *target = xml_attribute(attributes, XML_NONE, "Target");
    const char *mode = xml_attribute(attributes, XML_NONE, "TargetMode");
    if (!id || !type || !target || (mode && strcmp(mode, "External") == 0) || links->count == MOST_LINKS) return;
    const char *slash = strrchr(type, '/');
    links->items = arena_grow(reading->arena, links->items, links->count, &links->capacity, sizeof *links->items);
    const char *part = path_within(reading->arena, reading->folder, target);
    links->items[links->count++] =
        (Link){ arena_text(reading->arena, id), arena_text(reading->arena, slash ? slash + 1 : type), part };
}

const char *links_read(Arena *arena, const Archive *archive, const char *part, Links *links) {
    const char *folder = folder_of(arena, part), *name = part + strlen(folder);
    const ArchivePart *found = archive_find(archive, arena_format(arena, "%s_rels/%s.rels", folder, name));
    *links = (Links){ 0 };
    if (!found) return NULL;
    LinkReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (LinkReading){ .arena = arena, .links = links, .folder = folder };
    return xml_read(arena, archive, found, &(XmlReader){ .start = start_link, .context = reading });
}

static const Link *link_of_type(const Links *links, const char *type) {
    for (size_t l = 0; l < links->count; l++)
        if (strcmp(links->items[l].type, type) == 0 && links->items[l].part) return &links->items[l];
    return NULL;
}

static const Link *link_of_id(const Links *links, const char *id) {
    for (size_t l = 0; id && l < links->count; l++)
        if (strcmp(links->items[l].id, id) == 0) return &links->items[l];
    return NULL;
}

/* --- the workbook part --------------------------------------------------------------------------------------------------- */

typedef struct BookReading {
    Arena *arena;
    Book *book;
    const Links *links;
    size_t capacity;
    bool is_workbook;
    const char *fault;
} BookReading;

static bool is_taken(const Book *book, const char *part) {
    for (size_t s = 0; s < book->sheet_count; s++)
        if (book->sheets[s].part && strcmp(book->sheets[s].part, part) == 0) return true;
    return false;
}

static void add_sheet(BookReading *reading, const char *const *attributes) {
    enum { MOST_SHEETS = 2000 };
    Book *book = reading->book;
    const char *name = xml_attribute(attributes, XML_NONE, "name"),
               *state = xml_attribute(attributes, XML_NONE, "state");
    const Link *link = link_of_id(reading->links, xml_attribute(attributes, XML_OFFICE_LINK, "id"));
    if (!name || !link || !link->part || book->sheet_count == MOST_SHEETS) {
        reading->fault = "it names a sheet that is not in it";
        return;
    }
    const bool has_cells = strcmp(link->type, "worksheet") == 0;
    if (has_cells && (!archive_find(&book->archive, link->part) || is_taken(book, link->part))) {
        reading->fault = "it names a sheet that is not in it";
        return;
    }
    book->sheets =
        arena_grow(reading->arena, book->sheets, book->sheet_count, &reading->capacity, sizeof *book->sheets);
    book->sheets[book->sheet_count++] = (BookSheet){ .name = arena_text(reading->arena, name),
        .is_hidden = state && strcmp(state, "visible") != 0,
        .part = has_cells ? link->part : NULL };
}

static void start_of_book(void *context, XmlName name, const char *const *attributes) {
    BookReading *reading = context;
    if (xml_is(name, XML_SHEET, "workbook"))
        reading->is_workbook = true;
    else if (xml_is(name, XML_SHEET, "workbookPr"))
        reading->book->from_1904 = xml_true(xml_attribute(attributes, XML_NONE, "date1904"));
    else if (xml_is(name, XML_SHEET, "sheet"))
        add_sheet(reading, attributes);
}

/* --- shared texts ------------------------------------------------------------------------------------------------------- */

void text_start(TextReading *text, XmlName name) {
    if (xml_is(name, XML_SHEET, "rPh")) text->in_reading_aid = true; /* how a word is spoken */
    if (xml_is(name, XML_SHEET, "t")) text->in_text = !text->in_reading_aid;
}

void text_end(TextReading *text, XmlName name) {
    if (xml_is(name, XML_SHEET, "rPh")) text->in_reading_aid = false;
    if (xml_is(name, XML_SHEET, "t")) text->in_text = false;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

static bool is_code_at(const char *text) {
    bool is_code = text[0] == '_' && text[1] == 'x';
    for (int i = 2; i < 6 && is_code; i++) is_code = hex_digit(text[i]) >= 0;
    return is_code && text[6] == '_';
}

const char *text_with_codes(Arena *arena, const char *text) {
    if (!strstr(text, "_x")) return text;
    Buffer out = { .arena = arena };
    for (; *text; text++) buffer_add_n(&out, is_code_at(text) ? "_x005F_" : text, is_code_at(text) ? 7 : 1);
    return buffer_text(&out);
}

/* _x000D_ stands for a character that XML cannot hold; those of UTF-16 alone, in pairs, are left as they stand. */
const char *text_without_codes(Arena *arena, const char *text) {
    if (!strstr(text, "_x")) return text;
    Buffer out = { .arena = arena };
    while (*text) {
        int code = 0;
        const bool is_code = is_code_at(text);
        for (int i = 2; i < 6 && is_code; i++) code = code * 16 + hex_digit(text[i]);
        if (!is_code || code == 0 || (code >= 0xD800 && code < 0xE000)) {
            buffer_add_n(&out, text++, 1);
            continue;
        }
        char bytes[3];
        size_t count = 1;
        if (code < 0x80) {
            bytes[0] = (char)code;
        } else if (code < 0x800) {
            bytes[0] = (char)(0xC0 | code >> 6);
            bytes[count++] = (char)(0x80 | (code & 0x3F));
        } else {
            bytes[0] = (char)(0xE0 | code >> 12);
            bytes[count++] = (char)(0x80 | (code >> 6 & 0x3F));
            bytes[count++] = (char)(0x80 | (code & 0x3F));
        }
        buffer_add_n(&out, bytes, count);
        text += 7;
    }
    return buffer_text(&out);
}

typedef struct SharedReading {
    Arena *arena;
    Book *book;
    size_t capacity;
    TextReading text;
} SharedReading;

static void start_of_shared(void *context, XmlName name, const char *const *attributes) {
    SharedReading *reading = context;
    (void)attributes;
    if (xml_is(name, XML_SHEET, "si"))
        reading->text.buffer.size = 0;
    else
        text_start(&reading->text, name);
}

static void end_of_shared(void *context, XmlName name) {
    SharedReading *reading = context;
    Book *book = reading->book;
    text_end(&reading->text, name);
    if (!xml_is(name, XML_SHEET, "si")) return;
    book->shared =
        arena_grow(reading->arena, book->shared, book->shared_count, &reading->capacity, sizeof *book->shared);
    const char *text = arena_text(reading->arena, buffer_text(&reading->text.buffer));
    book->shared[book->shared_count++] = text_without_codes(reading->arena, text);
}

static void text_of_shared(void *context, const char *text, size_t length) {
    SharedReading *reading = context;
    if (reading->text.in_text) buffer_add_n(&reading->text.buffer, text, length);
}

/* --- styles ------------------------------------------------------------------------------------------------------------- */

typedef struct FormatCode {
    unsigned id;
    const char *code;
} FormatCode;

typedef struct StyleReading {
    Arena *arena;
    Book *book;
    FormatCode *codes; /* [code_count] */
    size_t code_count, code_capacity, capacity;
    bool in_cell_styles;
} StyleReading;

static int by_id(const void *a, const void *b) {
    const unsigned first = ((const FormatCode *)a)->id, second = ((const FormatCode *)b)->id;
    return (first > second) - (first < second);
}

static unsigned number_of(const char *text) {
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static void add_format(StyleReading *reading, unsigned id) {
    Book *book = reading->book;
    const FormatCode wanted = { .id = id };
    const FormatCode *found =
        reading->code_count ? bsearch(&wanted, reading->codes, reading->code_count, sizeof wanted, by_id) : NULL;
    book->formats =
        arena_grow(reading->arena, book->formats, book->format_count, &reading->capacity, sizeof *book->formats);
    book->formats[book->format_count++] = found ? found->code : number_format_code(id);
}

static void start_of_styles(void *context, XmlName name, const char *const *attributes) {
    StyleReading *reading = context;
    const char *code = xml_attribute(attributes, XML_NONE, "formatCode");
    if (xml_is(name, XML_SHEET, "numFmt") && code) {
        reading->codes = arena_grow(
            reading->arena, reading->codes, reading->code_count, &reading->code_capacity, sizeof *reading->codes);
        reading->codes[reading->code_count++] =
            (FormatCode){ number_of(xml_attribute(attributes, XML_NONE, "numFmtId")),
                arena_text(reading->arena, code) };
    } else if (xml_is(name, XML_SHEET, "cellXfs")) {
        reading->in_cell_styles = true;
        if (reading->code_count) qsort(reading->codes, reading->code_count, sizeof *reading->codes, by_id);
    } else if (xml_is(name, XML_SHEET, "xf") && reading->in_cell_styles)
        add_format(reading, number_of(xml_attribute(attributes, XML_NONE, "numFmtId")));
}

static void end_of_styles(void *context, XmlName name) {
    if (xml_is(name, XML_SHEET, "cellXfs")) ((StyleReading *)context)->in_cell_styles = false;
}

/* --- all of it ------------------------------------------------------------------------------------------------------------ */

/* A part that sheets refer to; one that is named and not there is a fault only once a cell needs it. */
static const ArchivePart *part_of_type(const Book *book, const Links *links, const char *type) {
    const Link *link = link_of_type(links, type);
    return link ? archive_find(&book->archive, link->part) : NULL;
}

static const char *read_sheets(Arena *arena, Book *book, const ArchivePart *part, const Links *links) {
    BookReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (BookReading){ .arena = arena, .book = book, .links = links };
    const char *fault = xml_read(arena, &book->archive, part,
        &(XmlReader){ .start = start_of_book, .context = reading, .stop = &reading->fault });
    if (fault) return fault;
    if (!reading->is_workbook) return "it is an office file, and no workbook";
    return book->sheet_count ? NULL : "it has no sheet";
}

static const char *read_shared(Arena *arena, Book *book, const ArchivePart *part) {
    if (!part) return NULL;
    SharedReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (SharedReading){ .arena = arena, .book = book, .text = { .buffer = { .arena = arena } } };
    return xml_read(arena, &book->archive, part,
        &(XmlReader){ .start = start_of_shared, .end = end_of_shared, .text = text_of_shared, .context = reading });
}

static const char *read_styles(Arena *arena, Book *book, const ArchivePart *part) {
    if (!part) return NULL;
    StyleReading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (StyleReading){ .arena = arena, .book = book };
    return xml_read(arena, &book->archive, part,
        &(XmlReader){ .start = start_of_styles, .end = end_of_styles, .context = reading });
}

const char *ooxml_open(Arena *arena, Book *book, const char **hint) {
    Links links;
    const char *fault = links_read(arena, &book->archive, "", &links);
    if (fault) return fault;
    const ArchivePart *part = part_of_type(book, &links, "officeDocument");
    if (!part) return "it is an office file, and no workbook";
    const size_t length = strlen(part->path);
    if (length > 4 && strcmp(part->path + length - 4, ".bin") == 0) {
        *hint = "in the spreadsheet choose \"Excel Workbook (.xlsx)\" when saving";
        return "it is a binary workbook (.xlsb)";
    }
    fault = links_read(arena, &book->archive, part->path, &links);
    if (!fault) fault = read_sheets(arena, book, part, &links);
    if (!fault) fault = read_styles(arena, book, part_of_type(book, &links, "styles"));
    if (!fault) fault = read_shared(arena, book, part_of_type(book, &links, "sharedStrings"));
    return fault;
}

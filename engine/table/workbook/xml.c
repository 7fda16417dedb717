#include "table/workbook/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* expat puts it between the two parts of a name. No address has one. */
static const char separator = ' ';

static XmlSpace space_of(const char *address, size_t length) {
    static const struct {
        const char *address;
        XmlSpace space;
    } spaces[] = {
        { "http://schemas.openxmlformats.org/spreadsheetml/2006/main", XML_SHEET },
        { "http://purl.oclc.org/ooxml/spreadsheetml/main", XML_SHEET },
        { "urn:oasis:names:tc:opendocument:xmlns:table:1.0", XML_ODF_TABLE },
        { "urn:oasis:names:tc:opendocument:xmlns:text:1.0", XML_ODF_TEXT },
        { "urn:oasis:names:tc:opendocument:xmlns:office:1.0", XML_ODF_OFFICE },
        { "urn:oasis:names:tc:opendocument:xmlns:style:1.0", XML_ODF_STYLE },
        { "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", XML_ODF_NUMBER },
        { "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", XML_ODF_MANIFEST },
        { "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", XML_ODF_CALC },
        { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", XML_OFFICE_LINK },
        { "http://purl.oclc.org/ooxml/officeDocument/relationships", XML_OFFICE_LINK },
        { "http://schemas.openxmlformats.org/package/2006/relationships", XML_PACKAGE_LINK },
    };
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        if (strncmp(address, spaces[i].address, length) == 0 && spaces[i].address[length] == '\0')
            return spaces[i].space;
    return XML_OTHER;
}

static XmlName name_of(const char *name) {
    const char *local = strchr(name, separator);
    if (!local) return (XmlName){ XML_NONE, name };
    return (XmlName){ space_of(name, (size_t)(local - name)), local + 1 };
}

bool xml_is(XmlName name, XmlSpace space, const char *local) {
    return name.space == space && strcmp(name.local, local) == 0;
}

const char *xml_attribute(const char *const *attributes, XmlSpace space, const char *local) {
    for (size_t a = 0; attributes[a]; a += 2) {
        const char *name = attributes[a];
        if (space != XML_NONE) {
            if (!strchr(name, separator)) continue;
            if (xml_is(name_of(name), space, local)) return attributes[a + 1];
        } else if (strcmp(name, local) == 0)
            return attributes[a + 1];
    }
    return NULL;
}

bool xml_true(const char *value) {
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* --- expat ------------------------------------------------------------------------------------------------------------- */

typedef struct XmlParsing {
    Arena *arena;
    const XmlReader *reader;
    XML_Parser parser;
    uint64_t given;
    unsigned depth;
    const char *fault;
} XmlParsing;

static void *take_memory(size_t size) {
    return allocation_fails() ? NULL : malloc(size);
}

static void *change_memory(void *memory, size_t size) {
    return allocation_fails() ? NULL : realloc(memory, size);
}

static void free_parser(void *object) {
    XmlParsing *parsing = object;
    if (parsing->parser) XML_ParserFree(parsing->parser);
}

static void refuse(XmlParsing *parsing, const char *fault) {
    if (!parsing->fault) parsing->fault = fault;
    XML_StopParser(parsing->parser, XML_FALSE);
}

static void look_for_stop(XmlParsing *parsing) {
    const char *const *stop = parsing->reader->stop;
    if (stop && *stop) refuse(parsing, *stop);
}

static void XMLCALL start_element(void *data, const XML_Char *name, const XML_Char **attributes) {
    enum { DEEPEST = 256 };
    XmlParsing *parsing = data;
    if (parsing->fault) return;
    if (++parsing->depth > DEEPEST) {
        refuse(parsing, "its elements are nested deeper than any workbook's");
        return;
    }
    parsing->reader->start(parsing->reader->context, name_of(name), (const char *const *)attributes);
    look_for_stop(parsing);
}

static void XMLCALL end_element(void *data, const XML_Char *name) {
    XmlParsing *parsing = data;
    if (parsing->fault) return;
    parsing->depth--;
    if (parsing->reader->end) parsing->reader->end(parsing->reader->context, name_of(name));
    look_for_stop(parsing);
}

static void XMLCALL add_text(void *data, const XML_Char *text, int length) {
    XmlParsing *parsing = data;
    if (!parsing->fault) parsing->reader->text(parsing->reader->context, text, (size_t)length);
}

static void XMLCALL refuse_declaration(
    void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_internal) {
    (void)name;
    (void)system;
    (void)public;
    (void)has_internal;
    refuse(data, "it declares a document type, which no workbook needs");
}

/* What expat holds back until the end of a tag it looks at anew with each piece: a tag without an end would take long. */
static bool parse_piece(void *context, const char *bytes, size_t size) {
    enum { LONGEST_TAG = 1000 * 1000 };
    XmlParsing *parsing = context;
    const enum XML_Status status = XML_Parse(parsing->parser, bytes, (int)size, size == 0);
    if (status != XML_STATUS_OK) {
        if (XML_GetErrorCode(parsing->parser) == XML_ERROR_NO_MEMORY) arena_out_of_memory(parsing->arena);
        if (!parsing->fault) parsing->fault = "its XML is damaged";
        return false;
    }
    parsing->given += size;
    const XML_Index at = XML_GetCurrentByteIndex(parsing->parser);
    if (size > 0 && at >= 0 && parsing->given - (uint64_t)at > LONGEST_TAG + size)
        parsing->fault = "it has a tag of more than a million characters";
    return !parsing->fault;
}

const char *xml_read(Arena *arena, const Archive *archive, const ArchivePart *part, const XmlReader *reader) {
    static const XML_Memory_Handling_Suite memory = { take_memory, change_memory, free };
    Arena *working = arena_within(arena);
    XmlParsing *parsing = arena_alloc(working, sizeof *parsing);
    *parsing = (XmlParsing){ .arena = arena, .reader = reader };
    arena_defer(working, free_parser, parsing);
    parsing->parser = XML_ParserCreate_MM(NULL, &memory, (const XML_Char[]){ separator, '\0' });
    if (!parsing->parser) arena_out_of_memory(arena);
    XML_SetUserData(parsing->parser, parsing);
    XML_SetElementHandler(parsing->parser, start_element, end_element);
    if (reader->text) XML_SetCharacterDataHandler(parsing->parser, add_text);
    XML_SetStartDoctypeDeclHandler(parsing->parser, refuse_declaration);
    const char *fault = archive_read(working, archive, part, parse_piece, parsing);
    if (!fault && !parsing->fault) (void)parse_piece(parsing, "", 0);
    if (!fault) fault = parsing->fault;
    arena_free(working);
    return fault;
}

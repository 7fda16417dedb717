/* A part of a workbook as elements and text. Document type declarations are refused, so there
   are no entities but XML's own five. */
#ifndef TABLE_WORKBOOK_XML_H
#define TABLE_WORKBOOK_XML_H

#include "table/workbook/archive.h"

/* Whose names they are, whatever a file's prefixes: transitional and strict Office Open XML are one. */
typedef enum XmlSpace {
    XML_NONE, /* of an attribute: its element's */
    XML_SHEET,
    XML_OFFICE_LINK, /* relationships, as attributes of a workbook's parts name them */
    XML_PACKAGE_LINK,
    XML_ODF_OFFICE,
    XML_ODF_TABLE,
    XML_ODF_TEXT,
    XML_ODF_STYLE,
    XML_ODF_NUMBER,
    XML_ODF_MANIFEST,
    XML_ODF_CALC,
    XML_OTHER
} XmlSpace;

typedef struct XmlName {
    XmlSpace space;
    const char *local;
} XmlName;

bool xml_is(XmlName name, XmlSpace space, const char *local);

/* The value of an attribute; NULL: it has none. */
const char *xml_attribute(const char *const *attributes, XmlSpace space, const char *local);
bool xml_true(const char *value); /* "1" or "true"; NULL is false */

typedef struct XmlReader {
    void (*start)(void *context, XmlName name, const char *const *attributes);
    void (*end)(void *context, XmlName name);
    void (*text)(void *context, const char *text, size_t length); /* NULL: nothing is asked of it */
    void *context;
    const char *const *stop; /* what it points to is no longer NULL: nothing more is read; and that is the fault */
} XmlReader;

/* NULL, or what is wrong with the part, a clause. */
const char *xml_read(Arena *arena, const Archive *archive, const ArchivePart *part, const XmlReader *reader);

#endif

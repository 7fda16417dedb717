/* A small checker of XML: elements close in order, attributes are quoted, nothing is
   unescaped. It knows no comments, no doctypes: bizcase writes none into SVG. */
#ifndef TESTS_SUPPORT_WELL_FORMED_H
#define TESTS_SUPPORT_WELL_FORMED_H

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DEEPEST = 64 };

typedef struct Xml {
    const char *at, *fault;
    char open[DEEPEST][64];
    size_t depth;
} Xml;

static inline bool xml_reference(Xml *xml) {
    static const char *const names[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncmp(xml->at, names[i], strlen(names[i])) != 0) continue;
        xml->at += strlen(names[i]);
        return true;
    }
    xml->fault = "an & that begins no reference";
    return false;
}

static inline size_t xml_name(const char *text) {
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || (text[length] && strchr("-_:", text[length]))) length++;
    return length;
}

static inline bool xml_attribute(Xml *xml) {
    const size_t name = xml_name(xml->at);
    if (!name || strncmp(xml->at + name, "=\"", 2) != 0) return xml->fault = "no attribute", false;
    for (xml->at += name + 2; *xml->at != '"';) {
        if (*xml->at == '\0' || *xml->at == '<') return xml->fault = "an attribute without an end", false;
        if (*xml->at == '&') {
            if (!xml_reference(xml)) return false;
        } else {
            xml->at++;
        }
    }
    xml->at++;
    return true;
}

static inline bool xml_close(Xml *xml) {
    const size_t name = xml_name(xml->at += 2);
    if (!xml->depth || strlen(xml->open[xml->depth - 1]) != name ||
        strncmp(xml->open[xml->depth - 1], xml->at, name) != 0)
        return xml->fault = "an element that closes another", false;
    xml->depth--;
    xml->at += name;
    return *xml->at++ == '>' || (xml->fault = "an end without an end", false);
}

static inline bool xml_open(Xml *xml) {
    const size_t name = xml_name(++xml->at);
    if (!name || name >= sizeof xml->open[0] || xml->depth == DEEPEST) return xml->fault = "no element", false;
    memcpy(xml->open[xml->depth], xml->at, name);
    xml->open[xml->depth++][name] = '\0';
    xml->at += name;
    while (*xml->at == ' ') {
        xml->at++;
        if (!xml_attribute(xml)) return false;
    }
    if (strncmp(xml->at, "/>", 2) == 0) xml->depth--, xml->at++;
    return *xml->at++ == '>' || (xml->fault = "a tag without an end", false);
}

/* NULL, or what is wrong. where: the place of the fault. */
static inline const char *xml_fault(const char *text, const char **where) {
    Xml xml = { .at = text };
    bool good = true;
    while (*xml.at && good) {
        if (strncmp(xml.at, "</", 2) == 0)
            good = xml_close(&xml);
        else if (*xml.at == '<')
            good = xml_open(&xml);
        else if (*xml.at == '&')
            good = xml_reference(&xml);
        else if (xml.depth == 0 && !isspace((unsigned char)*xml.at))
            good = false, xml.fault = "text outside";
        else if ((unsigned char)*xml.at < ' ' && !isspace((unsigned char)*xml.at))
            good = false, xml.fault = "a control character";
        else
            xml.at++;
    }
    *where = xml.at;
    return good && xml.depth ? "an element is open at the end" : xml.fault;
}

#define assert_well_formed(text) check_well_formed((text), __FILE__, __LINE__)
static inline void check_well_formed(const char *text, const char *file, int line) {
    const char *where, *fault = xml_fault(text, &where);
    if (!fault) return;
    print_error("%s: \"%.60s\"\n", fault, where);
    _fail(file, line);
}

#endif

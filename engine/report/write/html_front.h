/* The first page of a report as markup. */
#ifndef REPORT_WRITE_HTML_FRONT_H
#define REPORT_WRITE_HTML_FRONT_H

#include "base/buffer.h"
#include "report/document/front.h"

/* What the page around it knows how to write. */
typedef struct HtmlFrontParts {
    void *page;
    void (*add_charts)(void *page);
    void (*add_table)(void *page, const Section *section);
} HtmlFrontParts;

/* document->front is not NULL. */
void html_front(const Document *document, const HtmlFrontParts *parts, Buffer *out);

#endif

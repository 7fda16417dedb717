/* Pages: a document and, where it has one, what is around it. */
#ifndef REPORT_WRITE_HTML_PAGE_H
#define REPORT_WRITE_HTML_PAGE_H

#include "base/buffer.h"
#include "report/document/document.h"

/* What a page has besides its document, as markup. */
typedef struct PageExtras {
    const char *policy; /* more directives of the security policy, beginning with "; " */
    const char *style;  /* a second style sheet; NULL: none */
    const char *before; /* in front of the sections */
    const char *after;  /* at the end of the body */
} PageExtras;

/* extras NULL: the document alone. */
void html_page(const Document *document, const PageExtras *extras, Buffer *out);

/* One section by itself, without links to explanations. name: of its ids. */
void html_piece(const Document *document, size_t section, const char *name, Buffer *out);

#endif

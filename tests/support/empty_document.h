/* A document to be filled by a test. */
#ifndef SUPPORT_EMPTY_DOCUMENT_H
#define SUPPORT_EMPTY_DOCUMENT_H

#include "report/document/document.h"

static inline void leave_empty(Document *document, const void *context) {
    (void)document;
    (void)context;
}

static inline Document *empty_document(void) {
    Document *document;
    assert_int_equal(document_make(leave_empty, NULL, &document), BIZCASE_OK);
    return document;
}

#endif

/* A document as text, in its own arena, so that freeing it frees the text. Includes cmocka through assert_close.h. */
#ifndef TESTS_SUPPORT_RENDERED_H
#define TESTS_SUPPORT_RENDERED_H

#include "support/assert_close.h"

#include "report/write/format.h"

static inline const char *rendered(const Format *format, const Document *document) {
    Buffer out = { .arena = document->arena };
    assert_int_equal(format->render(document, &out), BIZCASE_OK);
    buffer_add_n(&out, "", 1);
    return out.bytes;
}

#endif

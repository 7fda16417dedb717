/* Text inside XML and HTML. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include "base/buffer.h"

/* Escaped for content and for attributes in either kind of quotes. What is not UTF-8, or a character that XML does not
   have, becomes U+FFFD. */
void markup_add(Buffer *out, const char *text);
void markup_add_n(Buffer *out, const char *text, size_t size);

#endif

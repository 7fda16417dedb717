/* The table of formats, and the way from a document to a file that appears whole or not at all. */
#include "report/write/format.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

#define FORMAT_ADDRESS(name) &format_##name,
static const Format *const format_table[] = { FORMAT_TABLE(FORMAT_ADDRESS) };

size_t bizcase_format_count(void) {
    return sizeof format_table / sizeof format_table[0];
}

BizcaseFormat bizcase_format(size_t index) {
    return format_table[index]->about;
}

size_t bizcase_format_find(const char *name) {
    size_t index = 0;
    while (index < bizcase_format_count() && strcmp(format_table[index]->about.name, name) != 0) index++;
    return index;
}

bool output_write(const char *path, const char *bytes, size_t size) {
    if (path) return file_write_whole(path, bytes, size) == BIZCASE_OK;
    errno = 0;
    return fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0 && !ferror(stdout);
}

BizcaseStatus bizcase_document_write(const BizcaseDocument *document, const char *format, const char *path) {
    const size_t chosen = bizcase_format_find(format);
    if (chosen == bizcase_format_count()) return BIZCASE_BAD_REQUEST;
    Arena *arena = arena_new();
    if (!arena) return BIZCASE_NO_MEMORY;
    if (setjmp(*arena_on_failure(arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }

    Buffer out = { .arena = arena };
    BizcaseStatus status = format_table[chosen]->render(document, &out);
    if (status == BIZCASE_OK && !output_write(path, out.bytes, out.size)) status = BIZCASE_NOT_WRITTEN;
    arena_free(arena);
    return status;
}

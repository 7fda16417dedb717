/* The table of formats, and the way from a document to a file that appears whole or not at all. */
#include "report/write/format.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

static const Format *const format_table[] = { &format_text, &format_json, &format_csv, &format_md, &format_html };

size_t bizcase_format_count(void) {
    return sizeof format_table / sizeof format_table[0];
}

const char *bizcase_format_name(size_t index) {
    return format_table[index]->name;
}

static const Format *format_find(const char *name) {
    for (size_t i = 0; i < bizcase_format_count(); i++)
        if (strcmp(format_table[i]->name, name) == 0) return format_table[i];
    return NULL;
}

bool output_write(const char *path, const char *bytes, size_t size) {
    if (path) return file_write_whole(path, bytes, size) == BIZCASE_OK;
    errno = 0;
    return fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0 && !ferror(stdout);
}

BizcaseStatus bizcase_document_write(const BizcaseDocument *document, const char *format, const char *path) {
    const Format *chosen = format_find(format);
    if (!chosen) return BIZCASE_BAD_REQUEST;
    Arena *arena = arena_new();
    if (!arena) return BIZCASE_NO_MEMORY;
    if (setjmp(*arena_on_failure(arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }

    Buffer out = { .arena = arena };
    BizcaseStatus status = chosen->render(document, &out);
    if (status == BIZCASE_OK && !output_write(path, out.bytes, out.size)) status = BIZCASE_NOT_WRITTEN;
    arena_free(arena);
    return status;
}

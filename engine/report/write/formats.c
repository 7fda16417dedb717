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
    return index < bizcase_format_count() ? format_table[index]->about : (BizcaseFormat){ .name = "" };
}

size_t bizcase_format_find(const char *name) {
    size_t index = 0;
    if (!name) return bizcase_format_count();
    while (index < bizcase_format_count() && strcmp(format_table[index]->about.name, name) != 0) index++;
    return index;
}

BizcaseStatus output_write(Call *call, const InputFiles *inputs, const char *path, const char *bytes, size_t size) {
    const BizcaseStatus status = inputs ? input_files_check(call, inputs, path) : BIZCASE_OK;
    if (status != BIZCASE_OK) return status;
    if (path) return file_problem(&call->problems, file_write_whole(path, bytes, size), path);
    errno = 0;
    const bool good = fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0 && !ferror(stdout);
    return file_problem(&call->problems, good ? BIZCASE_OK : BIZCASE_NOT_WRITTEN, "standard output");
}

typedef struct WriteCall {
    const BizcaseDocument *document;
    const char *format, *path;
} WriteCall;

static BizcaseStatus write_document(Call *call, void *context) {
    const WriteCall *asked = context;
    const size_t chosen = bizcase_format_find(asked->format);
    if (chosen == bizcase_format_count()) {
        const char **names = arena_array(call->arena, bizcase_format_count(), sizeof *names);
        for (size_t f = 0; f < bizcase_format_count(); f++) names[f] = bizcase_format(f).name;
        diagnostics_error(&call->problems, (Place){ .asked = "format" },
            word_hint(call->arena, asked->format, names, bizcase_format_count()), "there is no format \"%s\"",
            asked->format);
        return BIZCASE_BAD_REQUEST;
    }
    Buffer out = { .arena = call->arena };
    const BizcaseStatus status = format_table[chosen]->render(asked->document, &out);
    return status == BIZCASE_OK ? output_write(call, &asked->document->inputs, asked->path, out.bytes, out.size)
                                : status;
}

BizcaseStatus bizcase_document_write(
    const BizcaseDocument *document, const char *format, const char *path, BizcaseProblems *problems) {
    if (!document || !format) return BIZCASE_BAD_REQUEST;
    WriteCall asked = { document, format, path };
    return call_do(problems, write_document, &asked);
}

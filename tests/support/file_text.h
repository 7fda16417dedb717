/* A file of the project as a text. Includes cmocka through assert_close.h. */
#ifndef TESTS_SUPPORT_FILE_TEXT_H
#define TESTS_SUPPORT_FILE_TEXT_H

#include <stdio.h>
#include <stdlib.h>

#include "support/assert_close.h"

/* Its bytes and a zero, to be freed. */
static inline char *read_file(const char *path) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    const size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, size, file), size);
    text[size] = '\0';
    fclose(file);
    return text;
}

#endif

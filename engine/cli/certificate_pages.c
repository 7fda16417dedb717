#include "certificate_pages.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What a file may be called after a council: its letters and digits, other characters as hyphens. */
static void file_word(const char *id, char *word, size_t room) {
    size_t length = 0;
    for (; *id && length + 1 < room; id++) {
        const bool plain = isalnum((unsigned char)*id) || *id == '_';
        if (plain || (length > 0 && word[length - 1] != '-')) word[length++] = plain ? *id : '-';
    }
    word[length] = '\0';
}

/* Case aside, as some folders take names. */
static bool same_word(const char *a, const char *b) {
    for (; *a && tolower((unsigned char)*a) == tolower((unsigned char)*b); a++) b++;
    return *a == *b;
}

static bool is_taken(const BizcaseCase *loaded, size_t page, const char *word) {
    char other[128];
    for (size_t p = 1; p < page; p++) {
        file_word(bizcase_certificate_page_council(loaded, p), other, sizeof other);
        if (same_word(word, other)) return true;
    }
    return word[0] == '\0';
}

/* stem: of the data's path. False when it is too long. */
static bool page_path(const BizcaseCase *loaded, const char *data_path, size_t stem, size_t page, char path[4096]) {
    char word[128];
    file_word(bizcase_certificate_page_council(loaded, page), word, sizeof word);
    int written;
    if (page == 0)
        written = snprintf(path, 4096, "%.*s.html", (int)stem, data_path);
    else if (is_taken(loaded, page, word))
        written = snprintf(path, 4096, "%.*s-%s%s%zu.html", (int)stem, data_path, word, word[0] ? "-" : "", page);
    else
        written = snprintf(path, 4096, "%.*s-%s.html", (int)stem, data_path, word);
    errno = ENAMETOOLONG;
    return written > 0 && written < 4096;
}

BizcaseStatus certificate_pages_write(
    const Certified *certified, const char *data_path, PageWritten *written, char failed[4096]) {
    const size_t count = bizcase_certificate_page_count(certified->loaded);
    const size_t length = strlen(data_path), json = strlen(".json");
    if (length <= json || strcmp(data_path + length - json, ".json") != 0) return BIZCASE_OK;
    const char *folder = strrchr(data_path, '/'), *data_name = folder ? folder + 1 : data_path;
    for (size_t page = 0; page < count; page++) {
        if (!page_path(certified->loaded, data_path, length - json, page, failed)) return BIZCASE_NOT_WRITTEN;
        const BizcaseStatus status = bizcase_certificate_page_write_beside(certified->loaded, certified->appraisal,
            certified->simulation, certified->study, page, data_name, failed, certified->problems);
        if (status != BIZCASE_OK) return status;
        if (written) written(failed);
    }
    return BIZCASE_OK;
}

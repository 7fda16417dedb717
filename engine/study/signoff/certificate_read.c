/* A certificate read back. It comes from outside: nothing about it is taken for granted. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "study/signoff/certificate.h"

/* What is read, and the first fault. */
typedef struct CertificateReader {
    Arena *arena;
    char *problem; /* [256]; "" while all is well */
} CertificateReader;

static void refuse(const CertificateReader *reader, const char *what) {
    if (!*reader->problem) snprintf(reader->problem, 256, "it is not a certificate: %s", what);
}

static const char *read_text(const CertificateReader *reader, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value))
        return arena_text(reader->arena, json_string_value(value));
    refuse(reader, arena_format(reader->arena, "\"%s\" is not a text", key));
    return "";
}

static uint64_t read_whole(const CertificateReader *reader, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (json_is_integer(value) && json_integer_value(value) >= 0) return (uint64_t)json_integer_value(value);
    refuse(reader, arena_format(reader->arena, "\"%s\" is not a whole number", key));
    return 0;
}

/* The elements of a list, all objects or all texts; NULL after a fault. */
static const json_t *read_list(
    const CertificateReader *reader, const json_t *object, const char *key, bool of_objects, size_t *count) {
    const json_t *list = json_object_get(object, key);
    bool good = json_is_array(list);
    *count = good ? json_array_size(list) : 0;
    for (size_t i = 0; i < *count; i++) {
        const json_t *item = json_array_get(list, i);
        good = good && (of_objects ? json_is_object(item) : json_is_string(item));
    }
    if (good) return list;
    refuse(reader, arena_format(reader->arena, "\"%s\" is not a list of %s", key, of_objects ? "objects" : "texts"));
    *count = 0;
    return NULL;
}

static const char **read_texts(const CertificateReader *reader, const json_t *root, const char *key, size_t *count) {
    const json_t *list = read_list(reader, root, key, false, count);
    const char **texts = arena_array(reader->arena, *count, sizeof *texts);
    for (size_t i = 0; i < *count; i++)
        texts[i] = arena_text(reader->arena, json_string_value(json_array_get(list, i)));
    return texts;
}

static void read_files(const CertificateReader *reader, const json_t *root, Certificate *certificate) {
    const json_t *list = read_list(reader, root, "files", true, &certificate->file_count);
    certificate->files = arena_array(reader->arena, certificate->file_count, sizeof *certificate->files);
    for (size_t f = 0; f < certificate->file_count; f++) {
        const json_t *file = json_array_get(list, f);
        certificate->files[f] = (CertifiedFile){ read_text(reader, file, "path"), read_text(reader, file, "sha256") };
    }
}

static void read_checks(const CertificateReader *reader, const json_t *root, Certificate *certificate) {
    const json_t *list = read_list(reader, root, "checks", true, &certificate->check_count);
    certificate->checks = arena_array(reader->arena, certificate->check_count, sizeof *certificate->checks);
    for (size_t c = 0; c < certificate->check_count; c++) {
        const json_t *check = json_array_get(list, c);
        certificate->checks[c] =
            (CertifiedCheck){ read_text(reader, check, "check"), read_whole(reader, check, "passed") != 0 };
    }
}

static double read_value(const CertificateReader *reader, const json_t *object) {
    const json_t *value = json_object_get(object, "value");
    if (json_is_null(value)) return NAN;
    if (json_is_number(value)) return json_number_value(value);
    refuse(reader, "the \"value\" of a figure is not a number");
    return NAN;
}

static void read_figures(const CertificateReader *reader, const json_t *root, Certificate *certificate) {
    const json_t *list = read_list(reader, root, "figures", true, &certificate->figure_count);
    certificate->figures = arena_array(reader->arena, certificate->figure_count, sizeof *certificate->figures);
    for (size_t f = 0; f < certificate->figure_count; f++) {
        const json_t *figure = json_array_get(list, f);
        certificate->figures[f] = (CertifiedFigure){ read_text(reader, figure, "council"),
            read_text(reader, figure, "figure"), read_text(reader, figure, "statistic"), read_value(reader, figure) };
    }
}

static void read_all(const CertificateReader *reader, const json_t *root, Certificate *certificate) {
    if (read_whole(reader, root, "certificate") != 1) refuse(reader, "it is of a kind that this version does not know");
    certificate->version = read_text(reader, root, "bizcase");
    certificate->title = read_text(reader, root, "title");
    certificate->digest = read_text(reader, root, "digest");
    certificate->option = read_text(reader, root, "option");
    certificate->scenarios = read_texts(reader, root, "scenarios", &certificate->scenario_count);
    certificate->changes = read_texts(reader, root, "changes", &certificate->change_count);
    certificate->trials = read_whole(reader, root, "trials");
    certificate->seed = read_whole(reader, root, "seed");
    certificate->sampler = read_text(reader, root, "sampler");
    read_files(reader, root, certificate);
    read_checks(reader, root, certificate);
    read_figures(reader, root, certificate);
}

/* The tree is jansson's: an arena that runs out must not leave it behind. */
typedef struct Tree {
    json_t *root;
} Tree;

static void free_tree(void *object) {
    Tree *tree = object;
    json_decref(tree->root);
}

bool certificate_parse(Arena *arena, const char *bytes, size_t size, Certificate *certificate, char problem[256]) {
    json_error_t error;
    Arena *working = arena_within(arena);
    Tree *tree = arena_alloc(working, sizeof *tree);
    arena_defer(working, free_tree, tree);
    problem[0] = '\0';
    *certificate = (Certificate){ 0 };
    tree->root = json_loadb(bytes, size, 0, &error);
    /* Without memory jansson finds faults that the text has not: what is read again is as it was, or memory is still short. */
    if (!tree->root) tree->root = json_loadb(bytes, size, 0, &error);
    if (!tree->root && !memory_is_there(64 * (double)size + (1 << 16))) /* several times what its tree takes */
        arena_out_of_memory(working);
    const CertificateReader reader = { arena, problem };
    if (!tree->root)
        snprintf(problem, 256, "it is not JSON: %.150s (line %d)", error.text, error.line);
    else if (json_is_object(tree->root))
        read_all(&reader, tree->root, certificate);
    else
        refuse(&reader, "it is no object");
    arena_free(working);
    return problem[0] == '\0';
}

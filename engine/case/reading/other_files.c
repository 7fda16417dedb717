#include "case/reading/other_files.h"

#include <string.h>

#include "base/words.h"
#include "case/reading/book_files.h"

/* Endings of files that hold tables. */
typedef enum FileSort { SORT_OTHER, SORT_TEXT_TABLE, SORT_WORKBOOK } FileSort;

static FileSort sort_of(const char *name) {
    static const struct {
        const char *ending;
        FileSort sort;
    } endings[] = { { ".csv", SORT_TEXT_TABLE }, { ".tsv", SORT_TEXT_TABLE }, { ".tab", SORT_TEXT_TABLE },
        { ".psv", SORT_TEXT_TABLE }, { ".dat", SORT_TEXT_TABLE }, { ".xls", SORT_WORKBOOK }, { ".xlsx", SORT_WORKBOOK },
        { ".xlsm", SORT_WORKBOOK }, { ".xlsb", SORT_WORKBOOK }, { ".xltx", SORT_WORKBOOK }, { ".ods", SORT_WORKBOOK },
        { ".fods", SORT_WORKBOOK }, { ".ots", SORT_WORKBOOK }, { ".numbers", SORT_WORKBOOK },
        { ".gsheet", SORT_WORKBOOK } };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++) {
        size_t same = 0;
        while (dot[same] && lower_letter(dot[same]) == endings[i].ending[same]) same++;
        if (dot[same] == '\0' && endings[i].ending[same] == '\0') return endings[i].sort;
    }
    return SORT_OTHER;
}

static bool is_passed_over(const char *name) {
    return name[0] == '.' || strncmp(name, "~$", 2) == 0;
}

static bool is_there(const Loader *loader, const char *name) {
    for (size_t i = 0; i < loader->folder.csv_count; i++)
        if (strcmp(loader->folder.csv[i], name) == 0) return true;
    return false;
}

static const char *stem_of(Arena *arena, const char *name) {
    return arena_text_n(arena, name, strcspn(name, "."));
}

/* The kind that a word of a name is, as in "Copy of risks" and "costs - final"; the longest, NULL: none. */
static const char *stem_within(Arena *arena, const char *name, const char *const stems[CSV_KIND_COUNT]) {
    static const char between[] = " -_()0123456789";
    const char *found = NULL;
    for (const char *at = name + strspn(name, between); *at; at += strspn(at, between)) {
        const size_t length = strcspn(at, between);
        const char *word = arena_text_n(arena, at, length);
        for (size_t s = 0; s < CSV_KIND_COUNT; s++)
            if (names_match(word, stems[s]) && (!found || strlen(stems[s]) > strlen(found))) found = stems[s];
        at += length;
    }
    return found;
}

/* The file of a case that a name is likely meant for; what all have in common, .csv, does not make them alike. Of a file
   that holds no table only the very name is. */
static const char *nearest_file(Loader *loader, const char *name, FileSort sort) {
    const char *stems[CSV_KIND_COUNT], *stem = stem_of(loader->arena, name);
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) stems[s] = stem_of(loader->arena, csv_kinds[s]->file);
    const char *nearest = nearest_word(stem, stems, CSV_KIND_COUNT);
    if (!nearest && sort != SORT_OTHER) nearest = stem_within(loader->arena, stem, stems);
    if (!nearest || (sort == SORT_OTHER && !names_match(nearest, stem))) return NULL;
    return arena_format(loader->arena, "%s.csv", nearest);
}

static const char *hint_of(Loader *loader, FileSort sort, const char *nearest) {
    if (sort == SORT_WORKBOOK)
        return nearest ? arena_format(loader->arena, "save its sheet as \"%s\"", nearest)
                       : "save each sheet as a CSV file, or keep the whole case in the workbook and name that";
    return nearest ? arena_format(loader->arena, "did you mean \"%s\"?", nearest) : NULL;
}

static bool is_read(const Loader *loader, const char *name) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++)
        if (strcmp(csv_kinds[s]->file, name) == 0) return true;
    return data_files_hold(&loader->data_files, name);
}

/* Whether a table would be left out, and not a print or a letter that has the name of one. */
static bool may_be_table(const char *name, FileSort sort) {
    const char *dot = strrchr(name, '.');
    return sort != SORT_OTHER || !dot || strcmp(dot, ".txt") == 0 || strstr(name, ".csv");
}

static void report_file(Loader *loader, const char *name) {
    const FileSort sort = sort_of(name);
    if (is_passed_over(name) || is_read(loader, name)) return;
    const char *nearest = nearest_file(loader, name, sort), *hint = hint_of(loader, sort, nearest);
    const Place place = { .file = name };
    if (sort == SORT_OTHER && !nearest) return;
    if (nearest && !is_there(loader, nearest) && may_be_table(name, sort))
        diagnostics_error(loader->diagnostics, place, hint, "\"%s\" is not a file of a case", name);
    else
        diagnostics_warning(
            loader->diagnostics, place, hint, "\"%s\" is not a file of a case, so it is not read", name);
}

static bool holds_data(const Loader *loader, const char *folder) {
    const size_t length = strlen(folder);
    for (size_t i = 0; i < loader->data_files.file_count; i++) {
        const char *path = loader->data_files.files[i]->path;
        if (strncmp(path, folder, length) == 0 && path[length] == '/') return true;
    }
    return false;
}

static void report_folder(Loader *loader, const char *name) {
    static const char *const known[] = { "scenarios" };
    if (is_passed_over(name) || strcmp(name, known[0]) == 0 || holds_data(loader, name)) return;
    const char *nearest = nearest_word(name, known, 1);
    diagnostics_warning(loader->diagnostics, (Place){ .file = name },
        nearest ? arena_format(loader->arena, "did you mean \"%s\"?", nearest)
                : "put files of the case in its own folder",
        "the folder \"%s\" is not part of a case, so it is not read", name);
}

/* In the folder of scenarios only what ends in .csv is one. */
static void report_scenario_file(Loader *loader, const char *name, bool is_folder) {
    const size_t length = strlen(name);
    const bool is_scenario = !is_folder && length > 4 && strcmp(name + length - 4, ".csv") == 0;
    const bool has_no_ending = !strchr(name, '.') && !nearest_word(name, (const char *const[]){ "readme", "notes" }, 2);
    const bool may_be_one = is_folder || has_no_ending || sort_of(name) != SORT_OTHER || strstr(name, ".csv");
    if (is_passed_over(name) || is_scenario || !may_be_one) return;
    diagnostics_warning(loader->diagnostics, (Place){ .file = arena_format(loader->arena, "scenarios/%s", name) },
        is_folder ? NULL : "end the name of a scenario's file with .csv", "\"%s\" is not a scenario, so it is not read",
        name);
}

void report_other_files(Loader *loader) {
    const Folder *folder = &loader->folder;
    if (folder->book) book_files_report_others(loader->arena, folder->book, loader->diagnostics);
    for (size_t i = 0; i < folder->entry_count; i++) {
        if (folder->entries[i].is_folder)
            report_folder(loader, folder->entries[i].name);
        else
            report_file(loader, folder->entries[i].name);
    }
    for (size_t i = 0; i < folder->scenario_entry_count; i++)
        report_scenario_file(loader, folder->scenario_entries[i].name, folder->scenario_entries[i].is_folder);
}

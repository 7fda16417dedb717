#include "case/line_marks.h"

#include <string.h>

/* Marks the lines that a name means. False if missing. */
static bool mark_lines(const Case *the_case, const Ids *lines, const char *name, bool *marks) {
    static const char prefix[] = "category:";
    const bool is_category = strncmp(name, prefix, sizeof prefix - 1) == 0;
    const size_t line = ids_find(lines, name);
    bool found = false;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const bool meant = is_category ? strcmp(the_case->lines[l].category, name + sizeof prefix - 1) == 0 : l == line;
        marks[l] = marks[l] || meant;
        found = found || meant;
    }
    return found;
}

bool *row_line_marks(const Row *row, size_t column) {
    const Loader *loader = row->loader;
    Ids *lines = loader_ids(row->loader, &csv_costs);
    bool *marks = arena_array(loader->arena, loader->the_case->line_count, sizeof *marks);
    const char *text = row_text(row, column);
    while (*text) {
        const size_t length = strcspn(text, ";"), start = strspn(text, " ");
        size_t end = length;
        while (end > start && text[end - 1] == ' ') end--;
        const char *name =
            arena_text_n(loader->arena, text + (start < end ? start : end), end > start ? end - start : 0);
        if (*name && !mark_lines(loader->the_case, lines, name, marks) && !lines->incomplete)
            row_error(row, column, ids_hint(lines, name), "\"%s\" is neither a line nor category:NAME", name);
        text += length + (text[length] == ';');
    }
    return marks;
}

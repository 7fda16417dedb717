/* programmes.csv: programmes of work. */
#include "case/programmes.h"

#include <string.h>

#include "base/size_limits.h"

#define UNASSIGNED "unassigned"

enum { PROGRAMME, NAME, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [PROGRAMME] = { "programme", .required = true, .help = "id of the programme" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [NOTE] = COLUMN_NOTE,
};

static const Reserved reserved[] = { { "total", "means all programmes together" }, { NULL, NULL } };

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    the_case->programmes = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->programmes);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        the_case->programmes[the_case->programme_count++] = row_label(&row, NAME, reserved);
    }
}

/* With "unassigned", where lines without a programme are: nobody has named it. */
enum { MOST_ENTRIES = MOST_PROGRAMMES + 1 };

static bool is_one_too_many(const Case *the_case, const Ids *ids, const char *id) {
    if (strcmp(id, UNASSIGNED) == 0) return false;
    return the_case->programme_count - (ids_find(ids, UNASSIGNED) != NONE) >= MOST_PROGRAMMES;
}

static size_t add_used(const Row *row, size_t column, const char *id) {
    Loader *loader = row->loader;
    Case *the_case = loader->the_case;
    const Place place = row_cell(row, column).place;
    Ids *ids = loader_ids(loader, &csv_programmes);
    const size_t listed = loader_sheet(loader, &csv_programmes)->table.row_count;
    if (is_one_too_many(the_case, ids, id)) {
        if (!ids->incomplete)
            row_error(row, column, "to group lines only, use the column category",
                "with \"%s\" there are more than %d programmes", id, MOST_PROGRAMMES);
        ids->incomplete = true;
        return 0;
    }
    if (the_case->programme_count == listed) {
        Label *all = arena_array(loader->arena, MOST_ENTRIES, sizeof *all);
        if (listed > 0) memcpy(all, the_case->programmes, listed * sizeof *all);
        the_case->programmes = all;
    }
    Label *programmes = the_case->programmes;
    const char *name = strcmp(id, UNASSIGNED) == 0 ? "Unassigned" : id;
    programmes[the_case->programme_count++] = (Label){ id, name, place };
    if (names_match(id, reserved[0].id)) row_error(row, column, "choose another", "\"%s\" %s", id, reserved[0].why);
    if (strpbrk(id, ";:"))
        row_error(row, column, "one programme for each line",
            "\"%s\" contains \";\" or \":\", which separate names elsewhere", id);
    const size_t added = ids_add(ids, id, place);
    ids_use(ids, added);
    return added;
}

size_t row_programme(const Row *row, size_t column) {
    Loader *loader = row->loader;
    const char *id = row_text(row, column);
    const size_t found = ids_find(loader_ids(loader, &csv_programmes), id);
    if (found != NONE) {
        ids_use(loader_ids(loader, &csv_programmes), found);
        return found;
    }
    if (loader_sheet(row->loader, &csv_programmes)->present && strcmp(id, UNASSIGNED) != 0)
        return row_name(row, column, &csv_programmes);
    return add_used(row, column, id);
}

const CsvKind csv_programmes = {
    .file = "programmes.csv",
    .row = "programme",
    .help = "a programme of work",
    .what = "a programme",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .most_rows = MOST_PROGRAMMES,
    .change = CHANGES_IN_USE,
    .read = read,
};

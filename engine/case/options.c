/* options.csv: courses of action. */
#include "case/row.h"

enum { OPTION, NAME, ROLE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [OPTION] = { "option", .required = true, .help = "id of the option" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [ROLE] = { "role", .otherwise = "option", .help = "baseline, option or preferred" },
    [NOTE] = { "note", .use = USED_AS_REMARK, .help = "for the reader" },
};

static const char *const roles[] = {
    [ROLE_OPTION] = "option", [ROLE_BASELINE] = "baseline", [ROLE_PREFERRED] = "preferred"
};

/* At most one option has the role; the place is that of the first. */
static void check_single(const Row *row, OptionRole role, Place *first) {
    if (first->file)
        row_error(row, ROLE, NULL, "there is a %s option already, at %s", roles[role],
            place_text(row->loader->arena, *first));
    else
        *first = row_cell(row, ROLE).place;
}

static void add_default(Loader *loader) {
    const Place place = { .file = csv_options.file };
    ids_add(loader_ids(loader, &csv_options), "proposal", place);
    loader->the_case->options[loader->the_case->option_count++] =
        (Option){ .label = { "proposal", "proposal", place }, .role = ROLE_OPTION };
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    Place first[sizeof roles / sizeof roles[0]] = { { 0 } };
    the_case->options = arena_array(loader->arena, sheet->table.row_count + 1, sizeof *the_case->options);
    the_case->baseline = NONE;
    if (!sheet->present) add_default(loader);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Option *option = &the_case->options[the_case->option_count++];
        option->label = row_label(&row, NAME, NULL);
        const size_t role = row_word(&row, ROLE, roles, sizeof roles / sizeof roles[0], "a role");
        option->role = role == NONE ? ROLE_OPTION : (OptionRole)role;
        if (option->role != ROLE_OPTION) check_single(&row, option->role, &first[option->role]);
        if (option->role == ROLE_BASELINE && the_case->baseline == NONE)
            the_case->baseline = the_case->option_count - 1;
    }
    if (the_case->option_count > 0 || sheet->broken) return;
    loader_ids(loader, &csv_options)->incomplete = true;
    diagnostics_error(loader->diagnostics, header_place(sheet), "or leave the file out: there is one option then",
        "options.csv names no option");
}

const CsvKind csv_options = {
    .file = "options.csv",
    .row = "option",
    .help = "a course of action",
    .what = "an option",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .change = CHANGES_WITH_FILE,
    .read = read,
};

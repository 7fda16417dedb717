/* councils.csv: the parties that bear costs and get benefits. */
#include "base/size_limits.h"
#include "case/reading/row.h"

enum { COUNCIL, NAME, PUBLIC, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [COUNCIL] = { "council", .required = true, .help = "id of the party" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [PUBLIC] = { "public", .otherwise = "yes", .help = "no: its money is not the public purse's" },
    [NOTE] = COLUMN_NOTE,
};

static const Reserved reserved[] = {
    { "joint", "means all councils together" },
    { "equal", "means a split in equal shares" },
    { "rest", "means what remains of a split" },
    { NULL, NULL },
};

/* A column of splits.csv is found by a council's id, and header names ignore case. */
static void check_alike(const Row *row, const Ids *ids) {
    for (size_t c = 0; c + 1 < ids->count; c++)
        if (names_match(ids->id[c], row->id) && ids_find(ids, row->id) + 1 == ids->count)
            row_error(row, COUNCIL, NULL, "\"%s\" and \"%s\" at %s look the same as columns of splits.csv", row->id,
                ids->id[c], place_text(row->loader->arena, ids->place[c]));
}

static void add_default(Loader *loader) {
    const Place place = { .file = csv_councils.file };
    ids_add(loader_ids(loader, &csv_councils), "council", place);
    loader->the_case->is_public[loader->the_case->council_count] = true;
    loader->the_case->councils[loader->the_case->council_count++] =
        (Label){ "council", loader->the_case->settings.party, place };
}

static const char *const no_yes[] = { "no", "yes" };

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    the_case->councils = arena_array(loader->arena, sheet->table.row_count + 1, sizeof *the_case->councils);
    the_case->is_public = arena_array(loader->arena, sheet->table.row_count + 1, sizeof *the_case->is_public);
    if (!sheet->present) add_default(loader);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        the_case->is_public[the_case->council_count] = row_word(&row, PUBLIC, no_yes, 2, "yes or no") != 0;
        the_case->councils[the_case->council_count++] = row_label(&row, NAME, reserved);
        check_alike(&row, loader_ids(loader, &csv_councils));
    }
    if (the_case->council_count > 0 || sheet->broken) return;
    loader_ids(loader, &csv_councils)->incomplete = true;
    diagnostics_error(loader->diagnostics, header_place(sheet), "or remove the file: the case then has one party",
        "councils.csv names no council");
}

const CsvKind csv_councils = {
    .file = "councils.csv",
    .row = "council",
    .help = "a party that pays costs and gets benefits",
    .what = "a council",
    .among = &csv_splits,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .most_rows = MOST_COUNCILS,
    .read = read,
};

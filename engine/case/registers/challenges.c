/* challenges.csv: tests of the finance group's own. The rows of one id are one test. */
#include <string.h>

#include "base/size_limits.h"
#include "case/changes/changes.h"
#include "case/reading/row.h"

enum { CHALLENGE, NAME, FIRST_OF_CHANGE, COLUMN_COUNT = FIRST_OF_CHANGE + CHANGE_COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [CHALLENGE] = { "challenge", .required = true, .help = "id of the test; its rows are made together" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports; one row of the test may say it" },
    CHANGE_COLUMNS(FIRST_OF_CHANGE),
};

/* The test of a row, entered with its first; NULL: it is one too many. */
static Challenge *find_challenge(const Row *row) {
    Registers *registers = row->loader->the_case->registers;
    const size_t found = row->id[0] ? ids_find(loader_ids(row->loader, &csv_challenges), row->id) : NONE;
    if (found != NONE) return &registers->challenges[found];
    if (registers->challenge_count == MOST_CHALLENGES) return NULL;
    Challenge *made = &registers->challenges[registers->challenge_count++];
    *made = (Challenge){ .label = row_label(row, NAME, NULL) };
    return made;
}

/* Any row may say the name; two that differ are most likely two tests under one id. */
static void read_name(const Row *row, Label *label) {
    if (row_is_blank(row, NAME)) return;
    const char *name = row_text(row, NAME);
    if (strcmp(label->name, label->id) == 0)
        label->name = name;
    else if (strcmp(label->name, name) != 0)
        row_error(row, NAME, "give it the same name in all its rows, or leave the others blank",
            "the name \"%s\" differs from the rows before, which have \"%s\"", name, label->name);
}

/* False: rows after it are not looked at. */
static bool read_row(const Row *row) {
    Loader *loader = row->loader;
    Challenge *challenge = find_challenge(row);
    Change change;
    if (!challenge) {
        row_error(row, CHALLENGE, "give one id to rows that belong together, or put other tests in another case",
            "a test after the first %d: a case has at most %d in challenges.csv", MOST_CHALLENGES, MOST_CHALLENGES);
        return false;
    }
    read_name(row, &challenge->label);
    if (!change_read(loader, row->sheet, row->cells, FIRST_OF_CHANGE, &change)) return true;
    if (loader_sheet_named(loader, change.file.text) == loader_sheet(loader, &csv_challenges)) {
        diagnostics_error(loader->diagnostics, change.file.place, NULL, "a challenge cannot change challenges.csv");
        return true;
    }
    challenge->changes = arena_grow(loader->arena, challenge->changes, challenge->change_count,
        &challenge->change_capacity, sizeof *challenge->changes);
    challenge->changes[challenge->change_count++] = change;
    return true;
}

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->challenges = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->challenges);
    for (size_t c = 0; c < COLUMN_COUNT && sheet->table.row_count > 0; c++)
        if (columns[c].required && sheet->columns[c] < 0) return;
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        if (!read_row(&row)) return;
    }
}

const CsvKind csv_challenges = {
    .file = "challenges.csv",
    .row = "challenge",
    .help = "a test of the finance group's own, shown after the built-in ones",
    .what = "a challenge",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .most_rows = MOST_CHANGES,
    .change = CHANGES_NOTHING,
    .read = read,
};

/* options.csv: courses of action. */
#include <math.h>

#include "base/size_limits.h"
#include "case/reading/bounds.h"
#include "case/reading/row.h"

enum { OPTION, NAME, ROLE, LIFE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [OPTION] = { "option", .required = true, .help = "id of the option" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [ROLE] = { "role", .otherwise = "option", .help = "baseline, option or preferred" },
    [LIFE] = { "life", .help = "years that what it buys lasts, for the equivalent annual cost" },
    [NOTE] = COLUMN_NOTE,
};

const char *const option_role_names[] = {
    [ROLE_OPTION] = "option", [ROLE_BASELINE] = "baseline", [ROLE_PREFERRED] = "preferred"
};

/* At most one option has the role; the place is that of the first. */
static void check_single(const Row *row, OptionRole role, Place *first) {
    if (first->file)
        row_error(row, ROLE, NULL, "there is already a %s option, at %s", option_role_names[role],
            place_text(row->loader->arena, *first));
    else
        *first = row_cell(row, ROLE).place;
}

/* The equivalent annual cost spreads over whole periods. */
static void read_life(const Row *row, Option *option) {
    const int months = row->loader->period_length.months;
    option->life_place = row_cell(row, LIFE).place;
    double years = NAN;
    const Reading reading = row_within(row, LIFE, BOUND_LIFE_OF_OPTION, &years);
    if (reading != READ_GOOD || months == 0) return;
    const double periods = round(years * 12 / months);
    if (periods < 1 || fabs(periods - years * 12 / months) > 1e-6) {
        row_error(row, LIFE, "such as 10, or 2.5 in a case of quarters",
            "a life of %s years is not a whole number of %s", row_text(row, LIFE),
            months == 12  ? "years"
            : months == 3 ? "quarters"
                          : "months");
        return;
    }
    option->life_periods = (uint32_t)periods;
}

static void add_default(Loader *loader) {
    const Place place = { .file = csv_options.file };
    ids_add(loader_ids(loader, &csv_options), "proposal", place);
    loader->the_case->options[loader->the_case->option_count++] =
        (Option){ .label = { "proposal", "proposal", place }, .role = ROLE_OPTION };
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    Place first[OPTION_ROLE_COUNT] = { { 0 } };
    the_case->options = arena_array(loader->arena, sheet->table.row_count + 1, sizeof *the_case->options);
    the_case->baseline = NONE;
    if (!sheet->present) add_default(loader);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Option *option = &the_case->options[the_case->option_count++];
        option->label = row_label(&row, NAME, NULL);
        const size_t role = row_word(&row, ROLE, option_role_names, OPTION_ROLE_COUNT, "a role");
        option->role = role == NONE ? ROLE_OPTION : (OptionRole)role;
        read_life(&row, option);
        if (option->role != ROLE_OPTION) check_single(&row, option->role, &first[option->role]);
        if (option->role == ROLE_BASELINE && the_case->baseline == NONE)
            the_case->baseline = the_case->option_count - 1;
    }
    if (the_case->option_count > 0 || sheet->broken) return;
    loader_ids(loader, &csv_options)->incomplete = true;
    diagnostics_error(loader->diagnostics, header_place(sheet), "or remove the file: the case then has one option",
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
    .most_rows = MOST_OPTIONS,
    .change = CHANGES_WITH_FILE,
    .read = read,
};

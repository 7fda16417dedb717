/* criteria.csv: what options are judged by besides money. */
#include "case/reading/bounds.h"
#include "case/reading/row.h"
#include "case/registers/registers.h"

enum { CRITERION, NAME, WEIGHT, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [CRITERION] = { "criterion", .required = true, .help = "id of the criterion" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [WEIGHT] = { "weight", .otherwise = "1", .help = "how much it counts against the others" },
    [SOURCE] = { "source", .use = USED_AS_REMARK, .help = "who agreed it" },
    [NOTE] = COLUMN_NOTE,
};

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->criteria = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->criteria);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Criterion *criterion = &registers->criteria[registers->criterion_count++];
        *criterion = (Criterion){ row_label(&row, NAME, NULL), row_text(&row, SOURCE), row_text(&row, NOTE), 1 };
        if (row_within(&row, WEIGHT, BOUND_WEIGHT, &criterion->weight) == READ_GOOD && criterion->weight == 0)
            row_error(
                &row, WEIGHT, "remove the row if it does not count", "a criterion with a weight of 0 has no effect");
    }
}

const CsvKind csv_criteria = {
    .file = "criteria.csv",
    .row = "criterion",
    .help = "what options are judged by besides money",
    .what = "a criterion",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .read = read,
};

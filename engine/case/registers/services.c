/* services.csv: what is charged by the unit. */
#include "base/size_limits.h"
#include "case/line_marks.h"
#include "case/reading/bounds.h"
#include "case/registers/registers.h"
#include "case/registers/volume_cells.h"

#include <math.h>

enum { SERVICE, NAME, UNIT, OF, UNITS, DRIVER, SPLIT, OVERHEAD, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [SERVICE] = { "service", .required = true, .help = "id of the service" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [UNIT] = { "unit", .use = USED_AS_LABEL, .otherwise = "unit", .help = "what it is charged by, such as device" },
    [OF] = { "of", .required = true, .help = "its costs: lines, or category:NAME, with ; between" },
    [UNITS] = { "units", .required = true,
        .help = "how many there are where the driver is 1; or a quantity, whose value that is" },
    [DRIVER] = { "driver", .help = "driver or quantity that the number moves with; blank: it does not" },
    [SPLIT] = { "split", .otherwise = "equal", .help = "how the units fall on councils" },
    [OVERHEAD] = { "overhead", .otherwise = "0", .help = "added to the costs, as a part of them" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->services = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->services);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Service *service = &registers->services[registers->service_count++];
        const size_t split = row_name(&row, SPLIT, &csv_splits);
        *service = (Service){ .label = row_label(&row, NAME, NULL),
            .unit = row_text(&row, UNIT),
            .source = row_text(&row, SOURCE),
            .note = row_text(&row, NOTE),
            .of_line = row_line_marks(&row, OF),
            .volume = row_volume(&row, UNITS, DRIVER, BOUND_UNITS_ABOVE_NONE),
            .split = split == NONE ? 0 : split };
        if (row_is_blank(&row, OF)) row_error(&row, OF, "name lines, or category:NAME", "the service has no costs");
        if (row_is_blank(&row, UNITS)) row_error(&row, UNITS, NULL, "the service has no units");
        row_within(&row, OVERHEAD, BOUND_OVERHEAD, &service->overhead);
    }
}

const CsvKind csv_services = {
    .file = "services.csv",
    .row = "service",
    .help = "what is charged by the unit",
    .counted = "Services",
    .what = "a service",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .most_rows = MOST_AGREED,
    .read = read,
};

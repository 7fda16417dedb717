/* phases.csv: the stages of the transition plan. */
#include <math.h>
#include <string.h>

#include "base/size_limits.h"
#include "case/reading/row_uncertainty.h"
#include "table/amount.h"
#include "table/odd_characters.h"

enum { PHASE, NAME, START, END, AFTER, UNCERTAIN, NOTE = UNCERTAIN + UNCERTAIN_COLUMN_COUNT, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [PHASE] = { "phase", .required = true, .help = "id of the phase" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [START] = { "start", .required = true, .help = "first month, such as 2017-12; of a quarter or year its first" },
    [END] = { "end", .required = true, .help = "last month; of a quarter or year its last" },
    [AFTER] = { "after", .help = "phases that come before it, with ; between" },
    UNCERTAINTY_COLUMNS(UNCERTAIN),
    [NOTE] = COLUMN_NOTE,
};

/* A quarter or a year means all its months. */
static bool read_month(const Row *row, size_t column, int *month) {
    Period period;
    if (row->sheet->columns[column] < 0) return false;
    if (row_is_blank(row, column)) {
        row_error(row, column, NULL, "a month is missing, such as 2017-12");
        return false;
    }
    if (month_parse(row_text(row, column), month)) return true;
    if (period_parse(row_text(row, column), &period)) {
        *month = column == START ? period.first_month : period.first_month + period.length_months - 1;
        return true;
    }
    const char *hint = date_hint(row->loader->arena, row_text(row, column));
    if (!hint) hint = "write a month as 2017-12, Dec-17 or Dec 2017";
    row_error(row, column, odd_hint(row->loader->arena, row_text(row, column), hint), "\"%s\" is not a month",
        row_text(row, column));
    return false;
}

/* A slip is in months: a percentage of one is nothing, and a hundred years cannot be meant. */
static void check_slip(const Row *row) {
    static const size_t values[] = { UNCERTAIN_LOW, UNCERTAIN_CENTRAL, UNCERTAIN_HIGH };
    static const double most_months = 1200;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        double months = 0;
        const char *text = row_text(row, UNCERTAIN + values[i]);
        const Amount amount = amount_parse(text);
        if (row_cell(row, UNCERTAIN + values[i]).computed)
            months = *row_cell(row, UNCERTAIN + values[i]).computed;
        else if (!amount.fault)
            months = amount.value;
        if (!amount.fault && amount.has_percent)
            row_error(row, UNCERTAIN + values[i], "a slip is in months", "\"%s\" is not a number of months", text);
        else if (fabs(months) > most_months)
            row_error(
                row, UNCERTAIN + values[i], "a slip is in months", "\"%s\" is a slip of %.0f years", text, months / 12);
    }
}

static void read_row(const Row *row, Phase *phase) {
    const bool has_start = read_month(row, START, &phase->start_month);
    const bool has_end = read_month(row, END, &phase->end_month);
    if (has_start && has_end && phase->end_month < phase->start_month)
        row_error(
            row, END, NULL, "the phase ends in %s, before it starts in %s", row_text(row, END), row_text(row, START));
    row_uncertainty(row, UNCERTAIN, NUMBER_PLAIN, 0, &phase->slip_months);
    check_slip(row);
}

/* A walk back through predecessors. */
typedef struct PhaseWalk {
    Loader *loader;
    const Sheet *sheet;
    char *state;  /* [phase]: 0 unseen, 1 on the way, 2 done */
    size_t *path; /* [depth] */
    size_t depth;
} PhaseWalk;

/* "a, b, a": from where the circle closes. */
static void report_circle(const PhaseWalk *walk, size_t closing) {
    const Case *the_case = walk->loader->the_case;
    size_t from = 0;
    while (walk->path[from] != closing) from++;
    const char *list = the_case->phases[closing].label.id;
    for (size_t i = walk->depth; i-- > from;)
        list = arena_format(walk->loader->arena, "%s, %s", list, the_case->phases[walk->path[i]].label.id);
    const Row row = row_at(walk->loader, walk->sheet, closing);
    diagnostics_error(
        walk->loader->diagnostics, row_cell(&row, AFTER).place, NULL, "these phases wait for each other: %s", list);
}

/* Depth is at most the number of phases. */
static void visit(PhaseWalk *walk, size_t phase) {
    const Phase *here = &walk->loader->the_case->phases[phase];
    walk->state[phase] = 1;
    walk->path[walk->depth++] = phase;
    for (size_t i = 0; i < here->after_count; i++) {
        if (walk->state[here->after[i]] == 0)
            visit(walk, here->after[i]);
        else if (walk->state[here->after[i]] == 1)
            report_circle(walk, here->after[i]);
    }
    walk->depth--;
    walk->state[phase] = 2;
}

static void check_circles(Loader *loader, const Sheet *sheet) {
    const size_t count = loader->the_case->phase_count;
    PhaseWalk walk = { loader, sheet, arena_array(loader->arena, count, 1),
        arena_array(loader->arena, count, sizeof(size_t)), 0 };
    for (size_t p = 0; p < count; p++)
        if (walk.state[p] == 0) visit(&walk, p);
}

static void read(Loader *loader, const Sheet *sheet) {
    Case *the_case = loader->the_case;
    the_case->phases = arena_array(loader->arena, sheet->table.row_count, sizeof *the_case->phases);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Phase *phase = &the_case->phases[the_case->phase_count++];
        phase->label = row_label(&row, NAME, NULL);
        read_row(&row, phase);
    }
    /* A predecessor may be in a later row. */
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        the_case->phases[r].after = row_names(&row, AFTER, &csv_phases, &the_case->phases[r].after_count);
    }
    check_circles(loader, sheet);
}

const CsvKind csv_phases = {
    .file = "phases.csv",
    .row = "phase",
    .help = "a stage of the transition plan, with its risk of slipping",
    .what = "a phase",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .most_rows = MOST_PHASES,
    .change = CHANGES_IN_USE,
    .read = read,
};

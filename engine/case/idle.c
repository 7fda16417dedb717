#include "case/idle.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/size_limits.h"
#include "case/line_money.h"
#include "case/reading/row.h"

static void warn(Loader *loader, Place place, const char *hint, const char *message) {
    diagnostics_add(loader->diagnostics, BIZCASE_WARNING, place, message, hint);
}

/* --- definitions that nothing refers to ------------------------------------------------------------------------------ */

/* The elements of a list `a;b`, and the first words of them. */
static void add_elements(Arena *arena, Ids *names, const char *list) {
    for (const char *at = list; at; at = strchr(at, ';')) {
        at += strspn(at, "; ");
        const size_t ends[] = { strcspn(at, ";"), strcspn(at, "; ") };
        for (size_t i = 0; i < 2; i++) {
            const char *name = arena_text_n(arena, at, ends[i]);
            if (name[0] && ids_find(names, name) == NONE) ids_add(names, name, (Place){ 0 });
        }
    }
}

/* What the cells of the case's scenarios name. They are no part of its digest before they are applied. A scenario that is
   too large is refused when it is applied. */
static void read_scenario_names(Arena *arena, Loader *loader, Ids *names) {
    const Folder *folder = &loader->folder;
    double held_bytes = folder->held_bytes;
    Diagnostics unheard;
    diagnostics_init(&unheard, arena);
    ids_init(names, arena, NULL);
    for (size_t s = 0; s < folder->scenario_count; s++) {
        const char *bytes;
        size_t size;
        Table table;
        const char *path = arena_format(arena, "scenarios/%s.csv", folder->scenarios[s]);
        if (file_size(arena_format(arena, "%s/%s", folder->path, path)) > MOST_FILE_BYTES) continue;
        if (folder_read_text(folder, arena, path, &bytes, &size) != BIZCASE_OK) continue;
        held_bytes += table_bytes(bytes, size);
        if (held_bytes > MOST_RUN_BYTES || !table_parse(arena, path, bytes, size, &table, &unheard)) continue;
        for (size_t r = 0; r < table.row_count; r++)
            for (size_t c = 0; c < table.rows[r].count; c++) add_elements(arena, names, table.rows[r].cells[c].text);
    }
}

/* A phase that a used one waits for is used. */
static void use_predecessors(Loader *loader) {
    const Case *the_case = loader->the_case;
    Ids *phases = loader_ids(loader, &csv_phases);
    size_t *waiting = arena_array(loader->arena, the_case->phase_count, sizeof *waiting), count = 0;
    for (size_t p = 0; p < the_case->phase_count; p++)
        if (phases->used[p]) waiting[count++] = p;
    while (count > 0) {
        const Phase *phase = &the_case->phases[waiting[--count]];
        for (size_t i = 0; i < phase->after_count; i++) {
            if (phases->used[phase->after[i]]) continue;
            ids_use(phases, phase->after[i]);
            waiting[count++] = phase->after[i];
        }
    }
}

static void warn_of_unused_names(Loader *loader) {
    Arena *working = arena_within(loader->arena);
    Ids in_scenarios = { .arena = NULL };
    use_predecessors(loader);
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        const CsvKind *kind = csv_kinds[k];
        if (kind->change != CHANGES_IN_USE || !kind->what) continue;
        const Ids *ids = loader_ids(loader, kind);
        for (size_t i = 0; i < ids->count && !ids->incomplete; i++) {
            const Place place = ids->place[i];
            if (ids->used[i] || place.line == 0 || strcmp(place.file, loader_sheet(loader, kind)->table.file) != 0)
                continue;
            if (!in_scenarios.arena) read_scenario_names(working, loader, &in_scenarios);
            if (ids_find(&in_scenarios, ids->id[i]) != NONE) continue;
            warn(loader, place, "use it, or remove its row",
                message_format(loader->arena, "nothing uses %s \"%s\"", kind->row, ids->id[i]));
        }
    }
    arena_free(working);
}

/* --- options and councils without money ------------------------------------------------------------------------------ */

static void warn_of_empty_options(Loader *loader) {
    const Case *the_case = loader->the_case;
    for (size_t o = 0; o < the_case->option_count; o++) {
        bool has_line = o == the_case->baseline; /* doing nothing may cost nothing */
        for (size_t l = 0; l < the_case->line_count && !has_line; l++) has_line = the_case->lines[l].in_option[o];
        if (!has_line)
            warn(loader, the_case->options[o].label.place, "name it in the column option of its lines",
                arena_format(
                    loader->arena, "no cost or benefit belongs to option \"%s\"", the_case->options[o].label.id));
    }
}

static bool split_has_share(const Split *split, size_t council) {
    for (size_t r = 0; r < split->row_count; r++) {
        const Share *share = &split->rows[r].shares[council];
        if (share->is_rest || share->driver != NONE || share->quantity != NONE || share->weight > 0) return true;
    }
    return false;
}

static void warn_of_idle_councils(Loader *loader) {
    const Case *the_case = loader->the_case;
    const Ids *splits = loader_ids(loader, &csv_splits), *councils = loader_ids(loader, &csv_councils);
    for (size_t c = 0; c < the_case->council_count; c++) {
        bool has_share = councils->used[c];
        for (size_t s = 0; s < the_case->split_count && !has_share; s++)
            has_share = splits->used[the_case->splits[s].of] && split_has_share(&the_case->splits[s], c);
        if (!has_share)
            warn(loader, the_case->councils[c].place, "give it a share in splits.csv, or remove its row",
                arena_format(loader->arena, "%s \"%s\" has no share of any cost, benefit or risk",
                    the_case->settings.party, the_case->councils[c].id));
    }
}

/* --- a blank option -------------------------------------------------------------------------------------------------- */

/* A row's option, and what it is worth. */
typedef struct OptionCell {
    Place place;
    const char *id;
    bool is_blank, is_doubtful; /* its money is not what goes on whatever is decided */
    double worth;
} OptionCell;

/* What a council pays in any case is level over the years, and so can stand in all options on purpose. What begins, ends
   or is paid once hardly can, nor can a benefit. */
static bool is_decided_on(const Line *line, const Amounts *amounts) {
    if (line->type->account[line->kind] == ACCOUNT_SUNK) return false;
    if (line->side == SIDE_BENEFIT || line->phase != NONE || line->kind == KIND_CAPITAL) return true;
    for (size_t i = 1; i < amounts->count; i++)
        if (amounts->value[i] != amounts->value[0]) return true;
    return false;
}

static double sum_of(const Amounts *amounts) {
    double sum = 0;
    for (size_t i = 0; i < amounts->count; i++) sum += amounts->value[i];
    return sum;
}

/* Then it stands in all options on purpose: it moves money between councils. */
static bool differs_by_option(const Case *the_case, size_t split) {
    return the_case->splits[split].in_option != NULL;
}

static const char *const blank_hint = "name its options, or name all of them if you mean all";

/* Where hardly a row names its options, what is decided on is told once. */
static void warn_of_many_blank_options(Loader *loader, const CsvKind *kind, const OptionCell *cells, size_t count) {
    const OptionCell *first = NULL;
    size_t others = 0;
    double worth = 0;
    for (size_t i = 0; i < count; i++) {
        if (!cells[i].is_blank || !cells[i].is_doubtful || cells[i].worth == 0) continue;
        worth += cells[i].worth;
        if (first)
            others++;
        else
            first = &cells[i];
    }
    if (!first) return;
    const char *cancelled = currency_text(loader, worth * loader->the_case->settings.scale);
    warn(loader, first->place, blank_hint,
        others == 0
            ? arena_format(loader->arena,
                  "%s \"%s\" is in the baseline too, because its option is blank: its %s cancels out", kind->row,
                  first->id, cancelled)
            : arena_format(loader->arena,
                  "%s \"%s\" and %zu more are in the baseline too, because their option is blank: their %s cancels "
                  "out",
                  kind->row, first->id, others, cancelled));
}

/* Where most rows of a file name their options, a blank one has most likely been forgotten. */
static void warn_of_blank_options(Loader *loader, const CsvKind *kind, const OptionCell *cells, size_t count) {
    size_t blank = 0;
    for (size_t i = 0; i < count; i++) blank += cells[i].is_blank;
    if (blank == 0) return;
    if (2 * blank > count) {
        warn_of_many_blank_options(loader, kind, cells, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!cells[i].is_blank || cells[i].worth == 0 || (blank > 1 && !cells[i].is_doubtful)) continue;
        warn(loader, cells[i].place, blank_hint,
            arena_format(loader->arena,
                "%s \"%s\" is in the baseline too, because its option is blank: its %s cancels out", kind->row,
                cells[i].id, currency_text(loader, cells[i].worth * loader->the_case->settings.scale)));
    }
}

/* When everything is in every option, nothing is left of any after the baseline. */
static bool are_options_equal(const Case *the_case) {
    for (size_t o = 0; o < the_case->option_count; o++) {
        for (size_t l = 0; l < the_case->line_count; l++)
            if (!the_case->lines[l].in_option[o]) return false;
        for (size_t r = 0; r < the_case->risk_count; r++)
            if (!the_case->risks[r].in_option[o]) return false;
    }
    return the_case->line_count > 0;
}

static void check_blank_options(Loader *loader) {
    static const CsvKind *const kinds[] = { &csv_costs, &csv_benefits, &csv_risks };
    const Case *the_case = loader->the_case;
    size_t line = 0;
    if (the_case->baseline == NONE || the_case->option_count < 2) return;
    if (are_options_equal(the_case)) {
        warn(loader, (Place){ .file = csv_options.file }, "name in the column option of each line where it belongs",
            "every line is in every option, so no option differs from the baseline");
        return;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        const Sheet *sheet = loader_sheet(loader, kinds[k]);
        const long column = kind_find_column(kinds[k], "option");
        OptionCell *cells = arena_array(loader->arena, sheet->table.row_count, sizeof *cells);
        for (size_t r = 0; r < sheet->table.row_count; r++) {
            const Row row = row_at(loader, sheet, r);
            OptionCell *cell = &cells[r];
            *cell = (OptionCell){ .place = row_cell(&row, (size_t)column).place,
                .id = row.id,
                .is_blank = row_is_blank(&row, (size_t)column) };
            if (kinds[k] == &csv_risks) {
                const Risk *risk = &the_case->risks[r];
                cell->is_doubtful = true;
                cell->worth =
                    differs_by_option(the_case, risk->split) ? 0 : risk->probability * risk->impact.fitted.mean;
            } else {
                const Line *of = &the_case->lines[line];
                const Amounts *amounts = line_amounts(loader, line++);
                cell->is_doubtful = is_decided_on(of, amounts);
                cell->worth = differs_by_option(the_case, of->split) ? 0 : sum_of(amounts);
            }
        }
        warn_of_blank_options(loader, kinds[k], cells, sheet->table.row_count);
    }
}

/* --- years without money --------------------------------------------------------------------------------------------- */

/* The month after the last in which something is paid, gained or at risk. */
static int last_month_with_money(const Loader *loader) {
    const Case *the_case = loader->the_case;
    const int length = the_case->settings.start.length_months;
    int last = INT_MIN;
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Amounts *amounts = line_amounts(loader, l);
        size_t i = amounts->count;
        while (i > 0 && amounts->value[i - 1] == 0) i--;
        if (i > 0 && amounts->first_month[i - 1] + length > last) last = amounts->first_month[i - 1] + length;
    }
    for (size_t r = 0; r < the_case->risk_count; r++)
        if (the_case->risks[r].until_month != INT_MAX && the_case->risks[r].until_month > last)
            last = the_case->risks[r].until_month;
    return last;
}

static void warn_of_empty_end(Loader *loader) {
    const Settings *settings = &loader->the_case->settings;
    const int length = settings->start.length_months, last = last_month_with_money(loader);
    if (last == INT_MIN || last <= horizon_start(loader) || last + length > horizon_end(loader)) return;
    const size_t empty = (size_t)((horizon_end(loader) - last) / length);
    const Period from = { horizon_end(loader) - (int)empty * length, length },
                 to = { horizon_end(loader) - length, length };
    Place place = { .file = csv_settings.file };
    for (size_t i = 0; i < loader->the_case->setting_place_count; i++)
        if (strcmp(loader->the_case->setting_places[i].key, "periods") == 0)
            place = loader->the_case->setting_places[i].place;
    if (place.line == 0) {
        const Sheet *costs = loader_sheet(loader, &csv_costs);
        place = header_place(costs->period_count > 0 ? costs : loader_sheet(loader, &csv_benefits));
    }
    warn(loader, place, "enter the amounts, or make the setting periods smaller",
        empty == 1 ? arena_format(loader->arena, "the last of the %zu periods, %s, has no amount",
                         settings->period_count, period_text(loader->arena, to))
                   : arena_format(loader->arena, "the last %zu of the %zu periods, %s to %s, have no amount", empty,
                         settings->period_count, period_text(loader->arena, from), period_text(loader->arena, to)));
}

/* --- files without rows ---------------------------------------------------------------------------------------------- */

static void warn_of_empty_files(Loader *loader) {
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        const Sheet *sheet = &loader->sheets[k];
        if (!sheet->present || sheet->broken || sheet->table.row_count > 0) continue;
        warn(loader, header_place(sheet), "fill it in, or remove the file",
            arena_format(loader->arena, "%s has headings but no rows, so nothing is read from it", sheet->kind->file));
    }
}

/* A file of lines without lines is why: it has been told. */
static bool lacks_lines(Loader *loader) {
    const Sheet *costs = loader_sheet(loader, &csv_costs), *benefits = loader_sheet(loader, &csv_benefits);
    return (costs->present && costs->table.row_count == 0) || (benefits->present && benefits->table.row_count == 0);
}

void warn_of_idle_parts(Loader *loader) {
    const Case *the_case = loader->the_case;
    if (loader->diagnostics->error_count > 0) return; /* what is wrong may be why nothing refers to something */
    warn_of_empty_files(loader);
    check_blank_options(loader);
    warn_of_empty_options(loader);
    if (loader->horizon_known) warn_of_empty_end(loader);
    /* A scenario may well leave something without use. */
    if (the_case->scenario_count > 0 || the_case->change_count > 0 || lacks_lines(loader)) return;
    warn_of_unused_names(loader);
    warn_of_idle_councils(loader);
}

#include "report/workbook/workbook.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/escape.h"
#include "case/handle.h"
#include "case/reading/outputs.h"
#include "report/workbook/formats.h"
#include "report/workbook/scratch.h"
#include "table/call.h"

static size_t most_drivers(const Case *the_case) {
    size_t most = 0;
    for (size_t l = 0; l < the_case->line_count; l++)
        if (the_case->lines[l].driver_count > most) most = the_case->lines[l].driver_count;
    return most;
}

static bool same_splits(const Case *the_case, size_t a, size_t b) {
    for (size_t s = 0; s < the_case->split_count; s++)
        if (split_in_option(the_case->splits, s, a) != split_in_option(the_case->splits, s, b)) return false;
    return true;
}

static void group_options(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    workbook->group_of_option = arena_array(workbook->arena, the_case->option_count, sizeof(size_t));
    workbook->option_of_group = arena_array(workbook->arena, the_case->option_count, sizeof(size_t));
    for (size_t o = 0; o < the_case->option_count; o++) {
        size_t group = 0;
        while (group < workbook->group_count && !same_splits(the_case, workbook->option_of_group[group], o)) group++;
        if (group == workbook->group_count) workbook->option_of_group[workbook->group_count++] = o;
        workbook->group_of_option[o] = group;
    }
}

static void choose_names(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    workbook->option_columns = arena_array(workbook->arena, the_case->option_count, sizeof(char *));
    workbook->council_ids = arena_array(workbook->arena, the_case->council_count, sizeof(char *));
    workbook->council_names =
        arena_array(workbook->arena, workbook->group_count * the_case->council_count, sizeof(char *));
    for (size_t o = 0; o < the_case->option_count; o++)
        workbook->option_columns[o] = name_part(workbook, "In_", the_case->options[o].label.id);
    const char **drivers = arena_array(workbook->arena, the_case->driver_count, sizeof *drivers);
    for (size_t d = 0; d < the_case->driver_count; d++) drivers[d] = the_case->drivers[d].label.id;
    workbook->drivers_can_be_matched = ids_can_be_matched(workbook->arena, drivers, the_case->driver_count);
    for (size_t c = 0; c < the_case->council_count; c++)
        workbook->council_ids[c] = workbook->council_names[c] = name_part(workbook, "", the_case->councils[c].id);
    for (size_t g = 1; g < workbook->group_count; g++)
        for (size_t c = 0; c < the_case->council_count; c++)
            workbook->council_names[g * the_case->council_count + c] =
                name_part(workbook, "", arena_format(workbook->arena, "%s %zu", workbook->council_ids[c], g + 1));
}

/* A fixed moment unless the case has a date: the same case gives the same bytes. */
static time_t moment_of(const char *date) {
    static const time_t fixed = 946684800; /* 1 January 2000 */
    int year, month, day;
    if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1970 || year > 2200 || month < 1 ||
        month > 12 || day < 1 || day > 31)
        return fixed;
    const int shifted = year - (month <= 2), from_march = (month + 9) % 12;
    const long days =
        365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * from_march + 2) / 5 + day - 1 - 719468;
    return (time_t)days * 86400;
}

/* The library takes no constant. */
static char *property_text(Workbook *workbook, const char *text) {
    return arena_text(workbook->arena, sheet_text(workbook->arena, text));
}

static void set_properties(Workbook *workbook) {
    const Case *the_case = workbook->the_case;
    lxw_doc_properties properties = { .created = moment_of(the_case->settings.date) };
    properties.title = property_text(workbook, the_case->settings.title);
    properties.author = property_text(workbook, the_case->settings.author);
    workbook_set_properties(workbook->book, &properties);
    workbook_set_custom_property_string(workbook->book, "bizcase version", bizcase_version());
    workbook_set_custom_property_string(workbook->book, "case digest", the_case->digest);
}

static void write_pages(Workbook *workbook) {
    const char *title = workbook->the_case->settings.title;
    Page cover = page_add_titled(workbook, "Cover", *title ? title : "Business case",
        "A business case that can be worked out again here, cell by cell.");
    workbook_results(workbook);
    workbook_whose_money(workbook);
    workbook_charts(workbook);
    workbook_checks(workbook);
    workbook_settings(workbook);
    workbook_lines(workbook);
    workbook_amounts(workbook);
    workbook_risks(workbook);
    workbook_drivers(workbook);
    workbook_quantities(workbook);
    workbook_splits(workbook);
    if (workbook->group_count > 1) workbook_split_variants(workbook);
    workbook_phases(workbook);
    workbook_indices(workbook);
    workbook_timeline(workbook);
    workbook_lives(workbook);
    workbook_prices(workbook);
    workbook_look_ups(workbook);
    workbook_moves(workbook);
    workbook_values(workbook);
    workbook_councils(workbook);
    workbook_by_line(workbook);
    workbook_flows(workbook);
    workbook_rates(workbook);
    workbook_simulation(workbook);
    workbook_scenarios(workbook);
    workbook_warnings(workbook);
    workbook_sources(workbook);
    workbook_cover(&cover);
}

static BizcaseStatus fill_book(Workbook *workbook) {
    group_options(workbook);
    choose_names(workbook);
    workbook_lay_out_quantities(workbook);
    workbook_make_formats(workbook);
    set_properties(workbook);
    write_pages(workbook);
    return workbook->failed ? BIZCASE_NOT_WRITTEN : BIZCASE_OK;
}

static double cell_count(const Ledger *ledger, const Case *the_case, const BizcaseAppraisal *appraisal) {
    enum { PAGES_OF_LINES = 9, PAGES_OF_RESULTS = 5, ROWS_OF_A_QUANTITY = 4, COLUMNS_BESIDE_PERIODS = 24 };
    const double columns = (double)ledger->period_count + COLUMNS_BESIDE_PERIODS,
                 rows = (double)ledger->row_count * (PAGES_OF_LINES + (double)the_case->council_count) +
                        (double)appraisal->result_count * PAGES_OF_RESULTS +
                        (double)(the_case->quantity_count + the_case->formula_counts.all) * ROWS_OF_A_QUANTITY;
    return columns * rows;
}

static bool is_of_every_option(const Case *the_case, const BizcaseAppraisal *appraisal) {
    const size_t absolute = the_case->option_count,
                 versus = the_case->baseline == NONE ? 0 : the_case->option_count - 1;
    return appraisal->result_count ==
           (absolute + versus) * (1 + the_case->council_count) * (1 + the_case->programme_count);
}

typedef struct WorkbookCall {
    const Case *the_case;
    BizcaseWorkbookRequest request;
    const char *path;
} WorkbookCall;

static BizcaseStatus write_book(Call *call, void *context) {
    const WorkbookCall *asked = context;
    const BizcaseWorkbookRequest *request = &asked->request;
    const Case *the_case = asked->the_case;
    Arena *arena = call->arena;
    const BizcaseStatus allowed = output_check(call, the_case, asked->path);
    if (allowed != BIZCASE_OK) return allowed;
    if (!is_of_every_option(the_case, request->appraisal)) {
        diagnostics_error(
            &call->problems, (Place){ .asked = "appraisal" }, NULL, "the appraisal is not of every option of the case");
        return BIZCASE_BAD_REQUEST;
    }
    const Model model = model_compile(arena, the_case, FOR_PLAN);
    const Ledger ledger = ledger_of(arena, the_case, &model);
    scratch_ask_for_room(arena, cell_count(&ledger, the_case, request->appraisal));
    ScratchFile *scratch = scratch_make(arena);
    if (!scratch) return file_problem(&call->problems, BIZCASE_NOT_WRITTEN, scratch_folder());
    Workbook workbook = { .arena = arena,
        .book = scratch->book,
        .the_case = the_case,
        .ledger = &ledger,
        .model = &model,
        .appraisal = request->appraisal,
        .simulation = request->simulation,
        .scenarios = request->scenarios,
        .period_count = ledger.period_count,
        .row_count = ledger.row_count,
        .driver_columns = most_drivers(the_case),
        .has_moves = the_case->phase_count > 0 };
    const BizcaseStatus status = fill_book(&workbook);
    return scratch_finish(call, scratch, workbook.page_cells, workbook.page_count, status, asked->path);
}

BizcaseStatus bizcase_workbook_write(
    const BizcaseCase *loaded, const BizcaseWorkbookRequest *request, const char *path, BizcaseProblems *problems) {
    if (!case_is_sound(loaded) || !request || !path) return BIZCASE_BAD_REQUEST;
    WorkbookCall asked = { .the_case = &loaded->data, .path = path };
    if (!request_copy(&asked.request, sizeof asked.request, request, problems)) return BIZCASE_BAD_REQUEST;
    return asked.request.appraisal ? call_do(problems, write_book, &asked) : BIZCASE_BAD_REQUEST;
}

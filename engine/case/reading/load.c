/* The loading of a case: folder → tables → changes → headers → readers → sorted diagnostics. */
#include <string.h>

#include "case/changes/challenged.h"
#include "case/changes/changes.h"
#include "case/changes/variation.h"
#include "case/formulas.h"
#include "case/handle.h"
#include "case/idle.h"
#include "case/line_money.h"
#include "case/lives.h"
#include "case/movement.h"
#include "case/party.h"
#include "case/reading/decimals.h"
#include "case/reading/loader.h"
#include "case/reading/look_alikes.h"
#include "case/reading/other_files.h"
#include "case/reading/size_checks.h"
#include "case/registers/registers.h"
#include "case/split_checks.h"
#include "case/stakes.h"
#include "case/totals.h"
#include "case/trial_bias.h"
#include "table/call.h"

static void read_tables(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        Sheet *sheet = &loader->sheets[s];
        *sheet = (Sheet){ .kind = csv_kinds[s], .present = folder_has(&loader->folder, csv_kinds[s]->file) };
        sheet->table.file = sheet->kind->file;
        if (sheet->present)
            sheet->broken = !folder_read_table(&loader->folder, sheet->kind->file, &sheet->table, loader->diagnostics);
    }
}

/* The case keeps what it was asked for: outputs name it. */
static const char **copy_texts(Arena *arena, const char *const *texts, size_t count) {
    const char **copies = arena_array(arena, count, sizeof *copies);
    for (size_t i = 0; i < count; i++) copies[i] = arena_text(arena, texts[i]);
    return copies;
}

/* False when a scenario or change is not one. */
static bool apply_changes(Loader *loader) {
    Case *the_case = loader->the_case;
    bool good = true;
    Change *changes = arena_array(loader->arena, the_case->change_count, sizeof *changes);
    for (size_t s = 0; s < the_case->scenario_count; s++) good = scenario_apply(loader, the_case->scenarios[s]) && good;
    for (size_t c = 0; c < the_case->change_count; c++) {
        if (change_parse(loader, the_case->changes[c], &changes[c]))
            change_apply(loader, &changes[c]);
        else
            good = false;
    }
    changes_end(loader);
    if (good)
        the_case->variation = variation_text(
            loader->arena, the_case->scenarios, the_case->scenario_count, changes, the_case->change_count);
    return good;
}

/* The cell of a setting; an empty one where it is not there. */
static Cell setting_cell(Loader *loader, const char *name) {
    const Table *table = &loader_sheet(loader, &csv_settings)->table;
    const long key = table_find_column(table, "key"), value = table_find_column(table, "value");
    for (size_t r = 0; key >= 0 && value >= 0 && r < table->row_count; r++)
        if (names_match(row_cell_at(&table->rows[r], (size_t)key).text, name))
            return row_cell_at(&table->rows[r], (size_t)value);
    return (Cell){ .text = "" };
}

/* What the setting start says; months 0 where it says nothing. A month beside columns of years may be meant to be the first
   year, or be what a spreadsheet made of it: it makes the case one of months only where the setting periods counts them. */
static PeriodLength start_length(Loader *loader, bool has_columns) {
    const Cell start = setting_cell(loader, "start");
    Period period;
    if (!period_parse(start.text, &period)) return (PeriodLength){ 0 };
    const bool is_doubtful = month_may_be_year(period.first_month) || setting_cell(loader, "periods").text[0] == '\0';
    if (period.length_months == 1 && has_columns && is_doubtful) return (PeriodLength){ 0 };
    return (PeriodLength){ period.length_months, start.place };
}

/* The shortest of what says so: in a case of quarters or months files may be in years. */
static void find_period_length(Loader *loader, const PeriodsSeen *seen) {
    static const CsvKind *const kinds[] = { &csv_costs, &csv_benefits, &csv_quantities };
    PeriodLength *length = &loader->period_length;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const PeriodLength said = sheet_period_length(loader_sheet(loader, kinds[i]), seen);
        if (said.months > 0 && (length->months == 0 || said.months < length->months)) *length = said;
    }
    const PeriodLength start = start_length(loader, length->months > 0);
    if (start.months > 0 && (length->months == 0 || start.months < length->months)) *length = start;
}

static void resolve_headers(Loader *loader) {
    Sheet *costs = loader_sheet(loader, &csv_costs), *benefits = loader_sheet(loader, &csv_benefits);
    PeriodsSeen seen = { 0 };
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) periods_see(&loader->sheets[s], &seen);
    find_period_length(loader, &seen);
    sheet_resolve(loader->arena, costs, &seen, &loader->period_length, loader->diagnostics);
    sheet_resolve(loader->arena, benefits, &seen, &loader->period_length, loader->diagnostics);
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        Sheet *sheet = &loader->sheets[s];
        if (sheet != costs && sheet != benefits)
            sheet_resolve(loader->arena, sheet, &seen, &loader->period_length, loader->diagnostics);
    }
}

/* Before rows cost anything. */
static void check_row_counts(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        Sheet *sheet = &loader->sheets[s];
        const size_t most = sheet->kind->most_rows;
        if (most == 0 || sheet->broken || sheet->table.row_count <= most) continue;
        Place place = sheet->table.rows[most].cells[0].place;
        place.column = place.field = 0;
        diagnostics_error(loader->diagnostics, place, "use fewer rows, or make several cases of it",
            "%zu rows; a case can have at most %zu in %s", sheet->table.row_count, most, sheet->kind->file);
        sheet->broken = true;
    }
}

/* What stands in a file that cannot be read is not known: names that may stand there are not unknown. */
static void mark_incomplete(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        const CsvKind *kind = csv_kinds[s];
        if (!loader->sheets[s].broken) continue;
        if (kind->what) loader_ids(loader, kind)->incomplete = true;
        if (kind->among) loader_ids(loader, kind->among)->incomplete = true;
    }
}

static void read_sheets(Loader *loader) {
    for (size_t s = 0; s < CSV_KIND_COUNT; s++) {
        Sheet *sheet = &loader->sheets[s];
        if (sheet->broken) sheet->table.row_count = 0;
        sheet->kind->read(loader, sheet);
        loader->the_case->rows_read[s] = sheet->table.row_count;
    }
}

/* There must be something to appraise. */
static void check_lines(Loader *loader) {
    const Sheet *costs = loader_sheet(loader, &csv_costs), *benefits = loader_sheet(loader, &csv_benefits);
    if (!costs->present && !benefits->present)
        diagnostics_error(loader->diagnostics, (Place){ .file = loader->the_case->folder },
            loader->folder.book ? "a case is a workbook with a sheet costs, a sheet benefits or both"
                                : "a case is a folder with costs.csv, benefits.csv or both",
            loader->folder.book ? "found neither a sheet costs nor a sheet benefits"
                                : "found neither costs.csv nor benefits.csv");
    else if (loader->the_case->line_count == 0 && !costs->broken && !benefits->broken)
        diagnostics_error(
            loader->diagnostics, header_place(costs->present ? costs : benefits), NULL, "there is no line to appraise");
}

static void make_warnings_errors(Diagnostics *diagnostics) {
    for (size_t i = 0; i < diagnostics->count; i++) diagnostics->items[i].severity = BIZCASE_ERROR;
    diagnostics->error_count = diagnostics->count;
    for (size_t i = 0; i < diagnostics->unlisted_count; i++) {
        Unlisted *unlisted = &diagnostics->unlisted[i];
        unlisted->errors += unlisted->warnings;
        unlisted->warnings = 0;
        diagnostics->error_count += unlisted->errors;
    }
}

void loader_start(Loader *loader, Case *the_case, const BizcaseCaseRequest *request) {
    Arena *arena = the_case->arena;
    diagnostics_init(&the_case->diagnostics, arena);
    the_case->folder = arena_text(arena, request->folder);
    the_case->kernel = request->kernel ? arena_text(arena, request->kernel) : NULL;
    the_case->scenarios = copy_texts(arena, request->scenarios, request->scenario_count);
    the_case->scenario_count = request->scenario_count;
    the_case->changes = copy_texts(arena, request->changes, request->change_count);
    the_case->change_count = request->change_count;
    the_case->variation = "";
    loader->arena = arena;
    loader->the_case = the_case;
    the_case->sheets = loader->sheets;
    the_case->rows_read = arena_array(arena, CSV_KIND_COUNT, sizeof *the_case->rows_read);
    the_case->registers = arena_alloc(arena, sizeof *the_case->registers);
    loader->diagnostics = &the_case->diagnostics;
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) ids_init(&loader->ids[k], arena, csv_kinds[k]->what);
}

BizcaseStatus loader_read_tables(Loader *loader) {
    folder_open(&loader->folder, loader->arena, loader->the_case->folder, loader->diagnostics);
    if (loader->folder.status != BIZCASE_OK) return loader->folder.status;
    loader->the_case->scenario_files = loader->folder.scenarios;
    loader->the_case->scenario_file_count = loader->folder.scenario_count;
    read_tables(loader);
    return apply_changes(loader) ? BIZCASE_OK : BIZCASE_BAD_REQUEST;
}

void loader_read_case(Loader *loader) {
    resolve_headers(loader);
    check_row_counts(loader);
    mark_incomplete(loader);
    check_totals(loader);
    read_sheets(loader);
    decimals_check(loader);
    check_lines(loader);
    check_split_uses(loader);
    check_formula_units(loader);
    check_movement(loader);
    check_sizes(loader);
    work_out_plan(loader);
    check_formula_sizes(loader);
    check_splits_in_plan(loader);
    check_line_money(loader);
    if (loader->diagnostics->error_count == 0) {
        settle_trial_bias(loader);
        find_parties_with_stakes(loader->the_case);
    }
    check_lives(loader);
    check_stakes(loader);
    check_look_alikes(loader);
}

static bool is_asked_for(const BizcaseCaseRequest *request, const char *scenario) {
    for (size_t s = 0; s < request->scenario_count; s++)
        if (strcmp(request->scenarios[s], scenario) == 0) return true;
    return false;
}

/* Each scenario of the folder alone on the case. */
static void check_scenarios(Loader *loader, const BizcaseCaseRequest *request) {
    for (size_t s = 0; s < loader->folder.scenario_count; s++) {
        const char *name = loader->folder.scenarios[s];
        BizcaseCaseRequest with = *request;
        with.scenarios = &name;
        with.scenario_count = 1;
        with.strict = with.checks_scenarios = 0;
        Arena *working = arena_within(loader->arena);
        BizcaseCase *loaded;
        const BizcaseStatus status = case_load_within(working, &with, NULL, &loaded);
        if (status == BIZCASE_NOT_READ) loader->folder.status = status;
        const char *path = arena_format(loader->arena, "scenarios/%s.csv", name);
        const VariantFile file = { folder_shown(&loader->folder, path),
            arena_format(loader->arena, "scenario \"%s\"", name), is_asked_for(request, name) };
        if (loaded) diagnostics_of_variant(loader->diagnostics, &file, &case_of(loaded)->diagnostics);
        arena_free(working);
    }
}

/* Each challenge alone on the case as it was asked for. */
static void check_challenges(Loader *loader) {
    const Case *the_case = loader->the_case;
    for (size_t c = 0; c < the_case->registers->challenge_count; c++) {
        Arena *working = arena_within(loader->arena);
        BizcaseCase *loaded;
        const BizcaseStatus status = case_challenge(working, the_case, c, &loaded);
        if (status == BIZCASE_NOT_READ) loader->folder.status = status;
        if (loaded) diagnostics_of_challenge(loader->diagnostics, the_case, c, loaded);
        arena_free(working);
    }
}

/* An error of the case would be said again of each variant; one of challenges.csv is of no other challenge. */
static bool has_error_outside_challenges(const Loader *loader) {
    for (size_t i = 0; i < loader->diagnostics->count; i++) {
        const BizcaseDiagnostic *item = &loader->diagnostics->items[i];
        if (item->severity == BIZCASE_ERROR && strcmp(item->file, csv_challenges.file) != 0) return true;
    }
    return false;
}

static BizcaseStatus load_case(const BizcaseCaseRequest *request, Case *the_case) {
    Loader *loader = arena_alloc(the_case->arena, sizeof *loader);
    loader_start(loader, the_case, request);
    const BizcaseStatus read = loader_read_tables(loader);
    if (read != BIZCASE_OK && read != BIZCASE_BAD_REQUEST) return read;
    loader_read_case(loader);
    report_other_files(loader);
    warn_of_idle_parts(loader); /* a file that is not read may be why nothing refers to something */
    folder_digest(&loader->folder, the_case->digest);
    the_case->opened = &loader->folder;
    the_case->files = loader->folder.files;
    the_case->file_count = loader->folder.file_count;
    const bool can_vary = request->checks_scenarios && !has_error_outside_challenges(loader);
    if (can_vary && loader->diagnostics->error_count == 0) check_scenarios(loader, request);
    if (can_vary) check_challenges(loader);
    if (request->strict) make_warnings_errors(loader->diagnostics);
    diagnostics_sort(loader->diagnostics);
    if (loader->folder.status != BIZCASE_OK) return loader->folder.status;
    if (read != BIZCASE_OK) return read;
    return loader->diagnostics->error_count ? BIZCASE_CASE_WRONG : BIZCASE_OK;
}

typedef struct Making {
    BizcaseStatus (*work)(Case *the_case, void *context);
    void *context;
    BizcaseCase *made;
    BizcaseStatus status;
} Making;

/* The case is kept with its problems. */
static BizcaseStatus make(Call *call, void *context) {
    Making *making = context;
    making->made = arena_alloc(call->arena, sizeof *making->made);
    making->made->data.arena = call->arena;
    making->made->data.quantile_tables = table_store_new(call->arena);
    making->status = making->work(&making->made->data, making->context);
    if (making->status == BIZCASE_NO_MEMORY) return BIZCASE_NO_MEMORY;
    making->made->is_sound = making->status == BIZCASE_OK;
    problems_pass_on(&call->problems, making->made->data.diagnostics.items, making->made->data.diagnostics.count);
    return BIZCASE_OK;
}

BizcaseStatus case_make(BizcaseStatus (*work)(Case *the_case, void *context), void *context, BizcaseCase **result,
    BizcaseProblems *problems) {
    Making making = { .work = work, .context = context };
    const BizcaseStatus status = call_make(problems, make, &making);
    *result = status == BIZCASE_OK ? making.made : NULL;
    return status == BIZCASE_OK ? making.status : status;
}

static BizcaseStatus load(Case *the_case, void *context) {
    return load_case(context, the_case);
}

/* A name is good on every machine: one without the instructions takes others. */
static bool kernel_name_good(const char *kernel, BizcaseProblems *problems) {
    static const char *const names[] = { "baseline", "avx2", "avx512" };
    for (size_t i = 0; kernel && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(kernel, names[i]) == 0) return true;
    return !kernel ||
           request_refused(problems, "kernel", "expected baseline, avx2 or avx512", "there is no such instruction set");
}

bool case_request_is_whole(const BizcaseCaseRequest *request, BizcaseProblems *problems) {
    return (request->folder || request_refused(problems, "folder", NULL, "no folder is named")) &&
           request_texts_good(request->scenarios, request->scenario_count, "scenarios", problems) &&
           request_texts_good(request->changes, request->change_count, "changes", problems) &&
           kernel_name_good(request->kernel, problems);
}

BizcaseStatus bizcase_case_load(const BizcaseCaseRequest *request, BizcaseCase **result, BizcaseProblems *problems) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!request) return BIZCASE_BAD_REQUEST;
    BizcaseCaseRequest asked;
    if (!request_copy(&asked, sizeof asked, request, problems) || !case_request_is_whole(&asked, problems))
        return BIZCASE_BAD_REQUEST;
    return case_make(load, &asked, result, problems);
}

static void free_case(void *object) {
    BizcaseCase **loaded = object;
    bizcase_case_free(*loaded);
}

BizcaseStatus case_load_within(
    Arena *arena, const BizcaseCaseRequest *request, BizcaseProblems *problems, BizcaseCase **loaded) {
    BizcaseCase **kept = arena_alloc(arena, sizeof *kept);
    arena_defer(arena, free_case, kept);
    const BizcaseStatus status = bizcase_case_load(request, kept, problems);
    if (status == BIZCASE_NO_MEMORY) arena_out_of_memory(arena);
    *loaded = *kept;
    return status;
}

void case_problems_pass_on(const BizcaseCase *loaded, Diagnostics *problems) {
    if (loaded) problems_pass_on(problems, case_of(loaded)->diagnostics.items, case_of(loaded)->diagnostics.count);
}

void bizcase_case_free(BizcaseCase *loaded) {
    if (loaded) arena_free(loaded->data.arena);
}

const BizcaseDiagnostic *bizcase_case_diagnostics(const BizcaseCase *loaded, size_t *count) {
    if (count) *count = loaded ? loaded->data.diagnostics.count : 0;
    return loaded ? loaded->data.diagnostics.items : NULL;
}

unsigned long long bizcase_case_trials(const BizcaseCase *loaded) {
    return case_is_sound(loaded) ? case_of(loaded)->settings.trials : 0;
}

unsigned long long bizcase_case_seed(const BizcaseCase *loaded) {
    return case_is_sound(loaded) ? case_of(loaded)->settings.seed : 0;
}

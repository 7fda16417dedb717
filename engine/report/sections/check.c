/* The document of a check: what was read, with control totals, and every problem. */
#include "case/handle.h"
#include "case/party.h"
#include "case/plan_values.h"
#include "case/reading/csv_kind.h"
#include "report/document/document.h"
#include "report/sections/case_data.h"
#include "study/main_option.h"
#include "study/run_size.h"

#include <string.h>

static const char *const fact_columns[] = { "file", "line", "column", "cell", "severity", "message", "hint" };

static void add_facts(Document *document, const Diagnostics *diagnostics) {
    Arena *arena = document->arena;
    facts_start(document, fact_columns, sizeof fact_columns / sizeof fact_columns[0]);
    for (size_t i = 0; i < diagnostics->count; i++) {
        const BizcaseDiagnostic *item = &diagnostics->items[i];
        facts_add(document, value_text(arena, diagnostic_source(item)));
        facts_add(document, item->line ? value_integer(item->line) : value_null());
        facts_add(document, item->column ? value_integer(item->column) : value_null());
        facts_add(document, value_text(arena, item->cell));
        facts_add(document, value_text(arena, severity_name(item->severity)));
        facts_add(document, value_text(arena, item->message));
        facts_add(document, value_text(arena, item->hint));
    }
}

/* What the user can hold against the spreadsheet: the sum of all amounts as entered, in the units of the cells. */
static double control_total(const Case *the_case, LineSide side) {
    double total = 0;
    for (size_t l = 0; l < the_case->line_count; l++) {
        if (the_case->lines[l].side != side) continue;
        for (size_t i = 0; i < the_case->lines[l].amounts.count; i++) total += the_case->lines[l].amounts.value[i];
    }
    return total;
}

/* What formulas come to in the plan, before prices, drivers and bias. */
typedef struct FormulaTotals {
    bool are_there;
    double of[SIDE_BENEFIT + 1]; /* [LineSide] */
} FormulaTotals;

static FormulaTotals formula_totals(Arena *arena, const Case *the_case) {
    FormulaTotals totals = { 0 };
    for (size_t l = 0; l < the_case->line_count; l++) totals.are_there |= the_case->lines[l].formula != NULL;
    if (!totals.are_there) return totals;
    Arena *working = arena_within(arena);
    const PlanValues *values = plan_values(working, the_case);
    for (size_t l = 0; l < the_case->line_count; l++)
        for (uint32_t t = 0; values->of_line[l] && t < values->horizon.period_count; t++)
            totals.of[the_case->lines[l].side] += values->of_line[l][t];
    arena_free(working);
    return totals;
}

static size_t line_count(const Case *the_case, LineSide side) {
    size_t count = 0;
    for (size_t l = 0; l < the_case->line_count; l++) count += the_case->lines[l].side == side;
    return count;
}

typedef struct Count {
    const char *key, *label;
    size_t count;
} Count;

enum { ALWAYS_SHOWN = 11, MOST_COUNTS = ALWAYS_SHOWN + CSV_KIND_COUNT };

static size_t count_case(Arena *arena, const Case *the_case, Count counts[MOST_COUNTS]) {
    const Count always[ALWAYS_SHOWN] = {
        { "councils", party_text(arena, the_case, "{Parties}"), the_case->council_count },
        { "programmes", "Programmes", the_case->programme_count },
        { "options", "Options", the_case->option_count },
        { "costs", "Cost lines", line_count(the_case, SIDE_COST) },
        { "benefits", "Benefit lines", line_count(the_case, SIDE_BENEFIT) },
        { "drivers", "Drivers", the_case->driver_count },
        { "phases", "Phases", the_case->phase_count },
        { "risks", "Risks", the_case->risk_count },
        { "correlations", "Correlations", the_case->correlation_count },
        { "indices", "Indices", the_case->index_count },
        { "periods", "Periods", the_case->settings.period_count },
    };
    size_t count = 0;
    for (; count < ALWAYS_SHOWN; count++) counts[count] = always[count];
    for (size_t k = 0; k < CSV_KIND_COUNT; k++) {
        const CsvKind *kind = csv_kinds[k];
        if (!kind->counted) continue;
        const char *key = arena_text_n(arena, kind->file, strcspn(kind->file, "."));
        counts[count++] = (Count){ key, kind->counted, the_case->rows_read[k] };
    }
    return count;
}

static void add_counts_data(Document *document, const Case *the_case, const FormulaTotals *formulas) {
    Arena *arena = document->arena;
    Count counts[MOST_COUNTS];
    Value value = value_object();
    const size_t count = count_case(arena, the_case, counts);
    for (size_t i = 0; i < count; i++) value_set(arena, &value, counts[i].key, value_integer(counts[i].count));
    value_set(arena, &document->data, "counts", value);
    Value totals = value_object();
    value_set(arena, &totals, "costs", value_number(control_total(the_case, SIDE_COST)));
    value_set(arena, &totals, "benefits", value_number(control_total(the_case, SIDE_BENEFIT)));
    if (formulas->are_there) {
        value_set(arena, &totals, "cost_formulas", value_number(formulas->of[SIDE_COST]));
        value_set(arena, &totals, "benefit_formulas", value_number(formulas->of[SIDE_BENEFIT]));
    }
    value_set(arena, &totals, "scale", value_number(the_case->settings.scale));
    value_set(arena, &document->data, "control_totals", totals);
}

static const char *verdict_text(Arena *arena, const Diagnostics *diagnostics) {
    size_t errors = diagnostics->error_count, warnings = diagnostics->count - errors;
    if (errors)
        return arena_format(arena, "The case cannot be used: %zu error%s, %zu warning%s.", errors,
            errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
    if (warnings)
        return arena_format(arena, "The case can be used. There %s %zu warning%s to look at.",
            warnings == 1 ? "is" : "are", warnings, warnings == 1 ? "" : "s");
    return "The case is in order: no error, no warning.";
}

static void add_problems_section(Document *document, const Diagnostics *diagnostics) {
    if (!diagnostics->count) return;
    Section *section = document_section(document, "Problems");
    grid_column(document, section, "Place", ALIGN_LEFT);
    grid_column(document, section, "Kind", ALIGN_LEFT);
    grid_column(document, section, "What is wrong", ALIGN_LEFT);
    for (size_t i = 0; i < diagnostics->count; i++) {
        const BizcaseDiagnostic *item = &diagnostics->items[i];
        grid_text(document, section, diagnostic_place(document->arena, item));
        grid_text(document, section, severity_name(item->severity));
        grid_text(document, section,
            *item->hint ? arena_format(document->arena, "%s (%s)", item->message, item->hint) : item->message);
    }
}

static void add_carried(Document *document, Section *section, const char *what, const char *id, const Amounts *path) {
    if (path->carried == 0) return;
    section_note(document, section,
        arena_format(document->arena, "%s \"%s\": %zu blank cell%s %s the last value before.", what, id, path->carried,
            path->carried == 1 ? "" : "s", path->carried == 1 ? "carries" : "carry"));
}

static void add_carried_notes(Document *document, Section *section, const Case *the_case) {
    for (size_t d = 0; d < the_case->driver_count; d++)
        add_carried(document, section, "Driver", the_case->drivers[d].label.id, &the_case->drivers[d].path);
    for (size_t q = 0; q < the_case->quantity_count; q++)
        add_carried(document, section, "Quantity", the_case->quantities[q].label.id, &the_case->quantities[q].cells);
    for (size_t i = 0; i < the_case->index_count; i++)
        add_carried(document, section, "Index", the_case->indices[i].label.id, &the_case->indices[i].growth);
}

/* Of a case that has formulas: how many were held against units. */
static void add_formula_note(Document *document, Section *section, const FormulaCounts *counts) {
    Arena *arena = document->arena;
    if (counts->all == 0) return;
    section_note(document, section,
        counts->all == 1 ? arena_format(arena, "The units of its formula were %s.",
                               counts->units_checked ? "checked" : "not checked")
                         : arena_format(arena, "The units of %zu of its %zu formulas were checked.",
                               counts->units_checked, counts->all));
    if (counts->unread_count == 0) return;
    const char *list = "";
    for (size_t i = 0; i < counts->unread_count; i++)
        list = arena_format(arena, "%s%s\"%s\"", list, i ? ", " : "", counts->unread[i]);
    section_note(document, section,
        arena_format(arena, "These units cannot be read, and formulas that use them are not checked: %s.", list));
}

static void add_contents_section(Document *document, const Case *the_case, const FormulaTotals *formulas) {
    Section *section = document_section(document, "What was read");
    Count counts[MOST_COUNTS];
    NumberStyle plain = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 0 };
    NumberStyle money = { .prefix = the_case->settings.currency, .suffix = "", .divisor = 1, .decimals = 2 };
    grid_column(document, section, "What", ALIGN_LEFT);
    grid_column(document, section, "How many", ALIGN_RIGHT);
    grid_column(document, section, "Sum of all amounts", ALIGN_RIGHT);
    if (formulas->are_there) grid_column(document, section, "Sum of formulas", ALIGN_RIGHT);
    const size_t count = count_case(document->arena, the_case, counts);
    for (size_t i = 0; i < count; i++) {
        if (i >= ALWAYS_SHOWN && counts[i].count == 0) continue;
        bool costs = strcmp(counts[i].key, "costs") == 0, benefits = strcmp(counts[i].key, "benefits") == 0;
        grid_text(document, section, counts[i].label);
        grid_number(document, section, (double)counts[i].count, plain);
        if (!costs && !benefits) {
            grid_text(document, section, "");
            if (formulas->are_there) grid_text(document, section, "");
            continue;
        }
        const LineSide side = costs ? SIDE_COST : SIDE_BENEFIT;
        grid_number(document, section, control_total(the_case, side) * the_case->settings.scale, money);
        if (formulas->are_there) grid_number(document, section, formulas->of[side], money);
    }
    section_note(document, section,
        arena_format(document->arena,
            "The horizon is %s to %s. Sums are of the period columns as entered, times the case's scale, over all "
            "options.",
            case_period_text(document->arena, &the_case->settings, 0),
            case_period_text(document->arena, &the_case->settings, the_case->settings.period_count - 1)));
    if (formulas->are_there)
        section_note(document, section,
            "Formulas are summed as they come out in the plan, before the delays of lines, prices, drivers and optimism bias.");
    add_carried_notes(document, section, the_case);
    add_formula_note(document, section, &the_case->formula_counts);
}

/* With one option, or one that is marked, there is nothing to say; nor where the options are too much to be worked out. */
static void add_main_option(Document *document, Section *section, const Case *the_case) {
    if (case_marks_preferred(the_case) || the_case->option_count - (the_case->baseline != NONE) < 2) return;
    if (!run_has_room(the_case, &(RunSize){ .views = 1, .programmes = the_case->programme_count })) return;
    section_paragraph(document, section,
        arena_format(document->arena,
            "No option is marked as preferred: answers are about \"%s\", whose plan has the highest net present value. "
            "A role of preferred in options.csv, or --option, says otherwise.",
            the_case->options[main_option(document->arena, the_case)].label.name));
}

/* Of a case with errors only the diagnostics may be read. */
static void fill(Document *document, const void *context) {
    const Case *the_case = context;
    const Diagnostics *diagnostics = &the_case->diagnostics;
    FormulaTotals formulas = { 0 };
    bool usable = !diagnostics->error_count && the_case->settings.period_count;
    if (usable) {
        formulas = formula_totals(document->arena, the_case);
        case_data_start(document, "check", the_case, NULL);
        add_counts_data(document, the_case, &formulas);
        case_head(document, "Check of the case", the_case);
    } else {
        value_set(document->arena, &document->data, "bizcase", value_text(document->arena, bizcase_version()));
        value_set(document->arena, &document->data, "study", value_text(document->arena, "check"));
        document->title = "Check of the case";
    }
    case_data_diagnostics(document, diagnostics);
    add_facts(document, diagnostics);
    Section *verdict = document_section(document, "The answer");
    section_paragraph(document, verdict, verdict_text(document->arena, diagnostics));
    if (usable) add_main_option(document, verdict, the_case);
    if (usable) add_contents_section(document, the_case, &formulas);
    add_problems_section(document, diagnostics);
}

BizcaseStatus bizcase_check_document(const BizcaseCase *loaded, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    return loaded ? document_make(fill, &loaded->data, result) : BIZCASE_BAD_REQUEST;
}

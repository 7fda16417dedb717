/* Reference pages made from the engine's own tables: distributions, what formulas can do, and discount rates. */
#include "case/rates.h"
#include "formula/operations.h"
#include "formula/words.h"
#include "report/document/document.h"
#include "sample/distribution.h"

static const char *const distribution_columns[] = { "distribution", "low", "central", "high", "shape" };
static const char *const function_columns[] = { "function", "group", "meaning" };
static const char *const schedule_columns[] = { "schedule", "from_year", "rate", "source" };

static void add_distribution(Document *document, Section *section, Value *list, const Distribution *distribution) {
    Arena *arena = document->arena;
    const char *const meanings[] = { distribution->low, distribution->central, distribution->high,
        distribution->shape };
    Value value = value_object();
    value_set(arena, &value, "distribution", value_text(arena, distribution->name));
    facts_add(document, value_text(arena, distribution->name));
    grid_text(document, section, distribution->name);
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        value_set(arena, &value, distribution_columns[1 + i], value_text(arena, meanings[i]));
        facts_add(document, value_text(arena, meanings[i]));
        grid_text(document, section, meanings[i] ? meanings[i] : "");
    }
    value_append(arena, list, value);
}

static void fill_distributions(Document *document, const void *context) {
    (void)context;
    Arena *arena = document->arena;
    Value list = value_list();
    document->title = "Distributions";
    facts_start(document, distribution_columns, sizeof distribution_columns / sizeof distribution_columns[0]);
    Section *section = document_section(document, "What the columns mean");
    section_paragraph(document, section,
        "An uncertain line, driver, risk or phase names one of these in its column \"distribution\". \"central\" is "
        "the planning value: the plan uses it, the simulation draws around it.");
    static const char *const headings[] = { "distribution", "low", "central", "high", "shape" };
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        grid_column(document, section, headings[i], ALIGN_LEFT);
    for (size_t i = 0; i < distribution_count; i++) add_distribution(document, section, &list, distribution_table[i]);
    section_note(document, section, "A column that is empty here must be blank in the case.");
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "distributions", list);
}

/* Numbers and names of the case are no rows of the reference. */
static void add_function(Document *document, Section *section, Value *list, OperationIndex operation) {
    Arena *arena = document->arena;
    const char *const texts[] = { operation_usage(arena, operation), operation_groups[operations[operation].group],
        operations[operation].words };
    Value value = value_object();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        value_set(arena, &value, function_columns[i], value_text(arena, texts[i]));
        facts_add(document, value_text(arena, texts[i]));
        if (i != 1) grid_text(document, section, texts[i]);
    }
    value_append(arena, list, value);
}

static void fill_functions(Document *document, const void *context) {
    (void)context;
    Arena *arena = document->arena;
    Value list = value_list();
    document->title = "What formulas can do";
    document_head(document,
        "Column \"formula\" of quantities.csv, costs.csv and benefits.csv. Names are those of quantities and drivers, "
        "and index:ID.");
    facts_start(document, function_columns, sizeof function_columns / sizeof function_columns[0]);
    for (int group = GROUP_LEAF + 1; group < GROUP_COUNT; group++) {
        Section *section = document_section(
            document, arena_format(arena, "%c%s", operation_groups[group][0] - 'a' + 'A', operation_groups[group] + 1));
        grid_column(document, section, "Written", ALIGN_LEFT);
        grid_column(document, section, "Gives", ALIGN_LEFT);
        for (int i = 0; i < OPERATION_COUNT; i++)
            if ((int)operations[i].group == group) add_function(document, section, &list, (OperationIndex)i);
    }
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "functions", list);
}

static const char *years_text(Arena *arena, const Schedule *schedule, size_t band) {
    if (band + 1 == schedule->band_count) return arena_format(arena, "%d on", schedule->from_year[band]);
    return arena_format(arena, "%d to %d", schedule->from_year[band], schedule->from_year[band + 1] - 1);
}

static void add_schedule(Document *document, Value *list, const Schedule *schedule) {
    Arena *arena = document->arena;
    Section *section = document_section(document, schedule->name);
    Value value = value_object(), bands = value_list();
    grid_column(document, section, "Years", ALIGN_LEFT);
    grid_column(document, section, "Rate a year", ALIGN_RIGHT);
    for (size_t b = 0; b < schedule->band_count; b++) {
        Value band = value_object();
        value_set(arena, &band, "from_year", value_integer((uint64_t)schedule->from_year[b]));
        value_set(arena, &band, "rate", value_number(schedule->rate_per_year[b]));
        value_append(arena, &bands, band);
        facts_add(document, value_text(arena, schedule->name));
        facts_add(document, value_integer((uint64_t)schedule->from_year[b]));
        facts_add(document, value_number(schedule->rate_per_year[b]));
        facts_add(document, value_text(arena, schedule->source));
        grid_text(document, section, years_text(arena, schedule, b));
        grid_number(document, section, schedule->rate_per_year[b],
            (NumberStyle){ .prefix = "", .suffix = "%", .divisor = 0.01, .decimals = 2 });
    }
    section_note(document, section, arena_format(arena, "Source: %s", schedule->source));
    value_set(arena, &value, "schedule", value_text(arena, schedule->name));
    value_set(arena, &value, "source", value_text(arena, schedule->source));
    value_set(arena, &value, "bands", bands);
    value_append(arena, list, value);
}

static void fill_discount_rates(Document *document, const void *context) {
    (void)context;
    Arena *arena = document->arena;
    Value list = value_list();
    document->title = "Built-in discount rates";
    document_head(
        document, "The rate for year k is the rate between year k - 1 and year k; bands compound step by step.");
    facts_start(document, schedule_columns, sizeof schedule_columns / sizeof schedule_columns[0]);
    for (size_t i = 0; i < builtin_schedule_count; i++) add_schedule(document, &list, &builtin_schedules[i]);
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "schedules", list);
}

BizcaseStatus bizcase_distributions_document(BizcaseDocument **result) {
    return result ? document_make(fill_distributions, NULL, result) : BIZCASE_BAD_REQUEST;
}

BizcaseStatus bizcase_functions_document(BizcaseDocument **result) {
    return result ? document_make(fill_functions, NULL, result) : BIZCASE_BAD_REQUEST;
}

BizcaseStatus bizcase_discount_rates_document(BizcaseDocument **result) {
    return result ? document_make(fill_discount_rates, NULL, result) : BIZCASE_BAD_REQUEST;
}

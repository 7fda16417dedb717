/* The document of a figure taken apart. */
#include "base/exact_number.h"
#include "bizcase/explain.h"
#include "case/handle.h"
#include "report/sections/briefing.h"
#include "report/sections/case_data.h"
#include "report/sections/explained_levels.h"
#include "report/sections/figure_facts.h"

#include <math.h>
#include <string.h>

static const char STUDY[] = "explain";

/* What the sections read. */
typedef struct ExplanationWriter {
    Document *document;
    Arena *arena;
    const Case *the_case;
    const BizcaseExplanation *explanation;
    const char *currency;
} ExplanationWriter;

static const NumberStyle factor_style = { .prefix = "", .suffix = "", .divisor = 1, .decimals = 4 };

/* To the penny: parts are read beside cells, and added up by hand. */
static NumberStyle penny_style(void) {
    return (NumberStyle){ .prefix = "", .suffix = "", .divisor = 1, .decimals = 2 };
}

/* --- data ------------------------------------------------------------------------------------------------------------ */

static Value item_value(Arena *arena, const BizcaseExplainedItem *item) {
    Value value = value_object(), sources = value_list();
    for (size_t s = 0; s < item->source_count; s++) {
        Value source = value_object();
        value_set(arena, &source, "what", value_text(arena, item->sources[s].what));
        value_set(arena, &source, "value", value_number(item->sources[s].value));
        value_set(arena, &source, "place", value_text(arena, shown_place(item->sources[s].place)));
        value_append(arena, &sources, source);
    }
    value_set(arena, &value, "id", value_text(arena, item->id));
    value_set(arena, &value, "name", value_text(arena, item->name));
    value_set(arena, &value, "kind", value_text(arena, item->kind));
    value_set(arena, &value, "programme", value_text(arena, item->programme));
    value_set(arena, &value, "place", value_text(arena, shown_place(item->place)));
    value_set(arena, &value, "times", value_number(item->times));
    value_set(arena, &value, "total", value_number(item->total));
    value_set(arena, &value, "sources", sources);
    return value;
}

/* The factors of a part in the order in which they are multiplied; one table for JSON and CSV. */
typedef struct PartField {
    const char *name;
    size_t offset;
} PartField;
#define FIELD(name)                                                                                                    \
    { #name, offsetof(BizcaseExplainedPart, name) }
static const PartField part_fields[] = { FIELD(amount), FIELD(price), FIELD(path), FIELD(growth), FIELD(multiplier),
    FIELD(bias), FIELD(share), FIELD(discount_factor), FIELD(weight), FIELD(value) };
enum { PART_FIELD_COUNT = sizeof part_fields / sizeof part_fields[0] };

static double part_number(const BizcaseExplainedPart *part, size_t field) {
    return *(const double *)(const void *)((const char *)part + part_fields[field].offset);
}

static Value part_value(const ExplanationWriter *page, const BizcaseExplainedPart *part) {
    Value value = value_object();
    value_set(page->arena, &value, "item", value_text(page->arena, page->explanation->items[part->item].id));
    value_set(page->arena, &value, "component", value_text(page->arena, part->component));
    value_set(page->arena, &value, "period", value_text(page->arena, page->explanation->periods[part->period]));
    value_set(page->arena, &value, "place", value_text(page->arena, shown_place(part->place)));
    for (size_t f = 0; f < PART_FIELD_COUNT; f++)
        value_set(page->arena, &value, part_fields[f].name, value_number(part_number(part, f)));
    return value;
}

static void add_data(const ExplanationWriter *page) {
    Arena *arena = page->arena;
    const BizcaseExplanation *explanation = page->explanation;
    Value *data = &page->document->data;
    Value items = value_list(), parts = value_list();
    case_data_start(page->document, STUDY, page->the_case, NULL);
    value_set_scope(arena, data, &explanation->scope);
    value_set(arena, data, "figure", value_text(arena, bizcase_figure(explanation->figure).name));
    value_set(arena, data, "value", value_number(explanation->value));
    value_set(arena, data, "sum", value_number(explanation->sum));
    value_set(arena, data, "sum_is",
        value_text(arena, explanation->is_sum          ? "the figure"
                          : explanation->is_discounted ? "the present value of the flow"
                                                       : "the flow"));
    value_set(arena, data, "discount_place", value_text(arena, shown_place(explanation->discount_place)));
    value_set(arena, data, "by_period", value_numbers(arena, explanation->by_period, explanation->period_count));
    for (size_t i = 0; i < explanation->item_count; i++)
        value_append(arena, &items, item_value(arena, &explanation->items[i]));
    for (size_t p = 0; p < explanation->part_count; p++)
        value_append(arena, &parts, part_value(page, &explanation->parts[p]));
    value_set(arena, data, "items", items);
    value_set(arena, data, "parts", parts);
    value_set(arena, data, "levels",
        explained_level_values(arena, explanation->period_count, explanation->levels, explanation->level_count));
    case_data_diagnostics(page->document, &page->the_case->diagnostics);
}

static void add_facts(const ExplanationWriter *page) {
    static const char *const columns[] = { "study", "option", "versus", "council", "programme", "figure", "item",
        "kind", "component", "period", "times", "amount", "price", "path", "growth", "multiplier", "bias", "share",
        "discount_factor", "weight", "value", "place" };
    Document *document = page->document;
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t p = 0; p < page->explanation->part_count; p++) {
        const BizcaseExplainedPart *part = &page->explanation->parts[p];
        const BizcaseExplainedItem *item = &page->explanation->items[part->item];
        BizcaseScope scope = page->explanation->scope;
        scope.programme = item->programme;
        facts_add_scope(document, STUDY, &scope, bizcase_figure(page->explanation->figure).name);
        facts_add(document, value_text(page->arena, item->id));
        facts_add(document, value_text(page->arena, item->kind));
        facts_add(document, value_text(page->arena, part->component));
        facts_add(document, value_text(page->arena, page->explanation->periods[part->period]));
        facts_add(document, value_number(item->times));
        for (size_t f = 0; f < PART_FIELD_COUNT; f++) facts_add(document, value_number(part_number(part, f)));
        facts_add(document, value_text(page->arena, shown_place(part->place)));
    }
}

/* --- pages ----------------------------------------------------------------------------------------------------------- */

static const char *value_in_words(const ExplanationWriter *page) {
    const BizcaseExplanation *explanation = page->explanation;
    if (isnan(explanation->value)) return explanation->note ? explanation->note : "n/a";
    const NumberStyle styles[] = {
        [BIZCASE_MONEY] = { .prefix = page->currency, .suffix = "", .divisor = 1, .decimals = 2 },
        [BIZCASE_RATIO] = { .prefix = "", .suffix = " to 1", .divisor = 1, .decimals = 4 },
        [BIZCASE_RATE] = { .prefix = "", .suffix = "% a year", .divisor = 0.01, .decimals = 3 },
        [BIZCASE_YEARS] = { .prefix = "", .suffix = " years", .divisor = 1, .decimals = 3 }
    };
    return number_text(page->arena, explanation->value, styles[bizcase_figure(explanation->figure).unit]);
}

static const char *sum_in_words(const ExplanationWriter *page) {
    const NumberStyle money = { .prefix = page->currency, .suffix = "", .divisor = 1, .decimals = 2 };
    const char *sum = number_text(page->arena, page->explanation->sum, money);
    if (page->explanation->is_sum) return arena_format(page->arena, "The parts below add up to it: %s.", sum);
    return arena_format(page->arena, "It is no sum, but is read off the %s below, whose parts add up to %s.",
        page->explanation->is_discounted ? "present values" : "net flow", sum);
}

static void figure_section(const ExplanationWriter *page) {
    const BizcaseExplanation *explanation = page->explanation;
    const BizcaseScope *scope = &explanation->scope;
    Section *section = document_section(page->document, "The figure");
    section_paragraph(page->document, section,
        arena_format(page->arena, "%s of \"%s\"%s, %s, %s: %s. %s", bizcase_figure(explanation->figure).label,
            option_name(page->the_case, scope->option),
            scope->versus ? arena_format(page->arena, " against \"%s\"", option_name(page->the_case, scope->versus))
                          : "",
            strcmp(scope->council, "joint") == 0
                ? "joint"
                : arena_format(page->arena, "%s %s", page->the_case->settings.party, scope->council),
            strcmp(scope->programme, "total") == 0 ? "all programmes"
                                                   : arena_format(page->arena, "programme %s", scope->programme),
            value_in_words(page), sum_in_words(page)));
    section_paragraph(page->document, section,
        arena_format(page->arena, "Discounted at %s (%s).", explanation->discount,
            *explanation->discount_place ? shown_place(explanation->discount_place) : "the default"));
}

static void items_section(const ExplanationWriter *page) {
    const BizcaseExplanation *explanation = page->explanation;
    Section *section = document_section(page->document, "By line");
    grid_column(page->document, section, "Line or risk", ALIGN_LEFT);
    grid_column(page->document, section, "Kind", ALIGN_LEFT);
    grid_column(page->document, section, "Programme", ALIGN_LEFT);
    grid_column(page->document, section, page->currency, ALIGN_RIGHT);
    grid_column(page->document, section, "Row", ALIGN_LEFT);
    for (size_t i = 0; i < explanation->item_count; i++) {
        const BizcaseExplainedItem *item = &explanation->items[i];
        grid_text(page->document, section, item->id);
        grid_text(page->document, section,
            item->times < 0 ? arena_format(page->arena, "%s of the baseline", item->kind) : item->kind);
        grid_text(page->document, section, item->programme);
        grid_number(page->document, section, item->total, penny_style());
        grid_text(page->document, section, shown_place(item->place));
    }
    const char *const total[] = { "Total", "", "" };
    for (size_t i = 0; i < sizeof total / sizeof total[0]; i++) grid_text(page->document, section, total[i]);
    grid_number(page->document, section, explanation->sum, penny_style());
    grid_text(page->document, section, "");
    section->grid.total_last = true;
}

static void periods_section(const ExplanationWriter *page) {
    const BizcaseExplanation *explanation = page->explanation;
    Section *section = document_section(page->document, "By period");
    grid_column(page->document, section, "Period", ALIGN_LEFT);
    grid_column(page->document, section, page->currency, ALIGN_RIGHT);
    for (size_t t = 0; t < explanation->period_count; t++) {
        grid_text(page->document, section, explanation->periods[t]);
        grid_number(page->document, section, explanation->by_period[t], penny_style());
    }
    grid_text(page->document, section, "Total");
    grid_number(page->document, section, explanation->sum, penny_style());
    section->grid.total_last = true;
}

static const char *source_value(const ExplanationWriter *page, const BizcaseSource *source) {
    const double money = page->the_case->settings.scale * source->value;
    const NumberStyle style = { page->currency, "", 1, money == round(money) ? 0 : 2 };
    if (source->unit == BIZCASE_SOURCE_SHARE) return arena_format(page->arena, "%.6g%%", 100 * source->value);
    if (source->unit == BIZCASE_SOURCE_MONEY) return number_text(page->arena, money, style);
    return number_exact_text(page->arena, source->value);
}

static const char *source_text(const ExplanationWriter *page, const BizcaseSource *source) {
    const char *place = *source->place ? shown_place(source->place) : "the default";
    if (isnan(source->value)) return arena_format(page->arena, "%s: by period (%s).", source->what, place);
    return arena_format(page->arena, "%s: %s (%s).", source->what, source_value(page, source), place);
}

static void part_row(const ExplanationWriter *page, Section *section, const BizcaseExplainedPart *part, double times) {
    const double factors[] = { part->price * part->path * part->growth, part->multiplier, part->bias, part->share,
        times * part->weight };
    grid_text(page->document, section, page->explanation->periods[part->period]);
    grid_text(page->document, section, part->component);
    grid_number(page->document, section, part->amount, penny_style());
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++)
        grid_number(page->document, section, factors[f], factor_style);
    grid_number(page->document, section, part->value, penny_style());
    grid_text(page->document, section, shown_place(part->place));
}

static void item_section(const ExplanationWriter *page, size_t i) {
    const BizcaseExplainedItem *item = &page->explanation->items[i];
    Section *section = document_section(page->document, arena_format(page->arena, "%s: %s", item->id, item->name));
    grid_column(page->document, section, "Period", ALIGN_LEFT);
    grid_column(page->document, section, "Component", ALIGN_LEFT);
    static const char *const headings[] = { "Amount", "× price, path", "× factors", "× bias", "× share", "× weight",
        "= part" };
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(page->document, section, headings[h], ALIGN_RIGHT);
    grid_column(page->document, section, "Cell", ALIGN_LEFT);
    for (size_t p = 0; p < page->explanation->part_count; p++)
        if (page->explanation->parts[p].item == i) part_row(page, section, &page->explanation->parts[p], item->times);
    for (size_t s = 0; s < item->source_count; s++)
        section_note(page->document, section, source_text(page, &item->sources[s]));
}

static void add_sections(const ExplanationWriter *page) {
    case_head(page->document, "One figure explained", page->the_case);
    figure_section(page);
    items_section(page);
    periods_section(page);
    for (size_t i = 0; i < page->explanation->item_count; i++) item_section(page, i);
    explained_level_sections(page->document, page->explanation->periods, page->explanation->period_count,
        page->explanation->levels, page->explanation->level_count);
    Section *section = document_section(page->document, "How to read this");
    section_note(page->document, section,
        "Amounts are after the plan's delays, in price-base prices; a risk's is the part of its impact that falls in "
        "the period. Weight: what 1 of it adds to the figure, for net present value the discount factor, negative for "
        "costs and for what only the baseline has. Factors are shown to four decimals; the parts are worked out "
        "unrounded, as JSON and CSV show them.");
    case_warnings_section(page->document, &page->the_case->diagnostics);
}

typedef struct ExplanationPage {
    const Case *the_case;
    const BizcaseExplanation *explanation;
} ExplanationPage;

static void fill(Document *document, const void *context) {
    const ExplanationPage *from = context;
    const ExplanationWriter page = { document, document->arena, from->the_case, from->explanation,
        from->the_case->settings.currency };
    add_data(&page);
    add_facts(&page);
    add_sections(&page);
}

BizcaseStatus bizcase_explanation_document(
    const BizcaseCase *loaded, const BizcaseExplanation *explanation, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    if (!case_is_sound(loaded) || !explanation) return BIZCASE_BAD_REQUEST;
    const ExplanationPage from = { &loaded->data, explanation };
    return document_make(fill, &from, result);
}

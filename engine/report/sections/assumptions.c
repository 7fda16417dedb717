/* The assumptions log: what each number of the case is, who answers for it, and how much net present value moves with it. */
#include <math.h>
#include <string.h>

#include "case/handle.h"
#include "case/reading/ids.h"
#include "report/document/document.h"
#include "report/sections/assumption_list.h"
#include "report/sections/case_data.h"
#include "report/sections/contents.h"

enum { MATTER_MOST = 10 };

typedef struct AssumptionLog {
    const BizcaseCase *loaded;
    const BizcaseSensitivity *study; /* may be NULL */
} AssumptionLog;

static const char *missing_of(const Assumption *item) {
    return item->has_no_owner && item->has_no_source ? "owner and source"
           : item->has_no_owner                      ? "owner"
           : item->has_no_source                     ? "source"
                                                     : "";
}

static const char *place_of(Arena *arena, const Assumption *item) {
    return item->place.file ? shown_place(place_text(arena, item->place)) : "";
}

/* --- for programs ---------------------------------------------------------------------------------------------------- */

static const char *const columns[] = { "kind", "id", "name", "value", "number", "low", "high", "unit", "date", "owner",
    "source", "note", "effect", "effect_over", "weak_source", "place", "missing" };
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

static void add_data(Document *document, const AssumptionList *list) {
    Arena *arena = document->arena;
    Value entries = value_list();
    facts_start(document, columns, COLUMN_COUNT);
    for (size_t i = 0; i < list->count; i++) {
        const Assumption *item = &list->items[i];
        Value entry = value_object();
        const Value values[COLUMN_COUNT] = { value_text(arena, item->kind), value_text(arena, item->id),
            value_text(arena, item->name), value_text(arena, item->value), value_number(item->number),
            value_number(item->low), value_number(item->high), value_text(arena, item->unit),
            value_text(arena, item->date), value_text(arena, item->owner), value_text(arena, item->source),
            value_text(arena, item->note), item->npv_most ? value_number(assumption_swing(item, 0)) : value_null(),
            value_text(arena, item->effect_over), value_text(arena, item->weak ? item->weak : ""),
            value_text(arena, place_of(arena, item)), value_text(arena, missing_of(item)) };
        for (size_t c = 0; c < COLUMN_COUNT; c++) {
            value_set(arena, &entry, columns[c], values[c]);
            facts_add(document, values[c]);
        }
        value_append(arena, &entries, entry);
    }
    value_set(arena, &document->data, "assumptions", entries);
}

/* --- for people ------------------------------------------------------------------------------------------------------ */

/* How often sources are no more than a word, in the order in which the words come. */
typedef struct WeakSources {
    const char **word;
    size_t *count, kinds, all;
} WeakSources;

static WeakSources weak_sources(Arena *arena, const AssumptionList *list) {
    WeakSources weak = { arena_array(arena, list->count, sizeof *weak.word),
        arena_array(arena, list->count, sizeof *weak.count), 0, 0 };
    for (size_t i = 0; i < list->count; i++) {
        size_t w = 0;
        if (!list->items[i].weak) continue;
        while (w < weak.kinds && strcmp(weak.word[w], list->items[i].weak) != 0) w++;
        if (w == weak.kinds) weak.word[weak.kinds++] = list->items[i].weak;
        weak.count[w]++;
        weak.all++;
    }
    return weak;
}

static void add_summary(Document *document, Section *section, const AssumptionList *list, size_t missing_count) {
    Arena *arena = document->arena;
    const WeakSources weak = weak_sources(arena, list);
    const char *words = "";
    for (size_t w = 0; w < weak.kinds; w++)
        words = arena_format(arena, "%s%s\"%s\" (%zu)", words, w ? ", " : "", weak.word[w], weak.count[w]);
    section_paragraph(document, section,
        arena_format(arena,
            "%zu assumptions. %zu of them have no source, or no owner where their file has a column for it.",
            list->count, missing_count));
    if (weak.all)
        section_paragraph(
            document, section, arena_format(arena, "%zu have a source that says no more than %s.", weak.all, words));
    size_t shown = 0, unsure = 0;
    for (size_t i = 0; i < list->count && i < MATTER_MOST && list->items[i].npv_most; i++, shown++)
        unsure += list->items[i].weak || list->items[i].has_no_source;
    if (shown > 1)
        section_paragraph(document, section,
            arena_format(arena, "Of the %zu that move net present value most, %zu rest on such a source or on none.",
                shown, unsure));
}

static void add_headings(Document *document, Section *section, const char *const *headings, size_t count) {
    for (size_t h = 0; h < count; h++) grid_column(document, section, headings[h], ALIGN_LEFT);
}

static void add_missing(Document *document, Section *section, const AssumptionList *list) {
    static const char *const headings[] = { "Assumption", "Has no", "Where" };
    add_headings(document, section, headings, 3);
    for (size_t i = 0; i < list->count; i++) {
        const Assumption *item = &list->items[i];
        if (!missing_of(item)[0]) continue;
        grid_text(document, section, item->name);
        grid_text(document, section, missing_of(item));
        grid_text(document, section, place_of(document->arena, item));
    }
}

static void add_all(Document *document, Section *section, const Case *the_case, const AssumptionList *list) {
    static const char *const headings[] = { "Assumption", "Value", "Low to high", "Effect on NPV",
        "Measured over, or why none", "Owner", "Source", "Date", "Where" };
    Arena *arena = document->arena;
    const char *currency = the_case->settings.currency;
    add_headings(document, section, headings, sizeof headings / sizeof headings[0]);
    for (size_t i = 0; i < list->count; i++) {
        const Assumption *item = &list->items[i];
        const double swing = assumption_swing(item, 0);
        const char *const texts[] = { item->name, assumption_value(arena, item, currency), item->range,
            item->npv_most ? number_text(arena, swing, style_money_in_words(currency, swing)) : "", item->effect_over,
            item->owner, item->source, item->date, place_of(arena, item) };
        for (size_t c = 0; c < sizeof texts / sizeof texts[0]; c++) grid_text(document, section, texts[c]);
    }
    section_note(document, section,
        "The assumptions that move net present value most come first. The effect is by how much joint net present "
        "value "
        "moves while this one number goes over its range and all others stay at the plan: from P10 to P90 of what is "
        "uncertain, 10% either way of what is certain (of a price index, its growth in every year), a percentage point "
        "either way of the discount rate, six months of a phase without a range. A number without an effect and "
        "without a reason is a setting, part of another option, or moves only together with others.");
    section_note(
        document, section, "The value of a line is its money over the horizon, before prices and discounting.");
}

void assumptions_sections(const Briefing *briefing) {
    const AssumptionList list = assumption_list(briefing->arena, briefing->the_case, briefing->sensitivity);
    Section *section = document_section(briefing->document, "All assumptions");
    section->name = "assumptions";
    add_all(briefing->document, section, briefing->the_case, &list);
}

static void fill(Document *document, const void *context) {
    const AssumptionLog *log = context;
    const Case *the_case = case_of(log->loaded);
    const AssumptionList list = assumption_list(document->arena, the_case, log->study);
    size_t missing_count = 0;
    case_head(document, "Assumptions log", the_case);
    for (size_t i = 0; i < list.count; i++) missing_count += missing_of(&list.items[i])[0] != '\0';
    add_summary(document, document_section(document, "Who answers for what"), &list, missing_count);
    add_all(document, document_section(document, "All assumptions"), the_case, &list);
    add_missing(document, document_section(document, "What nobody answers for, or has no source"), &list);
    case_data_start(document, "assumptions", the_case, NULL);
    value_set(document->arena, &document->data, "missing", value_integer(missing_count));
    value_set(
        document->arena, &document->data, "weak_sources", value_integer(weak_sources(document->arena, &list).all));
    add_data(document, &list);
    case_data_diagnostics(document, &the_case->diagnostics);
}

BizcaseStatus bizcase_assumptions_document(
    const BizcaseCase *loaded, const BizcaseSensitivity *study, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    return case_is_sound(loaded) ? document_make(fill, &(AssumptionLog){ loaded, study }, result) : BIZCASE_BAD_REQUEST;
}

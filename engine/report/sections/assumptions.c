/* The assumptions log: the source, owner and note columns of the case, and what has none. */
#include "case/handle.h"
#include "case/reading/ids.h"
#include "report/document/document.h"
#include "report/sections/case_data.h"

/* One assumption; owner NULL: its file has no such column. */
typedef struct Assumption {
    const char *kind, *id, *name, *owner, *source, *note;
    Place place;
} Assumption;

typedef struct Log {
    Document *document;
    Section *all, *missing;
    Value entries;
    size_t count, missing_count;
} Log;

static const char *const columns[] = { "kind", "id", "name", "owner", "source", "note", "place", "missing" };
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

static const char *missing_of(const Assumption *entry) {
    const bool no_owner = entry->owner && !*entry->owner, no_source = !*entry->source;
    return no_owner && no_source ? "owner and source" : no_owner ? "owner" : no_source ? "source" : "";
}

static void add(Log *log, const Assumption *entry) {
    Document *document = log->document;
    const char *missing = missing_of(entry);
    const char *const texts[COLUMN_COUNT] = { entry->kind, entry->id, entry->name, entry->owner ? entry->owner : "",
        entry->source, entry->note, shown_place(place_text(document->arena, entry->place)), missing };
    Value value = value_object();
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        value_set(document->arena, &value, columns[c], value_text(document->arena, texts[c]));
        facts_add(document, value_text(document->arena, texts[c]));
    }
    value_append(document->arena, &log->entries, value);
    for (size_t c = 0; c + 1 < COLUMN_COUNT; c++) grid_text(document, log->all, texts[c]);
    log->count++;
    if (!*missing) return;
    grid_text(document, log->missing, arena_format(document->arena, "%s %s", entry->kind, entry->id));
    grid_text(document, log->missing, missing);
    grid_text(document, log->missing, texts[6]);
    log->missing_count++;
}

static void add_all(Log *log, const Case *the_case) {
    static const char *const sides[] = { [SIDE_COST] = "cost", [SIDE_BENEFIT] = "benefit" };
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        add(log, &(Assumption){ sides[line->side], line->label.id, line->label.name, line->owner, line->source,
                     line->note, line->label.place });
    }
    for (size_t d = 0; d < the_case->driver_count; d++) {
        const Driver *driver = &the_case->drivers[d];
        add(log, &(Assumption){ "driver", driver->label.id, driver->label.name, NULL, driver->source, driver->note,
                     driver->label.place });
    }
    for (size_t r = 0; r < the_case->risk_count; r++) {
        const Risk *risk = &the_case->risks[r];
        add(log, &(Assumption){ "risk", risk->label.id, risk->label.name, risk->owner, risk->source, risk->note,
                     risk->label.place });
    }
    for (size_t i = 0; i < the_case->index_count; i++) {
        const Index *index = &the_case->indices[i];
        add(log,
            &(Assumption){ "index", index->label.id, index->label.name, NULL, index->source, "", index->label.place });
    }
}

static void fill(Document *document, const void *context) {
    const Case *the_case = context;
    static const char *const missing_headings[] = { "What", "Has no", "Where" };
    static const char *const headings[] = { "Kind", "Id", "Name", "Owner", "Source", "Note", "Where" };
    case_head(document, "Assumptions log", the_case);
    Section *summary = document_section(document, "Who answers for what");
    Log log = { .document = document,
        .missing = document_section(document, "What nobody answers for, or has no source"),
        .all = document_section(document, "All assumptions"),
        .entries = value_list() };
    for (size_t h = 0; h < sizeof missing_headings / sizeof missing_headings[0]; h++)
        grid_column(document, log.missing, missing_headings[h], ALIGN_LEFT);
    for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
        grid_column(document, log.all, headings[h], ALIGN_LEFT);
    facts_start(document, columns, COLUMN_COUNT);
    add_all(&log, the_case);
    section_paragraph(document, summary,
        arena_format(document->arena,
            "%zu lines, drivers, risks and indices; %zu of them have no source, or no owner where their file has a "
            "column for one.",
            log.count, log.missing_count));
    case_data_start(document, "assumptions", the_case, NULL);
    value_set(document->arena, &document->data, "missing", value_integer(log.missing_count));
    value_set(document->arena, &document->data, "assumptions", log.entries);
    case_data_diagnostics(document, &the_case->diagnostics);
}

BizcaseStatus bizcase_assumptions_document(const BizcaseCase *loaded, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    return case_is_sound(loaded) ? document_make(fill, &loaded->data, result) : BIZCASE_BAD_REQUEST;
}

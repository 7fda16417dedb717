#include "report/sections/case_data.h"

#include <string.h>

#include "base/words.h"

static const char *const timing_names[] = {
    [DISCOUNT_START] = "start", [DISCOUNT_MID] = "mid", [DISCOUNT_END] = "end"
};
static const char *const severity_names[] = { [BIZCASE_WARNING] = "warning", [BIZCASE_ERROR] = "error" };

const char *severity_name(BizcaseSeverity severity) {
    return severity_names[severity];
}

const char *case_period_text(Arena *arena, const Settings *settings, size_t t) {
    Period period = settings->start;
    period.first_month += (int)t * period.length_months;
    return period_text(arena, period);
}

const char *option_name(const Case *the_case, const char *id) {
    for (size_t i = 0; i < the_case->option_count; i++)
        if (strcmp(the_case->options[i].label.id, id) == 0) return the_case->options[i].label.name;
    return id;
}

static Value label_value(Arena *arena, Label label) {
    Value value = value_object();
    value_set(arena, &value, "id", value_text(arena, label.id));
    value_set(arena, &value, "name", value_text(arena, label.name));
    return value;
}

static Value labels_value(Arena *arena, const Label *labels, size_t count) {
    Value list = value_list();
    for (size_t i = 0; i < count; i++) value_append(arena, &list, label_value(arena, labels[i]));
    return list;
}

static Value options_value(Arena *arena, const Case *the_case) {
    Value list = value_list();
    for (size_t i = 0; i < the_case->option_count; i++) {
        Value option = label_value(arena, the_case->options[i].label);
        value_set(arena, &option, "role", value_text(arena, option_role_names[the_case->options[i].role]));
        value_append(arena, &list, option);
    }
    return list;
}

static const char *price_base_text(Arena *arena, const Settings *settings) {
    return period_text(
        arena, (Period){ .first_month = settings->price_base_month, .length_months = settings->start.length_months });
}

static Value case_value(Arena *arena, const Case *the_case, const double *discount_factors) {
    const Settings *settings = &the_case->settings;
    Value periods = value_list();
    for (size_t t = 0; t < settings->period_count; t++)
        value_append(arena, &periods, value_text(arena, case_period_text(arena, &the_case->settings, t)));
    Value value = value_object();
    value_set(arena, &value, "title", value_text(arena, settings->title));
    value_set(arena, &value, "version", value_text(arena, settings->version));
    value_set(arena, &value, "author", value_text(arena, settings->author));
    value_set(arena, &value, "date", value_text(arena, settings->date));
    value_set(arena, &value, "digest", value_text(arena, the_case->digest));
    value_set(arena, &value, "periods", periods);
    value_set(arena, &value, "start", value_text(arena, period_text(arena, settings->start)));
    value_set(arena, &value, "price_base", value_text(arena, price_base_text(arena, settings)));
    value_set(arena, &value, "discount", value_text(arena, settings->discount.name));
    value_set(arena, &value, "discount_timing", value_text(arena, timing_names[settings->discount_timing]));
    if (discount_factors)
        value_set(arena, &value, "discount_factors", value_numbers(arena, discount_factors, settings->period_count));
    value_set(arena, &value, "currency", value_text(arena, settings->currency));
    value_set(arena, &value, "councils", labels_value(arena, the_case->councils, the_case->council_count));
    value_set(arena, &value, "programmes", labels_value(arena, the_case->programmes, the_case->programme_count));
    value_set(arena, &value, "options", options_value(arena, the_case));
    return value;
}

void case_data_start(Document *document, const char *study, const Case *the_case, const double *discount_factors) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "study", value_text(arena, study));
    if (the_case->settings.period_count)
        value_set(arena, &document->data, "case", case_value(arena, the_case, discount_factors));
    value_set(arena, &document->data, "scenarios", value_texts(arena, the_case->scenarios, the_case->scenario_count));
    value_set(arena, &document->data, "changes", value_texts(arena, the_case->changes, the_case->change_count));
}

void case_data_diagnostics(Document *document, const Diagnostics *diagnostics) {
    Arena *arena = document->arena;
    Value list = value_list();
    for (size_t i = 0; i < diagnostics->count; i++) {
        const BizcaseDiagnostic *item = &diagnostics->items[i];
        Value value = value_object();
        value_set(arena, &value, "file", value_text(arena, diagnostic_source(item)));
        value_set(arena, &value, "line", value_integer(item->line));
        value_set(arena, &value, "column", value_integer(item->column));
        value_set(arena, &value, "cell", value_text(arena, item->cell));
        value_set(arena, &value, "severity", value_text(arena, severity_name(item->severity)));
        value_set(arena, &value, "message", value_text(arena, item->message));
        value_set(arena, &value, "hint", value_text(arena, item->hint));
        value_append(arena, &list, value);
    }
    value_set(arena, &document->data, "diagnostics", list);
}

static const char *joined(Arena *arena, const char *const *texts, size_t count) {
    const char *all = "";
    for (size_t i = 0; i < count; i++) all = arena_format(arena, "%s%s%s", all, i ? ", " : "", texts[i]);
    return all;
}

/* "Version 1.2, 3 May 2018, A. Author", without what is not given. */
static const char *edition_text(Arena *arena, const Settings *settings) {
    const char *parts[3];
    size_t count = 0;
    if (*settings->version) parts[count++] = arena_format(arena, "version %s", settings->version);
    if (*settings->date) parts[count++] = settings->date;
    if (*settings->author) parts[count++] = settings->author;
    return joined(arena, parts, count);
}

void case_variation(Document *document, const Case *the_case) {
    document->variation = *the_case->variation ? the_case->variation : NULL;
}

void case_head(Document *document, const char *what, const Case *the_case) {
    Arena *arena = document->arena;
    const Settings *settings = &the_case->settings;
    document->title = what;
    if (*settings->title)
        document->title = arena_format(arena, "%s: %c%s", settings->title, lower_letter(*what), what + 1);
    case_variation(document, the_case);
    input_files_add(arena, &document->inputs, the_case);
    document->title = varied_text(document, document->title);
    const char *edition = edition_text(arena, settings);
    if (*edition) document_head(document, arena_format(arena, "Case: %s", edition));
    if (the_case->scenario_count)
        document_head(document, arena_format(arena, "Scenarios applied, in this order: %s",
                                    joined(arena, the_case->scenarios, the_case->scenario_count)));
    if (the_case->change_count)
        document_head(document, arena_format(arena, "Changes made to the case: %s",
                                    joined(arena, the_case->changes, the_case->change_count)));
    document_head(document, arena_format(arena, "Made by: bizcase %s", bizcase_version()));
    document_head(document, arena_format(arena, "Digest of the files: %s", the_case->digest));
}

/* Readers of a document ask with the command. */
static const struct {
    const char *field, *option;
} field_options[] = { { "changes", "--set" }, { "until", "--until" } };

const char *shown_place(const char *place) {
    for (size_t i = 0; i < sizeof field_options / sizeof field_options[0]; i++)
        if (strcmp(place, field_options[i].field) == 0) return field_options[i].option;
    return place;
}

const char *diagnostic_source(const BizcaseDiagnostic *diagnostic) {
    return *diagnostic->file ? diagnostic->file : shown_place(diagnostic->field);
}

const char *diagnostic_place(Arena *arena, const BizcaseDiagnostic *diagnostic) {
    if (!diagnostic->line) return arena_text(arena, diagnostic_source(diagnostic));
    if (diagnostic->in_sheet && *diagnostic->cell)
        return arena_format(arena, "%s!%s", diagnostic->file, diagnostic->cell);
    if (diagnostic->in_sheet) return arena_format(arena, "%s!%u", diagnostic->file, diagnostic->line);
    if (!diagnostic->column) return arena_format(arena, "%s:%u", diagnostic->file, diagnostic->line);
    return arena_format(arena, "%s:%u:%u", diagnostic->file, diagnostic->line, diagnostic->column);
}

Diagnostics case_problems(Arena *arena, const Case *the_case, const BizcaseDiagnostic *more, size_t count) {
    Diagnostics all;
    diagnostics_init(&all, arena);
    for (size_t i = 0; i < the_case->diagnostics.count; i++) diagnostics_copy(&all, &the_case->diagnostics.items[i]);
    for (size_t i = 0; i < count; i++) diagnostics_copy(&all, &more[i]);
    return all;
}

void case_warnings_section(Document *document, const Diagnostics *diagnostics) {
    enum { SHOWN = 5 };
    Arena *arena = document->arena;
    if (!diagnostics->count) return;
    Section *section = document_section(document, "Warnings about the case");
    for (size_t i = 0; i < diagnostics->count && i < SHOWN; i++)
        section_note(document, section,
            arena_format(
                arena, "%s: %s.", diagnostic_place(arena, &diagnostics->items[i]), diagnostics->items[i].message));
    if (diagnostics->count > SHOWN)
        section_note(document, section,
            arena_format(arena, "And %zu more: the check of the case lists them all.", diagnostics->count - SHOWN));
}

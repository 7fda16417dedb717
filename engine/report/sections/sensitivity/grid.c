/* A figure over two assumptions. */
#include "report/sections/sensitivity/pages.h"

static Value grid_value(Arena *arena, const BizcaseSensitivity *study) {
    const BizcaseGrid *grid = study->grid;
    if (!grid) return value_null();
    Value value = value_object(), rows = value_list();
    value_set(arena, &value, "first", lever_value(arena, lever_of(study, grid->levers[0])));
    value_set(arena, &value, "second", lever_value(arena, lever_of(study, grid->levers[1])));
    value_set(arena, &value, "figure", value_text(arena, bizcase_figure(grid->figure).name));
    for (size_t i = 0; i < grid->counts[0] * grid->counts[1]; i++) {
        Value cell = value_object();
        value_set(arena, &cell, "first", value_number(grid->values[0][i / grid->counts[1]]));
        value_set(arena, &cell, "second", value_number(grid->values[1][i % grid->counts[1]]));
        value_set(arena, &cell, "results", by_body(arena, study, grid->results + i * study->body_count));
        value_set(arena, &cell, "notes", notes_by_body(arena, study, grid->notes + i * study->body_count));
        value_append(arena, &rows, cell);
    }
    value_set(arena, &value, "cells", rows);
    return value;
}

static void add_data(Document *document, const BizcaseSensitivity *study) {
    Arena *arena = document->arena;
    value_set(arena, &document->data, "grid", grid_value(arena, study));
}

static void grid_section(const Briefing *briefing) {
    const BizcaseSensitivity *study = briefing->sensitivity;
    Document *document = briefing->document;
    const BizcaseGrid *grid = study->grid;
    if (!grid) return;
    const BizcaseFigure figure = bizcase_figure(grid->figure);
    for (size_t b = 0; b < briefing->body_count; b = next_body(briefing, b)) {
        Section *section = document_section(document,
            arena_format(briefing->arena, "%s, %s: %s by %s", figure.label, b ? body_name(briefing, b) : "joint",
                lever_of(study, grid->levers[0])->label, lever_of(study, grid->levers[1])->label));
        grid_column(document, section, "", ALIGN_RIGHT);
        for (size_t j = 0; j < grid->counts[1]; j++)
            grid_column(document, section,
                short_setting_text(briefing->arena, lever_of(study, grid->levers[1]), grid->values[1][j]), ALIGN_RIGHT);
        for (size_t i = 0; i < grid->counts[0]; i++) {
            grid_text(document, section,
                short_setting_text(briefing->arena, lever_of(study, grid->levers[0]), grid->values[0][i]));
            for (size_t j = 0; j < grid->counts[1]; j++) {
                const size_t cell = (i * grid->counts[1] + j) * study->body_count + b;
                if (figure.is_payback)
                    grid_payback(document, section, grid->results[cell], grid->notes[cell]);
                else
                    grid_number(document, section, grid->results[cell], figure_style(briefing, figure));
            }
        }
        section_note(document, section, arena_format(briefing->arena, "In %s.", figure_unit(briefing, figure)));
    }
}

const SensitivityPages pages_of_grid = { .data = add_data, .sections = grid_section };

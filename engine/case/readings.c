#include "case/readings.h"

double line_cash_part(const Line *line) {
    if (line->type->is_cash) return 1;
    return line->type->in_cash == PART_CASHABLE ? line->cashable : 0;
}

double counted_part(const Case *the_case, const Line *line, MoneyReading reading) {
    return line->part * type_part(line->type, line->cashable, reading_meant(the_case, reading));
}

bool counts_in(const Case *the_case, const Line *line, unsigned readings) {
    for (int reading = 0; reading < READING_COUNT; reading++)
        if (readings & READING_BIT(reading) && counted_part(the_case, line, (MoneyReading)reading) > 0) return true;
    return false;
}

bool counts(const Case *the_case, const Line *line) {
    return counts_in(the_case, line, READING_BIT(READING_WHOLE));
}

static bool has_private_party(const Case *the_case) {
    if (!the_case->is_public) return false; /* the facts of a live page */
    for (size_t c = 0; c < the_case->council_count; c++)
        if (!the_case->is_public[c]) return true;
    return false;
}

const bool *councils_left_out(Arena *arena, const Case *the_case, MoneyReading reading) {
    if (reading_meant(the_case, reading) != READING_PUBLIC || !has_private_party(the_case)) return NULL;
    bool *left_out = arena_array(arena, the_case->council_count, sizeof *left_out);
    for (size_t c = 0; c < the_case->council_count; c++) left_out[c] = !the_case->is_public[c];
    return left_out;
}

bool line_has_money(const Case *the_case, const Line *line) {
    const int start = the_case->settings.start.first_month, end = settings_end_month(&the_case->settings);
    for (size_t i = 0; i < line->amounts.count; i++)
        if (line->amounts.value[i] != 0 && line->amounts.first_month[i] >= start && line->amounts.first_month[i] < end)
            return true;
    return line->formula != NULL;
}

/* A line of a type that may release cash differs even where all of it does: what it is made of is not cash by itself. */
bool reading_differs(const Case *the_case, MoneyReading reading) {
    for (size_t l = 0; l < the_case->line_count; l++) {
        const Line *line = &the_case->lines[l];
        if (type_part(line->type, 0, reading) != type_part(line->type, 0, READING_WHOLE) &&
            line_has_money(the_case, line))
            return true;
    }
    return reading == READING_PUBLIC && has_private_party(the_case);
}

Case case_in_reading(const Case *the_case, MoneyReading reading) {
    Case read = *the_case;
    read.reading = reading;
    return read;
}

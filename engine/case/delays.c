#include "case/delays.h"

static const char *const rules[] = { [DELAY_SHIFT] = "shift", [DELAY_EXTEND] = "extend" };

void row_delay(const Row *row, size_t phase_column, size_t rule_column, size_t *phase, DelayRule *rule) {
    const char *thing = row->sheet->kind->row;
    *phase = row_name(row, phase_column, &csv_phases);
    const size_t word =
        row_word(row, rule_column, rules, 2, arena_format(row->loader->arena, "what a %s does on a delay", thing));
    *rule = word == NONE ? DELAY_SHIFT : (DelayRule)word;
    if (row_is_blank(row, phase_column) && !row_is_blank(row, rule_column))
        row_warning(row, rule_column, "name its phase, or clear it", "\"%s\" has no effect on a %s without a phase",
            row_text(row, rule_column), thing);
}

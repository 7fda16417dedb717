/* The table of figures as an embedding program sees it. */
#include <string.h>

#include "bizcase/appraise.h"
#include "evaluate/figure_table.h"

size_t bizcase_figure_count(void) {
    return figure_count;
}

BizcaseFigure bizcase_figure(size_t index) {
    if (index >= figure_count) return (BizcaseFigure){ .name = "", .label = "" };
    const Figure *figure = figure_table[index];
    static const BizcaseUnit units[] = {
        [UNIT_MONEY] = BIZCASE_MONEY,
        [UNIT_RATIO] = BIZCASE_RATIO,
        [UNIT_RATE] = BIZCASE_RATE,
        [UNIT_YEARS] = BIZCASE_YEARS,
    };
    static const BizcaseReading readings[READING_COUNT] = {
        [READING_WHOLE] = BIZCASE_WHOLE, [READING_PUBLIC] = BIZCASE_PUBLIC, [READING_CASH] = BIZCASE_CASH
    };
    return (BizcaseFigure){ figure->name, figure->label, units[figure->unit], figure->higher_is_better,
        figure->by_default, figure->is_payback, readings[figure->reading] };
}

size_t bizcase_figure_find(const char *name) {
    size_t index = 0;
    if (!name) return figure_count;
    while (index < figure_count && strcmp(figure_table[index]->name, name) != 0) index++;
    return index;
}

const char *bizcase_reading_name(BizcaseReading reading) {
    static const char *const names[READING_COUNT] = {
        [BIZCASE_WHOLE] = "whole", [BIZCASE_PUBLIC] = "public", [BIZCASE_CASH] = "cash"
    };
    return (unsigned)reading < READING_COUNT ? names[reading] : NULL;
}

size_t bizcase_figure_in_reading(size_t figure, BizcaseReading reading) {
    static const MoneyReading readings[READING_COUNT] = {
        [BIZCASE_WHOLE] = READING_WHOLE, [BIZCASE_PUBLIC] = READING_PUBLIC, [BIZCASE_CASH] = READING_CASH
    };
    if (figure >= figure_count || (unsigned)reading >= READING_COUNT) return figure_count;
    return figure_in_reading((uint32_t)figure, readings[reading]);
}

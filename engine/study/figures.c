/* The table of figures as an embedding program sees it. */
#include <string.h>

#include "bizcase/appraise.h"
#include "evaluate/figure.h"

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
    return (BizcaseFigure){ figure->name, figure->label, units[figure->unit], figure->higher_is_better,
        figure->by_default, figure->is_payback };
}

size_t bizcase_figure_find(const char *name) {
    size_t index = 0;
    if (!name) return figure_count;
    while (index < figure_count && strcmp(figure_table[index]->name, name) != 0) index++;
    return index;
}

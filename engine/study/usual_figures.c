#include "study/usual_figures.h"

#include "case/readings.h"
#include "evaluate/figure_table.h"

size_t usual_figures(Arena *arena, const Case *the_case, UsualFigure **figures) {
    static const FigureIndex of_readings[] = { FIGURE_NPV_PUBLIC, FIGURE_NPV_CASH, FIGURE_PAYBACK_YEARS_CASH,
        FIGURE_PEAK_FUNDING_CASH };
    size_t count = 0;
    *figures = arena_array(arena, figure_count, sizeof **figures);
    for (size_t f = 0; f < figure_count; f++)
        if (figure_table[f]->by_default) (*figures)[count++] = (UsualFigure){ f, false };
    for (size_t i = 0; i < sizeof of_readings / sizeof of_readings[0]; i++)
        if (reading_differs(the_case, figure_table[of_readings[i]]->reading))
            (*figures)[count++] = (UsualFigure){ of_readings[i], true };
    return count;
}

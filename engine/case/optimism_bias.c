/* Upper bounds by project type: HM Treasury, Supplementary Green Book guidance: optimism bias, table 1, after Mott
   MacDonald, Review of large public procurement in the UK (2002). */
#include "case/optimism_bias.h"

#include <string.h>

/* Green Book project types with their upper-bound optimism bias. */
typedef struct ProjectType {
    const char *name;
    double upper_bound;
    MoneyKind measured_on;
} ProjectType;

static const ProjectType project_types[] = {
    { "standard_buildings", 0.24, KIND_CAPITAL },
    { "non_standard_buildings", 0.51, KIND_CAPITAL },
    { "standard_civil_engineering", 0.44, KIND_CAPITAL },
    { "non_standard_civil_engineering", 0.66, KIND_CAPITAL },
    { "equipment_development", 2.00, KIND_CAPITAL },
    { "outsourcing", 0.41, KIND_REVENUE },
};
enum { PROJECT_TYPE_COUNT = sizeof project_types / sizeof project_types[0] };

static const char *const kind_words[] = { [KIND_REVENUE] = "revenue", [KIND_CAPITAL] = "capital" };

static const ProjectType *find_project_type(const char *name) {
    for (size_t p = 0; p < PROJECT_TYPE_COUNT; p++)
        if (names_match(project_types[p].name, name)) return &project_types[p];
    return NULL;
}

static double of_project_type(const Row *row, size_t column, const ProjectType *type, LineSide side, MoneyKind kind) {
    if (side == SIDE_BENEFIT)
        row_error(row, column, "a fraction of the benefit, such as 15%",
            "project type \"%s\" has no optimism bias for benefits", type->name);
    else if (kind != type->measured_on)
        row_warning(row, column, NULL, "the optimism bias of \"%s\" was measured on %s costs, and this line is %s",
            type->name, kind_words[type->measured_on], kind_words[kind]);
    return type->upper_bound;
}

static double of_number(const Row *row, size_t column, LineSide side, double bias) {
    const char *text = row_text(row, column);
    const char *percent = arena_format(row->loader->arena, "did you mean \"%s%%\"?", text);
    const char *hint = strchr(text, '%') ? NULL : percent;
    if (bias < 0)
        row_error(row, column, NULL, "optimism bias \"%s\" is below 0", text);
    else if (side == SIDE_BENEFIT && bias > 1)
        row_error(row, column, hint, "optimism bias \"%s\" takes away more than the whole benefit", text);
    else if (bias >= 5)
        row_warning(row, column, hint, "optimism bias \"%s\" is an uplift of %.10g%%", text, bias * 100);
    return bias;
}

static const char *project_type_hint(Arena *arena, const char *name) {
    const char **names = arena_array(arena, PROJECT_TYPE_COUNT, sizeof *names);
    for (size_t p = 0; p < PROJECT_TYPE_COUNT; p++) names[p] = project_types[p].name;
    return choice_hint(arena, name, names, PROJECT_TYPE_COUNT);
}

static double read_bias(const Row *row, size_t column, LineSide side, MoneyKind kind) {
    const char *text = row_text(row, column);
    const ProjectType *type = find_project_type(text);
    double bias = 0;
    if (type) return of_project_type(row, column, type, side, kind);
    const bool is_word = (text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z');
    if (is_word) {
        if (side == SIDE_COST)
            row_error(row, column, project_type_hint(row->loader->arena, text),
                "\"%s\" is neither a number nor a project type", text);
        else
            row_error(row, column, NULL, "\"%s\" is not a number", text);
        return 0;
    }
    return row_number(row, column, NUMBER_PLAIN, &bias) == READ_GOOD ? of_number(row, column, side, bias) : 0;
}

void row_optimism_bias(const Row *row, size_t bias_column, size_t mitigation_column, Line *line) {
    row_number_within(row, mitigation_column, 0, 1, "a share from 0 to 1", &line->mitigation);
    line->unmitigated_bias = read_bias(row, bias_column, line->side, line->kind);
    line->optimism_bias = line->unmitigated_bias * (1 - line->mitigation);
}

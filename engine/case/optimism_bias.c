/* Named biases. Of costs, upper bounds by project type: HM Treasury, Supplementary Green Book guidance: optimism bias,
   table 1, after Mott MacDonald, Review of large public procurement in the UK (2002). Of benefits, corrections by grade of
   confidence: HM Treasury, Public Service Transformation Network and New Economy, Supporting public service
   transformation: cost benefit analysis guidance for local partnerships (2014), as in Greater Manchester's model. */
#include "case/optimism_bias.h"
#include "case/reading/bounds.h"

#include <string.h>

typedef struct NamedBias {
    const char *name;
    LineSide side;
    double bias;
    MoneyKind measured_on; /* of a cost */
} NamedBias;

static const NamedBias named_biases[] = {
    { "standard_buildings", SIDE_COST, 0.24, KIND_CAPITAL },
    { "non_standard_buildings", SIDE_COST, 0.51, KIND_CAPITAL },
    { "standard_civil_engineering", SIDE_COST, 0.44, KIND_CAPITAL },
    { "non_standard_civil_engineering", SIDE_COST, 0.66, KIND_CAPITAL },
    { "equipment_development", SIDE_COST, 2.00, KIND_CAPITAL },
    { "outsourcing", SIDE_COST, 0.41, KIND_REVENUE },
    { .name = "confidence_1", SIDE_BENEFIT, 0.00 },
    { .name = "confidence_2", SIDE_BENEFIT, 0.05 },
    { .name = "confidence_3", SIDE_BENEFIT, 0.10 },
    { .name = "confidence_4", SIDE_BENEFIT, 0.15 },
    { .name = "confidence_5", SIDE_BENEFIT, 0.25 },
    { .name = "confidence_6", SIDE_BENEFIT, 0.40 },
};
enum { NAMED_BIAS_COUNT = sizeof named_biases / sizeof named_biases[0] };

/* What the names of a side are. */
static const char *const what_of_side[] = { [SIDE_COST] = "a project type", [SIDE_BENEFIT] = "a grade of confidence" };

static const NamedBias *find_named_bias(const char *name) {
    for (size_t n = 0; n < NAMED_BIAS_COUNT; n++)
        if (names_match(named_biases[n].name, name)) return &named_biases[n];
    return NULL;
}

static const char *names_hint(Arena *arena, const char *name, LineSide side) {
    const char **names = arena_array(arena, NAMED_BIAS_COUNT, sizeof *names);
    size_t count = 0;
    for (size_t n = 0; n < NAMED_BIAS_COUNT; n++)
        if (named_biases[n].side == side) names[count++] = named_biases[n].name;
    return choice_hint(arena, name, names, count);
}

static double of_name(const Row *row, size_t column, const NamedBias *named, LineSide side, MoneyKind kind) {
    if (side == SIDE_COST && named->side == SIDE_BENEFIT)
        row_error(row, column, "a cost takes a fraction, such as 15%, or a project type",
            "\"%s\" grades the evidence of a benefit, but this line is a cost", named->name);
    else if (side == SIDE_BENEFIT && named->side == SIDE_COST)
        row_error(row, column, "a fraction of the benefit, such as 15%, or a grade from confidence_1 to confidence_6",
            "project type \"%s\" has no optimism bias for benefits", named->name);
    else if (side == SIDE_COST && kind != named->measured_on)
        row_warning(row, column, NULL, "the optimism bias of \"%s\" was measured on %s costs, but this line is %s",
            named->name, money_kind_names[named->measured_on], money_kind_names[kind]);
    return named->bias;
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

static double read_bias(const Row *row, size_t column, LineSide side, MoneyKind kind) {
    const char *text = row_text(row, column);
    const NamedBias *named = find_named_bias(text);
    double bias = 0;
    if (named) return of_name(row, column, named, side, kind);
    const bool is_word = (text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z');
    if (is_word) {
        row_error(row, column, names_hint(row->loader->arena, text, side), "\"%s\" is neither a number nor %s", text,
            what_of_side[side]);
        return 0;
    }
    return row_number(row, column, NUMBER_PLAIN, &bias) == READ_GOOD ? of_number(row, column, side, bias) : 0;
}

void row_optimism_bias(const Row *row, size_t bias_column, size_t mitigation_column, Line *line) {
    row_within(row, mitigation_column, BOUND_SHARE, &line->mitigation);
    line->unmitigated_bias = read_bias(row, bias_column, line->side, line->kind);
    line->optimism_bias = line->unmitigated_bias * (1 - line->mitigation);
}

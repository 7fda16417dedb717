#include "case/reading/row_uncertainty.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/plain_file.h"
#include "table/amount.h"
#include "table/odd_characters.h"

typedef struct ShapeReader {
    const Row *row;
    size_t column;
    const char *text;
    NumberRule rule; /* of values; weights are plain */
    DistributionInput *input;
} ShapeReader;

static bool shape_error(const ShapeReader *shape, const char *hint, const char *what) {
    row_error(shape->row, shape->column, hint, "\"%s\" %s", shape->text, what);
    return false;
}

/* One number between start and start + length; a blank is NaN. */
static bool parse_part(const ShapeReader *shape, const char *start, size_t length, NumberRule rule, double *value) {
    const char *part = arena_text_n(shape->row->loader->arena, start, length);
    *value = NAN;
    if (part[strspn(part, " ")] == '\0') return true;
    const Amount amount = amount_parse(part);
    if (amount.fault) {
        row_error(shape->row, shape->column, amount_hint(shape->row->loader->arena, part, amount.fault),
            "\"%s\" in \"%s\" is not a number", part, shape->text);
        return false;
    }
    *value = amount.value;
    if (rule != NUMBER_MONEY || !amount.has_percent) return true;
    row_error(shape->row, shape->column, "write money, not a percentage", "\"%s\" in \"%s\" is not an amount", part,
        shape->text);
    return false;
}

static size_t part_count(const char *text) {
    size_t count = 1;
    for (; *text; text++) count += *text == ';';
    return count;
}

static bool parse_numbers(const ShapeReader *shape) {
    const char *at = shape->text;
    double *numbers = arena_array(shape->row->loader->arena, part_count(at), sizeof *numbers);
    size_t count = 0;
    for (;; at++) {
        const size_t length = strcspn(at, ";");
        if (!parse_part(shape, at, length, NUMBER_PLAIN, &numbers[count++])) return false;
        at += length;
        if (*at == '\0') break;
    }
    shape->input->shape = numbers;
    shape->input->shape_count = count;
    return true;
}

static bool parse_pairs(const ShapeReader *shape) {
    const char *at = shape->text;
    const size_t most = part_count(at);
    double *values = arena_array(shape->row->loader->arena, most, sizeof *values);
    double *weights = arena_array(shape->row->loader->arena, most, sizeof *weights);
    size_t count = 0;
    for (; *at; at += *at == ';') {
        const size_t length = strcspn(at, ";"), value_length = strcspn(at, ":;");
        if (at[strspn(at, " ")] != ';' && at[strspn(at, " ")] != '\0') {
            if (at[value_length] != ':')
                return shape_error(shape, "value:weight;value:weight", "is not a list of values with weights");
            if (!parse_part(shape, at, value_length, shape->rule, &values[count]) ||
                !parse_part(shape, at + value_length + 1, length - value_length - 1, NUMBER_PLAIN, &weights[count]))
                return false;
            if (isnan(values[count]) || isnan(weights[count]))
                return shape_error(shape, "value:weight;value:weight", "has a value or a weight that is blank");
            count++;
        }
        at += length;
    }
    shape->input->values = values;
    shape->input->weights = weights;
    shape->input->value_count = count;
    return true;
}

/* Never outside the case folder: a case must be whole wherever it is copied to. */
static bool is_inside(const char *path) {
    if (path[0] == '/' || path[0] == '\\' || path[0] == '\0' || strchr(path, ':')) return false;
    for (const char *part = path; part; part = strpbrk(part, "/\\")) {
        part += *part == '/' || *part == '\\';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '\0' || part[2] == '/' || part[2] == '\\')) return false;
    }
    return true;
}

static bool parse_column(const ShapeReader *shape) {
    Loader *loader = shape->row->loader;
    const char *colon = strrchr(shape->text, ':');
    if (!colon || colon == shape->text || colon[1] == '\0')
        return shape_error(shape, "file.csv:column", "does not name a file and a column");
    const char *path = arena_text_n(loader->arena, shape->text, (size_t)(colon - shape->text));
    const char *name = colon + 1 + strspn(colon + 1, " ");
    if (!is_inside(path)) return shape_error(shape, "a file inside the case folder", "is outside the case");
    const int fault = folder_fault(&loader->folder, path);
    if (fault == FILE_NOT_PLAIN || fault == FILE_IS_OUTSIDE)
        return shape_error(shape, "a plain file inside the case folder",
            fault == FILE_NOT_PLAIN ? "is not a plain file" : "is a link that leads out of the case folder");
    if (fault == ENOENT || fault == ENOTDIR) {
        row_error(shape->row, shape->column,
            nearest_hint(loader->arena, path, loader->folder.csv, loader->folder.csv_count),
            "there is no file \"%s\" in the case", path);
        return false;
    }
    const DataFile *file = data_file_read(&loader->data_files, &loader->folder, path, loader->diagnostics);
    if (!file) return false;
    const long column = table_find_column(&file->table, name);
    if (column < 0) {
        const char **names = arena_array(loader->arena, file->table.column_count, sizeof *names);
        for (size_t c = 0; c < file->table.column_count; c++) names[c] = file->table.header[c].text;
        row_error(shape->row, shape->column, choice_hint(loader->arena, name, names, file->table.column_count),
            "%s has no column \"%s\"", path, name);
        return false;
    }
    const DataColumn *data =
        data_column_read(&loader->data_files, loader->arena, file, (size_t)column, loader->diagnostics);
    if (!data) return false;
    if (data->count == 0) {
        row_error(shape->row, shape->column, NULL, "column \"%s\" of %s holds no number", name, path);
        return false;
    }
    shape->input->values = data->values;
    shape->input->value_count = data->count;
    return true;
}

static bool parse_shape(const Row *row, size_t column, ShapeKind kind, NumberRule rule, DistributionInput *input) {
    static const double some_shape = NAN; /* enough for the distribution to say that it takes none */
    static bool (*const parse[])(const ShapeReader *) = {
        [SHAPE_NUMBERS] = parse_numbers, [SHAPE_PAIRS] = parse_pairs, [SHAPE_COLUMN] = parse_column
    };
    if (row_is_blank(row, column)) return true;
    if (kind == SHAPE_NONE) {
        input->shape = &some_shape;
        input->shape_count = 1;
        return true;
    }
    return parse[kind](&(ShapeReader){ row, column, row_text(row, column), rule, input });
}

static bool fit(
    const Row *row, const Distribution *distribution, const DistributionInput *input, Uncertainty *uncertainty) {
    const char *wrong = distribution_fit(row->loader->arena, distribution, input, &uncertainty->fitted);
    if (!wrong) return true;
    diagnostics_error(
        row->loader->diagnostics, uncertainty->place, NULL, "%s (%s of %s)", wrong, distribution->name, row_words(row));
    uncertainty->fitted = (Fitted){ 0 }; /* half a fit has no quantiles, and later checks ask for them */
    return false;
}

static const Distribution *find_distribution(const Row *row, size_t column) {
    const char *name = row_text(row, column);
    const Distribution *found = distribution_find(name);
    if (found) return found;
    const char **names = arena_array(row->loader->arena, distribution_count, sizeof *names);
    for (size_t d = 0; d < distribution_count; d++) names[d] = distribution_table[d]->name;
    const char *nearest = nearest_hint(row->loader->arena, name, names, distribution_count);
    row_error(row, column, nearest ? nearest : "see bizcase distributions", "\"%s\" is not a distribution", name);
    return NULL;
}

/* No distribution: certain, if nothing else asks for one. */
static bool read_certain(const Row *row, size_t first, double central, double certain_value, Uncertainty *uncertainty) {
    static const size_t others[] = { UNCERTAIN_LOW, UNCERTAIN_HIGH, UNCERTAIN_SHAPE };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (!row_is_blank(row, first + others[i])) {
            row_error(row, first + others[i], "name a distribution, such as triangular, or clear it",
                "\"%s\" is given, but column distribution is blank", row_text(row, first + others[i]));
            return false;
        }
    if (isnan(central)) central = certain_value;
    if (isnan(central)) {
        row_error(row, first + UNCERTAIN_CENTRAL, NULL, "there is neither a central value nor a distribution");
        return false;
    }
    const DistributionInput input = { .low = NAN, .central = central, .high = NAN };
    return fit(row, distribution_find("fixed"), &input, uncertainty);
}

static bool has_percent(const Row *row, size_t first) {
    static const size_t values[] = { UNCERTAIN_LOW, UNCERTAIN_CENTRAL, UNCERTAIN_HIGH };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const char *text = row_text(row, first + values[i]);
        if (*text && amount_parse(text).has_percent) return true;
    }
    return false;
}

/* blank_central: what a blank central value is beside a distribution; NaN: what the distribution says. */
static bool read_uncertainty(const Row *row, size_t first, NumberRule rule, double certain_value, double blank_central,
    Uncertainty *uncertainty) {
    DistributionInput input = { .low = NAN, .central = NAN, .high = NAN };
    bool good = row_number(row, first + UNCERTAIN_LOW, rule, &input.low) != READ_BAD;
    good = row_number(row, first + UNCERTAIN_CENTRAL, rule, &input.central) != READ_BAD && good;
    good = row_number(row, first + UNCERTAIN_HIGH, rule, &input.high) != READ_BAD && good;
    *uncertainty = (Uncertainty){ .central_blank = isnan(input.central),
        .in_percent = has_percent(row, first),
        .shape = row_text(row, first + UNCERTAIN_SHAPE),
        .place = row_cell(row, first + UNCERTAIN_DISTRIBUTION).place,
        .central_place = row_cell(row, first + UNCERTAIN_CENTRAL).place };
    if (row_is_blank(row, first + UNCERTAIN_DISTRIBUTION))
        return good && read_certain(row, first, input.central, certain_value, uncertainty);
    const Distribution *distribution = find_distribution(row, first + UNCERTAIN_DISTRIBUTION);
    if (!distribution) return false;
    good = parse_shape(row, first + UNCERTAIN_SHAPE, distribution->shape_kind, rule, &input) && good;
    if (good && uncertainty->central_blank && !isnan(blank_central)) {
        input.central = blank_central;
        if (!distribution_fit(row->loader->arena, distribution, &input, &uncertainty->fitted)) return true;
        input.central = NAN;
    }
    return good && fit(row, distribution, &input, uncertainty);
}

bool row_uncertainty(const Row *row, size_t first, NumberRule rule, double certain_value, Uncertainty *uncertainty) {
    return read_uncertainty(row, first, rule, certain_value, NAN, uncertainty);
}

bool row_multiplier(const Row *row, size_t first, Uncertainty *uncertainty) {
    return read_uncertainty(row, first, NUMBER_PLAIN, 1, 1, uncertainty);
}

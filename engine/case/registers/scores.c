/* scores.csv: points of each option for each criterion. */
#include <math.h>

#include "case/reading/row.h"
#include "case/registers/registers.h"

enum { CRITERION, OPTION, SCORE, LOW, HIGH, SOURCE, NOTE, COLUMN_COUNT };

static const Column columns[COLUMN_COUNT] = {
    [CRITERION] = { "criterion", .required = true, .help = "id of the criterion" },
    [OPTION] = { "option", .required = true, .help = "the option that is judged" },
    [SCORE] = { "score", .required = true, .help = "points, more is better" },
    [LOW] = { "low", .help = "the fewest points that it may deserve" },
    [HIGH] = { "high", .help = "the most" },
    [SOURCE] = { "source", .use = USED_AS_REMARK, .help = "who judged" },
    [NOTE] = COLUMN_NOTE,
};

static void check_repeated(const Row *row, const Score *score) {
    const Registers *registers = row->loader->the_case->registers;
    for (const Score *before = registers->scores; before < score; before++)
        if (before->criterion == score->criterion && before->option == score->option)
            row_error(
                row, OPTION, NULL, "there is already a score, at %s", place_text(row->loader->arena, before->place));
}

static void read_score(const Row *row, Score *score) {
    *score = (Score){ row_name(row, CRITERION, &csv_criteria), row_name(row, OPTION, &csv_options), 0, NAN, NAN,
        row_place(row) };
    if (row_is_blank(row, SCORE)) row_error(row, SCORE, NULL, "a score is missing");
    row_number(row, SCORE, NUMBER_PLAIN, &score->central);
    row_number(row, LOW, NUMBER_PLAIN, &score->low);
    row_number(row, HIGH, NUMBER_PLAIN, &score->high);
    if (isnan(score->low)) score->low = score->central;
    if (isnan(score->high)) score->high = score->central;
    if (!(score->low <= score->central && score->central <= score->high))
        row_error(row, SCORE, NULL, "the score is not between low and high");
}

/* What is not judged cannot be ranked. */
static void check_complete(Loader *loader, const Sheet *sheet) {
    const Case *the_case = loader->the_case;
    const Registers *registers = the_case->registers;
    if (registers->score_count == 0 || loader_ids(loader, &csv_criteria)->incomplete ||
        loader->diagnostics->error_count > 0)
        return;
    for (size_t c = 0; c < registers->criterion_count; c++)
        for (size_t o = 0; o < the_case->option_count; o++) {
            size_t found = 0;
            for (size_t s = 0; s < registers->score_count; s++)
                found += registers->scores[s].criterion == c && registers->scores[s].option == o;
            if (found == 0)
                diagnostics_error(loader->diagnostics, header_place(sheet), NULL,
                    "option \"%s\" has no score for criterion \"%s\"", the_case->options[o].label.id,
                    registers->criteria[c].label.id);
        }
}

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->scores = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->scores);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        Score *score = &registers->scores[registers->score_count];
        read_score(&row, score);
        if (score->criterion == NONE || score->option == NONE) continue;
        check_repeated(&row, score);
        registers->score_count++;
    }
    check_complete(loader, sheet);
}

const CsvKind csv_scores = {
    .file = "scores.csv",
    .row = "score",
    .help = "points of an option for a criterion",
    .counted = "Scores",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_NONE,
    .read = read,
};

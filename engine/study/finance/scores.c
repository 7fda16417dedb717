/* What options are worth besides money: weighted points, and how far weights may move. */
#include <math.h>

#include "case/registers/registers.h"
#include "evaluate/figure_table.h"
#include "study/finance/parts.h"
#include "study/plan_figures.h"

typedef struct Scoring {
    const Case *the_case;
    const Registers *registers;
    const double *weights; /* [criterion] of 1 together */
    const Score **scores;  /* [criterion × option_count + option] */
} Scoring;

static const Score *score_of(const Scoring *scoring, size_t criterion, size_t option) {
    return scoring->scores[criterion * scoring->the_case->option_count + option];
}

static Scoring scoring_of(Arena *arena, const Case *the_case) {
    const Registers *registers = the_case->registers;
    const size_t criterion_count = registers->criterion_count, option_count = the_case->option_count;
    double *weights = arena_array(arena, criterion_count, sizeof *weights), total = 0;
    const Score **scores = arena_array(arena, criterion_count * option_count, sizeof *scores);
    for (size_t c = 0; c < criterion_count; c++) total += registers->criteria[c].weight;
    for (size_t c = 0; c < criterion_count; c++) weights[c] = registers->criteria[c].weight / total;
    for (size_t s = 0; s < registers->score_count; s++)
        scores[registers->scores[s].criterion * option_count + registers->scores[s].option] = &registers->scores[s];
    return (Scoring){ the_case, registers, weights, scores };
}

static BizcaseScore points_of(const Scoring *scoring, size_t option) {
    BizcaseScore made = { .option = scoring->the_case->options[option].label.id, .cost_per_point = NAN };
    for (size_t c = 0; c < scoring->registers->criterion_count; c++) {
        const Score *score = score_of(scoring, c, option);
        made.points += scoring->weights[c] * score->central;
        made.low += scoring->weights[c] * score->low;
        made.high += scoring->weights[c] * score->high;
    }
    return made;
}

/* With weight w for a criterion an option has w·s + (1 − w)·r points, r those of the other criteria by their proportions:
   two options cross where both have the same. The nearest crossing of the best option counts. */
static BizcaseWeight switching_weight(const Scoring *scoring, const BizcaseScore *rows, size_t criterion, size_t best) {
    const Case *the_case = scoring->the_case;
    const double weight = scoring->weights[criterion];
    const Label *label = &scoring->registers->criteria[criterion].label;
    BizcaseWeight made = { label->id, label->name, weight, NAN, NULL };
    if (weight >= 1) return made; /* the only one */
    const double own = score_of(scoring, criterion, best)->central,
                 own_rest = (rows[best].points - weight * own) / (1 - weight);
    for (size_t o = 0; o < the_case->option_count; o++) {
        const double other = score_of(scoring, criterion, o)->central,
                     rest = (rows[o].points - weight * other) / (1 - weight);
        const double slope = (own - own_rest) - (other - rest), at = (rest - own_rest) / slope;
        if (o == best || slope == 0 || !(at >= 0 && at <= 1) || fabs(at - weight) >= fabs(made.switches_at - weight))
            continue;
        made.switches_at = at;
        made.then_best = the_case->options[o].label.id;
    }
    return made;
}

void add_scores(FinanceStudy *study, BizcaseFinance *shown) {
    Arena *arena = study->arena;
    const Case *the_case = study->the_case;
    const Registers *registers = the_case->registers;
    if (registers->score_count == 0 || registers->criterion_count == 0) return;
    const Scoring scoring = scoring_of(arena, the_case);
    const size_t pv_costs = FIGURE_PV_COSTS;
    View *absolute = arena_array(arena, the_case->option_count, sizeof *absolute);
    for (size_t o = 0; o < the_case->option_count; o++) absolute[o] = (View){ (uint32_t)o, NO_INDEX, false };
    const double *costs = plan_figures(arena, the_case, absolute, (uint32_t)the_case->option_count, &pv_costs, 1);
    BizcaseScore *rows = arena_array(arena, the_case->option_count, sizeof *rows);
    BizcaseWeight *weights = arena_array(arena, registers->criterion_count, sizeof *weights);
    size_t best = 0;
    for (size_t o = 0; o < the_case->option_count; o++) {
        rows[o] = points_of(&scoring, o);
        if (rows[o].points > 0) rows[o].cost_per_point = costs[o * (1 + the_case->council_count)] / rows[o].points;
        if (rows[o].points > rows[best].points) best = o;
    }
    for (size_t o = 0; o < the_case->option_count; o++) {
        rows[o].rank = 1;
        for (size_t other = 0; other < the_case->option_count; other++)
            rows[o].rank += rows[other].points > rows[o].points;
    }
    for (size_t c = 0; c < registers->criterion_count; c++) {
        weights[c] = switching_weight(&scoring, rows, c, best);
    }
    shown->scores = rows;
    shown->score_count = the_case->option_count;
    shown->weights = weights;
    shown->weight_count = registers->criterion_count;
}

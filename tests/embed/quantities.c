/* A small program that embeds the engine: what each quantity of a case is in each period of the plan, and what one of
   them is made of. Build: cc quantities.c $(pkg-config --cflags --libs bizcase) */
#include <bizcase/bizcase.h>
#include <stdio.h>

static void print_levels(const BizcaseAppraisal *appraisal) {
    for (size_t q = 0; q < appraisal->quantity_count; q++)
        for (size_t t = 0; t < appraisal->period_count; t++)
            printf("%s,%s,%s,%.10g\n", appraisal->quantities[q].quantity, appraisal->quantities[q].unit,
                appraisal->periods[t], appraisal->quantities[q].values[t]);
}

/* Its formula with the numbers of the last period; of one with cells, the cell. */
static void print_makeup(const BizcaseLevelExplanation *explanation) {
    const size_t last = explanation->period_count - 1;
    for (size_t i = 0; i < explanation->level_count; i++) {
        const BizcaseExplainedLevel *level = &explanation->levels[i];
        printf("%s: %s\n", level->what, level->formula ? level->with_numbers[last] : level->places[last]);
    }
}

int main(int argc, char **argv) {
    BizcaseCase *loaded = NULL;
    BizcaseAppraisal *appraisal = NULL;
    BizcaseLevelExplanation *explanation = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: %s CASE quantity:ID\n", argv[0]);
        return 2;
    }
    BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = argv[1] }, &loaded, NULL);
    if (status == BIZCASE_OK) status = bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, NULL);
    if (status == BIZCASE_OK) status = bizcase_explain_level(loaded, argv[2], &explanation, NULL);
    if (status == BIZCASE_OK) {
        print_levels(appraisal);
        print_makeup(explanation);
    } else {
        fprintf(stderr, "%s: %s\n", argv[1], bizcase_status_text(status));
    }
    bizcase_level_explanation_free(explanation);
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
    return status == BIZCASE_OK ? 0 : 1;
}

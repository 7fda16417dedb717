/* A small program that embeds the engine: the net present value of a case, by council.
   Build: cc embed.c $(pkg-config --cflags --libs bizcase) */
#include <bizcase/bizcase.h>
#include <stdio.h>

static void print_diagnostics(const BizcaseCase *loaded) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_case_diagnostics(loaded, &count);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s:%u:%u: %s\n", items[i].file, items[i].line, items[i].column, items[i].message);
}

int main(int argc, char **argv) {
    BizcaseCase *loaded = NULL;
    BizcaseAppraisal *appraisal = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: %s CASE\n", argv[0]);
        return 2;
    }
    BizcaseStatus status = bizcase_case_load(&(BizcaseCaseRequest){ .folder = argv[1] }, &loaded, NULL);
    if (status == BIZCASE_OK)
        status = bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ .option = NULL }, &appraisal, NULL);
    if (status != BIZCASE_OK) {
        if (loaded) print_diagnostics(loaded);
        fprintf(stderr, "%s: %s\n", argv[1], bizcase_status_text(status));
        bizcase_case_free(loaded);
        return 1;
    }
    const size_t npv = bizcase_figure_find("npv");
    for (size_t r = 0; r < appraisal->result_count; r++) {
        const BizcaseScope *scope = &appraisal->results[r].scope;
        printf("%s,%s,%s,%s,%.2f\n", scope->option, scope->versus ? scope->versus : "", scope->council,
            scope->programme, appraisal->results[r].figures[npv]);
    }
    bizcase_appraisal_free(appraisal);
    bizcase_case_free(loaded);
    return 0;
}

/* A program that embeds the engine: loads a case, simulates it, and prints net present value by council.
   Build: cc simulate.c $(pkg-config --cflags --libs bizcase) */
#include <bizcase/bizcase.h>
#include <stdio.h>

static void print_problems(const BizcaseProblems *problems) {
    size_t count;
    const BizcaseDiagnostic *items = bizcase_problems_items(problems, &count);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s%s:%u:%u: %s\n", items[i].file, items[i].field, items[i].line, items[i].column,
            items[i].message);
}

/* All programmes of the main option: mean, 10th and 90th percentile, chance of doing at least as well as the plan. */
static void print_councils(const BizcaseSimulation *simulation) {
    enum { P10 = 2, P90 = 7 };
    const size_t npv = bizcase_figure_find("npv");
    const BizcaseScope *first = &simulation->main;
    printf("%s against %s\n", first->option, first->versus ? first->versus : "nothing");
    for (size_t d = 0; d < simulation->distribution_count; d++) {
        const BizcaseDistribution *row = &simulation->distributions[d];
        const BizcaseScope total = { first->option, first->versus, row->scope.council, "total" };
        if (row->figure == npv && row == bizcase_simulation_find(simulation, &total, npv))
            printf("%s,%.2f,%.2f,%.2f,%.4f\n", row->scope.council, row->mean, row->percentiles[P10],
                row->percentiles[P90], row->probability_at_least_plan);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s CASE\n", argv[0]);
        return 2;
    }
    const BizcaseCaseRequest request = { .size = sizeof request, .folder = argv[1] };
    const BizcaseSimulateRequest trials = { .size = sizeof trials, .trials = 10000 };
    BizcaseProblems *problems = bizcase_problems_new();
    BizcaseCase *loaded = NULL;
    BizcaseSimulation *simulation = NULL;
    BizcaseStatus status = bizcase_case_load(&request, &loaded, problems);
    if (status == BIZCASE_OK) status = bizcase_simulate(loaded, &trials, &simulation, problems);
    if (status == BIZCASE_OK)
        print_councils(simulation);
    else
        fprintf(stderr, "%s: %s\n", argv[1], bizcase_status_text(status));
    print_problems(problems);
    bizcase_simulation_free(simulation);
    bizcase_case_free(loaded);
    bizcase_problems_free(problems);
    return status == BIZCASE_OK ? 0 : 1;
}

#include "study/run_size.h"

#include "base/lanes.h"
#include "base/size_limits.h"

/* Bytes that were measured: `bench/growth` shows them, and tests/study/run_size_test.c holds an appraisal to them. */
static const double A_RESULT = 16e3;       /* its figures, as results, data and facts */
static const double A_DISTRIBUTION = 10e3; /* likewise */
static const double A_RESULT_PERIOD = 100; /* three flows, as results, data and facts */

/* The flows of a view's results while they are evaluated, before and after they are shared out. */
static double evaluation_bytes(double results, double periods) {
    return 2 * results * periods * LANES * sizeof(double);
}

static double results_of_view(const Case *the_case, size_t programmes) {
    return (1 + (double)the_case->council_count) * (1 + (double)programmes);
}

static double run_bytes(const Case *the_case, const RunSize *size) {
    const double each = results_of_view(the_case, size->programmes), periods = (double)the_case->settings.period_count;
    const double kept = A_RESULT + A_RESULT_PERIOD * periods + A_DISTRIBUTION * (double)size->figures;
    return evaluation_bytes(each, periods) + (double)size->views * each * kept + size->trial_bytes + size->line_bytes;
}

bool run_has_room(const Case *the_case, const RunSize *size) {
    return run_bytes(the_case, size) <= MOST_RUN_BYTES;
}

static const char *what_helps(const Case *the_case, const RunSize *size) {
    if (2 * size->trial_bytes > run_bytes(the_case, size))
        return "ask for fewer figures or trials, or use fewer programmes or councils";
    if (2 * size->line_bytes > run_bytes(the_case, size)) return "ask for one option, or use fewer lines or councils";
    return size->views > 2 ? "ask for one option, or use fewer programmes, longer periods or a shorter horizon"
                           : "use fewer programmes or councils, longer periods or a shorter horizon";
}

BizcaseStatus run_fits(const Case *the_case, const RunSize *size, Diagnostics *problems) {
    if (run_has_room(the_case, size)) return BIZCASE_OK;
    diagnostics_error(problems, (Place){ .file = arena_text(problems->arena, the_case->folder) },
        what_helps(the_case, size),
        "the results would take %.1f GB of memory, and %.0f GB is the most: councils (%zu), programmes (%zu), periods "
        "(%zu) and views of options (%zu) multiply",
        run_bytes(the_case, size) / 1e9, MOST_RUN_BYTES / 1e9, the_case->council_count, size->programmes,
        (size_t)the_case->settings.period_count, size->views);
    return BIZCASE_CASE_WRONG;
}

unsigned threads_that_fit(const Case *the_case, unsigned threads) {
    const double each =
        evaluation_bytes(results_of_view(the_case, the_case->programme_count), (double)the_case->settings.period_count);
    const double fitting = MOST_RUN_BYTES / 2 / each;
    return fitting >= threads ? threads : fitting < 1 ? 1 : (unsigned)fitting;
}

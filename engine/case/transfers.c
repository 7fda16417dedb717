#include "case/transfers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Transfer {
    const Line *line;
    const double *values; /* [period_count] of the horizon */
    size_t period_count;
    int sign; /* of the first amount that is not 0; 0: missing */
} Transfer;

static bool is_transfer(const Line *line) {
    return strcmp(line->type->name, "transfer") == 0;
}

static int sign_of(const Amounts *amounts) {
    for (size_t i = 0; i < amounts->count; i++)
        if (amounts->value[i] != 0) return amounts->value[i] > 0 ? 1 : -1;
    return 0;
}

/* Lines give their amounts in several ways: what they have in common is the horizon. */
static Transfer transfer_of(Arena *arena, const Settings *settings, const Line *line, const Amounts *amounts) {
    double *values = arena_array(arena, settings->period_count, sizeof *values);
    for (size_t i = 0; i < amounts->count && settings->period_count > 0; i++) {
        const int months = amounts->first_month[i] - settings->start.first_month;
        if (months < 0 || (size_t)(months / settings->start.length_months) >= settings->period_count) continue;
        values[months / settings->start.length_months] += amounts->value[i];
    }
    return (Transfer){ line, values, settings->period_count, sign_of(amounts) };
}

/* Orders by amounts times the sign: equal and opposite ones come together. */
static int compare_sizes(const Transfer *a, const Transfer *b) {
    for (size_t t = 0; t < a->period_count; t++) {
        const double difference = a->sign * a->values[t] - b->sign * b->values[t];
        if (difference != 0) return difference < 0 ? -1 : 1;
    }
    return 0;
}

/* The same for qsort, which keeps no order among equals: they stay in that of the lines. */
static int compare_transfers(const void *left, const void *right) {
    const Line *a = ((const Transfer *)left)->line, *b = ((const Transfer *)right)->line;
    const int sizes = compare_sizes(left, right);
    return sizes ? sizes : (a > b) - (a < b);
}

/* Settles the transfers of one size: no more are received in an option than are paid, or the other way round. */
static void settle_group(
    const Case *the_case, const Line *lines, const Transfer *group, size_t count, int *balance, bool *settled) {
    memset(balance, 0, the_case->option_count * sizeof *balance);
    for (size_t i = 0; i < count; i++)
        for (size_t o = 0; o < the_case->option_count; o++)
            if (group[i].line->in_option[o]) balance[o] += group[i].sign;
    for (size_t i = 0; i < count; i++) {
        bool cancelled = group[i].sign != 0;
        for (size_t o = 0; o < the_case->option_count; o++)
            cancelled = cancelled && (!group[i].line->in_option[o] || balance[o] * group[i].sign <= 0);
        settled[group[i].line - lines] = cancelled;
    }
}

/* Whether all the transfers of an option come to nothing, in each period. */
static bool come_to_nothing(const Transfer *transfers, size_t count, size_t option) {
    static const double rounding = 1e-9;
    for (size_t i = 0; count > 0 && i < transfers[0].period_count; i++) {
        double sum = 0, size = 0;
        for (size_t t = 0; t < count; t++) {
            if (!transfers[t].line->in_option[option]) continue;
            sum += transfers[t].values[i];
            size += fabs(transfers[t].values[i]);
        }
        if (fabs(sum) > rounding * size) return false;
    }
    return true;
}

bool *settled_transfers(
    Arena *arena, const Case *the_case, const Line *lines, const Amounts *const *amounts, size_t line_count) {
    bool *settled = arena_array(arena, line_count, sizeof *settled),
         *balanced = arena_array(arena, the_case->option_count, sizeof *balanced);
    int *balance = arena_array(arena, the_case->option_count, sizeof *balance);
    Transfer *transfers = arena_array(arena, line_count, sizeof *transfers);
    size_t count = 0;
    for (size_t l = 0; l < line_count; l++)
        if (is_transfer(&lines[l])) transfers[count++] = transfer_of(arena, &the_case->settings, &lines[l], amounts[l]);
    if (count == 0) return settled;
    qsort(transfers, count, sizeof *transfers, compare_transfers);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && compare_sizes(&transfers[first], &transfers[end]) == 0;) end++;
        settle_group(the_case, lines, transfers + first, end - first, balance, settled);
    }
    for (size_t o = 0; o < the_case->option_count; o++) balanced[o] = come_to_nothing(transfers, count, o);
    for (size_t t = 0; t < count; t++) {
        bool all = true;
        for (size_t o = 0; o < the_case->option_count; o++)
            all = all && (!transfers[t].line->in_option[o] || balanced[o]);
        settled[transfers[t].line - lines] |= all;
    }
    return settled;
}

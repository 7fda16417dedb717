#include "case/reading/carry.h"

void carry_values(
    const Amounts *amounts, double before, int first_month, int length_months, size_t count, double *values) {
    double value = before;
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        const int month = first_month + (int)i * length_months;
        for (; next < amounts->count && amounts->first_month[next] <= month; next++) value = amounts->value[next];
        values[i] = value;
    }
}

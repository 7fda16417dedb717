/* When capital receipts may fund the revenue cost of reform. */
#ifndef CASE_REGISTERS_FLEXIBLE_RECEIPTS_H
#define CASE_REGISTERS_FLEXIBLE_RECEIPTS_H

#include <stddef.h>

/* Years in which the direction on the flexible use of capital receipts holds, rows in flexible_receipts.c. */
typedef struct ReceiptsWindow {
    int first_month, end_month; /* the month after the last */
    const char *source;
} ReceiptsWindow;

extern const ReceiptsWindow receipts_windows[];
extern const size_t receipts_window_count;

#endif

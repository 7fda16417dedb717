/* When capital receipts may fund the revenue cost of reform that saves: the directions under section 16(2)(b) of the Local
   Government Act 2003. Guidance on the flexible use of capital receipts: gov.uk, "final guidance on flexible use of capital
   receipts" (2016/17 to 2021/22), its update of 2022 (2022/23 to 2024/25; statutory redundancy only) and of 2025 (2025/26 to
   2029/30). */
#include "case/registers/flexible_receipts.h"

#define APRIL(year) ((year)*12 + 3)

const ReceiptsWindow receipts_windows[] = {
    { APRIL(2016), APRIL(2022), "direction for 2016/17 to 2021/22" },
    { APRIL(2022), APRIL(2025), "direction for 2022/23 to 2024/25" },
    { APRIL(2025), APRIL(2030), "direction for 2025/26 to 2029/30" },
};
const size_t receipts_window_count = sizeof receipts_windows / sizeof receipts_windows[0];

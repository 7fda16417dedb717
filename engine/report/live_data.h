/* A live page's data as one JSON text for its script. */
#ifndef REPORT_LIVE_DATA_H
#define REPORT_LIVE_DATA_H

#include "report/value.h"
#include "study/live.h"

Value live_data(Arena *arena, const BizcaseLive *live);

#endif

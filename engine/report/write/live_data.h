/* A live page's data as one JSON text for its script. */
#ifndef REPORT_WRITE_LIVE_DATA_H
#define REPORT_WRITE_LIVE_DATA_H

#include "report/document/value.h"
#include "study/live/live.h"

Value live_data(Arena *arena, const BizcaseLive *live);

#endif

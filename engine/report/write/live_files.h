/* What the build puts into the program for live pages: see engine/page/. */
#ifndef REPORT_WRITE_LIVE_FILES_H
#define REPORT_WRITE_LIVE_FILES_H

#include <stddef.h>

typedef struct LiveFile {
    const unsigned char *bytes; /* [size], and a 0 behind them */
    size_t size;
} LiveFile;

extern const LiveFile live_module /* packed, as in base/pack.h */, live_script, live_style;

#endif

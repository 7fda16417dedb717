/* What the build puts into the program for live pages: see engine/live/ and engine/wasm/. */
#ifndef REPORT_WRITE_LIVE_FILES_H
#define REPORT_WRITE_LIVE_FILES_H

#include <stddef.h>

typedef struct LiveFile {
    const unsigned char *bytes; /* [size], and a 0 behind them */
    size_t size;
} LiveFile;

extern const LiveFile live_module, live_script, live_style;

#endif

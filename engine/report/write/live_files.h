/* What the build puts into the program for pages: see engine/page/. */
#ifndef REPORT_WRITE_LIVE_FILES_H
#define REPORT_WRITE_LIVE_FILES_H

#include <stddef.h>

typedef struct LiveFile {
    const unsigned char *bytes; /* [size], and a 0 behind them */
    size_t size;
} LiveFile;

/* live_module is packed, as in base/pack.h; live_page_style: of every page; live_style: of what a live page has besides. */
extern const LiveFile live_module, live_script, live_style, live_page_style;

#endif

/* Work for one: the page makes instances of the module where it wants more at a time. */
#include "study/threads.h"

unsigned threads_available(void) {
    return 1;
}

bool threads_run(const SharedWork *work, unsigned thread_count) {
    (void)thread_count;
    for (size_t piece = 0; piece < work->piece_count; piece++) {
        work->piece(work->context, piece, 0);
        if (work->report && work->report(work->context, piece + 1)) return false;
    }
    return true;
}

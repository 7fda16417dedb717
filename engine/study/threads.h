/* Threads that share numbered pieces of work. Which thread does which piece is left to chance: a piece may write only
   to memory of its own and its worker's. */
#ifndef STUDY_THREADS_H
#define STUDY_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct SharedWork {
    /* Does piece number `piece`; worker is 0 to thread_count − 1. */
    void (*piece)(void *context, size_t piece, unsigned worker);
    /* Called from the calling thread after each of its pieces; true stops the threads. May be NULL. */
    bool (*report)(void *context, size_t done);
    void *context;
    size_t piece_count;
} SharedWork;

/* Processors that are there, at least 1. */
unsigned threads_available(void);

/* Returns when all is done, or stopped (then false). Does with fewer threads when the system gives no more. */
bool threads_run(const SharedWork *work, unsigned thread_count);

#endif

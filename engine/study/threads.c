#include "study/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 256 };

typedef struct SharedRun {
    const SharedWork *work;
    atomic_size_t next, done;
    atomic_bool stopped;
} SharedRun;

typedef struct ThreadsWorker {
    SharedRun *run;
    unsigned number;
} ThreadsWorker;

unsigned threads_available(void) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MOST_THREADS ? MOST_THREADS : (unsigned)processors;
}

static void *work_on(void *argument) {
    const ThreadsWorker *worker = argument;
    SharedRun *run = worker->run;
    const SharedWork *work = run->work;
    while (!atomic_load(&run->stopped)) {
        const size_t piece = atomic_fetch_add(&run->next, 1);
        if (piece >= work->piece_count) break;
        work->piece(work->context, piece, worker->number);
        const size_t done = atomic_fetch_add(&run->done, 1) + 1;
        if (worker->number == 0 && work->report && work->report(work->context, done)) atomic_store(&run->stopped, true);
    }
    return NULL;
}

bool threads_run(const SharedWork *work, unsigned thread_count) {
    if (thread_count > MOST_THREADS) thread_count = MOST_THREADS;
    SharedRun run = { .work = work };
    ThreadsWorker workers[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    unsigned started = 1;
    workers[0] = (ThreadsWorker){ &run, 0 };
    for (unsigned w = 1; w < thread_count; w++) workers[w] = (ThreadsWorker){ &run, w };
    while (started < thread_count && pthread_create(&threads[started], NULL, work_on, &workers[started]) == 0)
        started++;
    work_on(&workers[0]);
    for (unsigned w = 1; w < started; w++) pthread_join(threads[w], NULL);
    return !atomic_load(&run.stopped);
}

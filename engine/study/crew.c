#include "study/crew.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 256 };

typedef struct Crew {
    const CrewWork *work;
    atomic_size_t next, done;
    atomic_bool stopped;
} Crew;

typedef struct Worker {
    Crew *crew;
    unsigned number;
} Worker;

unsigned crew_default_threads(void) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MOST_THREADS ? MOST_THREADS : (unsigned)processors;
}

static void *work_on(void *argument) {
    const Worker *worker = argument;
    Crew *crew = worker->crew;
    const CrewWork *work = crew->work;
    while (!atomic_load(&crew->stopped)) {
        const size_t piece = atomic_fetch_add(&crew->next, 1);
        if (piece >= work->piece_count) break;
        work->piece(work->context, piece, worker->number);
        const size_t done = atomic_fetch_add(&crew->done, 1) + 1;
        if (worker->number == 0 && work->report && work->report(work->context, done))
            atomic_store(&crew->stopped, true);
    }
    return NULL;
}

bool crew_run(const CrewWork *work, unsigned thread_count) {
    if (thread_count > MOST_THREADS) thread_count = MOST_THREADS;
    Crew crew = { .work = work };
    Worker workers[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    unsigned started = 1;
    workers[0] = (Worker){ &crew, 0 };
    for (unsigned w = 1; w < thread_count; w++) workers[w] = (Worker){ &crew, w };
    while (started < thread_count && pthread_create(&threads[started], NULL, work_on, &workers[started]) == 0)
        started++;
    work_on(&workers[0]);
    for (unsigned w = 1; w < started; w++) pthread_join(threads[w], NULL);
    return !atomic_load(&crew.stopped);
}

#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

extern char **environ;

/* The environment of this process with the setting added, unless it is set already. */
static char **environment_with(Arena *arena, const char *setting) {
    const size_t name = strcspn(setting, "=") + 1;
    size_t count = 0;
    bool set = false;
    for (; environ[count]; count++) set = set || strncmp(environ[count], setting, name) == 0;
    if (set) return environ;
    char **all = arena_array(arena, count + 2, sizeof *all);
    memcpy(all, environ, count * sizeof *all);
    all[count] = arena_text(arena, setting);
    return all;
}

/* What comes through a pipe. Not of an arena: nothing may leave by a jump while the program runs. */
typedef struct Stream {
    int read_end, write_end;
    char *bytes;
    size_t size, room;
    bool failed;
} Stream;

static bool stream_open(Stream *stream) {
    int ends[2];
    if (pipe(ends) != 0) return false;
    stream->read_end = ends[0];
    stream->write_end = ends[1];
    return fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0;
}

static void close_end(int *end) {
    if (*end >= 0) close(*end);
    *end = -1;
}

static void stream_close_ends(Stream *stream) {
    close_end(&stream->read_end);
    close_end(&stream->write_end);
}

static void free_stream(void *object) {
    Stream *stream = object;
    stream_close_ends(stream);
    free(stream->bytes);
}

static Stream *stream_within(Arena *arena) {
    Stream *stream = arena_alloc(arena, sizeof *stream);
    *stream = (Stream){ .read_end = -1, .write_end = -1 };
    arena_defer(arena, free_stream, stream);
    return stream;
}

/* Reads what there is; closes at the end. Without room what comes is dropped, so that the program is not held up. */
static void stream_take(Stream *stream) {
    char bytes[1 << 14];
    const ssize_t got = read(stream->read_end, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) {
        stream->failed = stream->failed || got < 0;
        close_end(&stream->read_end);
        return;
    }
    const size_t size = stream->size + (size_t)got;
    if (size > stream->room && !stream->failed) {
        char *larger = realloc(stream->bytes, 2 * size);
        stream->failed = !larger;
        if (larger) stream->bytes = larger;
        if (larger) stream->room = 2 * size;
    }
    if (stream->failed) return;
    memcpy(stream->bytes + stream->size, bytes, (size_t)got);
    stream->size = size;
}

/* Takes what both streams bring until both end; false when that takes too long. */
static bool listen_to(Stream *out, Stream *err, double seconds) {
    const double end = now_seconds() + seconds;
    while (out->read_end >= 0 || err->read_end >= 0) {
        const double left = end - now_seconds();
        struct pollfd heard[] = { { .fd = out->read_end, .events = POLLIN },
            { .fd = err->read_end, .events = POLLIN } };
        if (left <= 0) return false;
        if (poll(heard, 2, (int)(left * 1000) + 1) < 0 && errno != EINTR) return false;
        if (heard[0].revents) stream_take(out);
        if (heard[1].revents) stream_take(err);
    }
    return true;
}

static int spawn(pid_t *child, const char *const *argv, char **environment, const Stream *out, const Stream *err) {
    posix_spawn_file_actions_t actions;
    int fault = posix_spawn_file_actions_init(&actions);
    if (fault) return fault;
    fault = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!fault) fault = posix_spawn_file_actions_adddup2(&actions, out->write_end, STDOUT_FILENO);
    if (!fault) fault = posix_spawn_file_actions_adddup2(&actions, err->write_end, STDERR_FILENO);
    if (!fault && out->write_end > STDERR_FILENO) fault = posix_spawn_file_actions_addclose(&actions, out->write_end);
    if (!fault && err->write_end > STDERR_FILENO) fault = posix_spawn_file_actions_addclose(&actions, err->write_end);
    if (!fault) fault = posix_spawnp(child, argv[0], &actions, NULL, (char *const *)(void *)argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    return fault;
}

static int wait_for(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The program's last words: one line of what it wrote to its standard error. */
static const char *words_of(Arena *arena, const Stream *err) {
    size_t end = err->size;
    while (end > 0 && strchr("\r\n \t", err->bytes[end - 1])) end--;
    size_t start = end;
    while (start > 0 && err->bytes[start - 1] != '\n') start--;
    return arena_text_n(arena, end > start ? err->bytes + start : "", end - start);
}

static ProcessEnd run(const char *const *argv, char **environment, double seconds, Stream *out, Stream *err) {
    enum { NOT_FOUND = 127 }; /* some systems report a missing program as a shell does */
    pid_t child;
    if (!stream_open(out) || !stream_open(err)) return PROCESS_FAILED;
    const int fault = spawn(&child, argv, environment, out, err);
    if (fault) return fault == ENOENT ? PROCESS_NOT_FOUND : PROCESS_FAILED;
    close_end(&out->write_end);
    close_end(&err->write_end);
    const bool ended = listen_to(out, err, seconds);
    if (!ended) kill(child, SIGKILL);
    const int status = wait_for(child);
    if (!ended) return PROCESS_TOO_SLOW;
    if (status == NOT_FOUND) return PROCESS_NOT_FOUND;
    return status == 0 && !out->failed ? PROCESS_DONE : PROCESS_FAILED;
}

ProcessEnd process_run(
    Arena *arena, const char *const *argv, const char *setting, double seconds, ProcessOutput *output) {
    Stream *out = stream_within(arena), *err = stream_within(arena);
    const ProcessEnd end = run(argv, environment_with(arena, setting), seconds, out, err);
    stream_close_ends(out);
    stream_close_ends(err);
    *output = (ProcessOutput){ out->bytes, out->size, words_of(arena, err) };
    return end;
}

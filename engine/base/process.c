#include "base/process.h"

#include <errno.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>

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

ProcessEnd process_run(Arena *arena, const char *const *argv, const char *setting) {
    char **environment = environment_with(arena, setting);
    pid_t child;
    int status;
    const int fault = posix_spawnp(&child, argv[0], NULL, NULL, (char *const *)(void *)argv, environment);
    if (fault) return fault == ENOENT ? PROCESS_NOT_FOUND : PROCESS_FAILED;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return PROCESS_FAILED;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return PROCESS_NOT_FOUND; /* some systems report a missing program as a shell does */
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? PROCESS_DONE : PROCESS_FAILED;
}

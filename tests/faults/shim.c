/* Preloaded before the program: makes one call of a kind fail as a machine would make it fail. The environment says which:
   FAULT_KIND, and FAULT_AT, the number of the call from 1 on. With FAULT_COUNT, a file's name, the calls of every kind are
   counted instead, and written there when the program ends: "KIND COUNT", a line a kind.

   Calls from libxlsxwriter, and from what it packs its files with, are not counted: it does not look whether its allocations
   and writes succeed, which is why room for them is taken before it is called, and what it wrote is read back. A failure
   inside it that room taken before does not prevent ends the program: this is known, and no other way is. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KINDS(X) X(malloc) X(open) X(read) X(write) X(stat) X(rename) X(link) X(fsync) X(close) X(mkdir) X(thread)
#define NAMED(kind) KIND_##kind,
#define TEXT(kind) #kind,
enum { KINDS(NAMED) KIND_COUNT };
static const char *const names[] = { KINDS(TEXT) };

static atomic_ulong counts[KIND_COUNT];
static int wanted_kind = -1;
static unsigned long wanted_at;
static const char *count_file;
static _Atomic(bool) begun;

static struct { uintptr_t from, to; } skipped[8]; /* where the code of these libraries is */
static size_t skipped_count;

static int find_skipped(struct dl_phdr_info *about, size_t size, void *context) {
    static const char *const libraries[] = { "/libxlsxwriter.so", "/libminizip.so", "/libz.so" };
    (void)size;
    (void)context;
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        if (!strstr(about->dlpi_name, libraries[i])) continue;
        for (size_t h = 0; h < about->dlpi_phnum; h++) {
            const ElfW(Phdr) *header = &about->dlpi_phdr[h];
            if (header->p_type != PT_LOAD || !(header->p_flags & PF_X) || skipped_count == 8) continue;
            skipped[skipped_count].from = (uintptr_t)(about->dlpi_addr + header->p_vaddr);
            skipped[skipped_count].to = skipped[skipped_count].from + header->p_memsz;
            skipped_count++;
        }
    }
    return 0;
}

static bool is_skipped(const void *caller) {
    const uintptr_t from = (uintptr_t)caller;
    for (size_t i = 0; i < skipped_count; i++)
        if (from >= skipped[i].from && from < skipped[i].to) return true;
    return false;
}

__attribute__((constructor)) static void begin(void) {
    const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT");
    count_file = getenv("FAULT_COUNT");
    for (int k = 0; kind && k < KIND_COUNT; k++)
        if (strcmp(names[k], kind) == 0) wanted_kind = k;
    wanted_at = at ? strtoul(at, NULL, 10) : 0;
    dl_iterate_phdr(find_skipped, NULL);
    atomic_store(&begun, true);
}

__attribute__((destructor)) static void finish(void) {
    atomic_store(&begun, false);
    FILE *file = count_file ? fopen(count_file, "w") : NULL;
    for (int k = 0; file && k < KIND_COUNT; k++) fprintf(file, "%s %lu\n", names[k], atomic_load(&counts[k]));
    if (file) fclose(file);
}

/* Whether this call, the next of its kind, is the one. */
static bool fails(int kind, const void *caller) {
    if (!atomic_load(&begun) || is_skipped(caller)) return false;
    const unsigned long number = atomic_fetch_add(&counts[kind], 1) + 1;
    return kind == wanted_kind && number == wanted_at;
}

#define FAILS(kind) fails(KIND_##kind, __builtin_return_address(0))

/* The function that this one stands before. */
static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}
#define REAL(name)                                                                                                     \
    static __typeof__(name) *next;                                                                                     \
    if (!next) *(void **)&next = real(#name)

extern void *__libc_malloc(size_t size), *__libc_calloc(size_t count, size_t size),
    *__libc_realloc(void *old, size_t size);

void *malloc(size_t size) {
    if (!FAILS(malloc)) return __libc_malloc(size);
    errno = ENOMEM;
    return NULL;
}

void *calloc(size_t count, size_t size) {
    if (!FAILS(malloc)) return __libc_calloc(count, size);
    errno = ENOMEM;
    return NULL;
}

void *realloc(void *old, size_t size) {
    if (!FAILS(malloc)) return __libc_realloc(old, size);
    errno = ENOMEM;
    return NULL;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        REAL(name);                                                                                                    \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        const mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;          \
        va_end(more);                                                                                                  \
        if (!FAILS(open)) return next(path, flags, mode);                                                              \
        errno = EMFILE;                                                                                                \
        return -1;                                                                                                     \
    }
OPEN(open)
OPEN(open64)

#define OPEN_AT(name)                                                                                                  \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        REAL(name);                                                                                                    \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        const mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;          \
        va_end(more);                                                                                                  \
        if (!FAILS(open)) return next(folder, path, flags, mode);                                                      \
        errno = EMFILE;                                                                                                \
        return -1;                                                                                                     \
    }
OPEN_AT(openat)
OPEN_AT(openat64)

/* A function that gives `failed` and sets errno to `reason` when it fails. */
#define FAILING(type, name, kind, parameters, arguments, failed, reason)                                               \
    type name parameters {                                                                                             \
        REAL(name);                                                                                                    \
        if (!FAILS(kind)) return next arguments;                                                                       \
        errno = reason;                                                                                                \
        return failed;                                                                                                 \
    }
FAILING(FILE *, fopen, open, (const char *path, const char *mode), (path, mode), NULL, EMFILE)
FAILING(FILE *, fopen64, open, (const char *path, const char *mode), (path, mode), NULL, EMFILE)
FAILING(DIR *, opendir, open, (const char *path), (path), NULL, EMFILE)
FAILING(DIR *, fdopendir, open, (int folder), (folder), NULL, EMFILE)
FAILING(ssize_t, read, read, (int file, void *bytes, size_t size), (file, bytes, size), -1, EIO)
FAILING(ssize_t, write, write, (int file, const void *bytes, size_t size), (file, bytes, size), -1, ENOSPC)

/* A stream remembers that it failed: what ferror looks at in glibc. */
enum { STREAM_FAILED = 0x20 };
#define FAILING_STREAM(type, name, kind, parameters, arguments, failed, reason)                                        \
    type name parameters {                                                                                             \
        REAL(name);                                                                                                    \
        if (!FAILS(kind)) return next arguments;                                                                       \
        file->_flags |= STREAM_FAILED;                                                                                 \
        errno = reason;                                                                                                \
        return failed;                                                                                                 \
    }
FAILING_STREAM(
    size_t, fread, read, (void *bytes, size_t size, size_t count, FILE *file), (bytes, size, count, file), 0, EIO)
FAILING_STREAM(size_t, fwrite, write, (const void *bytes, size_t size, size_t count, FILE *file),
    (bytes, size, count, file), 0, ENOSPC)

int fflush(FILE *file) {
    REAL(fflush);
    if (!FAILS(write)) return next(file);
    if (file) file->_flags |= STREAM_FAILED;
    errno = ENOSPC;
    return EOF;
}
FAILING(int, stat, stat, (const char *path, struct stat *found), (path, found), -1, EIO)
FAILING(int, fstat, stat, (int file, struct stat *found), (file, found), -1, EIO)
FAILING(int, lstat, stat, (const char *path, struct stat *found), (path, found), -1, EIO)
FAILING(int, rename, rename, (const char *from, const char *to), (from, to), -1, EIO)
FAILING(int, linkat, link, (int from, const char *old, int to, const char *new, int flags), (from, old, to, new, flags),
    -1, EIO)
FAILING(int, fsync, fsync, (int file), (file), -1, EIO)
FAILING(int, mkdir, mkdir, (const char *path, mode_t mode), (path, mode), -1, ENOSPC)

/* A descriptor is closed even where that fails. */
int close(int file) {
    REAL(close);
    const bool fault = FAILS(close);
    const int result = next(file);
    if (fault) errno = EIO;
    return fault ? -1 : result;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*work)(void *), void *argument) {
    REAL(pthread_create);
    return FAILS(thread) ? EAGAIN : next(thread, attributes, work, argument);
}

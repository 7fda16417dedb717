/* What wasi-libc's streams would ask of a system. There is no system, and nothing in the module writes to a stream.
   Formatting into memory is all that it takes from stdio. */
#include <stddef.h>

struct _IO_FILE;
size_t __stdio_write(struct _IO_FILE *stream, const unsigned char *bytes, size_t size);
long long __stdio_seek(struct _IO_FILE *stream, long long offset, int whence);
int __stdio_close(struct _IO_FILE *stream);

size_t __stdio_write(struct _IO_FILE *stream, const unsigned char *bytes, size_t size) {
    (void)stream;
    (void)bytes;
    (void)size;
    __builtin_trap();
}

long long __stdio_seek(struct _IO_FILE *stream, long long offset, int whence) {
    (void)stream;
    (void)offset;
    (void)whence;
    __builtin_trap();
}

int __stdio_close(struct _IO_FILE *stream) {
    (void)stream;
    __builtin_trap();
}

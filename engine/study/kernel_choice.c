/* Which kernels there are, and which of them this processor runs. */
#include "study/kernel.h"

#include <string.h>

extern const Kernel kernel_baseline;

#ifdef KERNEL_BASELINE_ONLY
size_t kernels_available(const Kernel *kernels[], size_t room) {
    if (room > 0) kernels[0] = &kernel_baseline;
    return room > 0;
}
#else
extern const Kernel kernel_avx2, kernel_avx512;

static void keep(const Kernel *kernel, const Kernel *kernels[], size_t room, size_t *count) {
    if (*count < room) kernels[(*count)++] = kernel;
}

size_t kernels_available(const Kernel *kernels[], size_t room) {
    size_t count = 0;
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw"))
        keep(&kernel_avx512, kernels, room, &count);
    if (__builtin_cpu_supports("avx2")) keep(&kernel_avx2, kernels, room, &count);
    keep(&kernel_baseline, kernels, room, &count);
    return count;
}
#endif

const Kernel *kernel_named(const char *name) {
    enum { MOST = 8 };
    const Kernel *kernels[MOST];
    const size_t count = kernels_available(kernels, MOST);
    for (size_t i = 0; name && i < count; i++)
        if (strcmp(kernels[i]->name + sizeof "kernel_" - 1, name) == 0) return kernels[i];
    return kernels[0];
}

const Kernel *kernel_best(void) {
    return kernel_named(NULL);
}

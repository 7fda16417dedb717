/* Any bytes as a certificate: no crash; what is refused says why, and what is taken has no text that is missing. */
#include <assert.h>
#include <stdint.h>

#include "study/signoff/certificate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Certificate certificate;
    char problem[256];
    if (certificate_parse(arena, (const char *)data, size, &certificate, problem)) {
        assert(certificate.version && certificate.digest && certificate.option && certificate.sampler);
        for (size_t f = 0; f < certificate.file_count; f++)
            assert(certificate.files[f].path && certificate.files[f].sha256);
        for (size_t f = 0; f < certificate.figure_count; f++)
            assert(certificate.figures[f].council && certificate.figures[f].statistic);
    } else {
        assert(problem[0]);
    }
    arena_free(arena);
    return 0;
}

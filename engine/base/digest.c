#include "base/digest.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

static void digest_of(const void *bytes, size_t size, unsigned char digest[SHA256_DIGEST_SIZE]) {
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, SHA256_DIGEST_SIZE, digest);
}

void digest_hex(const void *bytes, size_t size, char hex[65]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_SIZE];
    digest_of(bytes, size, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[64] = '\0';
}

void digest_base64(const void *bytes, size_t size, char text[45]) {
    unsigned char digest[SHA256_DIGEST_SIZE];
    digest_of(bytes, size, digest);
    base64_encode_raw(text, sizeof digest, digest);
    text[BASE64_ENCODE_RAW_LENGTH(sizeof digest)] = '\0';
}

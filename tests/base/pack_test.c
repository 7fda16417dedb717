/* Bytes as text: the vectors of RFC 4648, and what DEFLATE packed unpacked again by zlib. */
#include "support/arena_fixture.h"
#include "support/assert_close.h"

#include <nettle/base64.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/pack.h"

static const char *text_of(Buffer *out) {
    buffer_add_n(out, "", 1);
    return out->bytes;
}

/* S. Josefsson, "The Base16, Base32, and Base64 Data Encodings", RFC 4648 (2006), section 10. */
static void base64_has_the_test_vectors(void **state) {
    (void)state;
    static const char *const rows[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
        { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Buffer out = { .arena = arena };

        base64_add(&out, rows[r][0], strlen(rows[r][0]));

        assert_string_equal(text_of(&out), rows[r][1]);
    }
}

static void assert_unpacks(const uint8_t *bytes, size_t size) {
    Buffer out = { .arena = arena };
    assert_true(packed_add(&out, bytes, size));
    struct base64_decode_ctx context;
    uint8_t *packed = arena_alloc(arena, out.size + 1), *back = arena_alloc(arena, size + 1);
    size_t packed_size = out.size;
    base64_decode_init(&context);
    assert_true(base64_decode_update(&context, &packed_size, packed, out.size, out.bytes));
    z_stream stream = {
        .next_in = packed, .avail_in = (uInt)packed_size, .next_out = back, .avail_out = (uInt)size + 1
    };
    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, size);
    inflateEnd(&stream);
    assert_memory_equal(back, bytes, size);
}

static void what_is_packed_unpacks_to_the_same(void **state) {
    (void)state;
    enum { MOST = 100000 };
    uint8_t *bytes = arena_alloc(arena, MOST);
    uint32_t number = 1;
    for (size_t i = 0; i < MOST; i++) {
        number = number * 1664525 + 1013904223; /* Numerical Recipes' quick generator: half of it noise, half runs */
        bytes[i] = i % 512 < 256 ? (uint8_t)(number >> 24) : 7;
    }
    for (size_t size = 0; size <= MOST; size = size * 3 + 1) assert_unpacks(bytes, size);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_has_the_test_vectors),
        cmocka_unit_test(what_is_packed_unpacks_to_the_same),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

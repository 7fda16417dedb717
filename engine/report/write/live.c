/* A live page: a report's page, with the case and the engine in it as data, and the script that runs them. Without script
   the report is all that shows. */
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/pack.h"
#include "report/write/format.h"
#include "report/write/html_page.h"
#include "report/write/live_data.h"
#include "report/write/live_files.h"

/* The script's own hash is what lets it run; workers are made of its text. */
static const char *policy(Arena *arena) {
    char hash[45];
    digest_base64(live_script.bytes, live_script.size, hash);
    return arena_format(arena, "; script-src 'sha256-%s' 'wasm-unsafe-eval'; worker-src blob:", hash);
}

static void begin_block(Buffer *out, const char *type, const char *id) {
    buffer_add(out, arena_format(out->arena, "<script type=\"%s\" id=\"%s\">", type, id));
}

static void end_block(Buffer *out) {
    buffer_add(out, "</script>\n");
}

/* JSON in which no text can end the element that it is in. */
static void add_json(Buffer *out, const char *json) {
    for (; *json; json++) {
        if (*json == '<')
            buffer_add(out, "\\u003c");
        else
            buffer_add_n(out, json, 1);
    }
}

static void add_data(const BizcaseLive *live, Buffer *out) {
    const Value data = live_data(out->arena, live);
    begin_block(out, "application/json", "live-data");
    add_json(out, json_text(out->arena, &data));
    end_block(out);
}

static void add_module(Buffer *out) {
    begin_block(out, "text/plain", "live-module");
    buffer_add_n(out, (const char *)live_module.bytes, live_module.size);
    end_block(out);
}

static BizcaseStatus add_image(const BizcaseLive *live, Buffer *out) {
    begin_block(out, "text/plain", "live-image");
    const bool packed = packed_add(out, live->image, live->image_size);
    end_block(out);
    return packed ? BIZCASE_OK : BIZCASE_NO_MEMORY;
}

static BizcaseStatus add_blocks(const BizcaseLive *live, Buffer *out) {
    add_data(live, out);
    add_module(out);
    const BizcaseStatus status = add_image(live, out);
    buffer_add(out, "<script>");
    buffer_add_n(out, (const char *)live_script.bytes, live_script.size);
    end_block(out);
    buffer_add_n(out, "", 1);
    return status;
}

static BizcaseStatus live_page(const Document *document, const BizcaseLive *live, Buffer *out) {
    Buffer blocks = { .arena = out->arena };
    const BizcaseStatus status = add_blocks(live, &blocks);
    if (status != BIZCASE_OK) return status;
    const PageExtras extras = { .policy = policy(out->arena),
        .style = (const char *)live_style.bytes,
        .before = "<div id=\"live\" hidden></div>\n",
        .after = blocks.bytes };
    html_page(document, &extras, out);
    return BIZCASE_OK;
}

typedef struct WriteCall {
    const BizcaseDocument *document;
    const BizcaseLive *live;
    const char *path;
} WriteCall;

static BizcaseStatus write_page(Call *call, void *context) {
    const WriteCall *asked = context;
    Buffer out = { .arena = call->arena };
    const BizcaseStatus status = live_page(asked->document, asked->live, &out);
    return status == BIZCASE_OK ? output_write(call, &asked->document->inputs, asked->path, out.bytes, out.size)
                                : status;
}

BizcaseStatus bizcase_live_page_write(
    const BizcaseDocument *document, const BizcaseLive *live, const char *path, BizcaseProblems *problems) {
    if (!document || !live) return BIZCASE_BAD_REQUEST;
    WriteCall asked = { document, live, path };
    return call_do(problems, write_page, &asked);
}

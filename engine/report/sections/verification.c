/* The document of a verification: what is not as the certificate says. */
#include "bizcase/certificate.h"
#include "report/document/document.h"

static void fill(Document *document, const void *context) {
    const BizcaseVerification *verification = context;
    static const char *const columns[] = { "what", "then", "now", "matters" };
    static const char *const headings[] = { "What", "Certificate", "Now" };
    Arena *arena = document->arena;
    Value differences = value_list();
    document->title = arena_text(arena, *verification->title ? verification->title : "Certificate");
    Section *section = document_section(document, verification->same ? "The same" : "Not the same");
    section_paragraph(document, section,
        arena_format(arena, "%zu figures and %zu files were compared with the certificate: %s.",
            verification->figure_count, verification->file_count,
            verification->same ? "all are the same" : "not all are the same"));
    facts_start(document, columns, sizeof columns / sizeof columns[0]);
    for (size_t h = 0; h < 3 && verification->difference_count > 0; h++)
        grid_column(document, section, headings[h], ALIGN_LEFT);
    for (size_t d = 0; d < verification->difference_count; d++) {
        const BizcaseDifference *difference = &verification->differences[d];
        const char *const texts[] = { difference->what, difference->then, difference->now };
        Value value = value_object();
        for (size_t i = 0; i < 3; i++) {
            grid_text(document, section, *texts[i] ? texts[i] : "-");
            facts_add(document, value_text(arena, texts[i]));
            value_set(arena, &value, columns[i], value_text(arena, texts[i]));
        }
        facts_add(document, value_integer((uint64_t)difference->matters));
        value_set(arena, &value, "matters", value_integer((uint64_t)difference->matters));
        value_append(arena, &differences, value);
    }
    value_set(arena, &document->data, "bizcase", value_text(arena, bizcase_version()));
    value_set(arena, &document->data, "study", value_text(arena, "verify"));
    value_set(arena, &document->data, "same", value_integer((uint64_t)verification->same));
    value_set(arena, &document->data, "differences", differences);
}

BizcaseStatus bizcase_verification_document(const BizcaseVerification *verification, BizcaseDocument **result) {
    if (!result) return BIZCASE_BAD_REQUEST;
    *result = NULL;
    return verification ? document_make(fill, verification, result) : BIZCASE_BAD_REQUEST;
}

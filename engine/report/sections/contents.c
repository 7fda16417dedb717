#include "report/sections/contents.h"

#define SECTION_ADDRESS(add) add,
#define DOCUMENT_SECTIONS(NAME) [NAME##_DOCUMENT] = (AddSection *const[]){ NAME##_SECTIONS(SECTION_ADDRESS) NULL },
static AddSection *const *const contents[] = { DOCUMENTS(DOCUMENT_SECTIONS) };

void contents_add(const Briefing *briefing, DocumentKind kind) {
    for (AddSection *const *add = contents[kind]; *add; add++) (*add)(briefing);
}

/* What the public handle of a case points to. */
#ifndef CASE_HANDLE_H
#define CASE_HANDLE_H

#include "bizcase/case.h"
#include "case/case.h"

struct BizcaseCase {
    Case data;
};

/* With an arena and nothing in it; NULL when there is no memory. */
BizcaseCase *case_new(void);

static inline Case *case_of(BizcaseCase *loaded) {
    return &loaded->data;
}

#endif

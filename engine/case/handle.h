/* What the public handle of a case points to. */
#ifndef CASE_HANDLE_H
#define CASE_HANDLE_H

#include "bizcase/case.h"
#include "case/case.h"

struct BizcaseCase {
    Case data;
};

static inline Case *case_of(BizcaseCase *loaded) {
    return &loaded->data;
}

#endif

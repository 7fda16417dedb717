/* The pages to sign, beside a certificate's data. */
#ifndef CLI_CERTIFICATE_PAGES_H
#define CLI_CERTIFICATE_PAGES_H

#include "command.h"

typedef struct Certified {
    const BizcaseCase *loaded;
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const BizcaseSensitivity *study;
    BizcaseProblems *problems;
} Certified;

/* Called with the path of each page that was written. */
typedef void PageWritten(const char *path);

/* Of certificate.json: certificate.html for all councils and, where there are several councils, certificate-ID.html for
   each; nothing beside data of another ending, such as a pipe. Stops at the first that cannot be written; its path is in failed. */
BizcaseStatus certificate_pages_write(
    const Certified *certified, const char *data_path, PageWritten *written, char failed[4096]);

#endif

#include "bizcase/status.h"

const char *bizcase_status_text(BizcaseStatus status) {
    switch (status) {
    case BIZCASE_OK: return "done";
    case BIZCASE_CASE_WRONG: return "the case has errors";
    case BIZCASE_BAD_REQUEST: return "the request names something that does not exist";
    case BIZCASE_NOT_READ: return "a file or folder cannot be read";
    case BIZCASE_NOT_WRITTEN: return "a file cannot be written";
    case BIZCASE_NO_MEMORY: return "there is not enough memory";
    case BIZCASE_STOPPED: return "stopped";
    }
    return "unknown status";
}

const char *bizcase_version(void) {
    return "0.3.0";
}

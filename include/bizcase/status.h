/* What a call into the engine came to. */
#ifndef BIZCASE_STATUS_H
#define BIZCASE_STATUS_H

#if defined(__GNUC__)
#define BIZCASE_API __attribute__((visibility("default")))
#else
#define BIZCASE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum BizcaseStatus {
    BIZCASE_OK,
    BIZCASE_CASE_WRONG,  /* the user's case is wrong: its diagnostics say how */
    BIZCASE_BAD_REQUEST, /* an option, scenario or figure was asked for that does not exist: diagnostics say which */
    BIZCASE_NOT_READ,    /* a file or folder cannot be read */
    BIZCASE_NOT_WRITTEN, /* a file cannot be written */
    BIZCASE_NO_MEMORY,
    BIZCASE_STOPPED /* the progress callback asked to stop */
} BizcaseStatus;

/* A constant sentence, never NULL. */
BIZCASE_API const char *bizcase_status_text(BizcaseStatus status);

/* Removes what is half written. For the handler of a signal that ends the program; nothing may be written afterwards. */
BIZCASE_API void bizcase_files_abandon(void);

/* The version of the engine, such as "0.3.0". */
BIZCASE_API const char *bizcase_version(void);

#ifdef __cplusplus
}
#endif

#endif

/* Opening files to read: plain ones only, which end and do not wait, as pipes, terminals and devices may. */
#ifndef BASE_PLAIN_FILE_H
#define BASE_PLAIN_FILE_H

#include <stdbool.h>

/* What errno holds, besides what the system has, when a file was not opened. */
enum { FILE_NOT_PLAIN = -1, FILE_IS_OUTSIDE = -2, FILE_BECAME_SHORTER = -3 };

/* A descriptor, or -1: errno says why. What was opened is looked at, not what the name was for before. */
int plain_file_open(const char *path);

/* The same of a path inside a folder, which may be a link itself: a link in it must not lead out of it. */
int plain_file_open_inside(const char *folder, const char *path);

/* Whether a folder in a folder, or a link to one, is inside it. False also if missing. */
bool folder_is_inside(const char *folder, const char *path);

/* "it is not a plain file": what errno says. */
const char *file_fault_text(int fault);

#endif

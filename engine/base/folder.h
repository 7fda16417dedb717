/* Folders looked for and made. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stdbool.h>

#include "bizcase/status.h"

/* Whether a path ends as a workbook that may be a case does: .xlsx, .xlsm or .ods, capitals aside. */
bool is_workbook_name(const char *path);

bool folder_exists(const char *path); /* false, and errno ENOENT, ENOTDIR or why it cannot be told */

/* Makes the folder, and those above it, unless they are there. BIZCASE_NOT_WRITTEN, and errno says why. */
BizcaseStatus folder_make(const char *path);

/* Makes the folder unless it is there and empty: BIZCASE_BAD_REQUEST where something is in it. BIZCASE_NOT_WRITTEN likewise. */
BizcaseStatus folder_make_empty(const char *path);

enum { LONGEST_PLACE = 4096 }; /* of a path as realpath gives it, its end included */

/* Where a file is, links followed, or would be if it were there. False where its folder is not. */
bool path_place(const char *path, char place[LONGEST_PLACE]);

#endif

/* What lies in the folder of a case and is not read: it may have been meant to be. */
#ifndef CASE_READING_OTHER_FILES_H
#define CASE_READING_OTHER_FILES_H

#include "case/reading/loader.h"

/* After everything else is read, data files included. Notes and pictures are passed over, as are hidden files and the locks
   of programs that have a file open. */
void report_other_files(Loader *loader);

#endif

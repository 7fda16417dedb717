/* Files read whole and written whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "bizcase/status.h"

/* Its bytes; 0 when there is no such file. */
uint64_t file_size(const char *path);

/* The whole of a plain file, with a zero byte after it. BIZCASE_NOT_READ, and file_fault_text of errno says why. */
BizcaseStatus file_read(Arena *arena, const char *path, char **bytes, size_t *size);
/* The same of a path inside a folder: a link in it must not lead out of it. */
BizcaseStatus file_read_inside(Arena *arena, const char *folder, const char *path, char **bytes, size_t *size);

/* What lies in a folder, but for "." and "..", sorted by name. BIZCASE_NOT_READ. */
typedef struct FolderEntry {
    const char *name;
    bool is_folder;
} FolderEntry;
BizcaseStatus folder_list(Arena *arena, const char *path, FolderEntry **entries, size_t *count);

/* The file appears whole, or what was there before stays: it is written without a name where the system can do so, else
   beside the target, and renamed. A link stays a link, a file keeps its mode; a device or pipe is written in place.
   NULL when there is no memory; that it cannot be written is said by file_writer_close. */
typedef struct FileWriter FileWriter;
FileWriter *file_writer_open(const char *path);
/* The same, given up with the arena unless it has been closed before. Never NULL. */
FileWriter *file_writer_within(Arena *arena, const char *path);
void file_writer_add(FileWriter *writer, const char *bytes, size_t size);
bool file_writer_is_good(const FileWriter *writer); /* false: what is added now is lost, and closing fails */
/* keep false: leaves what was there before. BIZCASE_NOT_WRITTEN, and errno has the first reason. */
BizcaseStatus file_writer_close(FileWriter *writer, bool keep);

/* The same for bytes that are all there. BIZCASE_NOT_WRITTEN or BIZCASE_NO_MEMORY. */
BizcaseStatus file_write_whole(const char *path, const char *bytes, size_t size);

/* The name of a file that must not outlive the program: remembered for bizcase_files_abandon until it is forgotten. NULL:
   not remembered. */
typedef struct TemporaryFile TemporaryFile;
TemporaryFile *temporary_remember(const char *name);
void temporary_forget(TemporaryFile *kept); /* NULL: does nothing */

#endif

#include "table/workbook/archive.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#include "base/size_limits.h"
#include "base/words.h"

/* Where minizip reads. */
typedef struct Memory {
    const char *bytes;
    size_t size, at;
} Memory;

static voidpf memory_open(voidpf opaque, const void *name, int mode) {
    (void)name;
    (void)mode;
    return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *to, uLong size) {
    Memory *memory = stream;
    (void)opaque;
    const size_t left = memory->size - memory->at, taken = size < left ? size : left;
    memcpy(to, memory->bytes + memory->at, taken);
    memory->at += taken;
    return taken;
}

static uLong memory_write(voidpf opaque, voidpf stream, const void *from, uLong size) {
    (void)opaque;
    (void)stream;
    (void)from;
    (void)size;
    return 0;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream) {
    (void)opaque;
    return ((Memory *)stream)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
    Memory *memory = stream;
    (void)opaque;
    const size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory->at
                        : origin == ZLIB_FILEFUNC_SEEK_END ? memory->size
                                                           : 0;
    if (offset > memory->size - from) return -1;
    memory->at = from + (size_t)offset;
    return 0;
}

static int memory_close(voidpf opaque, voidpf stream) {
    (void)opaque;
    (void)stream;
    return 0;
}

static const char damaged[] = "it is damaged or cut short";

typedef struct OpenZip {
    unzFile file;
    Memory memory;
} OpenZip;

static void close_zip(void *object) {
    OpenZip *zip = object;
    if (!zip->file) return;
    (void)unzCloseCurrentFile(zip->file);
    (void)unzClose(zip->file);
}

/* minizip takes a lack of memory for a fault of the file. */
static OpenZip *open_zip(Arena *arena, const char *bytes, size_t size) {
    enum { NEEDED = 256 * 1024 };
    OpenZip *zip = arena_alloc(arena, sizeof *zip);
    zip->memory = (Memory){ bytes, size, 0 };
    arena_defer(arena, close_zip, zip);
    if (allocation_fails() || !memory_is_there(NEEDED)) arena_out_of_memory(arena);
    zlib_filefunc64_def functions = { memory_open, memory_read, memory_write, memory_tell, memory_seek, memory_close,
        memory_close, &zip->memory };
    zip->file = unzOpen2_64("", &functions);
    return zip;
}

static int compare_paths(const char *a, const char *b) {
    while (*a && lower_letter(*a) == lower_letter(*b)) a++, b++;
    return (unsigned char)lower_letter(*a) - (unsigned char)lower_letter(*b);
}

static int by_path(const void *a, const void *b) {
    return compare_paths(((const ArchivePart *)a)->path, ((const ArchivePart *)b)->path);
}

/* Some programs write the separators of another system. */
static void plain_path(ArchivePart *part, char *path) {
    for (char *c = path; *c; c++)
        if (*c == '\\') *c = '/';
    part->path = path + strspn(path, "/");
}

/* Text repeats itself, but not a thousand times: more than this is made to fill a machine. */
static bool is_bomb(const unz_file_info64 *info) {
    enum { SMALL = 10 * 1000 * 1000, MOST_RATIO = 200 };
    return info->uncompressed_size > SMALL && info->uncompressed_size / MOST_RATIO > info->compressed_size;
}

static const char *read_part(Arena *arena, OpenZip *zip, Archive *archive, size_t *room, uint64_t *total) {
    unz_file_info64 info;
    unz64_file_pos place;
    char path[512];
    if (unzGetCurrentFileInfo64(zip->file, &info, path, sizeof path, NULL, 0, NULL, 0) != UNZ_OK ||
        unzGetFilePos64(zip->file, &place) != UNZ_OK)
        return damaged;
    if (info.size_filename >= sizeof path) return "the name of a part is longer than any workbook has";
    if (info.flag & 1) return "it is protected with a password";
    if (is_bomb(&info)) return "it would unpack to more than 200 times its size";
    *total += info.uncompressed_size;
    if (info.uncompressed_size > MOST_WORKBOOK_BYTES || *total > MOST_WORKBOOK_BYTES)
        return "it would unpack to more than 512 MB";
    archive->parts = arena_grow(arena, archive->parts, archive->part_count, room, sizeof *archive->parts);
    ArchivePart *part = &archive->parts[archive->part_count++];
    *part =
        (ArchivePart){ .size = info.uncompressed_size, .at = place.pos_in_zip_directory, .number = place.num_of_file };
    plain_path(part, arena_text(arena, path));
    return NULL;
}

static const char *read_directory(Arena *arena, OpenZip *zip, Archive *archive) {
    enum { MOST_PARTS = 10000 };
    unz_global_info64 all;
    size_t room = 0;
    uint64_t total = 0;
    if (!zip->file || unzGetGlobalInfo64(zip->file, &all) != UNZ_OK) return damaged;
    if (all.number_entry > MOST_PARTS) return "it has more than 10,000 parts";
    int status = unzGoToFirstFile(zip->file);
    for (; status == UNZ_OK && archive->part_count < all.number_entry; status = unzGoToNextFile(zip->file)) {
        const char *fault = read_part(arena, zip, archive, &room, &total);
        if (fault) return fault;
    }
    if (archive->part_count == 0 || archive->part_count < all.number_entry) return damaged;
    qsort(archive->parts, archive->part_count, sizeof *archive->parts, by_path);
    for (size_t p = 1; p < archive->part_count; p++)
        if (by_path(&archive->parts[p - 1], &archive->parts[p]) == 0) return "it has two parts of the same name";
    return NULL;
}

const char *archive_open(Arena *arena, const char *bytes, size_t size, Archive *archive) {
    *archive = (Archive){ .bytes = bytes, .size = size };
    Arena *working = arena_within(arena);
    const char *fault = read_directory(arena, open_zip(working, bytes, size), archive);
    arena_free(working);
    return fault;
}

const ArchivePart *archive_find(const Archive *archive, const char *path) {
    const ArchivePart wanted = { .path = path };
    if (archive->part_count == 0) return NULL;
    return bsearch(&wanted, archive->parts, archive->part_count, sizeof *archive->parts, by_path);
}

const char *archive_read(
    Arena *working, const Archive *archive, const ArchivePart *part, ArchiveTake *take, void *context) {
    enum { PIECE = 64 * 1024 };
    OpenZip *zip = open_zip(working, archive->bytes, archive->size);
    const unz64_file_pos place = { part->at, part->number };
    if (!zip->file || unzGoToFilePos64(zip->file, &place) != UNZ_OK || unzOpenCurrentFile(zip->file) != UNZ_OK)
        return damaged;
    char *piece = arena_alloc(working, PIECE);
    uint64_t had = 0;
    for (;;) {
        const int count = unzReadCurrentFile(zip->file, piece, PIECE);
        if (count < 0) return damaged;
        if (count == 0) break;
        had += (uint64_t)count;
        if (!take(context, piece, (size_t)count)) return NULL;
    }
    /* The sum is looked at here. */
    return had == part->size && unzCloseCurrentFile(zip->file) == UNZ_OK ? NULL : damaged;
}

/* What a run has counted, as bytes, and back: so that processes and machines can share a run. */
#ifndef STUDY_SIMULATION_PART_H
#define STUDY_SIMULATION_PART_H

#include "study/simulation/run.h"

/* Bytes that grow. All numbers are written little end first. */
typedef struct PartBytes {
    Arena *arena;
    unsigned char *bytes;
    size_t size, capacity;
} PartBytes;

void part_put(PartBytes *part, const void *bytes, size_t size);
void part_put_number(PartBytes *part, uint64_t number);
void part_put_text(PartBytes *part, const char *text);

/* Bytes being read. Once something is missing or cannot be, all that is read is 0 and `bad` says so. */
typedef struct PartReader {
    const unsigned char *bytes;
    size_t size, at;
    bool bad;
    bool contradicts; /* bad, because what was counted does not agree with itself */
    bool out_of_memory;
} PartReader;

uint64_t part_number(PartReader *reader);
/* Arena-owned. "" when bad. */
const char *part_text(Arena *arena, PartReader *reader);

/* Appends what run_count has counted. */
void part_pack(const RunState *state, PartBytes *part);

/* Adds what part_pack wrote in another process, of the trials from first_trial to end_trial, to a state of the same
   request but for the trials counted. False: it does not fit, the bytes are damaged, or
   reader->out_of_memory; the state is then worthless. */
bool part_add(RunState *state, PartReader *reader, uint64_t first_trial, uint64_t end_trial);

#endif

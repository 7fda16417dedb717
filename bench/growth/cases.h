/* Cases that have many of one thing. */
#ifndef BENCH_GROWTH_CASES_H
#define BENCH_GROWTH_CASES_H

#include <stddef.h>

/* Each writes a case into a folder that is there. */
void write_uncertain(const char *folder, size_t lines);
void write_councils(const char *folder, size_t councils);
void write_correlated(const char *folder, size_t inputs); /* every pair of them */
void write_risks(const char *folder, size_t risks);
void write_phases(const char *folder, size_t phases); /* each after the one before; the last moves a line */
void write_programmes(const char *folder, size_t programmes);
void write_categories(const char *folder, size_t categories);

#endif

/* How the verbs of the command grow with what a case has many of. */
#ifndef BENCH_GROWTH_VERBS_H
#define BENCH_GROWTH_VERBS_H

/* Cases and documents go into folders of root; bizcase: the command. */
void show_verbs(const char *root, const char *bizcase);

#endif

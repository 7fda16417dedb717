/* How many trials stand side by side in one block: the length of every innermost loop. */
#ifndef BASE_LANES_H
#define BASE_LANES_H

enum { LANES = 128 };

#endif

/* Letters with an accent: one character, or a letter and the accent after it. Both look the same. */
#ifndef BASE_ACCENTS_H
#define BASE_ACCENTS_H

#include <stdbool.h>
#include <stdint.h>

/* Whether it is an accent on the letter before it. */
bool accent_stands_alone(uint32_t code);
/* The letter and the accent that a character is made of; false when it is not one of western and central European
   languages, Welsh included. */
bool accent_split(uint32_t code, char *letter, uint32_t *accent);

#endif

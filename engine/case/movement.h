/* Money that moves with a phase moves once, and with its volume. */
#ifndef CASE_MOVEMENT_H
#define CASE_MOVEMENT_H

#include "case/reading/loader.h"

/* Reports lines and quantities that move with a phase although something in them has moved already, and warns of those in
   which something varies and does not move. Everything has been read. */
void check_movement(Loader *loader);

#endif

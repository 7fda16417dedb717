/* A plan and its draws as bytes that every machine reads alike, so that the kernel can run where the case cannot be
   compiled: in WebAssembly, for example. Freestanding, like evaluate/: memory is handed in. */
#ifndef STUDY_SIMULATION_PLAN_IMAGE_H
#define STUDY_SIMULATION_PLAN_IMAGE_H

#include "evaluate/plan.h"
#include "sample/draw.h"

/* Bytes of the image. */
size_t plan_image_size(const Plan *plan, const DrawPlan *draws);

/* bytes: [plan_image_size] */
void plan_image_write(const Plan *plan, const DrawPlan *draws, uint8_t *bytes);

/* Bytes of memory, aligned to 8, that plan_image_read wants. 0: the image is damaged. */
size_t plan_image_memory(const uint8_t *bytes, size_t size);

/* Fills plan and draws in; their arrays are in memory, nothing points into bytes. False when the image is damaged: it
   is cut short, of another version, or says what no plan says (see plan_sound.h). What is true of the image can be run
   safely; a number that has become another number is not noticed. */
bool plan_image_read(const uint8_t *bytes, size_t size, void *memory, Plan *plan, DrawPlan *draws);

#endif

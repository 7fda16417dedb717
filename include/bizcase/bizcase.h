/* Everything a program that embeds the engine needs. */
#ifndef BIZCASE_BIZCASE_H
#define BIZCASE_BIZCASE_H

#include "bizcase/appraise.h"
#include "bizcase/batch.h"
#include "bizcase/case.h"
#include "bizcase/certificate.h"
#include "bizcase/compare.h"
#include "bizcase/diagnostic.h"
#include "bizcase/document.h"
#include "bizcase/explain.h"
#include "bizcase/finance.h"
#include "bizcase/live.h"
#include "bizcase/replay.h"
#include "bizcase/sensitivity.h"
#include "bizcase/simulate.h"
#include "bizcase/spread.h"
#include "bizcase/status.h"
#include "bizcase/workbook.h"

#endif

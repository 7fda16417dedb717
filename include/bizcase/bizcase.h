/* Everything a program that embeds the engine needs.

   A case is a folder of CSV files, or a workbook with a sheet for each of them. It is loaded once, asked about as often as one likes, and freed:

       BizcaseProblems *problems = bizcase_problems_new();
       BizcaseCase *loaded;
       BizcaseAppraisal *appraisal;
       if (bizcase_case_load(&(BizcaseCaseRequest){ .folder = "my-case" }, &loaded, problems) == BIZCASE_OK &&
           bizcase_appraise(loaded, &(BizcaseAppraiseRequest){ 0 }, &appraisal, problems) == BIZCASE_OK) {
           …
           bizcase_appraisal_free(appraisal);
       }
       bizcase_case_free(loaded);
       bizcase_problems_free(problems);

   Order of calls. bizcase_case_load comes first (case.h). Studies take a loaded case and a request, and give a result:
   bizcase_appraise, bizcase_simulate, bizcase_spread, bizcase_replay, bizcase_explain, bizcase_sensitivity, bizcase_finance,
   bizcase_live. They do not depend on each other. bizcase_compare, bizcase_batch_do, bizcase_merge, bizcase_scenarios_appraise
   and bizcase_certificate_verify load cases themselves. A document is made of a result (by its header) and written in one of
   the formats; a workbook, a certificate and a live page are written without one.

   Ownership. A call that gives a result sets it to NULL first, and leaves it NULL unless the status is BIZCASE_OK; the one
   exception is bizcase_case_load, whose case is there for its diagnostics. Who asked for a result frees it, with the
   function of its name; NULL may be freed. All that a result points to is its own or the case's: free the case last.
   Documents and live pages own all they need. Requests, and what they point to, are borrowed for the length of the call.

   Errors. A call gives a status (status.h). What is wrong with the case or the request is added to a list of problems, its
   last parameter (diagnostic.h), which may be NULL: each names a place in a file, or a field of the request. No call prints,
   ends the process or leaves by a jump. Where an argument that must be there is NULL, or a text of a list that a request
   counts, the status is BIZCASE_BAD_REQUEST, or the answer is nothing: NULL, 0, or an empty text. So it is of a case that
   did not load, but for its diagnostics and its check. When memory runs out the status is BIZCASE_NO_MEMORY, and nothing is
   left behind. Files appear whole under their names or not at all.

   Threads. A case never changes once it is loaded: threads may share it, and study it at the same time. The same holds of
   results and documents. A list of problems and a batch are for one thread at a time. Simulations use threads of their own,
   as many as the request says; how many, and on which processor, changes no bit of a figure. Callbacks are called from the
   calling thread, but for BizcaseBatchRequest.write and .is_written. There is no global state.

   Versions. Each request begins with its size, sizeof the struct when the program was compiled, so that fields can be added
   at its end: those that the program does not know of are taken as 0, and 0 always stands for what was done before there
   was such a field. Size 0 stands for the struct of version 0.1, so that a request may be written as in the example as
   long as no later field is set. Results grow at their end, too; the library's name (libbizcase.so.0) changes with anything
   that would not let a program compiled before read them.

   Locale. Numbers are read and written with a point, whatever the host has set. For the length of a call the calling thread
   is in the C locale, also in callbacks; then the host's own is back.

   GSL. The engine uses the GNU Scientific Library and sees to it that its error handler is not called: a host may leave
   GSL's own, which ends the process, in place, or set another. */
#ifndef BIZCASE_BIZCASE_H
#define BIZCASE_BIZCASE_H

/* What a call comes to, and what is wrong. */
#include "bizcase/status.h"

#include "bizcase/diagnostic.h"

/* The case. */
#include "bizcase/case.h"

/* Studies. */
#include "bizcase/appraise.h"
#include "bizcase/explain.h"
#include "bizcase/finance.h"
#include "bizcase/replay.h"
#include "bizcase/sensitivity.h"
#include "bizcase/simulate.h"
#include "bizcase/spread.h"

/* Of several cases, or of one under several scenarios. */
#include "bizcase/batch.h"
#include "bizcase/compare.h"

/* Documents, files and sign-off. */
#include "bizcase/certificate.h"
#include "bizcase/document.h"
#include "bizcase/live.h"
#include "bizcase/report.h"
#include "bizcase/workbook.h"

#endif

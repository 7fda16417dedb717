/* The starter case: a small case with comments that say what to fill in. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "bizcase/case.h"

typedef struct StarterFile {
    const char *name, *text;
} StarterFile;

static const StarterFile files[] = {
    { "case.csv",
        "# Settings of the case. Every key may be left out.\n"
        "key,value,note\n"
        "title,Name of the business case,\n"
        "version,Draft 1,\n"
        "author,Your name,\n"
        "date,,\n"
        "discount,green-book,a rate such as 3.5% or the name of a schedule (bizcase discount-rates lists them)\n"
        "scale,1,write 1000 to keep all money in thousands\n" },
    { "councils.csv",
        "# The parties that bear cost and get benefit.\n"
        "council,name\n"
        "A,First council\n"
        "B,Second council\n" },
    { "programmes.csv", "programme,name\nmain,Main programme\n" },
    { "options.csv",
        "# One baseline (what happens otherwise), and one option preferred.\n"
        "option,name,role\n"
        "bau,Business as usual,baseline\n"
        "change,Proposed change,preferred\n" },
    { "costs.csv",
        "# One line a cost, amounts positive. low, central and high multiply the whole profile.\n"
        "line,name,option,programme,category,kind,type,split,drivers,distribution,low,central,high,optimism_bias,phase,on_delay,"
        "2026/27,2027/28,2028/29,2029/30,2030/31,source\n"
        "current-service,Service as it is today,bau,main,services,revenue,recurring,staff,,,,,,,,,"
        "500000,500000,500000,500000,500000,budget book\n"
        "new-system,New system,change,main,technology,capital,one_off,equal,,triangular,0.9,1,1.4,20%,build,shift,"
        "300000,100000,0,0,0,supplier estimate\n"
        "team,Project team,change,main,staff,revenue,one_off,staff,,,,,,,build,extend,150000,50000,0,0,0,estimate\n"
        "new-service,Service after the change,change,main,services,revenue,recurring,staff,,pert,0.95,1,1.1,,,,"
        "500000,400000,250000,250000,250000,estimate\n" },
    { "benefits.csv",
        "# One line a benefit. Types: cash_releasing, non_cash_releasing, wider, residual_value, unmonetised.\n"
        "line,name,option,programme,category,type,split,drivers,distribution,low,central,high,phase,on_delay,"
        "2026/27,2027/28,2028/29,2029/30,2030/31,source\n"
        "time-saved,Staff time saved,change,main,staff,non_cash_releasing,staff,adoption,,,,,build,shift,"
        "0,50000,100000,100000,100000,estimate\n"
        "resilience,Fewer outages,change,main,quality,unmonetised,equal,,,,,,,,,,,,,\n" },
    { "drivers.csv",
        "# Assumptions that several lines share.\n"
        "driver,name,unit,kind,distribution,low,central,high,source,note\n"
        "adoption,Take-up of the new service,share of plan,multiplier,pert,0.6,1,1.1,,\n" },
    { "splits.csv",
        "# How shared money falls on the councils: weights, such as headcount. equal is built in.\n"
        "split,from,A,B,note\n"
        "staff,,1200,800,headcount\n" },
    { "phases.csv",
        "# Stages, with their risk of slipping in months.\n"
        "phase,name,start,end,after,distribution,low,central,high\n"
        "build,Build and roll out,2026-04,2027-09,,triangular,0,0,9\n" },
    { "risks.csv",
        "# The risk register: probability, and impact in money if it happens.\n"
        "risk,name,option,programme,kind,probability,distribution,low,central,high,from,to,split,owner,source,note\n"
        "supplier,Supplier fails,change,main,revenue,10%,triangular,50000,100000,250000,2026/27,2027/28,equal,,,\n" },
    { "correlations.csv",
        "# Rank correlation of two uncertain inputs, from -1 to 1.\n"
        "a,b,correlation\n"
        "line:new-system,phase:build,0.4\n" },
    { "scenarios/pessimistic.csv",
        "# Changes that together make a scenario: bizcase appraise CASE --scenario pessimistic\n"
        "file,row,column,change,value,note\n"
        "costs,*,periods,scale,1.2,costs a fifth higher\n"
        "benefits,*,periods,scale,0.8,benefits a fifth lower\n" },
};

enum { FILE_COUNT = sizeof files / sizeof files[0] };

/* Whether the folder is there and empty, or could be made. */
static bool prepare_folder(Arena *arena, const char *folder) {
    if (mkdir(folder, 0777) != 0 && (errno != EEXIST || !folder_exists(folder))) return false;
    /* An empty folder can be removed and made again; any other cannot. */
    if (rmdir(folder) != 0 || mkdir(folder, 0777) != 0) return false;
    return mkdir(arena_format(arena, "%s/scenarios", folder), 0777) == 0;
}

BizcaseStatus bizcase_case_new(const char *folder) {
    Arena *arena = arena_new();
    if (!arena) return BIZCASE_NO_MEMORY;
    if (setjmp(*arena_on_failure(arena))) {
        arena_free(arena);
        return BIZCASE_NO_MEMORY;
    }
    BizcaseStatus status = prepare_folder(arena, folder) ? BIZCASE_OK : BIZCASE_NOT_WRITTEN;
    for (size_t f = 0; f < FILE_COUNT && status == BIZCASE_OK; f++)
        status = file_write_whole(
            arena_format(arena, "%s/%s", folder, files[f].name), files[f].text, strlen(files[f].text));
    arena_free(arena);
    return status;
}

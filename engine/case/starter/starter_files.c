/* Two councils replace an old system. Every amount is made up. */
#include "case/starter/starter_files.h"

#define PERIODS "2027/28,2028/29,2029/30,2030/31,2031/32,2032/33,2033/34,2034/35"

static const char case_csv[] =
    "key,value,note\n"
    "# Settings. A setting that is left out takes its default. Rows that begin with # are remarks and are not read.\n"
    "title,A starter case: one new system for two councils,Made up: overwrite every figure\n"
    "version,0.1,\n"
    "author,,\n"
    "date,,\n"
    "start,2027/28,First period\n"
    "periods,8,How many periods\n"
    "currency,£,\n"
    "scale,1,1000 if the amounts are in thousands\n"
    "discount,green-book,A schedule or a rate such as 3.5%\n"
    "price_base,start,The period in whose prices the amounts are\n"
    "trials,100000,Of a simulation\n"
    "seed,1,\n";

static const char councils_csv[] = "council,name\n"
                                   "# The parties that pay the costs and get the benefits.\n"
                                   "NOR,Northshire Council\n"
                                   "SOU,Southshire Council\n";

static const char programmes_csv[] = "programme,name\n"
                                     "# Figures are given for each programme of work and in total.\n"
                                     "operating-model,New operating model\n"
                                     "infrastructure,Infrastructure investment\n";

static const char options_csv[] = "option,name,role\n"
                                  "# The baseline is what happens otherwise. The other options are compared with it.\n"
                                  "bau,Business as usual,baseline\n"
                                  "new-system,One new system,preferred\n";

static const char costs_csv[] =
    "line,name,option,programme,category,kind,type,split,drivers,distribution,low,central,high,optimism_bias,"
    "mitigation,phase,on_delay,formula," PERIODS ",owner,source,note\n"
    "# One row is one cost. Amounts are positive. An empty option column means every option.\n"
    "# Amounts are typed in the period columns, or worked out by a formula from the quantities in quantities.csv.\n"
    "# low to high is a multiplier on the whole row: 0.9 to 1.3 is ten per cent less to thirty per cent more.\n"
    "old-systems,Support of the old systems,bau,operating-model,support,revenue,recurring,devices,ageing,,,,,,,,,,"
    "180000,180000,180000,180000,180000,180000,180000,180000,Head of ICT,Budget book,\n"
    "platform,"
    "Servers and network,new-system,infrastructure,equipment,capital,one_off,devices,,triangular,0.9,1,1.3,20%,50%,"
    "implementation,shift,,400000,200000,-,-,-,-,-,-,Head of ICT,Quotation,\n"
    "project-team,Project team,new-system,operating-model,staff,revenue,one_off,equal,,pert,0.9,1,1.4,10%,,"
    "implementation,extend,,150000,75000,-,-,-,-,-,-,Programme director,Estimate,Carries on if the project is late\n"
    "double-running,"
    "Old systems until the new one works,new-system,operating-model,support,revenue,recurring,devices,ageing,"
    ",,,,,,implementation,extend,,180000,90000,-,-,-,-,-,-,Head of ICT,Budget book,\n"
    "licences,"
    "Licences of the new system,new-system,operating-model,licences,revenue,recurring,headcount,supplier-prices,"
    ",,,,10%,,,,users * 50[£/user/year],,,,,,,,,Commercial lead,Quotation,The phase is on the quantity\n";

static const char benefits_csv[] =
    "line,name,option,programme,category,kind,type,split,drivers,distribution,low,central,high,optimism_bias,"
    "mitigation,phase,on_delay," PERIODS ",owner,source,note\n"
    "# One row is one benefit. Amounts are positive. What the baseline pays and the option does not is no benefit:\n"
    "# it is a cost line of the baseline.\n"
    "posts,Fewer posts in support,new-system,operating-model,staff,revenue,cash_releasing,headcount,take-up,triangular,"
    "0.7,1,1.1,10%,,implementation,shift,-,50000,140000,140000,140000,140000,140000,140000,Head of ICT,Estimate,\n"
    "time,Time of staff saved,new-system,operating-model,"
    "staff time,revenue,non_cash_releasing,headcount,take-up,triangular,"
    "0.5,1,1.2,20%,,implementation,shift,"
    "-,20000,60000,60000,60000,60000,60000,60000,Head of ICT,Survey,Frees time but no money\n";

static const char quantities_csv[] =
    "quantity,name,unit,formula,distribution,low,central,high,phase,on_delay,2027/28,2028/29,2029/30,owner,source,note\n"
    "# What money is made of: how many, or how much, there is in each period. The last number holds from then on.\n"
    "users,Users with a licence,users,,,,,,implementation,shift,-,600,1200,Commercial lead,Quotation,"
    "Half of them in the first year\n";

static const char drivers_csv[] =
    "driver,name,unit,kind,distribution,low,central,high,shape,source,note\n"
    "# What several lines share, and what they move together with. central is what the plan uses.\n"
    "take-up,How far the new ways are taken up,share,multiplier,pert,0.6,1,1.05,,Estimate,\n"
    "supplier-prices,Prices of suppliers against plan,index,multiplier,lognormal,0.95,,1.1,,Market report,\n"
    "ageing,The old systems get dearer to support,a year,growth,triangular,1%,3%,6%,,Invoices of past years,\n";

static const char splits_csv[] = "split,from,NOR,SOU,note\n"
                                 "# How shared money falls on the councils. Weights of any kind become shares. A later "
                                 "row takes over from its period.\n"
                                 "headcount,,2400,1800,Office staff\n"
                                 "devices,,2900,2300,Laptops and desktops\n";

static const char phases_csv[] =
    "phase,name,start,end,after,distribution,low,central,high,shape\n"
    "# Stages of the transition plan. The distribution is the slip of the phase in months.\n"
    "procurement,Procurement,2027-04,2027-08,,triangular,0,0,4,\n"
    "implementation,Implementation,2027-09,2028-09,procurement,pert,0,0,9,\n";

static const char risks_csv[] =
    "risk,name,option,programme,category,kind,probability,distribution,low,central,high,"
    "shape,from,to,split,owner,source,note\n"
    "# A cost that may happen: how likely it is, and how much it would be.\n"
    "supplier-late,"
    "The supplier delivers late,new-system,infrastructure,supplier,revenue,25%,triangular,20000,60000,150000,,"
    "2027/28,2028/29,equal,Programme director,Workshop,\n"
    "data-quality,"
    "Data must be cleaned by hand,new-system,operating-model,data,revenue,40%,pert,10000,40000,120000,,2028/29,"
    "2028/29,headcount,Head of ICT,Workshop,\n";

static const char correlations_csv[] = "a,b,correlation,note\n"
                                       "# What tends to go together: -1 to 1.\n"
                                       "phase:implementation,risk:supplier-late,0.5,A late supplier is a late project\n"
                                       "posts,time,0.4,Both depend on how well the change is led\n";

static const char pessimistic_csv[] =
    "file,row,column,change,value,note\n"
    "# Run it with --scenario pessimistic. Each row changes the case before it is read.\n"
    "benefits,*,periods,scale,0.8,Benefits fall short by a fifth\n"
    "costs,option=new-system,periods,scale,1.15,The new system costs more\n"
    "drivers,take-up,central,set,0.85,Fewer people take it up\n"
    "risks,supplier-late,probability,set,50%,\n";

const StarterFile starter_files[] = {
    { "case.csv", case_csv },
    { "councils.csv", councils_csv },
    { "programmes.csv", programmes_csv },
    { "options.csv", options_csv },
    { "costs.csv", costs_csv },
    { "benefits.csv", benefits_csv },
    { "quantities.csv", quantities_csv },
    { "drivers.csv", drivers_csv },
    { "splits.csv", splits_csv },
    { "phases.csv", phases_csv },
    { "risks.csv", risks_csv },
    { "correlations.csv", correlations_csv },
    { "scenarios/pessimistic.csv", pessimistic_csv },
};
const size_t starter_file_count = sizeof starter_files / sizeof starter_files[0];

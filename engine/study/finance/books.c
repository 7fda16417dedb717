#include "study/finance/books.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "case/registers/flexible_receipts.h"
#include "model/prices.h"
#include "model/timeline.h"
#include "study/finance/loan.h"
#include "study/finance/mrp.h"

/* --- opening the books ---------------------------------------------------------------------------------------------- */

static void find_years(Arena *arena, Books *books) {
    const Settings *settings = &books->the_case->settings;
    books->year_of = arena_array(arena, settings->period_count, sizeof *books->year_of);
    books->first_month = arena_array(arena, settings->period_count + 1, sizeof *books->first_month);
    const int first = financial_year_start(period_month(settings, 0));
    for (size_t t = 0; t < settings->period_count; t++) {
        const size_t year = (size_t)(financial_year_start(period_month(settings, t)) - first) / 12;
        books->year_of[t] = year;
        books->year_count = year + 1;
    }
    for (size_t y = 0; y < books->year_count; y++) books->first_month[y] = first + (int)y * 12;
}

static void add_by_year(const Books *books, const double *by_period, double *by_year) {
    for (size_t t = 0; t < books->the_case->settings.period_count; t++) by_year[books->year_of[t]] += by_period[t];
}

static BizcaseFinanceRow row_of_budget(const Budget *budget) {
    switch (budget->type) {
    case BUDGET_RETAINED: return BIZCASE_RETAINED;
    case BUDGET_STRANDED: return BIZCASE_STRANDED;
    case BUDGET_NET_REVENUE: return BIZCASE_NET_REVENUE_STREAM;
    case BUDGET_EXISTING: break;
    }
    return budget->kind == KIND_CAPITAL ? BIZCASE_EXISTING_CAPITAL : BIZCASE_EXISTING_REVENUE;
}

static void add_budgets(Arena *arena, Books *books) {
    static const BizcaseFinanceRow rows[] = { BIZCASE_EXISTING_REVENUE, BIZCASE_EXISTING_CAPITAL, BIZCASE_RETAINED,
        BIZCASE_STRANDED, BIZCASE_NET_REVENUE_STREAM };
    const Case *the_case = books->the_case;
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        books->fixed[rows[r]] = arena_array(arena, the_case->council_count * books->year_count, sizeof(double));
    for (size_t b = 0; b < books->registers->budget_count; b++) {
        const Budget *budget = &books->registers->budgets[b];
        add_by_year(books, profile_values(arena, &the_case->settings, &budget->amounts),
            books->fixed[row_of_budget(budget)] + budget->council * books->year_count);
    }
}

/* By order, then as in the file. */
static void sort_by_order(const Funding *funding, size_t *order, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && funding[order[j - 1]].order > funding[order[j]].order; j--) {
            const size_t swapped = order[j];
            order[j] = order[j - 1];
            order[j - 1] = swapped;
        }
}

/* Of the amounts and the cap of a source. */
static double part_of_council(const Books *books, const Funding *funding) {
    return funding->council == NONE ? 1 / (double)books->the_case->council_count : 1;
}

static void add_funding(Arena *arena, Books *books) {
    const Settings *settings = &books->the_case->settings;
    const Registers *registers = books->registers;
    size_t *order = arena_array(arena, registers->funding_count, sizeof *order);
    books->available = arena_array(arena, registers->funding_count, sizeof *books->available);
    for (size_t f = 0; f < registers->funding_count; f++) {
        order[f] = f;
        if (!isnan(registers->funding[f].share)) continue;
        books->available[f] = arena_array(arena, books->year_count, sizeof(double));
        add_by_year(books, profile_values(arena, settings, &registers->funding[f].amounts), books->available[f]);
        for (size_t y = 0; y < books->year_count; y++)
            books->available[f][y] *= part_of_council(books, &registers->funding[f]);
    }
    sort_by_order(registers->funding, order, registers->funding_count);
    books->order = order;
}

static void add_payments(Arena *arena, Books *books) {
    const Case *the_case = books->the_case;
    const Registers *registers = books->registers;
    books->amounts = arena_array(arena, registers->payment_count, sizeof *books->amounts);
    for (size_t p = 0; p < registers->payment_count; p++)
        books->amounts[p] = profile_values(arena, &the_case->settings, &registers->payments[p].amounts);
}

Books books_open(Arena *arena, const Case *the_case, CashCase cash, size_t option) {
    Books books = { .the_case = the_case, .registers = the_case->registers, .cash = cash, .option = option };
    find_years(arena, &books);
    add_budgets(arena, &books);
    add_funding(arena, &books);
    add_payments(arena, &books);
    return books;
}

Statement statement_new(Arena *arena, const Books *books) {
    const size_t cells = books->the_case->council_count * books->year_count;
    return (Statement){ arena_array(arena, BIZCASE_FINANCE_ROW_COUNT * cells, sizeof(double)),
        arena_array(arena, books->cash.account_count * books->year_count, sizeof(double)),
        arena_array(arena, books->cash.account_count * books->year_count, sizeof(double)),
        arena_array(arena, books->cash.account_count * books->year_count, sizeof(double)) };
}

/* --- spending ------------------------------------------------------------------------------------------------------- */

static const BizcaseFinanceRow row_of_account[ACCOUNT_KIND_COUNT] = {
    [ACCOUNT_CAPITAL] = BIZCASE_CAPITAL,
    [ACCOUNT_ONE_OFF] = BIZCASE_ONE_OFF,
    [ACCOUNT_RUNNING] = BIZCASE_RUNNING,
    [ACCOUNT_SUNK] = BIZCASE_SUNK,
    [ACCOUNT_SAVING] = BIZCASE_SAVINGS,
    [ACCOUNT_RECEIPT] = BIZCASE_RECEIPTS,
};

static void add_spending(const Books *books, const double *spent, size_t council, Statement *statement) {
    const size_t years = books->year_count;
    for (size_t a = 0; a < books->cash.account_count; a++) {
        const AccountKind kind = books->cash.accounts[a].kind;
        double *row = statement_row(books, statement, row_of_account[kind], council);
        const double *from = spent + (council * books->cash.account_count + a) * years,
                     sign = account_is_income(kind) ? -1 : 1;
        for (size_t y = 0; y < years; y++) row[y] += sign * from[y];
    }
    const double *running = statement_row(books, statement, BIZCASE_RUNNING, council),
                 *savings = statement_row(books, statement, BIZCASE_SAVINGS, council);
    const double *existing = statement_row(books, statement, BIZCASE_EXISTING_REVENUE, council),
                 *stranded = statement_row(books, statement, BIZCASE_STRANDED, council);
    double *net = statement_row(books, statement, BIZCASE_NET_RUNNING, council),
           *released = statement_row(books, statement, BIZCASE_SAVINGS_RELEASED, council);
    for (size_t y = 0; y < years; y++) {
        if (books->released_part) released[y] = books->released_part[council * years + y] * savings[y];
        net[y] = running[y] + stranded[y] - existing[y] - savings[y] + released[y];
    }
}

/* --- funding -------------------------------------------------------------------------------------------------------- */

static bool receipts_may_fund_revenue(int month) {
    for (size_t w = 0; w < receipts_window_count; w++)
        if (month >= receipts_windows[w].first_month && month < receipts_windows[w].end_month) return true;
    return false;
}

/* Sets what is spent and what comes back of the accounts of a kind against each other, in the same part of each, of one
   programme or of all (NONE). Returns what comes back beyond all that is spent, 0 or below; it is at one account. */
static double set_off(const Books *books, AccountKind kind, size_t programme, size_t year, double *netted) {
    const size_t years = books->year_count, accounts = books->cash.account_count;
    double spent = 0, back = 0;
    size_t last = NONE;
    for (size_t a = 0; a < accounts; a++) {
        const Account *account = &books->cash.accounts[a];
        if (account->kind != kind || (programme != NONE && account->programme != programme)) continue;
        const double amount = netted[a * years + year];
        *(amount > 0 ? &spent : &back) += amount;
        last = a;
    }
    if (!(back < 0)) return 0;
    const double left = spent + back, part = left > 0 ? left / spent : 0;
    for (size_t a = 0; a < accounts; a++) {
        const Account *account = &books->cash.accounts[a];
        if (account->kind != kind || (programme != NONE && account->programme != programme)) continue;
        double *amount = &netted[a * years + year];
        *amount = *amount > 0 ? part * *amount : 0;
    }
    if (left < 0) netted[last * years + year] = left;
    return fmin(0, left);
}

static bool any_comes_back(const Books *books, AccountKind kind, size_t year, const double *netted) {
    for (size_t a = 0; a < books->cash.account_count; a++)
        if (books->cash.accounts[a].kind == kind && netted[a * books->year_count + year] < 0) return true;
    return false;
}

/* A council's spending of a year, net of what comes back: within each programme first, then over all. What comes back
   beyond that leaves no need, and is returned, 0 or below. */
static double net_of_what_comes_back(const Books *books, AccountKind kind, size_t year, double *netted) {
    if (!any_comes_back(books, kind, year, netted)) return 0;
    for (size_t p = 0; p < books->the_case->programme_count; p++) set_off(books, kind, p, year, netted);
    const double left = set_off(books, kind, NONE, year, netted);
    for (size_t a = 0; a < books->cash.account_count; a++)
        if (books->cash.accounts[a].kind == kind)
            netted[a * books->year_count + year] = fmax(0, netted[a * books->year_count + year]);
    return left;
}

/* What is left over in a year is one-off revenue that revenue has back, and capital that goes to capital receipts. */
static void net_spending(const Books *books, size_t council, Statement *statement) {
    double *revenue = statement_row(books, statement, BIZCASE_ONE_OFF_BY_REVENUE, council),
           *receipts = statement_row(books, statement, BIZCASE_CAPITAL_BY_RECEIPTS, council);
    for (size_t y = 0; y < books->year_count; y++) {
        revenue[y] += net_of_what_comes_back(books, ACCOUNT_ONE_OFF, y, statement->netted);
        receipts[y] += net_of_what_comes_back(books, ACCOUNT_CAPITAL, y, statement->netted);
    }
}

/* The case's own capital receipts fund its capital, of their year or a later one. */
static void use_own_receipts(const Books *books, size_t council, Statement *statement) {
    const size_t years = books->year_count, accounts = books->cash.account_count;
    const double *received = statement_row(books, statement, BIZCASE_RECEIPTS, council);
    double *used = statement_row(books, statement, BIZCASE_CAPITAL_BY_RECEIPTS, council),
           *held = statement_row(books, statement, BIZCASE_RECEIPTS_HELD, council), balance = 0;
    for (size_t y = 0; y < years; y++) {
        double need = 0;
        for (size_t a = 0; a < accounts; a++)
            if (books->cash.accounts[a].kind == ACCOUNT_CAPITAL) need += statement->need[a * years + y];
        balance += received[y] + fmax(0, -used[y]);
        const double part = need > 0 ? fmin(1, fmax(0, balance) / need) : 0;
        for (size_t a = 0; a < accounts && part > 0; a++)
            if (books->cash.accounts[a].kind == ACCOUNT_CAPITAL) statement->need[a * years + y] *= 1 - part;
        used[y] += part * need;
        balance -= part * need;
        held[y] = balance;
    }
}

/* Whether a source may fund the spending of an account in a year. */
static bool may_fund(const Books *books, const Funding *funding, const Account *account, size_t year) {
    if (funding->programme != NONE && funding->programme != account->programme) return false;
    if (account->kind == ACCOUNT_CAPITAL) return funding->for_capital;
    if (account->kind != ACCOUNT_ONE_OFF || !funding->for_revenue) return false;
    return funding->type != FUNDING_CAPITAL_RECEIPTS || receipts_may_fund_revenue(books->first_month[year]);
}

static void use_source(
    const Books *books, const Funding *funding, double available, size_t council, size_t year, Statement *statement) {
    const size_t years = books->year_count;
    double total = 0;
    for (size_t a = 0; a < books->cash.account_count; a++)
        if (may_fund(books, funding, &books->cash.accounts[a], year))
            total += fmax(0, statement->need[a * years + year]);
    if (!(total > 0) || !(available > 0)) return;
    const double part = fmin(1, available / total);
    for (size_t a = 0; a < books->cash.account_count; a++) {
        const Account *account = &books->cash.accounts[a];
        double *need = &statement->need[a * years + year];
        if (!may_fund(books, funding, account, year) || *need <= 0) continue;
        const BizcaseFinanceRow first =
            account->kind == ACCOUNT_CAPITAL ? BIZCASE_CAPITAL_BY_REVENUE : BIZCASE_ONE_OFF_BY_REVENUE;
        const double used = part * *need;
        statement_row(
            books, statement, (BizcaseFinanceRow)((unsigned)first + (unsigned)funding->type), council)[year] += used;
        if (funding->type == FUNDING_BORROWING) statement->loans[a * years + year] += used;
        *need -= used;
    }
}

/* What a share is of: all that the source may fund, before others have taken of it. */
static double whole_need(const Books *books, const Funding *funding, const double *netted, size_t year) {
    double total = 0;
    for (size_t a = 0; a < books->cash.account_count; a++)
        if (may_fund(books, funding, &books->cash.accounts[a], year)) total += netted[a * books->year_count + year];
    return total;
}

/* What is left. Capital without funding is met by borrowing in the meantime, as cash has to come from somewhere: it is in
   the capital financing requirement and is charged like a loan (regulation 27 of the Local Authorities (Capital Finance and
   Accounting) (England) Regulations 2003 knows no spending that is neither financed nor charged). */
static void leave_gaps(const Books *books, size_t council, Statement *statement) {
    const size_t years = books->year_count;
    for (size_t a = 0; a < books->cash.account_count; a++) {
        const AccountKind kind = books->cash.accounts[a].kind;
        if (kind != ACCOUNT_CAPITAL && kind != ACCOUNT_ONE_OFF) continue;
        double *gap = statement_row(
            books, statement, kind == ACCOUNT_CAPITAL ? BIZCASE_CAPITAL_GAP : BIZCASE_ONE_OFF_GAP, council);
        for (size_t y = 0; y < years; y++) {
            gap[y] += statement->need[a * years + y];
            if (kind == ACCOUNT_CAPITAL) statement->loans[a * years + y] += statement->need[a * years + y];
        }
    }
}

static void fund(const Books *books, const double *spent, size_t council, Statement *statement) {
    const Case *the_case = books->the_case;
    const size_t years = books->year_count, accounts = books->cash.account_count;
    bool receipts_used = false;
    memcpy(statement->netted, spent + council * accounts * years, accounts * years * sizeof(double));
    net_spending(books, council, statement);
    memcpy(statement->need, statement->netted, accounts * years * sizeof(double));
    memset(statement->loans, 0, accounts * years * sizeof(double));
    for (size_t i = 0; i < books->registers->funding_count; i++) {
        const size_t f = books->order[i];
        const Funding *funding = &books->registers->funding[f];
        if (!funding_is_of(funding, council) || !funding->in_option[books->option]) continue;
        if (funding->type == FUNDING_BORROWING && !receipts_used) {
            use_own_receipts(books, council, statement);
            receipts_used = true;
        }
        double left =
            isnan(funding->cap) ? INFINITY : funding->cap * the_case->settings.scale * part_of_council(books, funding);
        for (size_t y = 0; y < years; y++) {
            const double offered = books->available[f]
                                       ? books->available[f][y]
                                       : funding->share * whole_need(books, funding, statement->netted, y);
            double before = 0, after = 0;
            for (size_t a = 0; a < accounts; a++) before += statement->need[a * years + y];
            use_source(books, funding, fmin(offered, left), council, y, statement);
            for (size_t a = 0; a < accounts; a++) after += statement->need[a * years + y];
            left -= before - after;
        }
    }
    if (!receipts_used) use_own_receipts(books, council, statement);
    leave_gaps(books, council, statement);
}

/* --- debt ----------------------------------------------------------------------------------------------------------- */

/* Borrowing needs a life; a case whose capital has no funding may do without, and then nothing says how long to charge it. */
static bool life_is_known(const CouncilFinance *finance, const Account *account) {
    return !isnan(account->asset_life) || !isnan(finance->asset_life);
}

/* Borrowing has a rate in every year; what has no funding is charged at none where none is given. */
static double rate_of_year(const Books *books, const CouncilFinance *finance, size_t year) {
    const double rate = interest_rate_of_year(finance, books->first_month[year]);
    return isnan(rate) ? 0 : rate;
}

static size_t term_of(const CouncilFinance *finance, const Account *account) {
    return isnan(finance->loan_years) ? asset_life(finance, account->asset_life)
                                      : (size_t)fmax(1, round(finance->loan_years));
}

/* The first charge is in the year after the later of spending and first use: regulation 27(3) of the Local Authorities
   (Capital Finance and Accounting) (England) Regulations 2003. */
static size_t first_charge(const Books *books, const Account *account, size_t spent) {
    size_t year = spent;
    while (year < books->year_count && books->first_month[year] + 12 <= account->first_use_month) year++;
    return year + 1;
}

static void add_mrp(const Books *books, const CouncilFinance *finance, const Statement *statement, double *mrp) {
    const size_t years = books->year_count;
    for (size_t a = 0; a < books->cash.account_count; a++) {
        const Account *account = &books->cash.accounts[a];
        if (!life_is_known(finance, account)) continue;
        const size_t life = asset_life(finance, account->asset_life);
        for (size_t spent = 0; spent < years; spent++) {
            const double debt = statement->loans[a * years + spent];
            if (debt == 0) continue;
            const double rate = isnan(finance->mrp_rate) ? rate_of_year(books, finance, spent) : finance->mrp_rate;
            for (size_t y = first_charge(books, account, spent), t = 1; y < years && t <= life; y++, t++)
                mrp[y] += debt * mrp_charge(finance->mrp_by_annuity ? MRP_ANNUITY : MRP_STRAIGHT_LINE, rate, life, t);
        }
    }
}

/* Loans are drawn in the middle of the year of spending, for the council's term or the asset's life: half a year of
   interest falls in it. */
static void add_loans(const Books *books, const CouncilFinance *finance, const Statement *statement, double *interest,
    double *principal) {
    static const LoanKind kinds[] = {
        [INTEREST_MATURITY] = LOAN_MATURITY, [INTEREST_EIP] = LOAN_EIP, [INTEREST_ANNUITY] = LOAN_ANNUITY
    };
    const size_t years = books->year_count;
    for (size_t a = 0; a < books->cash.account_count; a++) {
        if (isnan(finance->loan_years) && !life_is_known(finance, &books->cash.accounts[a])) continue;
        for (size_t spent = 0; spent < years; spent++) {
            const Loan loan = { kinds[finance->interest_basis], statement->loans[a * years + spent],
                rate_of_year(books, finance, spent), 2 * term_of(finance, &books->cash.accounts[a]) };
            if (loan.principal == 0) continue;
            for (size_t half = 1; half <= loan.half_years && spent + half / 2 < years; half++) {
                const LoanPayment payment = loan_payment(&loan, half);
                interest[spent + half / 2] += payment.interest;
                principal[spent + half / 2] += payment.principal;
            }
        }
    }
}

static void add_debt(const Books *books, size_t council, Statement *statement) {
    const CouncilFinance *finance = &books->registers->finance[council];
    const double *capital = statement_row(books, statement, BIZCASE_CAPITAL, council);
    double *mrp = statement_row(books, statement, BIZCASE_MRP, council),
           *interest = statement_row(books, statement, BIZCASE_INTEREST, council);
    double *open = statement_row(books, statement, BIZCASE_CFR_OPEN, council),
           *close = statement_row(books, statement, BIZCASE_CFR_CLOSE, council);
    add_mrp(books, finance, statement, mrp);
    for (size_t y = 0; y < books->year_count; y++) {
        open[y] = y > 0 ? close[y - 1] : 0;
        close[y] = open[y] + capital[y] - mrp[y];
        for (unsigned type = 0; type < FUNDING_BORROWING; type++)
            close[y] -=
                statement_row(books, statement, (BizcaseFinanceRow)(BIZCASE_CAPITAL_BY_REVENUE + type), council)[y];
    }
    if (finance->interest_rate_count == 0) return;
    if (finance->interest_basis != INTEREST_POOLED)
        add_loans(
            books, finance, statement, interest, statement_row(books, statement, BIZCASE_LOAN_PRINCIPAL, council));
    else
        for (size_t y = 0; y < books->year_count; y++)
            interest[y] = rate_of_year(books, finance, y) * (open[y] + close[y]) / 2;
}

/* --- payments ------------------------------------------------------------------------------------------------------- */

/* What the lines of a payment cost a council in a year, or save it. */
static double sum_of_lines(
    const Books *books, const double *spent, size_t payment, bool savings, size_t council, size_t year) {
    double sum = 0;
    for (size_t a = 0; a < books->cash.account_count; a++) {
        const Account *account = &books->cash.accounts[a];
        if (account->kind == ACCOUNT_RECEIPT) continue;
        const double amount = spent[(council * books->cash.account_count + a) * books->year_count + year];
        if (account->payments >> payment & 1 && (account->kind == ACCOUNT_SAVING) == savings)
            sum += savings ? -amount : amount;
    }
    return sum;
}

void books_plan(Arena *arena, Books *books, const double *spent) {
    books->planned = arena_array(arena, books->registers->payment_count, sizeof *books->planned);
    for (size_t p = 0; p < books->registers->payment_count; p++) {
        books->planned[p] = arena_array(arena, books->year_count, sizeof(double));
        for (size_t y = 0; y < books->year_count; y++)
            books->planned[p][y] = sum_of_lines(books, spent, p, false, books->registers->payments[p].to, y);
    }
}

/* Guaranteed volume at the rate, what comes above it at the marginal rate, by period. */
static double volume_charge(const Books *books, size_t p, const double *levels, size_t year) {
    const Settings *settings = &books->the_case->settings;
    const Payment *payment = &books->registers->payments[p];
    const double part = settings->start.length_months / 12.0;
    double charge = 0;
    for (size_t t = 0; t < settings->period_count; t++) {
        if (books->year_of[t] != year) continue;
        const double rate = books->amounts[p][t],
                     marginal = isnan(payment->marginal) ? rate : payment->marginal * settings->scale;
        charge += part * (rate * payment->guaranteed +
                             marginal * fmax(0, payment->volume.units * levels[t] - payment->guaranteed));
    }
    return charge;
}

static double fixed_charge(const Books *books, size_t p, size_t year) {
    double charge = 0;
    for (size_t t = 0; t < books->the_case->settings.period_count; t++)
        if (books->year_of[t] == year) charge += books->amounts[p][t];
    return charge;
}

/* levels: [period] of the payment's driver or quantity, where it has one. */
static double payment_due(const Books *books, const double *spent, const double *levels, size_t p, size_t year) {
    const Payment *payment = &books->registers->payments[p];
    const double scale = books->the_case->settings.scale;
    double due = 0;
    switch (payment->type) {
    case PAYMENT_VOLUME: due = volume_charge(books, p, levels, year); break;
    case PAYMENT_GAIN_SHARE: due = payment->share * sum_of_lines(books, spent, p, true, payment->from, year); break;
    case PAYMENT_VARIANCE:
        due = payment->share * (sum_of_lines(books, spent, p, false, payment->to, year) - books->planned[p][year]);
        break;
    case PAYMENT_FIXED:
    case PAYMENT_EXIT:
    case PAYMENT_TYPE_COUNT: due = fixed_charge(books, p, year); break;
    }
    if (!isnan(payment->most)) due = fmin(due, payment->most * scale);
    return isnan(payment->least) ? due : fmax(due, payment->least * scale);
}

static void pay(const Books *books, const double *spent, const double *levels, Statement *statement) {
    const size_t periods = books->the_case->settings.period_count;
    for (size_t p = 0; p < books->registers->payment_count; p++) {
        const Payment *payment = &books->registers->payments[p];
        if (!payment->in_option[books->option]) continue;
        for (size_t y = 0; y < books->year_count; y++) {
            const double due = payment_due(books, spent, levels + p * periods, p, y);
            statement_row(books, statement, BIZCASE_PAYMENTS, payment->from)[y] += due;
            statement_row(books, statement, BIZCASE_PAYMENTS, payment->to)[y] -= due;
        }
    }
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static void add_up(const Books *books, size_t council, Statement *statement) {
    static const struct {
        BizcaseFinanceRow row;
        double sign;
    } parts[] = {
        { BIZCASE_NET_RUNNING, 1 },
        { BIZCASE_ONE_OFF, 1 },
        { BIZCASE_CAPITAL_BY_REVENUE, 1 },
        { BIZCASE_ONE_OFF_BY_RESERVES, -1 },
        { BIZCASE_ONE_OFF_BY_RECEIPTS, -1 },
        { BIZCASE_ONE_OFF_BY_GRANT, -1 },
        { BIZCASE_INTEREST, 1 },
        { BIZCASE_MRP, 1 },
        { BIZCASE_PAYMENTS, 1 },
    };
    double *net = statement_row(books, statement, BIZCASE_NET_REVENUE, council);
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        const double *row = statement_row(books, statement, parts[p].row, council);
        for (size_t y = 0; y < books->year_count; y++) net[y] += parts[p].sign * row[y];
    }
}

void statement_fill(const Books *books, const double *spent, const double *levels, Statement *statement) {
    const size_t councils = books->the_case->council_count, cells = councils * books->year_count;
    memset(statement->rows, 0, BIZCASE_FINANCE_ROW_COUNT * cells * sizeof(double));
    for (size_t r = 0; r < BIZCASE_FINANCE_ROW_COUNT; r++)
        if (books->fixed[r]) memcpy(statement->rows + r * cells, books->fixed[r], cells * sizeof(double));
    if (levels) pay(books, spent, levels, statement);
    for (size_t c = 0; c < councils; c++) {
        add_spending(books, spent, c, statement);
        fund(books, spent, c, statement);
        add_debt(books, c, statement);
        add_up(books, c, statement);
    }
}

/* payments.csv: what councils pay each other, nominal. */
#include <math.h>
#include <string.h>

#include "base/size_limits.h"
#include "case/amounts.h"
#include "case/line_marks.h"
#include "case/party.h"
#include "case/reading/bounds.h"
#include "case/registers/registers.h"
#include "case/registers/volume_cells.h"

enum {
    PAYMENT,
    NAME,
    OPTION,
    FROM,
    TO,
    TYPE,
    OF,
    SHARE,
    DRIVER,
    UNITS,
    GUARANTEED,
    MARGINAL,
    LEAST,
    MOST,
    VINTAGE,
    SOURCE,
    NOTE,
    COLUMN_COUNT
};

static const Column columns[COLUMN_COUNT] = {
    [PAYMENT] = { "payment", .required = true, .help = "id of the payment" },
    [NAME] = { "name", .use = USED_AS_LABEL, .help = "what it is called in reports" },
    [OPTION] = { "option", .help = "options it belongs to, with ; between; blank: every option" },
    [FROM] = { "from", .required = true, .help = "council that pays" },
    [TO] = { "to", .required = true, .help = "council that is paid" },
    [TYPE] = { "type", .otherwise = "fixed", .help = "fixed, volume, gain_share, variance or exit" },
    [OF] = { "of", .help = "of gain_share and variance: lines, or category:NAME, with ; between" },
    [SHARE] = { "share", .help = "of gain_share and variance: which part of it is paid" },
    [DRIVER] = { "driver", .help = "of volume: driver or quantity that the volume moves with" },
    [UNITS] = { "units", .help = "of volume: units a year where the driver is 1; or a quantity, whose value that is" },
    [GUARANTEED] = { "guaranteed", .otherwise = "0", .help = "of volume: units a year that are paid for in any case" },
    [MARGINAL] = { "marginal", .help = "of volume: rate of units above those; blank: the same" },
    [LEAST] = { "least", .help = "the least a year (collar)" },
    [MOST] = { "most", .help = "the most a year (cap)" },
    [VINTAGE] = { "vintage", .use = USED_AS_REMARK, .help = "when it was agreed" },
    [SOURCE] = COLUMN_SOURCE,
    [NOTE] = COLUMN_NOTE,
};

static const char *const types[PAYMENT_TYPE_COUNT] = {
    [PAYMENT_FIXED] = "fixed",
    [PAYMENT_VOLUME] = "volume",
    [PAYMENT_GAIN_SHARE] = "gain_share",
    [PAYMENT_VARIANCE] = "variance",
    [PAYMENT_EXIT] = "exit",
};

static size_t read_party(const Row *row, size_t column) {
    const size_t council = row_name(row, column, &csv_councils);
    if (row_is_blank(row, column))
        row_error(row, column, ids_hint(loader_ids(row->loader, &csv_councils), ""), "%s is missing",
            a_party(row->loader->arena, row->loader->the_case));
    return council == NONE ? 0 : council;
}

static void check_payment(const Row *row, const Payment *payment) {
    const bool is_share = payment->type == PAYMENT_GAIN_SHARE || payment->type == PAYMENT_VARIANCE;
    if (!row_is_blank(row, FROM) && strcmp(row_text(row, FROM), row_text(row, TO)) == 0)
        row_error(row, TO, NULL, "%s cannot pay itself", a_party(row->loader->arena, row->loader->the_case));
    if (is_share && row_is_blank(row, OF))
        row_error(row, OF, "name lines, or category:NAME", "the payment does not say of what it is a share");
    if (is_share && isnan(payment->share)) row_error(row, SHARE, "such as 50%", "the payment has no share");
    if (is_share && row->loader->the_case->registers->payment_count > MOST_PAYMENTS)
        row_error(row, PAYMENT, "put shares into the first rows", "payments after the %dth cannot be shares of lines",
            MOST_PAYMENTS);
    if (payment->type == PAYMENT_VOLUME && row_is_blank(row, DRIVER) && !volume_moves(&payment->volume))
        row_error(row, DRIVER, "or name a quantity in column units", "the volume has no driver to move with");
    if (payment->type == PAYMENT_VOLUME && row_is_blank(row, UNITS))
        row_error(row, UNITS, "units a year where the driver is 1", "the volume has no units");
    const bool is_paid = is_share || row_has_amounts(row) || payment->least > 0 ||
                         (payment->type == PAYMENT_VOLUME && !isnan(payment->marginal));
    if (!is_paid)
        row_error(row, TYPE,
            payment->type == PAYMENT_VOLUME ? "give the rate of a unit by period" : "give amounts by period",
            "the payment has no amounts, so it pays nothing");
    if (payment->least > payment->most) row_error(row, LEAST, NULL, "the least is above the most");
}

static void read_payment(const Row *row, Payment *payment) {
    *payment = (Payment){ .label = row_label(row, NAME, NULL),
        .vintage = row_text(row, VINTAGE),
        .source = row_text(row, SOURCE),
        .note = row_text(row, NOTE),
        .in_option = row_marks(row, OPTION, &csv_options),
        .from = read_party(row, FROM),
        .to = read_party(row, TO),
        .of_line = row_line_marks(row, OF),
        .share = NAN,
        .marginal = NAN,
        .least = NAN,
        .most = NAN,
        .volume = row_volume(row, UNITS, DRIVER, BOUND_UNITS) };
    const size_t type = row_word(row, TYPE, types, PAYMENT_TYPE_COUNT, "a type of payment");
    payment->type = type == NONE ? PAYMENT_FIXED : (PaymentType)type;
    row_within(row, SHARE, BOUND_SHARE, &payment->share);
    row_within(row, GUARANTEED, BOUND_UNITS, &payment->guaranteed);
    row_number(row, MARGINAL, NUMBER_MONEY, &payment->marginal);
    row_number(row, LEAST, NUMBER_MONEY, &payment->least);
    row_number(row, MOST, NUMBER_MONEY, &payment->most);
    payment->amounts = row_profile(row);
    check_payment(row, payment);
}

static void read(Loader *loader, const Sheet *sheet) {
    Registers *registers = loader->the_case->registers;
    registers->payments = arena_array(loader->arena, sheet->table.row_count, sizeof *registers->payments);
    for (size_t r = 0; r < sheet->table.row_count; r++) {
        const Row row = row_at(loader, sheet, r);
        registers->payment_count++;
        read_payment(&row, &registers->payments[r]);
    }
}

const CsvKind csv_payments = {
    .file = "payments.csv",
    .row = "payment",
    .help = "what one council pays another",
    .counted = "Payments",
    .what = "a payment",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .others = OTHERS_PERIODS,
    .totals = TOTALS_COUNT_TWICE,
    .most_rows = MOST_AGREED,
    .read = read,
};

#define _GNU_SOURCE /* strcasestr */
#include "table/currency.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* A spelling, and the codes of ISO 4217 that it may be for. */
typedef struct Spelling {
    const char *text, *codes;
} Spelling;

/* What may be before a number. */
static const Spelling readable[] = { { "£", "GBP" }, { "GBP", "GBP" }, { "€", "EUR" }, { "EUR", "EUR" }, { "$", "USD" },
    { "US$", "USD" }, { "USD", "USD" }, { "¥", "JPY CNY" }, { "JPY", "JPY" }, { "CHF", "CHF" } };

/* What else people write, in any case. */
static const Spelling others[] = { { "pounds", "GBP" }, { "pound", "GBP" }, { "sterling", "GBP" }, { "euros", "EUR" },
    { "euro", "EUR" }, { "dollars", "USD" }, { "dollar", "USD" }, { "yen", "JPY" }, { "yuan", "CNY" }, { "A$", "AUD" },
    { "AU$", "AUD" }, { "C$", "CAD" }, { "CA$", "CAD" }, { "NZ$", "NZD" }, { "HK$", "HKD" }, { "S$", "SGD" },
    { "R$", "BRL" }, { "RMB", "CNY" }, { "kr", "SEK NOK DKK ISK" }, { "kr.", "SEK NOK DKK ISK" }, { "kronor", "SEK" },
    { "kroner", "NOK DKK" }, { "zł", "PLN" }, { "zl", "PLN" }, { "Kč", "CZK" }, { "Ft", "HUF" }, { "lei", "RON" },
    { "лв", "BGN" }, { "SFr", "CHF" }, { "SFr.", "CHF" }, { "Fr", "CHF" }, { "Fr.", "CHF" }, { "Rs", "INR PKR" },
    { "Rs.", "INR PKR" }, { "₹", "INR" }, { "₺", "TRY" }, { "₽", "RUB" }, { "₴", "UAH" }, { "₩", "KRW" },
    { "₪", "ILS" }, { "₫", "VND" }, { "฿", "THB" } };

static const char iso_codes[] =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY "
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP "
    "MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR "
    "SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST "
    "XAF XCD XOF XPF YER ZAR ZMW ZWG";

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

const char *currency_skip(const char **at) {
    for (size_t c = 0; c < COUNT(readable); c++) {
        const size_t length = strlen(readable[c].text);
        if (strncmp(*at, readable[c].text, length) != 0) continue;
        *at += length;
        return readable[c].text;
    }
    return NULL;
}

/* Codes of three letters each, with a space between; length 0: none. */
typedef struct Codes {
    const char *text;
    size_t length;
} Codes;

static bool spells(const Spelling *spelling, const char *text, size_t length) {
    return strlen(spelling->text) == length && strncasecmp(spelling->text, text, length) == 0;
}

static Codes codes_of(const char *text, size_t length) {
    for (size_t c = 0; c < COUNT(readable); c++)
        if (spells(&readable[c], text, length)) return (Codes){ readable[c].codes, strlen(readable[c].codes) };
    for (size_t c = 0; c < COUNT(others); c++)
        if (spells(&others[c], text, length)) return (Codes){ others[c].codes, strlen(others[c].codes) };
    for (size_t i = 0; length == 3 && i < sizeof iso_codes; i += 4)
        if (strncasecmp(iso_codes + i, text, 3) == 0) return (Codes){ iso_codes + i, 3 };
    return (Codes){ "", 0 };
}

/* The block of Unicode that holds little else; what has a code is in the tables. */
static bool is_sign(const char *text, size_t length) {
    uint32_t code;
    return length > 0 && utf8_character(text, length, &code) == length && code >= 0x20A0 && code <= 0x20CF;
}

bool is_currency(const char *text, size_t length) {
    return codes_of(text, length).length > 0 || is_sign(text, length);
}

static bool share_a_code(Codes a, Codes b) {
    for (size_t i = 0; i < a.length; i += 4)
        for (size_t j = 0; j < b.length; j += 4)
            if (strncmp(a.text + i, b.text + j, 3) == 0) return true;
    return false;
}

static bool holds_spelling(const char *of_case, const Spelling *rows, size_t count, Codes codes) {
    for (size_t c = 0; c < count; c++)
        if (share_a_code((Codes){ rows[c].codes, strlen(rows[c].codes) }, codes) && strstr(of_case, rows[c].text))
            return true;
    return false;
}

bool is_same_currency(const char *of_case, const char *written) {
    const Codes codes = codes_of(written, strlen(written));
    for (size_t i = 0; i < codes.length; i += 4) {
        const char code[4] = { codes.text[i], codes.text[i + 1], codes.text[i + 2], '\0' };
        if (strcasestr(of_case, code)) return true;
    }
    return strcasecmp(of_case, written) == 0 || holds_spelling(of_case, readable, COUNT(readable), codes) ||
           holds_spelling(of_case, others, COUNT(others), codes);
}

#include "report/workbook/scopes.h"

#include <string.h>

/* Results come in views of (1 + councils) × (1 + programmes). */
static size_t view_size(const Workbook *workbook) {
    return (1 + workbook->the_case->council_count) * (1 + workbook->the_case->programme_count);
}

/* Where the absolute view of an option begins. */
static size_t absolute_view(const Workbook *workbook, size_t option) {
    const char *id = workbook->the_case->options[option].label.id;
    for (size_t r = 0; r < workbook->appraisal->result_count; r += view_size(workbook)) {
        const BizcaseScope *scope = &workbook->appraisal->results[r].scope;
        if (!scope->versus && strcmp(scope->option, id) == 0) return r;
    }
    return 0;
}

Scope scope_at(const Workbook *workbook, size_t r) {
    const Case *the_case = workbook->the_case;
    const size_t programmes = 1 + the_case->programme_count, body = r % view_size(workbook);
    const BizcaseScope *shown = &workbook->appraisal->results[r].scope;
    Scope scope = {
        .option = option_index(the_case, shown->option), .council = body / programmes, .programme = body % programmes
    };
    if (shown->versus) {
        scope.kind = SCOPE_VERSUS;
        scope.minuend = absolute_view(workbook, scope.option) + body;
        scope.subtrahend = absolute_view(workbook, option_index(the_case, shown->versus)) + body;
    } else
        scope.kind = scope.programme == 0 ? SCOPE_TOTAL : scope.council == 0 ? SCOPE_JOINT : SCOPE_LEAF;
    return scope;
}

void page_scope_names(Page *page, size_t row, size_t r) {
    const BizcaseScope *scope = &page->workbook->appraisal->results[r].scope;
    const bool is_sum = strcmp(scope->council, "joint") == 0 && strcmp(scope->programme, "total") == 0;
    const CellFormat format = is_sum ? FORMAT_SECTION : FORMAT_TEXT;
    page_text(page, row, RESULT_OPTION, format, scope->option);
    page_text(page, row, RESULT_VERSUS, format, scope->versus ? scope->versus : "(absolute)");
    page_text(page, row, RESULT_COUNCIL, format, scope->council);
    page_text(page, row, RESULT_PROGRAMME, format, scope->programme);
}

void page_scope(Page *page, size_t row, size_t r) {
    page_scope_names(page, row, r);
    page_number(page, row, RESULT_PROGRAMME_NO, FORMAT_WHOLE, (double)scope_at(page->workbook, r).programme);
}

/* The same programme of every council: rows a stride apart. */
static const char *sum_of_councils(const Workbook *workbook, size_t r, size_t column) {
    const size_t programmes = 1 + workbook->the_case->programme_count;
    const char *text = "";
    for (size_t c = 1; c <= workbook->the_case->council_count; c++)
        text = arena_format(workbook->arena, "%s%s%s", text, c > 1 ? "+" : "",
            cell_at(result_row(r + c * programmes), column, FIX_NONE).text);
    return text;
}

void page_scope_sum(Page *page, size_t r, size_t column, CellFormat format, double value, const char *leaf) {
    const Workbook *workbook = page->workbook;
    const Scope scope = scope_at(workbook, r);
    const size_t row = result_row(r);
    switch (scope.kind) {
    case SCOPE_LEAF: page_formula(page, row, column, format, value, "%s", leaf); break;
    case SCOPE_TOTAL:
        page_formula(page, row, column, format, value, "SUM(%s)",
            cells_at(row + 1, column, row + workbook->the_case->programme_count, column, FIX_NONE).text);
        break;
    case SCOPE_JOINT: page_formula(page, row, column, format, value, "%s", sum_of_councils(workbook, r, column)); break;
    case SCOPE_VERSUS:
        page_formula(page, row, column, format, value, "%s-%s",
            cell_at(result_row(scope.minuend), column, FIX_NONE).text,
            cell_at(result_row(scope.subtrahend), column, FIX_NONE).text);
        break;
    }
}

/* A certificate as JSON. */
#include "study/signoff/certificate.h"

#include "case/handle.h"
#include "case/reading/outputs.h"
#include "report/document/document.h"
#include "report/write/format.h"
#include "table/call.h"

static Value pairs_value(
    Arena *arena, const char *first_key, const char *second_key, const CertifiedFile *files, size_t count) {
    Value list = value_list();
    for (size_t f = 0; f < count; f++) {
        Value file = value_object();
        value_set(arena, &file, first_key, value_text(arena, files[f].path));
        value_set(arena, &file, second_key, value_text(arena, files[f].sha256));
        value_append(arena, &list, file);
    }
    return list;
}

static Value checks_value(Arena *arena, const Certificate *certificate) {
    Value list = value_list();
    for (size_t c = 0; c < certificate->check_count; c++) {
        Value check = value_object();
        value_set(arena, &check, "check", value_text(arena, certificate->checks[c].what));
        value_set(arena, &check, "passed", value_integer(certificate->checks[c].passed));
        value_append(arena, &list, check);
    }
    return list;
}

static Value figures_value(Arena *arena, const Certificate *certificate) {
    Value list = value_list();
    for (size_t f = 0; f < certificate->figure_count; f++) {
        Value figure = value_object();
        value_set(arena, &figure, "council", value_text(arena, certificate->figures[f].council));
        value_set(arena, &figure, "figure", value_text(arena, certificate->figures[f].figure));
        value_set(arena, &figure, "statistic", value_text(arena, certificate->figures[f].statistic));
        value_set(arena, &figure, "value", value_number(certificate->figures[f].value));
        value_append(arena, &list, figure);
    }
    return list;
}

static void fill(Document *document, const Certificate *certificate) {
    Arena *arena = document->arena;
    Value *data = &document->data;
    value_set(arena, data, "certificate", value_integer(1));
    value_set(arena, data, "bizcase", value_text(arena, certificate->version));
    value_set(arena, data, "title", value_text(arena, certificate->title));
    value_set(arena, data, "digest", value_text(arena, certificate->digest));
    value_set(arena, data, "files", pairs_value(arena, "path", "sha256", certificate->files, certificate->file_count));
    value_set(arena, data, "scenarios", value_texts(arena, certificate->scenarios, certificate->scenario_count));
    value_set(arena, data, "changes", value_texts(arena, certificate->changes, certificate->change_count));
    value_set(arena, data, "option", value_text(arena, certificate->option));
    value_set(arena, data, "trials", value_integer(certificate->trials));
    value_set(arena, data, "seed", value_integer(certificate->seed));
    value_set(arena, data, "sampler", value_text(arena, certificate->sampler));
    value_set(arena, data, "checks", checks_value(arena, certificate));
    value_set(arena, data, "figures", figures_value(arena, certificate));
}

typedef struct CertifyCall {
    const BizcaseCase *loaded;
    const BizcaseAppraisal *appraisal;
    const BizcaseSimulation *simulation;
    const char *path;
} CertifyCall;

static BizcaseStatus write_certificate(Call *call, void *context) {
    const CertifyCall *asked = context;
    Document document = { .arena = call->arena, .title = "", .data = value_object() };
    Certificate certificate;
    BizcaseStatus status = output_check(call, case_of(asked->loaded), asked->path);
    if (status == BIZCASE_OK)
        status = certificate_make(call->arena, asked->loaded, asked->appraisal, asked->simulation, &certificate);
    if (status != BIZCASE_OK) return status;
    fill(&document, &certificate);
    Buffer out = { .arena = call->arena };
    format_json.render(&document, &out);
    return output_write(call, NULL, asked->path, out.bytes, out.size);
}

BizcaseStatus bizcase_certificate_write(const BizcaseCase *loaded, const BizcaseAppraisal *appraisal,
    const BizcaseSimulation *simulation, const char *path, BizcaseProblems *problems) {
    if (!case_is_sound(loaded) || !appraisal) return BIZCASE_BAD_REQUEST;
    CertifyCall asked = { loaded, appraisal, simulation, path };
    return call_do(problems, write_certificate, &asked);
}

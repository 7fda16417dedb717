#include "case/level_names.h"

#include "case/reading/ids.h"

bool level_find(Loader *loader, const char *id, size_t *driver, size_t *quantity) {
    Ids *drivers = loader_ids(loader, &csv_drivers), *quantities = loader_ids(loader, &csv_quantities);
    *driver = ids_find(drivers, id);
    *quantity = *driver == NONE ? ids_find(quantities, id) : NONE;
    if (*driver != NONE) ids_use(drivers, *driver);
    if (*quantity != NONE) ids_use(quantities, *quantity);
    return *driver != NONE || *quantity != NONE;
}

const char *level_hint(Loader *loader, const char *word) {
    const Ids *drivers = loader_ids(loader, &csv_drivers), *quantities = loader_ids(loader, &csv_quantities);
    const size_t count = drivers->count + quantities->count;
    const char **names = arena_array(loader->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = i < drivers->count ? drivers->id[i] : quantities->id[i - drivers->count];
    return choice_hint(loader->arena, word, names, count);
}

bool level_names_incomplete(Loader *loader) {
    return loader_ids(loader, &csv_drivers)->incomplete || loader_ids(loader, &csv_quantities)->incomplete;
}

/* How a function is seen by a page's script. */
#ifndef PAGE_MODULE_EXPORT_H
#define PAGE_MODULE_EXPORT_H

#define EXPORT(name) __attribute__((export_name(#name)))

#endif

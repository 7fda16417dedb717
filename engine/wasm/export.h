/* How a function is seen by a page's script. */
#ifndef WASM_EXPORT_H
#define WASM_EXPORT_H

#define EXPORT(name) __attribute__((export_name(#name)))

#endif

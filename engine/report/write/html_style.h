/* How a page looks: light, dark, narrow, printed. */
#ifndef REPORT_WRITE_HTML_STYLE_H
#define REPORT_WRITE_HTML_STYLE_H

extern const char html_style[];

#endif

/* How a certificate's page to sign looks: on A4, and on a screen as the same sheet of paper. */
#ifndef REPORT_WRITE_CERTIFICATE_STYLE_H
#define REPORT_WRITE_CERTIFICATE_STYLE_H

extern const char certificate_style[];

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The iconv that Poppler asks for, on Windows: from UTF-8 to UTF-16LE and back, which is all it converts. */
#ifndef MALLETTE_ICONV_H
#define MALLETTE_ICONV_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef void *iconv_t;
iconv_t iconv_open(const char *to, const char *from);
size_t iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left);
int iconv_close(iconv_t conversion);
#ifdef __cplusplus
}
#endif
#endif

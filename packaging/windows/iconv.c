/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "iconv.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

/* The two conversions, as what iconv_open gives. */
static char to_utf16, to_utf8;

iconv_t iconv_open(const char *to, const char *from) {
  if (strcmp(to, "UTF-16LE") == 0 && strcmp(from, "UTF-8") == 0) return &to_utf16;
  if (strcmp(to, "UTF-8") == 0 && strcmp(from, "UTF-16LE") == 0) return &to_utf8;
  errno = EINVAL;
  return (iconv_t)-1;
}

int iconv_close(iconv_t conversion) {
  (void)conversion;
  return 0;
}

/* One character; what it takes of `in`, 0 when `in` ends within it, -1 when it is none. */
static int read_utf8(const unsigned char *in, size_t left, uint32_t *character) {
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const int length = in[0] < 0x80 ? 1 : in[0] < 0xC2 ? -1 : in[0] < 0xE0 ? 2 : in[0] < 0xF0 ? 3 : in[0] < 0xF5 ? 4 : -1;
  if (length < 0) return -1;
  *character = length == 1 ? in[0] : in[0] & (0x7F >> length);
  for (int i = 1; i < length; ++i) {
    if ((size_t)i >= left) return 0;
    if ((in[i] & 0xC0) != 0x80) return -1;
    *character = *character << 6 | (in[i] & 0x3F);
  }
  if (*character < smallest[length] || *character > 0x10FFFF || (*character >= 0xD800 && *character < 0xE000)) return -1;
  return length;
}

static int read_utf16(const unsigned char *in, size_t left, uint32_t *character) {
  if (left < 2) return 0;
  *character = in[0] | (uint32_t)in[1] << 8;
  if (*character < 0xD800 || *character >= 0xE000) return 2;
  if (*character >= 0xDC00) return -1;
  if (left < 4) return 0;
  const uint32_t low = in[2] | (uint32_t)in[3] << 8;
  if (low < 0xDC00 || low >= 0xE000) return -1;
  *character = 0x10000 + ((*character - 0xD800) << 10) + (low - 0xDC00);
  return 4;
}

static size_t write_utf8(uint32_t character, unsigned char *out) {
  if (character < 0x80) {
    out[0] = (unsigned char)character;
    return 1;
  }
  const size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; --i, character >>= 6) out[i] = (unsigned char)(0x80 | (character & 0x3F));
  out[0] = (unsigned char)((0xF00 >> length & 0xFF) | character);
  return length;
}

static size_t write_utf16(uint32_t character, unsigned char *out) {
  if (character >= 0x10000) {
    character -= 0x10000;
    write_utf16(0xD800 + (character >> 10), out);
    write_utf16(0xDC00 + (character & 0x3FF), out + 2);
    return 4;
  }
  out[0] = (unsigned char)character;
  out[1] = (unsigned char)(character >> 8);
  return 2;
}

size_t iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left) {
  if (!in || !*in) return 0;
  while (*in_left > 0) {
    const unsigned char *from = (const unsigned char *)*in;
    unsigned char to[4];
    uint32_t character = 0;
    const int taken =
        conversion == &to_utf16 ? read_utf8(from, *in_left, &character) : read_utf16(from, *in_left, &character);
    if (taken <= 0) {
      errno = taken == 0 ? EINVAL : EILSEQ;
      return (size_t)-1;
    }
    const size_t given = conversion == &to_utf16 ? write_utf16(character, to) : write_utf8(character, to);
    if (given > *out_left) {
      errno = E2BIG;
      return (size_t)-1;
    }
    memcpy(*out, to, given);
    *in += taken;
    *in_left -= (size_t)taken;
    *out += given;
    *out_left -= given;
  }
  return 0;
}

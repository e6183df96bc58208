#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks programs and DLLs so that Windows takes them into memory whole when they lie on a key or a share: else a key
that is pulled out ends the program at the next page that it has not read yet. GNU ld has no option for it.

    run_from_memory.py FILE...

The two bits are IMAGE_FILE_REMOVABLE_RUN_FROM_SWAP and IMAGE_FILE_NET_RUN_FROM_SWAP (PE format, COFF file header)."""
import struct
import sys

MARKS = 0x0400 | 0x0800
CHARACTERISTICS = 4 + 18  # behind "PE\0\0": the last field of the file header
CHECKSUM = 4 + 20 + 64    # of the optional header

for name in sys.argv[1:]:
    with open(name, "r+b") as file:
        head = file.read(4096)
        (at,) = struct.unpack_from("<I", head, 0x3C)
        if head[:2] != b"MZ" or head[at:at + 4] != b"PE\0\0":
            sys.exit(f"run_from_memory.py: {name} is no program of Windows")
        (marks,) = struct.unpack_from("<H", head, at + CHARACTERISTICS)
        file.seek(at + CHARACTERISTICS)
        file.write(struct.pack("<H", marks | MARKS))
        file.seek(at + CHECKSUM)  # none: only drivers need one, and signing makes it anew
        file.write(bytes(4))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a folder as a WiX fragment, component group "files": one component a file, whose identifiers (wixl's "*"
too) follow from its path, so that an upgrade knows it again. Usage: msi_files.py FOLDER
(wixl-heat puts what lies at the root into a directory named ".".)"""
import hashlib
import os
import sys
from xml.sax.saxutils import quoteattr

components = []


def identifier(kind, path):
    return kind + hashlib.sha256(path.encode()).hexdigest()[:32]


def directory(folder, path, indent):
    for name in sorted(os.listdir(os.path.join(folder, path))):
        below = os.path.join(path, name)
        if os.path.isdir(os.path.join(folder, below)):
            print(f'{indent}<Directory Id="{identifier("d", below)}" Name={quoteattr(name)}>')
            directory(folder, below, indent + "  ")
            print(f"{indent}</Directory>")
            continue
        component = identifier("c", below)
        components.append(component)
        if not below.isascii():
            sys.exit(f"msi_files.py: {below}: wixl writes names in ASCII alone")
        print(f'{indent}<Component Id="{component}" Guid="*" Win64="yes">')
        source = quoteattr(os.path.join(folder, below))
        print(f'{indent}  <File Id="{identifier("f", below)}" KeyPath="yes" Source={source}/>')
        print(f"{indent}</Component>")


print('<?xml version="1.0" encoding="utf-8"?>\n<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">\n  <Fragment>')
print('    <DirectoryRef Id="INSTALLDIR">')
directory(sys.argv[1], "", "      ")
print("    </DirectoryRef>\n  </Fragment>\n  <Fragment>\n    <ComponentGroup Id=\"files\">")
for one in components:
    print(f'      <ComponentRef Id="{one}"/>')
print("    </ComponentGroup>\n  </Fragment>\n</Wix>")

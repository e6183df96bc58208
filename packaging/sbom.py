#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a folder for a key is made of, as SPDX 2.3 JSON (https://spdx.github.io/spdx-spec/v2.3/).

    sbom.py linux FOLDER --version V --out FILE [--package DEBIAN-PACKAGE]... [--own NAME=VERSION=LICENCE=PATTERNS]...
        every library in FOLDER/lib and FOLDER/lib/fallback, by the Debian package that it is from, with the package's
        version, source and licence and the SHA-256 of the file as it lies there (stripped, so not Debian's own).
        --package: one that is linked statically or copied, and leaves no library. --own: libraries built here, by
        patterns of their names, separated by commas. Needs Debian's dpkg-query.

    sbom.py list FILE.tsv --version V --out FILE
        what FILE.tsv says, for Windows, where libraries are built from pinned sources. The format: UTF-8, one part a
        line, five fields separated by tabs; lines that are empty or begin with # are passed over:

            name<TAB>version<TAB>licence<TAB>source<TAB>sha256
            libzip<TAB>1.7.3-1<TAB>BSD-3-Clause<TAB>http://deb.debian.org/debian/pool/.../libzip_1.7.3.orig.tar.xz<TAB>a604...

        licence: an SPDX expression or NOASSERTION; source: the address of the Debian source package (or of any other);
        sha256: of that file, 64 digits. The same name may stand several times, once a file.

Each part is an SPDX package of its own, which the package "mallette" DEPENDS_ON. The date is $SOURCE_DATE_EPOCH, or now."""
import argparse
import datetime
import fnmatch
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

LIBRARY_FOLDERS = [pathlib.Path("/usr/lib/x86_64-linux-gnu"), pathlib.Path("/lib/x86_64-linux-gnu"),
                   pathlib.Path("/usr/lib/x86_64-linux-gnu/pulseaudio")]
DOC_FOLDER = pathlib.Path("/usr/share/doc")
# Debian's short names (machine-readable copyright files, DEP 5) where SPDX has another.
SPDX_NAMES = {
    "expat": "MIT", "mit": "MIT", "x11": "X11", "isc": "ISC", "zlib": "Zlib", "apache-2.0": "Apache-2.0", "apache-2": "Apache-2.0",
    "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "mpl-2.0": "MPL-2.0", "cc0-1.0": "CC0-1.0", "cc0": "CC0-1.0",
    "gpl-2": "GPL-2.0-only", "gpl-2.0": "GPL-2.0-only", "gpl-2+": "GPL-2.0-or-later", "gpl-2.0+": "GPL-2.0-or-later",
    "gpl-3": "GPL-3.0-only", "gpl-3+": "GPL-3.0-or-later", "gpl-3.0+": "GPL-3.0-or-later",
    "lgpl-2": "LGPL-2.0-only", "lgpl-2+": "LGPL-2.0-or-later", "lgpl-2.0+": "LGPL-2.0-or-later", "lgpl-2.1": "LGPL-2.1-only",
    "lgpl-2.1+": "LGPL-2.1-or-later", "lgpl-3": "LGPL-3.0-only", "lgpl-3+": "LGPL-3.0-or-later", "ofl-1.1": "OFL-1.1",
    "bsl-1.0": "BSL-1.0", "libpng": "Libpng", "openssl": "OpenSSL", "sil-1.1": "OFL-1.1",
}
# Packages whose copyright files are not machine-readable, or name no SPDX licence; read by hand.
BY_HAND = {
    "libsdl2-2.0-0": "Zlib", "libespeak-ng1": "GPL-3.0-or-later", "espeak-ng-data": "GPL-3.0-or-later", "libfmt9": "MIT",
    "libfreetype6": "FTL OR GPL-2.0-or-later", "libbz2-1.0": "bzip2-1.0.6", "libopenjp2-7": "BSD-2-Clause",
    "libasound2": "LGPL-2.1-or-later", "libgraphite2-3": "LGPL-2.1-or-later OR MPL-1.1 OR GPL-2.0-or-later",
    "libdbus-1-3": "AFL-2.1 OR GPL-2.0-or-later", "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
}
NONE = "NOASSERTION"
OURS = "SPDXRef-Package-mallette"


def fail(message):
    sys.exit(f"sbom.py: {message}")


# --- Debian ---

def dpkg_query(*arguments):
    return subprocess.run(["dpkg-query", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


def owner_of(path):
    """The package of a file. Since /usr is one with /, a package may know its file by the other name."""
    other = str(path)[len("/usr"):] if str(path).startswith("/usr/") else f"/usr{path}"
    for name in (str(path), other):
        found = dpkg_query("-S", name)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    fail(f"{path} is of no Debian package")


def debian_library(name, folders):
    for folder in folders:
        if (folder / name).exists():
            return (folder / name).resolve()
    fail(f"{name} is nowhere in {', '.join(map(str, folders))}")


def facts_of(package):
    """version, source package, source version."""
    found = dpkg_query("-W", "-f", "${Version}\t${source:Package}\t${source:Version}\n", package)
    if found.returncode != 0:
        fail(f"{package} is not installed")
    return found.stdout.splitlines()[0].split("\t")


def spdx_name(debian_name):
    """An SPDX expression, where every part of Debian's has its name there."""
    words = re.split(r"\s+(and|or)\s+|,\s*", debian_name.strip(), flags=re.IGNORECASE)
    names = []
    for word in filter(None, words):
        if word.lower() in ("and", "or"):
            names.append(word.upper())
        elif word.lower() in SPDX_NAMES:
            names.append(SPDX_NAMES[word.lower()])
        else:
            return None
    # "a and b or c", or a comma, may be meant in two ways.
    if len(set(names[1::2])) > 1 or any(word in ("AND", "OR") for word in names[0::2]) or len(names) % 2 == 0:
        return None
    return " ".join(names)


def licence_of(package, doc_folder):
    """What stands for most of its files: (SPDX expression or NOASSERTION, in words)."""
    if package in BY_HAND:
        return BY_HAND[package], f"Read by hand in Debian's copyright file of {package}, licences/{package}.txt in the archive"
    path = doc_folder / package / "copyright"
    if not path.exists():
        return NONE, f"{package}: no copyright file"
    text = path.read_text(encoding="utf-8", errors="replace")
    where = f"Debian's copyright file of {package}, licences/{package}.txt in the archive"
    for paragraph in re.split(r"\n\s*\n", text):
        if re.search(r"^Files:\s*\*\s*$", paragraph, re.M):
            named = re.search(r"^License:[ \t]*(\S.*)$", paragraph, re.M)
            if named:
                return spdx_name(named[1]) or NONE, f"{named[1].strip()}, as {where} says of most of its files"
    return NONE, f"See {where}"


# --- SPDX ---

def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def part(key, name, version, licence, **more):
    return {"SPDXID": "SPDXRef-Package-" + re.sub(r"[^A-Za-z0-9.-]", "-", key), "name": name, "versionInfo": version,
            "downloadLocation": NONE, "filesAnalyzed": False, "licenseConcluded": NONE, "licenseDeclared": licence,
            "copyrightText": NONE, **more}


def debian_part(package, doc_folder, file=None, folder=None):
    version, source, source_version = facts_of(package)
    licence, words = licence_of(package, doc_folder)
    made = part(f"{package}-{file.name}" if file else package, package, version, licence, licenseComments=words,
                supplier="Organization: Debian",
                sourceInfo=f"Debian source package {source} {source_version}")
    made["downloadLocation"] = f"https://snapshot.debian.org/package/{source}/{source_version}/"
    made["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                             "referenceLocator": f"pkg:deb/debian/{package}@{version}".replace("+", "%2B").replace("~", "%7E")}]
    if file:
        made["packageFileName"] = file.relative_to(folder).as_posix()
        made["checksums"] = [{"algorithm": "SHA256", "checksumValue": sha256(file)}]
    return made


def own_part(own, file, folder):
    name, version, licence, _ = own
    return part(f"{name}-{file.name}", name, version, licence, packageFileName=file.relative_to(folder).as_posix(),
                checksums=[{"algorithm": "SHA256", "checksumValue": sha256(file)}],
                sourceInfo=f"Built from Debian source package {name} {version}; how, licences/SOURCES.txt says",
                downloadLocation=f"https://snapshot.debian.org/package/{name}/{version}/")


def linux_parts(folder, packages, owns, doc_folder, library_folders):
    parts = []
    for file in sorted([*folder.glob("lib/*.so*"), *folder.glob("lib/fallback/*/*.so*")]):
        own = next((own for own in owns if any(fnmatch.fnmatch(file.name, p) for p in own[3].split(","))), None)
        if own:
            parts.append(own_part(own, file, folder))
        else:
            parts.append(debian_part(owner_of(debian_library(file.name, library_folders)), doc_folder, file, folder))
    return parts + [debian_part(package, doc_folder) for package in sorted(set(packages))]


def listed_parts(path):
    parts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 5 or not all(fields) or not re.fullmatch(r"[0-9a-f]{64}", fields[4]):
            fail(f"{path}, line {number}: not name, version, licence, source, sha256 between tabs")
        name, version, licence, source, digest = fields
        parts.append(part(f"{name}-{digest[:12]}", name, version, licence, downloadLocation=source,
                          packageFileName=source.rsplit("/", 1)[-1], checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
                          sourceInfo="Built from this source"))
    return parts


def document(version, parts):
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", datetime.datetime.now(datetime.timezone.utc).timestamp()))
    created = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if not parts:
        fail("there is nothing to list")
    known = set()
    for one in parts:
        if one["SPDXID"] in known:
            fail(f"{one['name']} is there twice ({one['SPDXID']})")
        known.add(one["SPDXID"])
    ours = {**part("mallette", "mallette", version, "GPL-3.0-or-later"), "SPDXID": OURS, "primaryPackagePurpose": "APPLICATION"}
    content = json.dumps([version, created, parts], sort_keys=True)
    return {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"mallette-{version}",
            "documentNamespace": f"https://spdx.org/spdxdocs/mallette-{version}-{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
            "creationInfo": {"created": created, "creators": [f"Tool: mallette-sbom.py-{version}"]},
            "packages": [ours, *parts],
            "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": OURS},
                              *({"spdxElementId": OURS, "relationshipType": "DEPENDS_ON", "relatedSpdxElement": one["SPDXID"]} for one in parts)]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["linux", "list"])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--package", action="append", default=[])
    parser.add_argument("--own", action="append", default=[])
    parser.add_argument("--doc", type=pathlib.Path, default=DOC_FOLDER, help="where copyright files lie")
    parser.add_argument("--libraries", type=pathlib.Path, action="append", help="where the packages' libraries lie")
    arguments = parser.parse_args()
    if arguments.kind == "linux":
        owns = [own.split("=") for own in arguments.own]
        if any(len(own) != 4 for own in owns):
            fail("--own NAME=VERSION=LICENCE=PATTERNS")
        parts = linux_parts(arguments.source, arguments.package, owns, arguments.doc, arguments.libraries or LIBRARY_FOLDERS)
    else:
        parts = listed_parts(arguments.source)
    text = json.dumps(document(arguments.version, parts), indent=1, ensure_ascii=False) + "\n"
    arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

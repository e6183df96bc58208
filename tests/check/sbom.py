#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What packaging/sbom.py writes, of small folders made here, with a dpkg-query of our own. Usage: sbom.py SOURCE_DIR"""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SBOM = pathlib.Path(sys.argv.pop(1)).resolve() / "packaging" / "sbom.py"
DPKG = """#!/bin/sh
case "$1 $2" in
"-S "*/libun.so.1) echo "libun1:amd64: $2" ;;
"-S "*/libdeux.so.2) echo "libdeux2: $2" ;;
"-W "*) case "$4" in
  libun1) printf '1:1.0+dfsg-2\\tlibun\\t1:1.0+dfsg-2\\n' ;;
  libdeux2) printf '2.0-1+b3\\tdeux-source\\t2.0-1\\n' ;;
  fonts-x) printf '3\\tfonts-x\\t3\\n' ;;
  *) exit 1 ;; esac ;;
*) exit 1 ;;
esac
"""
COPYRIGHT = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: X\nLicense: {}\n\nFiles: debian/*\nLicense: GPL-3+\n"
ID = re.compile(r"SPDXRef-[A-Za-z0-9.-]+\Z")


class Case(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="mallette-sbom-")
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)
        self.key = self.folder / "clé"
        self.debian = self.folder / "debian"
        for name in ("bin", "debian", "clé/lib/fallback/libdeux.so.2", "doc/libun1", "doc/libdeux2", "doc/fonts-x"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "bin" / "dpkg-query").write_text(DPKG)
        (self.folder / "bin" / "dpkg-query").chmod(0o755)
        (self.key / "lib" / "libun.so.1").write_bytes(b"un, stripped")
        (self.key / "lib" / "libnotre.so.3").write_bytes(b"notre")
        (self.key / "lib" / "fallback" / "libdeux.so.2" / "libdeux.so.2").write_bytes(b"deux")
        for name in ("libun.so.1", "libdeux.so.2"):
            (self.debian / name).write_bytes(b"as Debian has it")
        (self.folder / "doc" / "libun1" / "copyright").write_text(COPYRIGHT.format("LGPL-2.1+ or Expat"))
        (self.folder / "doc" / "libdeux2" / "copyright").write_text("Copyright X. You may do anything.\n")
        (self.folder / "doc" / "fonts-x" / "copyright").write_text(COPYRIGHT.format("Something-of-its-own"))

    def sbom(self, *arguments, status=0):
        out = self.folder / "sbom.spdx.json"
        made = subprocess.run([sys.executable, SBOM, *map(str, arguments), "--version", "9.8", "--out", out, "--doc", self.folder / "doc",
                               "--libraries", self.debian],
                              env={**os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": "1700000000"},
                              stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(made.returncode, status, made.stderr)
        if status:
            return made.stderr
        self.assertEqual(made.stderr, "")
        return json.loads(out.read_text(encoding="utf-8"))

    def linux(self, **options):
        return self.sbom("linux", self.key, "--package", "fonts-x", "--own", "notre=3.1-1=LGPL-2.1-or-later=libnotre*,libother*", **options)


class Spdx(Case):
    def assert_valid(self, sbom):
        """What SPDX 2.3 requires of a document, its creation, each package and each relationship."""
        self.assertEqual((sbom["spdxVersion"], sbom["dataLicense"], sbom["SPDXID"]), ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"))
        self.assertTrue(sbom["name"])
        self.assertRegex(sbom["documentNamespace"], r"\Ahttps://[^#\s]+\Z")
        self.assertRegex(sbom["creationInfo"]["created"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
        for creator in sbom["creationInfo"]["creators"]:
            self.assertRegex(creator, r"\A(Tool|Person|Organization): \S")
        ids = [package["SPDXID"] for package in sbom["packages"]]
        self.assertEqual(len(ids), len(set(ids)))
        for package in sbom["packages"]:
            self.assertRegex(package["SPDXID"], ID)
            for field in ("name", "versionInfo", "downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText"):
                self.assertTrue(package[field], f"{package['name']}: {field}")
            self.assertIs(package["filesAnalyzed"], False)  # else a verification code is required
            self.assertTrue(package["downloadLocation"] == "NOASSERTION" or re.match(r"https?://\S+\Z", package["downloadLocation"]))
            for checksum in package.get("checksums", []):
                self.assertEqual(checksum["algorithm"], "SHA256")
                self.assertRegex(checksum["checksumValue"], r"\A[0-9a-f]{64}\Z")
        known = {"SPDXRef-DOCUMENT", *ids}
        for one in sbom["relationships"]:
            self.assertIn(one["spdxElementId"], known)
            self.assertIn(one["relatedSpdxElement"], known)
        described = [one["relatedSpdxElement"] for one in sbom["relationships"] if one["relationshipType"] == "DESCRIBES"]
        self.assertEqual(described, ["SPDXRef-Package-mallette"])
        needed = {one["relatedSpdxElement"] for one in sbom["relationships"] if one["relationshipType"] == "DEPENDS_ON"}
        self.assertEqual(needed, set(ids) - set(described))

    def by_name(self, sbom):
        return {package["name"]: package for package in sbom["packages"]}

    def test_every_library_is_listed_with_its_package_source_licence_and_sum(self):
        sbom = self.linux()
        self.assert_valid(sbom)
        found = self.by_name(sbom)
        self.assertEqual(set(found), {"mallette", "libun1", "libdeux2", "notre", "fonts-x"})
        one = found["libun1"]
        self.assertEqual(one["versionInfo"], "1:1.0+dfsg-2")
        self.assertEqual(one["licenseDeclared"], "LGPL-2.1-or-later OR MIT")
        self.assertEqual(one["packageFileName"], "lib/libun.so.1")
        self.assertEqual(one["checksums"][0]["checksumValue"], hashlib.sha256(b"un, stripped").hexdigest())
        self.assertEqual(one["externalRefs"][0]["referenceLocator"], "pkg:deb/debian/libun1@1:1.0%2Bdfsg-2")
        two = found["libdeux2"]
        self.assertEqual(two["sourceInfo"], "Debian source package deux-source 2.0-1")
        self.assertEqual(two["licenseDeclared"], "NOASSERTION")
        self.assertEqual(two["packageFileName"], "lib/fallback/libdeux.so.2/libdeux.so.2")
        self.assertEqual(found["fonts-x"]["licenseDeclared"], "NOASSERTION")
        self.assertIn("Something-of-its-own", found["fonts-x"]["licenseComments"])
        self.assertEqual((found["notre"]["versionInfo"], found["notre"]["licenseDeclared"]), ("3.1-1", "LGPL-2.1-or-later"))
        self.assertEqual(found["mallette"]["versionInfo"], "9.8")

    def test_the_same_folder_gives_the_same_document(self):
        self.assertEqual(self.linux(), self.linux())
        before = self.linux()["documentNamespace"]
        (self.key / "lib" / "libun.so.1").write_bytes(b"another")
        self.assertNotEqual(self.linux()["documentNamespace"], before)

    def test_a_library_of_no_package_fails(self):
        (self.key / "lib" / "libinconnue.so").write_bytes(b"x")
        self.assertIn("libinconnue.so", self.linux(status=1))

    def test_a_list_for_windows(self):
        path = self.folder / "sources.tsv"
        line = "libzip\t1.7.3-1\tBSD-3-Clause\thttp://deb.debian.org/libzip_1.7.3.orig.tar.xz\t" + 64 * "a"
        path.write_text(f"# name\tversion\n\n{line}\n{line.replace('orig', 'debian').replace(64 * 'a', 64 * 'b')}\n")
        sbom = self.sbom("list", path)
        self.assert_valid(sbom)
        self.assertEqual([package["name"] for package in sbom["packages"]], ["mallette", "libzip", "libzip"])
        self.assertEqual(sbom["packages"][1]["packageFileName"], "libzip_1.7.3.orig.tar.xz")
        for wrong in ("libzip\t1.7.3", line.replace("\t", " "), line[:-1], line.replace("BSD-3-Clause", "")):
            path.write_text(f"{line}\n{wrong}\n")
            self.assertIn("line 2", self.sbom("list", path, status=1))
        path.write_text("# nothing\n")
        self.sbom("list", path, status=1)


if __name__ == "__main__":
    unittest.main()

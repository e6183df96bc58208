#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No socket is ever opened but the desktop's own, and no file that a kit points at outside itself, whatever the kit
holds. What would lead out is made here, and first shown to lead out: with FFmpeg's own program.

    network.py PROGRAM [NAME...]"""
import pathlib
import shutil
import struct
import subprocess
import sys
import unittest

import films
from program import Scratch, need, program_from_arguments, run
from traced import END, SAVE, SESSION, Trace, make_kit, pdf, write_script
from x_displays import one_display

PROGRAM = None
ROOM = None
KIT = None
# The display's socket is the only one that there is to connect to.
ALONE = {"SDL_AUDIODRIVER": "dummy", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
# A port that nobody listens on: trying to connect is what is looked for.
ADDRESS = "http://127.0.0.1:9/film.ts"
OUTSIDE = "points outside the kit"


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.folder.mkdir()
        self.secret = self.folder / "secret.ts"
        films.plain_film(self.secret, 1, size="64x36")

    def traced(self, *words, **options):
        trace = Trace(self.folder / "trace")
        return run(*trace.command(*words), limit_s=90, **options), trace

    def assert_stays_inside(self, trace):
        self.assertEqual(trace.sockets(), [])
        for path in (str(self.secret), "/etc/hostname"):
            self.assertEqual([opened for opened in trace.opened() if opened == path], [])


class Session(Case):
    def test_a_whole_session_in_a_window_opens_the_desktops_sockets_alone(self):
        script = write_script(self.folder / "orders.txt", [*SESSION, *END, *SAVE, "quit"])
        led, trace = self.traced(PROGRAM, "session", KIT, "--state", self.folder / "state", "--description-to", "room",
                                 "--script", script, env=ALONE)
        self.assertEqual((led.status, led.err), (0, ""))
        connections = trace.connections()
        self.assertNotEqual(connections, [], "the display's own was to be seen")
        self.assertEqual([other for other in connections if "X11-unix" not in other], [])
        self.assert_stays_inside(trace)

    def test_the_library_looks_for_kits_and_opens_no_socket(self):
        script = write_script(self.folder / "orders.txt", ["wait 2s", "quit"])
        looked, trace = self.traced(PROGRAM, "--state", self.folder / "state", "--script", script, env={"SDL_AUDIODRIVER": "dummy"})
        self.assertEqual((looked.status, looked.err), (0, ""))
        self.assert_stays_inside(trace)


def boxes(data, begin, end):
    while begin + 8 <= end:
        size, kind = struct.unpack(">I4s", data[begin:begin + 8])
        yield kind, begin, begin + size
        begin += size


def point_outside(path, target):
    """A QuickTime film whose streams lie elsewhere: a Macintosh alias to the target as its data reference."""
    alias = b"\0" * 10 + bytes([3]) + b"Vol".ljust(27, b"\0") + b"\0" * 12 + bytes([6]) + b"secret".ljust(63, b"\0")
    alias += b"\0" * 16 + struct.pack(">hh", 1, 1) + b"\0" * 16
    name = b"Vol:" + str(target).lstrip("/").replace("/", ":").encode()
    name += b"\0" * (len(name) % 2)
    alias += struct.pack(">HH", 2, len(name)) + name + struct.pack(">hH", -1, 0)
    entry = struct.pack(">I4sI", 12 + len(alias), b"alis", 0) + alias
    inside = struct.pack(">II", 0, 1) + entry
    reference = struct.pack(">I4s", 8 + len(inside), b"dref") + inside

    def rewritten(data, begin, end):
        out = b""
        for kind, first, last in boxes(data, begin, end):
            if kind == b"dref":
                out += reference
            elif kind in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
                content = rewritten(data, first + 8, last)
                out += struct.pack(">I4s", 8 + len(content), kind) + content
            else:
                out += data[first:last]
        return out

    data = path.read_bytes()
    path.write_bytes(rewritten(data, 0, len(data)))


class Media(Case):
    """Each as a kit's film, under the name of an honest one."""

    def play(self, film, *arguments):
        kit = self.folder / "kit"
        shutil.rmtree(kit, ignore_errors=True)
        kit.mkdir()
        shutil.copyfile(film, kit / "film.mp4")
        films.write_manifest(kit, "film.mp4")
        played, trace = self.traced(PROGRAM, "play", kit, "--headless", "--no-pace", "--lang", "en", *arguments)
        self.assert_stays_inside(trace)
        self.assertEqual(played.status, 1, str(played))
        return played

    def leads_out(self, film, *options):
        """FFmpeg's own program, that is told to follow, does."""
        trace = Trace(self.folder / "trace-ffprobe")
        subprocess.run(trace.command("ffprobe", "-v", "quiet", "-protocol_whitelist", "file,http,tcp,rtp,udp,crypto,data", *options, film),
                       capture_output=True, timeout=60)
        return bool(trace.sockets()) or str(self.secret) in trace.opened()

    def refused(self, name, text, *options):
        for target in (ADDRESS, self.secret, f"file://{self.secret}"):
            with self.subTest(f"{name}: {target}"):
                film = self.folder / name
                film.write_text(text.format(target=target))
                if not str(target).startswith("file:"):  # FFmpeg's own name for it is "file:", without slashes
                    self.assertTrue(self.leads_out(film, *options), "it leads nowhere, and proves nothing")
                self.assertIn(OUTSIDE, self.play(film).err)

    def test_a_list_of_segments(self):
        self.refused("liste.m3u8", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n",
                     "-allowed_extensions", "ALL")

    def test_a_list_of_lists_with_a_key(self):
        self.refused("maitre.m3u8", '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{target}\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="{target}"\n',
                     "-allowed_extensions", "ALL")

    def test_a_list_of_files_one_after_another(self):
        self.refused("suite.ffconcat", "ffconcat version 1.0\nfile '{target}'\n", "-safe", "0")

    def test_a_manifest_of_adaptive_streams(self):
        self.refused("flux.mpd", '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
                     'mediaPresentationDuration="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet '
                     'mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{target}</BaseURL></Representation>'
                     '</AdaptationSet></Period></MPD>')

    def test_a_description_of_a_broadcast(self):
        film = self.folder / "annonce.sdp"
        film.write_text("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=Essai\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
                        "a=rtpmap:96 H264/90000\n")
        self.assertTrue(self.leads_out(film, "-rw_timeout", "1000", "-listen_timeout", "1"), "it leads nowhere, and proves nothing")
        self.assertIn(OUTSIDE, self.play(film).err)

    def test_a_quicktime_film_whose_streams_lie_elsewhere(self):
        film = self.folder / "ailleurs.mov"
        films.plain_film(film, 1, size="64x36")
        point_outside(film, self.secret)
        self.assertTrue(self.leads_out(film, "-enable_drefs", "1", "-use_absolute_path", "1"), "it leads nowhere, and proves nothing")
        self.assertIn(OUTSIDE, self.play(film).err)

    def test_what_only_other_players_follow(self):
        for name, text in (("liste.m3u", "#EXTM3U\n{target}\n"), ("liste.pls", "[playlist]\nFile1={target}\nNumberOfEntries=1\n"),
                           ("liste.asx", '<asx version="3.0"><entry><ref href="{target}"/></entry></asx>'),
                           ("ref.asf", "[Reference]\r\nRef1={target}\r\nRef2={target}\r\n"), ("lien.ram", "{target}\n"),
                           ("lien.smil", '<smil><body><video src="{target}"/></body></smil>')):
            for target in (ADDRESS, f"file://{self.secret}"):
                with self.subTest(name):
                    (self.folder / name).write_text(text.format(target=target))
                    self.assertIn("can be played", self.play(self.folder / name).err)


class Manifest(Case):
    def test_a_kit_names_nothing_outside_itself(self):
        kit = self.folder / "kit"
        kit.mkdir()
        for named in (ADDRESS, f"file://{self.secret}", str(self.secret), "../secret.ts", "concat:../secret.ts|../secret.ts"):
            with self.subTest(named):
                films.write_manifest(kit, named)
                played, trace = self.traced(PROGRAM, "play", kit, "--headless", "--no-pace", "--lang", "en")
                self.assert_stays_inside(trace)
                self.assertEqual(played.status, 1, str(played))
                self.assertIn("kit.toml, line 11", played.err)


class Captions(Case):
    FILES = {
        "fr.srt": '1\n00:00:00,000 --> 00:00:05,000\n<img src="{target}">Bonjour <a href="{target}">ici</a>\n',
        "fr.vtt": 'WEBVTT\n\nSTYLE\n@import url("{target}");\n::cue {{ background-image: url({target}); }}\n\n'
                  "00:00.000 --> 00:05.000\nBonjour\n",
        "fr.ttml": '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY e SYSTEM "{target}"><!ENTITY % p SYSTEM "{target}"> %p;]>'
                   '<?xml-stylesheet href="{target}"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="fr">'
                   '<head><include xmlns="http://www.w3.org/2001/XInclude" href="{target}"/></head>'
                   '<body><div><p begin="0s" end="5s">Bonjour &e;<image src="{target}"/></p></div></body></tt>',
        "fr.ass": "[Script Info]\nScriptType: v4.00+\nVideo File: {target}\nAudio File: {target}\n\n[V4+ Styles]\n"
                  "Format: Name, Fontname, Fontsize\nStyle: Default,{target},20\n\n[Events]\nFormat: Start, End, Style, Text\n"
                  "Dialogue: 0:00:00.00,0:00:05.00,Default,{{\\fn{target}}}Bonjour{{\\img({target})}}\n",
    }

    def test_captions_fetch_nothing(self):
        kit = self.folder / "kit"
        kit.mkdir()
        films.plain_film(kit / "film.mp4", 1)
        for name, text in self.FILES.items():
            for target in (ADDRESS, f"file://{self.secret}", str(self.secret)):
                with self.subTest(f"{name}: {target}"):
                    (kit / name).write_text(text.format(target=target))
                    films.write_manifest(kit, "film.mp4", name)
                    shot = self.folder / "shot.png"
                    played, trace = self.traced(PROGRAM, "play", kit, "--headless", "--no-pace", "--screenshot", f"0.5={shot}")
                    self.assert_stays_inside(trace)
                    self.assertTrue(shot.exists(), str(played))
                    self.assertNotEqual([path for path in trace.opened() if path.endswith(name)], [], "the captions were to be read")


class Documents(Case):
    def test_a_document_fetches_nothing(self):
        target = str(self.secret).encode()
        action = (b"/OpenAction << /S /URI /URI (%s) >> /AA << /WC << /S /Launch /F (%s) >> >>"
                  b" /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.launchURL\\('%s'\\);) >>] >> >>"
                  % (ADDRESS.encode(), target, ADDRESS.encode()))
        links = (b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 400 200] /A << /S /GoToR /F (%s) /D [0 /Fit] >> >>"
                 b" << /Type /Annot /Subtype /Link /Rect [0 0 400 200] /A << /S /URI /URI (file://%s) >> >>"
                 b" << /Type /Annot /Subtype /Movie /Rect [0 0 99 99] /Movie << /F (%s) >> >>"
                 b" << /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /Type /Filespec /F (%s) >> >>]"
                 b" /AA << /O << /S /Launch /F (%s) >> >>" % (target, target, target, target, target))
        kit = make_kit(self.folder / "kit", pdf("Une fiche", links, action))
        room = self.folder / "room.json"
        script = write_script(self.folder / "orders.txt", ["wait 1s", 'press list-item "3. La fiche"', "wait 2s", f"tree room {room}", "quit"])
        led, trace = self.traced(PROGRAM, "session", kit, "--headless", "--no-pace", "--script", script)
        self.assertEqual((led.status, led.err), (0, ""))
        self.assertIn("La fiche", room.read_text(encoding="utf-8"))
        self.assert_stays_inside(trace)


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    need("strace", "ffmpeg", "ffprobe")
    with Scratch() as ROOM, one_display((1366, 768)):
        KIT = make_kit(ROOM / "kit")
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)

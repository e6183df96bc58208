# SPDX-License-Identifier: GPL-3.0-or-later
"""What both players play: made once by ffmpeg, and kept.

The film is 1080p25 H.264 of about 5 Mb/s with AAC; in its upper left corner it spells the number of the frame in
white and black squares, below it lies a dark band on which captions are seen. The signer is 540x720 with a magenta
corner. Pictures of both players are read back by these marks."""
import pathlib
import subprocess

SECONDS = 40
RATE = 25
WIDTH, HEIGHT = 1920, 1080
SIGN_WIDTH, SIGN_HEIGHT = 540, 720
NUMBER_BITS = 10
SQUARE = 24          # pixels
BAND_TOP = 850       # of the film's dark band
MAGENTA_SIDE = 60    # of the signer's corner
CUE_S, CUE_GAP_S = 2.5, 0.5

MANIFEST = """format = 1
[kit]
id = "fr.example.mesure"
title = "Mesure"
version = "1"
language = "fr"
[[film]]
id = "film"
title = "Film"
language = "fr"
video = "film.mp4"
[[film.captions]]
path = "film.fr.sdh.srt"
language = "fr"
kind = "captions"
[[film.sign]]
path = "signer.mp4"
language = "fsl"
[[film.description]]
path = "voice.m4a"
language = "fr"
kind = "voice"
[[plan]]
id = "question"
title = "Question"
[[plan.step]]
type = "prompt"
question = "Qu'avez-vous vu et entendu ?"
"""


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True)


def number_filter():
    """A black strip, and one white square a bit of the frame's number."""
    strip = f"drawbox=x=0:y=0:w={SQUARE * NUMBER_BITS}:h={SQUARE}:color=black:t=fill"
    squares = [f"drawbox=x={SQUARE * bit}:y=0:w={SQUARE}:h={SQUARE}:color=white:t=fill:"
               f"enable='eq(mod(floor(n/{1 << bit}),2),1)'" for bit in range(NUMBER_BITS)]
    return ",".join([strip, *squares])


def make_film(path):
    """Moving shapes with the grain of a camera, so that 5 Mb/s are needed."""
    picture = (f"testsrc2=size={WIDTH}x{HEIGHT}:rate={RATE}:duration={SECONDS},noise=alls=12:allf=t,"
               f"drawbox=x=0:y={BAND_TOP}:w={WIDTH}:h={HEIGHT - BAND_TOP}:color=0x202020:t=fill,{number_filter()}")
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=frequency=330:sample_rate=48000:duration={SECONDS}",
           "-ac", 2, "-c:v", "libx264", "-preset", "medium", "-pix_fmt", "yuv420p", "-b:v", "5M", "-maxrate", "7M",
           "-bufsize", "10M", "-g", 2 * RATE, "-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", path)


def make_signer(path):
    picture = (f"testsrc2=size={SIGN_WIDTH}x{SIGN_HEIGHT}:rate={RATE}:duration={SECONDS},hue=h=120,noise=alls=6:allf=t,"
               f"drawbox=x=0:y=0:w={MAGENTA_SIDE}:h={MAGENTA_SIDE}:color=magenta:t=fill")
    ffmpeg("-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "medium", "-pix_fmt", "yuv420p", "-b:v", "1200k",
           "-g", 2 * RATE, "-movflags", "+faststart", path)


def make_voice(path):
    """A tone for two seconds in five: the film is ducked under it."""
    ffmpeg("-f", "lavfi", "-i", f"sine=frequency=700:sample_rate=48000:duration={SECONDS},"
           "volume='if(lt(mod(t,5),2),1,0)':eval=frame", "-ac", 1, "-c:a", "aac", "-b:a", "96k", path)


def srt_time(seconds):
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def write_captions(path):
    cues, begin = [], 0.0
    while begin < SECONDS:
        number = len(cues) + 1
        cues.append(f"{number}\n{srt_time(begin)} --> {srt_time(begin + CUE_S)}\n"
                    f'<font color="yellow">- Ce sous-titre est le numéro {number}.</font>\n- Il tient sur deux lignes.\n')
        begin += CUE_S + CUE_GAP_S
    path.write_text("\n".join(cues), encoding="utf-8")


def make(folder):
    """The folder of the kit; made where it is not there."""
    kit = pathlib.Path(folder) / "kit"
    done = kit / "kit.toml"
    if done.exists():
        done.write_text(MANIFEST, encoding="utf-8")
        return kit
    kit.mkdir(parents=True, exist_ok=True)
    make_film(kit / "film.mp4")
    make_signer(kit / "signer.mp4")
    make_voice(kit / "voice.m4a")
    write_captions(kit / "film.fr.sdh.srt")
    done.write_text(MANIFEST, encoding="utf-8")
    return kit

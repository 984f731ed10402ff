"""Makes the films and the bad files that the tests of media send, with ffmpeg and by hand."""

import pathlib
import struct
import subprocess
import zlib

SAMPLES = pathlib.Path("/usr/share/forensics-samples/original-files")
PHOTOGRAPH = SAMPLES / "pic2/IMG_20200124_231153.jpg"
PHONE_FILM = SAMPLES / "movie1/VID_20191220_170832.mp4"

FFMPEG = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y"]
# Bars, a clock and what moves, so that frames differ; noise makes it as hard to press as a filmed one.
PICTURE = "testsrc2=s={width}x{height}:r={rate}:d={seconds},noise=alls={noise}:allf=t,format=yuv420p"
CODED = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-b:a", "64k", "-shortest"]


def ffmpeg(*words):
    done = subprocess.run([*FFMPEG, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"ffmpeg: {done.stderr[-1000:]}")


def film(path, seconds=2, width=640, height=360, rate=24, noise=12, more=()):
    """An MP4 with sound. Its index stands at the end, as cameras leave it."""
    picture = PICTURE.format(width=width, height=height, rate=rate, seconds=seconds, noise=noise)
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=frequency=330:duration={seconds}", *CODED, *more, path)
    return pathlib.Path(path)


def bad_videos(folder):
    """Each with its name and file: what a video's upload must refuse."""
    folder = pathlib.Path(folder)
    whole = film(folder / "whole.mp4", width=320, height=180, noise=0)
    yield "empty file", _write(folder / "empty.mp4", b"")
    bytes_ = whole.read_bytes()
    yield "truncated MP4", _write(folder / "truncated.mp4", bytes_[:len(bytes_) * 2 // 3])
    yield "text named .mp4", _write(folder / "text.mp4", b"It was a dark and stormy night.\n" * 400)
    single = folder / "single.mp4"
    ffmpeg("-i", whole, "-an", "-frames:v", "1", "-c:v", "libx264", single)
    yield "1-frame video", single
    many = folder / "many.mp4"
    ffmpeg("-i", whole, *["-map", "0:v:0"] * 40, "-c", "copy", many)
    yield "video with 40 streams", many


def bad_photos(folder):
    """Each with its name and file: what a photograph's upload must refuse."""
    folder = pathlib.Path(folder)
    photograph = PHOTOGRAPH.read_bytes()
    yield "truncated JPEG", _write(folder / "truncated.jpg", photograph[:len(photograph) // 2])
    yield "PNG of 50,000 x 50,000", huge_png(folder / "huge.png", 50_000)


def huge_png(path, side):
    """A sound PNG of one bit a pixel, all black: some 1.4 MB that say they are 2.5 thousand million pixels."""
    row = b"\0" * (1 + (side + 7) // 8)
    press = zlib.compressobj(1)
    pressed = b"".join(press.compress(row * 500) for _ in range(side // 500)) + press.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", pressed), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks)
    return _write(path, b"\x89PNG\r\n\x1a\n" + body)


def _write(path, content):
    path.write_bytes(content)
    return path

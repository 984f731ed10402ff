"""Uploads as a tus client of others makes them (PyPI's tuspy): killed in the middle, gone on with, the same bytes.

Also what one large piece costs the server's memory, read from the kernel (VmHWM).   .venv/bin/python Tests/web/tus.py [--fast]
"""

import hashlib
import http.client
import os
import pathlib
import signal
import sys
import tempfile
from urllib.parse import urlsplit

from tusclient.client import TusClient

from media_client import key_of, open_site, sign_up
from server import start

PIECE_BYTES = 4 << 20
FILM_BYTES, FAST_FILM_BYTES = 200 << 20, 32 << 20
# A film of hours, and as much as shows that memory does not follow.
LARGE_BYTES, FAST_LARGE_BYTES = 4 << 30, 256 << 20
MEMORY_BYTES_MAX = 32 << 20


def tus(is_fast=False):
    with start() as site, tempfile.TemporaryDirectory(prefix="backstage-tus-") as folder:
        open_site(site)
        member = sign_up(site, "tus")
        film = pathlib.Path(folder, "film.mp4")
        write_noise(film, FAST_FILM_BYTES if is_fast else FILM_BYTES)
        address = interrupted(site, member, film)
        arrived = pathlib.Path(site.environment["BACKSTAGE_DATA"], "unfinished", key_of(address))
        assert digest(arrived) == digest(film), "the upload is not the file"
        grown = memory_of_one_piece(site, member, FAST_LARGE_BYTES if is_fast else LARGE_BYTES)
        assert grown < MEMORY_BYTES_MAX, f"one large piece took {grown >> 20} MB of memory"
        print(f"tus: resumed after a kill; a piece of {(FAST_LARGE_BYTES if is_fast else LARGE_BYTES) >> 20} MB "
              f"took {grown / (1 << 20):.1f} MB of memory", flush=True)


def interrupted(site, member, film):
    """The server is killed with a third of the file sent; a client of the same address goes on where it was."""
    client = TusClient(site.url + "/uploads", headers={"Cookie": member.cookie})
    first = client.uploader(str(film), chunk_size=PIECE_BYTES, metadata={"filename": film.name})
    first.upload(stop_at=film.stat().st_size // 3)
    reported = first.offset
    site.process.send_signal(signal.SIGKILL)
    site.process.wait()
    site.restart()
    second = client.uploader(str(film), chunk_size=PIECE_BYTES, url=first.url)
    assert second.offset == reported > 0, f"{reported} bytes were acknowledged, {second.offset} are there"
    second.upload()
    assert second.offset == film.stat().st_size
    return first.url


def memory_of_one_piece(site, member, size):
    """Sends one piece of this size, and says by how much the server's greatest memory grew."""
    host = urlsplit(site.url).netloc
    line = http.client.HTTPConnection(host, timeout=600)
    headers = {"Tus-Resumable": "1.0.0", "Cookie": member.cookie}
    line.request("POST", "/uploads", headers={**headers, "Upload-Length": str(size), "Content-Length": "0"})
    answer = line.getresponse()
    answer.read()
    assert answer.status == 201, answer.status
    address = answer.getheader("Location")
    before = peak(site.process.pid)
    piece = os.urandom(1 << 20)
    line.request(
        "PATCH", address, body=(piece for _ in range(size >> 20)), headers={
            **headers, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(size)})
    answer = line.getresponse()
    answer.read()
    assert answer.status == 204, f"{answer.status} for a piece of {size} bytes"
    after = peak(site.process.pid)
    line.request("DELETE", address, headers=headers)
    line.getresponse().read()
    return after - before


def peak(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("the kernel does not say VmHWM")


def write_noise(path, size):
    with path.open("wb") as file:
        for _ in range(size >> 20):
            file.write(os.urandom(1 << 20))


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    tus("--fast" in sys.argv[1:])

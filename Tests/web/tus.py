"""Uploads by somebody else's program: tuspy, the tus client on PyPI, against a running server.

- A file of 200 MB in pieces; in the middle the server is killed with SIGKILL and started again; the client goes on at
  the offset it is told, which is never less than what was acknowledged; in the end the bytes on the disk are the same.
- Pieces with checksums: those that fit are taken; a piece that was changed on its way is dropped.
- 4 GB in one PATCH: the server's memory (VmHWM) grows by less than 32 MB.

    .venv/bin/python Tests/web/tus.py [--fast]        with --fast, 48 MB and 256 MB
"""

import hashlib
import os
import pathlib
import random
import signal
import sys
import tempfile
import threading
import time

from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from media_client import key_of, sign_up
from server import start

MEGABYTE = 1 << 20
GROWTH_BYTES_MAX = 32 * MEGABYTE
PIECE_BYTES = 4 * MEGABYTE
CHECKSUM_MISMATCH = 460


class Sizes:
    def __init__(self, is_fast):
        self.interrupted = (48 if is_fast else 200) * MEGABYTE
        self.vast = (256 if is_fast else 4_096) * MEGABYTE


def speaker(site, member):
    return TusClient(site.url + "/uploads", headers={"Cookie": member.cookie})


def lying_at(site, address):
    return pathlib.Path(site.environment["BACKSTAGE_DATA"], "unfinished", key_of(address))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- Killed in the middle ------------------------------------------------------------------------------

def interrupted(site, member, folder, count):
    source = folder / "interrupted.bin"
    with open(source, "wb") as out:
        for _ in range(count // MEGABYTE):
            out.write(random.randbytes(MEGABYTE))
    first = speaker(site, member).uploader(str(source), chunk_size=PIECE_BYTES, metadata={"filename": "été.mov"})
    kill_at = random.randrange(count // 4, count // 2)
    upload_until_killed(site, first, kill_at)
    acknowledged = first.offset
    assert 0 < acknowledged < count, f"killed at {acknowledged} of {count}: not in the middle"

    site.restart()
    again = speaker(site, member).uploader(str(source), url=first.url, chunk_size=PIECE_BYTES)
    assert again.offset >= acknowledged, f"at {again.offset}, but {acknowledged} was acknowledged"
    resumed = again.offset
    again.upload()
    assert again.offset == count
    assert digest(lying_at(site, first.url)) == digest(source), "other bytes than were sent"
    end(member, site, first.url)
    print(f"killed after {acknowledged >> 20} of {count >> 20} MB; went on at {resumed >> 20} MB; equal", flush=True)


def upload_until_killed(site, uploader, kill_at):
    """Sends pieces; another thread kills the server once so many bytes are acknowledged, within a piece."""
    killed = threading.Event()

    def kill():
        while uploader.offset < kill_at:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.02))
        os.kill(site.process.pid, signal.SIGKILL)
        killed.set()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        uploader.upload()
        raise AssertionError("the whole file arrived at a server that was killed")
    except (TusUploadFailed, TusCommunicationError):
        assert killed.wait(timeout=30), "the upload failed before the server was killed"
        site.process.wait()


def end(member, site, address):
    assert member.stop_upload(address.removeprefix(site.url)) == 204
    assert not lying_at(site, address).exists(), "an ended upload's file is still there"


# --- Checksums -----------------------------------------------------------------------------------------

def checksums(site, member, folder):
    source = folder / "summed.bin"
    source.write_bytes(random.randbytes(3 * MEGABYTE + 1))
    uploader = speaker(site, member).uploader(str(source), chunk_size=MEGABYTE, upload_checksum=True)
    uploader.upload_chunk()
    before = uploader.offset
    refused = changed_on_its_way(uploader)
    assert refused == CHECKSUM_MISMATCH, f"a changed piece was answered {refused}"
    assert uploader.get_offset() == before and lying_at(site, uploader.url).stat().st_size == before
    uploader.upload()
    assert digest(lying_at(site, uploader.url)) == digest(source)
    end(member, site, uploader.url)
    print("pieces with checksums: taken when they fit, dropped when not", flush=True)


def changed_on_its_way(uploader):
    """Sends the next piece with the checksum of another one; returns the status."""
    def other(piece):
        return hashlib.sha1(piece + b"!")
    name, right = "_BaseUploader__checksum_algorithm", uploader.checksum_algorithm
    setattr(uploader, name, other)
    try:
        uploader.upload_chunk()
        return 204
    except TusUploadFailed as error:
        return error.status_code
    finally:
        setattr(uploader, name, right)


# --- Memory --------------------------------------------------------------------------------------------

def vast(site, member, folder, count):
    """A hole in a file reads as zeros: the sender waits for no disk, and sendfile costs it nothing."""
    source = folder / "vast.bin"
    with open(source, "wb") as out:
        out.truncate(count)
    send_whole(site, member, source, 8 * MEGABYTE)
    before = peak_bytes(site.process.pid)
    begun = time.monotonic()
    send_whole(site, member, source, count)
    seconds = time.monotonic() - begun
    grown = peak_bytes(site.process.pid) - before
    assert grown < GROWTH_BYTES_MAX, f"{count >> 20} MB in one PATCH took {grown >> 20} MB of memory"
    print(f"{count >> 20} MB in one PATCH: memory grew by {grown / MEGABYTE:.1f} MB, {count / seconds / 1e6:.0f} MB/s",
          flush=True)


def send_whole(site, member, source, count):
    address = member.begin_upload(count, source.name)
    with open(source, "rb") as file:
        assert member.send_file(address, 0, file, count) == count
    assert lying_at(site, address).stat().st_size == count
    end(member, site, site.url + address)


def peak_bytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) << 10
    raise AssertionError("no VmHWM")


# --- The run -------------------------------------------------------------------------------------------

def tus(is_fast=False):
    sizes = Sizes(is_fast)
    with start() as site, tempfile.TemporaryDirectory(prefix="backstage-tus-") as folder:
        member = sign_up(site, "ada")
        interrupted(site, member, pathlib.Path(folder), sizes.interrupted)
        checksums(site, member, pathlib.Path(folder))
        vast(site, member, pathlib.Path(folder), sizes.vast)


if __name__ == "__main__":
    tus(is_fast="--fast" in sys.argv[1:])

#!/usr/bin/env python3
"""What media cost, each beside a plain program that does the same work, in one run.

    scripts/bench/media [--quick] [--only upload|transcode|pictures|ranges|pages]...

Both sides take turns, and figures are medians of the turns. Ratios hold from one machine to the next; seconds are this
machine's, and a disk's most of all. Nothing fails for being slow: a ratio stands beside its aim.
"""
import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "scripts/bench"
sys.path.insert(1, str(ROOT / "Tests/web"))
import films  # noqa: E402
from media_client import Member  # noqa: E402
from processes import children, ended, forget_peak, memory_megabytes, nginx, paused, processor_of_all, run  # noqa: E402
from site_under_test import free_port, processor_seconds, seed, wait_for  # noqa: E402

UPLOAD_MEGABYTES_MAX, ENCODE_RATIO_MAX, RANGES_RATIO_MIN, PAGE_RATIO_MAX = 32, 1.05, 0.5, 2
RANGE_BYTES, RANGE_CONNECTIONS, PAGE_CONNECTIONS = 1 << 20, 64, 8
STEP = 480
PHOTOGRAPHS = [
    "pic1/IMG_1054.JPG", "pic2/IMG_20191224_234846.jpg", "pic2/IMG_20200124_231153.jpg", "pic2/IMG_20200608_111614.jpg"]
PARTS = ("upload", "transcode", "pictures", "ranges", "pages")


def median(values):
    return statistics.median(values)


def aim(what, value, limit, unit="", least=False):
    is_met = value >= limit if least else value <= limit
    words = "at least" if least else "at most"
    print(f"  {what:<52}{value:8.2f}{unit}   aim: {words} {limit}{unit}{'' if is_met else '   MISSED'}\n", flush=True)


def table(first, *rest):
    print(f"  {first:<30}" + "".join(f"{column:>16}" for column in rest), flush=True)


class Bench:
    """One data folder with a seeded world in it, and how much of everything."""

    def __init__(self, program, folder, quick):
        self.program, self.folder, self.quick = program, folder, quick
        self.data = folder / "data"
        self.data.mkdir()
        self.port = free_port()
        self.environment = dict(
            os.environ, BACKSTAGE_LISTEN=f"127.0.0.1:{self.port}", BACKSTAGE_DATA=str(self.data), BACKSTAGE_LOG="warning",
            BACKSTAGE_DATABASE="", BACKSTAGE_URL="")
        self.members = seed(program, self.environment, is_quick=True)
        self.member = Member(f"http://127.0.0.1:{self.port}", self.members["reader30"])

    @contextlib.contextmanager
    def served(self):
        process = subprocess.Popen([self.program, "serve"], env=self.environment, stdout=subprocess.DEVNULL)
        with ended(process):
            wait_for(process, self.port)
            yield process

    def long_film(self):
        """1,080 lines as a camera presses them, and its seconds; made once."""
        seconds, path = (15 if self.quick else 60), self.folder / "long.mp4"
        if not path.exists():
            rate = ["-b:v", "10M", "-maxrate", "10M", "-bufsize", "20M"]
            films.film(path, seconds=seconds, width=1920, height=1080, more=rate)
        return path, seconds

    def command(self, *words):
        """Our program on one file: what it cost, and the JSON it printed."""
        done = run([self.program, "media", *words], env=self.environment)
        return done, json.loads(done.output)


# --- Uploads -------------------------------------------------------------------------------------------

def upload(bench):
    count = (256 if bench.quick else 2_000) * 1_000_000
    rounds = 2 if bench.quick else 3
    source = bench.folder / "source"
    with open(source, "wb") as file:
        # A hole reads as zeros from memory: the sender waits for no disk.
        file.truncate(count)
    print(f"A film of {count / 1e9:.2f} GB over loopback: tus into Backstage, and into `cat > file`", flush=True)
    cats, syncs, ours, grown = [], [], [], []
    with bench.served() as process:
        for _ in range(rounds):
            cat, sync = cat_to_file(bench.folder, source, count)
            cats.append(cat)
            syncs.append((cat[0] + sync, cat[1]))
            wall, processor, megabytes = upload_by_tus(bench.member, process.pid, source, count)
            ours.append((wall, processor))
            grown.append(megabytes)
    source.unlink()
    table("", "seconds", "MB/s", "processor s/GB")
    for name, turns in (("cat > file", cats), ("cat > file, then sync", syncs), ("Backstage, tus", ours)):
        wall, processor = median(one for one, _ in turns), median(one for _, one in turns)
        table(name, f"{wall:.2f}", f"{count / wall / 1e6:.0f}", f"{processor / count * 1e9:.2f}")
    ratio = median(mine[0] / plain[0] for mine, plain in zip(ours, syncs))
    print(f"  Backstage / cat, then sync: {ratio:.2f} times its seconds. What Backstage acknowledged is on the disk.")
    aim("memory that an upload adds (VmHWM)", max(grown), UPLOAD_MEGABYTES_MAX, " MB")


def cat_to_file(folder, source, count):
    """A real `cat` whose input is the connection. Returns its wall and processor seconds, and those of a sync."""
    target = folder / "cat"
    with socket.create_server(("127.0.0.1", 0)) as listener, open(source, "rb") as file, open(target, "wb") as out:
        sender = socket.create_connection(listener.getsockname())
        receiver, _ = listener.accept()
        start = time.monotonic()
        cat = subprocess.Popen(["cat"], stdin=receiver, stdout=out)
        receiver.close()
        sender.sendfile(file, 0, count)
        sender.close()
        _, status, used = os.wait4(cat.pid, 0)
        cat.returncode = status
        wall = time.monotonic() - start
        start = time.monotonic()
        os.fsync(out.fileno())
        sync = time.monotonic() - start
    if target.stat().st_size != count:
        sys.exit("bench: cat lost bytes")
    target.unlink()
    return (wall, used.ru_utime + used.ru_stime), sync


def upload_by_tus(member, pid, source, count):
    address = member.begin_upload(count)
    forget_peak(pid)
    memory, processor, start = memory_megabytes(pid, "VmRSS"), processor_seconds(pid), time.monotonic()
    offset = 0
    with open(source, "rb") as file:
        while offset < count:
            # In one PATCH, as tus's command line programs send a file.
            offset = member.send_file(address, offset, file, count - offset)
    wall, processor = time.monotonic() - start, processor_seconds(pid) - processor
    grown = memory_megabytes(pid, "VmHWM") - memory
    member.stop_upload(address)
    return wall, processor, grown


# --- Transcoding ---------------------------------------------------------------------------------------

def transcode(bench):
    rounds = 2 if bench.quick else 3
    film, seconds = bench.long_film()
    table(f"To {STEP} lines", "ffmpeg, s", "ours, s", "ffmpeg, cpu s", "ours, cpu s", "ratio, wall", "ratio, cpu")
    worst = 0
    for name, source in (("a phone's second and a half", films.PHONE_FILM), (f"{seconds} s of 1,080 lines", film)):
        turns = [encode_both(bench, source) for _ in range(rounds)]
        columns = [median(column) for column in zip(*turns)]
        ratio = median(turn[1] / turn[0] for turn in turns)
        table(name, *(f"{one:.2f}" for one in columns), f"{ratio:.3f}", f"{median(one[3] / one[2] for one in turns):.3f}")
        worst = ratio  # the longer one tells; the short is over before it has begun
    aim("PrepareVideo / the bare command, wall", worst, ENCODE_RATIO_MAX)


def encode_both(bench, source):
    """Wall seconds of ffmpeg by hand and of ours, then processor seconds of both."""
    ours, said = bench.command("encode", source, "--step", str(STEP))
    words = list(map(str, said["arguments"]))
    if Path(words[0]).name != "ffmpeg":
        words.insert(0, "ffmpeg")
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        # The folder of the run before is gone: whatever was written there is written here.
        gone = {str(Path(word).parent) for word in words[1:] if word.startswith("/") and not Path(word).parent.exists()}
        words = [re.sub("|".join(map(re.escape, gone)), folder, word) if gone else word for word in words]
        bare = run(words, cwd=folder)
    return bare.wall, float(said["seconds"]), bare.processor, ours.processor


# --- Pictures ------------------------------------------------------------------------------------------

def pictures(bench):
    rounds = 3 if bench.quick else 7
    # What starting our program costs is no picture's.
    idle = median(run([bench.program, "media", "picture", "--help"]).processor for _ in range(5))
    table("Photographs, the same sizes", "sizes", "vips, cpu ms", "ours, cpu ms", "ratio", "ours, wall ms")
    ratios = []
    for name in PHOTOGRAPHS[:2] if bench.quick else PHOTOGRAPHS:
        turns, source = [], films.SAMPLES / name
        for _ in range(rounds):
            done, said = bench.command("picture", source)
            turns.append((done.processor - idle, thumbnails(bench, source, said["sizes"]), float(said["seconds"])))
        mine, plain, wall = (median(column) * 1_000 for column in zip(*turns))
        ratios.append(median(turn[0] / turn[1] for turn in turns))
        table(Path(name).stem, len(said["sizes"]), f"{plain:.0f}", f"{mine:.0f}", f"{ratios[-1]:.2f}", f"{wall:.0f}")
    print(f"  ours / vipsthumbnail: {median(ratios):.2f}. Ours also judges the file, makes the placeholder and its "
          "hash, and decodes it once for all sizes.\n", flush=True)


def thumbnails(bench, source, sizes):
    """Processor seconds of `vipsthumbnail` making each size by itself, with our settings and one thread."""
    environment, total = dict(os.environ, VIPS_CONCURRENCY="1"), 0
    with tempfile.TemporaryDirectory(dir=bench.folder) as folder:
        for size in sizes:
            width = size["width"] if isinstance(size, dict) else int(size)
            options = size.get("options", "Q=80") if isinstance(size, dict) else "Q=80"
            total += run(["vipsthumbnail", source, "--size", f"{width}x>", "--export-profile", "srgb", "-o",
                          f"{folder}/{width}.webp[{options},strip]"], env=environment).processor
    return total


# --- Ranges --------------------------------------------------------------------------------------------

def ranges(bench):
    count, seconds, rounds = (256 << 20, 2, 3) if bench.quick else (1 << 30, 5, 5)
    print(f"Random ranges of 1 MB of a file of {count >> 20} MB, {RANGE_CONNECTIONS} connections, beside nginx", flush=True)
    with bench.served():
        address, file = published_film(bench)
    grow(bench, file, count)
    root = bench.folder / "nginx"
    root.mkdir()
    os.link(file, root / "film.mp4")
    turns = {"nginx": [], "Backstage": []}
    with bench.served() as process, nginx(root) as (other, port):
        sides = [("nginx", other.pid, port, "/film.mp4"), ("Backstage", process.pid, bench.port, address)]
        for name, pid, at, path in sides:
            read_ranges(pid, at, path, count, 1)  # into the page cache
        for _ in range(rounds):
            for name, *side in sides:
                turns[name].append(read_ranges(*side, count, seconds))
            sides.reverse()
    table("", "GB/s", "processor s/GB", "generator, cores")
    for name, found in turns.items():
        table(name, *(f"{median(column):.2f}" for column in zip(*found)))
    pairs = list(zip(turns["Backstage"], turns["nginx"]))
    print(f"  Backstage / nginx: {median(mine[1] / plain[1] for mine, plain in pairs):.1f} times its processor time a GB")
    aim("Backstage / nginx, throughput", median(mine[0] / plain[0] for mine, plain in pairs), RANGES_RATIO_MIN, least=True)


def read_ranges(pid, port, path, count, seconds):
    """GB a second, the server's processor seconds a GB, and the generator's share of a core."""
    before = processor_of_all(pid)
    done = run([sys.executable, HERE / "ranges.py", port, path, count, RANGE_BYTES, RANGE_CONNECTIONS, seconds])
    spent, said = processor_of_all(pid) - before, json.loads(done.output)
    gigabytes = said["bytes"] / 1e9
    return gigabytes / said["seconds"], spent / gigabytes, said["load"]


def published_film(bench):
    """A public film, through the door everybody takes: an address of it, and the file behind that."""
    member = bench.member
    path = member.publish_video(member.upload(films.film(bench.folder / "small.mp4")), "For ranges")
    member.wait_until_ready(path)
    address = next(one for one in member.media_of(path) if one.split("?")[0].endswith(".mp4"))
    wanted = hashlib.sha256(member.get(address).body).hexdigest()
    # A blob's name begins with its checksum.
    return address.split("?")[0], next((bench.data / "media").rglob(f"{wanted}*"))


def grow(bench, file, count):
    """The film becomes as large as the figure wants; its row learns of it. No server runs meanwhile."""
    with open(file, "r+b") as out:
        out.seek(0, os.SEEK_END)
        while (left := count - out.tell()) > 0:
            out.write(os.urandom(min(left, 8 << 20)))
    key = str(file.relative_to(bench.data / "media"))
    with contextlib.closing(sqlite3.connect(next(bench.data.glob("*.sqlite")))) as database, database:
        changed = database.execute("UPDATE blobs SET bytes = ? WHERE key = ?", (count, key)).rowcount
    if changed != 1:
        sys.exit(f"bench: no row knows the blob {key}")


# --- Pages ---------------------------------------------------------------------------------------------

def pages(bench):
    seconds, rounds = (4, 2) if bench.quick else (10, 4)
    film, _ = bench.long_film()
    print(f"The home page over {PAGE_CONNECTIONS} connections, with and without a transcode of 1,080 lines", flush=True)
    turns = {"quiet": [], "while transcoding": []}
    with bench.served() as process:
        member = bench.member
        path = member.publish_video(member.upload(film), "To be made meanwhile")
        read_home(bench, 1)
        while len(turns["quiet"]) < rounds:
            # The same moment of the same server: its ffmpeg stands still, or works.
            wait_for_ffmpeg(process.pid)
            with paused(process.pid, "ffmpeg") as count:
                if count == 0:
                    continue  # one step has ended, the next has not begun
                turns["quiet"].append(read_home(bench, seconds))
            turns["while transcoding"].append(read_home(bench, seconds))
        if member.state(path) not in ("working", "playable"):
            print("  the transcode ended too early: the last turns were quiet ones")
    table("", "p50 ms", "p95 ms", "p99 ms", "requests/s")
    for name, found in turns.items():
        table(name, *(f"{median(column):.1f}" for column in zip(*found)))
    ratio = median(busy[1] / quiet[1] for busy, quiet in zip(turns["while transcoding"], turns["quiet"]))
    aim("p95 while transcoding / quiet", ratio, PAGE_RATIO_MAX)


def wait_for_ffmpeg(pid, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for child in children(pid):
            with contextlib.suppress(OSError):
                if Path(f"/proc/{child}/comm").read_text().strip() == "ffmpeg":
                    return
        time.sleep(0.05)
    sys.exit("bench: the server starts no ffmpeg")


def read_home(bench, seconds):
    """p50, p95 and p99 in milliseconds, and requests a second."""
    done = run(["wrk", "-t1", f"-c{PAGE_CONNECTIONS}", f"-d{seconds}s", "-s", HERE / "latency.lua",
                "-H", f"Cookie: {bench.members['reader300']}", f"http://127.0.0.1:{bench.port}/"])
    *percentiles, requests, wrong = map(int, re.search(r"^latency (.*)$", done.output, re.MULTILINE)[1].split())
    if wrong:
        sys.exit(f"bench: {wrong} of {requests} home pages were not answered well")
    return (*(microseconds / 1_000 for microseconds in percentiles), requests / seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="smaller files and fewer turns: a look, no figures")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be given again")
    options = parser.parse_args()
    program = Path(os.environ.get("BACKSTAGE_PROGRAM", ROOT / ".build/release/backstage"))
    if not program.exists():
        sys.exit(f"bench: there is no {program}; scripts/bench/media builds it.")
    for tool in ("ffmpeg", "vipsthumbnail", "wrk", "/usr/sbin/nginx"):
        if shutil.which(tool) is None:
            sys.exit(f"bench: {tool} is missing; scripts/setup --bench installs it.")
    with tempfile.TemporaryDirectory(prefix="backstage-bench-") as folder:
        bench = Bench(program, Path(folder), options.quick)
        for part in options.only or PARTS:
            globals()[part](bench)


if __name__ == "__main__":
    main()

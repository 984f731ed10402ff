"""Pulls the plug on media: SIGKILL in the middle of uploads, of transcoding, of publishing, and a start again.

Thirty times (five with --fast), at moments drawn by chance. After each start:
- an upload goes on at the offset the server reports, which is never less than what it acknowledged;
- every post that was answered with success is there once, and its media are whole: the same bytes as on the day it
  was published, or, for what is made anew each time, the bytes whose checksum the blob's name holds;
- what lies in the data folder is served under no address of its own, and nothing unfinished is on a page;
- `backstage media check` ends with success; at the end, a second look finds the same as a clean site.

    python3 Tests/web/kill_media.py [--fast] [--seed N]       SQLite, and PostgreSQL under scripts/with-postgres
"""

import hashlib
import os
import pathlib
import random
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import films
from media_client import Gone, Member, Unexpected, key_of, open_site
from server import start

ROUNDS, FAST_ROUNDS = 30, 5
# Each with the seconds after its beginning in which the plug is pulled.
PHASES = (("uploading", 0.15), ("transcoding", 0.8), ("publishing", 0.4))
UPLOADERS, PHOTOGRAPHERS = 2, 2
# Small pieces, so that the plug is pulled between and within many of them.
PIECE_BYTES = 32 << 10
PHASE_SECONDS, READY_SECONDS = 30, 180
# Refusals that pass: too many uploads at once, too many requests.
PATIENCE = (429, 503)


@dataclass
class Sending:
    """An upload on its way: what was acknowledged of it, and whether a form took it."""
    address: str
    title: str
    acknowledged: int = 0


@dataclass
class Ledger:
    """What the server answered with success, as its clients know it."""
    admin: Member
    film: bytes
    photograph: pathlib.Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    sending: list = field(default_factory=list)
    videos: dict = field(default_factory=dict)  # watch page by title
    photos: set = field(default_factory=set)  # words
    sums: dict = field(default_factory=dict)  # media address -> SHA-256 as first read
    asked: set = field(default_factory=set)  # titles and words whose fate the kill left open
    uploading: threading.Event = field(default_factory=threading.Event)
    publishing: threading.Event = field(default_factory=threading.Event)


# --- Clients, ended by the kill ------------------------------------------------------------------------

def client(work, stopped, failures):
    """Does its work again and again, until the server is gone or has been told to go."""
    def run():
        while not stopped.is_set():
            try:
                work()
            except Gone:
                return
            except Unexpected as error:
                if error.answer.status not in PATIENCE:
                    failures.append(error)
                    return
                time.sleep(0.2)
            except Exception as error:
                failures.append(error)
                return
    return threading.Thread(target=run)


def upload_and_publish(ledger, name, stopped):
    """One film in small pieces, then its form; everything acknowledged goes into the ledger."""
    address = ledger.admin.begin_upload(len(ledger.film), f"{name}.mp4")
    one = Sending(address, name)
    with ledger.lock:
        ledger.sending.append(one)
    finish(ledger, one, stopped)


def finish(ledger, one, stopped):
    """The rest of an upload, from what the server acknowledged last."""
    while one.acknowledged < len(ledger.film) and not stopped.is_set():
        piece = ledger.film[one.acknowledged:one.acknowledged + PIECE_BYTES]
        one.acknowledged = ledger.admin.send(one.address, one.acknowledged, piece)
        ledger.uploading.set()
    if one.acknowledged < len(ledger.film):
        return
    with ledger.lock:
        ledger.asked.add(one.title)
    ledger.publishing.set()
    path = ledger.admin.publish_video(key_of(one.address), one.title)
    with ledger.lock:
        ledger.videos[one.title] = path
        ledger.sending.remove(one)


def post_photo(ledger, words):
    ledger.publishing.set()
    with ledger.lock:
        ledger.asked.add(words)
    ledger.admin.publish_photos(words, [ledger.photograph])
    with ledger.lock:
        ledger.photos.add(words)


def clients(ledger, round_, stopped, failures):
    counters = {}

    def numbered(kind, who):
        counters[kind, who] = number = counters.get((kind, who), -1) + 1
        return f"{kind}-{round_}-{who}-{number}."

    for who in range(UPLOADERS):
        # One film each: more would be a queue of transcoding, not more of a test.
        done = threading.Event()

        def send_one(who=who, done=done):
            if done.is_set():
                time.sleep(0.05)
                return
            upload_and_publish(ledger, numbered("film", who), stopped)
            done.set()
        yield client(send_one, stopped, failures)
    for who in range(PHOTOGRAPHERS):
        yield client(lambda who=who: post_photo(ledger, numbered("photo", who)), stopped, failures)


# --- One round -----------------------------------------------------------------------------------------

def is_begun(ledger, phase):
    """Not a plan but a fact: a piece was acknowledged, a form is being sent, a video is being made."""
    if phase == "transcoding":
        return any(ledger.admin.state(path) in ("working", "playable") for path in list(ledger.videos.values())[-2:])
    return {"uploading": ledger.uploading, "publishing": ledger.publishing}[phase].is_set()


def pull_the_plug(site, ledger, round_, chance):
    phase, seconds = PHASES[round_ % len(PHASES)]
    stopped, failures = threading.Event(), []
    ledger.uploading.clear()
    ledger.publishing.clear()
    running = list(clients(ledger, round_, stopped, failures))
    for one in running:
        one.start()
    deadline = time.monotonic() + PHASE_SECONDS
    try:
        while not is_begun(ledger, phase):
            assert not failures, f"round {round_}: {failures[0]}"
            assert time.monotonic() < deadline, f"round {round_}: {phase} did not begin"
            time.sleep(0.01)
        time.sleep(chance.uniform(0, seconds))
    finally:
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait()
        stopped.set()
        for one in running:
            one.join()
    assert not failures, f"round {round_}: {failures[0]}"


# --- What must hold afterwards -------------------------------------------------------------------------

def go_on(ledger):
    """Every upload that was on its way is taken up where the server says, and published."""
    for one in list(ledger.sending):
        offset = ledger.admin.offset(one.address)
        if offset is None:
            # Its form may have taken it in the moment of the kill, and never have said so; nothing else may.
            assert one.title in ledger.asked, f"{one.title} is gone; {one.acknowledged} bytes were acknowledged"
            if path := ledger.admin.find("/@cleo/videos", one.title):
                ledger.videos[one.title] = path
            ledger.sending.remove(one)
            continue
        assert offset >= one.acknowledged, f"{one.title}: at {offset}, but {one.acknowledged} was acknowledged"
        one.acknowledged = offset
        finish(ledger, one, threading.Event())


def shown(ledger, tab):
    """Words and paths of all posts on one of the channel's tabs, page after page."""
    found, path = [], f"/@cleo/{tab}"
    while path:
        page = ledger.admin.get(path).text
        for article in re.findall(r"<article\b.*?</article>", page, re.DOTALL):
            if words := re.search(r"(?:film|photo)-\d+-\d+-\d+\.", article):
                found.append((words[0], re.search(r"/(?:post|watch)/\d+", article)[0]))
        older = re.search(rf'href="(/@cleo/{tab}\?[^"]*before=\d+[^"]*)"', page)
        path = older.group(1).replace("&amp;", "&") if older else None
    return found


def look_at_photos(ledger, reference):
    """Nothing lost, nothing twice, and each picture the bytes that a calm server makes of the same photograph."""
    # Beside the posts stand the channel's videos, on every page of the tab.
    posts = [(words, path) for words, path in shown(ledger, "backstage") if words.startswith("photo-")]
    words = [one for one, _ in posts]
    assert len(words) == len(set(words)), "a post is there twice"
    lost = ledger.photos - set(words)
    assert not lost, f"{len(lost)} acknowledged posts are gone: {sorted(lost)[:3]}"
    for name, path in posts:
        assert name in ledger.asked, f"nobody sent {name}"
        if path not in ledger.sums:
            ledger.sums[path] = sums(ledger, path)
            assert set(ledger.sums[path].values()) == reference, f"{name} shows other bytes than its photograph's"


def look_at_videos(ledger, data):
    """Each plays in the end, is there once, and each of its files has the checksum of a blob."""
    for title, path in ledger.videos.items():
        ledger.admin.wait_until_ready(path, READY_SECONDS)
        if path in ledger.sums:
            continue
        # Playlists may be written for the reader, with addresses that expire.
        files = {address: sum_ for address, sum_ in sums(ledger, path).items() if ".m3u8" not in address}
        assert any(".mp4" in address for address in files), f"{title} has no film: {list(files)}"
        stored = checksums_of_blobs(data)
        strange = [address for address, sum_ in files.items() if sum_ not in stored]
        assert not strange, f"{title}: {strange[0]} has the checksum of no blob"
        ledger.sums[path] = files
    titles = [title for title, _ in shown(ledger, "videos")]
    assert len(titles) == len(set(titles)), "a video is there twice"
    assert set(titles) <= ledger.asked, f"nobody sent {set(titles) - ledger.asked}"
    lost = set(ledger.videos) - set(titles)
    assert not lost, f"{len(lost)} videos are ready, but not on their channel: {sorted(lost)[:3]}"


def look_again(ledger, chance):
    """Media that were whole once are the same now; a few of them each round, all of them at the end."""
    paths = list(ledger.sums)
    for path in chance.sample(paths, min(5, len(paths))) if chance else paths:
        now = sums(ledger, path)
        for address, sum_ in ledger.sums[path].items():
            assert now.get(address) == sum_, f"{path}: {address} has changed or is gone"


def sums(ledger, path):
    found = {}
    for address in ledger.admin.media_of(path):
        answer = ledger.admin.get(address)
        assert answer.status == 200, f"{path} shows {address}, which is answered {answer.status}"
        announced = answer.headers["Content-Length"]
        assert announced is None or int(announced) == len(answer.body), f"{address} is cut short"
        # An address that expires is another one each time; its path is not.
        found[address.split("?")[0]] = hashlib.sha256(answer.body).hexdigest()
    return found


def files_below(data):
    # A folder may go while it is read; os.walk minds that less than glob does.
    return [pathlib.Path(folder, name) for folder, _, names in os.walk(data) for name in names]


def checksums_of_blobs(data):
    """A blob's name holds its checksum; a name whose bytes are others would be the worst of faults."""
    found = set()
    for path in files_below(data):
        if name := re.match(r"[0-9a-f]{64}(?=-|$)", path.name):
            found.add(name[0])
    return found


def look_for_orphans(ledger, data, chance):
    """No file of the data folder is served under its own name, neither a blob nor what is unfinished."""
    stranger = Member(ledger.admin.url)
    files = [path.relative_to(data) for path in files_below(data)]
    for path in chance.sample(files, min(20, len(files))):
        for address in {f"/{path}", f"/media/{path}", f"/media/{'/'.join(path.parts[1:])}"}:
            status = stranger.get(address).status
            assert status in (400, 404), f"{address} is answered {status}"


def media_check(site):
    """Exits 0 or raises; returns what it said."""
    return site.errand("media", "check")


def own_database(address):
    """A new database on the same PostgreSQL server: the other kill run has filled the one it was given."""
    name = f"media_{secrets.token_hex(4)}"
    subprocess.run(["psql", "--quiet", address, "-c", f"CREATE DATABASE {name}"], check=True)
    return urlsplit(address)._replace(path=f"/{name}").geturl()


# --- The run -------------------------------------------------------------------------------------------

def kill_media_run(postgres=None, rounds=ROUNDS, seed=None):
    seed = random.randrange(1 << 32) if seed is None else seed
    chance = random.Random(seed)
    postgres = postgres and own_database(postgres)
    with tempfile.TemporaryDirectory(prefix="backstage-films-") as folder, start(postgres=postgres) as site:
        try:
            return _run(site, pathlib.Path(folder), rounds, chance)
        except BaseException:
            print(f"killed media: --seed {seed} draws the same moments again", flush=True)
            raise


def _run(site, folder, rounds, chance):
    data = pathlib.Path(site.environment["BACKSTAGE_DATA"])
    film = films.film(folder / "film.mp4", seconds=2, width=426, height=240).read_bytes()
    ledger = Ledger(open_site(site), film, small_photograph(folder / "photograph.jpg"))
    ledger.asked.add("photo-0-9-0.")
    place = ledger.admin.publish_photos("photo-0-9-0.", [ledger.photograph])
    reference = set(sums(ledger, ledger.admin.find(place, "photo-0-9-0.")).values())
    assert reference, "a published photograph shows no picture"
    said = ""
    for round_ in range(rounds):
        pull_the_plug(site, ledger, round_, chance)
        site.restart()
        go_on(ledger)
        look_at_photos(ledger, reference)
        look_at_videos(ledger, data)
        look_again(ledger, chance)
        look_for_orphans(ledger, data, chance)
        said = media_check(site)
    look_again(ledger, None)
    assert media_check(site), "media check says nothing"
    # How much gets through before the plug is pulled is the machine's affair; some must.
    enough = rounds // 2
    assert len(ledger.videos) >= enough and len(ledger.photos) >= enough, "too little was published: no run to kill"
    print(f"killed {rounds} times: {len(ledger.videos)} videos, {len(ledger.photos)} photo posts; media check: "
          f"{said.splitlines()[-1] if said else ''}", flush=True)
    return len(ledger.videos) + len(ledger.photos)


def small_photograph(path):
    """A real one, small enough that publishing it takes a moment and not a second."""
    films.ffmpeg("-i", films.PHOTOGRAPH, "-vf", "scale=900:-2", "-q:v", "4", path)
    return path


def main(arguments):
    rounds = FAST_ROUNDS if "--fast" in arguments else ROUNDS
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else None
    kill_media_run(rounds=rounds, seed=seed)
    if address := os.environ.get("BACKSTAGE_TEST_POSTGRES"):
        kill_media_run(postgres=address, rounds=rounds, seed=seed)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Scheduled posts across kills: each appears within two seconds of its time, or of the restart when that was later,
and exactly once: in the feed, on the channel's page, in its count, and as one notification.

Each round schedules several posts, some for the same second, and is left alone, or killed with SIGKILL before their
times and started again before or after them, or killed at the very moment.

    python3 Tests/web/kill_schedule.py [--fast] [--seed N]       SQLite, and PostgreSQL under scripts/with-postgres
"""

import datetime
import html
import itertools
import os
import random
import re
import signal
import sys
import time
import zoneinfo

from kill_media import own_database
from media_client import STUDIO, Member, Unexpected, open_site, sign_up
from server import start

ROUNDS, FAST_ROUNDS, POSTGRES_ROUNDS = 10, 4, 4
# The promise, not a benchmark: the times are looked at once a second, and a busy machine may take as long to publish.
LATE_SECONDS = 2
# On PostgreSQL another process might be at work: what a killed one had begun is taken up when its claim runs out
# (`Limits.timesSeconds`).
CLAIM_SECONDS = 1
# From the form being sent; enough to be killed and started again before it.
AHEAD_SECONDS = 3
# After the first one's second: several at once, and some later.
OFFSETS = (0, 0, 0, 1, 1, 2)
ZONES = ("UTC", "Europe/Paris", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe")
PHASES = ("left alone", "back before its time", "back after its time", "killed at its time")


def kill_schedule_run(postgres=None, rounds=ROUNDS, seed=None):
    seed = random.randrange(1 << 32) if seed is None else seed
    chance = random.Random(seed)
    with start(postgres=postgres and own_database(postgres)) as site:
        try:
            author = open_site(site)
            reader = sign_up(site, "ben")
            if (answer := reader.post("/@cleo/subscribe", {"bell": "all"})).status != 303:
                raise Unexpected("subscribing", answer)
            worst, sent = 0, []
            for round_, phase in zip(range(rounds), itertools.cycle(PHASES)):
                posts = schedule(author, round_, chance)
                sent += posts
                ready = interrupt(site, phase, posts, chance)
                may_wait = postgres and phase == "killed at its time"
                worst = max(worst, appear(site, phase, posts, ready, LATE_SECONDS + (CLAIM_SECONDS if may_wait else 0)))
                once(reader, posts)
                total(reader, len(sent))
        except BaseException:
            print(f"killed schedule: --seed {seed} draws the same moments again", flush=True)
            raise
    print(f"{len(sent)} scheduled posts in {rounds} rounds, {'PostgreSQL' if postgres else 'SQLite'}: the latest "
          f"{worst:.2f} s late ({LATE_SECONDS} s are promised)", flush=True)
    return worst


def schedule(author, round_, chance):
    """Words and time of each, in seconds since 1970."""
    first, posts = first_due(), {}
    for number, offset in enumerate(OFFSETS):
        words, due, zone = f"planned-{round_}-{number}.", first + offset, chance.choice(ZONES)
        local = datetime.datetime.fromtimestamp(due, zoneinfo.ZoneInfo(zone))
        answer = author.post(STUDIO, {
            "kind": "text", "text": words, "audience": "everyone", "publish": "1", "when": "later",
            "date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M:%S}", "zone": zone})
        if answer.status != 303:
            raise Unexpected(f"scheduling {words}", answer)
        posts[words] = due
    assert time.time() < first - 1, "scheduling took so long that the time is near"
    return posts


def first_due():
    return int(time.time()) + 1 + AHEAD_SECONDS


def interrupt(site, phase, posts, chance):
    """Returns when the server was there again; 0 if it was never away."""
    first, last = min(posts.values()), max(posts.values())
    if phase == "left alone":
        return 0
    if phase == "killed at its time":
        sleep_until(first + chance.uniform(-0.05, 1.2))
    else:
        sleep_until(min(time.time() + chance.uniform(0, 0.8), first - 1))
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait()
    if phase == "back after its time":
        sleep_until(last + chance.uniform(0.1, 1))
    site.restart()
    ready = time.time()
    if phase == "back before its time":
        assert ready < last, "the server took too long to start again"
    return ready


def sleep_until(moment):
    time.sleep(max(0, moment - time.time()))


def appear(site, phase, posts, ready, late_max):
    """Looks at the channel's page as a stranger until all are there; returns the worst lateness in seconds."""
    stranger, seen = Member(site.url), {}
    deadline = max(ready, max(posts.values())) + late_max + 5
    while len(seen) < len(posts) and time.time() < deadline:
        page = stranger.get("/@cleo/backstage").text
        now = time.time()
        for words, due in posts.items():
            if words in page and words not in seen:
                assert now >= due, f"{words} is there {due - now:.2f} s before its time"
                seen[words] = now
        time.sleep(0.05)
    missing = posts.keys() - seen.keys()
    assert not missing, f"{phase}: {sorted(missing)} never appeared"
    late = {words: seen[words] - max(due, ready) for words, due in posts.items()}
    worst = max(late, key=late.get)
    assert late[worst] <= late_max, f"{phase}: {worst} came {late[worst]:.2f} s late"
    return late[worst]


def once(reader, posts):
    """In the reader's feed and inbox and on the channel's page: one line each, whatever was killed."""
    post, note = r"<article class=\"post\".*?</article>", r"<a class=\"note\b.*?</a>"
    for path, line in (("/feed", post), ("/@cleo/backstage", post), ("/notifications", note)):
        deadline = time.monotonic() + LATE_SECONDS + CLAIM_SECONDS
        while counts := wrong(reader, path, line, posts):
            assert time.monotonic() < deadline and max(counts.values()) < 2, f"{path}: {counts}"
            time.sleep(0.1)


def wrong(reader, path, line, posts):
    lines = re.findall(line, html.unescape(reader.get(path).text), re.DOTALL)
    counts = {words: sum(words in one for one in lines) for words in posts}
    return {words: count for words, count in counts.items() if count != 1}


def total(reader, count):
    head = re.search(r"<h1\b.*?</p>", reader.get("/@cleo").text, re.DOTALL)[0]
    assert re.search(rf">{count} posts?<", head), f"not {count}: {head}"


def main(arguments):
    rounds = FAST_ROUNDS if "--fast" in arguments else ROUNDS
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else None
    kill_schedule_run(rounds=rounds, seed=seed)
    if address := os.environ.get("BACKSTAGE_TEST_POSTGRES"):
        kill_schedule_run(postgres=address, rounds=POSTGRES_ROUNDS, seed=seed)


if __name__ == "__main__":
    main(sys.argv[1:])

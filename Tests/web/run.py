"""Runs all walks and closes with one line: N passed, N failed.   .venv/bin/python Tests/web/run.py [--fast] [name…]

With --fast, no browser: what pulls the plug and fills the disk, a few times instead of thirty.
"""

import glob
import os
import sys
import tempfile
import traceback

from full_disk import full_disk
from kill import kill_run
from kill_media import FAST_ROUNDS, ROUNDS, kill_media_run
from kill_schedule import FAST_ROUNDS as FAST_SCHEDULES
from kill_schedule import POSTGRES_ROUNDS as POSTGRES_SCHEDULES
from kill_schedule import ROUNDS as SCHEDULES
from kill_schedule import kill_schedule_run
from media_client import open_site
from server import start
from tus import tus
from walk_naughty import naughty_run, naughty_words

PHOTOS = sorted(glob.glob("/usr/share/forensics-samples*/**/*.jp*g", recursive=True))


def photograph():
    if not PHOTOS:
        raise SystemExit("No photographs: scripts/setup --test installs forensics-samples-files.")
    return PHOTOS[0]


# The walks are imported where they are made: without a browser there may be no Playwright either.
def on_new_site():
    """Each with its name and what it does on a site where everybody may post."""
    from walk_main_job import main_job
    for width in (1440, 390):
        for scripts in (True, False):
            name = f"main job, {width} px, {'with' if scripts else 'without'} scripts"
            yield name, lambda site, w=width, s=scripts: main_job(site, w, s, photograph())


def on_media_site(folder):
    from walk_media import media_walks
    from walk_moderation import moderation_walks
    from walk_moments import moment_walks
    from walk_outward import outward
    from walk_posts import posts_walks
    yield from media_walks(folder)
    yield from posts_walks(folder)
    yield from moment_walks(folder)
    yield from moderation_walks(folder)
    yield "read by the programs of others", outward
    yield "naughty words, 390 px", naughty_words


def on_demo_site():
    from walk_every_page import every_page
    for width, language, theme in ((1440, "en", "light"), (390, "en", "dark"), (390, "fr", "light"), (1440, "fr", "dark")):
        name = f"every page, {width} px, {language}, {theme}"
        yield name, lambda site, w=width, l=language, t=theme: every_page(site, w, l, t)


def alone(rounds):
    is_fast = rounds == FAST_ROUNDS
    yield "naughty text, SQLite", lambda _: naughty_run()
    schedules = FAST_SCHEDULES if is_fast else SCHEDULES
    yield "scheduled posts across kills, SQLite", lambda _: kill_schedule_run(rounds=schedules)
    yield "killed in mid-run, SQLite", lambda _: kill_run()
    yield f"media killed {rounds} times, SQLite", lambda _: kill_media_run(rounds=rounds)
    yield "full disk", lambda _: full_disk()
    yield "tus, by a client of others", lambda _: tus(is_fast=is_fast)
    # The suites leave the server's own database empty; each of them makes its own.
    if address := os.environ.get("BACKSTAGE_TEST_POSTGRES"):
        if not is_fast:
            yield "naughty text, PostgreSQL", lambda _: naughty_run(address)
        yield "scheduled posts across kills, PostgreSQL", lambda _: kill_schedule_run(address, POSTGRES_SCHEDULES)
        yield "killed in mid-run, PostgreSQL", lambda _: kill_run(postgres=address)
        # Each round waits for the claims of the killed to run out, which SQLite's one process need not.
        few = max(1, rounds // 5)
        yield f"media killed {few} times, PostgreSQL", lambda _: kill_media_run(postgres=address, rounds=few)


class Tally:
    def __init__(self, wanted):
        self.wanted = wanted
        self.passed = self.failed = 0

    def chosen(self, walks):
        return [walk for walk in walks if not self.wanted or any(word in walk[0] for word in self.wanted)]

    def run(self, walks, site=None):
        for name, walk in walks:
            try:
                walk(site)
                self.passed += 1
                print(f"ok   {name}", flush=True)
            except Exception:
                self.failed += 1
                print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)


def walk(tally):
    """Everything that needs a browser."""
    if walks := tally.chosen(on_new_site()):
        with start() as site:
            site.errand("admin", "rollout", "everyone")
            tally.run(walks, site)
    with tempfile.TemporaryDirectory(prefix="backstage-films-") as folder:
        if walks := tally.chosen(on_media_site(folder)):
            with start() as site:
                open_site(site)
                tally.run(walks, site)
    if walks := tally.chosen(on_demo_site()):
        with start(demo=True) as site:
            tally.run(walks, site)


def main(arguments):
    is_fast = "--fast" in arguments
    tally = Tally([word for word in arguments if word != "--fast"])
    tally.run(tally.chosen(alone(FAST_ROUNDS if is_fast else ROUNDS)))
    if not is_fast:
        walk(tally)
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

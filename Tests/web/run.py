"""Runs all walks and closes with one line: N passed, N failed.   .venv/bin/python Tests/web/run.py [name…]"""

import glob
import sys
import traceback

from server import site
from walk_every_page import every_page
from walk_main_job import main_job

PHOTOS = sorted(glob.glob("/usr/share/forensics-samples*/**/*.jp*g", recursive=True))


def photograph():
    if not PHOTOS:
        raise SystemExit("No photographs: scripts/setup --test installs forensics-samples-files.")
    return PHOTOS[0]


def walks():
    for width in (1440, 390):
        for scripts in (True, False):
            name = f"main job, {width} px, {'with' if scripts else 'without'} scripts"
            yield name, False, lambda place, w=width, s=scripts: main_job(place, w, s, photograph())
    for width, language, theme in ((1440, "en", "light"), (390, "en", "dark"), (390, "fr", "light"), (1440, "fr", "dark")):
        name = f"every page, {width} px, {language}, {theme}"
        yield name, True, lambda place, w=width, l=language, t=theme: every_page(place, w, l, t)


def main(wanted):
    passed = failed = 0
    chosen = [walk for walk in walks() if not wanted or any(word in walk[0] for word in wanted)]
    for needs_demo in (False, True):
        group = [walk for walk in chosen if walk[1] == needs_demo]
        if not group:
            continue
        with site(demo=needs_demo) as place:
            if not needs_demo:
                place.errand("admin", "rollout", "everyone")
            for name, _, walk in group:
                try:
                    walk(place)
                    passed += 1
                    print(f"ok   {name}", flush=True)
                except Exception:
                    failed += 1
                    print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

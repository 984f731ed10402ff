"""Starts a Backstage of its own for the walks: a free port, a temporary folder, ended with the block."""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).parents[2]
PROGRAM = os.environ.get("BACKSTAGE_PROGRAM", str(ROOT / ".build/debug/backstage"))
MEDIA = os.environ.get("BACKSTAGE_DEMO_MEDIA", str(ROOT / ".build/demo-media"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A running server: where it is, how to do an administrator's errands on it, and how to start it again."""

    def __init__(self, environment, demo):
        self.environment = environment
        self.url = "http://" + environment["BACKSTAGE_LISTEN"]
        self.process = None
        self.restart(["demo", "--media", MEDIA] if demo else ["serve"])

    def restart(self, words=("serve",)):
        self.process = subprocess.Popen([PROGRAM, *words], env=self.environment, stdout=subprocess.DEVNULL)
        wait_for(self.url, self.process)

    def errand(self, *words, typed=None):
        done = subprocess.run(
            [PROGRAM, *words], env=self.environment, input=typed, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"backstage {' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout.strip()


@contextlib.contextmanager
def start(demo=False, postgres=None):
    """SQLite in a folder of its own, or the PostgreSQL database at this address."""
    folder = tempfile.mkdtemp(prefix="backstage-walk-")
    environment = dict(
        os.environ, BACKSTAGE_LISTEN=f"127.0.0.1:{free_port()}", BACKSTAGE_DATA=folder, BACKSTAGE_LOG="error",
        BACKSTAGE_SHOW_COSTS="1", BACKSTAGE_DATABASE=postgres or "", BACKSTAGE_URL="")
    site = None
    try:
        site = Site(environment, demo)
        yield site
    finally:
        if site is not None:
            end(site.process)
        shutil.rmtree(folder, ignore_errors=True)


def end(process):
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(url, process):
    """A demonstration world takes a minute to make; anything slower is broken."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"backstage ended with {process.returncode} before it answered")
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(url + "/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        time.sleep(0.05)
    end(process)
    raise RuntimeError("backstage did not answer in time")

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
    """A running server: where it is, and how to do an administrator's errands on it."""

    def __init__(self, url, environment):
        self.url = url
        self.environment = environment

    def errand(self, *words, typed=None):
        done = subprocess.run(
            [PROGRAM, *words], env=self.environment, input=typed, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"backstage {' '.join(words)}: {done.stderr or done.stdout}")
        return done.stdout.strip()


@contextlib.contextmanager
def site(demo=False):
    folder = tempfile.mkdtemp(prefix="backstage-walk-")
    port = free_port()
    environment = dict(
        os.environ, BACKSTAGE_LISTEN=f"127.0.0.1:{port}", BACKSTAGE_DATA=folder, BACKSTAGE_LOG="warning",
        BACKSTAGE_SHOW_COSTS="1", BACKSTAGE_DATABASE="")
    words = ["demo", "--media", MEDIA] if demo else ["serve"]
    process = subprocess.Popen([PROGRAM, *words], env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield Site(url, environment)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)


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
        time.sleep(0.1)
    raise RuntimeError("backstage did not answer in time")

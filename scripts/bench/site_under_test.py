"""A Backstage of its own to measure: seeded, served, asked over kept connections, its processor time read."""
import contextlib
import http.client
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

# The clients share the machine with the server: more of them measure nothing more.
CONNECTIONS = 4
START_SECONDS, SEED_SECONDS, STOP_SECONDS, QUIET_SECONDS = 30, 3_600, 30, 20


@dataclass(frozen=True)
class Ask:
    """A request, and the status that says it did what it is for."""
    name: str
    path: str
    cookie: str
    body: bytes | None = None
    status: int = 200


@dataclass(frozen=True)
class Cost:
    """Processor milliseconds a request: of the server, and of the database's processes where it has its own."""
    server: float
    database: float

    @property
    def all(self):
        return self.server + self.database


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processor_seconds(pid):
    """utime + stime of a process, dead threads included, to the nanosecond: the kernel's clock for another
    process (MAKE_PROCESS_CPUCLOCK in linux/posix-timers.h), where /proc/PID/stat counts hundredths of a second."""
    return time.clock_gettime((~pid << 3) | 2)


def postmaster(url):
    """The PostgreSQL server behind this address, which scripts/with-postgres starts with `-p PORT`."""
    wanted = b"\0-p\0%d\0" % urlsplit(url).port
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "cmdline").read_bytes() and (folder / "comm").read_text() == "postgres\n":
                return int(folder.name)
    sys.exit("bench: the PostgreSQL server is not on this machine; run scripts/bench/run")


def backends(server):
    """The processes that answer our connections; what PostgreSQL does for itself is not a request's cost."""
    for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split():
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres: backstage backstage"):
                yield int(pid)


class Site:
    """A running server. Its members' cookies and the most answered post are in `members`."""

    def __init__(self, process, port, members, postgres):
        self.process, self.port, self.members, self.postgres = process, port, members, postgres
        self.connections = queue.SimpleQueue()
        for _ in range(CONNECTIONS):
            self.connections.put(http.client.HTTPConnection("127.0.0.1", port, timeout=60))
        self.threads = ThreadPoolExecutor(CONNECTIONS)

    def send(self, ask):
        """Asks once; returns the answer's number of bytes and of queries."""
        headers = {"Cookie": ask.cookie}
        if ask.body is not None:
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = self.connections.get()
        try:
            connection.request("GET" if ask.body is None else "POST", ask.path, ask.body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            self.connections.put(connection)
        if answer.status != ask.status:
            raise RuntimeError(f"{ask.path} answered {answer.status}: {content[:2_000].decode(errors='replace')}")
        return len(content), int(answer.headers["Backstage-Queries"])

    def burst(self, ask, count):
        for _ in self.threads.map(self.send, [ask] * count):
            pass

    def times(self):
        own = processor_seconds(self.process.pid)
        if self.postgres is None:
            return own, 0.0
        return own, sum(processor_seconds(pid) for pid in backends(self.postgres))

    def quiet(self):
        """Waits until work in the background has ended, so that a request pays for what follows from it, and
        for nothing else. Returns the times."""
        end = time.monotonic() + QUIET_SECONDS
        last = self.times()
        while time.monotonic() < end:
            time.sleep(0.1)
            now = self.times()
            if sum(now) - sum(last) < 0.001:
                break
            last = now
        return now

    def cost(self, ask, count):
        before = self.quiet()
        self.burst(ask, count)
        after = self.quiet()
        return Cost(*((end - begin) * 1_000 / count for begin, end in zip(before, after)))

    def memory_megabytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def close(self):
        self.threads.shutdown()
        while not self.connections.empty():
            self.connections.get().close()


def seed(program, environment, is_quick):
    words = [program, "seed"] + (["--quick"] if is_quick else [])
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, timeout=SEED_SECONDS)
    if done.returncode != 0:
        sys.exit("bench: the world was not made (above).")
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)


def wait_for(process, port):
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    sys.exit("bench: the server did not start.")


@contextlib.contextmanager
def site(program, postgres_url, is_quick):
    """A seeded site on SQLite, or on PostgreSQL when it has an address. Ends with the block."""
    folder = tempfile.mkdtemp(prefix="backstage-bench-")
    port = free_port()
    environment = dict(
        os.environ, BACKSTAGE_LISTEN=f"127.0.0.1:{port}", BACKSTAGE_DATA=folder, BACKSTAGE_LOG="warning",
        BACKSTAGE_DATABASE=postgres_url, BACKSTAGE_URL="", BACKSTAGE_SHOW_COSTS="1")
    process = None
    try:
        members = seed(program, environment, is_quick)
        process = subprocess.Popen([program, "serve"], env=environment, stdout=subprocess.DEVNULL)
        wait_for(process, port)
        running = Site(process, port, members, postmaster(postgres_url) if postgres_url else None)
        try:
            yield running
        finally:
            running.close()
    finally:
        if process is not None:
            process.terminate()
            try:
                process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)

"""What other programs cost: processor time, most memory, and nginx to compare with."""
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from site_under_test import free_port, processor_seconds, wait_for


@dataclass(frozen=True)
class Run:
    """One program from start to end; its processor time has that of the children it waited for."""
    wall: float
    processor: float
    output: str


def run(words, **options):
    """Runs a program; ends this one when it fails."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        start = time.monotonic()
        child = subprocess.Popen(
            [str(word) for word in words], stdin=subprocess.DEVNULL, stdout=out, stderr=errors, **options)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if child.returncode != 0:
            said = errors.read()[-1_500:]
            sys.exit(f"bench: {' '.join(map(str, words))[:300]} ended with {child.returncode}: {said}")
        return Run(wall, used.ru_utime + used.ru_stime, out.read())


def children(pid):
    """All processes below this one."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *children(child)]
    return found


def processor_of_all(pid):
    """A process and its workers, as long as they live."""
    total = 0.0
    for one in (pid, *children(pid)):
        with contextlib.suppress(OSError):
            total += processor_seconds(one)
    return total


def memory_megabytes(pid, line):
    return int(Path(f"/proc/{pid}/status").read_text().split(line + ":")[1].split()[0]) / 1024


def forget_peak(pid):
    """The most memory so far (VmHWM) begins anew at what is held now (proc(5), clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


@contextlib.contextmanager
def paused(pid, name):
    """The children of that name stand still meanwhile."""
    chosen = []
    for child in children(pid):
        with contextlib.suppress(OSError):
            if Path(f"/proc/{child}/comm").read_text().strip() == name:
                os.kill(child, signal.SIGSTOP)
                chosen.append(child)
    try:
        yield len(chosen)
    finally:
        for child in chosen:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGCONT)


NGINX = """daemon off; pid {folder}/pid; worker_processes auto; error_log stderr; {user}
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; types {{ video/mp4 mp4; }}
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


@contextlib.contextmanager
def nginx(root):
    """Debian's nginx over a folder, with sendfile and without an access log: its process and port."""
    with tempfile.TemporaryDirectory(prefix="backstage-nginx-") as folder:
        port = free_port()
        # Workers of another user could not read a folder of ours.
        user = "user root;" if os.geteuid() == 0 else ""
        Path(folder, "conf").write_text(NGINX.format(folder=folder, port=port, root=root, user=user))
        words = ["/usr/sbin/nginx", "-p", folder, "-e", "stderr", "-c", f"{folder}/conf"]
        with ended(subprocess.Popen(words, stderr=subprocess.DEVNULL)) as process:
            wait_for(process, port)
            yield process, port


@contextlib.contextmanager
def ended(process):
    """Ends it with the block, and waits until it has."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

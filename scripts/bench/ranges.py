"""Asks for random ranges of one file over many connections, and throws them away as cheaply as the kernel can.

    python3 ranges.py PORT PATH FILE_BYTES RANGE_BYTES CONNECTIONS SECONDS

Prints JSON: bytes, seconds, requests, and `load`, the processor seconds this program took a second. Received bytes are
dropped inside the kernel (MSG_TRUNC, see tcp(7)), so one process takes several gigabytes a second with part of a core:
it is the server that is measured. A generator that copies each body into its memory needs more than the server does.
"""
import json
import random
import re
import resource
import select
import socket
import sys
import time

HEAD_BYTES_MAX = 4_096
# No more than this is asked of one call: a range in a few of them, and no connection kept waiting for long.
PIECE = bytearray(1 << 20)
STATUS = re.compile(rb"HTTP/1\.1 206 ")


class Connection:
    """One reader: asks for a range, takes its bytes, asks for the next."""

    def __init__(self, port, path, file_bytes, range_bytes):
        self.path, self.file_bytes, self.range_bytes = path, file_bytes, range_bytes
        self.host = f"127.0.0.1:{port}"
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.requests = 0
        self.ask()

    def ask(self):
        first = random.randrange(self.file_bytes - self.range_bytes)
        self.left = None  # until the head was read
        self.head = b""
        self.socket.send(
            f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\n"
            f"Range: bytes={first}-{first + self.range_bytes - 1}\r\n\r\n".encode())

    def take(self):
        """What is there now; returns how many bytes of bodies it was."""
        if self.left is None:
            return self.take_head()
        count = self.socket.recv_into(PIECE, min(self.left, len(PIECE)), socket.MSG_TRUNC)
        if count == 0:
            sys.exit("ranges: the server closed a connection")
        return self.took(count)

    def take_head(self):
        self.head += self.socket.recv(HEAD_BYTES_MAX)
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            if len(self.head) >= HEAD_BYTES_MAX:
                sys.exit(f"ranges: a strange answer: {self.head[:200]!r}")
            return 0
        if not STATUS.match(self.head):
            sys.exit(f"ranges: answered {self.head[:200]!r}")
        announced = re.search(rb"(?im)^content-length: *(\d+)", self.head)
        if announced is None or int(announced[1]) != self.range_bytes:
            sys.exit(f"ranges: not the range that was asked for: {self.head!r}")
        self.left = self.range_bytes
        return self.took(len(self.head) - end - 4)

    def took(self, count):
        self.left -= count
        if self.left == 0:
            self.requests += 1
            self.ask()
        return count


def load(port, path, file_bytes, range_bytes, connections, seconds):
    readers = {}
    poll = select.epoll()
    for _ in range(connections):
        one = Connection(port, path, file_bytes, range_bytes)
        readers[one.socket.fileno()] = one
        poll.register(one.socket.fileno(), select.EPOLLIN)
    start, taken = time.monotonic(), 0
    while (now := time.monotonic()) - start < seconds:
        for descriptor, _ in poll.poll(1):
            taken += readers[descriptor].take()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"bytes": taken, "seconds": now - start, "requests": sum(one.requests for one in readers.values()),
            "load": (used.ru_utime + used.ru_stime) / (now - start)}


if __name__ == "__main__":
    port, path, *numbers = sys.argv[1:]
    print(json.dumps(load(int(port), path, *map(int, numbers))))

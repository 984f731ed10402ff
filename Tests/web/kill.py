"""Pulls the plug: the server is killed with SIGKILL in the middle of a run of posts, and started again.

Every post that was answered with success is there afterwards, and none is there twice.
"""

import http.client
import os
import re
import signal
import threading
import time
import urllib.parse

from server import start

ROUNDS = 3
WRITERS = 4


def request(site, method, path, cookie, fields=None):
    """One request on a connection of its own; None when the server went away meanwhile."""
    host = site.url.removeprefix("http://")
    headers = {"Cookie": cookie, "Origin": site.url, "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection(host, timeout=20)
    try:
        connection.request(method, path, urllib.parse.urlencode(fields or {}), headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def cookie_of(site, handle):
    return re.search(r"backstage=\S+", site.errand("admin", "token", handle) + " ").group(0)


def prepare(site):
    site.errand("admin", "create", "cleo@example.org", "cleo", typed="a long sentence of cleo\n")
    site.errand("admin", "rollout", "everyone")
    cookie = cookie_of(site, "cleo")
    tier = {"tier-name": "Test", "tier-subscribers": 0, "tier-posts": 1000, "tier-polls": 10, "tier-photos": 10,
            "tier-options": 6, "tier-characters": 5000, "tier-clip": 60}
    status, page = request(site, "POST", "/admin/rollout/tier", cookie, tier)
    assert status == 303, f"the tier was not made: {status} {page[:300]}"
    return cookie


def write(site, cookie, round_, writer, acknowledged, stopped):
    number = 0
    while not stopped.is_set():
        words = f"kept-{round_}-{writer}-{number}."
        answer = request(site, "POST", "/studio", cookie, {"kind": "text", "text": words})
        if answer is None:
            return
        assert answer[0] == 303, f"a post was answered {answer[0]}"
        acknowledged.append(words)
        number += 1


def published(site, cookie):
    """All words on the channel's Backstage tab, page after page."""
    found, path = [], "/@cleo/backstage"
    while path:
        _, page = request(site, "GET", path, cookie)
        found += re.findall(r"kept-\d+-\d+-\d+\.", re.sub(r"<title>.*?</title>", "", page))
        older = re.search(r'href="(/@cleo/backstage\?before=\d+)"', page)
        path = older.group(1) if older else None
    return found


def kill_run(postgres=None):
    acknowledged = []
    with start(postgres=postgres) as site:
        cookie = prepare(site)
        for round_ in range(ROUNDS):
            stopped = threading.Event()
            writers = [
                threading.Thread(target=write, args=(site, cookie, round_, writer, acknowledged, stopped))
                for writer in range(WRITERS)]
            for writer in writers:
                writer.start()
            # Long enough that each writer is in mid-run, wherever that is, and short of what a tier lets one channel post.
            time.sleep(0.2)
            os.kill(site.process.pid, signal.SIGKILL)
            site.process.wait()
            stopped.set()
            for writer in writers:
                writer.join()
            site.restart()
            found = published(site, cookie)
            lost = set(acknowledged) - set(found)
            assert not lost, f"{len(lost)} acknowledged posts are gone: {sorted(lost)[:3]}"
            assert len(found) == len(set(found)), "a post is there twice"
    assert len(acknowledged) >= ROUNDS * WRITERS, f"only {len(acknowledged)} posts were made: no run to kill"
    return len(acknowledged)

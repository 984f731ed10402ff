"""Drives Debian's Firefox by WebDriver BiDi, spoken over a WebSocket: Playwright takes only a Firefox of its own.

    with Firefox() as browser:
        browser.open("http://127.0.0.1:8080/watch/1")
        browser.run("document.title")
        browser.shoot("page.png")

No more than a walk needs of https://w3c.github.io/webdriver-bidi/ and RFC 6455: one tab, one question at a time.
"""

import base64
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

FIREFOX = os.environ.get("FIREFOX", "/usr/bin/firefox-esr")
START_SECONDS, ANSWER_SECONDS = 60, 60

# A profile that asks nothing and calls nobody.
PREFERENCES = {
    "browser.shell.checkDefaultBrowser": False, "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False, "app.normandy.enabled": False, "app.update.enabled": False,
    "media.autoplay.default": 0, "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "toolkit.telemetry.reportingpolicy.firstRun": False,
    "remote.active-protocols": 1,
}
# Without Media Source the player has no HLS here, as in a browser without scripts, and the page's MP4 is what plays.
MP4_ALONE = {"media.mediasource.enabled": False}


class WebSocket:
    """A client of RFC 6455: text messages, pings answered, frames joined."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.incoming = self.socket.makefile("rb")
        status = self.incoming.readline()
        while self.incoming.readline() not in (b"\r\n", b""):
            pass
        if b" 101 " not in status:
            raise RuntimeError(f"Firefox refused the WebSocket: {status!r}")

    def say(self, text, opcode=1):
        payload, mask = text if isinstance(text, bytes) else text.encode(), os.urandom(4)
        count = len(payload)
        if count < 126:
            head = bytes([0x80 | opcode, 0x80 | count])
        elif count < 1 << 16:
            head = bytes([0x80 | opcode, 0x80 | 126]) + count.to_bytes(2, "big")
        else:
            head = bytes([0x80 | opcode, 0x80 | 127]) + count.to_bytes(8, "big")
        self.socket.sendall(head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload)))

    def hear(self):
        message = b""
        while True:
            first, second = self._read(2)
            count = second & 0x7F
            if count > 125:
                count = int.from_bytes(self._read(2 if count == 126 else 8), "big")
            payload = self._read(count)
            opcode = first & 0x0F
            if opcode == 8:
                raise RuntimeError("Firefox closed the WebSocket")
            if opcode == 9:
                self.say(payload, opcode=10)
            elif opcode in (0, 1):
                message += payload
                if first & 0x80:
                    return message.decode()

    def _read(self, count):
        found = self.incoming.read(count)
        if len(found) < count:
            raise RuntimeError("Firefox went away")
        return found

    def close(self):
        self.incoming.close()
        self.socket.close()


class Firefox:
    """One headless Firefox with one tab, a profile of its own, ended with the block."""

    def __init__(self, width=1280, height=900, preferences=None):
        self.size = (width, height)
        self.preferences = {**PREFERENCES, **(preferences or {})}
        self.process = self.channel = None
        self.asked = 0

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="backstage-firefox-")
        try:
            lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in self.preferences.items()]
            pathlib.Path(self.profile, "user.js").write_text("\n".join(lines) + "\n")
            self.process = subprocess.Popen(
                [FIREFOX, "--headless", "--no-remote", "--profile", self.profile, "--remote-debugging-port", "0",
                 "about:blank"],
                # Its home is its profile: nobody's settings are read or written.
                env=dict(os.environ, HOME=self.profile), stdout=subprocess.DEVNULL, stderr=self._log.open("wb"))
            self.channel = WebSocket(self._port(), "/session")
            self.ask("session.new", capabilities={})
            self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]
            self.ask("browsingContext.setViewport", context=self.tab,
                     viewport={"width": self.size[0], "height": self.size[1]})
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        if self.channel is not None:
            self.channel.close()
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=15)
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    @property
    def _log(self):
        return pathlib.Path(self.profile, "log")

    def _port(self):
        """Firefox chooses a free one and says so."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := re.search(rb"WebDriver BiDi listening on ws://127\.0\.0\.1:(\d+)", self._log.read_bytes()):
                return int(found.group(1))
            time.sleep(0.1)
        raise RuntimeError(f"Firefox did not start: {self._log.read_text(errors='replace')[-500:]}")

    def ask(self, method, **parameters):
        """One command and its result; what happens meanwhile is not listened to."""
        self.asked += 1
        self.channel.say(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.channel.hear())
            if answer.get("id") == self.asked:
                break
        if answer["type"] != "success":
            raise RuntimeError(f"{method}: {answer.get('message')}")
        return answer["result"]

    # What a person does

    def open(self, address):
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def sign_in(self, url, cookie):
        """Takes a session as `backstage admin token` prints it."""
        name, value = cookie.split("=", 1)
        host = re.match(r"https?://([^:/]+)", url).group(1)
        self.ask("storage.setCookie", cookie={
            "name": name, "value": {"type": "string", "value": value}, "domain": host, "path": "/", "httpOnly": True})

    def run(self, expression):
        """What an expression is worth, after its promise; numbers, strings, booleans, null."""
        found = self.ask("script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True,
                         userActivation=True)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return found["result"].get("value")

    def wait_until(self, expression, seconds=20):
        deadline = time.monotonic() + seconds
        while not (found := self.run(expression)):
            if time.monotonic() > deadline:
                raise RuntimeError(f"not within {seconds} s: {expression}")
            time.sleep(0.2)
        return found

    def shoot(self, file):
        picture = self.ask("browsingContext.captureScreenshot", context=self.tab)["data"]
        pathlib.Path(file).write_bytes(base64.b64decode(picture))


PLAY = "(() => { const v = document.querySelector('video'); v.muted = true; return v.play().then(() => true) })()"
STATE = """JSON.stringify((() => { const v = document.querySelector('video'); return {
  source: v.currentSrc, seconds: v.currentTime, width: v.videoWidth, problem: v.error && v.error.message } })())"""

# How many colours the picture that plays has: black or one colour has one, a film many. The media are of the page's
# own site, so the canvas may be read.
COLOURS = """(() => { const v = document.querySelector('video'), c = document.createElement('canvas');
  c.width = 64; c.height = 36; const p = c.getContext('2d'); p.drawImage(v, 0, 0, 64, 36);
  const bytes = p.getImageData(0, 0, 64, 36).data, seen = new Set();
  for (let i = 0; i < bytes.length; i += 4) seen.add((bytes[i] >> 4) * 256 + (bytes[i + 1] >> 4) * 16 + (bytes[i + 2] >> 4));
  return seen.size })()"""


def firefox_plays(address, picture=None, cookie=None, mp4_alone=False):
    """Opens a page with a video and proves that it plays: time goes on and the frame on show has colours.

    Returns what the video says of itself; with `picture`, a screenshot of that moment is left there.
    """
    with Firefox(preferences=MP4_ALONE if mp4_alone else None) as browser:
        if cookie:
            browser.sign_in(address, cookie)
        browser.open(address)
        browser.wait_until("!!document.querySelector('video')")
        browser.run(PLAY)
        browser.wait_until("document.querySelector('video').currentTime > 0.4")
        # Stopped before the screenshot, so that it shows the frame whose colours were counted.
        browser.run("document.querySelector('video').pause()")
        state = json.loads(browser.run(STATE))
        colours = browser.run(COLOURS)
        if picture:
            browser.shoot(picture)
    assert state["seconds"] > 0 and state["width"] > 0, f"Firefox shows no film: {state}"
    assert colours > 8, f"Firefox shows a frame of {colours} colours: {state}"
    assert not mp4_alone or ".mp4" in state["source"], f"Firefox plays something else than the MP4: {state}"
    return state

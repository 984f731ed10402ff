"""What a program says to a running Backstage about media. Addresses, form fields and what pages look like stand here
and nowhere else; the walks, the kill runs and the benchmarks ask through it.

    cleo = Member(site.url, cookie)
    key = cleo.upload("film.mp4")
    watch = cleo.publish_video(key, "A title")
    cleo.wait_until_ready(watch)
    for address in cleo.media_of(watch): ...

Standard library alone. A request that gets no answer raises `Gone`.
"""

import base64
import contextlib
import html
import http.client
import os
import pathlib
import re
import secrets
import time
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin, urlsplit

UPLOADS = "/uploads"
STUDIO_VIDEO, STUDIO, TIER = "/studio/video", "/studio", "/admin/rollout/tier"
TUS = {"Tus-Resumable": "1.0.0"}
# As large as the page's script sends them.
PIECE_BYTES = 16 << 20
ANSWER_SECONDS = 60

# What a page says in its markup, the same in every language.
WORKING = re.compile(r"<video-progress\b")
PLAYABLE = re.compile(r"<video-player\b|<video\b[^>]*(?:\bsrc=|>\s*<source)|data-(?:hls|mp4)=\"")
FAILED = re.compile(r"role=\"alert\"")
MEDIA = re.compile(r"/media/[\w.%~/-]+(?:\?[^\s\"'<>,#]*)?")
PLAYLIST_LINK = re.compile(r"^(?!#)(\S+)$|URI=\"([^\"]+)\"", re.MULTILINE)
ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
POST = re.compile(r"/(?:post|watch)/\d+")

# Where the upload page has what a walk presses and reads (names in English).
CHOOSE, CHOOSE_PHOTOS = "#file", "#photos"
BAR = "upload-field progress"
PAUSE, RESUME = r"^Pause the upload", r"^Go on with the upload"
# The sentence beside the field where a file is chosen.
REFUSED = "upload-field .field__error:visible, .field:has(#photos) .field__error:visible"
PUBLISH = "form button.btn--primary"


class Gone(Exception):
    """The server went away in the middle of a request."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def sentence(self):
        """What a person reads of a refusal: the page's or the plain answer's words, without its markup."""
        page = re.sub(r"<(script|style|template|head)\b.*?</\1>", " ", self.text, flags=re.DOTALL)
        said = re.search(r"<p class=\"field__error\".*?</p>|<\w+[^>]*role=\"alert\".*?</(?:div|p)>", page, re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", said[0] if said else page)).split())


class Unexpected(AssertionError):
    """An answer that is not the one asked for."""

    def __init__(self, what, answer):
        self.answer = answer
        super().__init__(f"{what} was answered {answer.status}: {answer.sentence[:300]}")


class Member:
    """One person's program: a session cookie (none for a stranger) and what can be done with it."""

    def __init__(self, url, cookie=None):
        self.url, self.cookie = url.rstrip("/"), cookie
        self.host = urlsplit(self.url).netloc

    # Asking

    def request(self, method, path, body=None, headers=None, send=None):
        """One request on a connection of its own. `send(socket)` writes a body that is not held in memory."""
        connection = http.client.HTTPConnection(self.host, timeout=ANSWER_SECONDS)
        own = {"Origin": self.url, **({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        try:
            # A refusal may come while the body still goes out; if there is none, reading it says so.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                if send is None:
                    connection.request(method, path, body, own)
                else:
                    connection.putrequest(method, path)
                    for name, value in own.items():
                        connection.putheader(name, value)
                    connection.endheaders()
                    send(connection.sock)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise Gone(f"{method} {path}: {error!r}") from error
        finally:
            connection.close()

    def get(self, path, headers=None):
        """Follows redirects, as a browser does."""
        for _ in range(5):
            answer = self.request("GET", path, headers=headers)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            path = self._path(answer.headers["Location"])
        raise Unexpected(f"GET {path}", answer)

    def post(self, path, fields, files=()):
        """A form: multipart as soon as it has files, each (field, path)."""
        if files:
            body, kind = multipart(fields, files)
        else:
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        return self.request("POST", path, body, {"Content-Type": kind})

    def _path(self, address):
        parts = urlsplit(urljoin(self.url + "/", address))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    # Uploads by tus 1.0

    def begin_upload(self, count, filename="film.mp4"):
        """Returns the upload's address on this server."""
        name = base64.b64encode(filename.encode()).decode()
        answer = self.request("POST", UPLOADS, headers={
            **TUS, "Upload-Length": str(count), "Upload-Metadata": f"filename {name}", "Content-Length": "0"})
        if answer.status != 201:
            raise Unexpected("an upload's beginning", answer)
        return self._path(answer.headers["Location"])

    def offset(self, address):
        """How much has arrived; None once the upload is gone."""
        answer = self.request("HEAD", address, headers=TUS)
        if answer.status in (404, 410):
            return None
        if answer.status not in (200, 204):
            raise Unexpected(f"HEAD {address}", answer)
        return int(answer.headers["Upload-Offset"])

    def send(self, address, offset, piece):
        """One PATCH; returns the new offset that the server acknowledged."""
        return self._acknowledged(self.request("PATCH", address, piece, self._patch(offset, len(piece))))

    def send_file(self, address, offset, file, count):
        """One PATCH out of an open file, by sendfile: the sender costs next to nothing."""
        def body(socket):
            socket.sendfile(file, offset, count)
        return self._acknowledged(self.request("PATCH", address, headers=self._patch(offset, count), send=body))

    def _patch(self, offset, count):
        return {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream",
                "Content-Length": str(count)}

    def _acknowledged(self, answer):
        if answer.status != 204:
            raise Unexpected("a piece", answer)
        return int(answer.headers["Upload-Offset"])

    def stop_upload(self, address):
        return self.request("DELETE", address, headers=TUS).status

    def upload(self, path, piece_bytes=PIECE_BYTES):
        """A whole file; returns the key under which a form takes it."""
        count = os.path.getsize(path)
        address, offset = self.begin_upload(count, os.path.basename(path)), 0
        with open(path, "rb") as file:
            while offset < count:
                offset = self.send_file(address, offset, file, min(piece_bytes, count - offset))
        return key_of(address)

    # Publishing

    def publish_video(self, key, title, text="", audience="everyone", **more):
        """Returns the watch page's path."""
        return self._published(self.post(STUDIO_VIDEO, video_fields(key, title, text, audience) | more), title)

    def publish_clip(self, key, text, audience="everyone"):
        """Returns the path it leads to, where `find` finds the post."""
        fields = {"kind": "clip", "upload": key, "text": text, "clip-alt": "A test picture", "audience": audience,
                  "publish": "1"}
        return self._published(self.post(STUDIO, fields), text)

    def publish_photos(self, text, photos, audience="everyone"):
        fields = {"kind": "photos", "text": text, "audience": audience, "publish": "1"}
        return self._published(self.post(STUDIO, fields, [("photos", photo) for photo in photos]), text)

    def _published(self, answer, words):
        """A success leads somewhere: to the post, or to a list that shows it."""
        if answer.status != 303:
            raise Unexpected(f"publishing {words!r}", answer)
        place = answer.headers["Location"]
        found = POST.search(place)
        return found[0] if found else self._path(place)

    def find(self, place, words):
        """The path of the post with these words, on the page that publishing led to; None when it is not there."""
        if POST.fullmatch(place):
            return place
        for article in ARTICLE.findall(self.get(place).text):
            if words in html.unescape(article) and (found := POST.search(article)):
                return found[0]
        return None

    # What became of it

    def state(self, path):
        """`missing`, `working`, `playable` (and more steps to come), `ready` or `failed`."""
        answer = self.get(path)
        if answer.status == 404:
            return "missing"
        if answer.status != 200:
            raise Unexpected(path, answer)
        is_working, is_playable = bool(WORKING.search(answer.text)), bool(PLAYABLE.search(answer.text))
        if is_playable:
            return "playable" if is_working else "ready"
        return "working" if is_working else "failed" if FAILED.search(answer.text) else "working"

    def wait_until_ready(self, path, seconds=180, enough=("ready",)):
        deadline = time.monotonic() + seconds
        while (state := self.state(path)) not in enough:
            if state in ("failed", "missing"):
                raise AssertionError(f"{path} is {state}: {self.get(path).sentence[:300]}")
            if time.monotonic() > deadline:
                raise AssertionError(f"{path} is still {state} after {seconds} s")
            time.sleep(0.2)
        return state

    def media_of(self, path):
        """The media addresses of a post or video on its own page, and those in its playlists, in order and once."""
        found = media_addresses(post_part(self.get(path).text))
        for address in found:
            if ".m3u8" in address:
                found += [link for link in self.playlist(address) if link not in found]
        return found

    def playlist(self, address):
        """What a playlist leads to."""
        answer = self.get(address)
        if answer.status != 200:
            raise Unexpected(address, answer)
        links = [one or other for one, other in PLAYLIST_LINK.findall(answer.text)]
        return list(dict.fromkeys(self._path(urljoin(self.url + address, link)) for link in links))


def key_of(address):
    return address.rstrip("/").rsplit("/", 1)[1]


def video_fields(key, title, text="", audience="everyone"):
    return {"upload": key, "title": title, "text": text, "audience": audience, "publish": "1"}


def media_addresses(page):
    return list(dict.fromkeys(MEDIA.findall(html.unescape(page))))


def post_part(page):
    """The post or the player alone, without faces, other videos and the page's frame."""
    found = re.search(r"<video-player\b.*?</video-player>", page, re.DOTALL) or ARTICLE.search(page)
    return found[0] if found else ""


def multipart(fields, files):
    edge = f"edge{secrets.token_hex(12)}"
    parts = []
    for name, value in fields.items():
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, path in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{quote(pathlib.Path(path).name)}"'
        parts += [head.encode(), b"\r\nContent-Type: application/octet-stream\r\n\r\n", pathlib.Path(path).read_bytes(),
                  b"\r\n"]
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


# Errands on a new site

# As much of everything as a test may want; a limit of a tier that is not named here stays as its form shows it.
TIER_FIELDS = {
    "tier-name": "Test", "tier-subscribers": 0, "tier-posts": 1000, "tier-polls": 10, "tier-photos": 10,
    "tier-options": 6, "tier-characters": 5000, "tier-clip": 60,
}


def cookie_of(site, handle):
    """The session that `backstage admin token` prints."""
    return re.search(r"backstage=[^\s;]+", site.errand("admin", "token", handle) + " ").group(0)


def open_site(site, handle="cleo", tier=TIER_FIELDS):
    """Makes an administrator, lets everybody post, and gives them a generous tier. Returns the administrator."""
    site.errand("admin", "create", f"{handle}@example.org", handle, typed=f"a long sentence of {handle}\n")
    site.errand("admin", "rollout", "everyone")
    admin = Member(site.url, cookie_of(site, handle))
    page = admin.get("/admin/rollout").text
    inputs = re.findall(r"<input\b[^>]*\bname=\"(tier-[\w-]+)\"[^>]*>", page)
    values = {name: found[1] for name in inputs
              if (found := re.search(rf"name=\"{name}\"[^>]*\bvalue=\"([^\"]+)\"", page))}
    answer = admin.post(TIER, values | tier)
    if answer.status != 303:
        raise Unexpected("a tier", answer)
    return admin


def sign_up(site, handle):
    """A new member with a channel of that handle."""
    answer = Member(site.url).post("/sign-up", {
        "name": handle.capitalize(), "handle": handle, "email": f"{handle}@example.org",
        "password": "a long sentence to sign in with"})
    if answer.status != 303:
        raise Unexpected(f"signing up {handle}", answer)
    return Member(site.url, cookie_of(site, handle))

"""Walks with films: uploaded through the page, watched while they are made, played, refused, kept from strangers.

`media_walks(folder)` yields each with its name and what it does on a site opened by `media_client.open_site`; the films
they send are made in the folder. In real Chromium, at a desk and on a phone, with scripts and without; the last in
Debian's Firefox.
"""

import os
import pathlib
import re
import subprocess
import time

import films
from firefox import firefox_plays
from media_client import BAR, CHOOSE, CHOOSE_PHOTOS, PAUSE, PUBLISH, REFUSED, RESUME, Member, sign_up
from pages import SHOTS, Walk

READY_MILLISECONDS = 120_000
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:06.000\nBars, and a tone.\n"


def enter(walk, member):
    """Signs in without the page for it, which has walks of its own."""
    name, value = member.cookie.split("=", 1)
    walk.page.context.add_cookies([{"name": name, "value": value, "url": member.url}])


def until(what, is_true, seconds=20, page=None):
    """Looks again and again; with a page, its events go on meanwhile."""
    deadline = time.monotonic() + seconds
    while not (found := is_true()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        if page:
            page.wait_for_timeout(100)
        else:
            time.sleep(0.1)
    return found


class Line:
    """The network between this page and the site, as slow as a walk wants it (bytes a second; None is free)."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")

    def set(self, down=None, up=None):
        self.session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 0,
            "downloadThroughput": -1 if down is None else down, "uploadThroughput": -1 if up is None else up})


# --- Uploading -----------------------------------------------------------------------------------------

def upload_by_page(site, width, film):
    """Progress, pause, a reload in the middle, the same file again, and it goes on where it was."""
    member = sign_up(site, f"una{width}")
    with Walk(site.url, width=width) as walk:
        enter(walk, member)
        page, starts = walk.page, []
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("request", lambda request: request.method == "PATCH" and starts.append(
            int(request.headers.get("upload-offset", -1))))
        line = Line(page)
        walk.open("/studio/video")
        walk.check("upload")
        line.set(up=film.stat().st_size // 10)
        page.set_input_files(CHOOSE, film)
        pause_and_go_on(walk)
        page.reload()
        seen = len(starts)
        page.set_input_files(CHOOSE, film)
        until("a piece after the reload", lambda: len(starts) > seen, page=page)
        if starts[seen] <= 0:
            walk.note("after a reload the upload began anew")
        line.set()
        page.fill("#title", f"Bars and a tone {width}")
        page.set_input_files("#captions", {"name": "en.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
        page.select_option("#captions-language", "en")
        # Sent before the file has arrived: the form waits for it and goes by itself.
        page.locator(PUBLISH).last.click()
        page.wait_for_url(re.compile(r"/watch/\d+"), timeout=60_000)
        page.locator("video-progress").first.wait_for()
        walk.check("processing")
        # Nobody reloads: the page hears that the first step is ready.
        page.locator("video").first.wait_for(timeout=READY_MILLISECONDS)
        plays(page)
        if width > 720:
            keys(walk)
        page.locator("video-progress").first.wait_for(state="detached", timeout=READY_MILLISECONDS)
        walk.open(path_of(page))
        walk.check("watch-own")


def pause_and_go_on(walk):
    page = walk.page

    def progress():
        return page.locator(BAR).first.evaluate("(bar) => bar.position")
    page.locator(BAR).first.wait_for()
    until("the bar moves", lambda: progress() > 0.05, page=page)
    walk.check("uploading")
    walk.press(PAUSE)
    page.wait_for_timeout(300)
    paused = progress()
    page.wait_for_timeout(1_200)
    if abs(progress() - paused) > 0.01:
        walk.note(f"paused at {paused:.2f}, and {progress():.2f} a second later")
    walk.press(RESUME)
    until("the bar moves again", lambda: progress() > paused + 0.05, page=page)


def path_of(page):
    return re.search(r"/watch/\d+", page.url)[0]


def upload_without_scripts(site, width, film):
    """The same form by multipart, and the browser's own player."""
    member = sign_up(site, f"nora{width}")
    with Walk(site.url, width=width, scripts=False) as walk:
        enter(walk, member)
        page = walk.page
        walk.open("/studio/video")
        page.set_input_files(CHOOSE, film)
        page.fill("#title", "Without scripts")
        page.locator(PUBLISH).last.click()
        page.wait_for_url(re.compile(r"/watch/\d+"), timeout=60_000)
        path = path_of(page)
        walk.check("processing")
        member.wait_until_ready(path)
        walk.open(path)
        page.locator("video[controls]").first.wait_for()
        walk.check("watch-own")
    mp4 = [address for address in member.media_of(path) if re.search(r"/play-\d+\.mp4", address)]
    assert mp4, "the page has no MP4 for browsers without HLS"
    probe(member, mp4[0])


def probe(member, address):
    """The served MP4 is whole, and its index stands before its pictures."""
    content = member.get(address).body
    boxes = content.find(b"moov"), content.find(b"mdat")
    assert 0 < boxes[0] < boxes[1], f"{address} is not made for a fast start: moov, mdat at {boxes}"
    done = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-i", "pipe:0", "-f", "null", "-"], input=content, capture_output=True)
    assert done.returncode == 0 and not done.stderr, f"{address}: {done.stderr[:300]}"


# --- Playing -------------------------------------------------------------------------------------------

def plays(page, seconds=0.5):
    # The page's own player may still be putting itself in the place of the browser's: asked until it plays.
    page.wait_for_function("""() => { const video = document.querySelector("video"); video.muted = true;
      if (video.paused) video.play().catch(() => {}); return video.currentTime > 0 && !video.paused; }""", timeout=30_000)
    page.wait_for_function(f"() => document.querySelector('video').currentTime > {seconds}", timeout=30_000)


def keys(walk):
    """What each key is for, on a film of six seconds."""
    page = walk.page
    page.locator("video-player[data-ours]").wait_for()
    wanted = [
        ("k", "video.paused"), ("Space", "!video.paused"), ("k", "video.paused"),
        ("0", "video.currentTime < 0.1"), ("ArrowRight", "Math.abs(video.currentTime - 5) < 0.1"),
        ("ArrowLeft", "video.currentTime < 0.1"), ("5", "video.currentTime > 2"),
        ("m", "!video.muted"), ("m", "video.muted"),
        ("c", "!!document.querySelector('.player__captions p')"), ("c", "!document.querySelector('.player__captions p')"),
        ("Shift+>", "video.playbackRate > 1"), ("Shift+<", "video.playbackRate === 1"),
        ("t", "!!document.querySelector('[data-theatre]')"), ("t", "!document.querySelector('[data-theatre]')"),
        ("f", "!!document.fullscreenElement"), ("f", "!document.fullscreenElement"),
        ("Shift+?", "document.querySelector('.player__keys').open"),
        ("Escape", "!document.querySelector('.player__keys').open"),
    ]
    for key, outcome in wanted:
        page.keyboard.press(key)
        try:
            found = f"() => {{ const video = document.querySelector('video'); return {outcome}; }}"
            page.wait_for_function(found, timeout=3_000)
        except Exception as error:
            walk.note(f"the key {key} did not lead to {outcome}: {str(error)[:80]}")


def quality(site, folder):
    """On a slow line the lowest step plays; once the line is quick a sharper one; slow again, a lower one."""
    member = sign_up(site, "quin")
    # No noise: quick to encode, and long enough that not all of it is loaded at once.
    film = films.film(folder / "long.mp4", seconds=100, width=1280, height=720, noise=0)
    path = member.publish_video(member.upload(film), "Slow and quick")
    member.wait_until_ready(path, seconds=400)
    steps = steps_of(member, path)
    assert len(steps) >= 3, f"a film of 720 lines has the steps {steps}"
    bits, lowest = steps[0]
    with Walk(site.url, width=1440) as walk:
        page = walk.page
        line = Line(page)
        line.set(down=int(bits * 1.4 / 8))
        walk.open(path)
        plays(page, seconds=6)
        height = "document.querySelector('video').videoHeight"
        page.wait_for_function(f"() => {height} === {lowest}", timeout=40_000)
        line.set()
        page.wait_for_function(f"() => {height} > {lowest}", timeout=60_000)
        sharp = page.evaluate(height)
        line.set(down=int(bits * 1.4 / 8))
        # Past what is loaded: the rest would play as it came.
        page.evaluate("""() => { const video = document.querySelector("video"), { buffered } = video;
          video.currentTime = Math.min(video.duration - 8, buffered.end(buffered.length - 1) + 1); }""")
        page.wait_for_function(f"() => {height} < {sharp}", timeout=60_000)


def steps_of(member, path):
    """(bits a second, lines) of each step, lowest first, as the master playlist says."""
    master = next(address for address in member.media_of(path) if "/master" in address)
    text = member.get(master).text
    found = re.findall(r"[:,]BANDWIDTH=(\d+).*?RESOLUTION=\d+x(\d+)", text)
    assert found, f"{master} names no steps: {text[:200]}"
    return sorted((int(bits), int(lines)) for bits, lines in found)


def clip(site, width, film):
    """A clip in a post: uploaded in the composer, played where it stands."""
    member = sign_up(site, f"cara{width}")
    words = f"Four seconds of bars {width}."
    with Walk(site.url, width=width) as walk:
        enter(walk, member)
        page = walk.page
        walk.open("/studio?kind=clip")
        walk.check("studio-clip")
        page.fill("#text", words)
        page.set_input_files(CHOOSE, film)
        page.locator(PUBLISH).last.click()
        page.wait_for_url(lambda url: "/studio" not in url, timeout=60_000)
        post = until("the clip's post", lambda: member.find(f"/@cara{width}/backstage", words), seconds=60)
        # Its page loads itself again when there is something to play, and once more when all is done.
        page.locator("video").first.wait_for(timeout=READY_MILLISECONDS)
        page.locator("video-progress").first.wait_for(state="detached", timeout=READY_MILLISECONDS)
        member.wait_until_ready(post)
        walk.open(f"/@cara{width}/backstage")
        page.locator("a.clip").first.wait_for()
        walk.check("channel-with-clip")
        page.locator("a.clip").first.click()
        page.wait_for_function("() => document.querySelector('.clip video')?.currentTime > 0.3", timeout=20_000)


# --- Refusals ------------------------------------------------------------------------------------------

def refusals(site, width, scripts, folder):
    """Each bad file gets a sentence beside its field; nothing of it is published or left on the disk."""
    handle = f"rita{width}{'s' if scripts else 'n'}"
    member = sign_up(site, handle)
    before = files_kept(site)
    with Walk(site.url, width=width, scripts=scripts) as walk:
        enter(walk, member)
        for name, file in films.bad_videos(folder):
            refused(walk, "/studio/video", "#title", CHOOSE, name, file)
        walk.check("video-refused")
        for name, file in films.bad_photos(folder):
            refused(walk, "/studio?kind=photos", "#text", CHOOSE_PHOTOS, name, file)
        walk.check("photo-refused")
    left = until_same(site, before)
    assert not left, f"left on the disk: {left[:3]}"
    for tab in ("videos", "backstage"):
        found = member.find(f"/@{handle}/{tab}", "To be refused")
        assert found is None, f"{found} was published"


def refused(walk, place, field, choose, name, file):
    page = walk.page
    walk.open(place)
    page.fill(field, "To be refused")
    page.set_input_files(choose, file)
    beside = page.locator(REFUSED).first
    if walk.scripts:
        # A script may see it at once.
        page.wait_for_timeout(700)
    if not beside.is_visible():
        page.locator(PUBLISH).last.click()
    try:
        beside.wait_for(timeout=60_000)
    except Exception:
        return walk.note(f"{name}: no sentence beside the field, at {page.url}")
    said = " ".join(beside.inner_text().split())
    if len(said) < 15 or not said.endswith((".", "!")):
        walk.note(f"{name}: “{said}” is no sentence")


def files_kept(site):
    data = pathlib.Path(site.environment["BACKSTAGE_DATA"])
    return {path for part in ("media", "unfinished") for path in (data / part).rglob("*") if path.is_file()}


def until_same(site, before, seconds=10):
    """What is there and was not; what is on its way out has some seconds to go."""
    deadline = time.monotonic() + seconds
    while (left := sorted(files_kept(site) - before)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


# --- Who may read --------------------------------------------------------------------------------------

def audiences(site, film):
    """The bytes of a video for subscribers: for its author and a subscriber, and for nobody else."""
    author, subscriber, other = (sign_up(site, handle) for handle in ("aida", "sven", "otto"))
    nobody = Member(site.url)
    status = subscriber.post("/@aida/subscribe", {}).status
    assert status == 303, f"subscribing was answered {status}"
    path = author.publish_video(author.upload(film), "For subscribers", audience="subscribers")
    for person in (other, nobody):
        assert person.get(path).status == 404, "a stranger learns of a video that is being made"
    author.wait_until_ready(path)
    addresses = author.media_of(path)
    assert any(".m3u8" in one for one in addresses) and any(".mp4" in one for one in addresses), addresses
    for address in addresses:
        for person, wanted in ((author, 200), (subscriber, 200), (other, 404), (nobody, 404)):
            who = person.cookie and "a member" or "a stranger"
            # Whoever may not read it has the bare address; readers have theirs, signed or not.
            asked = address if wanted == 200 else address.split("?")[0]
            for method, headers in (("GET", {}), ("HEAD", {}), ("GET", {"Range": "bytes=0-9"})):
                status = person.request(method, asked, headers=headers).status
                is_fine = status in ((200, 206) if wanted == 200 else (404,))
                assert is_fine, f"{method} {asked} {headers} as {who}: {status}, not {wanted}"
    kept = author.get(addresses[0]).headers["Cache-Control"] or ""
    assert "public" not in kept, f"a shared cache may keep what is for subscribers: {kept}"


def firefox(site, film, folder):
    """Debian's Firefox plays the page, and without Media Source the page's MP4."""
    member = sign_up(site, "fenn")
    path = member.publish_video(member.upload(film), "In another browser")
    member.wait_until_ready(path)
    shots = pathlib.Path(SHOTS or folder)
    shots.mkdir(parents=True, exist_ok=True)
    for name, mp4_alone in (("firefox-watch", False), ("firefox-mp4", True)):
        state = firefox_plays(site.url + path, shots / f"{name}.png", mp4_alone=mp4_alone)
        source = os.path.basename(state["source"])
        print(f"     {name}: {state['seconds']:.1f} s into {source}, {state['width']} px", flush=True)


def media_walks(folder):
    """Each with its name and what it does on a site where everybody may post."""
    folder = pathlib.Path(folder)
    six = films.film(folder / "six.mp4", seconds=6, noise=30)
    two = films.film(folder / "two.mp4", seconds=2, width=426, height=240)
    for width in (1440, 390):
        yield f"a film through the page, {width} px", lambda site, w=width: upload_by_page(site, w, six)
        yield f"a film without scripts, {width} px", lambda site, w=width: upload_without_scripts(site, w, two)
        yield f"a clip in a post, {width} px", lambda site, w=width: clip(site, w, two)
        for scripts in (True, False):
            name = f"files refused, {width} px, {'with' if scripts else 'without'} scripts"
            yield name, lambda site, w=width, s=scripts: refusals(site, w, s, folder)
    yield "a film for subscribers", lambda site: audiences(site, two)
    yield "a film in Firefox", lambda site: firefox(site, two, folder)
    yield "quality follows the line", lambda site: quality(site, folder)

"""Comments that name a second of their video: written at the player's time, listed, marked, jumped to.

`moment_walks(folder)` yields each with its name and what it does on a site opened by `media_client.open_site`; the film
they send is made in the folder. With a mouse, with keys alone, and without scripts.
"""

import pathlib
import re

import films
from media_client import sign_up
from pages import Walk
from walk_media import enter

LISTED = "#moments li > a:first-child"


def published(site, handle, film):
    """A member with a video that plays, and its path."""
    member = sign_up(site, handle)
    path = member.publish_video(member.upload(film), "Seconds")
    member.wait_until_ready(path)
    return member, path


def comment(member, path, text, at):
    post = path.rsplit("/", 1)[1]
    status = member.post(f"/post/{post}/comments", {"text": text, "moment": at}).status
    assert status == 303, f"a comment at {at} was answered {status}"


def with_scripts(site, width, film):
    """The button takes the player's time; the list and the comment lead back to it on the same page."""
    member, path = published(site, f"mona{width}", film)
    comment(member, path, "Early", "0:01")
    comment(member, path, "Late", "0:05")
    with Walk(site.url, width=width) as walk:
        enter(walk, member)
        page = walk.open(path)
        page.locator("video-player[data-ours]").wait_for()
        page.wait_for_function("() => document.querySelector('.seek__moments:not([hidden])')")
        assert page.locator(".seek__moments i").count() == 2, "each moment has its mark"
        page.evaluate("document.querySelector('video').currentTime = 3.4")
        page.fill("#text", "Here it is")
        walk.press("At this moment")
        assert page.input_value("#moment") == "0:03", page.input_value("#moment")
        page.locator("#reply .btn--primary").click()
        page.wait_for_url(re.compile("sent="))
        page.locator("video-player[data-ours]").wait_for()
        address = page.url
        # By keys alone: the list opens, and its second link is three seconds in.
        page.locator("#moments > summary").focus()
        page.keyboard.press("Enter")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelector('video').currentTime >= 3")
        page.evaluate("document.querySelector('video').pause()")
        assert page.url == address, "a moment is a jump, not another page"
        walk.check("watch-moments")
        page.locator("a.momentlink", has_text="0:01").first.click()
        page.wait_for_function("() => document.querySelector('video').currentTime < 3")


def without_scripts(site, film):
    """The field is typed, a wrong time stays with its words, and each moment is a page that begins there."""
    member, path = published(site, "moritz", film)
    with Walk(site.url, width=390, scripts=False) as walk:
        enter(walk, member)
        page = walk.open(path)
        assert not page.get_by_text("At this moment").is_visible(), "the button needs scripts"
        page.fill("#text", "Here it is")
        page.fill("#moment", "1:00")
        page.locator("#reply .btn--primary").click()
        page.locator("#moment-error").wait_for()
        assert (page.input_value("#moment"), page.input_value("#text")) == ("1:00", "Here it is")
        walk.check("moment-refused")
        page.fill("#moment", "0:04")
        page.locator("#reply .btn--primary").click()
        page.wait_for_url(re.compile("sent="))
        page.locator("#moments > summary").click()
        page.locator(LISTED).first.click()
        page.wait_for_url(re.compile(r"\?t=4$"))
        source = page.locator("video source").first.get_attribute("src")
        assert source.endswith("#t=4"), f"the film begins where the moment is: {source}"


def moment_walks(folder):
    """Each with its name and what it does on a site where everybody may post."""
    film = films.film(pathlib.Path(folder) / "moments.mp4", seconds=6, width=426, height=240)
    for width in (1440, 390):
        yield f"moments of a video, {width} px", lambda site, w=width: with_scripts(site, w, film)
    yield "moments without scripts", lambda site: without_scripts(site, film)

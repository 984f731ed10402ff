"""What a channel holds: a comment with a photo and one with a clip wait, are published, hearted, pinned, and told.

`moderation_walks(folder)` yields each with its name and what it does on a site opened by `media_client.open_site`. With
scripts and without, at a desk and on a phone.
"""

import pathlib

import films
from media_client import sign_up
from pages import Walk
from walk_media import enter, until
from walk_posts import PICTURES, publish_note


def hold_everything(walk):
    """The strictest of the channel's rules."""
    page = walk.open("/studio/comments/rules")
    page.locator("input[name=hold][value=everything], input[name=comments_hold][value='3']").first.check()
    page.locator("main form .btn--primary").first.click()
    page.wait_for_load_state()


def comment(walk, path, words, file, field):
    page = walk.open(path)
    page.fill("#text", words)
    for closed in page.locator("#reply details:not([open]) > summary").all():
        closed.click()
    page.locator(f"#reply input[type=file][name={field}]").set_input_files(file)
    page.locator("#reply .btn--primary").click()
    page.wait_for_url(lambda url: "sent=" in url)


def row(walk, words):
    return walk.page.locator(".entry--comment", has_text=words)


def publish(walk, words, is_by_key):
    walk.open("/studio/comments")
    row(walk, words).wait_for()
    veil = row(walk, words).locator(".veil")
    veil.locator("summary").click()
    veil.locator(":scope > img, :scope > video").first.wait_for()
    walk.check("queue")
    if is_by_key:
        row(walk, words).focus()
        walk.page.keyboard.press("a")
    else:
        row(walk, words).locator("[data-deed=approve]").click()
    walk.see("1 comment published.")


def held_to_told(site, width, scripts, film):
    names = f"{width}{'s' if scripts else 'n'}"
    host, guest = (sign_up(site, f"{name}{names}") for name in ("mod", "gus"))
    path = publish_note(host, f"mod{names}", "Say something.")
    def someone():
        return Walk(site.url, width=width, scripts=scripts)
    with someone() as walk, someone() as other:
        enter(walk, host)
        enter(other, guest)
        hold_everything(walk)
        for words, file, field in (("A photo of it", PICTURES[0], "photos"), ("A clip of it", film, "file")):
            comment(other, path, words, file, field)
            def is_held(words=words):
                walk.open("/studio/comments")
                return row(walk, words).locator(".veil").count() == 1
            until(f"“{words}” is in the queue", is_held, seconds=60)
            publish(walk, words, scripts)
            page = walk.open(path)
            said = page.locator("article.comment", has_text=words)
            said.get_by_role("button", name="Heart", exact=False).last.click()
            page = walk.open(path)
            page.locator("article.comment", has_text=words).get_by_role("button", name="Pin").click()
            page.locator(".comment--pinned", has_text=words).wait_for()
            other.open("/notifications")
            other.page.get_by_text("published your comment").first.wait_for()
        walk.open("/studio/comments?tab=log")
        walk.check("moderation-log")


def moderation_walks(folder):
    """Each with its name and what it does on a site where everybody may post."""
    film = films.film(pathlib.Path(folder) / "held.mp4", seconds=3, width=426, height=240)
    for width in (1440, 390):
        for scripts in (True, False):
            name = f"held, published and told, {width} px, {'with' if scripts else 'without'} scripts"
            yield name, lambda site, w=width, s=scripts: held_to_told(site, w, s, film)

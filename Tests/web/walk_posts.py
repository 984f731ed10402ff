"""Every kind of post: one person makes them all in the studio, another meets them; then they are changed and go.

`posts_walks(folder)` yields each with its name and what it does on a site opened by `media_client.open_site`. With
scripts and without, at a desk and on a phone; the words are those of the pages.
"""

import contextlib
import datetime
import pathlib
import re
from dataclasses import dataclass

import films
from media_client import Member, sign_up
from pages import Walk
from walk_media import enter, until

SAMPLES = pathlib.Path("/usr/share/forensics-samples/original-files")
PICTURES = [SAMPLES / "pic2/d-debian.jpg", SAMPLES / "pic1/IMG-20191006-WA0002.jpg"]
OFFERED = ".mentions [role=option]:visible"


@dataclass
class People:
    """Who takes part, and what the author has published: the path of each post by its words."""

    site: object
    width: int
    scripts: bool
    author: Member
    reader: Member
    other: Member
    names: str
    posts: dict

    @contextlib.contextmanager
    def walk(self, member):
        with Walk(self.site.url, width=self.width, scripts=self.scripts) as walk:
            enter(walk, member)
            yield walk


def every_post(site, width, scripts, film):
    names = f"{width}{'s' if scripts else 'n'}"
    author, reader, other = (sign_up(site, f"{name}{names}") for name in ("ana", "rob", "zoe"))
    people = People(site, width, scripts, author, reader, other, names, {})
    stage = author.publish_video(author.upload(film), f"On the quay {names}")
    original = publish_note(reader, f"rob{names}", "I brought a lamp.")
    author.wait_until_ready(stage)
    with people.walk(author) as walk:
        photos(walk, people)
        link(walk, people)
        poll(walk, people)
        quiz(walk, people)
        share(walk, people, original)
        named(walk, people)
        subscribers(walk, people)
        hanging(walk, people, f"On the quay {names}")
        scheduled(walk, people)
        drafted(walk, people)
        with people.walk(reader) as other_walk:
            strange(other_walk, people)
            read(other_walk, people)
            vote(other_walk, people)
            answer(other_walk, people)
            follow(other_walk, people, original, stage)
        edit(walk, people)
        pin(walk, people)
        delete_and_undo(walk, people)
        figures(walk, people)
        delete_many(walk, people)


def publish_note(member, handle, words):
    """Returns its path."""
    place = member.post("/studio", {"kind": "text", "text": words, "audience": "everyone"}).headers["Location"]
    return member.find(place, words) or member.find(f"/@{handle}/backstage", words)


# --- The composer --------------------------------------------------------------------------------------

def publish(walk, people, words):
    """Presses the composer's button, and remembers where the post is."""
    walk.page.locator("#composer .publish").click()
    walk.page.wait_for_url(re.compile(r"[?&]published="))
    people.posts[words] = path_of(walk, words)


def article(walk, words):
    return walk.page.locator("article.post", has_text=words).first


def path_of(walk, words):
    found = article(walk, words)
    found.wait_for()
    return "/post/" + found.get_attribute("id").removeprefix("post-")


def preview(walk):
    """By the button: whatever was chosen is sent, and the page comes back with it."""
    with walk.page.expect_navigation():
        walk.page.locator("#composer button[name=preview]").click()
    walk.page.locator("#composer-preview article.post").wait_for()


def become(walk, kind):
    with walk.page.expect_navigation():
        walk.page.locator(f"#composer button[name=become][value={kind}]").click()
    walk.page.locator(f"#composer button[name=become][value={kind}][aria-current=true]").wait_for()


def photos(walk, people):
    """Two photographs; a script changes their order, both have a description."""
    page, words = walk.page, "The lamp room, twice."
    walk.open("/studio?kind=photos")
    page.fill("#text", words)
    page.set_input_files("#photos", PICTURES)
    rows = page.locator("#composer .photolist__item")
    if walk.scripts:
        page.fill("#new-alt-1", "A red swirl")
        page.fill("#new-alt-2", "A screen")
        rows.first.get_by_role("button", name="Later").click()
        wanted = ["A screen", "A red swirl"]
    else:
        preview(walk)
        rows.nth(0).locator("input[id^=alt-]").fill("A red swirl")
        rows.nth(1).locator("input[id^=alt-]").fill("A screen")
        wanted = ["A red swirl", "A screen"]
    walk.check("composer-photos")
    publish(walk, people, words)
    shown = article(walk, words).locator(".gallery img")
    shown.nth(1).wait_for()
    alts = [shown.nth(index).get_attribute("alt") for index in range(2)]
    if alts != wanted:
        walk.note(f"the photographs stand as {alts}, not {wanted}")


def link(walk, people):
    words = "What the harbour says."
    walk.open("/studio?kind=link")
    walk.page.fill("#text", words)
    walk.page.fill("#link", "https://example.org/harbour")
    walk.check("composer-link")
    publish(walk, people, words)
    article(walk, words).locator("a[href='https://example.org/harbour']").first.wait_for()


def poll(walk, people):
    """Begun as a text and as a quiz: what is typed goes along. Each answer has a picture."""
    page, words = walk.page, "Which one for the poster?"
    walk.open("/studio")
    page.fill("#text", words)
    become(walk, "quiz")
    page.fill("#option-1", "The swirl")
    page.fill("#option-2", "The screen")
    become(walk, "poll")
    typed = [page.input_value(field) for field in ("#text", "#option-1", "#option-2")]
    if typed != [words, "The swirl", "The screen"]:
        walk.note(f"of what was typed, another kind of post kept {typed}")
    for number, picture in enumerate(PICTURES, 1):
        page.set_input_files(f"#option-photo-{number}", picture)
    if walk.scripts:
        page.locator(".optrow__picture img").nth(1).wait_for()
    preview(walk)
    page.locator("#composer-preview .poll__opt img").nth(1).wait_for()
    walk.check("composer-poll")
    publish(walk, people, words)


def quiz(walk, people):
    """Refused without a right answer, with everything typed still there."""
    page, words = walk.page, "How far does the lamp reach?"
    walk.open("/studio?kind=quiz")
    page.fill("#text", words)
    for number, option in enumerate(("9 miles", "19 miles"), 1):
        page.fill(f"#option-{number}", option)
    page.fill("#explanation", "It stands 41 metres above the sea.")
    page.locator("#composer .publish").click()
    walk.see("Mark the right answer.")
    page.locator("#composer [role=alert]").first.wait_for()
    walk.check("composer-quiz-refused")
    page.check("input[name=answer][value='2']")
    publish(walk, people, words)


def share(walk, people, original):
    """From the menu of the reader's post."""
    words = "Bring it along."
    walk.open(original)
    from_menu(walk, article(walk, "I brought a lamp."), "link", "Share on your channel")
    walk.page.locator("#composer .shared").wait_for()
    walk.page.fill("#text", words)
    walk.check("composer-share")
    publish(walk, people, words)


def named(walk, people):
    """For the reader alone, without comments; a script completes the name, by keys."""
    page, words, handle = walk.page, "The key is under the third stone.", f"rob{people.names}"
    walk.open("/studio")
    page.check("input[name=audience][value=named]")
    page.check("input[name=comments-off]")
    if walk.scripts:
        page.locator("#text").press_sequentially(f"@{handle[:-1]}")
        page.locator(OFFERED, has_text=f"@{handle}").wait_for()
        walk.check("composer-mention")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function(f"() => document.querySelector('#text').value === '@{handle} '")
        page.locator("#text").press_sequentially(words)
        page.locator("#readers").press_sequentially(handle[:-1])
        page.locator(OFFERED, has_text=f"@{handle}").wait_for()
        page.keyboard.press("Tab")
        page.wait_for_function(f"() => document.querySelector('#readers').value === '@{handle} '")
        # Nobody pressed anything: the preview follows what is typed.
        page.locator("#composer-preview .post__text", has_text=words).wait_for()
    else:
        page.fill("#text", f"@{handle} {words}")
        page.fill("#readers", f"@{handle}")
    walk.check("composer-named")
    publish(walk, people, words)


def subscribers(walk, people):
    words = "The matinee is sold out."
    walk.open("/studio")
    walk.page.fill("#text", words)
    walk.page.check("input[name=audience][value=subscribers]")
    walk.page.select_option("#expires", "24")
    publish(walk, people, words)


def hanging(walk, people, title):
    words = "How the quay was filmed."
    walk.open("/studio")
    walk.page.fill("#text", words)
    walk.page.select_option("#video", label=title)
    publish(walk, people, words)
    article(walk, words).locator(".post__stage", has_text=title).wait_for()


def scheduled(walk, people):
    """In a year; then at once, from the list of what waits."""
    page, words = walk.page, "The curtain opens."
    walk.open("/studio")
    page.fill("#text", words)
    page.check("input[name=when][value=later]")
    page.fill("#date", str(datetime.date.today() + datetime.timedelta(days=365)))
    page.fill("#time", "18:30")
    page.select_option("#zone", "Europe/Lisbon")
    page.select_option("#expires", "72")
    walk.check("composer-later")
    publish(walk, people, words)
    article(walk, words).locator(".tape--when").wait_for()
    walk.check("post-scheduled")
    walk.open("/studio/posts?list=scheduled")
    row = entry(walk, words)
    row.wait_for()
    walk.check("list-scheduled")
    row.get_by_role("button", name="Publish now").click()
    page.wait_for_url(re.compile(r"/post/\d+"))
    article(walk, words).locator(".post__bar").wait_for()


def entry(walk, words):
    return walk.page.locator("li.entry", has_text=words).first


def drafted(walk, people):
    """Typed and left; another browser goes on with it."""
    words, more = "The rope is new,", " and longer than the old one."
    walk.open("/studio")
    if walk.scripts:
        walk.page.fill("#text", words)
        walk.page.locator("[data-draft-line]", has_text="Draft saved").wait_for()
        walk.page.fill("#text", words + more)
        # Left in mid-sentence: the last words are saved on the way out.
    else:
        walk.page.fill("#text", words + more)
        walk.press("Save draft")
        walk.see("Draft saved")
    walk.open("/")
    with people.walk(people.author) as elsewhere:
        elsewhere.open("/studio/posts?list=drafts")
        until("the draft's last words", lambda: entry(elsewhere, more).count() or elsewhere.page.reload() is None,
              page=elsewhere.page)
        elsewhere.check("list-drafts")
        with elsewhere.page.expect_navigation():
            entry(elsewhere, more).get_by_role("link", name="Continue writing").click()
        if (kept := elsewhere.page.input_value("#text")) != words + more:
            elsewhere.note(f"the draft went on as “{kept}”")
        if elsewhere.scripts:
            elsewhere.page.fill("#text", words + more + " Ask the rigger.")
            elsewhere.page.locator("#composer-preview", has_text="Ask the rigger.").wait_for()
        else:
            preview(elsewhere)
        elsewhere.check("composer-draft")
        publish(elsewhere, people, more.strip())
        elsewhere.open("/studio/posts?list=drafts")
        if entry(elsewhere, words).count():
            elsewhere.note("a published draft still stands among the drafts")


# --- The reader ----------------------------------------------------------------------------------------

FOR_ALL = [
    "The lamp room, twice.", "What the harbour says.", "Which one for the poster?", "How far does the lamp reach?",
    "Bring it along.", "How the quay was filmed.", "The curtain opens.", "and longer than the old one.",
]
FOR_SUBSCRIBERS = "The matinee is sold out."
FOR_ROB = "The key is under the third stone."


def strange(walk, people):
    """What is not theirs does not exist."""
    status = walk.page.goto(people.site.url + people.posts[FOR_SUBSCRIBERS]).status
    if status != 404:
        walk.note(f"a post for subscribers was answered {status} to who is none")
    for words in (FOR_SUBSCRIBERS, FOR_ROB):
        for stranger in (people.other, Member(people.site.url)):
            if (status := stranger.get(people.posts[words]).status) != 404:
                walk.note(f"“{words}” was answered {status} to a stranger")


def read(walk, people):
    """Everything that is theirs stands on the channel's tab and at home."""
    handle = f"ana{people.names}"
    walk.open(f"/@{handle}/backstage")
    walk.page.locator(f"form[action='/@{handle}/subscribe'] button").first.click()
    walk.page.locator(".chan__acts details").first.wait_for()
    for name, path in (("channel-read", f"/@{handle}/backstage"), ("home-read", "/?show=posts")):
        walk.open(path)
        for words in [*FOR_ALL, FOR_SUBSCRIBERS, FOR_ROB]:
            if not article(walk, words).count():
                walk.note(f"“{words}” is missing", name)
        walk.check(name)
    walk.open(people.posts[FOR_ROB])
    walk.see("Comments are off.")


def vote(walk, people):
    """By keys alone; then the receipt."""
    page, words = walk.page, "Which one for the poster?"
    walk.open(people.posts[words])
    ballot = article(walk, words)
    ballot.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ballot.locator("[data-mine]", has_text="The screen").wait_for()
    walk.check("post-voted")
    ballot.get_by_role("link", name="Your receipt").click()
    page.locator("#receipt-mine code.hash").wait_for()
    walk.check("votes")


def answer(walk, people):
    words = "How far does the lamp reach?"
    walk.open(people.posts[words])
    if "41 metres" in walk.page.content():
        walk.note("the quiz tells its explanation before it is answered")
    ballot = article(walk, words)
    ballot.get_by_role("radio", name="9 miles", exact=True).check()
    ballot.get_by_role("button", name="Answer").click()
    ballot.locator(".quiz__why", has_text="41 metres").wait_for()
    ballot.locator("[data-state=right]", has_text="19 miles").wait_for()
    walk.check("quiz-answered")


def follow(walk, people, original, stage):
    """To what is shared; from a post to its video, and back."""
    walk.open(people.posts["Bring it along."])
    walk.check("post-share")
    walk.page.locator("a.shared").click()
    walk.page.wait_for_url(lambda url: url.endswith(original))
    path = people.posts["How the quay was filmed."]
    walk.open(path)
    walk.page.locator(".post__stage").click()
    walk.page.wait_for_url(lambda url: url.endswith(stage))
    hangs = walk.page.locator(".hanging", has_text="How the quay was filmed.")
    hangs.get_by_text("Backstage of this video").wait_for()
    walk.check("watch-with-backstage")
    hangs.get_by_role("link").click()
    walk.page.wait_for_url(lambda url: url.endswith(path))


# --- Changed, and gone ---------------------------------------------------------------------------------

def from_menu(walk, post, role, name):
    post.locator("details.menu > summary").first.click()
    post.get_by_role(role, name=name).click()


def edit(walk, people):
    """Text, description and audience; the earlier words stay to be read."""
    page, words = walk.page, "The lamp room, twice."
    path = people.posts[words]
    walk.open(path)
    from_menu(walk, article(walk, words), "link", "Edit")
    page.locator("input[name^=alt-]").first.wait_for()
    walk.check("post-edit")
    page.fill("#text", "The lamp room, by night.")
    page.locator("input[name^=alt-]").first.fill("Rows of lamps")
    page.check("input[name=audience][value=unlisted]")
    walk.press("Save")
    page.wait_for_url(lambda url: url.endswith(path))
    post = article(walk, "The lamp room, by night.")
    post.locator(".gallery img[alt='Rows of lamps']").wait_for()
    post.locator(".post__meta", has_text="Unlisted").wait_for()
    post.get_by_role("link", name="edited").click()
    walk.see(words)
    walk.see("As it stands now")
    walk.check("versions")


def pin(walk, people):
    words = "How the quay was filmed."
    walk.open(people.posts[words])
    from_menu(walk, article(walk, words), "button", "Pin to the top")
    top = walk.page.locator("article.post", has=walk.page.locator(".tape--pin"))
    top.get_by_text(words).wait_for()
    walk.check("channel-pinned")
    from_menu(walk, top, "button", "Unpin")
    top.wait_for(state="detached")


def delete_and_undo(walk, people):
    """Taken back at once; then deleted for good."""
    words = "Bring it along."
    delete(walk, people, words)
    walk.page.locator("form[action$='/restore'] button").click()
    walk.page.wait_for_url(lambda url: url.endswith(people.posts[words]))
    article(walk, words).wait_for()
    delete(walk, people, words)
    walk.check("post-deleted")


def delete(walk, people, words):
    walk.open(people.posts[words])
    from_menu(walk, article(walk, words), "button", "Delete")
    walk.page.wait_for_url(re.compile(r"[?&]deleted="))
    walk.page.locator("form[action$='/restore'] button").wait_for()
    if article(walk, words).count():
        walk.note("a deleted post still stands on its channel")


def figures(walk, people):
    words = "Which one for the poster?"
    walk.open("/studio/posts")
    walk.check("list-published")
    entry(walk, words).locator(".entry__figures").click()
    walk.page.locator(".figure", has_text="Votes").get_by_text("1", exact=True).wait_for()
    walk.page.locator(".figure", has_text="Votes").click()
    walk.page.locator(".figure[aria-current]", has_text="Votes").wait_for()
    walk.check("figures")


def delete_many(walk, people):
    """Two are ticked, named once more, and gone."""
    gone = ["What the harbour says.", "The curtain opens."]
    walk.open("/studio/posts?list=published&q=the")
    for words in gone:
        entry(walk, words).get_by_role("checkbox").check()
    walk.press("Delete selected")
    walk.page.get_by_role("heading", name="Delete 2 posts?").wait_for()
    walk.check("list-delete")
    walk.press("Delete 2")
    walk.see("2 posts deleted.")
    if walk.page.locator("form[action$='/restore']").count():
        walk.note("one post is offered back after two were deleted")
    walk.check("list-deleted")
    for words in gone:
        if entry(walk, words).count():
            walk.note(f"“{words}” still stands in the list")
        if (status := people.author.get(people.posts[words]).status) != 404:
            walk.note(f"“{words}” was answered {status} after it was deleted")


def posts_walks(folder):
    """Each with its name and what it does on a site where everybody may post."""
    film = films.film(pathlib.Path(folder) / "quay.mp4", seconds=2, width=426, height=240, noise=0)
    for width in (1440, 390):
        for scripts in (True, False):
            name = f"every kind of post, {width} px, {'with' if scripts else 'without'} scripts"
            yield name, lambda site, w=width, s=scripts: every_post(site, w, s, film)

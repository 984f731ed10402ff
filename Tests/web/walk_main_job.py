"""The main job, from sign-up to answer: a channel posts, its subscriber reads, votes, answers and is told.

Walked with scripts and without, at a desk and on a phone. The words are those of the pages.
"""

import re

from pages import Walk

PASSWORD = "a long sentence to sign in with"


def sign_up(walk, handle, name):
    walk.open("/sign-up")
    page = walk.page
    page.fill("#name", name)
    page.fill("#handle", handle)
    page.fill("#email", f"{handle}@example.org")
    page.fill("#password", PASSWORD)
    page.locator("form[action='/sign-up'] button, form:has(#password) button").last.click()
    page.wait_for_url(lambda url: "/sign-up" not in url)


def publish(walk, kind, fill):
    walk.open(f"/studio?kind={kind}")
    fill(walk.page)
    walk.page.locator("form button.btn--primary").click()
    walk.page.wait_for_url(re.compile("/backstage"))


def main_job(site, width, scripts, photo):
    names = f"{width}{'s' if scripts else 'n'}"
    ada, ben = f"ada{names}", f"ben{names}"
    with Walk(site.url, width=width, scripts=scripts) as walk:
        sign_up(walk, ada, "Ada")
        walk.open("/studio")
        walk.see("What are you posting?")
        walk.check("studio")
        publish(walk, "text", lambda page: page.fill("#text", f"First light {names}. #sky"))
        walk.see(f"First light {names}")
        walk.check("channel-own")

        with Walk(site.url, width=width, scripts=scripts) as reader:
            sign_up(reader, ben, "Ben")
            reader.open(f"/@{ada}/backstage")
            reader.page.locator(f"form[action='/@{ada}/subscribe'] button").first.click()
            reader.page.locator(".chan__acts details").first.wait_for()
            reader.open(f"/@{ada}")
            choose_all(reader, ada)

            reader.open("/feed")
            publish(walk, "photos", lambda page: (
                page.fill("#text", "The dome at dawn."), page.set_input_files("input[type=file]", photo)))
            walk.page.locator(".gallery img").first.wait_for()
            if scripts:
                # Told while the page is open, nothing reloaded.
                reader.page.locator("[data-unread]:not([hidden])").first.wait_for(timeout=15_000)
            publish(walk, "poll", ask_poll)
            walk.check("channel-with-poll")

            reader.open("/")
            reader.see("Where shall we point it?")
            reader.check("home-member")
            reader.open("/notifications")
            reader.page.locator("main .note").first.wait_for()
            reader.check("notifications-member")
            vote(reader)
            comment(reader, f"/@{ada}/backstage", "Saturn, please. While it lasts.")
            reader.check("post-with-comment")

        walk.open("/notifications")
        walk.page.locator("main .note", has_text="Ben").first.wait_for()
        answer(walk)


def choose_all(reader, handle):
    """The bell, by its menu: radios and a button, no script needed."""
    menu = reader.page.locator(f".chan__acts details:has(form[action='/@{handle}/subscribe'])").first
    menu.locator("summary").click()
    form = menu.locator(f"form[action='/@{handle}/subscribe']").first
    form.locator("input[value=all]").check()
    form.locator("button").first.click()
    reader.page.wait_for_load_state()


def ask_poll(page):
    page.fill("#text", "Where shall we point it?")
    page.fill("#option-1", "Saturn")
    page.fill("#option-2", "Orion")


def vote(reader):
    reader.open("/feed")
    poll = reader.page.locator("article.post", has_text="Where shall we point it?")
    poll.get_by_label("Saturn").check()
    poll.get_by_role("button", name="Vote").click()
    reader.page.locator(".poll__pct", has_text="100%").first.wait_for()


def comment(reader, path, words):
    reader.open(path)
    poll = reader.page.locator("article.post", has_text="Where shall we point it?")
    poll.locator("a[href*='#comments']").click()
    reader.page.locator("#reply textarea").fill(words)
    reader.page.locator("#reply button.btn--primary").click()
    reader.page.locator(".comment__text", has_text=words).wait_for()


def answer(walk):
    walk.page.locator("main .note", has_text="Ben").first.click()
    walk.page.locator(".comment .act-btn", has_text="Reply").first.click()
    walk.page.locator("#reply textarea").fill("It is still there. Bring porridge.")
    walk.page.locator("#reply button.btn--primary").click()
    walk.page.locator(".comment__text", has_text="Bring porridge").wait_for()
    like = walk.page.locator(".comment form[action$='/like'] button").first
    like.click()
    walk.page.locator(".comment .act-btn[aria-pressed=true]").first.wait_for()
    walk.check("post-with-thread")

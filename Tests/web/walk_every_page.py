"""Every page of the demonstration world, looked at: axe, contrast, targets, no sideways scrolling at 320 px."""

import re

from pages import Walk

PASSWORD = "opening night at eight"


def sign_in(walk, handle):
    walk.open("/sign-in")
    walk.page.fill("#email", f"{handle}@demo.example")
    walk.page.fill("#password", PASSWORD)
    walk.page.locator("form:has(#password) button").last.click()
    walk.page.wait_for_url(lambda url: "/sign-in" not in url)


def first(walk, path, pattern):
    """The first address on a page that matches."""
    walk.open(path)
    return re.search(pattern, walk.page.content()).group(1)


def every_page(site, width, language, theme, scripts=True):
    with Walk(site.url, width=width, language=language, theme=theme, scripts=scripts) as walk:
        for name, path in (("visitor-home", "/"), ("sign-up", "/sign-up"), ("sign-in", "/sign-in"), ("missing", "/nowhere")):
            walk.open(path)
            walk.check(name)
        walk.open("/sign-up")
        walk.page.locator("form:has(#password) button").last.click()
        walk.check("sign-up-refused")
        sign_in(walk, "ben")
        post = first(walk, "/@lowtide/backstage", r'href="(/post/\d+)"')
        video = first(walk, "/@lowtide/videos", r'href="(/watch/\d+)"')
        for name, path in (
            ("home", "/"), ("home-posts", "/?show=posts"), ("home-videos", "/?show=videos"), ("feed", "/feed"),
            ("channel", "/@lowtide"), ("backstage", "/@lowtide/backstage"), ("videos", "/@lowtide/videos"),
            ("about", "/@lowtide/about"), ("post", post), ("watch", video), ("notifications", "/notifications"),
            ("subscriptions", "/subscriptions"), ("account", "/account"), ("gate", "/studio"),
            ("studio-channel", "/studio/channel"), ("report", post.replace("/post", "/report/post")),
            ("decisions", "/account/decisions"), ("quiet", "/quiet/@eve"), ("quiet-settings", "/settings/quiet"),
        ):
            walk.open(path)
            walk.check(name)
    with Walk(site.url, width=width, language=language, theme=theme, scripts=scripts) as walk:
        sign_in(walk, "demo")
        for name, path in (
            ("studio-text", "/studio"), ("studio-photos", "/studio?kind=photos"), ("studio-poll", "/studio?kind=poll"),
            ("studio-video", "/studio/video"), ("studio-comments", "/studio/comments"),
            ("studio-comments-log", "/studio/comments?tab=log"), ("studio-rules", "/studio/comments/rules"),
        ):
            walk.open(path)
            walk.check(name)
        walk.open(first(walk, "/studio/comments", r'href="(/post/\d+/moderate)').split("?")[0])
        walk.check("moderate")
        walk.open("/studio?kind=poll")
        walk.page.fill("#option-1", "same")
        walk.page.fill("#option-2", "same")
        walk.page.locator("form button.btn--primary").click()
        walk.page.locator("[aria-invalid=true]").first.wait_for()
        walk.check("studio-poll-refused")
    with Walk(site.url, width=width, language=language, theme=theme, scripts=scripts) as walk:
        sign_in(walk, "cleo")
        case = first(walk, "/admin/reports", r'href="(/admin/reports/\d+)"')
        for name, path in (
            ("admin-rollout", "/admin/rollout"), ("admin-reports", "/admin/reports"), ("admin-case", case),
            ("admin-appeals", "/admin/appeals"), ("admin-blocklist", "/admin/blocklist"),
        ):
            walk.open(path)
            walk.check(name)

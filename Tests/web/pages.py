"""Walks through a running Backstage in a real browser, and looks at each page as its readers would.

    with Walk("http://127.0.0.1:8080", width=390, scripts=False, language="fr") as walk:
        walk.open("/")
        walk.check("home")          # contrast, targets, overflow, axe; noted, not raised
    # leaving the block raises Wrong with everything that was noted

Needs Playwright and axe-playwright-python (PyPI) and a Chromium at $CHROMIUM or /usr/bin/chromium.
With SHOTS=FOLDER each checked page leaves a screenshot there.
"""

import atexit
import contextlib
import functools
import os
import pathlib
import re
from dataclasses import dataclass

import axe_playwright_python
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SHOTS = os.environ.get("SHOTS")
LOOK = (pathlib.Path(__file__).parent / "look.js").read_text()
AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The narrowest phone that WCAG 1.4.10 asks for, a common phone, a tablet, a desk.
WIDTHS = (320, 390, 900, 1440)

# Rows that scroll sideways on purpose do not count.
OVERFLOW = """() => document.documentElement.scrollWidth <= innerWidth ? null :
  [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    const sticksOut = box.right > innerWidth + 1 || box.left < -1;
    return sticksOut && !element.closest(".tray, .tabs, .segment, .skip, .vh");
  }).slice(0, 6).map(({tagName, classList}) => `${tagName.toLowerCase()}.${classList}`)"""

# The page as it stands, with what was typed and chosen: a page's own text tells only how it came.
STILL = """() => {
  const fields = "input, textarea, option";
  const copy = document.documentElement.cloneNode(true), live = document.querySelectorAll(fields);
  copy.querySelectorAll(fields).forEach((field, index) => {
    const { type, value, checked, selected } = live[index];
    if (field.matches("textarea")) field.textContent = value;
    else if (field.matches("option")) field.toggleAttribute("selected", selected);
    else if (type === "checkbox" || type === "radio") field.toggleAttribute("checked", checked);
    else if (type !== "file") field.setAttribute("value", value);
  });
  return `<!doctype html>${copy.outerHTML}`;
}"""

RUN_AXE = """async (tags) => {
  const {violations} = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  const places = (nodes) => nodes.slice(0, 3).map((node) => node.target.join(" "));
  return violations.map(({id, help, nodes}) => ({id, help, places: places(nodes)}));
}"""


@functools.cache
def playwright():
    """One for all walks: two people may walk at once, but Playwright starts once a process."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


class Wrong(AssertionError):
    """What a walk found, one line each."""


@dataclass(frozen=True)
class Finding:
    page: str
    what: str

    def __str__(self):
        return f"{self.page}: {self.what}"


class Walk:
    """One person at one screen: a browser of their own, with or without scripts.

    `page` is Playwright's; `findings` is what was wrong so far. Script errors, refusals of the
    Content-Security-Policy and files that did not load are noted by themselves.
    """

    def __init__(self, base_url, width=1440, scripts=True, language="en", theme="light"):
        self.base_url = base_url.rstrip("/")
        self.width = width
        self.scripts = scripts
        self.language = language
        self.theme = theme
        self.findings: list[Finding] = []

    def __enter__(self):
        self._browser = playwright().chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        self._context = self._browser.new_context(java_script_enabled=self.scripts, **self._screen())
        self.page = self._context.new_page()
        self.page.on("pageerror", lambda error: self.note(f"script failed: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)
        return self

    def __exit__(self, kind, error, trace):
        self._browser.close()
        if kind is None and self.findings:
            raise Wrong("\n" + "\n".join(map(str, dict.fromkeys(self.findings))))

    # What a person does

    def open(self, path) -> Page:
        try:
            self.page.goto(self.base_url + path)
        except PlaywrightError as error:
            # A page that loads itself again at this very moment, as a film's does when it is ready, wins.
            if not re.search("interrupted by another navigation|ERR_ABORTED", str(error)):
                raise
            self.page.goto(self.base_url + path)
        return self.page

    def write(self, label, text):
        self.page.get_by_label(label).first.fill(text)

    def press(self, name):
        """A button or link with this name, whichever comes first."""
        names = re.compile(name) if isinstance(name, str) else name
        button = self.page.get_by_role("button", name=names)
        (button.or_(self.page.get_by_role("link", name=names))).first.click()

    def see(self, text):
        """Waits for words on the page; fails the walk when they do not come."""
        self.page.get_by_text(text).first.wait_for(timeout=5_000)

    # What a careful reader looks for

    def check(self, name):
        """Looks at the page as it stands: contrast and targets in both themes, overflow at every width, axe.

        Works on a still copy, so neither the page's state nor its policy is touched. About two seconds.
        """
        address, html = self.page.url, self.page.evaluate(STILL)
        with self._copy(address, html, self.scripts) as copy:
            for theme in ("light", "dark"):
                copy.emulate_media(color_scheme=theme)
                self._note_all(name, copy.evaluate(LOOK), theme)
            copy.emulate_media(color_scheme=self.theme)
            self._shoot(copy, name)
            if self.scripts:
                self._check_axe(copy, name)
            self._check_widths(copy, name)
        if not self.scripts:
            # axe takes its time, which stands still where no script may run.
            with self._copy(address, html, scripts=True) as copy:
                self._check_axe(copy, name)

    @contextlib.contextmanager
    def _copy(self, address, html, scripts):
        """What the style sheets do for who has no scripts is seen only where there are none."""
        context = self._browser.new_context(
            storage_state=self._context.storage_state(), java_script_enabled=scripts, **self._screen())
        try:
            copy = context.new_page()
            copy.route("**/*.js", lambda route: route.abort())
            copy.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
            copy.goto(address)
            # An address may lead into the page, whose beginning then lies under the bar.
            copy.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
            yield copy
        finally:
            context.close()

    def _check_axe(self, copy, name):
        copy.evaluate(AXE)
        for found in copy.evaluate(RUN_AXE, AXE_TAGS):
            self.note(f"axe {found['id']}: {found['help']} ({'; '.join(found['places'])})", name)

    def _check_widths(self, copy, name):
        for width in WIDTHS:
            copy.set_viewport_size({"width": width, "height": 844})
            over = copy.evaluate(OVERFLOW)
            if over is not None:
                self.note(f"wider than {width} px: {', '.join(over)}", name)

    def _shoot(self, copy, name):
        if not SHOTS:
            return
        folder = pathlib.Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        scripts = "" if self.scripts else "-noscript"
        file = folder / f"{name}-{self.language}-{self.width}-{self.theme}{scripts}.png"
        copy.screenshot(path=file, full_page=True)

    # What is noted

    def note(self, what, name=None):
        place = name or self.page.url.removeprefix(self.base_url) or "/"
        self.findings.append(Finding(f"{place} [{self.language} {self.width}]", what))

    def _note_all(self, name, sentences, theme):
        for sentence in sentences:
            self.note(f"{sentence} ({theme})", name)

    def _heard(self, message):
        # Files that did not load are noted once, by their answer.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.note(f"console: {message.text[:200]}")

    def _answered(self, response):
        # Pages may answer 404 or 422 on purpose; what they are made of may not.
        if response.status >= 400 and response.request.resource_type != "document":
            if response.request.resource_type not in ("xhr", "fetch"):
                self.note(f"{response.status} for {response.url.removeprefix(self.base_url)}")

    def _screen(self):
        return {
            "viewport": {"width": self.width, "height": 844 if self.width < 720 else 900},
            "color_scheme": self.theme,
            "locale": {"en": "en-GB", "fr": "fr-FR"}.get(self.language, self.language),
            "timezone_id": "Europe/Paris",
            "reduced_motion": "reduce",
        }

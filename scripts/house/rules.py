"""The house's rules. Over a file a rule yields (line, sentence); over the tree (file, line, sentence)."""
import re
import subprocess
from collections import Counter

from house.swift import found

LINES_MAX, LINES_NOTED, COLUMNS_MAX, BODY_LINES_MAX = 400, 300, 110, 60

# Slices point one way (docs/architecture.md): a slice names what stands in its own row or above, never below.
ORDER = [
    ["Ids", "Limits", "Links", "Clock", "Settings", "Schema"],
    # Who asks, and whose faces frame a page: the server knows accounts, channels and their pictures.
    ["Server", "Jobs", "Accounts", "Channels", "Quiet", "Uploads", "Figures"],
    ["Audience"],
    ["Rollout", "Moderation", "LinkCards", "Polls", "Renditions"],
    ["Following"],
    ["Posts"],
    ["Comments", "Videos"],
    ["ChannelPages", "Notifications"],
    ["Feed", "Search"],
    ["Home", "Studio", "Outward", "Reports", "Admin", "Stories", "Messages", "Spaces"],
    ["ClientAPI", "Federation"],
    ["App", "Routes", "Serve", "Reactions", "Demo", "Program"],
]
RANK = {name: rank for rank, row in enumerate(ORDER) for name in row}
# Where everything meets: every slice hangs its verbs on App, and the job runner looks its work up in Reactions.
COMMON = {"App", "Reactions"}
# The bell and the side list stand in every page's frame, and only further down it is known what they show.
FRAMED = {("Server", name) for name in ("unreadCount", "Following", "following", "faces")}

SQL_FOLDERS = {"Schema", "Audience", "Jobs"}
HTML_FILES = re.compile(r"(Page|Card|View|Tile|Form|FormFields|Composer|Layout|Icons?)\.swift$")
# Where text for a terminal is the trade.
PRINTING = re.compile(r"^Sources/(Run/|Backstage/Demo/)")
UNCHECKED = re.compile(r"^Sources/(Database|MediaTools)/")

PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/tour.md", "docs/architecture.md", "docs/operations.md"]


# --- Rules over one Swift file -------------------------------------------------------------------------

def sizes(file):
    count = len(file.lines) - (file.lines[-1] == "")
    if count > LINES_MAX:
        yield 1, f"{count} lines; over {LINES_MAX} a file is two things."
    for number, line in enumerate(file.lines, 1):
        if len(line) > COLUMNS_MAX:
            yield number, f"{len(line)} columns; the width is {COLUMNS_MAX}."


def bodies(file):
    for number, match in found(r"\b(?:func\s+[\w`]+|init[?]?)\s*[<(]", file.code):
        end = match.end() - 1
        depth = 0
        # The body begins at the first brace outside brackets; another declaration first means there is none.
        while end < len(file.code):
            char = file.code[end]
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
            if depth == 0 and (char in "{}" or re.match(r"\b(func|var|let|init|case)\b", file.code[end:end + 5])):
                break
            end += 1
        if end >= len(file.code) or file.code[end] != "{":
            continue
        start = end
        while end < len(file.code):
            depth += {"{": 1, "}": -1}.get(file.code[end], 0)
            if depth == 0:
                break
            end += 1
        length = file.code.count("\n", start, end) - 1
        if length > BODY_LINES_MAX:
            yield number, f"a body of {length} lines; over {BODY_LINES_MAX} is several functions."


def habits(file):
    def each(pattern, sentence, view=file.code):
        return ((number, sentence) for number, _ in found(pattern, view))

    yield from each(r"\b(TODO|FIXME|XXX)\b", "an open end; finish it or leave it out.", file.text)
    yield from each(r"\bfatalError\s*\(", "fatalError; a bug is a precondition with a sentence.")
    if not file.path.startswith("Sources/"):
        return
    yield from each(r"\btry!", "try!; the error has somewhere to go.")
    yield from each(r"\bas!", "as!; a cast that may fail is a guard.")
    if not PRINTING.match(file.path):
        yield from each(r"(?<![.\w])(?:debugPrint|print)\s*\(", "print; a server speaks through its log.")
    if not UNCHECKED.match(file.path):
        yield from each(r"@unchecked\s+Sendable|nonisolated\(unsafe\)",
                        "an unchecked promise about threads; only Database and MediaTools may, with the proof.")


SQL_WORDS = (r"SELECT\s|INSERT\s+INTO\s|DELETE\s+FROM\s|UPDATE\s+\w+(\s+AS\s+\w+)?\s+SET\s|"
             r"CREATE\s+(TABLE|INDEX)\s|ALTER\s+TABLE\s")


def sql(file):
    if not file.slice:
        return
    may = file.path.endswith("Store.swift") or file.slice in SQL_FOLDERS
    flags = "(?i)" if may else ""
    for number, match in found(rf"{flags}(?<![\w])({SQL_WORDS})", file.strings):
        if not may:
            yield number, "SQL; it lives in the slice's Store (or Schema, Audience, Jobs)."
        elif not match[1].split()[0].isupper() and re.search(r'["\n]\s*$', file.strings[:match.start()]):
            yield number, "SQL keywords are upper-case."


HTML_TAGS = (r"</?(a|article|aside|b|button|details|div|dl|fieldset|figure|footer|form|h[1-6]|head|header|html|i|img|"
             r"input|label|legend|li|link|main|meta|nav|ol|option|p|picture|script|section|select|small|span|summary|"
             r"svg|table|tbody|td|textarea|th|time|tr|ul|use|video)(?=[\s>\\/])")


def html(file):
    if not file.slice:
        return
    tags = [] if HTML_FILES.search(file.path) else list(found(HTML_TAGS, file.strings))
    if tags:
        number, match = tags[0]
        yield number, f"markup (<{match[1]}>); it lives in a Page, Card, View, Tile, Form, Composer or Layout."
    for number, _ in found(r"\sstyle=|\son(click|submit|change|load|error|input)=|<script>|<style>", file.strings):
        yield number, "a style or script in the markup; the Content-Security-Policy refuses it."


FILE_RULES = [sizes, bodies, habits, sql, html]


# --- Rules over the whole tree -------------------------------------------------------------------------

TYPE = re.compile(r"(?m)^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|final|indirect)\s+)*"
                  r"(?:struct|enum|class|protocol|actor|typealias)\s+(\w+)")
VERB = re.compile(r"(?m)^ {4}(?:@\w+(?:\([^)]*\))?\s+)*(?:static\s+)?func\s+(\w+)")
EXTENSION = re.compile(r"(?m)^extension (App|Transaction)\b[^{]*\{(.*?)^\}", re.S)
CALL = re.compile(r"\b(?:app|tx|self)\.(\w+)\(|\$0\.(\w+)\(|(?<=try )(\w+)\(|(?<=await )(\w+)\(")
ANY_FUNC = re.compile(r"\bfunc\s+(\w+)")


def slices(files):
    """A file names no type of a slice below its own, and calls none of its verbs (extensions of App, Transaction).

    Names declared in more than one slice say nothing and are passed over, as are verbs that some other type has too.
    """
    app = [file for file in files if file.slice]
    for file in app:
        if file.slice not in RANK:
            yield file.path, 1, f"{file.slice} has no place in the order of slices (scripts/house/rules.py, ORDER)."
    app = [file for file in app if file.slice in RANK]

    types, verbs = {}, {}
    funcs = Counter(name for file in files for name in ANY_FUNC.findall(file.code))
    verb_count = Counter()
    for file in app:
        for match in TYPE.finditer(file.code):
            types.setdefault(match[1], set()).add(file.slice)
        for extension in EXTENSION.finditer(file.code):
            for match in VERB.finditer(extension[2]):
                verbs.setdefault(match[1], set()).add(file.slice)
                verb_count[match[1]] += 1
    homes = {name: min(where) for name, where in types.items() if len(where) == 1 and name not in COMMON}
    calls = {name: min(where) for name, where in verbs.items() if len(where) == 1 and funcs[name] == verb_count[name]}

    for file in app:
        mine = RANK[file.slice]
        for number, match in found(r"(?<![\w.])[A-Z]\w+", file.code):
            home = homes.get(match[0])
            if home and RANK[home] > mine and (file.slice, match[0]) not in FRAMED:
                yield file.path, number, f"{file.slice} names {match[0]}, which is declared further down, in {home}."
        for number, match in found(CALL, file.code):
            name = next(group for group in match.groups() if group)
            home = calls.get(name)
            if home and RANK[home] > mine and (file.slice, name) not in FRAMED:
                yield file.path, number, f"{file.slice} calls {name}, which is declared further down, in {home}."


def machine_paths(root, paths):
    """The tree must not know whose machine it was written on."""
    pattern = re.compile(r"(?:^|[^\w./:])/(?:home|Users|root|work|mnt)(?:/|$)", re.M)
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        for number, _ in found(pattern, text):
            yield path.relative_to(root).as_posix(), number, "a path of one machine."


def papers(root):
    for name in PAPERS:
        if not (root / name).is_file():
            yield name, 1, "is missing."
    # The project's own list, not that of whoever runs this.
    ignored = subprocess.run(
        ["git", "-c", "core.excludesFile=/dev/null", "check-ignore", "-q", "--no-index", "Package.resolved"], cwd=root)
    if ignored.returncode != 0:
        yield ".gitignore", 1, "does not cover Package.resolved."


def paths_in_papers(root):
    """Paths in backticks in docs/tour.md, and relative links in every page, lead to something that exists."""
    tour = root / "docs/tour.md"
    bases = [root, root / "Sources", root / "Sources/Backstage", root / "Tests"]
    if tour.is_file():
        for number, match in found(r"`([\w@.+-]+(?:/[\w@.+-]+)+/?)`", tour.read_text(encoding="utf-8")):
            name = match[1].rstrip("/")
            if not any((base / name).exists() or (base / f"{name}.swift").exists() for base in bases):
                yield "docs/tour.md", number, f"names {match[1]}, which does not exist."
    pages = sorted(root.glob("*.md")) + sorted((root / "docs").rglob("*.md"))
    for page in pages:
        for number, match in found(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", match[1]) is None and not (page.parent / match[1]).exists():
                yield page.relative_to(root).as_posix(), number, f"links to {match[1]}, which does not exist."

"""A small bad tree, and the complaint each of its files must raise: `scripts/check-house --self-test`."""
import subprocess
import sys
import tempfile
from pathlib import Path

from house.rules import PAPERS

# What stands in the bad tree, and the complaint it must raise: file, contents, line, words of the sentence.
BAD = [
    ("Sources/Backstage/Posts/Long.swift", "let a = 1\n" * 401, 1, "401 lines"),
    ("Sources/Backstage/Posts/Wide.swift", "// " + "x" * 108 + "\n", 1, "111 columns"),
    ("Sources/Backstage/Posts/Body.swift", "func b(\n    _ x: Int\n) {\n" + "    a()\n" * 61 + "}\n", 1, "body of 61"),
    ("Sources/Backstage/Posts/Try.swift", "let a = try" + "! b()\n", 1, "try!"),
    ("Sources/Backstage/Posts/Cast.swift", "let a = b as" + "! Int\n", 1, "as!"),
    ("Sources/Backstage/Posts/Fatal.swift", "\nfunc f() { fatal" + "Error() }\n", 2, "fatalError"),
    ("Sources/Backstage/Posts/Open.swift", "// TO" + "DO: later\n", 1, "open end"),
    ("Sources/Backstage/Posts/Say.swift", "func f() { print(1) }\n", 1, "print"),
    ("Sources/Backstage/Posts/Unsafe.swift", "final class A: @unchecked Sendable {}\n", 1, "unchecked promise"),
    ("Sources/Backstage/Posts/Hidden.swift",
     'let a = "\\(b.map { _ in "SELECT id FROM posts" })"\n', 1, "SQL; it lives"),
    ("Sources/Backstage/Posts/LowStore.swift", 'let a = "select id FROM posts"\n', 1, "upper-case"),
    ("Sources/Backstage/Posts/Shout.swift",
     'let a: HTML = """\n    <div class="a">\\(b)</div>\n    """\n', 2, "markup"),
    ("Sources/Backstage/Posts/StylePage.swift", 'let a: HTML = "<p style=\\"x\\">"\n', 1, "Content-Security-Policy"),
    ("Sources/Backstage/Server/Peek.swift", "struct Peek { let a: HomePage? }\n", 1, "Server names HomePage"),
    ("Sources/Backstage/Server/Call.swift", "func f(_ app: App) { app.showHome() }\n", 1, "Server calls showHome"),
    ("Sources/Backstage/Home/HomePage.swift",
     "struct HomePage {}\nextension App {\n    func showHome() {}\n}\n", None, None),
    ("Sources/Backstage/Drawer/A.swift", "let a = 1\n", 1, "no place in the order"),
    ("scripts/run", "cd /ho" + "me/ada/backstage\n", 1, "path of one machine"),
    ("docs/tour.md", "See `Posts/Nowhere.swift`, then `Posts/Good.swift`.\n", 1, "names Posts/Nowhere.swift"),
    ("docs/other.md", "[a](nowhere.md) [b](tour.md) [c](https://example.org)\n", 1, "links to nowhere.md"),
    ("README.md", None, 1, "is missing"),
    (".gitignore", ".build/\n", 1, "Package.resolved"),
]
# What looks wrong and is not.
GOOD = {
    "Sources/Backstage/Posts/Good.swift": """
// "SELECT a" and <div> and as! in a comment
let a = "print(1) as! try! \\(b("x)")) <3 select a"
let c = #"a "quoted" \\(hole)"#
/* /* nested */ fatalError() */
protocol P {
    func f()
    func g()
}
""",
    "Sources/Backstage/Posts/GoodStore.swift": 'let a = """\n    SELECT id\n    FROM posts\n    """\n',
    "Sources/Backstage/Posts/GoodCard.swift": 'let a: HTML = "<p>\\(b)</p>"\n',
    "Sources/Backstage/Home/Uses.swift": "let a: Below? = nil  // a slice names what stands above it\n",
    "Sources/Backstage/Server/Below.swift": "struct Below {}\n",
    "Sources/Run/Main.swift": "func f() { print(1) }\n",
}


def self_test(look):
    """Looks at the tree with `look`; returns 1 when a complaint is missing or one is made without a reason."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        contents = {path: text for path, text, _, _ in BAD if text is not None} | GOOD
        for path, text in contents.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        complaints, _, _ = look(root)

    missed = []
    expected = [(path, line, words) for path, _, line, words in BAD if words]
    for path, line, words in expected:
        if not any(c[0] == path and c[1] == line and words in c[2] for c in complaints):
            missed.append(f"{path}:{line}: expected “{words}”, and nobody complained")
    for path, line, sentence in complaints:
        wanted = any(path == p and words in sentence for p, _, words in expected)
        if not wanted and not (sentence == "is missing." and path in PAPERS):
            missed.append(f"{path}:{line}: complained without a reason: {sentence}")
    for line in missed:
        print(line, file=sys.stderr)
    print(f"house: self-test, {len(expected)} complaints expected, {f'{len(missed)} wrong' if missed else 'all made'}")
    return 1 if missed else 0

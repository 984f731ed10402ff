"""Reads a Swift file so that rules can look at its code apart from its strings and comments."""
import re


class Source:
    """A Swift file in three views of the same length: as written, code without strings and comments, strings only."""

    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.lines = self.text.split("\n")
        self.code, self.strings = split_views(self.text)
        self.code_lines = self.code.split("\n")

    @property
    def slice(self):
        """The slice of the app this file belongs to: its folder, or its own name at the top of Backstage."""
        parts = self.path.split("/")
        if parts[:2] != ["Sources", "Backstage"]:
            return None
        return parts[2].removesuffix(".swift")


OPENING = re.compile(r'(#*)("""|")')


def split_views(text):
    """Blanks, character for character, what does not belong to a view; newlines stay. Holes of strings are code."""
    code, strings = list(text), list(text)

    def blank(view, start, end):
        for at in range(start, end):
            if view[at] != "\n":
                view[at] = " "

    def comment_end(at):
        if text.startswith("//", at):
            end = text.find("\n", at)
            return len(text) if end < 0 else end
        depth, end = 0, at
        while end < len(text):
            if text.startswith("/*", end):
                depth, end = depth + 1, end + 2
            elif text.startswith("*/", end):
                depth, end = depth - 1, end + 2
                if depth == 0:
                    return end
            else:
                end += 1
        return end

    def read_code(at, closing=None):
        """Reads code up to the `)` that closes a hole, or to the end. Returns where it stopped."""
        depth = 0
        while at < len(text):
            if text.startswith(("//", "/*"), at):
                end = comment_end(at)
                blank(code, at, end), blank(strings, at, end)
                at = end
            elif opening := OPENING.match(text, at):
                at = read_string(at, opening)
            else:
                if closing and text[at] == ")" and depth == 0:
                    return at
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                blank(strings, at, at + 1)
                at += 1
        return at

    def read_string(at, opening):
        hashes, quote = opening.groups()
        escape, end_mark = "\\" + hashes, quote + hashes
        start, at = at, opening.end()
        while at < len(text):
            if text.startswith(end_mark, at):
                blank(code, start, at + len(end_mark))
                return at + len(end_mark)
            if text.startswith(escape + "(", at):
                hole = at + len(escape) + 1
                blank(code, start, hole)
                start = read_code(hole, closing=")")
                at = start + 1
            elif text.startswith(escape, at):
                at += len(escape) + 1
            elif text[at] == "\n" and quote == '"':
                break
            else:
                at += 1
        blank(code, start, at)
        return at

    read_code(0)
    return "".join(code), "".join(strings)


def found(pattern, view):
    """The line number of each place where the pattern stands in a view, with the match."""
    for match in re.finditer(pattern, view):
        yield view.count("\n", 0, match.start()) + 1, match

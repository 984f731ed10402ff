"""What the site keeps of a text, after the words of `Sources/Markup/Cleaning.swift`, written a second time.

Short rather than whole: which signs are emoji is told by their class, and where one character ends by marks and
joiners. Compare in NFC: which scripts are composed is told by that file's own tests.
"""

import re
import unicodedata

MARKS_MAX, EMPTY_LINES_MAX, SCALARS_A_CHARACTER = 4, 2, 16
LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufdd0-\ufdef"
    "\U000e0000-\U000e007f]")
DIRECTION = "\u200e\u200f\u061c"
# Letters that change by a joiner of no width: Arabic and its relatives, Indic, Tibetan, Burmese, Khmer, Mongolian.
JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f")
MARKS = ("\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
         "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f")
# One as a reader counts: a letter with its marks, people joined to a family, a flag of two letters.
ONE = f".[{MARKS}\u200c\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
CHARACTER = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[\u1100-\u115f][\u1160-\u11ff]+|{ONE}(?:\u200d(?:{ONE})?)*", re.DOTALL)
# One with a mark on it is a space still.
SPACE = rf"\s[{MARKS}]*"


def same(text):
    """Canonically equal texts are one."""
    return unicodedata.normalize("NFC", text)


def prose(text):
    """A post or comment: at most two empty lines together, none at the ends, no spaces at a line's end."""
    lines = [re.sub(rf"(?:{SPACE})+\Z", "", line) for line in visible(text, keeps_lines=True).split("\n")]
    joined = "\n".join(lines).strip("\n")
    return same(re.sub(r"\n{%d,}" % (EMPTY_LINES_MAX + 2), "\n" * (EMPTY_LINES_MAX + 1), joined))


def line(text):
    """A name, an answer, an alt: a run of spaces as its first one, none at the ends."""
    once = re.sub(rf"({SPACE})(?:{SPACE})*", r"\1", visible(text, keeps_lines=False))
    return same(re.sub(rf"\A{SPACE}|{SPACE}\Z", "", once))


def is_blank(text):
    return all(
        char.isspace() or char in "\u2800\u3164\uffa0\u115f\u1160" or unicodedata.category(char) in
        ("Cc", "Cf", "Mn", "Mc", "Me", "Cn") for char in text)


def characters(text):
    """As limits count: one more for each 16 scalars heaped on one."""
    return sum(-(-len(found) // SCALARS_A_CHARACTER) for found in CHARACTER.findall(text))


def visible(text, keeps_lines):
    """Without controls, marks of direction that reach others, letters of no width, heaps of accents."""
    flags = FLAG.findall(text)
    text = LINE_ENDS.sub("\n" if keeps_lines else " ", FLAG.sub("\ue000", text)).replace("\t", " ")
    out, marks = [], 0
    for at, char in enumerate(text):
        last, following = out[-1] if out else "", text[at + 1:at + 2]
        if char in "\u200c\u200d":
            if joins(char, last, following):
                out.append(char)
        elif char in DIRECTION:
            if keeps_lines and last and last not in DIRECTION and not last.isspace():
                out.append(char)
        elif "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
            if last and (is_emoji(last) or last in "#*0123456789" if char in "\ufe0e\ufe0f" else is_han(last)):
                out.append(char)
        elif HIDDEN.match(char) or ord(char) & 0xfffe == 0xfffe:
            pass
        elif stacks(char):
            if last not in ("", "\n") and marks < MARKS_MAX:
                marks += 1
                out.append(char)
        else:
            marks = 0
            out.append(flags.pop(0) if char == "\ue000" and flags else char)
    return "".join(out)


def joins(char, last, following):
    if char == "\u200d" and following and is_emoji(following):
        return bool(last) and (is_emoji(last) or last == "\ufe0f")
    if not last or not JOINING.match(last):
        return False
    return unicodedata.combining(last) == 9 or bool(JOINING.match(following)) and following.isalpha()


def stacks(char):
    kind = unicodedata.category(char)
    return kind == "Me" or kind == "Mn" and unicodedata.combining(char) != 0


def is_emoji(char):
    return char > "\xff" and (unicodedata.category(char) == "So" or char in "‼⁉〰" or "\U0001f3fb" <= char <= "\U0001f3ff")


def is_han(char):
    return unicodedata.name(char, "").startswith("CJK UNIFIED IDEOGRAPH")

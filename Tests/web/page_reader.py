"""Pages as a parser of HTML5 reads them: their words, their elements, and what a refusal has kept of a form."""

import re

import cleaned
import html5lib
from media_client import Unexpected


def parsed(answer, status=200):
    if answer.status != status:
        raise Unexpected("a page", answer)
    return html5lib.parse(answer.text, treebuilder="etree", namespaceHTMLElements=False)


def having(tree, name, class_=None):
    return [found for found in tree.iter(name) if class_ is None or class_ in found.get("class", "").split()]


def words(element):
    """What stands there, an address whole: it is shown without its scheme, and a long one cut."""
    found = element.text or ""
    for child in element:
        assert child.tag in ("a", "br"), f"<{child.tag}> among the words"
        address = child.get("href") if child.get("rel") else None
        found += (address or words(child)) + (child.tail or "")
    return cleaned.same(found)


def skeleton(tree, without):
    """Each element with the names of its attributes, in order; the words themselves, with their links, left out."""
    found = []
    for child in tree:
        if not (child.tag == "p" and without in child.get("class", "").split()):
            # Tags and times are listed in a page's head.
            is_listed = child.tag == "meta" and child.get("property") == "article:tag"
            if not is_listed:
                found.append((child.tag, tuple(sorted(child.attrib))))
            found += skeleton(child, without)
    return found


def is_kept(answer, name, typed, field="textarea"):
    """Refused: a sentence, and the field with what was typed in it."""
    page = parsed(answer, 422)
    [found] = [one for one in having(page, field) if one.get("name") == name]
    held = found.get("value") if field == "input" else found.text
    wanted = re.sub("\r\n?", "\n", typed) if field == "textarea" else re.sub("[\r\n]", "", typed)
    held = held or "" if field == "textarea" else re.sub("[\r\n]", "", held or "")
    # A page cannot say the number zero, and a parser stands for it.
    assert held.replace("\ufffd", "") == wanted.replace("\x00", ""), f"typed {typed[:80]!r}, kept {held[:80]!r}"
    assert having(page, "p", "field__error") or having(page, "div", "flash--error"), f"{typed[:80]!r}: no sentence"


def equal(what, sent, shown, wanted):
    assert shown == wanted, f"{what} {sent!r}: shows {shown!r}, not {wanted!r}"


def difference(found, plain):
    return f"more {[one for one in found if one not in plain][:4]}, less {[one for one in plain if one not in found][:4]}"

"""Page notes: the notes of a chapter moved from the list at its end to the places where they are
called, from where the engine brings them to the foot of the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from prepress.text.xhtml import HEADINGS, has_class, parse_xhtml, serialise_xhtml, take_out

if TYPE_CHECKING:
    from prepress.galley.galley import SetChapter

    AnyChapter = TypeVar("AnyChapter", bound=SetChapter)

#: From what stands in one of these, the engine brings nothing to the foot of the page.
_APART = (*HEADINGS, "caption", "figcaption", "summary", "table")
#: A longer note stands at the chapter's end: a page has to hold one as a whole.
_LONGEST = 1500
#: White space that folds, unlike a no-break space.
_SPACE = re.compile(r"[ \t\r\n]+")
#: What can stand in a line as it is.
_INLINE = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q"}
    | {"s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
)


def with_page_notes(chapter: AnyChapter) -> AnyChapter:
    """The chapter with each note behind its first call, where it can stand at the foot of the page;
    those that cannot stay in the list, with their numbers.
    """
    if not chapter.notes:
        return chapter
    root, notes = parse_xhtml(chapter.markup), parse_xhtml(chapter.notes)
    items = {
        item.get("id"): (item, number)
        for listed in notes.iter("ol")
        if listed.getparent() is notes
        for number, item in enumerate(listed.findall("li"), 1)
    }
    for call in [each for each in root.iter("a") if has_class(each, "a", "note-call")]:
        found = items.get(call.get("href", "")[1:])
        if found is None or not _can_move(call, found[0]):
            continue
        item, number = items.pop(call.get("href", "")[1:])
        _move(item, number, call)
    for item, number in items.values():
        item.set("value", f"{number}")
    return replace(
        chapter, markup=serialise_xhtml(root), notes=serialise_xhtml(notes) if items else ""
    )


def _can_move(call: etree._Element, item: etree._Element) -> bool:
    if len("".join(item.itertext())) > _LONGEST or next(item.iter("svg", "math", "table"), None):
        return False
    above = [call, *call.iterancestors()]
    return not any(
        each.tag in _APART or "columns" in each.get("class", "").split() for each in above
    )


def _move(item: etree._Element, number: int, call: etree._Element) -> None:
    """Put the note in place of its call, with elements that may stand in a line."""
    parent = item.getparent()
    assert parent is not None, "it stands in a list"
    parent.remove(item)
    for link in list(item.iter("a")):
        if has_class(link, "a", "note-back"):
            take_out(link)
    _fold_white_space(item)
    for element in item.iter("*"):
        if element.tag not in _INLINE:
            classes = f"{element.get('class', '')} note-{element.tag}".strip()
            element.set("class", classes)
            element.tag = "span"
    item.set("class", "footnote")
    item.set("data-number", f"{number}")
    item.tail, call.tail = call.tail, None
    call.addprevious(item)
    above = call.getparent()
    assert above is not None, "it stands in the text"
    above.remove(call)


def _fold_white_space(item: etree._Element) -> None:
    """Fold white space as lines of text do, and take it out where a line of its own would begin:
    the engine keeps all of it in a note.
    """
    for element in item.iter("*"):
        if any(each.tag == "pre" for each in (element, *element.iterancestors())):
            continue
        element.text = _SPACE.sub(" ", element.text) if element.text else None
        for each in element:
            each.tail = _SPACE.sub(" ", each.tail) if each.tail else None
        if element.tag not in _INLINE:
            _trim(element)


def _trim(block: etree._Element) -> None:
    if block.text:
        block.text = block.text.lstrip(" ")
    for each in block:
        if each.tail and each.tag not in _INLINE:
            each.tail = each.tail.strip(" ")
    if len(block) == 0 and block.text:
        block.text = block.text.rstrip(" ")

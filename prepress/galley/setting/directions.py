"""Directions: what runs against the direction of the text is marked, so that every edition shows it
unreversed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from prepress.text.bidi import RIGHT_TO_LEFT, parts_of
from prepress.text.xhtml import has_class

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: Written from left to right in every language.
_CODE = frozenset({"code", "kbd", "pre", "samp"})
_INLINE = frozenset(
    {
        "a", "abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span",
        "strong", "sub",
        "sup", "time", "u", "var",
    }
)  # fmt: skip
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_DIGITS = frozenset({"AN", "EN"})
_AGAINST = {"ltr": "rtl", "rtl": "ltr"}

#: A piece of an element's content: one character, or a child without what stands behind it.
_Piece: TypeAlias = "str | etree._Element"


def mark_directions(draft: Draft, direction: str) -> None:
    """Give a `dir` to what runs against the text's `direction`, where no author has.

    HTML's `dir` also keeps what it marks apart from the text around it (HTML, 15.3.5), as
    `unicode-bidi` would, which an EPUB's stylesheet may not hold (EPUB 3.3, 6.3.1.2).
    """
    if direction == "rtl":
        for element in draft.elements(*_CODE, "a"):
            _mark(element)
        for section in draft.elements("section"):
            if has_class(section, "section", "notes"):
                for note in section.iter("p"):
                    _mark_note(note)
        _set_apart(draft.tree)
    if direction == "rtl" or RIGHT_TO_LEFT.search("".join(draft.tree.itertext())):
        _gather(draft.tree, direction)


def _mark(element: etree._Element) -> None:
    """Mark code and calls of notes, and turn the arrow that leads back from a note."""
    if has_class(element, "a", "note-back"):
        element.text = "↪"
    if "dir" in element.attrib:
        return
    if element.tag in _CODE or has_class(element, "a", "note-call"):
        element.set("dir", "ltr")


def _mark_note(note: etree._Element) -> None:
    """Mark a note without a letter of the text's script, such as a source; the link back stands
    outside.
    """
    if "dir" in note.attrib or _direction_of("".join(note.itertext())) != "ltr":
        return
    pieces = list(_pieces(note))
    end = len(pieces)
    while end and _ends_note(pieces[end - 1]):
        end -= 1
    _rebuild(note, _wrap(pieces, [(0, end)], "ltr"))


def _ends_note(piece: _Piece) -> bool:
    return piece.isspace() if isinstance(piece, str) else has_class(piece, "a", "note-back")


def _set_apart(element: etree._Element) -> None:
    """Wrap telephone numbers and addresses; a link that is nothing else is marked itself."""
    if element.get("dir") == "ltr" or element.tag in _CODE:
        return
    text = "".join(element.itertext())
    if element.tag == "a" and [apart for _, apart in parts_of(text.strip())] == [True]:
        element.set("dir", "ltr")
        return
    children = list(element)
    element.text, made = _parts_apart(element.text)
    element[:0] = made
    for child in children:
        _set_apart(child)
        child.tail, made = _parts_apart(child.tail)
        for new in reversed(made):
            child.addnext(new)


def _parts_apart(text: str | None) -> tuple[str, list[etree._Element]]:
    """What stands before the first part that is set apart, and those parts with what follows
    each.
    """
    before, made = "", []
    for part, apart in parts_of(text or ""):
        if apart:
            made.append(etree.Element("bdi", {"dir": "ltr"}))
            made[-1].text = part
        elif made:
            made[-1].tail = part
        else:
            before = part
    return before, made


def _gather(element: etree._Element, direction: str) -> None:
    """Wrap each run against the `direction` that goes through several elements, such as
    `C<sub>2</sub>H<sub>6</sub>`.

    Browsers see such a run as a whole. WeasyPrint 70 orders the letters of each element apart, then
    the elements by the direction of their block, so that it would show the formula from its end.
    """
    if element.tag in _CODE or element.tag == "bdi":
        return
    direction = element.get("dir", direction)
    for child in element:
        _gather(child, direction)
    if len(element) == 0 or direction not in _AGAINST:
        return
    pieces = list(_pieces(element))
    runs = [
        (start, end) for start, end in _runs(pieces, direction) if _is_divided(pieces[start:end])
    ]
    if runs:
        _rebuild(element, _wrap(pieces, runs, _AGAINST[direction]))


def _pieces(element: etree._Element) -> Iterator[_Piece]:
    yield from element.text or ""
    for child in element:
        yield child
        yield from child.tail or ""


def _runs(pieces: list[_Piece], direction: str) -> Iterator[tuple[int, int]]:
    """Where the runs against `direction` begin and end; a run goes from a letter to its last letter
    or digit.
    """
    start = end = None
    for at, piece in enumerate(pieces):
        kind = _kind(piece)
        if kind == _AGAINST[direction]:
            start, end = (at if start is None else start), at + 1
        elif kind == "digit" and start is not None:
            end = at + 1
        elif kind in (direction, "barrier") and start is not None and end is not None:
            yield start, end
            start = end = None
    if start is not None and end is not None:
        yield start, end


def _kind(piece: _Piece) -> str:
    """A direction, `digit`, `neutral`, or `barrier` for what no run goes through."""
    if isinstance(piece, str):
        name = unicodedata.bidirectional(piece)
        return _STRONG.get(name) or ("digit" if name in _DIGITS else "neutral")
    if piece.get("dir") or piece.tag == "img":
        return "neutral"
    if piece.tag not in _INLINE:
        return "barrier"
    text = "".join(piece.itertext())
    if not any(character.isalnum() for character in text):
        return "neutral"
    found = _direction_of(text)
    return found or (
        "barrier" if any(unicodedata.bidirectional(each) in _STRONG for each in text) else "digit"
    )


def _direction_of(text: str) -> str | None:
    """The direction of all letters of `text`; None where it has none, or some of either."""
    found = {_STRONG.get(unicodedata.bidirectional(character)) for character in text} - {None}
    return found.pop() if len(found) == 1 else None


def _is_divided(run: list[_Piece]) -> bool:
    return len(run) > 1 and not all(isinstance(piece, str) for piece in run)


def _wrap(pieces: list[_Piece], runs: list[tuple[int, int]], direction: str) -> Iterator[_Piece]:
    end = 0
    for start, stop in runs:
        yield from pieces[end:start]
        span = etree.Element("span", {"dir": direction})
        _rebuild(span, iter(pieces[start:stop]))
        yield span
        end = stop
    yield from pieces[end:]


def _rebuild(element: etree._Element, pieces: Iterator[_Piece]) -> None:
    """Make `pieces` the whole content of `element`."""
    content = list(pieces)
    element.text = None
    for child in list(element):
        element.remove(child)
    last: etree._Element | None = None
    for piece in content:
        if not isinstance(piece, str):
            piece.tail = None
            element.append(piece)
            last = piece
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece

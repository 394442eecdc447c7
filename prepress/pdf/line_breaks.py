"""Breaks: where the lines of a page end inside a word, or between a number and its unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from prepress.pdf.engine.boxes import Box, BoxKind
from prepress.text.measures import parts_measure

#: Code is broken wherever its line ends.
_VERBATIM = frozenset({"code", "kbd", "pre", "samp"})
#: The class of the box in a picture's place: a file's name in it has no spaces.
_STOPGAP = "missing-picture"
#: Scripts whose words stand without spaces, or whose lines end between any two letters.
_WITHOUT_SPACES = (
    *(
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HALFWIDTH",
        "FULLWIDTH",
        "BOPOMOFO",
        "HANGUL",
        "YI ",
        "IDEOGRAPHIC",
    ),
    *("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE", "TAI ", "NEW TAI"),
)
_MARKS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
#: What has lines of its own, or is a line.
_OF_THEIR_OWN = (BoxKind.LINE, BoxKind.BLOCK, BoxKind.PICTURE_BLOCK)
#: In px; as much as rounding may add.
_TOLERANCE = 1.0
_HYPHENS = ("-", "\u2010", "\u00ad")


@dataclass(frozen=True, eq=False)
class Break:
    """The end of a `line` that should not end there: the `words` around it, what is wrong and what
    to do.
    """

    line: Box
    element: Any
    words: str
    what: str
    hint: str


@dataclass(frozen=True)
class _WrittenLine:
    """A line's own text, with the boxes that it comes from."""

    box: Box
    texts: tuple[Box, ...]

    @property
    def text(self) -> str:
        return "".join(box.text for box in self.texts)


def breaks_in(boxes: Sequence[Box], lang: str) -> Iterator[Break]:
    """What is broken on the pages with these `boxes`, in the order of their blocks."""
    shown = {box.element for box in boxes}
    blocks: dict[Any, list[_WrittenLine]] = {}
    for box in boxes:
        if box.kind is BoxKind.LINE and box.elements:
            line = _WrittenLine(box, tuple(_texts(box)))
            blocks.setdefault(box.elements[-1], []).append(line)
    for element, lines in blocks.items():
        if len(lines) > 1 and not _is_code(lines[0].box):
            yield from _breaks_of(element, lines, "".join(_source(element, shown, blocks)), lang)


def _texts(box: Box) -> Iterator[Box]:
    """The texts of a line that the author or a layout wrote; what stylesheets add and what floats
    is left out.
    """
    for child in box.children:
        if not child.is_in_flow or "::" in child.tag:
            continue
        if child.kind is BoxKind.TEXT:
            yield child
        elif child.kind not in _OF_THEIR_OWN:
            yield from _texts(child)


def _is_code(line: Box) -> bool:
    return any(
        element.tag in _VERBATIM or element.get("class") == _STOPGAP for element in line.elements
    )


def _source(element: Any, shown: set[Any], blocks: dict[Any, list[_WrittenLine]]) -> Iterator[str]:
    """The text of a block without that of blocks inside it and of what is not shown."""
    yield element.text or ""
    for child in element:
        if child in shown and child not in blocks and child.tag != "br":
            yield from _source(child, shown, blocks)
        elif child in blocks or child.tag == "br":
            yield " "
        yield child.tail or ""


def _breaks_of(
    element: Any, lines: Sequence[_WrittenLine], source: str, lang: str
) -> Iterator[Break]:
    """Compare the lines with the text that they show, letter for letter, to see what stood between
    them.
    """
    source = _MARKS.sub("", source)
    position = 0
    for line, after in pairwise(lines):
        end = _end_of(line, source, position)
        if end is None:
            return
        position = end
        if line.text.endswith(_HYPHENS) or not after.text.strip():
            continue
        found = _word_break(line, after, source, end) or _measure_break(
            line, after, source, end, lang
        )
        if found:
            words, what, hint = found
            yield Break(line.box, element, words, what, hint)


def _word_break(
    line: _WrittenLine, after: _WrittenLine, source: str, end: int
) -> tuple[str, str, str] | None:
    """The word that is broken at the `end` of the line, what is wrong and what to do; None if none
    is.
    """
    if not _is_word_broken(source, end) or not _could_be_whole(line, after):
        return None
    word = _around(source, end)
    parts = f"{_last(line)}/{_first(after)}"
    return (
        word,
        f"the word “{word}” is broken without a hyphen, as “{parts}”.",
        "Shorten what stands beside it, leave out a column, or say with &shy; where it may break.",
    )


def _measure_break(
    line: _WrittenLine, after: _WrittenLine, source: str, end: int, lang: str
) -> tuple[str, str, str] | None:
    """The number that is parted from its unit at the `end` of the line, likewise."""
    if not parts_measure(source[:end], source[end:], lang):
        return None
    measure = f"{_last(line)} {_first(after)}"
    digits = "".join(letter for letter in measure if letter.isalnum()).isdigit()
    name = "number" if digits else "number and its unit"
    return (
        measure,
        f"the {name} in “{measure}” stand{'s' if digits else ''} on two lines.",
        "Write a space between them that does not break (&nbsp;).",
    )


def _end_of(line: _WrittenLine, source: str, position: int) -> int | None:
    """Where in `source` the line ends that begins at `position` or behind; None where it says
    something else.
    """
    for character in _MARKS.sub("", line.text):
        if character.isspace():
            continue
        while position < len(source) and source[position].isspace():
            position += 1
        if source[position : position + 1] == character:
            position += 1
        elif character not in _HYPHENS:
            return None
    return position


def _is_word_broken(source: str, end: int) -> bool:
    return (
        bool(source[end - 1 : end])
        and _is_of_word(source[end - 1])
        and _is_of_word(source[end : end + 1])
    )


def _is_of_word(character: str) -> bool:
    """Whether it is a letter, mark or digit of a script that has spaces between its words."""
    if not character or unicodedata.category(character)[0] not in "LMN":
        return False
    return not unicodedata.name(character, "").startswith(_WITHOUT_SPACES)


def _around(source: str, end: int) -> str:
    start = end
    while start and _is_of_word(source[start - 1]):
        start -= 1
    while end < len(source) and _is_of_word(source[end]):
        end += 1
    return source[start:end]


def _could_be_whole(line: _WrittenLine, after: _WrittenLine) -> bool:
    """Whether the broken word would fit into the column of text, outside of all tables."""
    head, tail = line.texts[-1:], after.texts[:1]
    if not head or not tail:
        return False
    width = _share(head[0], _last(line)) + _share(tail[0], _first(after))
    return width <= _column(line.box) - _TOLERANCE


def _share(box: Box, part: str) -> float:
    """About how wide the `part` of a box's text is."""
    return (box.width or 0.0) * min(1.0, len(part) / max(1, len(box.text)))


def _column(line: Box) -> float:
    """The width of the column in which the line stands: of its chapter, or of the outermost
    block.
    """
    width = 0.0
    around = line.around
    while around:
        element = around.element
        if around.width is not None:
            width = around.width
        if element is not None and element.tag == "section":
            break
        around = around.around
    return width


def _last(line: _WrittenLine) -> str:
    return re.split(r"[\s/-]", line.text.rstrip())[-1]


def _first(line: _WrittenLine) -> str:
    return re.split(r"[\s/-]", line.text.lstrip())[0]

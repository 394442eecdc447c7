"""Breaks: where the lines of a page end inside a word, or between a number and its unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from prepress.pdf.engine.boxes import PlacedBox
from prepress.text.measures import parts_measure

#: Code is broken wherever its line ends.
_VERBATIM = frozenset({"code", "kbd", "pre", "samp"})
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
#: In px; as much as rounding may add.
_TOLERANCE = 1.0
_HYPHENS = ("-", "\u2010", "\u00ad")


@dataclass(frozen=True, eq=False)
class Break:
    """The end of a line that should not end there: the words `said` around it, what is wrong and
    what to do.
    """

    laid: PlacedBox
    element: Any
    said: str
    what: str
    hint: str


@dataclass(frozen=True)
class _Line:
    """A line's own text, with the boxes that it comes from."""

    laid: PlacedBox
    texts: tuple[Any, ...]

    @property
    def text(self) -> str:
        return "".join(box.text for box in self.texts)


def breaks_in(laid: Sequence[PlacedBox], lang: str) -> Iterator[Break]:
    """What is broken on the pages whose boxes are `laid`, in the order of their blocks."""
    shown = {each.box.element for each in laid}
    blocks: dict[Any, list[_Line]] = {}
    for each in laid:
        if type(each.box).__name__ == "LineBox" and each.elements:
            blocks.setdefault(each.elements[-1], []).append(_Line(each, tuple(_texts(each.box))))
    for element, lines in blocks.items():
        if len(lines) > 1 and not _is_code(lines[0].laid):
            yield from _breaks_of(element, lines, "".join(_source(element, shown, blocks)), lang)


def _texts(box: Any) -> Iterator[Any]:
    """The texts of a line that the author or a layout wrote; what stylesheets add and what floats
    is left out.
    """
    for child in (getattr(child, "_box", child) for child in getattr(box, "children", ())):
        if (
            not child.is_in_normal_flow()
            or "::" in str(child.element_tag)
            or type(child).__name__ == "LineBox"
        ):
            continue
        if type(child).__name__ == "TextBox":
            yield child
        elif "Block" not in type(child).__name__:
            yield from _texts(child)


def _is_code(laid: PlacedBox) -> bool:
    return any(element.tag in _VERBATIM for element in laid.elements)


def _source(element: Any, shown: set[Any], blocks: dict[Any, list[_Line]]) -> Iterator[str]:
    """The text of a block without that of blocks inside it and of what is not shown."""
    yield element.text or ""
    for child in element:
        if child in shown and child not in blocks and child.tag != "br":
            yield from _source(child, shown, blocks)
        elif child in blocks or child.tag == "br":
            yield " "
        yield child.tail or ""


def _breaks_of(element: Any, lines: Sequence[_Line], source: str, lang: str) -> Iterator[Break]:
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
        if _is_word_broken(source, end) and _could_be_whole(line, after):
            said = _around(source, end)
            what = (
                f"the word “{said}” is broken without a hyphen, as “{_last(line)}/{_first(after)}”."
            )
            hint = (
                "Shorten what stands beside it, leave out a column, or say with &shy; where it "
                "may break."
            )
            yield Break(line.laid, element, said, what, hint)
        elif parts_measure(source[:end], source[end:], lang):
            said = f"{_last(line)} {_first(after)}"
            what = f"the number and its unit in “{said}” stand on two lines."
            yield Break(
                line.laid,
                element,
                said,
                what,
                "Write a space between them that does not break (&nbsp;).",
            )


def _end_of(line: _Line, source: str, position: int) -> int | None:
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


def _could_be_whole(line: _Line, after: _Line) -> bool:
    """Whether the broken word would fit into the column of text, outside of all tables."""
    head, tail = line.texts[-1:], after.texts[:1]
    if not head or not tail:
        return False
    width = _share(head[0], _last(line)) + _share(tail[0], _first(after))
    return width <= _column(line.laid) - _TOLERANCE


def _share(box: Any, part: str) -> float:
    """About how wide the `part` of a box's text is."""
    return float(box.width) * min(1.0, len(part) / max(1, len(box.text)))


def _column(laid: PlacedBox) -> float:
    """The width of the column in which the line stands: of its chapter, or of the outermost
    block.
    """
    width = 0.0
    around = laid.around
    while around:
        element = around.box.element
        if isinstance(around.box.width, int | float):
            width = float(around.box.width)
        if element is not None and element.tag == "section":
            break
        around = around.around
    return width


def _last(line: _Line) -> str:
    return re.split(r"[\s/-]", line.text.rstrip())[-1]


def _first(line: _Line) -> str:
    return re.split(r"[\s/-]", line.text.lstrip())[0]

"""Blanks: where readers write on paper, each as wide as its line leaves it, with a name for those
who cannot see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from prepress.galley.setting.field_spans import FIELD, NAME, is_field
from prepress.text.xhtml import add_text, has_class, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

#: Elements in which a line may stand as a block of its own.
_HOLDERS = frozenset({"dd", "div", "dt", "li", "p", "td", "th"})
#: Elements before and behind which a line ends.
_BLOCKS = frozenset({"blockquote", "br", "div", "dl", "figure", "ol", "p", "pre", "table", "ul"})
#: Words before a blank of a row that are longer belong to a sentence with gaps in it.
_LONGEST_LABEL = 28
#: From so many underscores on, a blank in a line of words is of middle length, or long.
_MIDDLE, _LONG = 6, 14

_Part: TypeAlias = str | etree._Element


def set_blanks(draft: Draft, words: Words) -> None:
    """Make lines to write on of the chapter's underscores. A blank that ends its line fills it, and
    several that end a line with short words before them share it.
    """
    blanks = [each for each in draft.elements("span") if has_class(each, "span", "blank")]
    names = {blank: blank.get(NAME) or _name(blank) for blank in blanks}
    for parent in dict.fromkeys(each.getparent() for each in blanks):
        if parent is not None and parent.tag in _HOLDERS:
            _divide(parent)
    for blank in blanks:
        _empty(blank, names[blank], words)


def new_blank(parent: etree._Element, name: str, words: Words) -> etree._Element:
    """A blank at the end of `parent` that fills it; `name` says what it is for."""
    blank = etree.SubElement(parent, "span", {"class": "blank blank-fill"})
    _empty(blank, name, words)
    return blank


def _empty(blank: etree._Element, name: str, words: Words) -> None:
    classes = blank.get("class", "").split()
    if "blank-fill" not in classes:
        length = len(blank.text or "")
        size = "long" if length >= _LONG else "middle" if length >= _MIDDLE else "short"
        blank.set("class", f"{' '.join(classes)} blank-{size}")
    for child in list(blank):
        blank.remove(child)
    blank.text = "\u00a0"
    blank.set("role", "img")
    blank.set("aria-label", words.fill("blank_for", words=name) if name else words["blank"])
    if is_field(blank):
        names = [*(blank.get("class") or "").split(), FIELD]
        blank.set("class", " ".join(dict.fromkeys(names)))
        blank.set(NAME, blank.get(NAME, name))


def _name(blank: etree._Element) -> str:
    """The words that say what a `blank` is for: those before it in its line, else what its row or
    column of a table is called.
    """
    return words_before(blank) or ", ".join(names_in_table(blank))


def words_before(element: etree._Element) -> str:
    """The words before `element` in its line, as far as another blank."""
    parts: list[str] = []
    at: etree._Element | None = element
    while (before := at.getprevious() if at is not None else None) is not None:
        parts.insert(0, before.tail or "")
        if before.tag in _BLOCKS or has_class(before, "span", "blank"):
            break
        parts.insert(0, plain_text(before))
        at = before
    parent = element.getparent()
    if before is None and parent is not None:
        parts.insert(0, parent.text or "")
    return _plain("".join(parts))


def _plain(words: str) -> str:
    return " ".join(re.sub("_{3,}|[☐○]", " ", words).split()).strip(" :.,;|(_")


def names_in_table(element: etree._Element) -> list[str]:
    """What the row and the column are called in which `element` stands, as far as they are."""
    cell = next(element.iterancestors("td", "th"), None)
    row = cell.getparent() if cell is not None else None
    table = next(element.iterancestors("table"), None)
    if cell is None or row is None or table is None:
        return []
    column = list(row).index(cell)
    head = table.find("thead/tr")
    names = [row[0]] if column else []
    names += [head[column]] if head is not None and column < len(head) else []
    found = [_plain("".join(each.itertext())) for each in names]
    return [each for each in found if each]


@dataclass
class _Line:
    """A line of an element: its `parts`, and whether its author ended it where a blank stands."""

    parts: list[_Part] = field(default_factory=list)

    @property
    def is_filled(self) -> bool:
        """Whether it ends with a blank."""
        written = [each for each in self.parts if not isinstance(each, str) or each.strip()]
        return bool(written) and _is_blank(written[-1])


def _divide(parent: etree._Element) -> None:
    """Give each line of `parent` that ends with a blank a box of its own."""
    lines = list(_lines(parent))
    parent.text = None
    for child in list(parent):
        parent.remove(child)
    after_box = False
    for line in lines:
        if line.is_filled:
            _add(parent, [_boxed(line)])
        elif after_box and line.parts[:1] and _is_break(line.parts[0]):
            _add(parent, line.parts[1:])
        else:
            _add(parent, line.parts)
        after_box = line.is_filled


def _lines(parent: etree._Element) -> Iterator[_Line]:
    """The lines of `parent`: a break or a block begins one, and a blank ends its own where its
    author ends the line.
    """
    line = _Line()
    for part in _parts(parent):
        if not isinstance(part, str) and part.tag in _BLOCKS:
            yield line
            line = _Line([part])
            if part.tag != "br":
                yield line
                line = _Line()
        elif isinstance(part, str) and part.lstrip(" ").startswith("\n") and line.is_filled:
            yield line
            line = _Line([part.lstrip()])
        else:
            line.parts.append(part)
    yield line


def _parts(parent: etree._Element) -> Iterator[_Part]:
    """The text and elements of `parent` in their order; the elements lose the text behind them."""
    yield parent.text or ""
    for child in parent:
        tail, child.tail = child.tail, None
        yield child
        yield tail or ""


def _boxed(line: _Line) -> etree._Element:
    """The box of a `line`, with a field for each of its blanks where there are several."""
    fields: list[list[_Part]] = [[]]
    parts = [each for each in line.parts if not _is_break(each)]
    for part in parts:
        fields[-1].append(part)
        if _is_blank(part):
            fields.append([])
    fields = [each for each in fields if any(_is_blank(part) for part in each)]
    if len(fields) > 1 and all(_length(each) <= _LONGEST_LABEL for each in fields):
        box = etree.Element("span", {"class": "blank-row"})
        for each in fields:
            _fill(etree.SubElement(box, "span", {"class": "blank-line"}), each)
        return box
    box = etree.Element("span", {"class": "blank-line"})
    _fill(box, parts)
    return box


def _fill(box: etree._Element, parts: Sequence[_Part]) -> None:
    """Put `parts` into `box`; the last blank of them fills its line."""
    _add(box, parts)
    box.text = (box.text or "").lstrip()
    blank = next(each for each in reversed(box) if _is_blank(each))
    blank.set("class", f"{blank.get('class')} blank-fill")
    blank.tail = None


def _add(parent: etree._Element, parts: Sequence[_Part]) -> None:
    for part in parts:
        if isinstance(part, str):
            add_text(parent, part)
        else:
            parent.append(part)


def _length(parts: Sequence[_Part]) -> int:
    """How many characters the words of these parts have."""
    words = (
        each if isinstance(each, str) else "" if _is_blank(each) else plain_text(each)
        for each in parts
    )
    return len("".join(words).strip())


def _is_blank(part: _Part) -> bool:
    return not isinstance(part, str) and has_class(part, "span", "blank")


def _is_break(part: _Part) -> bool:
    return not isinstance(part, str) and part.tag == "br"

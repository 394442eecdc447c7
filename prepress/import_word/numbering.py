"""Numbering: the number that Word shows before each item of a numbered list, since lists go on
behind other text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from prepress.import_word.word_file import WordFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNNUMBERED = ("bullet", "none")
_FIGURES = ("decimal", "decimalZero", "ordinal")


@dataclass(frozen=True)
class Level:
    """A level of a list in Word: the `form` of its numbers and the one that it `start`s with."""

    form: str
    start: int


@dataclass
class Numbers:
    """The lists of one document, and how far each has come while its paragraphs go by in their
    order.
    """

    levels: dict[str, dict[int, Level]]
    lists: dict[str, tuple[str, dict[int, int]]]
    styles: dict[str, tuple[str | None, int | None, str | None]]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def number(self, paragraph: etree._Element) -> tuple[int, bool] | None:
        """The next number where `paragraph` has one, and whether Word shows it in figures.

        As ISO/IEC 29500-1:2016, 17.9 has it: levels below begin anew, and a `startOverride` counts
        once.
        """
        number_id, depth = self._place(paragraph)
        kind, overrides = self.lists.get(number_id or "", ("", {}))
        level = self.levels.get(kind, {}).get(depth)
        if level is None or level.form in _UNNUMBERED:
            return None
        counts = self.counts[kind]
        if (number_id or "", depth) not in self.begun and depth in overrides:
            counts[depth] = overrides[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((number_id or "", depth))
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return counts[depth], level.form in _FIGURES

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, else those of its style or of what that
        is based on.
        """
        number_id = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId")
        depth = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl")
        style, seen = _value(paragraph, f"{_W}pPr/{_W}pStyle"), set[str]()
        found = int(depth) if depth and depth.isdecimal() else None
        while style and number_id is None and style not in seen:
            seen.add(style)
            number_id, styled, style = self.styles.get(style, (None, None, None))
            found = styled if found is None else found
        return number_id, found or 0


def numbers_of(word: WordFile) -> Numbers:
    """The lists that the document defines, none of them begun."""
    levels = {
        each.get(f"{_W}abstractNumId", ""): dict(_levels(each))
        for each in _definitions(word, "numbering", "abstractNum")
    }
    lists = {
        each.get(f"{_W}numId", ""): (
            _value(each, f"{_W}abstractNumId") or "",
            dict(_overrides(each)),
        )
        for each in _definitions(word, "numbering", "num")
    }
    of_styles = {
        each.get(f"{_W}styleId", ""): (
            _value(each, f"{_W}pPr/{_W}numPr/{_W}numId"),
            _number(_value(each, f"{_W}pPr/{_W}numPr/{_W}ilvl")),
            _value(each, f"{_W}basedOn"),
        )
        for each in _definitions(word, "styles", "style")
    }
    return Numbers(levels, lists, of_styles)


def _definitions(word: WordFile, kind: str, tag: str) -> list[etree._Element]:
    """The elements `tag` in the part of one `kind`; none where there is no such part."""
    parts = word.related_parts(word.main, kind)
    root = word.tree(parts[0]) if parts else None
    return [] if root is None else root.findall(f"{_W}{tag}")


def _levels(abstract: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in abstract.findall(f"{_W}lvl"):
        start = _number(_value(level, f"{_W}start"))
        form = _value(level, f"{_W}numFmt") or "decimal"
        yield _number(level.get(f"{_W}ilvl")) or 0, Level(form, 1 if start is None else start)


def _overrides(number: etree._Element) -> Iterator[tuple[int, int]]:
    for override in number.findall(f"{_W}lvlOverride"):
        start = _number(_value(override, f"{_W}startOverride"))
        if start is not None:
            yield _number(override.get(f"{_W}ilvl")) or 0, start


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{_W}val")


def _number(text: str | None) -> int | None:
    if not text or not text.isdecimal() or len(text) >= 10:
        return None
    return int(text)

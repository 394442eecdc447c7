"""The trace of a chapter: its elements as the galley's parser makes them, each with the place in
the text where it begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from prepress.galley.markup.conversion import convert
from prepress.galley.markup.sanitising import sanitise
from prepress.galley.source_map.position_marks import (
    ANY_MARK,
    AT,
    LIST_AT,
    MARK,
    MarkedText,
    mark_positions,
)
from prepress.galley.source_map.tracing import TracingExtension
from prepress.text.xhtml import parse_xhtml

#: How often a text is read again without the marks that it is read otherwise with.
_MOST_READINGS = 6


@dataclass(frozen=True)
class TracedElement:
    """An element of a chapter, and the `offset` in its text where that is written.

    `is_exact` is whether the author's own words for it are known, and not only those before it.
    """

    element: etree._Element
    offset: int
    is_exact: bool


@dataclass(frozen=True)
class Trace:
    """The elements of a chapter in the order of its galley, the HTML with marks from which they
    were made, and what its marks stand for.
    """

    elements: tuple[TracedElement, ...]
    html: str
    offsets: Mapping[str, int]


#: What is known of a text that is nested too deeply to be read.
NOTHING = Trace((), "", MappingProxyType({}))


def trace_text(text: str, lang: str, links: Mapping[str, str], fragment: str | None) -> Trace:
    """Trace the `text` of which the parser makes `fragment`, where somebody knows it already.

    Marks that change how the text is read are left out, so that the elements are those of the
    fragment whatever the author writes.
    """
    if fragment is None:
        fragment = sanitise(convert(text, lang, links).html)
    wanted = parse_xhtml(fragment)
    without: frozenset[int] = frozenset()
    for _ in range(_MOST_READINGS):
        trace = _trace(mark_positions(text, without), lang, links)
        wrong = _first_difference(wanted, trace)
        if wrong is None:
            return trace
        without |= _lines_around(text, trace, wrong)
    return _trace(MarkedText(text, {}), lang, links)


def trace_outline(text: str, lang: str) -> Trace:
    """Trace the headings, lists, pictures and notes of `text` alone: other words stay as they are
    written, which is quick.
    """
    return _trace(mark_positions(text), lang, {}, without_words=True)


def _trace(
    marked: MarkedText, lang: str, links: Mapping[str, str], *, without_words: bool = False
) -> Trace:
    tracing = TracingExtension(without_words=without_words)
    html = convert(marked.text, lang, links, tracing).html
    tree = parse_xhtml(sanitise(html, more=(AT, LIST_AT)))
    return Trace(tuple(_locate(tree, marked.offsets)), html, marked.offsets)


def _locate(tree: etree._Element, offsets: Mapping[str, int]) -> Iterator[TracedElement]:
    """The elements of `tree`, whose marks are taken out."""
    found: dict[etree._Element, int] = {}
    before: dict[etree._Element, int] = {}
    waiting: list[etree._Element] = []
    last = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            waiting.append(element)
            before[element] = last
            marks = _take_from_start(element)
        else:
            waiting = [each for each in waiting if each is not element]
            marks = _take_from_tail(element)
        for mark in marks:
            last = offsets.get(mark, last)
            found |= dict.fromkeys(waiting, last) if mark in offsets else {}
            waiting = []
    for element, offset in before.items():
        yield TracedElement(element, found.get(element, offset), element in found)


def _take_from_start(element: etree._Element) -> list[str]:
    marks = MARK.findall(element.attrib.pop(AT, ""))
    element.attrib.pop(LIST_AT, None)
    for name, value in list(element.attrib.items()):
        if MARK.search(value):
            marks += MARK.findall(value)
            element.set(name, ANY_MARK.sub("", value))
    text = element.text or ""
    if MARK.search(text):
        marks += MARK.findall(text)
        element.text = ANY_MARK.sub("", text)
    return marks


def _take_from_tail(element: etree._Element) -> list[str]:
    tail = element.tail or ""
    if not MARK.search(tail):
        return []
    element.tail = ANY_MARK.sub("", tail)
    return MARK.findall(tail)


def _first_difference(wanted: etree._Element, trace: Trace) -> int | None:
    """The index of the first element in which the trace differs from what is `wanted`."""
    elements = [each.element for each in trace.elements]
    originals = list(wanted.iter())
    for index, (one, other) in enumerate(zip(originals, elements, strict=False)):
        if _content(one) != _content(other):
            return index
    return None if len(originals) == len(elements) else min(len(originals), len(elements)) - 1


def _content(element: etree._Element) -> tuple[object, ...]:
    return element.tag, dict(element.attrib), element.text or "", element.tail or ""


def _lines_around(text: str, trace: Trace, index: int) -> frozenset[int]:
    """The lines on which the marks stand that may have changed the element `index`."""
    elements = trace.elements[max(0, index - 1) : index + 2]
    lines = [text.count("\n", 0, each.offset) for each in elements]
    return frozenset(range(min(lines), max(lines) + 1)) if lines else frozenset()

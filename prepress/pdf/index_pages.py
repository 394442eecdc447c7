"""Index pages: the numbers of the pages to which an index leads, in the place of the sections that
the galley names.

They are facts of a layout, "which anchor stands on which page", whoever found them: here they come
from the same text laid out before with numbers that only take their room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.galley import INDEX_MARKS
from prepress.pdf.engine.boxes import page_boxes
from prepress.pdf.page_labels import page_labels
from prepress.text.separators import signs_between

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.pdf.paper import PaperChapter

_SIGN = 'class="index-locator"'
#: The places of an entry, in which no other span stands.
_PLACES = re.compile(r'<span class="index-places"[^>]*>.*?</span>', re.DOTALL)
_MARKS = re.compile(rf' {INDEX_MARKS}="(?P<marks>[^"]*)"')
#: How often the text is laid out anew because a number changed where other pages begin.
_MOST_LAYOUTS = 4
#: What takes the room of a number that is not known yet.
_UNKNOWN = "000"


@dataclass(frozen=True, order=True)
class PageNumber:
    """A page: which one it is of all, from 0, and what it is called."""

    at: int
    label: str


#: The page on which each anchor stands.
AnchorPages = Mapping[str, PageNumber]


@dataclass(frozen=True)
class _PageRun:
    """Pages one after the other, with the anchors on the first and the last of them."""

    first: PageNumber
    last: PageNumber
    anchors: tuple[str, str]
    is_main: bool


def has_index(markup: str) -> bool:
    """Whether an index stands in it, which names pages."""
    return _SIGN in markup


def with_index_pages(
    chapters: Sequence[PaperChapter],
    lang: str,
    lay_out: Callable[[Sequence[PaperChapter]], Document],
    found: Document,
) -> Document:
    """The `chapters` laid out with the numbers of pages in their index; `found` is how they are
    laid out without.

    Where a longer index moves pages, all is laid out again until the numbers hold.
    """
    if not any(has_index(chapter.markup) for chapter in chapters):
        return found
    wanted = {anchor for chapter in chapters for anchor in wanted_anchors(chapter.markup)}
    pages = anchor_pages(found, wanted)
    for _ in range(_MOST_LAYOUTS):
        found = lay_out([with_page_numbers(chapter, pages, lang) for chapter in chapters])
        now = anchor_pages(found, wanted)
        if now == pages:
            break
        pages = now
    return found


def anchor_pages(document: Document, wanted: set[str]) -> AnchorPages:
    """The page on which each of the `wanted` anchors begins."""
    pages: dict[str, PageNumber] = {}
    labels = page_labels(page_boxes(document))
    for at, (page, label) in enumerate(zip(document.pages, labels, strict=True)):
        for anchor in wanted & page.anchors.keys():
            pages.setdefault(anchor, PageNumber(at, label))
    return pages


def without_page_numbers(chapter: PaperChapter, lang: str) -> PaperChapter:
    """The chapter with something in its index that takes as much room as the numbers will."""
    return with_page_numbers(chapter, {}, lang)


def with_page_numbers(chapter: PaperChapter, pages: AnchorPages, lang: str) -> PaperChapter:
    """The chapter with the numbers of `pages` in its index."""
    if not has_index(chapter.markup):
        return chapter
    return replace(chapter, markup=numbered_index(chapter.markup, pages, lang))


def numbered_index(html: str, pages: AnchorPages, lang: str) -> str:
    """A piece of a document, or all of it, with the numbers of `pages` in its index, those in a row
    as one; where there are none yet, with something that takes as much room.
    """

    def numbered(found: re.Match[str]) -> str:
        places = etree.fromstring(found[0])
        tokens = [token for link in places.iter("a") for token in link.get(INDEX_MARKS, "").split()]
        _set(places, _runs(tokens, pages) if pages else _unknown_runs(tokens), lang)
        written: str = etree.tostring(places, encoding="unicode")
        return written

    return _PLACES.sub(numbered, html)


def wanted_anchors(html: str) -> set[str]:
    """The anchors of the marks to which the index in `html` leads."""
    return {
        anchor
        for found in _MARKS.finditer(html)
        for token in unescape(found["marks"]).split()
        for anchor in token.removeprefix("*").split("..")
    }


def _runs(tokens: Sequence[str], pages: AnchorPages) -> list[_PageRun]:
    """What the `tokens` stand for as runs of pages in their order, each page once; what is most
    important stands for itself.
    """
    found = [run for token in tokens if (run := _page_run(token, pages))]
    main = {at for run in found if run.is_main for at in range(run.first.at, run.last.at + 1)}
    others = [run for run in found if run.is_main or not _lies_in(run, main)]
    return _joined(sorted(others, key=lambda each: (each.first.at, each.last.at)))


def _page_run(token: str, pages: AnchorPages) -> _PageRun | None:
    """The pages from one anchor to the other; None where it is not known where they begin."""
    start, _, end = token.removeprefix("*").partition("..")
    if start not in pages:
        return None
    first, end = pages[start], end or start
    return _PageRun(first, max(first, pages.get(end, first)), (start, end), token.startswith("*"))


def _joined(runs: Sequence[_PageRun]) -> list[_PageRun]:
    """The sorted `runs`, those that follow each other as one."""
    joined: list[_PageRun] = []
    for run in runs:
        before = joined[-1] if joined else None
        if before and before.is_main == run.is_main and _follows(before.last, run.first):
            if run.last > before.last:
                anchors = (before.anchors[0], run.anchors[1])
                joined[-1] = _PageRun(before.first, run.last, anchors, run.is_main)
        else:
            joined.append(run)
    return joined


def _lies_in(run: _PageRun, pages: set[int]) -> bool:
    return all(at in pages for at in range(run.first.at, run.last.at + 1))


def _follows(page: PageNumber, other: PageNumber) -> bool:
    """Whether there is no page between, and both are numbered in the same figures."""
    return other.at <= page.at + 1 and page.label.isdecimal() == other.label.isdecimal()


def _unknown_runs(tokens: Sequence[str]) -> list[_PageRun]:
    runs = []
    for token in tokens:
        start, _, end = token.removeprefix("*").partition("..")
        page = PageNumber(0, _UNKNOWN)
        last = PageNumber(1, _UNKNOWN) if end else page
        runs.append(_PageRun(page, last, (start, end or start), token.startswith("*")))
    return runs


def _set(places: etree._Element, runs: Sequence[_PageRun], lang: str) -> None:
    attributes = dict(places.attrib)
    tail = places.tail
    places.clear()
    places.attrib.update(attributes)
    places.tail = tail
    comma = signs_between(lang)[0]
    places.text = comma if runs else None
    for number, run in enumerate(runs):
        if number:
            places[-1].tail = comma
        holder = etree.SubElement(places, "strong" if run.is_main else "span")
        holder.set("class", "index-run")
        ends = [(run.first, run.anchors[0])]
        if run.last != run.first:
            ends.append((run.last, run.anchors[1]))
        for page, anchor in ends:
            link = etree.SubElement(holder, "a", {"class": "index-locator", "href": f"#{anchor}"})
            link.text = page.label
        if len(ends) == 2:
            holder[0].tail = "–"

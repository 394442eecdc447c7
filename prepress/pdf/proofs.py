"""Proofs: the laid-out pages looked at as a proofreader does, before the PDF is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.source_places import SourcePlaces
from prepress.pdf.engine.boxes import (
    Box,
    BoxKind,
    PageBox,
    TextLine,
    boxes_on,
    line_in,
    page_boxes,
)
from prepress.pdf.engine.looking_back import DIVISIBLE
from prepress.pdf.line_breaks import breaks_in
from prepress.pdf.page_places import place_of, quote_element
from prepress.pdf.placement import Fault, misplaced
from prepress.pdf.white_space import gaps, is_forced
from prepress.pdf.wide_tables import is_too_wide
from prepress.text.xhtml import HEADINGS, has_class, plain_text

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.galley.galley import Galley

_LISTS = frozenset({"ul", "ol", "dl"})
#: Where lines are shorter than those of the running text, by design.
_NARROW = frozenset({"aside", "figure", "table", "blockquote", "li", "dd"})
#: The engine puts a picture that is a block of its own into no line.
_LINES = (BoxKind.LINE, BoxKind.PICTURE_BLOCK)
_HYPHENS = ("\u2010", "-")
_LONGEST, _SHORTEST, _FEWEST_LINES = 85, 30, 8
_MOST_HYPHENS = 2
_EMPTIEST = 0.2
_TOLERANCE = 1.0  # px


def proof_findings(
    document: Document, galley: Galley, before: int = 0, *, is_end: bool = True
) -> tuple[Finding, ...]:
    """What a proofreader would mark on the pages of `document`, which is laid out from `galley`
    (T-001 to T-008).

    So many pages stand `before` it, and others behind it unless it is the end.
    """
    proof = _Proof(page_boxes(document), galley, before, is_end)
    checks = (
        *(proof.stranded_lines, proof.labels, proof.split_figures, proof.last_page),
        *(proof.measure, proof.ladders, proof.tables, proof.breaks),
        *(proof.placement, proof.white_space),
    )
    return tuple(finding for check in checks for finding in check())


@dataclass(frozen=True, eq=False)
class _Proof:
    """The pages with all that stands on them; each check gives what it finds."""

    pages: tuple[PageBox, ...]
    galley: Galley
    before: int
    is_end: bool

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        return tuple(boxes_on(self.pages))

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """All lines, also those of floats and other boxes beside the run of the text."""
        found = (line_in(box) for box in self.boxes if box.kind in _LINES)
        return tuple(line for line in found if line)

    @cached_property
    def run(self) -> tuple[TextLine, ...]:
        """The lines in the order in which they are read."""
        return tuple(line for line in self.lines if line.box.run)

    @cached_property
    def places(self) -> SourcePlaces:
        return SourcePlaces(self.galley)

    def stranded_lines(self) -> Iterator[Finding]:
        """Headings, and lines that introduce a list, that are the last of their page."""
        for last, first in pairwise(self.run):
            if last.page == first.page:
                continue
            heading = next((element for element in last.elements if element.tag in HEADINGS), None)
            if heading is not None and _belongs(first, heading, last.elements):
                what = f"the heading “{quote_element(heading)}” stands alone at the foot."
                hint = "Add or cut a line or two above it, or take out the page break behind it."
                yield self._finding("T-001", last.box, what, hint, heading)
            elif last.text.endswith((":", "：")) and _opens_list(first, last):
                what = (
                    f"the line “{shorten(last.text, 60, placeholder=' …')}” is the last, and its "
                    f"list is overleaf."
                )
                hint = "Add or cut a line or two above it, or take out the page break behind it."
                yield self._finding("T-001", last.box, what, hint, last.block)

    def labels(self) -> Iterator[Finding]:
        """List items whose bullet or number is on one page and whose text on a later one."""
        texts: dict[Any, int] = {}
        for line in self.lines:
            for element in line.elements:
                texts.setdefault(element, line.page)
        seen: set[Any] = set()
        for box in self.boxes:
            item = box.element
            if not box.tag.endswith("::marker") or item in seen:
                continue
            seen.add(item)
            if texts.get(item, 0) > box.page:
                hint = "Add or cut a line or two above it, or let the item begin with text."
                what = (
                    f"the bullet or number of “{quote_element(item)}” stands here, "
                    f"but its text on the next page."
                )
                yield self._finding("T-001", box, what, hint, item)

    def split_figures(self) -> Iterator[Finding]:
        """Figures and callouts that are on two pages, but for those that fill half-empty ones."""
        pages: dict[Any, dict[int, Box]] = {}
        for box in self.boxes:
            if _is_figure_or_callout(box.element):
                edges = box.edges
                if edges and edges[3] > edges[1]:
                    pages.setdefault(box.element, {}).setdefault(box.page, box)
        for element, on in pages.items():
            if len(on) > 1 and DIVISIBLE not in element.get("class", "").split():
                name = "figure" if element.tag == "figure" else "callout"
                what = f"the {name} “{quote_element(element)}” is split: it goes on overleaf."
                hint = "Make it smaller, or divide it into two."
                yield self._finding("T-002", on[min(on)], what, hint, element)

    def last_page(self) -> Iterator[Finding]:
        """The last page, where it is nearly empty."""
        number = len(self.pages)
        seen = [line.box for line in self.lines if line.page == number]
        bottoms = [edges[3] for each in seen if (edges := each.edges)]
        if number < 2 or not bottoms or not self.is_end:
            return
        page = self.pages[-1]
        if page.is_of_kind and is_forced(*(tuple(each.boxes()) for each in self.pages[-2:])):
            return
        if max(bottoms) - page.top < _EMPTIEST * page.height:
            what = "the last page is less than a fifth full."
            yield self._finding(
                "T-003", seen[0], what, "Cut a few lines, or write more.", seen[0].elements[-1]
            )

    def measure(self) -> Iterator[Finding]:
        """The length of the lines of running text."""
        running = [
            line for line in self.run if line.block.tag == "p" and _is_running(line.elements)
        ]
        lengths = [
            _length(line.text)
            for line, after in pairwise(running)
            if line.block is after.block
            if not line.broken
        ]
        if len(lengths) < _FEWEST_LINES or _SHORTEST <= (typical := median(lengths)) <= _LONGEST:
            return
        wrong, mend = ("long", "wider") if typical > _LONGEST else ("short", "narrower")
        letters = "larger" if wrong == "long" else "smaller"
        what = (
            f"All pages: a full line has about {typical:.0f} characters, which is too {wrong} to "
            f"be read well."
        )
        hint = (
            f"Set the letters {letters} or the margins {mend}, so that a line has 45 to 75 "
            f"characters."
        )
        yield Finding("T-004", Place(self.galley.manuscript.metadata_file), what, hint)

    def ladders(self) -> Iterator[Finding]:
        """Paragraphs with too many hyphens at the ends of lines, one below the other."""
        for block, group in groupby(self.run, key=lambda line: line.block):
            lines = tuple(group)
            if len(lines) <= _MOST_HYPHENS:
                continue
            source = plain_text(block).replace("\xad", "").casefold()
            ends = [_is_divided(line, after, source) for line, after in pairwise(lines)]
            runs = [
                [at for at, _ in run]
                for divided, run in groupby(enumerate(ends), key=lambda end: end[1])
                if divided
            ]
            longest = max(runs, key=len, default=[])
            if len(longest) > _MOST_HYPHENS:
                first = lines[longest[0]]
                what = (
                    f"{len(longest)} lines in a row end with a hyphen in “{quote_element(block)}”."
                )
                hint = "Change a word or two in these lines."
                yield self._finding("T-005", first.box, what, hint, block)

    def tables(self) -> Iterator[Finding]:
        """Tables that are wider than their column, or reach out of the page's text."""
        seen: set[Any] = set()
        for box in self.boxes:
            element = box.element
            if box.kind is not BoxKind.TABLE or element in seen:
                continue
            is_table = element.tag == "table"  # columns may begin in the margin
            if (is_table and is_too_wide(box)) or _is_outside(box, self.pages[box.page - 1]):
                seen.add(element)
                what = (
                    f"the table that begins “{quote_element(element)}” does not fit into "
                    f"the column of text."
                )
                hint = "Leave out a column, shorten the longest words, or divide the table."
                yield self._finding("T-006", box, what, hint, element)

    def breaks(self) -> Iterator[Finding]:
        """Words that are broken without a hyphen, though they would fit, and numbers parted from
        their units.
        """
        seen: set[tuple[Any, str]] = set()
        for found in breaks_in(self.boxes, self.galley.manuscript.metadata.lang):
            if (found.element, found.words) in seen:
                continue
            seen.add((found.element, found.words))
            elements = found.line.elements
            opening = next((each for each in elements if each.tag == "table"), found.element)
            place = place_of(elements, opening, self.places, found.words)
            what = f"Page {self.before + found.line.page}: {found.what}"
            yield Finding("T-007", place, what, found.hint)

    def placement(self) -> Iterator[Finding]:
        """What reaches out of the page, and pictures that cover something or have strayed."""
        yield from self._faults("T-007", misplaced(self.pages, self.boxes))

    def white_space(self) -> Iterator[Finding]:
        """Half-empty pages, lines of one word and bullets that stand alone."""
        yield from self._faults("T-008", gaps(self.pages, self.boxes, self.lines))

    def _faults(self, code: str, faults: Iterable[Fault]) -> Iterator[Finding]:
        """A finding for each element that has one of the `faults`."""
        seen: set[Any] = set()
        for fault in faults:
            if fault.element not in seen:
                seen.add(fault.element)
                yield self._finding(code, fault.box, fault.what, fault.hint, fault.element)

    def _finding(self, code: str, on: Box, what: str, hint: str, element: Any) -> Finding:
        page = self.before + on.page
        return Finding(
            code, place_of(on.elements, element, self.places), f"Page {page}: {what}", hint
        )


def _belongs(line: TextLine, heading: Any, elements: Sequence[Any]) -> bool:
    """Whether `line` is what `heading` is for: text beside it or a lower heading, not the next
    title or chapter.
    """
    if heading in line.elements:
        return True
    around = elements[elements.index(heading) - 1]
    following = next((element.tag for element in line.elements if element.tag in HEADINGS), "h7")
    return around in line.elements and following > heading.tag


def _opens_list(first: TextLine, last: TextLine) -> bool:
    """Whether a list that stands directly behind `last` begins with `first`."""
    begun = [
        at
        for at, element in enumerate(first.elements)
        if element.tag in _LISTS and element not in last.elements
    ]
    return bool(begun) and first.elements[begun[0] - 1] in last.elements


def _is_figure_or_callout(element: Any) -> bool:
    if element is None:
        return False
    return element.tag == "figure" or has_class(element, "aside", "callout")


def _is_running(elements: Sequence[Any]) -> bool:
    in_chapter = any(has_class(element, "section", "chapter") for element in elements)
    aside = any(
        element.tag in _NARROW or has_class(element, "section", "notes") for element in elements
    )
    return in_chapter and not aside


def _is_divided(line: TextLine, after: TextLine, source: str) -> bool:
    """Whether the hyphen at the end of `line` is the engine's: `source`, folded, has the word
    without it.
    """
    if not line.text.endswith(_HYPHENS) or not line.text[:-1].strip() or not after.text:
        return False
    head = line.text[:-1].casefold().split()[-1]
    tail = after.text.casefold().split()[0].rstrip("".join(_HYPHENS))
    return head + tail in source


def _is_outside(table: Box, page: PageBox) -> bool:
    """Whether `table` reaches out of the page's text, to a side or below."""
    edges = table.edges
    if not edges:
        return False
    left, _, right, bottom = edges
    outside = (
        page.left - left,
        right - page.left - page.width,
        bottom - page.top - page.height,
    )
    return max(outside) > _TOLERANCE


def _length(text: str) -> int:
    """How many characters a reader sees: accents and invisible marks do not count."""
    return sum(unicodedata.category(character) not in {"Mn", "Me", "Cf"} for character in text)

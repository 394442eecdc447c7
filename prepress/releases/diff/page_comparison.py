"""Page comparison: two pages laid over each other, whether they look the same, and where they do
not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from prepress.readers.pdf import OpenPdf, dpi_of
from prepress.releases.diff.image_difference import differing_areas, mask
from prepress.releases.diff.page_changes import DifferenceKind, Mark, MarkKind, PagePicture
from prepress.releases.diff.word_places import Moves, Places

if TYPE_CHECKING:
    from prepress.readers.pdf_page import Area, Box, Proof
    from prepress.releases.diff.page_reading import ReadPage
    from prepress.releases.diff.word_changes import Match, Rewording

#: How many dots around a word belong to it: its underline, and what the comparison in cells rounds
#: up.
_AROUND = 8


@dataclass(frozen=True)
class Question:
    """Two pages and what is known of their words.

    `kept` are words on either page that are in both texts, `reworded` those that are not. `settled`
    are places in points, whatever changed there is known already.
    """

    old: ReadPage
    new: ReadPage
    kept: Sequence[Match]
    reworded: Sequence[Rewording]
    settled: Sequence[Box] = ()


@dataclass(frozen=True)
class VisualDifference:
    """In what way two pages differ to the eye, their pictures, and what to mark on each."""

    kinds: tuple[DifferenceKind, ...]
    numbers: tuple[int, int]
    pictures: tuple[Image.Image, Image.Image]
    marks: tuple[tuple[Mark, ...], tuple[Mark, ...]] = ((), ())

    def page_pictures(self) -> Iterator[PagePicture]:
        """The old page and the new one for the report."""
        for number, picture, marks in zip(self.numbers, self.pictures, self.marks, strict=True):
            yield PagePicture.of(number, picture, marks)


@dataclass(frozen=True)
class WordBoxes:
    """Where words stand that changed, in points."""

    removed: Sequence[Box]
    added: Sequence[Box]
    moves: Moves


def look_at(paper: OpenPdf, number: int) -> PagePicture:
    """A page that has no counterpart, unmarked. Raises SourceError where it is damaged."""
    with paper.proof(number) as proof:
        picture = proof.picture(dpi_of(proof))
    return PagePicture.of(number, picture)


def look_at_both(old: OpenPdf, new: OpenPdf, question: Question) -> VisualDifference:
    """Compare the look of two pages. Raises SourceError where one is damaged."""
    numbers = (question.old.number, question.new.number)
    with old.proof(numbers[0]) as was, new.proof(numbers[1]) as now:
        pictures = was.picture(dpi_of(was)), now.picture(dpi_of(now))
        alike = pictures[0].size == pictures[1].size
        areas = _differing_areas(pictures, was, now, question) if alike else ()
        if alike and not areas and not question.reworded:
            return VisualDifference((), numbers, pictures)
        with Places.on(old, numbers[0]) as before, Places.on(new, numbers[1]) as after:
            words = _word_boxes(before, after, question, question.kept if areas else ())
        removed, added = _line_areas(was, words.removed), _line_areas(now, words.added)
        others = _other_marks(was, now, areas, words, question.settled)
    marks = (
        (*others, *(Mark.around(MarkKind.REMOVED, area) for area in removed)),
        (*others, *(Mark.around(MarkKind.ADDED, area) for area in added)),
    )
    return VisualDifference(_kinds(others, size_differs=not alike), numbers, pictures, marks)


def _differing_areas(
    pictures: tuple[Image.Image, Image.Image], was: Proof, now: Proof, question: Question
) -> tuple[Area, ...]:
    boxes = (*question.old.masks, *question.new.masks)
    areas = [*_areas(was, boxes), *_areas(now, boxes)]
    return differing_areas(mask(pictures[0], areas), mask(pictures[1], areas))


def _word_boxes(
    before: Places, after: Places, question: Question, kept: Sequence[Match]
) -> WordBoxes:
    removed = before.of(word for each in question.reworded for word in each.removed)
    added = after.of(word for each in question.reworded for word in each.added)
    return WordBoxes(removed, added, before.moves(after, kept))


def _other_marks(
    was: Proof, now: Proof, areas: Sequence[Area], words: WordBoxes, settled: Sequence[Box]
) -> list[Mark]:
    """What differs in `areas` beside the words that were taken out and put in, and what is
    settled.
    """
    known = _with_rims(
        [*_areas(was, [*words.removed, *settled]), *_areas(now, [*words.added, *settled])]
    )
    moved = _with_rims([*_areas(was, words.moves.old), *_areas(now, words.moves.new)])
    unknown = (area for area in areas if not any(_holds(place, area) for place in known))
    return [_mark(area, moved, along=words.moves.across_lines) for area in unknown]


def _mark(area: Area, moved: Sequence[Area], *, along: bool) -> Mark:
    """What differs in `area`: words that moved are in it, or it moved `along` with them, or else it
    looks different.
    """
    text = along or any(_touches(area, place) for place in moved)
    return Mark.around(MarkKind.MOVED if text else MarkKind.LOOK, area)


def _kinds(others: Iterable[Mark], *, size_differs: bool) -> tuple[DifferenceKind, ...]:
    marked = {mark.kind for mark in others}
    kinds = [DifferenceKind.MOVED] if MarkKind.MOVED in marked else []
    kinds += [DifferenceKind.LOOK] if MarkKind.LOOK in marked else []
    return tuple([*kinds, DifferenceKind.SIZE] if size_differs else kinds)


def _areas(proof: Proof, boxes: Iterable[Box]) -> list[Area]:
    return [proof.pixels(box, dpi_of(proof)) for box in boxes]


def _line_areas(proof: Proof, boxes: Iterable[Box]) -> list[Area]:
    """The areas of words; those that follow one another on a line as one."""
    lines: list[Area] = []
    for left, top, right, bottom in _areas(proof, boxes):
        last = lines[-1] if lines else (0, 0, 0, 0)
        if 0 <= left - last[2] <= _AROUND and _touches(
            (left, top, right, bottom), (last[0], last[1], right, last[3])
        ):
            lines.pop()
            lines.append((last[0], min(last[1], top), right, max(last[3], bottom)))
        else:
            lines.append((left, top, right, bottom))
    return lines


def _with_rims(areas: Iterable[Area]) -> list[Area]:
    """Areas with so much around them as belongs to a word."""
    return [
        (left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND)
        for left, top, right, bottom in areas
    ]


def _holds(outer: Area, inner: Area) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _touches(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

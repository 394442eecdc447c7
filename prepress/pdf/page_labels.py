"""Page labels: what the pages of a laid-out document are called, in the PDF as in the EPUB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

#: A range of pages: the place of the first, from 0, the style of the numerals as PDF names it, and
#: the first number.
LabelRange = tuple[int, str, int]


class NumberedPage(Protocol):
    """What is known of a page."""

    @property
    def number(self) -> int:
        """Its place, from 1."""

    @property
    def counted(self) -> int:
        """Its number as its layout counts."""

    @property
    def numerals(self) -> str:
        """In which numerals it is numbered."""

    @property
    def is_blank(self) -> bool:
        """Whether it is left blank."""


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def page_labels(pages: Sequence[NumberedPage]) -> tuple[str, ...]:
    """What each of the `pages` is called: as it is numbered, or its place where a layout numbers
    two of them alike.
    """
    labels = tuple(_labels(pages))
    if len({*labels}) == len(labels):
        return labels
    return tuple(str(page.number) for page in pages)


def _labels(pages: Sequence[NumberedPage]) -> Iterator[str]:
    """A page that is left blank is numbered in the numerals of the one before."""
    write: Callable[[int], str] = str
    for page in pages:
        if not page.is_blank:
            write = _NUMERALS.get(page.numerals, str)
        yield write(page.counted)


def label_ranges(labels: Sequence[str]) -> tuple[LabelRange, ...]:
    """The ranges in which `labels` count on in numerals of one kind; none where all are called by
    their place.
    """
    ranges: list[LabelRange] = []
    following = None
    for at, label in enumerate(labels):
        style, number = _read(label)
        if (style, number) != following:
            ranges.append((at, style, number))
        following = style, number + 1
    return () if ranges == [(0, "D", 1)] else tuple(ranges)


def _roman(number: int) -> str:
    """`number` in small roman numerals, which have no sign for what is less than 1."""
    if number < 1:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _read(label: str) -> tuple[str, int]:
    """The style of a label's numerals, and its number."""
    if label.isdecimal():
        return "D", int(label)
    values = {sign: value for value, sign in _ROMAN if len(sign) == 1}
    digits = [values[sign] for sign in label.lower()]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    number = sum(-value if value < after else value for value, after in pairs)
    return ("r" if label.islower() else "R"), number


_NUMERALS: Mapping[str, Callable[[int], str]] = {
    "lower-roman": _roman,
    "upper-roman": lambda number: _roman(number).upper(),
}

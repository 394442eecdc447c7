"""Editions: the forms in which one galley is published, and the sizes of paper they are cut to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from prepress.files.digests import digest_of

_UNIT_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_NAMED_MM = {
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
}


@dataclass(frozen=True)
class Trim:
    """The size of the finished page in millimetres."""

    width_mm: float
    height_mm: float

    @classmethod
    def parse(cls, text: str) -> Trim | None:
        """Read `letter`, `legal`, `a4`, `a5` or a size such as `6x9in` or `148x210mm`; None for
        anything else.
        """
        name = text.strip().lower()
        if name in _NAMED_MM:
            return cls(*_NAMED_MM[name])
        size = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", name)
        if not size:
            return None
        unit = _UNIT_MM[size[3]]
        trim = cls(float(size[1]) * unit, float(size[2]) * unit)
        return trim if 70 <= trim.width_mm <= 1000 and 70 <= trim.height_mm <= 1000 else None


@dataclass(frozen=True, kw_only=True)
class PdfEdition:
    """What all editions on paper have: the `size` of their text in pt, and `pages`, the most that
    they may fill.

    Where `size` is None, the layout's stylesheets give it. To keep within `pages`, the text may
    shrink to `min_size` pt, and leading and spacing with it.
    """

    name: ClassVar[str]
    size: float | None = None
    min_size: float = 11.0
    pages: int | None = None

    @property
    def page(self) -> Trim:
        """The size of the page on which the text is laid out."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class _TrimmedEdition(PdfEdition):
    """An edition whose pages are the finished pages."""

    trim: Trim = Trim(*_NAMED_MM["letter"])

    @property
    def page(self) -> Trim:
        """The finished page."""
        return self.trim


@dataclass(frozen=True, kw_only=True)
class PrintEdition(_TrimmedEdition):
    """The PDF for the office printer and the screen: tagged, live links, no marks."""

    name = "print"


@dataclass(frozen=True, kw_only=True)
class PressEdition(_TrimmedEdition):
    """The PDF for the print shop: PDF/X-4 in CMYK, `bleed` in mm and crop marks.

    `profile` is the path of an ICC profile in the project; where it is None, FOGRA39 for coated
    paper.
    """

    name = "press"
    bleed: float = 3.0
    profile: str | None = None


@dataclass(frozen=True, kw_only=True)
class LargePrintEdition(_TrimmedEdition):
    """The PDF for readers who need large letters: nothing in it is smaller than 18 pt."""

    name = "large-print"
    min_size: float = 18.0


@dataclass(frozen=True, kw_only=True)
class BookletEdition(PdfEdition):
    """Small pages on a large `sheet`: two to a side, ordered to be folded and stapled.

    With `n_up` they stand in reading order instead, two or four to a side.
    """

    name = "booklet"
    sheet: Trim = Trim(*_NAMED_MM["letter"])
    n_up: int | None = None

    @property
    def page(self) -> Trim:
        """A half of the sheet, or a quarter where four pages stand on it."""
        short, long = sorted((self.sheet.width_mm, self.sheet.height_mm))
        return Trim(short / 2, long / 2) if self.n_up == 4 else Trim(long / 2, short)


@dataclass(frozen=True, kw_only=True)
class EpubEdition:
    """The EPUB for phones, tablets and screen readers; without `embed_fonts` it is set in the
    reader's own.
    """

    name: ClassVar[str] = "epub"
    embed_fonts: bool = True


Edition = PdfEdition | EpubEdition

#: The built-in editions by name, each with its default values.
EDITIONS: dict[str, Edition] = {
    edition.name: edition
    for edition in (
        PrintEdition(),
        PressEdition(),
        LargePrintEdition(),
        BookletEdition(),
        EpubEdition(),
    )
}

#: What is built where the metadata names nothing.
USUAL_EDITIONS: tuple[Edition, ...] = (PrintEdition(), EpubEdition())


def option_input(edition: Edition) -> tuple[str, str]:
    """What is asked of `edition`, by its name as an input and its digest."""
    return f"options {edition.name}", digest_of(repr(edition))


def file_name(publication: str, edition: Edition) -> str:
    """The name of the file in `output/` that holds `edition` of `publication`."""
    if isinstance(edition, EpubEdition):
        return f"{publication}.epub"
    return (
        f"{publication}.pdf"
        if isinstance(edition, PrintEdition)
        else f"{publication}-{edition.name}.pdf"
    )

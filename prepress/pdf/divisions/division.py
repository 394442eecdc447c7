"""A division of a book as it was printed: its PDF, and all that the others and the whole need to
know of it, in a form that can be kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from prepress.files.digests import sealed, unsealed
from prepress.files.shapes import expect_shape
from prepress.findings import Finding, findings_kept
from prepress.galley.page_breaks import PageBreak
from prepress.pdf.divisions.joining import Bookmark
from prepress.pdf.engine.shared_fonts import FontUse
from prepress.pdf.engine.starting_places import Joint
from prepress.text.escapes import json_text

#: The form in which a division is kept; one of another form is not read.
_FORM = 1

#: The counters at places, by the anchors' names.
Anchors = Mapping[str, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True)
class PageFact:
    """The page of a `number`, from 1, as it is counted, in which numerals, and whether it is left
    blank; what of the text begins it, if anything does.
    """

    number: int
    counted: int
    numerals: str
    is_blank: bool
    start: PageBreak | None


@dataclass(frozen=True)
class PrintedDivision:
    """A printed division.

    It was made from what `made_from` is the digest of, as what follows `start`, with what it
    `asked` of places elsewhere. Each anchor has its place, a page
    of its own from 0. Its content is `pdf`, without the `fonts` that it shares with
    others, which are written as `font_options` say.
    """

    made_from: str
    start: Joint | None
    asked: Anchors
    end: Joint
    anchors: Anchors
    places: Mapping[str, int]
    pages: tuple[PageFact, ...]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[FontUse, ...]
    font_options: Mapping[str, Any]
    has_hyphens: bool
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    is_apart: bool
    pdf: bytes = field(repr=False, default=b"")

    def still_holds(self, made_from: str, start: Joint | None, known: Anchors) -> bool:
        """Whether it would be printed the same from `made_from` and what is known elsewhere."""
        return (
            self.made_from == made_from
            and self.start == start
            and all(counters_at(known, name) == asked for name, asked in self.asked.items())
        )


def counters_at(known: Anchors, name: str) -> Mapping[str, tuple[int, ...]]:
    """The counters at the anchor `name`; of one that is not known, nothing."""
    return known.get(name, {})


def to_bytes(division: PrintedDivision) -> bytes:
    """The division as it is kept: its facts, then its PDF."""
    values = {name: value for name, value in asdict(division).items() if name != "pdf"}
    facts = json_text({"form": _FORM, **values}, sorted_keys=True).encode()
    return sealed(len(facts).to_bytes(8) + facts + division.pdf)


def from_bytes(data: bytes) -> PrintedDivision | None:
    """The division that was kept as `data`; None where it is damaged or of another form."""
    body = unsealed(data)
    if body is None:
        return None
    facts, pdf = _parted(body)
    try:
        values = json.loads(facts)
        if values.pop("form") != _FORM:
            return None
        return _division(values, pdf)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def pdf_of(data: bytes) -> bytes:
    """The PDF of the division that is kept as `data`. Raises ValueError where it is damaged."""
    body = unsealed(data)
    if body is None:
        raise ValueError("damaged")
    return _parted(body)[1]


def _parted(body: bytes) -> tuple[bytes, bytes]:
    """The facts and the PDF of a division."""
    length = int.from_bytes(body[:8])
    return body[8 : 8 + length], body[8 + length :]


def _division(values: dict[str, Any], pdf: bytes) -> PrintedDivision:
    typed = {
        "start": _joint(values["start"]) if values["start"] else None,
        "end": _joint(values["end"]),
        "asked": _anchors(values["asked"]),
        "anchors": _anchors(values["anchors"]),
        "pages": tuple(_page(each) for each in values["pages"]),
        "bookmarks": tuple(Bookmark(**each) for each in values["bookmarks"]),
        "fonts": tuple(_font(each) for each in values["fonts"]),
        "findings": findings_kept(values["findings"]),
        "remarks": tuple(values["remarks"]),
    }
    division = PrintedDivision(**{**values, **typed}, pdf=pdf)
    expect_shape(division, PrintedDivision)
    if not pdf.startswith(b"%PDF-"):
        raise ValueError("no PDF")
    return division


def _joint(values: dict[str, Any]) -> Joint:
    counters = {name: tuple(each) for name, each in values["counters"].items()}
    return Joint(values["pages"], values["right"], counters, values["strings"])


def _anchors(values: dict[str, Any]) -> Anchors:
    return {
        name: {counter: tuple(each) for counter, each in counters.items()}
        for name, counters in values.items()
    }


def _page(values: dict[str, Any]) -> PageFact:
    start = PageBreak(**values["start"]) if values["start"] else None
    return PageFact(**{**values, "start": start})


def _font(values: dict[str, Any]) -> FontUse:
    widths = {int(glyph): width for glyph, width in values["widths"].items()}
    meanings = {int(glyph): text for glyph, text in values["meanings"].items()}
    return FontUse(values["name"], values["file"], values["values"], widths, meanings)

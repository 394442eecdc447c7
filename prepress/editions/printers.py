"""Printers: what those who print books one by one ask of their files, as values with their sources.

Amazon KDP, help pages “Print Options” (sizes, numbers of pages), “Set Trim Size, Bleed, and
Margins” (bleed, gutter, outer margins), “Paperback Submission Guidelines” (no marks, 300 dpi, fonts
embedded) and “Create a Paperback Cover” (safety, spine text from 79 pages, bar code).

IngramSpark and Lightning Source, “File Creation Guide” (sizes, margins, bleed on three sides of a
page, ink of 240 % at most, PDF/X-1a:2001 or PDF/X-3:2002, no marks, ISBN and bar code on the cover)
and help page “Manufacturing and File Setup Tips” (safety of covers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value

_INCH = 25.4
PROFILE_MEANING = (
    "whose demands it has to meet: kdp, ingram, or store for an EPUB; or a CMYK profile in the "
    "project (else GRACoL for inches, FOGRA39 for mm)"
)
#: Width and height in inches.
Size = tuple[float, float]


@dataclass(frozen=True)
class PageLimit:
    """The fewest and most pages of a book; both may be printed."""

    fewest: int
    most: int


@dataclass(frozen=True)
class Printer:
    """What a printer, who is called `title`, asks for; lengths are in inches.

    Of the sizes that it makes, from `smallest` to `largest`, those in `trims` are the usual ones.
    `limits` are the numbers of pages by the name of the paper, an empty one for any other, and
    `wide_limits` those of usual sizes that have others. `gutters` say from how many pages on the
    inner margin has to be so wide. Where it `refuses` narrow margins, it does not print them.
    PDF/X-1a is made for one that `wants_pdfx1a`.
    """

    title: str
    smallest: Size
    largest: Size
    trims: tuple[Size, ...]
    limits: Mapping[str, PageLimit]
    gutters: tuple[tuple[int, float], ...]
    outer: float
    outer_with_bleed: float
    refuses_margins: bool
    cover_safety: float
    most_ink: float
    wants_isbn: bool
    wants_pdfx1a: bool = False
    wide_limits: Mapping[Size, Mapping[str, PageLimit]] = field(default_factory=dict)
    bleed: float = 0.125

    @property
    def bleed_mm(self) -> float:
        """How far colour runs over the edge."""
        return self.bleed * _INCH

    @property
    def sizes(self) -> tuple[Size, Size]:
        """The smallest and the largest page that it makes."""
        return self.smallest, self.largest

    def gutter(self, pages: int) -> float:
        """How wide the inner margin of a book of so many pages has to be."""
        return max(width for fewest, width in self.gutters if pages >= fewest)

    def usual_trim(self, width_mm: float, height_mm: float) -> Size | None:
        """The usual size that a page has; None where it has another."""
        return next(
            (trim for trim in self.trims if _near(trim[0], width_mm) and _near(trim[1], height_mm)),
            None,
        )

    def makes(self, width_mm: float, height_mm: float) -> bool:
        """Whether it makes pages of this size."""
        width, height = width_mm / _INCH, height_mm / _INCH
        near = 0.01
        return (
            self.smallest[0] - near <= width <= self.largest[0] + near
            and self.smallest[1] - near <= height <= self.largest[1] + near
        )

    def page_limit(self, width_mm: float, height_mm: float, paper: str) -> PageLimit:
        """How many pages of this size and paper a book can have."""
        trim = self.usual_trim(width_mm, height_mm)
        limits = self.wide_limits.get(trim, self.limits) if trim else self.limits
        return limits.get(paper) or limits[""]


def _near(inches: float, mm: float) -> bool:
    return abs(inches - mm / _INCH) < 0.012


def _kdp(white: int, cream: int, color: int, premium: int) -> Mapping[str, PageLimit]:
    return MappingProxyType(
        {
            "": PageLimit(24, white),
            "kdp-white": PageLimit(24, white),
            "kdp-cream": PageLimit(24, cream),
            "kdp-color": PageLimit(72, color),
            "kdp-premium-color": PageLimit(24, premium),
        }
    )


_KDP = Printer(
    title="Amazon KDP",
    smallest=(4.0, 6.0),
    largest=(8.5, 11.69),
    trims=(
        *((5, 8), (5.06, 7.81), (5.25, 8), (5.5, 8.5), (6, 9), (6.14, 9.21), (6.69, 9.61)),
        *((7, 10), (7.44, 9.69), (7.5, 9.25), (8, 10), (8.25, 6), (8.25, 8.25), (8.5, 8.5)),
        *((8.5, 11), (8.27, 11.69)),
    ),
    limits=_kdp(828, 776, 600, 828),
    wide_limits=MappingProxyType(
        {
            **dict.fromkeys(((8.25, 6), (8.25, 8.25)), _kdp(800, 750, 600, 800)),
            **dict.fromkeys(((8.5, 8.5), (8.5, 11)), _kdp(590, 550, 600, 590)),
            (8.27, 11.69): _kdp(780, 730, 600, 590),
        }
    ),
    gutters=((0, 0.375), (151, 0.5), (301, 0.625), (501, 0.75), (701, 0.875)),
    outer=0.25,
    outer_with_bleed=0.375,
    refuses_margins=True,
    cover_safety=0.125,
    most_ink=3.0,
    wants_isbn=False,
)
_INGRAM = Printer(
    title="IngramSpark",
    smallest=(4.0, 6.0),
    largest=(8.5, 11.69),
    trims=(
        *((4, 6), (4, 7), (4.25, 7), (4.37, 7), (4.72, 7.48), (5, 7), (5, 8), (5.06, 7.81)),
        *((5.25, 8), (5.5, 8.25), (5.5, 8.5), (5.83, 8.27), (6, 9), (6.14, 9.21), (6.5, 6.5)),
        *((6.625, 10.25), (6.69, 9.61), (7, 10), (7.44, 9.69), (7.5, 9.25), (8, 8), (8, 10)),
        *((8, 10.88), (8.25, 10.75), (8.25, 11), (8.27, 11.69), (8.5, 8.5), (8.5, 9), (8.5, 11)),
    ),
    limits=MappingProxyType({"": PageLimit(18, 1200)}),
    gutters=((0, 0.5),),
    outer=0.5,
    outer_with_bleed=0.5,
    refuses_margins=False,
    cover_safety=0.25,
    most_ink=2.4,
    wants_isbn=True,
    wants_pdfx1a=True,
)

#: Those whose demands are known, by the names that authors write.
PRINTERS: Mapping[str, Printer] = MappingProxyType({"kdp": _KDP, "ingram": _INGRAM})


def profile_of_text(option: Value) -> str:
    """The name of a printer, or a path as the author wrote it."""
    from prepress.manuscript.metadata_values import line_of_text

    text = line_of_text(option)
    return text.lower() if text.lower() in PRINTERS else text

"""Cover panels: what stands on the front, the spine and the back of a printed cover."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.galley.blurb import blurb_markup
from prepress.galley.ornament import ornament_of
from prepress.layouts.bar_code import bar_code
from prepress.layouts.views import PictureView
from prepress.manuscript.isbn import IsbnError, hyphenated, isbn_of

if TYPE_CHECKING:
    from prepress.editions.cover_edition import CoverEdition
    from prepress.manuscript.metadata import Metadata
    from prepress.pdf.pages import PrintContext

_PT_PER_MM = 72 / 25.4
#: A spine may lie so many mm beside its place, so text keeps away from its folds (Amazon KDP, help
#: page “Paperback Cover Design”: 0.0625 in).
SPINE_SAFETY_MM = 0.0625 * 25.4
#: What is printed on thinner books would be seen on front or back (the same page: 79 pages).
FEWEST_PAGES_FOR_SPINE = 79
#: What a spine leaves free above and below its text, in mm.
SPINE_ENDS_MM = 10.0
_SMALLEST_PT, _LARGEST_PT = 5.0, 22.0
#: From the highest letter to the deepest one, around the middle of capitals, and how wide a letter
#: is, as shares of the size.
_INK, _LETTER, _WIDE_LETTER = 1.25, 0.58, 1.0
#: An author's name beside a title, and the space between them in ems.
_AUTHOR_SHARE, _GAP = 0.82, 2.0


@dataclass(frozen=True)
class SpineText:
    """What a spine says, in letters of so many pt; nothing where it is too narrow."""

    title: str = ""
    author: str = ""
    size: float = 0.0


def cover_values(context: PrintContext, edition: CoverEdition) -> Mapping[str, object]:
    """What the layout shows beside the metadata, as plain values.

    Raises SourceError where the identifier is meant as an ISBN and is none.
    """
    galley = context.galley
    metadata = galley.manuscript.metadata
    ornament = ornament_of(galley)
    digits = _isbn(context)
    spine = spine_text(edition, metadata)
    return {
        "cover": PictureView.of(galley.cover) if galley.cover else None,
        "ornament": PictureView.of(ornament) if ornament else None,
        "spine": {
            "width_mm": edition.spine_mm,
            "ends_mm": SPINE_ENDS_MM,
            "title": spine.title,
            "author": spine.author,
            "size": spine.size,
        },
        "blurb": blurb_markup(metadata),
        "isbn": {
            "digits": digits,
            "text": f"ISBN {hyphenated(digits)}",
            "bars": bar_code(digits),
        }
        if digits
        else None,
    }


def _isbn(context: PrintContext) -> str | None:
    manuscript = context.galley.manuscript
    metadata = manuscript.metadata
    try:
        return isbn_of(metadata)
    except IsbnError as error:
        what = f"The identifier “{metadata.identifier}” is no ISBN: {error}."
        remedy = "Write the ISBN of the printed book, such as isbn: 978-3-16-148410-0"
        if error.right:
            remedy = f"Write isbn: {hyphenated(error.right)} where the other digits are right."
        place = Place(manuscript.metadata_file, metadata.lines.get("identifier"))
        raise SourceError(what, remedy, place) from error


def spine_text(edition: CoverEdition, metadata: Metadata) -> SpineText:
    """The title and the authors as large as they fit on the spine; the title alone where they do
    not, and nothing where it is too narrow for that.
    """
    pages = 2 * edition.leaves
    if edition.spine is None and pages < FEWEST_PAGES_FOR_SPINE:
        return SpineText()
    across = (edition.spine_mm - 2 * SPINE_SAFETY_MM) * _PT_PER_MM / _INK
    along = (edition.page.height_mm - 2 * SPINE_ENDS_MM) * _PT_PER_MM
    author = "\u00a0· ".join(metadata.author)
    for names in dict.fromkeys((author, "")):
        ems = _ems(metadata.title) + (_GAP + _AUTHOR_SHARE * _ems(names) if names else 0)
        size = min(across, along / ems, _LARGEST_PT)
        if size >= _SMALLEST_PT:
            return SpineText(metadata.title, names, round(size, 2))
    return SpineText()


def _ems(text: str) -> float:
    """About how long a text is in a row."""
    return sum(
        _WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else _LETTER
        for letter in text
        if not unicodedata.combining(letter)
    )

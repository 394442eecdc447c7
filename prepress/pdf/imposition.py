"""Imposition: pages placed on large sheets, in the order of a folded booklet or several to a side
in reading order.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.pdf.viewing import runs_from_right

if TYPE_CHECKING:
    import pikepdf

    from prepress.editions.booklet import BookletEdition

_PT_PER_MM = 72 / 25.4
#: What paints something (ISO 32000-1, table 51).
_PAINTING = frozenset(
    {
        "Tj",
        "TJ",
        "'",
        '"',
        "Do",
        "sh",
        "INLINE IMAGE",
        "S",
        "s",
        "f",
        "F",
        "f*",
        "B",
        "B*",
        "b",
        "b*",
    }
)
#: The fold is marked by a short line at either end of it, in light grey, 5 mm long.
_FOLD_MARK_PT = 5 * _PT_PER_MM

#: The pages on one side of a sheet by their number from 1, in rows from the upper left; None for a
#: blank.
Side = tuple[int | None, ...]


def booklet_sides(pages: int) -> tuple[Side, ...]:
    """The sides of a stapled booklet: each sheet's front, then its back as a flip on the short edge
    turns it up.
    """
    slots = -(-pages // 4) * 4
    sides: list[Side] = []
    for front in range(1, slots // 2, 2):
        outer = slots + 1 - front
        sides += [(outer, front), (front + 1, outer - 1)]
    return tuple(
        tuple(number if number and number <= pages else None for number in side) for side in sides
    )


def plain_sides(pages: int, n_up: int) -> tuple[Side, ...]:
    """The sides with `n_up` pages each in reading order."""
    numbers: list[int | None] = [*range(1, pages + 1)]
    numbers += [None] * (-pages % n_up)
    return tuple(tuple(numbers[start : start + n_up]) for start in range(0, len(numbers), n_up))


def mirror(side: Side) -> Side:
    """The side with its two columns exchanged, for what is bound on the right."""
    return tuple(
        number
        for left, right in zip(side[::2], side[1::2], strict=True)
        for number in (right, left)
    )


def impose(data: bytes, edition: BookletEdition) -> bytes:
    """The PDF `data`, whose pages have the size `edition.page`, on sheets of the edition; same
    pages, same bytes.

    What is read from right to left, by the PDF's viewer preferences, is bound on the right: its
    sides are mirrored.

    A booklet is printed on both sides and flipped on the short edge. The sheets carry no tags:
    `print` is the edition for the screen.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as sheets:
        sides = (
            plain_sides(len(source.pages), edition.n_up)
            if edition.n_up
            else booklet_sides(len(source.pages))
        )
        if runs_from_right(source):
            sides = tuple(map(mirror, sides))
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for form in forms:
            if "/StructParents" in form:
                del form["/StructParents"]
        places = _Places.of(edition)
        blank = {number for number, page in enumerate(source.pages, 1) if _is_blank(page)}
        for side in sides:
            shown = tuple(None if number in blank else number for number in side)
            _add_side(sheets, shown, forms, places)
        _describe(source, sheets)
        stream = io.BytesIO()
        sheets.save(
            stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return stream.getvalue()


@dataclass(frozen=True)
class _Places:
    """Where the pages stand on a sheet, in pt; `fold` is whether the sheet is folded in its
    middle.
    """

    width: float
    height: float
    corners: tuple[tuple[float, float], ...]
    fold: bool

    @classmethod
    def of(cls, edition: BookletEdition) -> _Places:
        """The lower left corners of the pages, in rows from the upper left."""
        columns, rows = (2, 2) if edition.n_up == 4 else (2, 1)
        width, height = edition.page.width_mm * _PT_PER_MM, edition.page.height_mm * _PT_PER_MM
        corners = [
            (column * width, row * height)
            for row in reversed(range(rows))
            for column in range(columns)
        ]
        return cls(columns * width, rows * height, tuple(corners), fold=edition.n_up is None)


def _add_side(
    sheets: pikepdf.Pdf, side: Side, forms: Sequence[pikepdf.Object], places: _Places
) -> None:
    import pikepdf

    page = sheets.add_blank_page(page_size=(places.width, places.height))
    content, shown = [], pikepdf.Dictionary()
    for number, (x, y) in zip(side, places.corners, strict=True):
        if number is not None:
            name = f"/Page{number}"
            shown[name] = forms[number - 1]
            content.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q")
    if places.fold and content:  # a blank side stays blank: the fold is marked on the other
        middle, top = places.width / 2, places.height
        lines = f"{middle:.3f} 0 m {middle:.3f} {_FOLD_MARK_PT:.3f} l "
        lines += f"{middle:.3f} {top:.3f} m {middle:.3f} {top - _FOLD_MARK_PT:.3f} l"
        content.append(f"q 0.5 w 0.6 G [2 2] 0 d {lines} S Q")
    page.Contents = sheets.make_stream("\n".join(content).encode())
    page.Resources = pikepdf.Dictionary(XObject=shown)


def _is_blank(page: pikepdf.Page) -> bool:
    """Whether nothing is painted on the page, as on one that leaves a chapter to begin overleaf."""
    import pikepdf

    used = {str(each.operator) for each in pikepdf.parse_content_stream(page)}
    return not used & _PAINTING


def _describe(source: pikepdf.Pdf, sheets: pikepdf.Pdf) -> None:
    """Title, author, dates and language as the pages have them; printers must not scale or choose
    the long edge.
    """
    import pikepdf

    for key, value in source.docinfo.items():
        sheets.docinfo[key] = value if not value.is_indirect else sheets.copy_foreign(value)
    sheets.Root.Lang = source.Root.Lang
    sheets.Root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=True,
        PrintScaling=pikepdf.Name("/None"),
        Duplex=pikepdf.Name.DuplexFlipShortEdge,
    )
    if runs_from_right(source):
        sheets.Root.ViewerPreferences.Direction = pikepdf.Name.R2L

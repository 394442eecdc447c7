"""Folding: the six panels of a leaflet on both sides of their sheet, with marks for the knife and
the fold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from prepress.pdf.sheets import PT_PER_MM, Box, Placing, Sheet, place_on_sheets
from prepress.pdf.viewing import runs_from_right

if TYPE_CHECKING:
    import pikepdf

    from prepress.editions.leaflet import Fold, LeafletEdition

#: The panels by their numbers from 0, as they stand from left to right on the outside and on the
#: inside of the sheet. The cover is 0, the back 5. Folded like a letter, 4 is what is tucked in and
#: seen first behind the cover; folded like a Z, the back lies on the inside.
_SIDES: Mapping[Fold, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "letter": ((4, 5, 0), (1, 2, 3)),
    "z": ((3, 4, 0), (1, 2, 5)),
}
#: Marks stand so far outside the bleed and are so long, in pt.
_MARK_GAP, _MARK = 1 * PT_PER_MM, 5 * PT_PER_MM
#: Marks stand on all plates, in as much ink as the paper takes.
_INK = "0.75 0.75 0.75 0.75 K 0.25 w"


def fold_panels(data: bytes, edition: LeafletEdition) -> bytes:
    """The PDF `data`, whose pages are the panels in the order in which they are read, on the two
    sides of a sheet; what is read from right to left is mirrored.

    Flipped on the short edge, the sides lie back to back. More than six panels, of a leaflet that
    is not written, stand on sides of their own.
    """

    def sheets_of(pdf: pikepdf.Pdf) -> Sequence[Sheet]:
        widths = [float(page.trimbox[2] - page.trimbox[0]) for page in pdf.pages]
        alone = tuple((panel,) for panel in range(len(widths)))
        sides = _SIDES[edition.fold] if len(widths) == 6 else alone
        ordered = [side[::-1] if runs_from_right(pdf) else side for side in sides]
        height, bleed = edition.page.height_mm * PT_PER_MM, edition.bleed * PT_PER_MM
        return [row_of_panels(side, widths, height, bleed, marks=edition.marks) for side in ordered]

    return place_on_sheets(data, sheets_of, flip="ShortEdge")


def row_of_panels(
    panels: Sequence[int], widths: Sequence[float], height: float, bleed: float, *, marks: bool
) -> Sheet:
    """A side of a sheet with these `panels`, by their numbers from 0, in a row from left to right.

    All sizes are in pt, `widths` those of all panels. Where there is a bleed, `marks` may show
    where it is cut and folded.
    """
    marked = marks and bleed > 0
    margin = bleed + _MARK_GAP + _MARK if marked else bleed
    edges = [margin]
    for panel in panels:
        edges.append(edges[-1] + widths[panel])
    trim = (margin, margin, edges[-1], margin + height)
    placings = tuple(
        Placing(panel, left, margin, _clip(trim, left, right, bleed))
        for panel, left, right in zip(panels, edges, edges[1:], strict=False)
    )
    drawn = " ".join(_marks(trim, edges[1:-1], bleed)).encode() if marked else b""
    return Sheet(
        (0, 0, trim[2] + margin, trim[3] + margin), trim, _grown(trim, bleed), placings, drawn
    )


def _clip(trim: Box, left: float, right: float, bleed: float) -> Box:
    """What is seen of a panel: at the edges of the sheet, its bleed too."""
    grown = _grown(trim, bleed)
    return (
        grown[0] if left == trim[0] else left,
        grown[1],
        grown[2] if right == trim[2] else right,
        grown[3],
    )


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _marks(trim: Box, folds: Sequence[float], bleed: float) -> Iterator[str]:
    """Lines at the corners of the trim, where it is cut, and dashed ones where it is folded, all
    outside the bleed.
    """
    left, bottom, right, top = trim
    near = bleed + _MARK_GAP
    yield _INK
    for x in (left, right):
        yield from _upright(x, bottom, top, near)
    for y in (bottom, top):
        for x, way in ((left, -1), (right, 1)):
            begin = x + way * near
            yield f"{begin:.3f} {y:.3f} m {begin + way * _MARK:.3f} {y:.3f} l"
    yield "S [3 2] 0 d"
    for x in folds:
        yield from _upright(x, bottom, top, near)
    yield "S"


def _upright(x: float, bottom: float, top: float, near: float) -> Iterator[str]:
    for y, way in ((bottom, -1), (top, 1)):
        begin = y + way * near
        yield f"{x:.3f} {begin:.3f} m {x:.3f} {begin + way * _MARK:.3f} l"

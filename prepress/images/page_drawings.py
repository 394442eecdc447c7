"""Page drawings: a page of a PDF as an SVG of outlines, where that shows exactly the same."""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.misc.psLib import PSError
from fontTools.t1Lib import T1Error
from fontTools.ttLib import TTLibError

from prepress.images.drawn_marks import Drawing, PaintedPath, UnfaithfulError
from prepress.images.page_content import read_content
from prepress.images.page_fonts import Fonts
from prepress.images.page_inks import Inks
from prepress.images.page_proof import shows_the_same
from prepress.images.page_streams import PageMarks
from prepress.images.page_svg import written_svg
from prepress.images.unpacked_streams import unpacked

if TYPE_CHECKING:
    from prepress.images.drawn_marks import Matrix

#: More of embedded pictures than this is worth no lines.
_MOST_BYTES = 5_000_000
#: What a damaged or unusual page makes its readers raise: its pixels show what it is.
_FAILURES = (
    UnfaithfulError,
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    PSError,
    TTLibError,
    T1Error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def page_drawing(data: bytes, page: int) -> bytes | None:
    """The SVG of the `page` of the PDF `data`, in the page's size; None where only pixels show the
    page as it is: with shadings, blending, very many lines, fonts without outlines and so on; and
    where it holds nothing but pixels.
    """
    if page < 1:
        return None
    try:
        with _silent_readers():
            drawing = read_drawing(data, page)
        is_drawn = any(isinstance(mark, PaintedPath) for mark in drawing.marks)
        is_drawn = is_drawn and shows_the_same(drawing, data, page)
        svg = written_svg(drawing) if is_drawn else b""
    except _FAILURES:
        return None
    return svg if 0 < len(svg) < _MOST_BYTES else None


@contextmanager
def _silent_readers() -> Iterator[None]:
    """In the block, nothing is said of oddities in fonts and files, which are drawn or are not."""
    loggers = [logging.getLogger(name) for name in ("fontTools", "pikepdf")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def read_drawing(data: bytes, page: int) -> Drawing:
    """What the `page` of the PDF `data` shows.

    Raises UnfaithfulError for what cannot be drawn exactly, and many others for damaged pages.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        leaf = pdf.pages[page - 1]
        _refuse_notes(leaf)
        box, turn = _shown_box(leaf), int(leaf.get("/Rotate", 0)) % 360
        width, height = box[2] - box[0], box[3] - box[1]
        marks = PageMarks(Inks(pdf), Fonts())
        shown = (box[0], box[1], width, height)
        read_content(marks, _content(leaf), leaf.resources, _to_px(box, turn), shown)
    if turn in (90, 270):
        width, height = height, width
    return Drawing(width, height, tuple(marks.marks), tuple(marks.clips))


def _refuse_notes(leaf: Any) -> None:
    """Refuse notes and form fields, which are drawn over the page."""
    for note in leaf.get("/Annots", []):
        if "/AP" in note:
            raise UnfaithfulError("a note on the page")


def _shown_box(leaf: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is shown of a page (ISO 32000-1, 14.11.2)."""
    media, crop = _corners(leaf.mediabox), _corners(leaf.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right - left < 1 or top - bottom < 1:
        raise UnfaithfulError("a page without a size")
    return left, bottom, right, top


def _corners(box: Any) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (float(number) for number in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _to_px(box: tuple[float, float, float, float], turn: int) -> Matrix:
    """The matrix from a page's own space to one whose origin is the left top of the turned page."""
    left, bottom, right, top = box
    matrices: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    return matrices[turn]


def _content(leaf: Any) -> bytes:
    content = leaf.get("/Contents", [])
    streams = [content] if isinstance(content, pikepdf.Stream) else [*content]
    return b"\n".join(unpacked(stream) for stream in streams)

"""The page of a PDF: how it looks on paper, with and without its text, and where each character
stands.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from math import ceil, hypot
from typing import Any

from PIL import Image
from pypdfium2 import raw

#: Left, bottom, right and top in points, from the origin of the page's own coordinates.
Box = tuple[float, float, float, float]
#: Left, top, right and bottom in pixels of the proof.
Area = tuple[int, int, int, int]

#: Dots per inch of the proof that is made of every page.
PROOF_DPI = 150
#: Pixels with every part of red, green and blue at least this are bare paper.
PAPER = 250
#: PDFium counts in whole dots, so it is asked about a page this many times as large.
_FINER = 16
_HIDDEN = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
#: PDFium's mark for a hyphen at the end of a line.
_HYPHEN = "\x02"


@dataclass(frozen=True)
class Character:
    """A character that is drawn: its place in the text and on the page, its size in points, and
    what draws it.
    """

    text: str
    index: int
    box: Box
    size_pt: float
    bold: bool
    piece: Any

    @property
    def line(self) -> int:
        """The same number for all characters that one operator draws."""
        return ctypes.addressof(self.piece.contents)


class Proof:
    """One page; `number` counts from 1."""

    def __init__(self, page: Any, number: int) -> None:
        self._page = page
        self.number = number

    @cached_property
    def image(self) -> Image.Image:
        """The whole page at `PROOF_DPI`."""
        return self.picture(PROOF_DPI)

    def picture(self, dpi: int, area: Area | None = None) -> Image.Image:
        """The page, or `area` of it, at `dpi`."""
        width, height = self._size(dpi)
        left, top, right, bottom = area or (0, 0, width, height)
        cut = (left, height - bottom, width - right, top)
        # pypdfium2 takes points and rounds up to whole dots.
        crop = tuple(max(0.0, (dots - 0.5) * 72 / dpi) for dots in cut)
        image: Image.Image = self._page.render(scale=dpi / 72, crop=crop).to_pil()
        return image

    def pixels(self, box: Box, dpi: int) -> Area:
        """The pixels that `box` touches, none of them off the page."""
        width, height = self._size(dpi)
        corners = [self._dots(box[0], box[1], dpi), self._dots(box[2], box[3], dpi)]
        (left, right), (top, bottom) = (sorted(pair) for pair in zip(*corners, strict=True))
        return (
            min(max(left // _FINER, 0), width),
            min(max(top // _FINER, 0), height),
            min(max(-(-right // _FINER), 0), width),
            min(max(-(-bottom // _FINER), 0), height),
        )

    def _dots(self, x: float, y: float, dpi: int) -> tuple[int, int]:
        width, height = self._size(dpi)
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            self._page, 0, 0, width * _FINER, height * _FINER, 0, x, y, across, down
        )
        return across.value, down.value

    def _size(self, dpi: int) -> tuple[int, int]:
        width, height = self.size_pt
        return ceil(width * dpi / 72), ceil(height * dpi / 72)

    @cached_property
    def size_pt(self) -> tuple[float, float]:
        """Width and height of the whole page in points, turned as a printer sees it."""
        width, height = self._page.get_size()
        return width, height

    @contextmanager
    def without_text(self) -> Iterator[None]:
        """Draw everything but the text."""
        pieces = [each.raw for each in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
        modes = [raw.FPDFTextObj_GetTextRenderMode(piece) for piece in pieces]
        for piece in pieces:
            raw.FPDFTextObj_SetTextRenderMode(piece, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        try:
            yield
        finally:
            for piece, mode in zip(pieces, modes, strict=True):
                raw.FPDFTextObj_SetTextRenderMode(piece, mode)

    @contextmanager
    def in_grey(self, piece: Any, grey: int) -> Iterator[None]:
        """Draw a piece of text in a `grey` from 0, black, to 255, white."""
        before = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(piece, *before)
        raw.FPDFPageObj_SetFillColor(piece, grey, grey, grey, 255)
        try:
            yield
        finally:
            raw.FPDFPageObj_SetFillColor(piece, *(part.value for part in before))

    def has_text(self, trim: Box) -> bool:
        """Whether a character of the text stands inside `trim`, seen or not."""
        with closing(self._page.get_textpage()) as text:
            return bool(text.get_text_bounded(*trim).strip())

    @cached_property
    def characters(self) -> tuple[Character, ...]:
        """The characters that are meant to be seen, in the order of the text."""
        with closing(self._page.get_textpage()) as text:
            found = (_character(text, index) for index in range(text.count_chars()))
            return tuple(character for character in found if character)


def _character(text: Any, index: int) -> Character | None:
    """The character at `index`; None for spaces, for text that is drawn invisibly, as under a
    scan, and for the pale mark that stands aslant on a draft.
    """
    letter = chr(raw.FPDFText_GetUnicode(text, index) or 32)
    if letter == _HYPHEN:
        letter = "-"
    if not letter.isprintable() or letter.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
        return None
    piece = raw.FPDFText_GetTextObject(text, index)
    if not piece or raw.FPDFTextObj_GetTextRenderMode(piece) in _HIDDEN:
        return None
    box = text.get_charbox(index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    if matrix.b and _is_artifact(piece):
        return None
    size = raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
    return Character(letter, index, box, size, _is_bold(text, index), piece)


def _is_artifact(piece: Any) -> bool:
    """Whether it is marked as no part of the text (ISO 32000-1, 14.8.2.2)."""
    name = (ctypes.c_ushort * 32)()
    length = ctypes.c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(piece)):
        mark = raw.FPDFPageObj_GetMark(piece, number)
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name)[: length.value].decode("utf-16-le").rstrip("\0") == "Artifact":
            return True
    return False


def _is_bold(text: Any, index: int) -> bool:
    """Whether the font's name says so: the weights that PDFium gives come from what the engine only
    guesses.
    """
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), ctypes.c_int())
    return (
        re.search(rb"(?<!semi)(?<!semi-)(?<!demi)(?<!demi-)(bold|black|heavy)", name.value.lower())
        is not None
    )

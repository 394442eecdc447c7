"""Page text: where each glyph of a PDF page's text stands (ISO 32000-1, 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pikepdf

from prepress.images.drawn_marks import IDENTITY, Matrix, UnfaithfulError, combined

if TYPE_CHECKING:
    from prepress.images.page_fonts import Glyph, PageFont

_FILL, _INVISIBLE = 0, 3


@dataclass(frozen=True)
class TextState:
    """The text state (9.3) and the two matrices of a text object (9.4.1)."""

    font: PageFont | None = None
    size: float = 0.0
    between_letters: float = 0.0
    between_words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = _FILL
    line: Matrix = IDENTITY
    place: Matrix = IDENTITY

    @property
    def is_visible(self) -> bool:
        """Whether text is painted. Raises UnfaithfulError where it is more than filled."""
        if self.mode not in (_FILL, _INVISIBLE):
            raise UnfaithfulError(f"text in mode {self.mode}")
        return self.mode == _FILL

    def advanced(self, across: float) -> TextState:
        """The state when the pen has gone `across` further, in the text's own space."""
        return replace(self, place=combined((1, 0, 0, 1, across, 0), self.place))


def _begin(text: TextState) -> TextState:
    return replace(text, line=IDENTITY, place=IDENTITY)


def _next_line(text: TextState, across: Any, up: Any) -> TextState:
    line = combined((1, 0, 0, 1, float(across), float(up)), text.line)
    return replace(text, line=line, place=line)


def _next_line_with_leading(text: TextState, across: Any, up: Any) -> TextState:
    return _next_line(replace(text, leading=-float(up)), across, up)


def _place(text: TextState, *numbers: Any) -> TextState:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return replace(text, line=(a, b, c, d, e, f), place=(a, b, c, d, e, f))


def next_line(text: TextState) -> TextState:
    """`T*`: the state at the beginning of the next line."""
    return _next_line(text, 0, -text.leading)


#: The operators that change the state alone.
TEXT_OPERATORS: dict[str, Callable[..., TextState]] = {
    "BT": _begin,
    "ET": lambda text: text,
    "Tc": lambda text, length: replace(text, between_letters=float(length)),
    "Tw": lambda text, length: replace(text, between_words=float(length)),
    "Tz": lambda text, percent: replace(text, stretch=float(percent) / 100),
    "TL": lambda text, length: replace(text, leading=float(length)),
    "Ts": lambda text, length: replace(text, rise=float(length)),
    "Tr": lambda text, mode: replace(text, mode=int(mode)),
    "Td": _next_line,
    "TD": _next_line_with_leading,
    "Tm": _place,
    "T*": next_line,
}


def shown_glyphs(text: TextState, pieces: Any) -> Iterator[tuple[Glyph | None, Matrix, TextState]]:
    """Each glyph that `pieces` of strings and gaps show, the matrix from the font's thousandths of
    an em to the user's space, and the state behind it. A gap has no glyph.
    """
    font = text.font
    if font is None:
        raise UnfaithfulError("text without a font")
    for piece in pieces:
        if not isinstance(piece, pikepdf.String):
            text = text.advanced(-float(piece) / 1000 * text.size * text.stretch)
            yield None, text.place, text
            continue
        for glyph in font.glyphs(bytes(piece)):
            em = text.size / 1000
            matrix = combined((em * text.stretch, 0, 0, em, 0, text.rise), text.place)
            spacing = text.between_letters + (text.between_words if glyph.is_space else 0.0)
            text = text.advanced((glyph.width * em + spacing) * text.stretch)
            yield glyph, matrix, text

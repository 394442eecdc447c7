"""Known glyphs: a line whose glyphs have all been drawn before is drawn with what is known of them.

The engine looks at each glyph of each line by itself, through an interface to C that is slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import groupby
from typing import Any

from prepress.pdf.engine.known_words import Run, in_brackets, line_to_draw

_MARK = "_makebook_glyphs"
#: A glyph of Pango as whole numbers: its number, its width, its offset to the right and downwards,
#: and whether it begins a letter.
_VALUES = 5
#: What a font has whose glyphs are pictures.
_PICTURES = ("bitmap", "png", "svg", "colr")
#: Pango's own version from which on a font tells its size.
_TELLS_SIZE = 14802
#: The least size that can be written.
_LEAST = 1e-6


def know_glyphs(text: Any) -> None:
    """Have the engine's module `text` (`weasyprint.draw.text`) draw most lines quickly."""
    is_built_so = text.ffi.sizeof("PangoGlyphInfo") == _VALUES * text.ffi.sizeof("int")
    tells_size = text.pango.pango_version() >= _TELLS_SIZE
    if is_built_so and tells_size and not hasattr(text.draw_first_line, _MARK):
        text.draw_first_line = _knowing(text.draw_first_line, text)
        setattr(text.draw_first_line, _MARK, True)


def _knowing(draw: Callable[..., Any], text: Any) -> Callable[..., Any]:
    @wraps(draw)
    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
    ) -> Any:
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if not is_whole or not textbox.text.strip() or textbox.style["font_size"] < _LEAST:
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        known = line_to_draw(stream, textbox.pango_layout, text.TO_UNITS)
        runs = known.runs() if known else None
        if runs is None:
            text.pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
            line, _ = textbox.pango_layout.get_first_line()
            try:
                runs = list(_runs(stream, line, text))
            except KeyError:
                return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
            if known:
                known.note(runs)
        stream.set_text_matrix(*matrix.values)
        for (font, size), same in groupby(runs, key=lambda run: run.font):
            stream.set_font_size(font, size)
            stream.show_text("".join(run.shown for run in same))
        return []

    return draw_first_line


def _runs(stream: Any, line: Any, text: Any) -> Iterator[Run]:
    """The runs of a `line`.

    Raises KeyError where one of the glyphs is not known, or stands above or below the others.
    """
    previous = None
    run = line.runs[0]
    while run != text.ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        used = item.analysis.font
        if used != previous:
            previous = used
            font, size = stream.add_font(used)
            known = _known_of(font, size, text.FROM_UNITS)
        first = text.ffi.cast("int *", glyphs.glyphs)
        values = text.ffi.unpack(first, _VALUES * glyphs.num_glyphs)
        numbers, widths, offsets, rises = (values[at::_VALUES] for at in range(4))
        if not numbers or any(rises):
            raise KeyError
        shown = "".join(map(known.__getitem__, zip(numbers, widths, offsets, strict=True)))
        first = numbers[0], widths[0], offsets[0]
        yield Run(item.length, (font.hash, size), in_brackets(shown), first, known)


class _Known(dict[tuple[int, int, int], str]):
    """What shows a glyph of a `font` in a `size`, by its number, and its width and its offset in
    the line.
    """

    def __init__(self, font: Any, size: float, unit: float) -> None:
        super().__init__()
        self._font, self._size, self._unit = font, size, unit

    def __missing__(self, key: tuple[int, int, int]) -> str:
        glyph, width, moved = key
        font = self._font
        if glyph not in font.to_unicode or any(getattr(font, name) for name in _PICTURES):
            raise KeyError
        offset = moved / self._size
        kerning = font.widths[glyph] + offset - width * 1000 * self._unit / self._size
        before = f">{-offset}<" if offset else ""
        behind = f">{int(kerning)}<" if kerning else ""
        self[key] = f"{before}{glyph:04x}{behind}"
        return self[key]


def _known_of(font: Any, size: float, unit: float) -> _Known:
    """What is known of the `font`, a unit of whose widths has so many px."""
    sizes: dict[float, _Known] = vars(font).setdefault(_MARK, {})
    if size not in sizes:
        sizes[size] = _Known(font, size, unit)
    return sizes[size]

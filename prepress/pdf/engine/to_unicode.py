"""To Unicode: the text that a PDF gives back for Hebrew, Arabic and their like is the text that it
shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf

from prepress.text.bidi import RIGHT_TO_LEFT

_SHOWN = re.compile(rb"<([0-9a-f]+)>|(-?[0-9][0-9.e-]*)")
_LARGEST_NUMBER = 0xFFFF
#: What an emoji has: several characters make one glyph, some of them signs without a shape, for
#: which WeasyPrint takes what stands before the next glyph, which may be nothing.
_EMOJI = re.compile("[\u20e3\ufe0f\U0001f000-\U0001faff]")
#: WeasyPrint gives the first numbers behind a font's own to characters that no font has.
_FOR_MISSING = 512
#: What marks a character that no font has (Pango's PANGO_GLYPH_UNKNOWN_FLAG); such a text is
#: refused later.
_UNKNOWN = 0x10000000
#: What a further part of a letter means, such as its dots, and how it is marked: every glyph must
#: mean some character (ISO 14289-1, 7.21.7), and readers that heed ActualText read nothing there.
_JOINER = "\u200d"
_NOTHING = pydyf.Dictionary({"ActualText": pydyf.String("")})


@dataclass(frozen=True)
class _Glyph:
    """A glyph as it is shown: its font and number, and the `text` that it means."""

    font: Any
    number: int
    text: str


@dataclass(frozen=True)
class Letters:
    """The numbers, beyond those that a font has, by which its glyphs are shown where they mean
    something else.

    WeasyPrint 70 lets a glyph mean the first text that it was used for. Arabic fonts share one
    shape among letters that differ in their dots, and draw the dots as glyphs of their own, so that
    most words would come back garbled.
    """

    numbers: dict[bytes, dict[tuple[int, str], int]] = field(default_factory=dict)

    def number_of(self, glyph: _Glyph) -> int:
        """The number by which the glyph is shown, so that it means its text."""
        font = glyph.font
        if font.to_unicode.get(glyph.number) == glyph.text or font.type == "otf":
            return glyph.number
        known = self.numbers.setdefault(font.name, {})
        key = (glyph.number, glyph.text)
        if key not in known:
            number = int(font.glyph_count) + _FOR_MISSING + len(known)
            if number > _LARGEST_NUMBER:
                return glyph.number
            known[key] = number
        font.to_unicode[known[key]] = glyph.text
        font.widths[known[key]] = font.widths[glyph.number]
        return known[key]

    def write(self, pdf: pydyf.PDF) -> None:
        """Say in the fonts of `pdf` which glyph each number shows (ISO 32000-1, 9.7.4.2)."""
        for item in list(pdf.objects):
            numbers = (
                self.numbers.get(item.get("BaseFont"))
                if isinstance(item, pydyf.Dictionary)
                else None
            )
            if numbers and "CIDToGIDMap" in item:
                glyphs = [*range(max(numbers.values()) + 1)]
                for (glyph, _), number in numbers.items():
                    glyphs[number] = glyph
                stream = pydyf.Stream(
                    [b"".join(glyph.to_bytes(2) for glyph in glyphs)], compress=True
                )
                pdf.add_object(stream)
                item["CIDToGIDMap"] = stream.reference


@contextmanager
def true_letters() -> Iterator[Letters]:
    """In the block, documents are written so that their letters come back; `Letters.write` finishes
    their fonts.

    A line without such letters is written as ever.
    """
    from weasyprint.draw import text

    draw, letters = text.draw_first_line, Letters()

    def draw_true(stream: Any, textbox: Any, *others: Any) -> Any:
        start = len(stream.stream)
        emojis = draw(stream, textbox, *others)
        if RIGHT_TO_LEFT.search(textbox.text) or _EMOJI.search(textbox.text):
            glyphs = list(_glyphs(stream, textbox.pango_layout))
            if not any(glyph.number & _UNKNOWN for glyph in glyphs):
                stream.stream[start:] = list(
                    _renumber_glyphs(stream.stream[start:], iter(glyphs), letters)
                )
        return emojis

    text.draw_first_line = draw_true
    try:
        yield letters
    finally:
        text.draw_first_line = draw


def _glyphs(stream: Any, layout: Any) -> Iterator[_Glyph]:
    """The glyphs of a line in the order in which they are shown; of those that make up a letter,
    one means it.
    """
    from weasyprint.text.ffi import ffi, pango

    line, _ = layout.get_first_line()
    text, run = layout.text.encode(), line.runs[0]
    while run != ffi.NULL:
        item, string, run = run.data.item, run.data.glyphs, run.next
        font, _ = stream.add_font(item.analysis.font)
        begins = [string.log_clusters[at] for at in range(string.num_glyphs)]
        ends = dict(zip(sorted({*begins}), [*sorted({*begins})[1:], item.length], strict=True))
        for begin in dict.fromkeys(begins):
            parts = [string.glyphs[at] for at in range(string.num_glyphs) if begins[at] == begin]
            parts = [part for part in parts if part.glyph != pango.PANGO_GLYPH_EMPTY]
            widest = max(range(len(parts)), key=lambda at: parts[at].geometry.width, default=0)
            letter = text[item.offset + begin : item.offset + ends[begin]].decode()
            for at, part in enumerate(parts):
                yield _Glyph(font, part.glyph, letter if at == widest else _JOINER)


def _renumber_glyphs(shown: list[Any], glyphs: Iterator[_Glyph], letters: Letters) -> Iterator[Any]:
    """The operators of a line, with each glyph under the number that means its text."""
    for operator in shown:
        if not (isinstance(operator, bytes) and operator.endswith(b"] TJ")):
            yield operator
            continue
        numbers: list[bytes] = []
        for found in _SHOWN.finditer(operator):
            if found[1] is None:
                numbers.append(found[2])
                continue
            for _ in range(0, len(found[1]), 4):
                glyph = next(glyphs)
                number = b"<%04x>" % letters.number_of(glyph)
                if glyph.text != _JOINER:
                    numbers.append(number)
                    continue
                if numbers:
                    yield b"[" + b" ".join(numbers) + b"] TJ"
                    numbers = []
                yield from (b"/Span", _NOTHING, b"BDC", b"[" + number + b"] TJ", b"EMC")
        if numbers:
            yield b"[" + b" ".join(numbers) + b"] TJ"

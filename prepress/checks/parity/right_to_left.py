"""The words of a PDF from right to left, in the order of their letters, by what its fonts say that
each glyph means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pikepdf

_ENTRY = re.compile(rb"^<([0-9a-f]+)> <([0-9a-f]*)>", re.MULTILINE)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_MARKS = frozenset({"NSM", "BN"})
#: What the dots of a letter mean, where they are glyphs of their own.
_JOINER = "\u200d"
#: What ends a line: the next one is placed, or the text is over.
_ENDS = (pikepdf.Operator("Tm"), pikepdf.Operator("ET"))

#: What the glyphs of one font mean, by their numbers.
Meanings = dict[int, str]


def texts_of(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The text of each page, line by line.

    PDFium guesses letters and their order from the places of the glyphs, for which Arabic dots are
    letters too.
    """
    for page in pdf.pages:
        yield "\n".join(_lines(page.obj))


def _lines(holder: Any) -> Iterator[str]:
    resources = holder.get("/Resources", {})
    fonts = {name: _meanings(font) for name, font in resources.get("/Font", {}).items()}
    forms = resources.get("/XObject", {})
    meanings: Meanings = {}
    shown: list[str] = []
    for instruction in pikepdf.parse_content_stream(holder):
        operands, operator = instruction.operands, instruction.operator
        if operator in _ENDS:
            yield "".join(_in_order(shown))
            shown = []
        elif operator == pikepdf.Operator("Tf"):
            meanings = fonts.get(str(operands[0]), {})
        elif operator == pikepdf.Operator("TJ"):
            strings = (each for each in operands[0] if isinstance(each, pikepdf.String))
            shown += [letter for string in strings for letter in _letters(bytes(string), meanings)]
        elif (
            operator == pikepdf.Operator("Do")
            and forms.get(str(operands[0]), {}).get("/Subtype") == "/Form"
        ):
            yield from _lines(forms[str(operands[0])])


def _meanings(font: Any) -> Meanings:
    if "/ToUnicode" not in font:
        return {}
    entries = _ENTRY.findall(font.ToUnicode.read_bytes())
    return {
        int(number, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for number, text in entries
    }


def _letters(string: bytes, meanings: Meanings) -> Iterator[str]:
    for at in range(0, len(string) - 1, 2):
        yield meanings.get(int.from_bytes(string[at : at + 2]), "").replace(_JOINER, "")


def _in_order(shown: list[str]) -> Iterator[str]:
    """The letters of a line that are shown from left to right, each run of Hebrew or Arabic turned
    around.
    """
    for against, run in groupby(_with_directions(shown), key=lambda each: each[0]):
        letters = [letter for _, letter in run]
        yield "".join(reversed(letters) if against else letters)


def _with_directions(shown: list[str]) -> Iterator[tuple[bool, str]]:
    """Each letter with whether it runs from right to left; marks run as the letter before them."""
    against = False
    for letter in shown:
        kinds = {unicodedata.bidirectional(character) for character in letter}
        if kinds - _MARKS:
            against = bool(kinds & _RIGHT_TO_LEFT)
        yield against, letter

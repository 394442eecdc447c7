"""Word notes: the notes of the text as real footnotes, each written where it is called first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from prepress.import_word.wordml import W
from prepress.word.word_looks import WordLooks
from prepress.word.word_names import MADE, style_id, text_run, w

_FIRST = 1
#: Writes the blocks of a note.
WriteNote = Callable[[Any], list[etree._Element]]


@dataclass
class WordNotes:
    """The notes of a chapter, each an item of the galley by its id, and those that were `written`
    so far. Word has no notes within notes: what is called there stands behind the chapter.
    """

    write: WriteNote
    items: dict[str, Any] = field(default_factory=dict)
    written: list[etree._Element] = field(default_factory=list)
    is_inside: bool = False

    def call(self, element: Any, looks: WordLooks) -> etree._Element | None:
        """The call of a note; a second one, or one within a note, is its number alone."""
        item = self.items.get(element.get("href", "")[1:])
        if item is None or self.is_inside:
            made = WordLooks(style=MADE, place="superscript", lang=looks.lang)
            return text_run("".join(element.itertext()), made.properties)
        del self.items[element.get("href", "")[1:]]
        number = len(self.written) + _FIRST
        self.written.append(self._note(item, number))
        style = w("rPr", w("rStyle", val=style_id("footnote reference")))
        return w("r", style, w("footnoteReference", id=number))

    def _note(self, item: Any, number: int) -> etree._Element:
        self.is_inside = True
        blocks = self.write(item)
        self.is_inside = False
        if not blocks or blocks[0].tag != f"{W}p":
            blocks.insert(0, w("p", w("pPr", w("pStyle", val=style_id("footnote text")))))
        style = w("rPr", w("rStyle", val=style_id("footnote reference")))
        mark = w("r", style, w("footnoteRef"))
        properties = blocks[0].find(f"{W}pPr")
        at = 0 if properties is None else 1
        blocks[0][at:at] = [mark, text_run(" ")]
        return w("footnote", *blocks, id=number)

    def part(self) -> etree._Element:
        """The part of all footnotes, with the two lines above them (ISO/IEC 29500-1, 17.11)."""
        lines = [
            w("footnote", w("p", w("r", w(kind))), type=kind, id=number)
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        ]
        return w("footnotes", *lines, *self.written)

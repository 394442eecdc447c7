"""List numbering: how each list of the text counts in Word, which begins anew with the list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from prepress.text.xhtml import has_class
from prepress.word.word_names import w

_BULLETS = ("•", "–", "▪")
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_LEVELS = 9
_NUMBER = re.compile("[0-9]{1,5}")


@dataclass
class WordLists:
    """The lists as they begin: for each its kind, how deep it is, and its first number."""

    begun: list[tuple[str, int, int]] = field(default_factory=list)

    def begin(self, element: Any, depth: int) -> int:
        """The number of a list that begins now."""
        kind = "bullet"
        if element.tag == "ol":
            kind = _FORMATS.get(element.get("type", "1"), "decimal")
        elif has_class(element, "ul", "task-list"):
            kind = "none"
        first = element.get("start", "1")
        self.begun.append(
            (kind, min(depth, _LEVELS - 1), int(first) if _NUMBER.fullmatch(first) else 1)
        )
        return len(self.begun)

    def part(self) -> etree._Element:
        """The numbering part: a form for each kind of list, and each list in its form (ISO/IEC
        29500-1, 17.9).
        """
        kinds = sorted({kind for kind, _, _ in self.begun})
        forms = [_form(at, kind) for at, kind in enumerate(kinds)]
        lists = [
            w("num", w("abstractNumId", val=kinds.index(kind)),
              w("lvlOverride", w("startOverride", val=first), ilvl=depth), numId=number)
            for number, (kind, depth, first) in enumerate(self.begun, 1)
        ]  # fmt: skip
        return w("numbering", *forms, *lists)


def _form(number: int, kind: str) -> etree._Element:
    levels = [_level(depth, kind) for depth in range(_LEVELS)]
    multi = w("multiLevelType", val="hybridMultilevel")
    return w("abstractNum", multi, *levels, abstractNumId=number)


def _level(depth: int, kind: str) -> etree._Element:
    text = f"%{depth + 1}."
    if kind in ("bullet", "none"):
        text = _BULLETS[depth % len(_BULLETS)] if kind == "bullet" else ""
    indent = w("ind", left=720 * (depth + 1), hanging=360)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind if kind != "none" else "bullet"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", indent),
        ilvl=depth,
    )

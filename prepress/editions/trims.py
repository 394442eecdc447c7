"""Trims: the sizes of paper that pages are cut to, and the units in which authors write lengths."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: How many mm a unit of length has.
UNIT_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_NAMED_MM = {
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "tabloid": (279.4, 431.8),
    "a3": (297.0, 420.0),
}


TRIM_MEANING = "the finished page: letter, legal, tabloid, a3, a4, a5 or such as 6x9in"


@dataclass(frozen=True)
class Trim:
    """The size of the finished page in millimetres."""

    width_mm: float
    height_mm: float

    @classmethod
    def parse(cls, text: str) -> Trim | None:
        """Read `letter`, `legal`, `tabloid`, `a3`, `a4`, `a5` or a size such as `6x9in` or
        `148x210mm`; None for anything else.
        """
        name = text.strip().lower()
        if name in _NAMED_MM:
            return cls(*_NAMED_MM[name])
        size = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", name)
        if not size:
            return None
        unit = UNIT_MM[size[3]]
        trim = cls(float(size[1]) * unit, float(size[2]) * unit)
        return trim if 70 <= trim.width_mm <= 1000 and 70 <= trim.height_mm <= 1000 else None


#: The size of paper where the author names none.
LETTER = Trim(*_NAMED_MM["letter"])

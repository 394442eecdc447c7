"""Editions: the forms in which one galley is published, and the sizes of paper they are cut to."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNIT_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_NAMED_MM = {
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
}


@dataclass(frozen=True)
class Trim:
    """The size of the finished page in millimetres."""

    width_mm: float
    height_mm: float

    @classmethod
    def parse(cls, text: str) -> Trim | None:
        """Read `letter`, `legal`, `a4`, `a5` or a size such as `6x9in` or `148x210mm`; None for anything else."""
        name = text.strip().lower()
        if name in _NAMED_MM:
            return cls(*_NAMED_MM[name])
        size = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", name)
        if not size:
            return None
        unit = _UNIT_MM[size[3]]
        trim = cls(float(size[1]) * unit, float(size[2]) * unit)
        return trim if 70 <= trim.width_mm <= 1000 and 70 <= trim.height_mm <= 1000 else None


@dataclass(frozen=True)
class PrintEdition:
    """The PDF for the office printer and the screen: tagged, live links, no marks."""

    name = "print"
    trim: Trim = Trim(*_NAMED_MM["letter"])


@dataclass(frozen=True)
class EpubEdition:
    """The EPUB for phones, tablets and screen readers."""

    name = "epub"


Edition = PrintEdition | EpubEdition

#: The built-in editions by name, each with its default values.
EDITIONS: dict[str, Edition] = {"print": PrintEdition(), "epub": EpubEdition()}


def file_name(publication: str, edition: Edition) -> str:
    """The name of the file in `output/` that holds `edition` of `publication`."""
    return f"{publication}.epub" if edition.name == "epub" else f"{publication}.pdf"

"""Viewing: what a PDF tells its viewers about the side on which it begins, and what its pages are
called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prepress.pdf.engine.boxes import page_boxes
from prepress.pdf.page_labels import label_ranges, page_labels

if TYPE_CHECKING:
    import pikepdf
    import pydyf


def say_direction(pdf: pydyf.PDF, document: Any) -> None:
    """Say that a `document` from right to left begins on the right, where pages stand side by side.

    Viewers take it from there for spreads and printers for several pages to a sheet (ISO 32000-1,
    12.2, table 150).
    """
    if page_boxes(document)[0].root.get("dir") == "rtl":
        pdf.catalog.setdefault("ViewerPreferences", _dictionary())["Direction"] = "/R2L"


def label_pages(pdf: pydyf.PDF, document: Any) -> None:
    """Say what the pages of a `document` are called, where that is not their place in the file, so
    that viewers show what is printed (ISO 32000-1, 12.4.2).
    """
    ranges = label_ranges(page_labels(page_boxes(document)))
    if not ranges:
        return
    import pydyf

    numbers = pydyf.Array()
    for start, style, first in ranges:
        values = {"S": f"/{style}"} | ({"St": first} if first != 1 else {})
        numbers.extend([start, pydyf.Dictionary(values)])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def runs_from_right(pdf: pikepdf.Pdf) -> bool:
    """Whether `say_direction` has said so."""
    import pikepdf

    return bool(
        pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/Direction")
        == pikepdf.Name.R2L
    )


def _dictionary() -> pydyf.Dictionary:
    import pydyf

    return pydyf.Dictionary()

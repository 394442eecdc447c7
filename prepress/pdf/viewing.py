"""Viewing: what a PDF tells its viewers about the side on which it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prepress.pdf.engine.boxes import page_boxes

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

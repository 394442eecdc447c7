"""Text layer: every page that shows something also says something to a search and to a screen
reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PIL import Image

from prepress.findings import Finding
from prepress.readers.pdf_page import PAPER, PROOF_DPI, Box, Proof

if TYPE_CHECKING:
    from prepress.errors import Place


def silent_page(proof: Proof, trim: Box, place: Place) -> Iterator[Finding]:
    """B-006, where the page inside its `trim` is not blank and none of its characters can be read
    out.
    """
    if not proof.has_text(trim) and not _is_blank(proof.image.crop(proof.pixels(trim, PROOF_DPI))):
        what = (
            f"Page {proof.number} shows something, but has no text that can be searched or read "
            f"aloud."
        )
        yield Finding(
            "B-006", place, what, "Write the text as text; do not put pictures of text on the page."
        )


def _is_blank(image: Image.Image) -> bool:
    return all(band.getextrema()[0] >= PAPER for band in image.split())  # type: ignore[operator]

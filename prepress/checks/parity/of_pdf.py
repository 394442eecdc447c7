"""What a PDF shows: its text layer, and of a tagged one the pictures and headings in its
structure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from prepress.checks.parity.edition_content import EditionContent
from prepress.checks.parity.right_to_left import texts_of
from prepress.pdf.viewing import runs_from_right
from prepress.readers.pdf import OpenPdf, open_pdf

_PICTURES = ("/Figure", "/Formula")


def shown_by_pdf(data: bytes) -> EditionContent:
    """What the PDF `data` shows; pictures and headings are None where it has no structure."""
    with open_pdf(data) as pdf:
        text = "\n".join(_texts(pdf))
        if "/StructTreeRoot" not in pdf.objects.Root:
            return EditionContent(text)
        pictures = Counter(_descriptions(pdf.objects))
        with pdf.objects.open_outline() as outline:
            headings = Counter(_titles(outline.root))
    return EditionContent(text, pictures, headings)


def _texts(pdf: OpenPdf) -> Iterator[str]:
    if runs_from_right(pdf.objects):
        yield from texts_of(pdf.objects)
        return
    for number in range(1, len(pdf) + 1):
        with pdf.text(number) as text:
            yield text.get_text_bounded()


def _descriptions(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") in _PICTURES and "/Alt" in item:
            yield str(item.Alt)


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)

"""What a PDF shows: its text layer, and of a tagged one the pictures and headings in its
structure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import pikepdf
import pypdfium2

from prepress.checks.parity import EditionContent
from prepress.checks.parity.right_to_left import texts_of
from prepress.pdf.viewing import runs_from_right


def shown_by_pdf(data: bytes) -> EditionContent:
    """What the PDF `data` shows; pictures and headings are None where it has no structure."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if runs_from_right(pdf):
            text = "\n".join(texts_of(pdf))
        else:
            with pypdfium2.PdfDocument(data) as document:
                text = "\n".join(_texts(document))
        if "/StructTreeRoot" not in pdf.Root:
            return EditionContent(text)
        pictures = Counter(
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/S") == "/Figure"
            and "/Alt" in item
        )
        with pdf.open_outline() as outline:
            headings = Counter(_titles(outline.root))
    return EditionContent(text, pictures, headings)


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for page in document:
        with closing(page), closing(page.get_textpage()) as text:
            yield text.get_text_bounded()


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)

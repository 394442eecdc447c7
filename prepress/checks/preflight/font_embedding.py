"""Font embedding: each font inside the PDF, and cut down to the characters that it sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pikepdf import Dictionary, Name, Object

from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.preflight.content import PageContent
    from prepress.errors import Place

_SUBSET = re.compile(r"[A-Z]{6}\+.")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def loose_fonts(contents: Sequence[PageContent], place: Place) -> Iterator[Finding]:
    """B-001, once for each font that is not embedded or not cut down, with the first page that it
    stands on.
    """
    seen: set[tuple[object, str]] = set()
    for number, content in enumerate(contents, 1):
        for font in content.fonts:
            name = str(font.get("/BaseFont", "/without a name")).lstrip("/")
            if (font.objgen, name) in seen or font.get("/Subtype") == Name.Type3:
                continue
            seen.add((font.objgen, name))
            if not _is_embedded(font):
                what = f"The font “{name}”, first used on page {number}, is not inside the PDF."
                yield Finding(
                    "B-001", place, what, "Use a font whose file is in the folder “fonts”."
                )
            elif not _SUBSET.match(name):
                what = (
                    f"The font “{name}”, first used on page {number}, is in the PDF with all its "
                    f"characters."
                )
                yield Finding(
                    "B-001",
                    place,
                    what,
                    "Let the layout engine cut it down to the characters in use.",
                )


def _is_embedded(font: Object) -> bool:
    descendants = font.get("/DescendantFonts")
    carrier = descendants[0] if descendants is not None and len(descendants) else font
    descriptor = carrier.get("/FontDescriptor", Dictionary())
    return any(file in descriptor for file in _FILES)

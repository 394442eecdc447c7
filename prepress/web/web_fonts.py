"""Web fonts: the faces that the pages need as WOFF2, and the stylesheet that names them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from prepress.screen.font_files import font_licences, font_subsets
from prepress.screen.names import PackageNames
from prepress.screen.stylesheet import read_stylesheet
from prepress.web.html import data_address

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts
    from prepress.screen.parts import Document

_WOFF2 = "font/woff2"


@dataclass(frozen=True)
class WebStyle:
    """The `text` of the stylesheet, and the `files` of its fonts with their licences, by their
    names from where it lies; none where they are inside it.
    """

    text: str
    files: Mapping[str, bytes]


def web_style(layouts: Layouts, documents: Sequence[Document], *, is_beside: bool) -> WebStyle:
    """The stylesheet of the `documents`, whose fonts lie beside it or inside.

    Raises SourceError where a font's file does not exist.
    """
    stylesheet = read_stylesheet(layouts.stylesheet("screen", "web"))
    subsets = font_subsets(stylesheet, layouts, documents)
    fonts = {each.face: as_woff2(each.data) for each in subsets}
    if not is_beside:
        inside = {face: data_address(_WOFF2, data) for face, data in fonts.items()}
        return WebStyle(stylesheet.text(inside), {})
    names = PackageNames()
    placed = {each.face: names.take(each.file.stem, ".woff2", "fonts/") for each in subsets}
    files = {placed[face]: data for face, data in fonts.items()}
    for licence in font_licences(subsets):
        name = names.take(f"{licence.parent.name}-OFL", ".txt", "fonts/")
        files[name] = licence.read_bytes()
    return WebStyle(stylesheet.text(placed), files)


@lru_cache(maxsize=64)
def as_woff2(data: bytes) -> bytes:
    """The font `data` as WOFF2, which every browser takes, the same bytes each time."""
    from fontTools.ttLib import TTFont

    written = io.BytesIO()
    with TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(written, reorderTables=None)
    return written.getvalue()

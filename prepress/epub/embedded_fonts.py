"""Embedded fonts: the files of an EPUB's fonts with their licences, and the stylesheet that names
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.screen.font_files import font_licences, font_subsets
from prepress.screen.parts import Part

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts
    from prepress.screen.names import PackageNames
    from prepress.screen.parts import Document
    from prepress.screen.stylesheet import Stylesheet

#: The suffix and media type in the package (EPUB 3.3, 3.2).
_KINDS = {".ttf": (".ttf", "font/ttf"), ".otf": (".otf", "font/otf")}


@dataclass(frozen=True)
class EmbeddedFonts:
    """The stylesheet that names the embedded fonts, and their files and licences."""

    stylesheet: Part
    parts: tuple[Part, ...]


def embed_fonts(
    stylesheet: Stylesheet,
    layouts: Layouts,
    documents: Sequence[Document],
    names: PackageNames,
    *,
    wanted: bool = True,
) -> EmbeddedFonts:
    """Embed those of the stylesheet's faces that the text of `documents` needs; none where they are
    not `wanted`.

    Raises SourceError where a font's file does not exist.
    """
    subsets = font_subsets(stylesheet, layouts, documents) if wanted else ()
    parts, embedded = [], {}
    for each in subsets:
        suffix, media_type = _KINDS.get(each.file.suffix.lower(), _KINDS[".ttf"])
        embedded[each.face] = names.take(each.file.stem, suffix, "fonts/")
        parts.append(Part(embedded[each.face], media_type, each.data))
    for licence in font_licences(subsets):
        name = names.take(f"{licence.parent.name}-OFL", ".txt", "fonts/")
        parts.append(Part(name, "text/plain", licence.read_bytes()))
    sheet = Part(names.take("style", ".css"), "text/css", stylesheet.text(embedded).encode())
    return EmbeddedFonts(sheet, tuple(parts))

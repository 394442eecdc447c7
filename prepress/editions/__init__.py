"""Editions: the forms in which one galley is published, by name.

To add one, write a module with a subclass of Edition, and a line here; a package of others names
its subclass under the entry-point group `makebook.editions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from prepress.editions.edition import Edition, file_name, option_input
from prepress.registry import Registry

__all__ = ["EDITIONS", "Edition", "file_name", "option_input", "usual_editions"]

_BUILT_IN: Mapping[str, str] = MappingProxyType(
    {
        "print": "prepress.editions.print_edition:PrintEdition",
        "press": "prepress.editions.press_edition:PressEdition",
        "large-print": "prepress.editions.large_print:LargePrintEdition",
        "booklet": "prepress.editions.booklet:BookletEdition",
        "leaflet": "prepress.editions.leaflet:LeafletEdition",
        "poster": "prepress.editions.poster:PosterEdition",
        "card": "prepress.editions.card:CardEdition",
        "cover": "prepress.editions.cover_edition:CoverEdition",
        "epub": "prepress.editions.epub_edition:EpubEdition",
        "web": "prepress.editions.web_edition:WebEdition",
        "docx": "prepress.editions.word_edition:WordEdition",
    }
)

#: All editions by name, each with its default values.
EDITIONS: Registry[Edition] = Registry("makebook.editions", Edition, _BUILT_IN)


def usual_editions() -> tuple[Edition, ...]:
    """What is built where the metadata names nothing."""
    return EDITIONS["print"], EDITIONS["epub"]

"""Page places: where the author wrote what stands on a page, and how messages quote it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from prepress.galley.page_breaks import ANCHOR
from prepress.text.xhtml import has_class, plain_text

if TYPE_CHECKING:
    from prepress.errors import Place
    from prepress.galley.source_places import SourcePlaces


def quote_element(element: Any) -> str:
    """The first words of the element, or of its picture's description."""
    return shorten(plain_text(element) or _description(element), 60, placeholder=" …")


def place_of(elements: Sequence[Any], element: Any, places: SourcePlaces, words: str = "") -> Place:
    """Where the words with which `element` opens, or those `words` in it, are written.

    `elements` are those around it.
    """
    ids = {outer.get("id") for outer in elements if has_class(outer, "section", "chapter")}
    own = [chapter.file for chapter in places.galley.chapters if chapter.id in ids]
    text = plain_text(element) or _description(element)
    exact = places.find_once(text, own) or places.of_anchor(element.get(ANCHOR))
    opening = exact or places.find(text, own)
    return places.find(words, own, opening.line or 0) if words else opening


def _description(element: Any) -> str:
    """The alt text of the first picture in the element."""
    return next((image.get("alt") or "" for image in element.iter("img")), "")

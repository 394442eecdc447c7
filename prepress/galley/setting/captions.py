"""Captions: the figures and tables of a chapter that lists of them name, each with an id that links
lead to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.galley.galley import ListedCaption
from prepress.text.xhtml import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from prepress.galley.setting.draft import Draft


def captions_in(draft: Draft, tag: str, caption: str) -> tuple[ListedCaption, ...]:
    """The elements with this `tag` whose `caption` has words, in reading order."""
    return tuple(_captions(draft, tag, caption))


def _captions(draft: Draft, tag: str, caption: str) -> Iterator[ListedCaption]:
    for number, element in enumerate(draft.elements(tag), 1):
        found = element.find(caption)
        words = plain_text(found) if found is not None else ""
        if words:
            yield ListedCaption(_id_of(element, f"{draft.id}-{tag}-{number}"), words)


def _id_of(element: etree._Element, otherwise: str) -> str:
    """The id of the element, or of a picture in it; it is given one where it has none."""
    held = next((each.get("id") for each in element.iter("img") if each.get("id")), None)
    identifier = element.get("id") or held or otherwise
    if identifier == otherwise:
        element.set("id", identifier)
    return identifier

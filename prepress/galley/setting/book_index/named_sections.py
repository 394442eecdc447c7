"""Sections of the text by their names: where on a screen, which has no pages, an entry of the index
leads to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.text.xhtml import HEADINGS, is_callout_title, plain_text

if TYPE_CHECKING:
    from lxml import etree

    from prepress.galley.setting.draft import Draft


@dataclass(frozen=True)
class NamedSection:
    """A section of the chapter with this number, by the number of its heading in it, and its
    `name`.
    """

    chapter: int
    heading: int
    name: str


def sections_of(
    drafts: Sequence[Draft], wanted: Collection[etree._Element], title: str
) -> dict[etree._Element, NamedSection]:
    """The section in which each of the `wanted` elements stands.

    What stands before all headings is in its chapter, or in the book that has this `title`. Of two
    sections with the same name each is told by its chapter.
    """
    places: dict[etree._Element, tuple[int, int]] = {}
    names: dict[tuple[int, int], str] = {}
    for number, draft in enumerate(drafts):
        at = 0
        names[number, 0] = title if len(drafts) == 1 else _chapter_name(draft)
        for element in draft.elements():
            if element.tag in HEADINGS and not is_callout_title(element) and plain_text(element):
                at += 1
                names[number, at] = plain_text(element)
            if element in wanted:
                places[element] = (number, at)
    used = {names[place]: place for place in places.values()}
    often = Counter(names[place] for place in dict.fromkeys(places.values()))
    told = _told_by_chapter(names, often, used)
    return {element: NamedSection(*place, told[place]) for element, place in places.items()}


def _told_by_chapter(
    names: Mapping[tuple[int, int], str],
    often: Mapping[str, int],
    used: Mapping[str, tuple[int, int]],
) -> dict[tuple[int, int], str]:
    return {
        place: f"{name} ({names[place[0], 0]})"
        if often.get(name, 0) > 1 and name in used and name != names[place[0], 0]
        else name
        for place, name in names.items()
    }


def _chapter_name(draft: Draft) -> str:
    heading = next(
        (
            each
            for each in draft.elements(*HEADINGS)
            if not is_callout_title(each) and plain_text(each)
        ),
        None,
    )
    return plain_text(heading) if heading is not None else draft.plain_name

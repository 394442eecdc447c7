"""Callout titles: those that the author wrote are headings, which screen readers and lists of
contents find; the interface's own words for a kind of callout stay a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.galley.markup.callout_kinds import ALL, KINDS
from prepress.text.xhtml import CALLOUT_TITLE, HEADINGS, has_class, plain_text

if TYPE_CHECKING:
    from lxml import etree

    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

#: A callout that stands under no heading is as high as a section: above it is only a title.
_ABOVE_ALL = 1
_LOWEST = 6
#: What kinds of callouts are called, in our syntax and in that of other tools, folded.
_NAMES = frozenset(
    each.casefold() for name, kind in ALL.items() for each in (name, kind.title) if each
)


def head_callouts(draft: Draft, words: Words) -> None:
    """Make each title that the author gave a callout a heading: one level below the heading under
    which the callout stands, that of a section where it stands under none.

    The author's own headings have their levels already, so none of them moves.
    """
    elements = [
        each
        for each in draft.elements(*HEADINGS, "p")
        if each.tag in HEADINGS or _is_written_title(each, words)
    ]
    following = _levels_behind(elements)
    above: dict[etree._Element, int] = {}
    last = _ABOVE_ALL
    for element, behind in zip(elements, following, strict=True):
        around = set(element.iterancestors())
        above = {holder: level for holder, level in above.items() if holder in around}
        if element.tag == "p":
            level = [*above.values()][-1] + 1 if above else _ABOVE_ALL + 1
            # No level may be left out, also where a heading stands in a box or list that has ended.
            level = min(max(min(level, last + 1), behind - 1), _LOWEST)
            element.tag = f"h{level}"
        last = int(element.tag[1])
        holder = element.getparent()
        assert holder is not None, "only the root has none, and it is a div"
        above.pop(holder, None)
        above[holder] = last


def _levels_behind(elements: Sequence[etree._Element]) -> list[int]:
    """For each of `elements` the level of the next one that is a heading already, 0 for none."""
    levels, behind = [], 0
    for element in reversed(elements):
        levels.append(behind)
        behind = behind if element.tag == "p" else int(element.tag[1])
    return levels[::-1]


def _is_written_title(element: etree._Element, words: Words) -> bool:
    """Whether this is a callout's title in words of the author's. That of a `qr` is the link
    itself; notes are no part of the outline.
    """
    if not has_class(element, "p", CALLOUT_TITLE):
        return False
    around = list(element.iterancestors())
    if any(has_class(each, "section", "notes") for each in around):
        return False
    title = plain_text(element)
    is_code = has_class(around[0], "aside", "callout-qr")
    is_ours = is_name_of_kind(title) or title.casefold() in set(_words_for_kinds(words))
    return bool(title) and not is_code and not is_ours


def is_name_of_kind(title: str) -> bool:
    """Whether a callout is called so without its author's doing, whatever the language."""
    return title.casefold() in _NAMES


def _words_for_kinds(words: Words) -> Iterator[str]:
    return (words[kind].casefold() for kind in KINDS if kind in words.catalogue)

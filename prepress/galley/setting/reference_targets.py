"""Reference targets: the figures, tables, listings, equations and sections that a text may refer
to, with their numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.galley.markup.theorem_kinds import THEOREMS, theorem_kind
from prepress.galley.setting.part_headings import APPENDIX_WORD, LETTER
from prepress.galley.setting.section_numbers import number_of, title_heading
from prepress.text.xhtml import HEADINGS, plain_text

if TYPE_CHECKING:
    from lxml import etree

    from prepress.galley.setting.draft import Draft
    from prepress.galley.setting.ids import Ids

#: The kinds by the beginnings of their ids, each with the key of its word in the catalogues.
_KINDS = {
    "fig": "figure_number",
    "tbl": "table_number",
    "tab": "table_number",
    "lst": "listing_number",
    "eq": "equation_number",
    "sec": "section_number",
    **THEOREMS,
}
#: The beginnings of the ids of callouts, which are called by their own kind.
_CALLOUTS = ("tip", "nte", "wrn", "imp", "cau")
#: What has its number whether anything refers to it or not.
ALWAYS_NUMBERED = frozenset(THEOREMS.values())
_NUMBERED_ID = re.compile(
    rf"(?P<kind>{'|'.join((*_KINDS, *_CALLOUTS))})[:-](?P<name>\S+)", re.IGNORECASE
)
_CALLOUT_CLASS = re.compile(r"callout-(?P<kind>\w+)")


@dataclass(frozen=True)
class Target:
    """What is referred to: its settled `id` and its place in the text; a `number` where it has one,
    and the `word` that it is called by with it, else its `title`.
    """

    id: str
    element: etree._Element
    word: str
    number: str = ""
    title: str = ""


def is_numbered_id(key: str) -> bool:
    """Whether `key` is an id of something that is numbered by its kind, such as `fig-x`."""
    return _NUMBERED_ID.fullmatch(key) is not None


def forms_of(key: str) -> tuple[str, ...]:
    """The ids that `key` may stand for: `Fig:x` is `fig:x` and `fig-x` too."""
    found = _NUMBERED_ID.fullmatch(key)
    if not found:
        return (key,)
    kind, name = found["kind"].lower(), found["name"]
    kinds = ("tbl", "tab") if kind in ("tbl", "tab") else (kind,)
    forms = [key, *(f"{each}{sign}{name}" for each in kinds for sign in ":-")]
    return tuple(dict.fromkeys([*forms, name] if kind == "sec" else forms))


def targets_of(drafts: Sequence[Draft], ids: Ids) -> Mapping[str, Target]:
    """Everything with an id that a reference may lead to, by its settled id."""
    targets: dict[str, Target] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        title = title_heading(draft) if len(drafts) > 1 else None
        word, chapter = _take_number(title)
        targets[draft.id] = _chapter_target(draft, chapter, word)
        if chapter:
            _number_equations(draft, chapter)
        written = {settled: key for key, settled in ids.by_file[draft.chapter.file].items()}
        for element in [each for each in draft.elements() if each.get("id") is not None]:
            settled = element.get("id", "")
            if element.tag in HEADINGS:
                targets[settled] = (
                    _section_target(element, word, chapter)
                    if element is title
                    else _section_target(element, "section_number", number_of(element))
                )
            elif target := _counted(element, written.get(settled, settled), chapter, counts):
                targets[settled] = target
    return targets


def _take_number(title: etree._Element | None) -> tuple[str, str]:
    """What a chapter of this title is called by, and its number, where it has one."""
    if title is None:
        return "chapter_number", ""
    letter = title.attrib.pop(LETTER, None)
    return (APPENDIX_WORD, str(letter)) if letter else ("chapter_number", number_of(title))


def _chapter_target(draft: Draft, number: str, word: str) -> Target:
    begins = len(draft.tree) > 0 and draft.tree[0].tag in HEADINGS
    name = plain_text(draft.tree[0]) if begins else draft.plain_name
    return Target(draft.id, draft.tree, word, number, name)


def _section_target(heading: etree._Element, word: str, number: str) -> Target:
    return Target(heading.get("id", ""), heading, word, number, plain_text(heading))


def _counted(
    element: etree._Element, key: str, chapter: str, counts: Counter[tuple[str, str]]
) -> Target | None:
    """What is of a kind that is counted, where the `key` that it is written with says so."""
    begins = _NUMBERED_ID.fullmatch(key)
    kind = theorem_kind("", element.get("class")) or (begins["kind"].lower() if begins else "sec")
    word = None if kind == "sec" else _word_of(element, kind)
    if word is None:
        return None
    counts[word, chapter] += 1
    count = f"{counts[word, chapter]}"
    number = equation_number(element) or (f"{chapter}.{count}" if chapter else count)
    return Target(element.get("id", ""), element, word, number)


def _word_of(element: etree._Element, kind: str) -> str | None:
    """The word that an element whose id begins with `kind` is called by; None where it is no
    such thing.
    """
    if kind in _CALLOUTS:
        found = _CALLOUT_CLASS.search(element.get("class", ""))
        return found["kind"] if found and element.tag == "aside" else None
    return None if kind in THEOREMS and element.tag != "div" else _KINDS[kind]


def equation_number(element: etree._Element) -> str | None:
    """The number that an equation has beside it already; None where it has none."""
    number = element.find(".//span[@class='equation-number']")
    return None if number is None else (number.text or "").removeprefix("(").removesuffix(")")


def _number_equations(draft: Draft, chapter: str) -> None:
    """Count the equations of a numbered chapter from one."""
    count = 0
    for number in draft.elements("span"):
        if number.get("class") == "equation-number" and re.fullmatch(r"\(\d+\)", number.text or ""):
            count += 1
            number.text = f"({chapter}.{count})"

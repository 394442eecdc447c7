"""Headings: levels without gaps, numerals where the author asks for them, and the list of them
all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.galley import Heading
from prepress.galley.setting.contents_lists import is_unlisted
from prepress.galley.setting.part_headings import WHOLE
from prepress.galley.setting.section_numbers import number_sections
from prepress.text.xhtml import is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

_LEVELS = {f"h{level}": level for level in range(1, 7)}


def mend_levels(draft: Draft) -> list[Finding]:
    """Close gaps between levels, since PDF/UA-1 (ISO 14289-1, 7.4.2) and screen readers need none.

    The title of the publication is level 1, so a chapter may begin at level 1 or 2.
    """
    findings: list[Finding] = []
    open_levels: list[tuple[int, int]] = [(1, 1)]
    for heading in draft.elements(*_LEVELS):
        written = _LEVELS[heading.tag]
        while open_levels and open_levels[-1][0] >= written:
            open_levels.pop()
        above, set_above = open_levels[-1] if open_levels else (0, 0)
        if written > above + 1:
            findings.append(_gap(draft, heading, written, set_above + 1))
        heading.tag = f"h{set_above + 1}"
        open_levels.append((written, set_above + 1))
    return findings


def number_headings(drafts: Sequence[Draft], lang: str, *, all_of_them: bool = False) -> None:
    """Number all headings by chapter and section, with letters of `lang`, or those of the class
    `numbered` through the whole book, in real text that no edition loses.
    """
    if all_of_them:
        number_sections(drafts, lang)
        return
    number = 0
    for draft in drafts:
        for heading in draft.elements(*_LEVELS):
            if "numbered" in heading.get("class", "").split():
                number += 1
                numeral = etree.Element("span", {"class": "numeral"})
                numeral.text, numeral.tail = f"{number}.", f" {heading.text or ''}"
                heading.text = None
                heading.insert(0, numeral)


def collect_headings(draft: Draft) -> tuple[Heading, ...]:
    """The chapter's headings in reading order, also those inside callouts: a panel may hold a whole
    section.
    """
    return tuple(
        Heading(
            heading.get("id", ""),
            _LEVELS[heading.tag],
            heading.get(WHOLE) or plain_text(heading) or _description_of(heading),
            not is_unlisted(heading),
            is_callout_title(heading),
        )
        for heading in draft.elements(*_LEVELS)
    )


def _description_of(heading: etree._Element) -> str:
    """What the pictures in a heading without words show."""
    return " ".join(image.get("alt", "") for image in heading.iter("img")).strip()


def _gap(draft: Draft, heading: etree._Element, written: int, level: int) -> Finding:
    words = plain_text(heading)
    return Finding(
        "S-005",
        draft.place(heading),
        (
            f"The heading “{words}” is of level {written} but stands below one of level "
            f"{level - 1}; it is set at {level}."
        ),
        f"Begin its line with {'#' * level}.",
    )

"""The checks that makebook brings, each of which loads what it runs only where there is something
to look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from prepress.checks import Check, CheckedEdition, CheckedText
from prepress.errors import Place
from prepress.findings import CODES, UNSAID_BESIDE, Code, Finding

if TYPE_CHECKING:
    from prepress.galley.galley import Galley


def _own(*codes: str) -> Mapping[str, Code]:
    return {code: CODES[code] for code in codes}


def _colours(text: CheckedText) -> tuple[Finding, ...]:
    from prepress.layouts.brand import pale_colours

    manuscript = text.galley.manuscript
    return pale_colours(manuscript.clinic, manuscript.metadata.look, manuscript.styles)


def _styles(text: CheckedText) -> tuple[Finding, ...]:
    if not text.galley.manuscript.styles:
        return ()
    from prepress.layouts.own_style import style_findings

    return style_findings(text.galley.manuscript.styles)


def _accessibility(text: CheckedText) -> tuple[Finding, ...]:
    if text.galley.manuscript.metadata.accessibility is None:
        return ()
    from prepress.epub.accessibility import contradictions

    return contradictions(text.galley)


def _ignored_files(text: CheckedText) -> tuple[Finding, ...]:
    from prepress.manuscript.ignored_files import empty_chapter_findings, ignored_file_findings

    project, publication = text.project, text.publication
    return ignored_file_findings(project, publication) + empty_chapter_findings(
        project, publication, text.galley.manuscript
    )


def _chapter_lists(text: CheckedText) -> tuple[Finding, ...]:
    if text.publication.order is None:
        return ()
    from prepress.manuscript.chapter_lists import chapter_list_findings
    from prepress.manuscript.roles import BOOK

    is_book = text.galley.manuscript.metadata.layout == BOOK
    return chapter_list_findings(text.project, text.publication, is_book=is_book)


def _status(text: CheckedText) -> tuple[Finding, ...]:
    manuscript = text.galley.manuscript
    if manuscript.metadata.status is None:
        return ()
    place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("status"))
    what = "This is a draft by its own words, so it is neither released nor published."
    return (Finding("D-003", place, what, "When it is ready, take “status: draft” out."),)


def _text_message(text: CheckedText) -> tuple[Finding, ...]:
    if text.galley.manuscript.metadata.summary is None:
        return ()
    from prepress.portal.portal_handout import message_findings

    return message_findings(text.galley.manuscript)


def _translations(text: CheckedText) -> tuple[Finding, ...]:
    manuscript = text.galley.manuscript
    if manuscript.original is None:
        return ()
    from prepress.checks.translations import differences

    return differences(manuscript, manuscript.original)


def _preflight(checked: CheckedEdition) -> tuple[Finding, ...]:
    demands = checked.edition.demands()
    if demands is None:
        return ()
    from prepress.checks.preflight.preflight import preflight

    return preflight(checked.data, checked.file, demands)


def _parity(checked: CheckedEdition) -> tuple[Finding, ...]:
    shown = checked.edition.whole_content(checked.data, checked.beside)
    if shown is None:
        return ()
    from prepress.checks.parity.parity import parity_findings

    return parity_findings(_part_of(checked), shown, checked.edition.name)


def _part_of(checked: CheckedEdition) -> Galley:
    """The galley with what the edition takes of it, its elements numbered where that is a part."""
    edition, galley = checked.edition, checked.galley
    if edition.part_of(galley.chapters) is galley.chapters:
        return galley
    from prepress.galley.page_breaks import number_elements

    numbered = tuple(map(number_elements, galley.chapters))
    return replace(galley, chapters=tuple(edition.part_of(numbered)))


def _customers(checked: CheckedEdition) -> tuple[Finding, ...]:
    if not checked.edition.customer:
        return ()
    from prepress.checks.customers import customer_findings

    return customer_findings(checked)


COLOURS = Check(name="colours", codes=_own("K-002"), text=_colours)
STYLES = Check(name="styles", codes=_own("K-003"), text=_styles)
ACCESSIBILITY = Check(name="accessibility", codes=_own("E-001"), text=_accessibility)
CHAPTER_LISTS = Check(name="chapter-lists", codes=_own("N-001"), text=_chapter_lists)
IGNORED_FILES = Check(name="ignored-files", codes=_own("M-001"), text=_ignored_files)
STATUS = Check(name="status", codes=_own("D-003"), text=_status)
TEXT_MESSAGE = Check(name="text-message", codes=_own("M-005"), text=_text_message)
TRANSLATIONS = Check(
    name="translations",
    codes=_own("V-001", "V-002", "V-003", "V-004", "V-005", "V-006", "V-007"),
    text=_translations,
)
PREFLIGHT = Check(
    name="preflight",
    codes=_own("B-001", "B-002", "B-003", "B-004", "B-005", "B-006", "B-007"),
    edition=_preflight,
    unsaid_beside=UNSAID_BESIDE,
)
PARITY = Check(name="parity", codes=_own("X-001"), edition=_parity)
CUSTOMERS = Check(
    name="customers",
    codes=_own(
        *("Y-010", "Y-011", "Y-012", "Y-013", "Y-014", "Y-015"),
        *("Y-020", "Y-021", "Y-022"),
    ),
    edition=_customers,
)

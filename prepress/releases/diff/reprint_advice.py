"""Reprint advice: what to reprint, in the words that the terminal and the report share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.releases.diff.page_changes import EditionChanges


def reprint_sentence(edition: EditionChanges) -> str:
    """What to do with the paper of an edition, such as `Reprint pages 2 and 5 of 6.`"""
    if edition.is_new:
        return (
            f"Print all of it: the release had no such edition "
            f"({count_of_units(edition.after, edition.unit)})."
        )
    if not edition.differs:
        return "Nothing to reprint."
    unit = edition.unit
    sentences = []
    if edition.reprint:
        sentences.append(
            f"Reprint {numbers(edition.reprint, unit)} of {edition.after}{_sheets(edition)}."
        )
    if edition.renumbered:
        sentences.append(f"Only the page number changed on {numbers(edition.renumbered, unit)}.")
    if edition.left_out:
        sentences.append(f"Leave out the old {numbers(edition.left_out, unit)}.")
    return " ".join(sentences)


def numbers(found: Sequence[int], unit: str) -> str:
    """Numbers with their unit: `page 2`, `pages 2 and 5`, `pages 1–3, 5 and 7`."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [part for first, last in runs for part in _run(first, last)]
    listed = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    return f"{unit}{'s' * (len(found) != 1)} {listed}"


def count_of_units(number: int, unit: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {unit}{'s' * (number != 1)}"


def _run(first: int, last: int) -> list[str]:
    if last - first > 1:
        return [f"{first}–{last}"]
    return [str(number) for number in range(first, last + 1)]


def _sheets(edition: EditionChanges) -> str:
    """The sheets of a booklet, which carry two sides each."""
    if edition.unit != "side":
        return ""
    sheets = sorted({(side + 1) // 2 for side in edition.reprint})
    return f" ({numbers(sheets, 'sheet')})"

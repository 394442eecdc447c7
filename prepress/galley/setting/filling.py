"""Filling: the clinic's values in the places of the marks that stand for a text's placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from prepress.galley.markup.placeholder_marks import PLACEHOLDER_MARK
from prepress.manuscript.placeholder_values import mistake_in, value_of

if TYPE_CHECKING:
    from prepress.findings import Finding
    from prepress.galley.setting.draft import Draft
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.placeholders import Placeholder

_CODE = frozenset({"code", "pre"})


def fill(draft: Draft, placeholders: Sequence[Placeholder], clinic: Clinic) -> list[Finding]:
    """Put the clinic's values in the places of the marks, and in code what the author wrote there.

    A placeholder without a value is a finding.
    """
    if not placeholders:
        return []
    filling = _Filling(draft.chapter.file, placeholders, clinic)
    for element, in_code, tail_in_code in _walk(draft.tree, in_code=False):
        if element.text:
            element.text = filling.of(element.text, in_code=in_code)
        if element.tail:
            element.tail = filling.of(element.tail, in_code=tail_in_code)
        for name, value in element.attrib.items():
            is_address = name in ("href", "src")
            element.set(
                name, filling.of_address(value) if is_address else filling.of(value, in_code=False)
            )
    return list(dict.fromkeys(filling.findings))


def _walk(element: etree._Element, *, in_code: bool) -> Iterator[tuple[etree._Element, bool, bool]]:
    """Each element, whether what it holds is code, and whether what stands behind it is."""
    inside = in_code or element.tag in _CODE
    yield element, inside, in_code
    for child in element:
        yield from _walk(child, in_code=inside)


class _Filling:
    """The values of one chapter's placeholders, and what was found while they were put in."""

    def __init__(self, file: str, placeholders: Sequence[Placeholder], clinic: Clinic) -> None:
        self._file = file
        self._placeholders = placeholders
        self._clinic = clinic
        self.findings: list[Finding] = []

    def of(self, text: str, *, in_code: bool) -> str:
        """`text` with its marks filled."""
        return PLACEHOLDER_MARK.sub(
            lambda found: self._as_written(found) if in_code else self._value(found), text
        )

    def of_address(self, address: str) -> str:
        """`address` with its marks filled: a whole address as it is, a part of one as addresses
        write it.
        """

        def part(found: re.Match[str]) -> str:
            value = self._value(found)
            if found.start() == 0:
                return value
            is_number = address.lower().startswith(("tel:", "sms:"))
            return quote(re.sub(r"\s", "", value) if is_number else value, safe="+")

        return PLACEHOLDER_MARK.sub(part, address)

    def _as_written(self, found: re.Match[str]) -> str:
        placeholder = self._placeholder(found)
        return placeholder.written if placeholder else found[0]

    def _value(self, found: re.Match[str]) -> str:
        placeholder = self._placeholder(found)
        if placeholder is None:
            return found[0]
        value = value_of(placeholder, self._clinic)
        if value is None:
            self.findings.append(mistake_in(placeholder, self._file))
            return placeholder.written
        return value

    def _placeholder(self, found: re.Match[str]) -> Placeholder | None:
        """The placeholder that a mark stands for; None where the author wrote such letters
        himself.
        """
        number = int(found[1])
        return self._placeholders[number] if number < len(self._placeholders) else None

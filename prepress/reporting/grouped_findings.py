"""Grouped findings: what is to be mended as lines for people, who need not read a hundred times the
same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from prepress.reporting.line import OutputLine

if TYPE_CHECKING:
    from prepress.findings import Finding

#: So many findings of one code are all said; of more, only the first few.
_MOST = 5
_FEW = 3


def grouped_findings(findings: Sequence[Finding]) -> Iterator[OutputLine]:
    """`findings` in their order, but those of one code in one publication together where they are
    many, and of them only the first, with how many more there are and what lists them.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_group_of(finding), []).append(finding)
    for finding in findings:
        key = _group_of(finding)
        group = groups[key]
        if len(group) <= _MOST:
            yield _line(finding)
        elif finding is group[0]:
            yield from map(_line, group[:_FEW])
            yield _rest_line(key[0], group[_FEW:])


def _group_of(finding: Finding) -> tuple[str, str]:
    return _publication_of(finding.place.file), finding.code


def _publication_of(file: str) -> str:
    """The publication whose source `file` is, with its translations; empty for any other file."""
    parts = PurePosixPath(file).parts
    if len(parts) < 2 or parts[0] != "sources":
        return ""
    return parts[1] if len(parts) > 2 else PurePosixPath(parts[1]).stem


def _line(finding: Finding) -> OutputLine:
    return OutputLine(str(finding), finding.severity.value, aside=True)


def _rest_line(publication: str, rest: Sequence[Finding]) -> OutputLine:
    command = f"makebook check {publication}".rstrip()
    text = f"… and {len(rest)} more of {rest[0].code}; `{command}` lists all."
    return OutputLine(text, rest[0].severity.value, aside=True)

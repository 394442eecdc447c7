"""Checks: what stands after an edition or a text and judges it, and never changes it.

To add one, write a function, an entry for it in `built_in.py`, its codes in `findings.py`, and a
line here; a package of others names its entry under the entry-point group `makebook.checks`, and
the entry brings its codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from prepress.findings import Code, CodeSource, Finding
from prepress.registry import Registry

if TYPE_CHECKING:
    from prepress.editions import Edition
    from prepress.galley.galley import Galley
    from prepress.project.project import Project, Publication

#: Checks by their names, in the order in which what they find is said.
_BUILT_IN: Mapping[str, str] = MappingProxyType(
    {
        "colours": "prepress.checks.built_in:COLOURS",
        "styles": "prepress.checks.built_in:STYLES",
        "accessibility": "prepress.checks.built_in:ACCESSIBILITY",
        "chapter-lists": "prepress.checks.built_in:CHAPTER_LISTS",
        "ignored-files": "prepress.checks.built_in:IGNORED_FILES",
        "status": "prepress.checks.built_in:STATUS",
        "text-message": "prepress.checks.built_in:TEXT_MESSAGE",
        "translations": "prepress.checks.built_in:TRANSLATIONS",
        "preflight": "prepress.checks.built_in:PREFLIGHT",
        "parity": "prepress.checks.built_in:PARITY",
        "customers": "prepress.checks.built_in:CUSTOMERS",
    }
)


@dataclass(frozen=True)
class CheckedText:
    """What a check of the text may look at: the `galley`, and with it the manuscript."""

    project: Project
    publication: Publication
    galley: Galley


@dataclass(frozen=True)
class CheckedEdition:
    """What a check of an edition may look at: the bytes of its file, the galley that it was made
    from, and the other files that it consists of, by name.
    """

    edition: Edition
    data: bytes
    galley: Galley
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the file, which findings of the whole of it stand at."""
        return self.edition.file_name(self.galley.manuscript.name)


@dataclass(frozen=True, kw_only=True)
class Check(CodeSource):
    """A check by its `name`, which says the `codes` that it may find.

    `text` is run on every text that is set, `edition` on every finished edition that is looked
    over, as `check` and a strict build do; a check has one of them or both. `unsaid_beside` names
    codes of its own that are not said where another one was found in the text.
    """

    name: str
    codes: Mapping[str, Code]
    text: Callable[[CheckedText], tuple[Finding, ...]] | None = None
    edition: Callable[[CheckedEdition], tuple[Finding, ...]] | None = None
    unsaid_beside: Mapping[str, str] = field(default_factory=dict)


#: All checks by name.
CHECKS: Registry[Check] = Registry("makebook.checks", Check, _BUILT_IN)


def check_text(text: CheckedText) -> tuple[Finding, ...]:
    """What all checks find in a text. Raises MachineError where one cannot be loaded."""
    return tuple(finding for check in CHECKS.values() if check.text for finding in check.text(text))


def check_edition(edition: CheckedEdition) -> tuple[Finding, ...]:
    """What all checks find in a finished edition. Raises as `check_text` does."""
    return tuple(
        finding for check in CHECKS.values() if check.edition for finding in check.edition(edition)
    )


def worth_saying(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those `findings` on an edition that what is `known` of its text does not say already."""
    codes = {finding.code for finding in known}
    rules = (check.unsaid_beside for check in CHECKS.values())
    beside = {code: other for rule in rules for code, other in rule.items()}
    return tuple(finding for finding in findings if beside.get(finding.code) not in codes)

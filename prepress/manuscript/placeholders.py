"""Placeholders: `{{ clinic.phone }}` in what authors write, looked up as plain values; nothing in
them can run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.manuscript.clinic import Clinic
from prepress.manuscript.clinic_file import CLINIC_KEYS
from prepress.manuscript.metadata import Metadata
from prepress.manuscript.metadata_keys import CONTACT_KEYS
from prepress.text.suggestions import suggestion

_WRITTEN = re.compile(r"(?P<escapes>\\*)\{\{(?P<inner>[^{}\n]*)\}\}")
#: What must be a placeholder: words with points between them, or anything that begins with the
#: clinic.
_MEANT = re.compile(r"[\w-]+(\.[\w-]+)+|clinic\b.*", re.IGNORECASE)
#: The metadata that may hold placeholders.
_TEXTS = (
    "title",
    "subtitle",
    "author",
    "description",
    "keywords",
    "rights",
    "publisher",
    "reviewer",
)
_KNOWN = tuple(f"clinic.{key}" for key in CONTACT_KEYS)


@dataclass(frozen=True)
class Placeholder:
    """A placeholder as it is `written`, on `line` from 1. `name` is such as `clinic.phone`; None
    for braces to show.
    """

    written: str
    name: str | None
    line: int

    def value(self, clinic: Clinic) -> str | None:
        """What stands there for `clinic`; None where there is no such value."""
        if self.name is None:
            return self.written.removeprefix("\\")
        if self.name not in _KNOWN:
            return None
        value: str | None = getattr(clinic, self.name.removeprefix("clinic."))
        return value

    def mistake(self, file: str) -> Finding:
        """What is wrong with a placeholder that has no value."""
        name, place = self.name or "", Place(file, self.line)
        if name in _KNOWN:
            key = name.removeprefix("clinic.")
            hint = f"Write for example into sources/clinic.yaml: {CLINIC_KEYS[key].example}"
            return Finding("K-001", place, f"The clinic has no “{key}”.", hint)
        hint = f"{suggestion(name, _KNOWN)} To show the braces themselves, write \\{{{{."
        return Finding("K-001", place, f"There is no “{name}”.", hint)


def replace_placeholders(text: str, first_line: int, by: Callable[[Placeholder], str]) -> str:
    """`text` with each placeholder replaced; other braces stay, and so do those behind a backslash,
    without it.
    """

    def replacement(found: re.Match[str]) -> str:
        inner = found["inner"].strip()
        if not _MEANT.fullmatch(inner):
            return found[0]
        escapes = found["escapes"]
        line = first_line + text.count("\n", 0, found.start())
        braces = found[0][len(escapes) :]
        if len(escapes) % 2:
            return escapes[:-1] + by(Placeholder(f"\\{braces}", None, line))
        return escapes + by(Placeholder(braces, inner, line))

    return _WRITTEN.sub(replacement, text) if "{{" in text else text


def filled_metadata(metadata: Metadata, file: str, clinic: Clinic) -> Metadata:
    """`metadata` with the placeholders in its texts filled. Raises SourceError for one that has no
    value.
    """

    changes: dict[str, Any] = {}
    for name in _TEXTS:
        text, line = getattr(metadata, name), metadata.lines.get(name, 1)
        if isinstance(text, str):
            changes[name] = _fill(text, line, file, clinic)
        elif text:
            changes[name] = tuple(_fill(part, line, file, clinic) for part in text)
    return replace(metadata, **changes)


def _fill(text: str, line: int, file: str, clinic: Clinic) -> str:
    def value(placeholder: Placeholder) -> str:
        found = placeholder.value(clinic)
        if found is None:
            mistake = placeholder.mistake(file)
            raise SourceError(mistake.what, mistake.hint, mistake.place)
        return found

    return replace_placeholders(text, line, value)

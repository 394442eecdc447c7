"""Placeholder values: what the clinic says in place of each placeholder, or what is wrong there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.manuscript.clinic_file import CLINIC_KEYS
from prepress.manuscript.metadata_keys import CONTACT_KEYS
from prepress.manuscript.placeholders import Placeholder, replace_placeholders
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.look import Look
    from prepress.manuscript.metadata import Metadata

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


def value_of(placeholder: Placeholder, clinic: Clinic) -> str | None:
    """What stands for `placeholder` at `clinic`; None where there is no such value."""
    if placeholder.name is None:
        return placeholder.written.removeprefix("\\")
    if placeholder.name not in _KNOWN:
        return None
    value: str | None = getattr(clinic, placeholder.name.removeprefix("clinic."))
    return value


def mistake_in(placeholder: Placeholder, file: str) -> Finding:
    """What is wrong with a placeholder that has no value."""
    name, place = placeholder.name or "", Place(file, placeholder.line)
    if name in _KNOWN:
        key = name.removeprefix("clinic.")
        hint = f"Write for example into sources/clinic.yaml: {CLINIC_KEYS[key].example}"
        return Finding("K-001", place, f"The clinic has no “{key}”.", hint)
    hint = f"{suggestion(name, _KNOWN)} To show the braces themselves, write \\{{{{."
    return Finding("K-001", place, f"There is no “{name}”.", hint)


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
    return replace(metadata, **changes, look=_filled_look(metadata.look, clinic))


def _filled_look(look: Look | None, clinic: Clinic) -> Look | None:
    """`look` with the clinic's values in its foot and head."""
    if look is None:
        return None
    changes: dict[str, Any] = {}
    for name in ("foot", "head"):
        text, place = getattr(look, name), look.places.get(name)
        if text and place:
            changes[name] = _fill(text, place.line or 1, place.file, clinic)
    return replace(look, **changes)


def _fill(text: str, line: int, file: str, clinic: Clinic) -> str:
    def value(placeholder: Placeholder) -> str:
        found = value_of(placeholder, clinic)
        if found is None:
            mistake = mistake_in(placeholder, file)
            raise SourceError(mistake.what, mistake.hint, mistake.place)
        return found

    return replace_placeholders(text, line, value)

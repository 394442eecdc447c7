"""Front matter: what the metadata of a translation leaves untranslated, or says of a text that
has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.checks.translations.change_wording import describe_changes
from prepress.checks.translations.language_text import LanguageText
from prepress.checks.translations.numbers import line_findings
from prepress.errors import Place
from prepress.findings import Finding
from prepress.text.language_tags import same_language

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Manuscript, Original
    from prepress.manuscript.metadata import Metadata

_CRISIS = "contact: crisis"
_TEXTS = ("title", "subtitle", "description", "keywords", _CRISIS)
_MANY = 3
_CLINIC = " The crisis line can stand in sources/clinic.yaml too, below “translations”."


def metadata_findings(manuscript: Manuscript, original: Original) -> Iterator[Finding]:
    """What is to be said of the metadata of a translation, and that nobody has noted what it was
    made from.
    """
    metadata, source, place = (
        manuscript.metadata,
        original.metadata,
        Place(manuscript.metadata_file),
    )
    is_other_language = not same_language(metadata.lang, source.lang)
    if original.recorded is None:
        what = (
            "It is not known which text this was translated from, so nobody will learn when that "
            "changes."
        )
        hint = (
            f"If it says what the source says, then: makebook translated {manuscript.folder.name}"
        )
        yield Finding("V-004", place, what, hint)
    missing = [key for key in _TEXTS if _is_untranslated(key, metadata, source)]
    if missing and is_other_language:
        what = f"Of the metadata, this is not translated: {', '.join(missing)}."
        clinic = _CLINIC if _CRISIS in missing else ""
        yield Finding(
            "V-006", place, what, f"Write it here; a key that is left empty says nothing.{clinic}"
        )
    if is_other_language:
        yield from _figures(manuscript, original)
    if original.recorded is not None:
        yield from _stale(manuscript, source, original.recorded.metadata)


def _is_untranslated(key: str, mine: Metadata, source: Metadata) -> bool:
    """Whether the source says something for `key` and the translation nothing, or the very same in
    many words.

    A short text, such as a name, may be the same in both languages; a crisis line may not.
    """
    text, its = _text(key, mine), _text(key, source)
    if text:
        return text == its and (key == _CRISIS or len(text.split()) >= _MANY)
    return bool(its) and key != _CRISIS and key not in mine.lines


def _figures(manuscript: Manuscript, original: Original) -> Iterator[Finding]:
    metadata, source = manuscript.metadata, original.metadata
    for key in _TEXTS:
        mine, other = (
            LanguageText(_text(key, metadata), metadata.lang),
            LanguageText(_text(key, source), source.lang),
        )
        place = Place(manuscript.metadata_file, metadata.lines.get(key))
        its = Place(original.metadata_file, source.lines.get(key))
        if key != _CRISIS:
            yield from line_findings(mine, place, other, its)
        elif mine.text and (numbers := _numbers(mine.text)) != _numbers(other.text):
            own = metadata.lines.get("contact")
            place = (
                Place(manuscript.metadata_file, own)
                if own
                else manuscript.clinic.places.get("translations", place)
            )
            what = (
                f"The crisis line names {' and '.join(sorted(numbers)) or 'no number'}, and in "
                f"the source"
            )
            what += f" {' and '.join(sorted(_numbers(other.text))) or 'no number'}."
            yield Finding("V-002", place, what, "Make both say the same.")


def _numbers(crisis: str) -> set[str]:
    """The telephone numbers of a crisis line; what to press then is each language's own."""
    return {
        number
        for number in re.findall(r"\d+", re.sub(r"(?<=\d)[- .](?=\d)", "", crisis))
        if len(number) > 2
    }


def _stale(manuscript: Manuscript, now: Metadata, was: Metadata) -> Iterator[Finding]:
    lines = manuscript.metadata.lines
    for key in _TEXTS:
        # What the clinic says was never recorded, so nothing is known of a change there.
        if not _text(key, manuscript.metadata) or (key == _CRISIS and not _text(key, was)):
            continue
        if difference := describe_changes(_text(key, was).split(), _text(key, now).split()):
            place = Place(manuscript.metadata_file, lines.get(key.partition(":")[0]))
            what = f"“{key}” was translated from a text that has changed: {difference}."
            hint = f"Translate the change, then: makebook translated {manuscript.folder.name}"
            yield Finding("V-001", place, what, hint)


def _text(key: str, metadata: Metadata) -> str:
    if key == _CRISIS:
        return (metadata.contact.crisis if metadata.contact else None) or ""
    value: str | Sequence[str] | None = getattr(metadata, key)
    return value if isinstance(value, str) else ", ".join(value or ())

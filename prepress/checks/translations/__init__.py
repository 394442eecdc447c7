"""Translations: what differs between a text and its translation, told from their Markdown alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prepress.checks.translations.front_matter import metadata_findings
from prepress.checks.translations.numbers import number_findings
from prepress.checks.translations.outline import Outline, outline_of
from prepress.checks.translations.staleness import stale_findings
from prepress.checks.translations.structure_differences import structure_findings
from prepress.checks.translations.untranslated import untranslated_findings
from prepress.text.language_tags import same_language

if TYPE_CHECKING:
    from prepress.findings import Finding
    from prepress.manuscript.manuscript import Chapter, Manuscript, Original

__all__ = ["differences", "text_differences"]


def differences(manuscript: Manuscript, original: Original) -> tuple[Finding, ...]:
    """All in which the translation `manuscript` differs from its `original`: first the metadata,
    then the text.
    """
    recorded = original.recorded or original
    lang, source_lang = manuscript.metadata.lang, original.metadata.lang
    chapters, folder = manuscript.chapters, manuscript.folder.name
    text = text_differences(
        chapters, lang, original.chapters, source_lang, recorded.chapters, folder=folder
    )
    return (*metadata_findings(manuscript, original), *text)


def text_differences(
    translation: Sequence[Chapter],
    lang: str,
    source: Sequence[Chapter],
    source_lang: str,
    recorded: Sequence[Chapter],
    *,
    folder: str = "",
) -> tuple[Finding, ...]:
    """What is stale, missing, untranslated, or another figure, in the order of the translation's
    text.

    Each text is read only once.

    `lang` and `source_lang` are BCP 47 tags; `recorded` is the source as it was when it was
    translated; the translation lies in a `folder` that is called by its language. Two variants of
    one language are never untranslated.
    """
    mine, other = _outlines(translation), _outlines(source)
    is_current = [each.text for each in source] == [each.text for each in recorded]
    was = other if is_current else _outlines(recorded)
    found = [
        *structure_findings(mine, was),
        *stale_findings(mine, other, was, folder or lang),
        *number_findings(mine, lang, other, source_lang, was),
        *(untranslated_findings(mine, other) if not same_language(lang, source_lang) else ()),
    ]
    files = {chapter.file: index for index, chapter in enumerate(translation)}
    return tuple(
        sorted(
            found,
            key=lambda each: (files.get(each.place.file, -1), each.place.line or 0, each.code),
        )
    )


def _outlines(chapters: Sequence[Chapter]) -> list[Outline]:
    return [outline_of(chapter) for chapter in chapters]

"""Translations: what differs between a text and its translation, told from their Markdown alone."""

from __future__ import annotations

from collections.abc import Sequence

from prepress.findings import Finding
from prepress.manuscript import Chapter
from prepress.translations.figures import figure_findings
from prepress.translations.leftovers import untranslated_findings
from prepress.translations.outline import Outline, outline_of
from prepress.translations.staleness import stale_findings
from prepress.translations.structure import structure_findings

__all__ = ["differences", "figures", "stale", "structure", "untranslated"]


def differences(
    translation: Sequence[Chapter],
    lang: str,
    source: Sequence[Chapter],
    source_lang: str,
    recorded: Sequence[Chapter],
) -> tuple[Finding, ...]:
    """All that follows, in the order of the translation's text, with each text read only once.

    `lang` and `source_lang` are BCP 47 tags; `recorded` is the source as it was when it was translated. What is the
    consequence of a change of the source is said once, by `stale`. Two variants of one language are never untranslated.
    """
    mine, other = _outlines(translation), _outlines(source)
    is_current = [each.text for each in source] == [each.text for each in recorded]
    was = other if is_current else _outlines(recorded)
    is_other_language = lang.partition("-")[0] != source_lang.partition("-")[0]
    found = [
        *structure_findings(mine, was),
        *(() if is_current else stale_findings(mine, other, was, lang)),
        *figure_findings(mine, lang, other, source_lang, was),
        *(untranslated_findings(mine, other) if is_other_language else ()),
    ]
    files = {chapter.file: index for index, chapter in enumerate(translation)}
    return tuple(sorted(found, key=lambda each: (files.get(each.place.file, -1), each.place.line or 0, each.code)))


def structure(translation: Sequence[Chapter], source: Sequence[Chapter]) -> tuple[Finding, ...]:
    """Where `translation` has other chapters, sections, pictures, callouts, lists or notes than the `source` that it
    was made from: one finding a chapter (V-003)."""
    return tuple(structure_findings(_outlines(translation), _outlines(source)))


def stale(
    translation: Sequence[Chapter], source: Sequence[Chapter], recorded: Sequence[Chapter], lang: str
) -> tuple[Finding, ...]:
    """The sections and notes whose `source` is no longer what was `recorded`, with what has changed (V-001)."""
    return tuple(stale_findings(_outlines(translation), _outlines(source), _outlines(recorded), lang))


def figures(
    translation: Sequence[Chapter],
    lang: str,
    source: Sequence[Chapter],
    source_lang: str,
    recorded: Sequence[Chapter] = (),
) -> tuple[Finding, ...]:
    """The figures, units, dates and placeholders in which `translation` and `source` differ (V-002).

    Where `recorded` is given, those that come from a change of the source are left to `stale`.
    """
    return tuple(figure_findings(_outlines(translation), lang, _outlines(source), source_lang, _outlines(recorded)))


def untranslated(translation: Sequence[Chapter], source: Sequence[Chapter]) -> tuple[Finding, ...]:
    """The headings, paragraphs and alt texts of `translation` that are word for word those of `source` (V-005)."""
    return tuple(untranslated_findings(_outlines(translation), _outlines(source)))


def _outlines(chapters: Sequence[Chapter]) -> list[Outline]:
    return [outline_of(chapter) for chapter in chapters]

"""Numbers: the figures, doses, dates, telephone numbers and placeholders that differ between two
languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from prepress.checks.translations.edits import edits_of
from prepress.checks.translations.language_text import LanguageText
from prepress.checks.translations.matching import unmatched_spans
from prepress.checks.translations.number_order import first_out_of_order
from prepress.checks.translations.pairing import paired_chapters, paired_sections
from prepress.checks.translations.section_names import quoted_title
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Outline, Passage
    from prepress.checks.translations.remainders import Span
    from prepress.errors import Place

_HINT = "Make both say the same."
_ORDER_HINT = "Both have the same numbers: look whether each still belongs to what it says."
_BEHIND = re.compile(
    r"[ \u00a0\u202f\n]?[^\W\d][\w’'-]{2,}(?:[ \u00a0\u202f\n][^\W\d][\w’'-]{2,})?"
)
_BEFORE = re.compile(r"(?:[^\W\d][\w’'-]*[ \u00a0\u202f(]+){1,2}$")
#: Scripts without spaces between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{1,5}")


@dataclass(frozen=True)
class _Text:
    """One or more passages as one text."""

    passages: tuple[Passage, ...]

    @cached_property
    def text(self) -> str:
        return "\n\n".join(passage.plain_text for passage in self.passages)

    @property
    def place(self) -> Place:
        return self.passages[0].place

    def place_at(self, offset: int) -> Place:
        for passage in self.passages:
            if offset <= len(passage.plain_text):
                return passage.place_at(offset)
            offset -= len(passage.plain_text) + 2
        return self.place

    @cached_property
    def alts(self) -> tuple[tuple[str, Place], ...]:
        return tuple(
            (alt.text, passage.place_of_line(passage.text.count("\n", 0, alt.offset)))
            for passage in self.passages
            for alt in passage.alts
        )


@dataclass(frozen=True)
class _Pair:
    """A text of the translation and the one of the source."""

    mine: _Text
    other: _Text


def number_findings(
    translation: Sequence[Outline],
    lang: str,
    source: Sequence[Outline],
    source_lang: str,
    recorded: Sequence[Outline] = (),
) -> Iterator[Finding]:
    """One finding for each figure of one side that the other side does not have, section by section
    and note by note.

    Where the source has changed since it was `recorded`, that says which section is whose
    translation. A figure that has changed there is a difference as any other is: what patients hold
    must not have the old dose.
    """
    if recorded and _chapter_texts(recorded) != _chapter_texts(source):
        pairs = _pairs_through(translation, source, recorded)
    else:
        pairs = _pairs(translation, source)
    for pair in pairs:
        mine = LanguageText(pair.mine.text, lang)
        other = LanguageText(pair.other.text, source_lang)
        first = pair.mine.passages[0]
        is_citation = mine.text == other.text and not first.level and bool(first.title)
        if not is_citation:
            found = list(_span_findings(pair, mine, other))
            yield from found or _order_findings(pair, mine, other)
        if len(pair.mine.alts) == len(pair.other.alts):
            yield from _alt_findings(pair, lang, source_lang)


def _chapter_texts(outlines: Sequence[Outline]) -> list[str]:
    return [each.chapter.text for each in outlines]


def _span_findings(pair: _Pair, mine: LanguageText, other: LanguageText) -> Iterator[Finding]:
    for span, its in unmatched_spans(mine, other):
        place = pair.mine.place_at(span.start) if span else pair.mine.place
        other_place = pair.other.place_at(its.start if its else 0)
        yield _finding(place, _context(mine, span), _context(other, its), other_place)


def _order_findings(pair: _Pair, mine: LanguageText, other: LanguageText) -> Iterator[Finding]:
    swapped = first_out_of_order(mine, other)
    if swapped:
        place, other_place = (
            text.place_at(span.start)
            for text, span in zip((pair.mine, pair.other), swapped, strict=True)
        )
        words, others = _context(mine, swapped[0]), _context(other, swapped[1])
        what = f"“{words}” stands where the source has “{others}” ({other_place})."
        yield Finding("V-007", place, what, _ORDER_HINT)


def _alt_findings(pair: _Pair, lang: str, source_lang: str) -> Iterator[Finding]:
    for (text, place), (its, its_place) in zip(pair.mine.alts, pair.other.alts, strict=True):
        if text != its:
            yield from line_findings(
                LanguageText(text, lang), place, LanguageText(its, source_lang), its_place
            )


def line_findings(
    mine: LanguageText, place: Place, other: LanguageText, its_place: Place
) -> Iterator[Finding]:
    """The first figure in which two lines of text differ, such as alt texts; where one is empty,
    nothing.
    """
    pairs = unmatched_spans(mine, other) if mine.text and other.text else []
    for span, its in pairs[:1]:
        yield _finding(place, _context(mine, span), _context(other, its), its_place)


def _finding(place: Place, words: str, others: str, other_place: Place) -> Finding:
    if words and others:
        what = f"“{words}” is not in the source, which has “{others}” ({other_place})."
    elif words:
        what = f"“{words}” is not in the source ({other_place})."
    else:
        what = f"“{others}” of the source ({other_place}) is missing here."
    return Finding("V-002", place, what, _HINT)


def _context(reading: LanguageText, span: Span | None) -> str:
    """The figure with a word or two that say what it counts; empty for none."""
    if span is None:
        return ""
    text = reading.text
    start, end = span.start, span.end
    behind = _UNSPACED.match(text, end) or _BEHIND.match(text, end)
    has_unit = text[start].isdigit() and not text[end - 1].isdigit()
    if behind and not has_unit:
        end = behind.end()
    elif not has_unit:
        before = _BEFORE.search(text, max(0, start - 30), start)
        start = before.start() if before else start
    return quoted_title(" ".join(text[start:end].split()))


def _pairs(translation: Sequence[Outline], source: Sequence[Outline]) -> Iterator[_Pair]:
    for mine, other in paired_chapters(translation, source):
        if not mine or not other:
            continue
        for i, j in paired_sections(mine.sections, other.sections):
            if i is not None and j is not None:
                yield _Pair(_Text((mine.sections[i],)), _Text((other.sections[j],)))
        for label, note in mine.notes.items():
            if label in other.notes:
                yield _Pair(_Text((note,)), _Text((other.notes[label],)))


def _pairs_through(
    translation: Sequence[Outline], source: Sequence[Outline], recorded: Sequence[Outline]
) -> Iterator[_Pair]:
    """The same where the source has changed: its sections are those that the recorded ones have
    become.
    """
    translated = {
        id(pair.other.passages[0]): pair.mine.passages[0] for pair in _pairs(translation, recorded)
    }
    yield from _section_pairs(translated, source, recorded)
    yield from _note_pairs(translated, source, recorded)


def _section_pairs(
    translated: Mapping[int, Passage], source: Sequence[Outline], recorded: Sequence[Outline]
) -> Iterator[_Pair]:
    """The sections of the source beside the translations of those that they were; `translated` has
    these by the identity of what was recorded.
    """
    old = [section for outline in recorded for section in outline.sections]
    new = [section for outline in source for section in outline.sections]
    for group in edits_of(old, new):
        before = [id(old[index]) for index in group.old]
        mine = tuple(translated[each] for each in before if each in translated)
        if mine and group.new:
            yield _Pair(_Text(mine), _Text(tuple(new[index] for index in group.new)))


def _note_pairs(
    translated: Mapping[int, Passage], source: Sequence[Outline], recorded: Sequence[Outline]
) -> Iterator[_Pair]:
    """The notes of the source beside the translations of those that they were."""
    for now, then in paired_chapters(source, recorded):
        for label, note in (then.notes if then else {}).items():
            if now and label in now.notes and id(note) in translated:
                yield _Pair(_Text((translated[id(note)],)), _Text((now.notes[label],)))

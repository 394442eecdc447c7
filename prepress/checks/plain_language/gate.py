"""Gate: the sections and sentences that are harder to read than the metadata allows, as
findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.checks.plain_language.grades import (
        Measurement,
        ReadingGrades,
        Scale,
        SectionGrade,
    )
    from prepress.checks.plain_language.sections import Section
    from prepress.checks.plain_language.sentences import Sentence
    from prepress.errors import Place
    from prepress.manuscript.metadata import Metadata

#: So many grades over the limit, even a section of few words is hard.
_MARGIN = 4
#: GOV.UK's content design asks to divide sentences that are longer than this (Inside GOV.UK blog, 4
#: August 2014).
LONGEST_SENTENCE = 25
_SENTENCES_NAMED = 3
_WORDS_NAMED = 6


def gate_findings(
    measurement: Measurement, metadata: Metadata, grades: ReadingGrades
) -> Iterator[Finding]:
    """What is harder than `max-grade`; nothing where there is none.

    Where no section alone is too hard, the whole text may still be.
    """
    limit = metadata.max_grade
    if limit is None:
        return
    hard_somewhere = False
    for section, grade in measurement.section_grades:
        margin = _MARGIN if grade.is_short else 0
        if grade.grades[0] > limit + margin:
            hard_somewhere = True
            yield _too_hard(measurement, [section], grade, limit, grades.unused)
        else:
            yield from _long_sentences(measurement, section)
    whole = grades.whole
    if whole and not whole.is_short and not hard_somewhere and whole.grades[0] > limit:
        sections = [section for section, _ in measurement.section_grades]
        yield _too_hard(measurement, sections, whole, limit, grades.unused)


def _too_hard(
    measurement: Measurement,
    sections: Sequence[Section],
    grade: SectionGrade,
    limit: float,
    unused: Sequence[str],
) -> Finding:
    scale, place_of = measurement.scale, measurement.text.place_of
    subject = f"“{grade.title}”" if len(sections) == 1 else "The whole text"
    hardest = "; ".join(
        _description(scale, sentence, place_of(sentence.text, section), grade.place)
        for sentence, section in _hardest_sentences(scale, sections)
    )
    what = (
        f"{subject} reads at grade {grade.grades[0]:g} ({scale.formulas[0].name}), but "
        f"“max-grade” is {limit:g}. Hardest: {hardest}."
    )
    hint = (
        "Divide long sentences and take shorter words. List words that your readers know in "
        "“terms”."
    )
    if unused:
        hint += f" The text never uses {_in_quotes(unused)} of “terms”; look at the spelling."
    return Finding("R-001", grade.place, what, hint)


def _hardest_sentences(scale: Scale, sections: Sequence[Section]) -> list[tuple[Sentence, Section]]:
    """The few sentences to name, each with its section."""
    sentences = [
        (sentence, section)
        for section in sections
        for sentence in section.sentences
        if sentence.words
    ]
    sentences.sort(key=lambda each: -scale.grade([each[0]]))
    return sentences[:_SENTENCES_NAMED]


def _description(scale: Scale, sentence: Sentence, place: Place, finding: Place) -> str:
    """A sentence with its line, and its file where that is another one than the finding's."""
    where = f"line {place.line}" if place.line and place.file == finding.file else str(place)
    hard = scale.hard_words(sentence)[:_WORDS_NAMED]
    words = f"hard words {_in_quotes(hard)}" if hard else "no hard words"
    return f"{where} “{sentence.beginning}” ({len(sentence.words)} words, {words})"


def _long_sentences(measurement: Measurement, section: Section) -> Iterator[Finding]:
    for sentence in section.sentences:
        if len(sentence.words) > LONGEST_SENTENCE:
            what = f"This sentence has {len(sentence.words)} words: “{sentence.beginning}”."
            hint = (
                f"Divide it, so that each part has at most {LONGEST_SENTENCE} words and says one "
                f"thing."
            )
            yield Finding("R-002", measurement.text.place_of(sentence.text, section), what, hint)


def _in_quotes(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)

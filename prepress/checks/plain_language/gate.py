"""Gate: the sections and sentences that are harder to read than the metadata allows, as
findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prepress.checks.plain_language.grades import Measurement, ReadingGrades, SectionGrade
from prepress.checks.plain_language.sections import Section
from prepress.checks.plain_language.sentences import Sentence
from prepress.errors import Place
from prepress.findings import Finding
from prepress.manuscript.metadata import Metadata

#: So many grades over the limit, even a section of few words is hard.
_MARGIN = 4
#: GOV.UK's content design asks to divide sentences that are longer than this (Inside GOV.UK blog, 4
#: August 2014).
LONGEST_SENTENCE = 25
_SENTENCES_NAMED = 3
_WORDS_NAMED = 6


def gate_findings(
    measurement: Measurement, metadata: Metadata, reading: ReadingGrades
) -> Iterator[Finding]:
    """What is harder than `max-grade`; nothing where there is none.

    Where no section alone is too hard, the whole text may still be.
    """
    if metadata.max_grade is None:
        return
    hard_somewhere = False
    for section, graded in measurement.measured:
        limit = metadata.max_grade + (_MARGIN if graded.is_short else 0)
        if graded.grades[0] > limit:
            hard_somewhere = True
            yield _too_hard(measurement, [section], graded, metadata, reading.unused)
        else:
            yield from _long_sentences(measurement, section)
    whole = reading.whole
    if whole and not whole.is_short and not hard_somewhere and whole.grades[0] > metadata.max_grade:
        sections = [section for section, _ in measurement.measured]
        yield _too_hard(measurement, sections, whole, metadata, reading.unused)


def _too_hard(
    measurement: Measurement,
    sections: Sequence[Section],
    graded: SectionGrade,
    metadata: Metadata,
    unused: Sequence[str],
) -> Finding:
    scale = measurement.scale
    sentences = [
        (sentence, section)
        for section in sections
        for sentence in section.sentences
        if sentence.words
    ]
    sentences.sort(key=lambda each: -scale.grade([each[0]]))
    named = "; ".join(
        _described(
            measurement, sentence, measurement.text.place_of(sentence.text, section), graded.place
        )
        for sentence, section in sentences[:_SENTENCES_NAMED]
    )
    subject = f"“{graded.title}”" if len(sections) == 1 else "The whole text"
    what = (
        f"{subject} reads at grade {graded.grades[0]:g} ({scale.formulas[0].name}), but "
        f"“max-grade” is "
    )
    hint = (
        "Divide long sentences and take shorter words. List words that your readers know in "
        "“terms”."
    )
    if unused:
        hint += f" The text never uses {_quoted(unused)} of “terms”; look at the spelling."
    return Finding("R-001", graded.place, f"{what}{metadata.max_grade:g}. Hardest: {named}.", hint)


def _described(measurement: Measurement, sentence: Sentence, place: Place, finding: Place) -> str:
    """A sentence with its line, and its file where that is another one than the finding's."""
    where = f"line {place.line}" if place.line and place.file == finding.file else str(place)
    hard = measurement.scale.hard_words(sentence)[:_WORDS_NAMED]
    words = f"hard words {_quoted(hard)}" if hard else "no hard words"
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


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)

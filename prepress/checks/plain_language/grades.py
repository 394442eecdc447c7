"""Grades: how hard each section of a text and the text as a whole are to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from prepress.checks.plain_language.formulas import FORMULAS, HARD, Counts, Formula
from prepress.checks.plain_language.sentences import Sentence, parts_of, written_parts
from prepress.checks.plain_language.syllables import Syllables

if TYPE_CHECKING:
    from prepress.checks.plain_language.sections import Section, Text
    from prepress.errors import Place

#: A passage of fewer words says little: one long name changes its grade by a year.
FEW_WORDS = 30


@dataclass(frozen=True)
class SectionGrade:
    """A section and its grades, one for each formula of the language; `words` says how many words
    were counted.
    """

    title: str
    place: Place
    words: int
    grades: tuple[float, ...]

    @property
    def is_short(self) -> bool:
        """Whether there are too few words for the grade to be reliable."""
        return self.words < FEW_WORDS


@dataclass(frozen=True)
class ReadingGrades:
    """The grades of a publication: the `formulas` by name, each section with sentences, and the
    `whole`.

    `formulas` is empty where there is none for the language `lang`; then nothing is measured.
    `unused` are the terms of the metadata that the text never uses.
    """

    publication: str
    lang: str
    formulas: tuple[str, ...]
    sections: tuple[SectionGrade, ...] = ()
    whole: SectionGrade | None = None
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Weighs sentences in one language; the words of `terms` count as one syllable, and are never
    hard or long.
    """

    formulas: tuple[Formula, ...]
    syllables: Syllables
    terms: tuple[tuple[str, ...], ...] = ()

    _seen: dict[str, list[tuple[str, int, int]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, text: Text, lang: str, terms: Sequence[str]) -> Scale | None:
        """The scale for a `text` in the language `lang`; None where no formula is accepted for
        it.
        """
        primary = lang.partition("-")[0]
        if primary not in FORMULAS:
            return None
        parts = {part for sentence in text.sentences for part in _parts(sentence)}
        stems = {part.partition("'")[0] for part in parts}
        divided = filter(None, (tuple(parts_of(term)) for term in terms))
        longest_first = sorted(divided, key=len, reverse=True)
        return cls(FORMULAS[primary], Syllables.of(primary, parts | stems), tuple(longest_first))

    def weigh(self, sentence: Sentence) -> list[tuple[str, int, int]]:
        """Each word with its syllables and its letters; a term has one of each."""
        if sentence.text not in self._seen:
            self._seen[sentence.text] = self._weigh_words(sentence)
        return self._seen[sentence.text]

    def _weigh_words(self, sentence: Sentence) -> list[tuple[str, int, int]]:
        is_term = iter(_term_marks(_parts(sentence), self.terms))
        weights = []
        for word in sentence.words:
            parts = written_parts(word)
            others = [part for part in parts if not next(is_term)]
            terms = len(parts) - len(others)
            syllables = sum(map(self.syllables.count, others)) + terms
            letters = sum(map(len, others)) + terms
            weights.append((word, syllables, letters))
        return weights

    def uses(self, sentences: Iterable[Sentence], term: str) -> bool:
        """Whether any of `sentences` has the `term`."""
        wanted = (tuple(parts_of(term)),)
        return any(any(_term_marks(_parts(each), wanted)) for each in sentences)

    def counts(self, sentences: Sequence[Sentence]) -> Counts:
        """What the formulas need to know of `sentences`."""
        words = [
            (syllables, letters) for each in sentences for _, syllables, letters in self.weigh(each)
        ]
        return Counts.of(len(sentences), words)

    def grade(self, sentences: Sequence[Sentence]) -> float:
        """The grade of at least one sentence, by the first formula of the language."""
        return self.formulas[0].grade(self.counts(sentences))

    def hard_words(self, sentence: Sentence) -> tuple[str, ...]:
        """The words of three syllables and more, the longest first, each once."""
        hard = [
            (word, syllables) for word, syllables, _ in self.weigh(sentence) if syllables >= HARD
        ]
        return tuple(dict.fromkeys(word for word, _ in sorted(hard, key=lambda each: -each[1])))


def _parts(sentence: Sentence) -> list[str]:
    """The parts of all words of `sentence`, in small letters."""
    return [part for word in sentence.words for part in parts_of(word)]


def _term_marks(parts: Sequence[str], terms: Sequence[tuple[str, ...]]) -> list[bool]:
    """Which of `parts` belong to one of `terms`, also in the plural or the possessive."""
    marks = [False] * len(parts)
    for term in terms:
        for at in range(len(parts) - len(term) + 1):
            if _is_term(parts[at : at + len(term)], term):
                marks[at : at + len(term)] = [True] * len(term)
    return marks


def _is_term(parts: Sequence[str], term: tuple[str, ...]) -> bool:
    *before, last = parts
    if tuple(before) != term[:-1]:
        return False
    stem = last.partition("'")[0]
    return term[-1] in (last, stem, stem.removesuffix("s"), stem.removesuffix("es"))


@dataclass(frozen=True)
class Measurement:
    """The text of a publication with the scale that it is weighed on; the findings need both."""

    text: Text
    scale: Scale

    @cached_property
    def section_grades(self) -> tuple[tuple[Section, SectionGrade], ...]:
        """The sections that have sentences, with their grades."""
        return tuple(
            (section, self._grade(section.title, section.place, section.sentences))
            for section in self.text.sections
            if any(sentence.words for sentence in section.sentences)
        )

    def grades(
        self, publication: str, lang: str, terms: Sequence[str], place: Place
    ) -> ReadingGrades:
        """All grades; that of the whole stands at `place`."""
        sentences = self.text.sentences
        sections = tuple(grade for _, grade in self.section_grades)
        whole = self._grade("The whole text", place, sentences) if sections else None
        unused = tuple(term for term in terms if not self.scale.uses(sentences, term))
        names = tuple(formula.name for formula in self.scale.formulas)
        return ReadingGrades(publication, lang, names, sections, whole, unused)

    def _grade(self, title: str, place: Place, sentences: Sequence[Sentence]) -> SectionGrade:
        counts = self.scale.counts(sentences)
        grades = tuple(round(max(0.0, formula.grade(counts)), 1) for formula in self.scale.formulas)
        return SectionGrade(title, place, counts.words, grades)

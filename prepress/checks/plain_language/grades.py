"""Grades: how hard each section of a text and the text as a whole are to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from prepress.checks.plain_language.formulas import FORMULAS, HARD, Counts, Formula
from prepress.checks.plain_language.sections import Section, Text
from prepress.checks.plain_language.sentences import Sentence, parts_of, written_parts
from prepress.checks.plain_language.syllables import Syllables
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
        parts = {
            part
            for sentence in text.sentences
            for word in sentence.words
            for part in parts_of(word)
        }
        stems = {part.partition("'")[0] for part in parts}
        split = sorted(
            (tuple(parts_of(term)) for term in terms if parts_of(term)), key=len, reverse=True
        )
        return cls(FORMULAS[primary], Syllables.of(primary, parts | stems), tuple(split))

    def weighed(self, sentence: Sentence) -> list[tuple[str, int, int]]:
        """Each word with its syllables and its letters; a term has one of each."""
        if sentence.text not in self._seen:
            self._seen[sentence.text] = self._weighed(sentence)
        return self._seen[sentence.text]

    def _weighed(self, sentence: Sentence) -> list[tuple[str, int, int]]:
        easy = iter(
            _marked([part for word in sentence.words for part in parts_of(word)], self.terms)
        )
        found = []
        for word in sentence.words:
            hard = [part for part in written_parts(word) if not next(easy)]
            terms = len(written_parts(word)) - len(hard)
            found.append(
                (word, sum(map(self.syllables.count, hard)) + terms, sum(map(len, hard)) + terms)
            )
        return found

    def uses(self, sentences: Iterable[Sentence], term: str) -> bool:
        """Whether any of `sentences` has the `term`."""
        wanted = (tuple(parts_of(term)),)
        return any(
            any(_marked([p for word in each.words for p in parts_of(word)], wanted))
            for each in sentences
        )

    def counts(self, sentences: Sequence[Sentence]) -> Counts:
        """What the formulas need to know of `sentences`."""
        words = [
            (syllables, letters)
            for each in sentences
            for _, syllables, letters in self.weighed(each)
        ]
        return Counts.of(len(sentences), words)

    def grade(self, sentences: Sequence[Sentence]) -> float:
        """The grade of at least one sentence, by the first formula of the language."""
        return self.formulas[0].grade(self.counts(sentences))

    def hard_words(self, sentence: Sentence) -> tuple[str, ...]:
        """The words of three syllables and more, the longest first, each once."""
        hard = [
            (word, syllables) for word, syllables, _ in self.weighed(sentence) if syllables >= HARD
        ]
        return tuple(dict.fromkeys(word for word, _ in sorted(hard, key=lambda each: -each[1])))


def _marked(parts: Sequence[str], terms: Sequence[tuple[str, ...]]) -> list[bool]:
    """Which of `parts` belong to one of `terms`, also in the plural or the possessive."""
    marks = [False] * len(parts)
    for term in terms:
        for at in range(len(parts) - len(term) + 1):
            *before, last = parts[at : at + len(term)]
            stem = last.partition("'")[0]
            if tuple(before) == term[:-1] and term[-1] in (
                last,
                stem,
                stem.removesuffix("s"),
                stem.removesuffix("es"),
            ):
                marks[at : at + len(term)] = [True] * len(term)
    return marks


@dataclass(frozen=True)
class Measurement:
    """The text of a publication with the scale that it is weighed on; both are kept for the
    findings.
    """

    text: Text
    scale: Scale

    @cached_property
    def measured(self) -> tuple[tuple[Section, SectionGrade], ...]:
        """The sections that have sentences, with their grades."""
        return tuple(
            (section, self._graded(section.title, section.place, section.sentences))
            for section in self.text.sections
            if any(sentence.words for sentence in section.sentences)
        )

    def reading(
        self, publication: str, lang: str, terms: Sequence[str], place: Place
    ) -> ReadingGrades:
        """All grades; that of the whole stands at `place`."""
        sentences = self.text.sentences
        whole = self._graded("The whole text", place, sentences) if self.measured else None
        unused = tuple(term for term in terms if not self.scale.uses(sentences, term))
        names = tuple(formula.name for formula in self.scale.formulas)
        return ReadingGrades(
            publication, lang, names, tuple(graded for _, graded in self.measured), whole, unused
        )

    def _graded(self, title: str, place: Place, sentences: Sequence[Sentence]) -> SectionGrade:
        counts = self.scale.counts(sentences)
        grades = tuple(round(max(0.0, formula.grade(counts)), 1) for formula in self.scale.formulas)
        return SectionGrade(title, place, counts.words, grades)

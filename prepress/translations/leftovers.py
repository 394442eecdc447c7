"""Leftovers: headings, paragraphs and alt texts that a translation still has in the words of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prepress.errors import Place
from prepress.fences import outside_fences
from prepress.findings import Finding
from prepress.translations.outline import Outline, Passage
from prepress.translations.pairing import paired_chapters
from prepress.translations.said import as_said, word_key
from prepress.translations.titles import named

_HINT = "Translate it. If it is to stay as it is, write {lang=…} with its language behind it."
_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
_ITEM = re.compile(r"\n(?=[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t])")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
#: What stays in its language: a title or quotation by itself, and what is marked.
_STAYS = re.compile(r"\blang=|^\s*[*_“\"«„].*[*_”\"»“][.]?(?:\{[^}]*\})?\s*$", re.DOTALL)
_CITATION = re.compile(r"\bet al\b|\bdoi\b|\bISBN\b|\d\(\d+\):|\b(?:19|20)\d\d\s?[;:]\s?\d|\bpp?\.\s?\d")
#: So many words are no name any more, and so many of them are in small letters.
_FEWEST, _FEWEST_SMALL = 4, 2
_FEWEST_IN_HEADING = 3
#: The same for scripts without spaces between words, in characters.
_FEWEST_SIGNS = 8
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def untranslated_findings(translation: Sequence[Outline], source: Sequence[Outline]) -> Iterator[Finding]:
    """One finding for each section, at the first piece of it that is still the source's; notes are left alone."""
    for mine, other in paired_chapters(translation, source):
        if not mine or not other:
            continue
        known = {_key(said): place for section in other.sections for said, place in _pieces(section)}
        for section in mine.sections:
            left = [(said, place, known[_key(said)]) for said, place in _pieces(section) if _key(said) in known]
            if left:
                said, place, its_place = left[0]
                more = len(left) - 1
                others = f", and so are {more} more pieces of this section" if more > 1 else ""
                others = ", and so is one more piece of this section" if more == 1 else others
                what = f"“{named(said)}” is still in the words of the source ({its_place}){others}."
                yield Finding("V-005", place, what, _HINT)


def _key(said: str) -> str:
    return " ".join(word_key(word) for word in said.split())


def _pieces(section: Passage) -> Iterator[tuple[str, Place]]:
    """What is long enough to be a language's, in the order of the text: the heading, paragraphs, items, alt texts."""
    text = section.text
    if "```" in text or "~~~" in text:
        text = "\n".join(line if outside else "" for line, outside in outside_fences(text.split("\n")))
    pieces = []
    for block in _BLOCK.finditer(text):
        offset = block.start()
        for part in _ITEM.split(block[0]):
            said = " ".join(as_said(part).replace("• ", "").split())
            is_heading = bool(section.level) and offset == 0
            if not _STAYS.search(part) and _is_language(said, _FEWEST_IN_HEADING if is_heading else _FEWEST):
                pieces.append((offset, said))
            offset += len(part) + 1
    for alt in section.alts:
        marked = "lang=" in text[alt.offset :].partition("}")[0]
        if not marked and _is_language(alt.text, _FEWEST):
            pieces.append((alt.offset, " ".join(alt.text.split())))
    for offset, said in sorted(pieces):
        yield said, section.place_of_line(text.count("\n", 0, offset))


def _is_language(said: str, fewest: int) -> bool:
    words = _WORD.findall(said)
    if _UNSPACED.search(said):
        return len(said) >= _FEWEST_SIGNS
    small = sum(not word[0].isupper() for word in words)
    return len(words) >= fewest and small >= _FEWEST_SMALL and not _CITATION.search(said)

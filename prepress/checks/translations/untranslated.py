"""Untranslated text: headings, paragraphs and alt texts that a translation still has in the
words of its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.checks.translations.pairing import paired_chapters
from prepress.checks.translations.section_names import quoted_title
from prepress.findings import Finding
from prepress.text.fences import outside_fences

if TYPE_CHECKING:
    from prepress.checks.translations.outline import Outline, Passage
    from prepress.checks.translations.plain_text import Alt
    from prepress.errors import Place

_HINT = "Translate it. If it is to stay as it is, write {lang=…} with its language behind it."
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
#: What stays in its language: a title or quotation by itself, and what is marked.
_STAYS = re.compile(r"\blang=|^\s*[*_“\"«„].*[*_”\"»“][.]?(?:\{[^}]*\})?\s*$", re.DOTALL)
_CITATION = re.compile(
    r"\bet al\b|\bdoi\b|\bISBN\b|\d\(\d+\):|\b(?:19|20)\d\d\s?[;:]\s?\d|\bpp?\.\s?\d"
)
#: So many words are no name any more, and so many of them are in small letters.
_FEWEST, _FEWEST_SMALL = 4, 2
_FEWEST_IN_HEADING = 3
#: The same for scripts without spaces between words, in characters.
_FEWEST_SIGNS = 8
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def untranslated_findings(
    translation: Sequence[Outline], source: Sequence[Outline]
) -> Iterator[Finding]:
    """One finding for each section, at the first piece of it that is still the source's; notes are
    left alone.
    """
    for mine, other in paired_chapters(translation, source):
        if not mine or not other:
            continue
        known = {piece.key: piece.place for section in other.sections for piece in _pieces(section)}
        for section in mine.sections:
            left = [piece for piece in _pieces(section) if piece.key in known and piece.is_language]
            if left:
                more = len(left) - 1
                others = f", and so are {more} more pieces of this section" if more > 1 else ""
                others = ", and so is one more piece of this section" if more == 1 else others
                place = known[left[0].key]
                what = (
                    f"“{quoted_title(left[0].plain_text)}” is still in the words of the source "
                    f"({place}){others}."
                )
                yield Finding("V-005", left[0].place, what, _HINT)


@dataclass(frozen=True)
class _Piece:
    """A heading, paragraph, item or alt text; `raw` is how it is written."""

    plain_text: str
    raw: str
    place: Place
    is_heading: bool = False

    @property
    def key(self) -> str:
        """What pieces are compared by."""
        return self.plain_text.casefold()

    @property
    def is_language(self) -> bool:
        """Whether it is long enough to be said in a language, and not meant to stay in it."""
        fewest = _FEWEST_IN_HEADING if self.is_heading else _FEWEST
        return not _STAYS.search(self.raw) and _is_language(self.plain_text, fewest)


def _pieces(section: Passage) -> Iterator[_Piece]:
    """What a section says, in the order of the text."""
    alts = [(section.text.count("\n", 0, alt.offset), alt) for alt in section.alts if alt.text]
    raw = section.text.split("\n")
    lines = section.plain_text.split("\n")
    code = _code_lines(section)
    start = 0
    for number, line in enumerate([*lines, ""]):
        is_code = number in code
        begins = _begins_piece(section, number, line) or is_code
        if begins and start < number:
            # A line of attributes belongs to what stands above it.
            end = number + (not line.strip())
            yield _piece(section, start, lines[start:number], raw[start:end])
        if begins:
            start = number + (0 if line.strip() and not is_code else 1)
        while alts and alts[0][0] <= number:
            yield _picture_piece(section, *alts.pop(0))


def _code_lines(section: Passage) -> frozenset[int]:
    """The lines, from 0, of code fences."""
    if "``" not in section.text and "~~" not in section.text:
        return frozenset()
    lines = enumerate(outside_fences(section.text.split("\n")))
    return frozenset(number for number, (_, outside) in lines if not outside)


def _begins_piece(section: Passage, number: int, line: str) -> bool:
    """Whether what stands on a line, or behind it where it is empty, is a piece of its own."""
    is_below_heading = bool(section.level) and number == 1
    return line.startswith("• ") or is_below_heading or not line.strip()


def _piece(section: Passage, start: int, lines: Sequence[str], raw: Sequence[str]) -> _Piece:
    said = " ".join(" ".join(lines).replace("• ", "").split())
    is_heading = bool(section.level) and start == 0
    return _Piece(said, "\n".join(raw), section.place_of_line(start), is_heading)


def _picture_piece(section: Passage, line: int, alt: Alt) -> _Piece:
    """What a picture's description says."""
    picture = section.text[alt.offset :].partition("}")[0].replace(alt.text, "")
    return _Piece(" ".join(alt.text.split()), f"!{picture}", section.place_of_line(line))


def _is_language(said: str, fewest: int) -> bool:
    words = _WORD.findall(said)
    if _UNSPACED.search(said):
        return len(said) >= _FEWEST_SIGNS
    small = sum(not word[0].isupper() for word in words)
    return len(words) >= fewest and small >= _FEWEST_SMALL and not _CITATION.search(said)
